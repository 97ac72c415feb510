"""What holds for every day and every period, not only for the listed ones."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.periods import EthiopianDate, Kind, Period, StartDay, days_in_month, is_leap_year, parse, period_of
from debo.periods.refusal import PeriodError

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
kinds = st.sampled_from(list(Kind))
start_days = st.sampled_from([1, 21])


@given(days)
def test_there_and_back_is_the_same_day(day: datetime.date) -> None:
    assert EthiopianDate.from_gregorian(day).to_gregorian() == day


@given(days)
def test_tomorrow_is_the_next_day_in_both_calendars(day: datetime.date) -> None:
    today = EthiopianDate.from_gregorian(day)
    tomorrow = EthiopianDate.from_gregorian(day + datetime.timedelta(days=1))
    assert tomorrow > today
    assert tomorrow.day in (1, today.day + 1)


def test_every_fourth_year_pagume_has_six_days() -> None:
    assert [year for year in range(2008, 2020) if is_leap_year(year)] == [2011, 2015, 2019]
    assert [days_in_month(year, 13) for year in (2014, 2015)] == [5, 6]
    assert days_in_month(2015, 12) == 30


def test_new_year_is_the_11th_or_12th_of_september_from_1901_to_2099() -> None:
    for year in range(1901, 2100):
        before_a_leap_year = (year + 1) % 4 == 0
        new_year = EthiopianDate(year - 7, 1, 1).to_gregorian()
        assert new_year == datetime.date(year, 9, 12 if before_a_leap_year else 11)


@given(days, kinds, start_days)
def test_a_day_lies_within_its_period_and_only_there(
    day: datetime.date, kind: Kind, start_day: StartDay
) -> None:
    period = period_of(day, kind, start_day)
    assert period.first_day <= day <= period.last_day
    assert period.next().first_day == period.last_day + datetime.timedelta(days=1)
    assert period.next().previous() == period == period.previous().next()


@given(days, kinds, start_days)
def test_an_id_reads_back_as_its_period(day: datetime.date, kind: Kind, start_day: StartDay) -> None:
    period = period_of(day, kind, start_day)
    assert parse(period.id, start_day) == period


@given(days, days, kinds, start_days)
@settings(max_examples=50)
def test_ids_sort_as_their_days_do(
    one: datetime.date, other: datetime.date, kind: Kind, start_day: StartDay
) -> None:
    first, last = (period_of(day, kind, start_day) for day in sorted([one, other]))
    assert first.id <= last.id
    assert not last < first


@pytest.mark.parametrize("start_day", [1, 21])
def test_no_day_falls_between_two_months_and_pagume_makes_meskerem_longer(start_day: StartDay) -> None:
    months = [
        Period(Kind.ETHIOPIAN_MONTH, year, month, start_day)
        for year in (2015, 2016)
        for month in range(1, 13)
    ]
    assert all(
        after.first_day - before.last_day == datetime.timedelta(days=1) for before, after in pairwise(months)
    )
    assert [month.days for month in months] == [35, *[30] * 11, 36, *[30] * 11]
    assert [month.number for month in months if month.is_longer] == [1, 1]


def test_periods_of_two_kinds_or_two_settings_have_no_order() -> None:
    week, month = parse("2026W05"), parse("2026-03")
    with pytest.raises(TypeError):
        week < month  # noqa: B015
    with pytest.raises(TypeError):
        parse("e2018-01", 1) < parse("e2018-02", 21)  # noqa: B015


def test_the_start_day_is_a_matter_of_ethiopian_months_only() -> None:
    assert parse("2026-03", 21) == parse("2026-03", 1)
    assert parse("e2018-03", 21) != parse("e2018-03", 1)


@pytest.mark.parametrize("text", ["1000-01", "9990-12", "e1000-01", "e9990-12", "1000W01", "9990W52"])
def test_the_first_and_last_periods_still_have_their_days(text: str) -> None:
    period = parse(text, 21)
    assert period.first_day.year in range(999, 9999)
    assert period.last_day > period.first_day


def test_a_refusal_carries_the_sentence_to_translate_and_its_values() -> None:
    with pytest.raises(PeriodError) as refusal:
        parse("2025W53")
    assert refusal.value.sentence == "“{text}”: the weeks of {year} are 01 to {last}. Nothing was changed."
    assert refusal.value.values == {"text": "2025W53", "year": 2025, "last": 52}
