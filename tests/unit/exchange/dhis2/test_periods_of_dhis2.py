"""DHIS2's names of periods; the examples are those of DOMAIN 5.4 and of DHIS2's own fixtures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debo.exchange.dhis2.period_ids import (
    Calendar,
    Length,
    PeriodIdError,
    from_debo,
    from_interval,
    is_in_year,
    read_id,
    to_debo,
    to_interval,
)
from debo.periods import Kind, Period, parse

E, G = Calendar.ETHIOPIAN, Calendar.GREGORIAN


@pytest.mark.parametrize(
    ("text", "length", "year", "number", "first_month"),
    [
        ("201201", Length.MONTH, 2012, 1, 1),
        ("2017-02", Length.MONTH, 2017, 2, 1),
        ("2012Q2", Length.QUARTER, 2012, 2, 1),
        ("2012", Length.YEAR, 2012, 0, 1),
        ("2012S1", Length.HALF_YEAR, 2012, 1, 1),
        ("201203B", Length.TWO_MONTHS, 2012, 3, 1),
        ("2012April", Length.FINANCIAL_YEAR, 2012, 0, 4),
        ("2012July", Length.FINANCIAL_YEAR, 2012, 0, 7),
        ("2007November", Length.FINANCIAL_YEAR, 2007, 0, 11),
        ("2015NovemberQ1", Length.QUARTER, 2015, 1, 11),
        ("2026W5", Length.WEEK, 2026, 5, 1),
        ("20260131", Length.DAY, 2026, 1, 1),
    ],
)
def test_ids(text: str, length: Length, year: int, number: int, first_month: int) -> None:
    found = read_id(text)
    assert (found.length, found.year, found.number, found.first_month) == (length, year, number, first_month)


@pytest.mark.parametrize("text", ["201813", "20181301", "2018-13"])
def test_never_a_thirteenth_month(text: str) -> None:
    with pytest.raises(PeriodIdError, match=r"Pagume|no such part"):
        to_debo(text, Kind.ETHIOPIAN_MONTH, E)


def test_months_of_both_calendars() -> None:
    # 201511 is Hamle 2015 in the Ethiopian calendar (DOMAIN 5.4).
    assert to_debo("201511", Kind.ETHIOPIAN_MONTH, E) == "e2015-11"
    assert to_debo("202011", Kind.GREGORIAN_MONTH, G) == "2020-11"
    assert to_debo("2026W5", Kind.WEEK, G) == "2026W05"


@pytest.mark.parametrize(
    ("text", "kind", "calendar", "reason"),
    [
        ("201501", Kind.ETHIOPIAN_MONTH, G, "neither is the other"),
        ("201501", Kind.GREGORIAN_MONTH, E, "neither is the other"),
        ("2012Q2", Kind.GREGORIAN_MONTH, G, "is a quarter"),
        ("2012", Kind.GREGORIAN_MONTH, G, "is a year"),
        ("201201", Kind.WEEK, G, "counted by the week"),
        ("2026W54", Kind.WEEK, G, "no such part"),
        ("Hamle", Kind.ETHIOPIAN_MONTH, E, "not a period"),
    ],
)
def test_another_period_is_refused(text: str, kind: Kind, calendar: Calendar, reason: str) -> None:
    with pytest.raises(PeriodIdError, match=reason):
        to_debo(text, kind, calendar)


@given(st.integers(1900, 2100), st.integers(1, 12), st.sampled_from([E, G]))
def test_out_and_in_again(year: int, number: int, calendar: Calendar) -> None:
    kind = Kind.ETHIOPIAN_MONTH if calendar is E else Kind.GREGORIAN_MONTH
    period = Period(kind, year, number)
    text = from_debo(period, calendar)
    assert len(text) == 6
    assert 1 <= int(text[4:]) <= 12
    assert to_debo(text, kind, calendar) == period.id
    assert from_interval(to_interval(text), ethiopian=calendar is E) == text


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        ("2015-01-01/P1M", "201501"),
        ("2021-01-01/P3M", "2021Q1"),
        ("2021-10-01/P3M", "2021Q4"),
        ("2021-07-01/P6M", "2021S2"),
        ("2021-01-01/P1Y", "2021"),
        ("2021-07-01/P1Y", "2021July"),
        ("2026-01-26/P7D", "2026W5"),
        ("2026-01-31/P1D", "20260131"),
    ],
)
def test_intervals_of_adx(interval: str, text: str) -> None:
    assert from_interval(interval) == text
    if not interval.endswith("P1D"):
        assert to_interval(text) == interval


@pytest.mark.parametrize(
    "interval", ["2015-01-15/P1M", "2015-02-01/P3M", "2026-01-27/P7D", "2015-13-40/P7D", "x"]
)
def test_odd_intervals_are_left_for_the_refusal(interval: str) -> None:
    assert from_interval(interval) == interval
    with pytest.raises(PeriodIdError):
        to_debo(interval, Kind.GREGORIAN_MONTH, G)


def test_a_quarter_of_a_financial_year_begins_where_the_year_does() -> None:
    assert to_interval("2015NovemberQ1") == "2015-11-01/P3M"
    assert to_interval("2015AprilQ4") == "2016-01-01/P3M"


@pytest.mark.parametrize(
    ("period", "year", "inside"),
    [
        ("2021-06", "2021", True),
        ("2021-06", "2020", False),
        ("2021-06", "2020July", True),
        ("2021-07", "2020July", False),
        ("e2018-01", "2017November", True),
        ("e2018-11", "2017November", False),
        ("2026W01", "2026", True),
        ("2021-06", "2021Q2", False),
    ],
)
def test_the_year_of_a_month(period: str, year: str, inside: bool) -> None:
    assert is_in_year(parse(period), read_id(year)) is inside
