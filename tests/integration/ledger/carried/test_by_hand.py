"""Hanna carries a stick: Almaz has no network, the hub's other facilities have learned something."""

import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debo.ledger import devices, hub, models
from debo.ledger.carried.inward import Report, take_in, take_in_all
from debo.ledger.carried.layout import Head, Segment, read
from debo.ledger.carried.outward import devices_of, write_for
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
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
    uid,
)
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.hub_state import hub_state
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db


def count(phone: Phone, numerator: int, month: int = 1, facility: str = FACILITY, year: int = 2018) -> None:
    values = {"measure": MEASURE, "facility": facility, "period": f"e{year}-{month:02}"}
    phone.write(WOREDA, "observation", **values, numerator=numerator, denominator=100)


def carried_in(*files: bytes) -> Report:
    return take_in_all(io.BytesIO(one) for one in files)


MULU = uid("e5")


@pytest.fixture
def mulu(rights: type[FixedAccess]) -> Phone:
    """A midwife of the other facility, who has a network."""
    rights.allow(MULU, WOREDA, "member", "staff", places=[OTHER_FACILITY])
    return Phone([MULU]).enrol()


@pytest.fixture
def almaz() -> FarPhone:
    return FarPhone([ALMAZ]).enrol()


def test_what_almaz_wrote_comes_to_the_hub_and_she_learns_that_it_did(almaz: FarPhone, mulu: Phone) -> None:
    count(mulu, 40, facility=OTHER_FACILITY)
    mulu.exchange()
    count(almaz, 17)
    report = carried_in(*almaz.hand_over())
    assert (report.applied, report.known, report.waiting, report.refused) == (1, 0, 0, [])
    assert almaz.acked == {}
    assert almaz.take(*brought_to(almaz)) == []
    assert almaz.acked == {WOREDA: 1}
    assert almaz.state(WOREDA) == hub_state(WOREDA)
    assert almaz.digest(WOREDA) == models.Channel.objects.get(name=WOREDA).digest
    assert almaz.grants is not None
    assert almaz.grants["people"] == {
        ALMAZ: {name: sorted(words) for name, words in FixedAccess.given[ALMAZ].items()}
    }
    mulu.exchange()
    assert mulu.state(WOREDA) == almaz.state(WOREDA)


def test_the_same_files_twice_change_nothing(almaz: FarPhone) -> None:
    count(almaz, 17)
    files = almaz.hand_over()
    carried_in(*files)
    before = models.Entry.objects.count(), models.Batch.objects.count()
    report = carried_in(*files, *files)
    assert (report.applied, report.known, report.refused) == (0, 2, [])
    assert (models.Entry.objects.count(), models.Batch.objects.count()) == before
    back = brought_to(almaz)
    almaz.take(*back)
    after = almaz.state(WOREDA), dict(almaz.cursors), dict(almaz.acked)
    assert almaz.take(*back, *back) == []
    assert (almaz.state(WOREDA), almaz.cursors, almaz.acked) == after


def months(phone: Phone, wanted: int, facility: str = FACILITY) -> None:
    for i in range(wanted):
        count(phone, i % 90, i % 12 + 1, facility, 1900 + i // 12)


def test_parts_may_come_in_any_order_and_none_is_larger_than_asked_for(almaz: FarPhone) -> None:
    months(almaz, 60)
    files = almaz.hand_over(part_size=1_000, at_once=10)
    assert len(files) > 3
    assert all(len(one) <= 1_000 for one in files)
    random.Random(3).shuffle(files)
    waited = 0
    for one in files:
        report = carried_in(one)
        assert report.refused == []
        waited += max(0, report.waiting)
    assert waited > 0
    assert models.Waiting.objects.count() == 0
    assert almaz.state(WOREDA) == hub_state(WOREDA)
    assert models.Entry.objects.filter(device=almaz.id).count() == 60


def test_a_part_that_was_lost_is_in_the_next_handing_over(almaz: FarPhone) -> None:
    months(almaz, 30)
    files = almaz.hand_over(part_size=800, at_once=5)
    assert len(files) > 2
    carried_in(*files[2:])
    almaz.take(*brought_to(almaz))
    assert len(almaz.unsent()) > 0
    carried_in(*almaz.hand_over())
    assert almaz.state(WOREDA) == hub_state(WOREDA)
    assert models.Waiting.objects.count() == 0
    almaz.take(*brought_to(almaz))
    assert almaz.unsent() == []


def test_parts_from_the_hub_may_come_in_any_order_too(almaz: FarPhone, mulu: Phone) -> None:
    rng = random.Random(5)
    for i in range(2_500):
        count(mulu, rng.randint(0, 99), i % 12 + 1, OTHER_FACILITY, 1800 + i // 12)
    mulu.exchange()
    assert mulu.attention == {}
    files = brought_to(almaz, part_size=6_000)
    assert len(files) >= 3
    almaz.take(*files[1:])
    # A part is missing: the cursor stays where it was, so that the next file brings it again.
    assert almaz.cursors.get(WOREDA, 0) == 0
    assert almaz.state(WOREDA) != hub_state(WOREDA)
    almaz.take(files[0])
    assert almaz.state(WOREDA) == hub_state(WOREDA)
    carried_in(*almaz.hand_over())
    again = brought_to(almaz)
    assert sum(map(len, again)) < sum(map(len, files))
    almaz.take(*again)
    assert almaz.cursors[WOREDA] == 2_500


def test_two_carriers_who_cross_bring_both_to_the_same(almaz: FarPhone) -> None:
    count(almaz, 17, month=1)
    hannas = almaz.hand_over()
    count(almaz, 18, month=2)
    tolosas = almaz.hand_over()
    carried_in(*tolosas)
    first_back = brought_to(almaz)
    other = Phone([TOLOSA]).enrol()
    count(other, 50, month=3)
    other.exchange()
    carried_in(*hannas)
    second_back = brought_to(almaz)
    almaz.take(*second_back)
    almaz.take(*first_back)
    assert almaz.acked == {WOREDA: 2}
    assert almaz.state(WOREDA) == hub_state(WOREDA)


def test_an_older_file_doesn_t_make_the_hub_forget_what_a_phone_has_read(
    almaz: FarPhone, mulu: Phone
) -> None:
    old = almaz.hand_over()
    months(mulu, 24, OTHER_FACILITY)
    mulu.exchange()
    almaz.take(*brought_to(almaz))
    count(almaz, 1)
    carried_in(*almaz.hand_over())
    short = sum(map(len, brought_to(almaz)))
    carried_in(*old)
    assert sum(map(len, brought_to(almaz))) == pytest.approx(short, abs=20)


def test_a_stranger_s_file_and_one_for_another_hub_are_refused(almaz: FarPhone) -> None:
    stranger = FarPhone([ALMAZ])
    stranger.hub = almaz.hub
    count(stranger, 99)
    assert carried_in(*stranger.hand_over()).refused == ["unknown_maker"]
    count(almaz, 17)
    almaz.hub = {**almaz.hub, "device": "ffffffffffffffff"}
    assert carried_in(*almaz.hand_over()).refused == ["for_another"]
    assert models.Entry.objects.count() == 0


def test_a_phone_takes_nothing_that_isn_t_from_its_hub(almaz: FarPhone) -> None:
    tolosa = FarPhone([TOLOSA]).enrol()
    tolosa.hub = {
        "device": almaz.id,
        "public_key": "",
        "carry_key": models.Device.objects.get(id=almaz.id).carry_key,
    }
    count(tolosa, 5)
    before = almaz.state(WOREDA)
    assert almaz.take(*tolosa.hand_over()) == ["unknown_maker"]
    assert almaz.state(WOREDA) == before


def test_a_phone_that_was_shut_out_hands_in_and_is_brought_nothing(almaz: FarPhone) -> None:
    count(almaz, 17)
    devices.revoke(models.Device.objects.get(id=almaz.id), by="", why=models.LEFT)
    assert carried_in(*almaz.hand_over()).applied == 1
    assert devices_of(FACILITY) == []


def test_a_copied_phone_is_told_and_both_versions_are_kept(almaz: FarPhone) -> None:
    import copy

    twin = copy.deepcopy({name: value for name, value in vars(almaz).items() if name not in {"key", "carry"}})
    copied = FarPhone(**{**twin, "key": almaz.key, "carry": almaz.carry})
    count(almaz, 17)
    count(copied, 18)
    carried_in(*almaz.hand_over())
    assert carried_in(*copied.hand_over()).refused == ["copied"]
    assert models.Fork.objects.count() == 1


def test_a_batch_signed_by_another_device_is_left_out(almaz: FarPhone) -> None:
    tolosa = FarPhone([TOLOSA]).enrol()
    count(tolosa, 5)
    almaz.own = tolosa.own
    report = carried_in(*almaz.hand_over())
    assert (report.refused, report.applied) == (["not_understood"], 0)


def test_what_doesn_t_fit_is_set_aside_and_told_with_the_next_file(almaz: FarPhone) -> None:
    almaz.write(
        WOREDA, "observation", measure=MEASURE, facility=FACILITY, period="e2018-01", numerator="many"
    )
    count(almaz, 17, month=2)
    carried_in(*almaz.hand_over())
    almaz.take(*brought_to(almaz))
    assert [(channel, n) for channel, n in almaz.attention] == [(WOREDA, 1)]
    assert almaz.acked == {WOREDA: 2}
    carried_in(*almaz.hand_over())
    assert models.Entry.objects.filter(told=False).count() == 0


# --- a file for a facility: rights decide


@pytest.fixture
def tolosa() -> FarPhone:
    return FarPhone([TOLOSA]).enrol()


def test_a_facility_s_file_is_read_by_all_its_devices(almaz: FarPhone, tolosa: FarPhone, mulu: Phone) -> None:
    count(mulu, 40, facility=OTHER_FACILITY)
    mulu.exchange()
    assert [one.id for one in devices_of(FACILITY)] == sorted([almaz.id, tolosa.id])
    file = brought_to(almaz, tolosa)
    for phone in (almaz, tolosa):
        assert phone.take(*file) == []
        assert phone.state(WOREDA) == hub_state(WOREDA)


def test_nobody_opens_what_they_may_not_read(almaz: FarPhone, tolosa: FarPhone) -> None:
    FixedAccess.withdraw(TOLOSA, TEAM)
    FixedAccess.allow(ALMAZ, AT_FACILITY, "head")
    pc = FarPhone([ALMAZ]).enrol()
    pc.write(TEAM, "event", facility=FACILITY, day="2026-01-01", text="a draft of the team")
    pc.write(AT_FACILITY, "person", name="A new colleague")
    assert carried_in(*pc.hand_over()).applied == 2
    almaz.write(TEAM, "event", facility=FACILITY, day="2026-01-02", text="another")
    carried_in(*almaz.hand_over())
    hanna = FarPhone([HANNA]).enrol()
    file = brought_to(almaz, tolosa, hanna)
    for phone in (almaz, tolosa, hanna):
        assert phone.take(*file) == []
    channels = {phone.people[0]: {name for name, _, _ in phone.cells} for phone in (almaz, tolosa, hanna)}
    assert channels == {ALMAZ: {TEAM, AT_FACILITY}, TOLOSA: {AT_FACILITY}, HANNA: set()}
    assert len(almaz.state(TEAM)) == 6
    # Nor does anybody learn what the hub tells another device.
    assert tolosa.acked == {}
    assert almaz.acked == {TEAM: 1}
    assert set(tolosa.grants["people"] if tolosa.grants else ()) == {TOLOSA}


def test_when_a_right_has_ended_the_phone_is_told_to_forget(almaz: FarPhone) -> None:
    almaz.write(TEAM, "event", facility=FACILITY, day="2026-01-01", text="a draft")
    carried_in(*almaz.hand_over())
    almaz.take(*brought_to(almaz))
    assert TEAM in almaz.cursors
    carried_in(*almaz.hand_over())
    FixedAccess.withdraw(ALMAZ, TEAM)
    almaz.take(*brought_to(almaz))
    assert TEAM not in almaz.cursors


def test_a_phone_without_a_key_for_files_is_left_out(almaz: FarPhone) -> None:
    old = Phone([TOLOSA]).enrol()
    (file,) = brought_to(almaz, old)
    head = next(one for one in read(io.BytesIO(file)) if isinstance(one, Head))
    assert [one.device for one in head.readers] == [almaz.id]
    assert list(write_for(models.Device.objects.filter(id=old.id))) == []


def test_a_restored_hub_brings_everything_again(almaz: FarPhone) -> None:
    months(almaz, 12)
    carried_in(*almaz.hand_over())
    almaz.take(*brought_to(almaz))
    carried_in(*almaz.hand_over())
    hub.new_epoch()
    fresh = FarPhone([ALMAZ], id=almaz.id, key=almaz.key, carry=almaz.carry, hub=almaz.hub)
    fresh.take(*brought_to(fresh))
    fresh.epoch = almaz.epoch
    assert fresh.cursors[WOREDA] == 12


# --- any split, any order, any damage


@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_way_the_end_is_the_same(seed: int) -> None:
    rng = random.Random(seed)
    almaz, tolosa = FarPhone([ALMAZ]).enrol(), FarPhone([TOLOSA]).enrol()
    bag: list[bytes] = []
    for _ in range(rng.randint(1, 4)):
        for phone in (almaz, tolosa):
            for _ in range(rng.randint(0, 5)):
                count(phone, rng.randint(0, 99), rng.randint(1, 12))
            bag += phone.hand_over(rng.choice([None, 700, 1_200]), at_once=rng.randint(1, 4))
    rng.shuffle(bag)
    for file in bag:
        for way in rng.sample(["whole", "cut", "flipped"], rng.randint(0, 3)):
            carried_in(_on_the_way(file, way, rng))
    # In the end somebody comes with a good stick, from each phone and back to it, twice.
    for _ in range(2):
        for phone in (almaz, tolosa):
            assert carried_in(*phone.hand_over()).refused == []
            assert phone.take(*brought_to(phone)) == []
    assert almaz.unsent() == tolosa.unsent() == []
    for phone in (almaz, tolosa):
        carried_in(*phone.hand_over())
        assert phone.take(*brought_to(almaz, tolosa)) == []
    assert almaz.state(WOREDA) == tolosa.state(WOREDA) == hub_state(WOREDA)
    assert models.Waiting.objects.count() == 0
    channel = models.Channel.objects.filter(name=WOREDA).first()
    assert channel is None or almaz.digest(WOREDA) == tolosa.digest(WOREDA) == channel.digest


def _on_the_way(file: bytes, way: str, rng: random.Random) -> bytes:
    if way == "cut":
        return file[: rng.randrange(len(file))]
    if way == "flipped":
        at = rng.randrange(len(file))
        return file[:at] + bytes([file[at] ^ (1 << rng.randrange(8))]) + file[at + 1 :]
    return file


def test_a_segment_is_at_most_32_kb_also_when_texts_don_t_compress(almaz: FarPhone, mulu: Phone) -> None:
    rng = random.Random(7)
    letters = "".join(chr(n) for n in range(0x1200, 0x1350))
    for i in range(300):
        text = "".join(rng.choices(letters, k=190))
        mulu.write(WOREDA, "event", facility=OTHER_FACILITY, day=f"2026-01-{i % 28 + 1:02}", text=text)
    mulu.exchange()
    (file,) = brought_to(almaz)
    segments = [one for one in read(io.BytesIO(file)) if isinstance(one, Segment)]
    assert len(segments) > 3
    assert all(len(one.sealed) <= 32_768 + 16 for one in segments)
    almaz.take(file)
    assert almaz.state(WOREDA) == hub_state(WOREDA)


def test_a_report_is_told_in_words(almaz: FarPhone) -> None:
    count(almaz, 17)
    (file,) = almaz.hand_over()
    told = take_in(io.BytesIO(file[:-1])).told()
    assert told["receipts"] == [next(iter(read(io.BytesIO(file)))).code]  # type: ignore[union-attr]
    assert [one["reason"] for one in told["refused"]] == ["cut_off"]
    assert "too early" in told["refused"][0]["words"]
