"""Stories of people whose phones exchange with the hub: Almaz and Tolosa of one team, Hanna their mentor."""

from typing import Any

import pytest

from debo.improvement.models import Event
from debo.ledger import quarantine
from debo.ledger.entry import Entry
from debo.ledger.errors import ForkedDevice
from debo.ledger.intake import hub_stamp
from debo.ledger.models import Batch, Channel, Device, Fork
from debo.ledger.models import Entry as Kept
from debo.ledger.replicated import REGISTRY, Declaration
from debo.ledger.signing import verifies
from debo.measures.models import Observation
from debo.people.models import RoleHeld
from tests.integration.ledger.conftest import (
    ALMAZ,
    AT_FACILITY,
    FACILITY,
    HANNA,
    MEASURE,
    OTHER_FACILITY,
    TEAM,
    TOLOSA,
    WOREDA,
)
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.hub_state import hub_state, seqs
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db


def count(phone: Phone, numerator: int, period: str = "e2018-01", channel: str = WOREDA) -> Entry:
    return phone.write(
        channel,
        "observation",
        measure=MEASURE,
        facility=FACILITY,
        period=period,
        numerator=numerator,
        denominator=20,
    )


def phones() -> tuple[Phone, Phone, Phone]:
    return Phone([ALMAZ]).enrol(), Phone([TOLOSA]).enrol(), Phone([HANNA]).enrol()


def test_a_count_written_on_one_phone_is_read_on_the_other() -> None:
    almaz, _, hanna = phones()
    entry = count(almaz, 17)
    almaz.exchange()
    hanna.exchange()
    assert hanna.value(entry, "numerator") == 17
    assert hanna.state(WOREDA) == almaz.state(WOREDA) == hub_state(WOREDA)
    assert almaz.acked == {WOREDA: 1}
    assert seqs(WOREDA) == [1]


def test_two_people_who_record_the_same_thing_offline_make_one_record_and_see_both_values() -> None:
    almaz, tolosa, _ = phones()
    first, second = count(almaz, 17), count(tolosa, 18)
    assert first.record == second.record
    for phone in (almaz, tolosa, almaz):
        phone.exchange()
    assert almaz.state(WOREDA) == tolosa.state(WOREDA) == hub_state(WOREDA)
    winner = max((first, second), key=lambda entry: (entry.stamp, entry.device))
    assert almaz.value(first, "numerator") == winner.set["numerator"]
    assert len(almaz.conflicts(first, "numerator")) == 1
    assert almaz.conflicts(first, "denominator") == []
    # Tolosa looks at both and writes again: settled everywhere, whatever the stamps were.
    count(tolosa, 18)
    for phone in (tolosa, almaz):
        phone.exchange()
        assert phone.value(first, "numerator") == 18
        assert phone.conflicts(first, "numerator") == []
    assert Observation.objects.get().numerator == 18


@pytest.mark.parametrize(
    "at", [0, 1_767_225_600 - 3 * 365 * 86_400, 1_767_225_600 + 3 * 365 * 86_400, -(10**10)]
)
def test_ones_own_edit_sticks_at_any_clock(at: int) -> None:
    almaz, tolosa, _ = phones()
    count(almaz, 17)
    almaz.exchange()
    tolosa.exchange()
    tolosa.at = at
    entry = count(tolosa, 19)
    for phone in (tolosa, almaz):
        phone.exchange()
        assert phone.value(entry, "numerator") == 19
        assert phone.conflicts(entry, "numerator") == []
    assert Observation.objects.get().numerator == 19


def test_the_same_request_again_changes_nothing_and_is_acknowledged_again() -> None:
    almaz, _, _ = phones()
    count(almaz, 17)
    request = almaz.request()
    first, again = almaz.direct(request), almaz.direct(request)
    assert first["acks"] == again["acks"] == {WOREDA: 1}
    assert Kept.objects.count() == Batch.objects.count() == 1
    assert seqs(WOREDA) == [1]


def test_an_answer_that_was_lost_is_given_again() -> None:
    almaz, tolosa, _ = phones()
    count(tolosa, 3, "e2017-12")
    tolosa.exchange()
    count(almaz, 17)
    almaz.direct(almaz.request())
    almaz.exchange()
    assert almaz.state(WOREDA) == hub_state(WOREDA)
    assert almaz.acked == {WOREDA: 1}


def test_a_gap_is_answered_with_the_first_missing_n_and_nothing_after_it_is_taken() -> None:
    almaz, _, _ = phones()
    entries = [count(almaz, n, f"e2018-{n:02}") for n in (1, 2, 3, 4)]
    answer = almaz.direct(almaz.request([entries[0], entries[2], entries[3]]))
    assert answer["gaps"] == {WOREDA: 2}
    assert answer["acks"] == {WOREDA: 1}
    assert Kept.objects.count() == 1
    almaz.receive(answer)
    almaz.exchange()
    assert seqs(WOREDA) == [1, 2, 3, 4]


def test_a_copied_phone_is_set_aside_and_both_versions_are_kept() -> None:
    almaz, _, _ = phones()
    copy = Phone([ALMAZ], id=almaz.id, key=almaz.key)
    count(almaz, 17)
    almaz.exchange()
    count(copy, 12)
    with pytest.raises(ForkedDevice):
        copy.exchange()
    assert Fork.objects.get().n == 1
    assert '"numerator":12' in Fork.objects.get().content
    assert Observation.objects.get().numerator == 17
    assert Device.objects.get(id=almaz.id).forked_at is not None


def test_entries_of_who_lost_the_right_are_set_aside_then_the_channel_is_forgotten() -> None:
    almaz, tolosa, _ = phones()
    count(almaz, 17, channel=TEAM)
    almaz.exchange()
    tolosa.exchange()
    assert TEAM in tolosa.cursors
    entry = count(tolosa, 18, channel=TEAM)
    FixedAccess.withdraw(TOLOSA, TEAM)
    answer = tolosa.exchange()
    assert answer["forget"] == [TEAM]
    assert tolosa.acked[TEAM] == 1
    told = tolosa.attention[TEAM, entry.n]
    assert told["reason"] == "forbidden_channel"
    assert set(told["words"]) == {"code", "en", "am", "om"}
    assert Kept.objects.get(device=tolosa.id).set
    assert Observation.objects.get().numerator == 17


def test_what_was_set_aside_is_told_until_the_phone_says_it_knows() -> None:
    almaz, _, _ = phones()
    count(almaz, -1)
    first = almaz.direct(almaz.request())
    again = almaz.direct(almaz.request())
    assert first["attention"] == again["attention"] != []
    almaz.receive(again)
    assert almaz.direct(almaz.request())["attention"] == []


def test_a_bad_entry_does_not_block_the_ones_around_it() -> None:
    almaz, _, hanna = phones()
    count(almaz, 1)
    count(almaz, -5, "e2018-02")
    count(almaz, 3, "e2018-03")
    almaz.exchange()
    hanna.exchange()
    assert sorted(Observation.objects.values_list("period", flat=True)) == ["e2018-01", "e2018-03"]
    assert almaz.acked == {WOREDA: 3}
    assert hanna.state(WOREDA) == hub_state(WOREDA)
    assert seqs(WOREDA) == [1, 2]


def test_an_unknown_type_is_kept_and_taken_after_the_upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    almaz, _, hanna = phones()
    event = REGISTRY.pop("event")
    try:
        entry = almaz.write(WOREDA, "event", facility=FACILITY, day="2026-01-03", text="Stock-out")
        almaz.exchange()
        assert almaz.attention[WOREDA, 1]["reason"] == "unknown_type"
    finally:
        REGISTRY["event"] = event
    monkeypatch.setattr(quarantine, "VERSION", "the next one")
    quarantine.retry_after_upgrade()
    quarantine.retry_after_upgrade()
    almaz.exchange()
    assert almaz.accepted == {(WOREDA, 1)}
    assert almaz.attention == {}
    hanna.exchange()
    assert hanna.value(entry, "text") == "Stock-out"
    assert almaz.direct(almaz.request())["accepted"] == []


def test_fields_of_a_newer_version_are_kept_passed_on_and_adopted_by_the_upgrade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    almaz, tolosa, hanna = phones()
    declared = REGISTRY["event"]
    older = Declaration(declared.type, declared.model, declared.key, declared.channels)
    older.__dict__["fields"] = {name: one for name, one in declared.fields.items() if name != "text"}
    monkeypatch.setitem(REGISTRY, "event", older)
    entry = almaz.write(WOREDA, "event", facility=FACILITY, day="2026-01-03", text="Stock-out")
    almaz.exchange()
    tolosa.exchange()
    tolosa.write(WOREDA, "event", entry.record, text="Stock-out of oxytocin")
    tolosa.exchange()
    hanna.exchange()
    assert hanna.value(entry, "text") == "Stock-out of oxytocin"
    assert Event.objects.values_list("text", flat=True).get() is None
    monkeypatch.setitem(REGISTRY, "event", declared)
    assert quarantine.adopt_fields() == 1
    assert Event.objects.values_list("text", flat=True).get() == "Stock-out of oxytocin"
    assert quarantine.adopt_fields() == 0


def test_a_long_answer_comes_in_pages_and_the_phone_misses_nothing() -> None:
    almaz, tolosa, hanna = phones()
    for phone, year in ((almaz, 2017), (tolosa, 2018)):
        for n in range(1_100):
            count(phone, n, f"{year - 1000 + n // 12}-{n % 12 + 1:02}")
        phone.exchange()
    pages = []
    while True:
        answer = hanna.direct(hanna.request())
        hanna.receive(answer)
        pages.append(len(answer["entries"]["n"]) if answer["entries"] else 0)
        if not answer["more"]:
            break
    assert sum(pages) == 2_200
    assert max(pages) <= 1_000
    assert hanna.state(WOREDA) == hub_state(WOREDA)
    assert hanna.digest(WOREDA) == Channel.objects.get(name=WOREDA).digest


def test_the_answer_begins_with_the_team_then_the_facility_then_the_collaborative() -> None:
    almaz, tolosa, _ = phones()
    almaz.write(WOREDA, "event", facility=FACILITY, day="2026-01-03", text="a")
    almaz.write(TEAM, "event", facility=FACILITY, day="2026-01-03", text="b")
    FixedAccess.allow(ALMAZ, AT_FACILITY, "head", places=[FACILITY])
    almaz.write(AT_FACILITY, "person", name="Chaltu")
    almaz.exchange()
    answer = tolosa.direct(tolosa.request())
    assert answer["entries"]["channels"] == [TEAM, AT_FACILITY, WOREDA]


def test_rights_given_in_a_batch_hold_for_the_entries_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    steward = Phone([HANNA]).enrol()
    FixedAccess.allow(HANNA, AT_FACILITY, "head", places=[FACILITY])
    role = {"person": TOLOSA, "role": "midwife", "place": FACILITY, "since": "2026-01-01"}
    steward.write(WOREDA, "event", facility=FACILITY, day="2026-01-03", text="may not yet")
    steward.write(AT_FACILITY, "role_held", **role)
    steward.write(WOREDA, "event", facility=FACILITY, day="2026-01-03", text="may now")
    given = FixedAccess.standings

    def with_role(self: FixedAccess, person: str) -> Any:
        held = RoleHeld.objects.filter(person=TOLOSA).exists()
        more = {WOREDA: frozenset({"member"})} if held else {}
        return {**given(self, person), **more}

    monkeypatch.setattr(FixedAccess, "standings", with_role)
    answer = steward.direct(steward.request())
    assert [one["n"] for one in answer["attention"]] == [1]


def test_a_right_that_ends_in_a_batch_ends_for_the_entries_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    head = Phone([TOLOSA]).enrol()
    FixedAccess.allow(TOLOSA, AT_FACILITY, "head", places=[FACILITY])
    role = {"person": TOLOSA, "role": "midwife", "place": FACILITY, "since": "2026-01-01"}
    count(head, 1)
    head.write(AT_FACILITY, "role_held", **role)
    count(head, 2, "e2018-02")
    given = FixedAccess.standings

    def until_written(self: FixedAccess, person: str) -> Any:
        ended = RoleHeld.objects.filter(person=TOLOSA).exists()
        return {channel: s for channel, s in given(self, person).items() if not (ended and channel == WOREDA)}

    monkeypatch.setattr(FixedAccess, "standings", until_written)
    answer = head.direct(head.request())
    assert [(one["n"], one["reason"]) for one in answer["attention"]] == [(2, "forbidden_channel")]


def test_what_was_written_under_a_forged_name_is_never_taken_later() -> None:
    almaz, _, _ = phones()
    almaz.write_as(HANNA, WOREDA, "event", None, {"facility": FACILITY, "day": "2026-01-03", "text": "x"})
    almaz.exchange()
    assert almaz.attention[WOREDA, 1]["reason"] == "forged_author"
    Phone([HANNA], id=almaz.id, key=almaz.key)
    from debo.ledger import devices

    devices.join(Device.objects.get(id=almaz.id), HANNA)
    assert quarantine.retry_all() == 0


def test_a_far_stamp_is_set_aside_and_moves_nobodys_clock() -> None:
    almaz, _, hanna = phones()
    count(almaz, 1)
    almaz.exchange()
    almaz.stamp = 10**12
    count(almaz, 2, "e2018-02")
    answer = almaz.exchange()
    assert almaz.attention[WOREDA, 2]["reason"] == "far_stamp"
    assert answer["stamp"] == hub_stamp() == 1
    hanna.exchange()
    assert hanna.stamp == 1


def test_every_batch_can_be_verified_again_long_after() -> None:
    almaz, _, _ = phones()
    count(almaz, 1)
    count(almaz, -1, "e2018-02")
    almaz.exchange()
    kept = Batch.objects.get()
    hashes = [bytes(kept.hashes[i : i + 32]) for i in range(0, len(kept.hashes), 32)]
    assert hashes == [bytes(entry.hash) for entry in Kept.objects.order_by("n")]
    # The law asked for the content of one entry to be erased; the signature still holds.
    Kept.objects.filter(n=1).update(set="{}")
    assert verifies(Device.objects.get(id=almaz.id).public_key, hashes, kept.signature)


def test_a_member_writes_only_about_places_of_their_own() -> None:
    almaz, _, hanna = phones()
    event = {"day": "2026-01-03", "text": "x"}
    almaz.write(WOREDA, "event", facility=OTHER_FACILITY, **event)
    own = almaz.write(WOREDA, "event", facility=FACILITY, **event)
    almaz.write(WOREDA, "event", own.record, facility=OTHER_FACILITY)
    almaz.write(WOREDA, "event", own.record, text="still ours")
    almaz.exchange()
    reasons = {n: one["reason"] for (_, n), one in almaz.attention.items()}
    assert reasons == {1: "forbidden_write", 3: "forbidden_write"}
    hanna.exchange()
    assert hanna.value(own, "text") == "still ours"
    assert hanna.value(own, "facility") == FACILITY


def test_grants_are_told_only_when_they_changed() -> None:
    almaz, _, _ = phones()
    assert almaz.exchange()["grants"] is not None
    assert almaz.exchange()["grants"] is None
    FixedAccess.allow(ALMAZ, AT_FACILITY, "head")
    told = almaz.exchange()["grants"]
    assert told["people"][ALMAZ][AT_FACILITY] == ["head"]


def test_when_the_device_was_last_seen_and_how_wrong_its_clock_is() -> None:
    almaz, _, _ = phones()
    almaz.at = 0
    answer = almaz.exchange()
    device = Device.objects.get(id=almaz.id)
    assert device.last_seen is not None
    assert device.clock_offset == pytest.approx(-answer["time"], abs=2)
    almaz.at = 10**15
    almaz.exchange()
    assert Device.objects.get(id=almaz.id).clock_offset == device.clock_offset
