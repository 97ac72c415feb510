"""debo/periods against vectors/periods.json, the file the web app answers to as well."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from debo.periods import (
    EthiopianDate,
    Kind,
    PeriodError,
    between,
    clock_label,
    day_label,
    era,
    first_day_of_fiscal_year,
    fiscal_year,
    fiscal_year_of,
    label,
    month_name,
    parse,
    period_of,
    weekday_name,
)

CASES: dict[str, Any] = json.loads(Path("vectors/periods.json").read_text(encoding="utf-8"))
date = datetime.date.fromisoformat


@pytest.mark.parametrize(("day", "year", "month", "number"), CASES["dates"])
def test_a_day_is_the_same_day_in_both_calendars(day: str, year: int, month: int, number: int) -> None:
    ethiopian = EthiopianDate(year, month, number)
    assert EthiopianDate.from_gregorian(date(day)) == ethiopian
    assert ethiopian.to_gregorian() == date(day)


@pytest.mark.parametrize(("year", "month", "day"), CASES["not_dates"])
def test_a_day_the_calendar_does_not_have_is_refused(year: int, month: int, day: int) -> None:
    with pytest.raises(PeriodError, match=f"{day}/{month}/{year} is not a day of the Ethiopian calendar"):
        EthiopianDate(year, month, day)


@pytest.mark.parametrize("case", CASES["periods"], ids=lambda case: f"{case['id']}-{case['start_day']}")
def test_a_period_knows_its_days_and_neighbours(case: dict[str, Any]) -> None:
    period = parse(case["id"], case["start_day"])
    assert {
        "id": period.id,
        "start_day": period.start_day,
        "kind": period.kind,
        "first": period.first_day.isoformat(),
        "last": period.last_day.isoformat(),
        "days": period.days,
        "longer": period.is_longer,
        "next": period.next().id,
        "previous": period.previous().id,
        "efy": fiscal_year(period),
    } == case


@pytest.mark.parametrize(("day", "kind", "start_day", "expected"), CASES["of"])
def test_a_day_belongs_to_one_period(day: str, kind: str, start_day: Any, expected: str) -> None:
    assert period_of(date(day), Kind(kind), start_day).id == expected


@pytest.mark.parametrize(("text", "sentence"), CASES["refused"])
def test_what_is_no_period_is_refused_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("first", "last", "ids"), CASES["between"])
def test_periods_between_two(first: str, last: str, ids: list[str]) -> None:
    assert [period.id for period in between(parse(first), parse(last))] == ids


@pytest.mark.parametrize(("text", "start_day", "today", "expected"), CASES["future"])
def test_a_period_is_to_come_running_or_over(
    text: str, start_day: Any, today: str, expected: dict[str, bool]
) -> None:
    period = parse(text, start_day)
    assert {"future": period.is_future(date(today)), "over": period.is_over(date(today))} == expected


@pytest.mark.parametrize(("day", "efy"), CASES["fiscal_years"])
def test_the_fiscal_year_is_named_by_its_end(day: str, efy: int) -> None:
    assert fiscal_year_of(date(day)) == efy


@pytest.mark.parametrize(("efy", "day"), CASES["fiscal_year_begins"])
def test_the_fiscal_year_begins_on_the_first_of_hamle(efy: int, day: str) -> None:
    assert first_day_of_fiscal_year(efy) == date(day)


@pytest.mark.parametrize("case", CASES["labels"])
def test_a_period_is_named_for_a_person(case: list[Any]) -> None:
    text, start_day, language, calendar, length, expected = case
    assert label(parse(text, start_day), language, calendar, length) == expected


@pytest.mark.parametrize("case", CASES["days"])
def test_a_day_is_named_for_a_person(case: list[Any]) -> None:
    day, language, calendar, length, expected, weekday = case
    assert day_label(date(day), language, calendar, length) == expected
    assert weekday_name(date(day), language) == weekday


@pytest.mark.parametrize(("time", "language", "calendar", "expected"), CASES["clock"])
def test_the_hour_is_told_from_dawn_or_from_midnight(
    time: str, language: Any, calendar: Any, expected: str
) -> None:
    assert clock_label(datetime.time.fromisoformat(time), language, calendar) == expected


@pytest.mark.parametrize("language", ["en", "am", "om"])
@pytest.mark.parametrize("calendar", ["ethiopian", "gregorian"])
def test_months_have_their_own_names(language: Any, calendar: Any) -> None:
    expected = CASES["months"][language][calendar]
    assert [month_name(number + 1, language, calendar) for number in range(len(expected))] == expected


@pytest.mark.parametrize(("language", "calendar", "expected"), CASES["eras"])
def test_the_era_tells_the_calendars_apart(language: Any, calendar: Any, expected: str) -> None:
    assert era(language, calendar) == expected
