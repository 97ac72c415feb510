"""What the hub writes itself goes the same way as what phones hand in, and there is no other way."""

from typing import Any

import pytest

from debo.ledger import acts, hub
from debo.ledger.acts import Draft
from debo.ledger.errors import OnlyTheLedgerWritesError, Refused
from debo.ledger.identity import is_uuid
from debo.ledger.models import Batch, Device, Entry
from debo.ledger.signing import verifies
from debo.measures.models import Observation
from debo.people.models import Place
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, STEWARD, WOREDA
from tests.integration.ledger.hub_state import hub_state, seqs
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

COUNT: dict[str, Any] = {
    "measure": MEASURE,
    "facility": FACILITY,
    "period": "e2018-01",
    "numerator": 5,
    "denominator": 9,
}


def test_an_act_reaches_every_phone_as_an_entry_of_the_hubs_own_device() -> None:
    record = acts.write(STEWARD, WOREDA, "place", {"name": {"en": "Haro"}, "kind": "health_centre"})
    almaz = Phone([ALMAZ]).enrol()
    almaz.exchange()
    assert is_uuid(record)
    assert almaz.state(WOREDA) == hub_state(WOREDA) != {}
    kept = Entry.objects.get()
    assert kept.device == hub.this_hub().device_id
    assert (kept.n, kept.seq, kept.author) == (1, 1, STEWARD)
    batch = Batch.objects.get()
    key = Device.objects.get(id=kept.device).public_key
    assert verifies(key, [bytes(kept.hash)], batch.signature)


def test_the_same_act_twice_adds_no_entry() -> None:
    first = acts.try_many([Draft(ALMAZ, WOREDA, "observation", COUNT)])
    again = acts.try_many([Draft(ALMAZ, WOREDA, "observation", COUNT)])
    assert first[0].changed
    assert not again[0].changed
    assert first[0].record == again[0].record
    assert Entry.objects.count() == 1


def test_only_what_changed_is_written_and_its_base_is_what_was_there() -> None:
    acts.write(ALMAZ, WOREDA, "observation", COUNT)
    first = Entry.objects.get()
    acts.write(ALMAZ, WOREDA, "observation", {**COUNT, "numerator": 6})
    second = Entry.objects.get(n=2)
    assert second.set == '{"numerator":6}'
    assert second.base == f'{{"numerator":["{first.stamp}@{first.device}"]}}'
    assert Observation.objects.get().numerator == 6


def test_an_act_settles_a_conflict_even_by_the_value_that_is_shown() -> None:
    almaz, other = Phone([ALMAZ]).enrol(), Phone([ALMAZ]).enrol()
    for phone, numerator in ((almaz, 1), (other, 2)):
        phone.write(WOREDA, "observation", **{**COUNT, "numerator": numerator})
        phone.exchange()
    shown = Observation.objects.get().numerator
    acts.write(STEWARD, WOREDA, "observation", {**COUNT, "numerator": shown})
    almaz.exchange()
    entry = almaz.own[WOREDA][0]
    assert almaz.conflicts(entry, "numerator") == []
    assert almaz.value(entry, "numerator") == shown


def test_an_act_that_the_rules_refuse_raises_and_leaves_nothing() -> None:
    with pytest.raises(Refused) as refusal:
        acts.write(ALMAZ, WOREDA, "observation", {**COUNT, "numerator": -1})
    assert refusal.value.reason == "out_of_range"
    assert Entry.objects.count() == Batch.objects.count() == 0


def test_of_many_acts_all_are_written_or_none() -> None:
    drafts = [Draft(ALMAZ, WOREDA, "observation", {**COUNT, "period": f"e2018-{n:02}"}) for n in (1, 2, 14)]
    with pytest.raises(Refused):
        acts.write_many(drafts)
    assert Entry.objects.count() == 0
    written = acts.try_many(drafts)
    assert [one.changed for one in written] == [True, True, False]
    assert written[2].verdict is not None
    assert written[2].verdict.reason == "out_of_range"
    assert seqs(WOREDA) == [1, 2]


@pytest.mark.parametrize("type_", ["lending", "observation"])
def test_an_act_in_a_place_where_its_type_is_not_at_home_is_refused(type_: str) -> None:
    with pytest.raises(Refused):
        acts.write(ALMAZ, "public", type_, COUNT)


def test_more_acts_than_one_batch_holds_are_numbered_without_a_gap() -> None:
    drafts = [
        Draft(ALMAZ, WOREDA, "observation", {**COUNT, "period": f"e{1900 + n // 12}-{n % 12 + 1:02}"})
        for n in range(1_050)
    ]
    acts.write_many(drafts)
    assert Batch.objects.count() == 2
    assert seqs(WOREDA) == list(range(1, 1_051))
    assert Entry.objects.order_by("-n").first().stamp == 1_050  # type: ignore[union-attr]


def test_the_hubs_stamps_are_greater_than_all_it_has_seen() -> None:
    almaz = Phone([ALMAZ], stamp=5_000).enrol()
    almaz.write(WOREDA, "observation", **COUNT)
    almaz.exchange()
    acts.write(ALMAZ, WOREDA, "observation", {**COUNT, "numerator": 7})
    assert Entry.objects.order_by("-id").first().stamp == 5_002  # type: ignore[union-attr]
    assert Observation.objects.get().numerator == 7


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Place(channel=WOREDA, record=FACILITY).save(),
        lambda: Place.objects.create(channel=WOREDA, record=FACILITY),
        lambda: Place.objects.bulk_create([Place(channel=WOREDA, record=FACILITY)]),
        lambda: Place.objects.update(code="x"),
        lambda: Place.objects.get_or_create(channel=WOREDA, record=FACILITY),
        lambda: Place.objects.update_or_create(channel=WOREDA, record=FACILITY),
        lambda: Place.objects.all().delete(),
        lambda: Place.objects.get(record=FACILITY).delete(),
    ],
    ids=[
        "save",
        "create",
        "bulk_create",
        "update",
        "get_or_create",
        "update_or_create",
        "delete",
        "delete one",
    ],
)
def test_nothing_else_writes_a_record(attempt: Any) -> None:
    acts.write(STEWARD, WOREDA, "place", {"name": {"en": "Haro"}, "kind": "health_centre"}, record=FACILITY)
    with pytest.raises(OnlyTheLedgerWritesError):
        attempt()
    assert Place.objects.get().code is None


def test_the_hubs_key_is_useless_without_its_secret(settings: Any) -> None:
    this = hub.this_hub()
    assert "ENCRYPTED" in this.private_key
    hub.private_key(this)
    settings.SECRET_KEY = "another"
    with pytest.raises(hub.LostKeyError):
        hub.private_key(this)
