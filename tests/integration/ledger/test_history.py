"""A record as it was on any day, against logs made by hand and answers written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from debo.history_command import find
from debo.ledger import hub
from debo.ledger.acts import write
from debo.ledger.history import Written, as_on, end_of, history
from debo.ledger.models import Batch, Device
from debo.ledger.replicated import REGISTRY
from debo.periods import PeriodError
from debo.periods.day import parse_day
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, STEWARD, TOLOSA, WOREDA
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

COUNT = {"measure": MEASURE, "facility": FACILITY, "period": "e2018-01"}
NUMERATOR = "Numerator"


def came_on(day: str, hour: int = 9) -> None:
    """The newest batch came on this day, in Addis Ababa's hours (UTC + 3)."""
    moment = datetime.fromisoformat(f"{day}T{hour:02}:00:00+03:00")
    Batch.objects.filter(pk=Batch.objects.latest("pk").pk).update(received_at=moment)


def observation() -> str:
    return REGISTRY["observation"].record_id(COUNT)


def on(day: str) -> Any:
    until = end_of(date.fromisoformat(day))
    return as_on(REGISTRY["observation"], WOREDA, observation(), until)


def told() -> list[Written]:
    return list(history(REGISTRY["observation"], WOREDA, observation()))


def hand_in(phone: Phone, day: str, **values: Any) -> None:
    phone.write(WOREDA, "observation", **COUNT, **values)
    phone.exchange()
    came_on(day)


def test_each_day_has_its_value_and_each_change_its_author() -> None:
    almaz, tolosa = Phone([ALMAZ]).enrol(), Phone([TOLOSA]).enrol()
    hand_in(almaz, "2026-11-20", numerator=17, denominator=20)
    tolosa.exchange()
    hand_in(tolosa, "2026-11-22", numerator=18)
    assert on("2026-11-19").values == {}
    assert on("2026-11-20").values[NUMERATOR] == 17
    assert on("2026-11-21").values[NUMERATOR] == 17
    assert on("2026-11-22").values[NUMERATOR] == 18
    first, second = told()
    assert (first.author, second.author) == (ALMAZ, TOLOSA)
    change = next(one for one in second.changes if one.label == NUMERATOR)
    assert (change.before, change.after, change.beside) == (17, 18, ())


def test_a_day_ends_at_midnight_in_addis_ababa() -> None:
    almaz = Phone([ALMAZ]).enrol()
    hand_in(almaz, "2026-11-20", numerator=1)
    # 23:30 in Addis Ababa is 20:30 in Greenwich; half past midnight there is still the 20th in Greenwich.
    Batch.objects.update(received_at=datetime(2026, 11, 20, 20, 30, tzinfo=UTC))
    assert on("2026-11-20").values[NUMERATOR] == 1
    Batch.objects.update(received_at=datetime(2026, 11, 20, 21, 30, tzinfo=UTC))
    assert on("2026-11-20").values == {}
    assert on("2026-11-21").values[NUMERATOR] == 1


def test_two_who_wrote_at_once_are_both_shown_until_somebody_settles_it() -> None:
    low, high = sorted((Phone([ALMAZ]).enrol(), Phone([TOLOSA]).enrol()), key=lambda one: one.id)
    hand_in(high, "2026-11-20", numerator=5)
    hand_in(low, "2026-11-21", numerator=6)
    # Equal counters: the greater device is shown, so what came later changes nothing that is seen.
    assert on("2026-11-21").values[NUMERATOR] == 5
    assert on("2026-11-21").beside == {NUMERATOR: [6]}
    change = next(one for one in told()[1].changes if one.label == NUMERATOR)
    assert (change.before, change.after, change.written, change.beside) == (5, 5, 6, (6,))
    write(STEWARD, WOREDA, "observation", {**COUNT, "numerator": 6})
    came_on("2026-11-22")
    assert on("2026-11-22").values[NUMERATOR] == 6
    assert on("2026-11-22").beside == {}


def test_a_late_phone_changes_no_day_before_it_came() -> None:
    late = Phone([ALMAZ]).enrol()
    late.write(WOREDA, "observation", **COUNT, numerator=3)
    tolosa = Phone([TOLOSA], stamp=10).enrol()
    hand_in(tolosa, "2026-11-20", numerator=4)
    late.exchange()
    came_on("2026-11-25")
    assert on("2026-11-24").beside == {}
    assert on("2026-11-25").beside == {NUMERATOR: [3]}


def test_a_clock_of_1970_decides_nothing_and_is_put_right_beside() -> None:
    almaz = Phone([ALMAZ], at=3_600).enrol()
    hand_in(almaz, "2026-11-20", numerator=1)
    assert on("2026-11-20").values[NUMERATOR] == 1
    true = datetime(2026, 11, 19, 12, tzinfo=UTC)
    Device.objects.filter(id=almaz.id).update(clock_offset=3_600 - int(true.timestamp()))
    (only,) = told()
    assert only.at == datetime(1970, 1, 1, 1, tzinfo=UTC)
    assert only.corrected == true


def test_what_was_set_aside_is_told_and_changes_nothing() -> None:
    almaz = Phone([ALMAZ]).enrol()
    hand_in(almaz, "2026-11-20", numerator=1)
    hand_in(almaz, "2026-11-21", numerator=-4)
    assert on("2026-11-21").values[NUMERATOR] == 1
    assert (told()[1].reason, told()[1].changes[0].after) == ("out_of_range", told()[1].changes[0].before)
    assert "can't be right" in told()[1].sentence


def test_what_was_erased_by_law_is_said_of_no_day() -> None:
    write(
        STEWARD, WOREDA, "place", {"name": {"en": "Tolosa's clinic"}, "kind": "health_post"}, record=FACILITY
    )
    came_on("2026-11-20")
    said = {"of_type": "place", "of_record": FACILITY, "asked_by": "person", "day": "2026-11-25"}
    write(hub.this_hub().device_id, WOREDA, "erasure", said)
    for day in ("2026-11-20", "2026-11-30"):
        assert as_on(REGISTRY["place"], WOREDA, FACILITY, end_of(date.fromisoformat(day))).values == {}
    (only,) = history(REGISTRY["place"], WOREDA, FACILITY)
    assert (only.erased, only.changes) == (True, [])


def test_fields_of_a_newer_version_are_told() -> None:
    almaz = Phone([ALMAZ]).enrol()
    hand_in(almaz, "2026-11-20", numerator=1, blood_loss=450)
    assert on("2026-11-20").values["blood_loss"] == 450
    assert told()[0].newer == ("blood_loss",)


def test_a_record_is_found_by_id_by_kind_and_by_words() -> None:
    for record, name in ((FACILITY, "Haro Gudina"), (MEASURE, "Haro Beri")):
        write(STEWARD, WOREDA, "place", {"name": {"en": name}, "kind": "health_post"}, record=record)
    assert [record for _, _, record in find([FACILITY])] == [FACILITY]
    assert [record for _, _, record in find(["place", "haro gudina"])] == [FACILITY]
    assert {record for _, _, record in find(["Haro"])} == {FACILITY, MEASURE}
    assert find(["measure", "Haro"]) == []
    assert find([FACILITY], channel="public") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("14/3/2019", date(2026, 11, 23)),
        ("14 Hidar 2019", date(2026, 11, 23)),
        ("14 ኅዳር 2019", date(2026, 11, 23)),
        ("14 sadaasa 2019", date(2026, 11, 23)),
        ("1/1/2018", date(2025, 9, 11)),
    ],
)
def test_a_day_is_read_in_both_calendars(text: str, day: date) -> None:
    assert parse_day(text) == day
    assert end_of(day) - end_of(day - timedelta(days=1)) == timedelta(days=1)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "31/3/2019", "7/13/2019", "14 March 2019"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_day(text)
