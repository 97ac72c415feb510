"""Periods as whole numbers on an axis of their own kind, so that arrays can hold them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, Literal

from debo.periods import Kind, Period, PeriodError, StartDay, parse, period_of

_MONTHS: Final = 12
_DAYS_OF_WEEK: Final = 7


# A batch names the same few periods over and over.
@lru_cache(maxsize=8_192)
def at_of(text: str, kind: str) -> int | None:
    """The number of the period with this id; None when it is of another kind, or none at all."""
    try:
        period = parse(text)
    except PeriodError:
        return None
    return number_of(period) if period.kind == kind else None


def number_of(period: Period) -> int:
    """Months count from year 0, weeks from the first Monday of Python's dates; the next period is one
    more."""
    if period.kind is Kind.WEEK:
        return (period.first_day.toordinal() - 1) // _DAYS_OF_WEEK
    return period.year * _MONTHS + period.number - 1


@lru_cache(maxsize=8_192)
def period_at(at: int, kind: str, start_day: StartDay = 1) -> Period:
    """The period with this number."""
    if kind == Kind.WEEK:
        week = date.fromordinal(at * _DAYS_OF_WEEK + 1).isocalendar()
        return Period(Kind.WEEK, week.year, week.week)
    return Period(Kind(kind), at // _MONTHS, at % _MONTHS + 1, start_day)


@lru_cache(maxsize=8_192)
def last_day_at(at: int, kind: str, start_day: StartDay) -> int:
    """The last day of a period as Python's `date.toordinal` counts days."""
    return period_at(at, kind, start_day).last_day.toordinal()


def holding(day: str, kind: str, start_day: StartDay) -> int:
    """The number of the period that an ISO day lies in."""
    return number_of(period_of(date.fromisoformat(day), Kind(kind), start_day))


def over_by(day: str, kind: str, start_day: StartDay) -> int:
    """The number of the newest period that is over at the end of this ISO day."""
    at = holding(day, kind, start_day)
    return at if last_day_at(at, kind, start_day) <= date.fromisoformat(day).toordinal() else at - 1


def start_day_of(asked: object) -> Literal[1, 21]:
    """The day of the month on which a charter's months begin; 1 unless it says 21."""
    return 21 if asked == 21 else 1
