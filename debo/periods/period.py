"""Reporting periods: ISO weeks, Ethiopian months and Gregorian months.

A period's id tells its kind and sorts within it: `2026W05`, `e2018-01`, `2026-03`. Whether an Ethiopian month
begins on its day 1 or on day 21 of the month before is a setting of the collaborative, not part of the id.
Pagume is never a period: its days count with Meskerem, whose period is then 35 or 36 days long
(docs/decisions/0010-pagume.md).
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from debo.languages import words
from debo.periods.ethiopian import DAYS_IN_MONTH, PAGUME, EthiopianDate, days_in_month
from debo.periods.refusal import PeriodError

MONTHS_IN_YEAR = 12

# Four digits keep ids in order; the margins keep both neighbours of every period within Python's dates.
FIRST_YEAR = 1000
LAST_YEAR = 9990

StartDay = Literal[1, 21]

UNREADABLE = words(
    "“{text}” is not a period Debo can read. Nothing was changed. "
    "Write e2018-01 (Ethiopian month), 2026-03 (Gregorian month) or 2026W05 (week)."
)
NO_SUCH_MONTH = words(
    "“{text}”: months are 01 to 12, and the days of Pagume count with Meskerem. Nothing was changed."
)
NO_SUCH_WEEK = words("“{text}”: the weeks of {year} are 01 to {last}. Nothing was changed.")
NO_SUCH_YEAR = words("“{text}”: Debo counts the years 1000 to 9990. Nothing was changed.")


class Kind(StrEnum):
    """How long a period is, and by which calendar."""

    WEEK = "week"
    ETHIOPIAN_MONTH = "ethiopian_month"
    GREGORIAN_MONTH = "gregorian_month"


SHAPES = {
    Kind.WEEK: re.compile(r"(\d{4})W(\d{2})", re.ASCII),
    Kind.ETHIOPIAN_MONTH: re.compile(r"e(\d{4})-(\d{2})", re.ASCII),
    Kind.GREGORIAN_MONTH: re.compile(r"(\d{4})-(\d{2})", re.ASCII),
}
FORMATS = {
    Kind.WEEK: "{:04}W{:02}",
    Kind.ETHIOPIAN_MONTH: "e{:04}-{:02}",
    Kind.GREGORIAN_MONTH: "{:04}-{:02}",
}


@dataclass(frozen=True, slots=True)
class Period:
    """One week or month; `number` is the ISO week or the month.

    `start_day` is 1 for all but Ethiopian months, so that equal periods are equal whatever the setting.
    Refuses with PeriodError a number that the year does not have.
    """

    kind: Kind
    year: int
    number: int
    start_day: StartDay = 1

    def __post_init__(self) -> None:
        if self.kind is not Kind.ETHIOPIAN_MONTH:
            object.__setattr__(self, "start_day", 1)
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise PeriodError(NO_SUCH_YEAR, text=self.id)
        last = numbers_in(self.kind, self.year)
        if not 1 <= self.number <= last:
            sentence = NO_SUCH_WEEK if self.kind is Kind.WEEK else NO_SUCH_MONTH
            raise PeriodError(sentence, text=self.id, year=self.year, last=last)

    def __lt__(self, other: "Period") -> bool:
        """Tell whether this period comes first; periods of two kinds, or two settings, have no order."""
        if (self.kind, self.start_day) != (other.kind, other.start_day):
            return NotImplemented
        return (self.year, self.number) < (other.year, other.number)

    @property
    def id(self) -> str:
        """How the period is written in every record and file."""
        return FORMATS[self.kind].format(self.year, self.number)

    @property
    def first_day(self) -> datetime.date:
        """The Gregorian date of the first day."""
        if self.kind is Kind.WEEK:
            return datetime.date.fromisocalendar(self.year, self.number, 1)
        if self.kind is Kind.GREGORIAN_MONTH:
            return datetime.date(self.year, self.number, 1)
        return self._begins().to_gregorian()

    @property
    def last_day(self) -> datetime.date:
        """The Gregorian date of the last day."""
        return self.first_day + datetime.timedelta(days=self.days - 1)

    @property
    def days(self) -> int:
        """How many days the period has."""
        if self.kind is Kind.WEEK:
            return 7
        if self.kind is Kind.GREGORIAN_MONTH:
            return calendar.monthrange(self.year, self.number)[1]
        return DAYS_IN_MONTH + (days_in_month(self.year - 1, PAGUME) if self.is_longer else 0)

    @property
    def is_longer(self) -> bool:
        """Whether Pagume makes this month a sixth longer, so that its counts stand higher than others."""
        return self.kind is Kind.ETHIOPIAN_MONTH and self.number == 1

    def next(self) -> "Period":
        """Return the period that follows."""
        if self.number < numbers_in(self.kind, self.year):
            return replace(self, number=self.number + 1)
        return replace(self, year=self.year + 1, number=1)

    def previous(self) -> "Period":
        """Return the period before."""
        if self.number > 1:
            return replace(self, number=self.number - 1)
        return replace(self, year=self.year - 1, number=numbers_in(self.kind, self.year - 1))

    def is_future(self, today: datetime.date) -> bool:
        """Tell whether the period has not begun on `today`, which is the caller's to doubt."""
        return self.first_day > today

    def is_over(self, today: datetime.date) -> bool:
        """Tell whether the period's last day has passed."""
        return self.last_day < today

    def _begins(self) -> EthiopianDate:
        if self.number > 1:
            month = self.number if self.start_day == 1 else self.number - 1
            return EthiopianDate(self.year, month, self.start_day)
        # Meskerem takes Pagume with it, and from the 21st the end of Nehase too.
        month_before = PAGUME if self.start_day == 1 else MONTHS_IN_YEAR
        return EthiopianDate(self.year - 1, month_before, self.start_day)


def numbers_in(kind: Kind, year: int) -> int:
    """Return how many periods of this kind a year has: 12 months, 52 or 53 weeks."""
    if kind is not Kind.WEEK:
        return MONTHS_IN_YEAR
    # 28 December is always in the last ISO week (ISO 8601).
    return datetime.date(year, 12, 28).isocalendar().week


def parse(text: str, start_day: StartDay = 1) -> Period:
    """Read a period's id; refuses with PeriodError, saying how ids are written."""
    for kind, shape in SHAPES.items():
        if found := shape.fullmatch(text):
            return Period(kind, int(found[1]), int(found[2]), start_day)
    raise PeriodError(UNREADABLE, text=text)


def period_of(day: datetime.date, kind: Kind, start_day: StartDay = 1) -> Period:
    """Return the period of this kind that `day` belongs to."""
    if kind is Kind.WEEK:
        week = day.isocalendar()
        return Period(kind, week.year, week.week)
    if kind is Kind.GREGORIAN_MONTH:
        return Period(kind, day.year, day.month)
    date = EthiopianDate.from_gregorian(day)
    is_in_next_month = date.month == PAGUME or (start_day > 1 and date.day >= start_day)
    month = min(date.month, MONTHS_IN_YEAR)
    period = Period(kind, date.year, month, start_day)
    return period.next() if is_in_next_month else period


def between(first: Period, last: Period) -> Iterator[Period]:
    """Yield the periods from `first` to `last`, both included; none if `last` comes before `first`."""
    period = first
    while not last < period:
        yield period
        period = period.next()
