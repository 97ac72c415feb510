"""Stories of a hub that was restored from a backup, and of phones that lost something: both become whole."""

import pytest

from debo.ledger import acts, hub, quarantine
from debo.ledger.models import Channel, Hub
from debo.ledger.models import Entry as Kept
from debo.measures.models import Observation
from tests.integration.ledger.conftest import (
    FACILITY,
    MEASURE,
    TOLOSA,
    WOREDA,
)
from tests.integration.ledger.hub_state import hub_state, seqs
from tests.integration.ledger.test_stories import count, phones

pytestmark = pytest.mark.django_db


def test_a_restored_hub_is_offered_again_what_it_lost() -> None:
    almaz, tolosa, hanna = phones()
    count(almaz, 1)
    almaz.exchange()
    # The backup is made here; later the hub's disk breaks.
    backup = {channel.name: (channel.head, channel.digest) for channel in Channel.objects.all()}
    count(almaz, 2, "e2018-02")
    count(tolosa, 3, "e2018-03")
    for phone in (almaz, tolosa, hanna, almaz):
        phone.exchange()
    Kept.objects.filter(seq__gt=1).delete()
    Observation.objects.all()._raw_delete("default")
    for name, (head, digest) in backup.items():
        Channel.objects.filter(name=name).update(head=head, digest=digest)
    hub.new_epoch()
    quarantine.set_aside()
    for phone in (almaz, tolosa, hanna, almaz, tolosa):
        phone.exchange()
    assert seqs(WOREDA) == [1, 2, 3]
    assert almaz.state(WOREDA) == tolosa.state(WOREDA) == hanna.state(WOREDA)
    assert Channel.objects.get(name=WOREDA).digest == hanna.digest(WOREDA)


def test_a_restored_hub_never_takes_a_number_of_its_own_twice() -> None:
    almaz, _, _ = phones()
    key = {"measure": MEASURE, "facility": FACILITY}
    acts.write(TOLOSA, WOREDA, "observation", {**key, "period": "e2018-01", "numerator": 1})
    head_then, former = Channel.objects.get(name=WOREDA), hub.this_hub().device_id
    acts.write(TOLOSA, WOREDA, "observation", {**key, "period": "e2018-02", "numerator": 2})
    almaz.exchange()
    # The backup was made between the two.
    Kept.objects.filter(seq=2).delete()
    Observation.objects.filter(numerator=2)._raw_delete("default")
    head_then.save()
    hub.new_epoch()
    acts.write(TOLOSA, WOREDA, "observation", {**key, "period": "e2018-03", "numerator": 3})
    last = Kept.objects.get(seq=2)
    assert last.device not in (former, almaz.id)
    assert last.n == 1
    almaz.receive(almaz.direct(almaz.request()))
    almaz.receive(almaz.direct(almaz.request()))
    written = {entry.set["numerator"] for entry in almaz.entries.values()}
    assert written == {1, 2, 3}


def test_a_restored_hub_is_recognised_by_a_cursor_beyond_its_numbers() -> None:
    almaz, _, _ = phones()
    count(almaz, 1)
    almaz.exchange()
    former = hub.this_hub().epoch
    Hub.objects.update(epoch_since="2020-01-01T00:00:00Z")
    Kept.objects.all().delete()
    Channel.objects.all().delete()
    Observation.objects.all()._raw_delete("default")
    almaz.exchange()
    assert hub.this_hub().epoch != former
    assert hub_state(WOREDA) == almaz.state(WOREDA) != {}
    # Once a day at most: a phone that counts wrongly can't make all others begin again and again.
    almaz.cursors[WOREDA] = 99
    renewed = hub.this_hub().epoch
    almaz.direct(almaz.request())
    assert hub.this_hub().epoch == renewed


def test_a_phone_that_lost_an_entry_is_repaired_by_its_digest() -> None:
    almaz, tolosa, _ = phones()
    for n in range(1, 6):
        count(almaz, n, f"e2018-{n:02}")
    almaz.exchange()
    tolosa.exchange()
    lost = tolosa.entries.pop((almaz.id, WOREDA, 5))
    tolosa.cells.pop((WOREDA, "observation", lost.record))
    assert tolosa.direct(tolosa.request())["repair"] == [WOREDA]
    tolosa.exchange()
    assert tolosa.state(WOREDA) == hub_state(WOREDA)
    assert tolosa.direct(tolosa.request())["repair"] == []


def test_no_repair_is_needed_unless_something_was_lost() -> None:
    almaz, tolosa, _ = phones()
    for n in range(1, 4):
        count(almaz, n, f"e2018-{n:02}")
        count(tolosa, n + 5, f"e2018-{n:02}")
        for phone in (almaz, tolosa):
            assert phone.direct(phone.request([]))["repair"] == []
            phone.exchange()
    count(almaz, -1)
    assert almaz.exchange()["repair"] == []
    assert almaz.direct(almaz.request())["repair"] == []


def test_an_edit_that_reaches_a_restored_hub_first_waits_for_the_beginning_of_its_record() -> None:
    almaz, tolosa, _ = phones()
    entry = count(almaz, 17)
    tolosa.add(entry)
    tolosa.write(WOREDA, "observation", entry.record, numerator=18)
    tolosa.exchange()
    assert tolosa.attention[WOREDA, 1]["reason"] == "missing_key"
    almaz.exchange()
    tolosa.exchange()
    assert tolosa.attention == {}
    assert Observation.objects.get().numerator == 18
