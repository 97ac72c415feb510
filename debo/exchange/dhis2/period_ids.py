"""DHIS2's names of periods, in both of its calendars, beside Debo's.

Months are `202601`, quarters `2026Q1`, years `2026`, financial years `2026July`; with the Ethiopian calendar
`201801` is Meskerem 2018 and the fiscal year from 1 Hamle 2017 (EFY 2018) is `2017November`, "November" being
DHIS2's word for the eleventh month (DOMAIN 5.4). A month 13 exists in no period: Pagume counts with Meskerem
(docs/decisions/0010-pagume.md).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from debo.periods import Kind, Period, PeriodError


class Calendar(StrEnum):
    """The calendar that a DHIS2 instance is set to; DHIS2 calls the first one iso8601."""

    GREGORIAN = "gregorian"
    ETHIOPIAN = "ethiopian"


class Length(StrEnum):
    """How long a DHIS2 period is, in its own words."""

    DAY = "Daily"
    WEEK = "Weekly"
    MONTH = "Monthly"
    TWO_MONTHS = "BiMonthly"
    QUARTER = "Quarterly"
    HALF_YEAR = "SixMonthly"
    YEAR = "Yearly"
    FINANCIAL_YEAR = "Financial"


#: How a person says it.
SPOKEN = {
    Length.DAY: "a day",
    Length.WEEK: "a week",
    Length.MONTH: "a month",
    Length.TWO_MONTHS: "two months",
    Length.QUARTER: "a quarter",
    Length.HALF_YEAR: "half a year",
    Length.YEAR: "a year",
    Length.FINANCIAL_YEAR: "a financial year",
}

_NAMED = "April|July|September|Sep|October|Oct|November|Nov"
_SHAPES = (
    (re.compile(r"(?P<year>\d{4})()W(?P<n>\d{1,2})", re.A), Length.WEEK),
    (re.compile(r"(?P<year>\d{4})()-?(?P<n>\d{2})", re.A), Length.MONTH),
    (re.compile(r"(?P<year>\d{4})()(?P<n>\d{2})B", re.A), Length.TWO_MONTHS),
    (re.compile(rf"(?P<year>\d{{4}})(?P<from>{_NAMED})?-?Q(?P<n>\d)", re.A), Length.QUARTER),
    (re.compile(rf"(?P<year>\d{{4}})(?P<from>{_NAMED})?S(?P<n>\d)", re.A), Length.HALF_YEAR),
    (re.compile(r"(?P<year>\d{4})", re.A), Length.YEAR),
    (re.compile(rf"(?P<year>\d{{4}})(?P<from>{_NAMED})", re.A), Length.FINANCIAL_YEAR),
    (re.compile(r"(?P<year>\d{4})-?(?P<n>\d{2})-?\d{2}", re.A), Length.DAY),
)
_MOST = {
    Length.WEEK: 53, Length.MONTH: 12, Length.TWO_MONTHS: 6, Length.QUARTER: 4, Length.HALF_YEAR: 2,
    Length.DAY: 12,
}  # fmt: skip
_MONTHS = {Length.MONTH: 1, Length.TWO_MONTHS: 2, Length.QUARTER: 3, Length.HALF_YEAR: 6}
_FIRST_MONTH = {
    "April": 4, "July": 7, "Sep": 9, "September": 9, "Oct": 10, "October": 10, "Nov": 11, "November": 11,
}  # fmt: skip
#: How the server names a year that begins with this month.
_YEAR_FROM = {1: "", 4: "April", 7: "July", 9: "Sep", 10: "Oct", 11: "Nov"}


class PeriodIdError(ValueError):
    """What stands where a period should is none, or one that can't be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class PeriodId:
    """A period of DHIS2. `number` is the week, month or part of the year; 0 of a whole year.

    `first_month` says with which month a year begins.
    """

    length: Length
    year: int
    number: int
    first_month: int = 1


@lru_cache(maxsize=4096)
def read_id(text: str) -> PeriodId:
    """A period's id; refuses with PeriodIdError, month 13 by name."""
    matches = ((shape.fullmatch(text), length) for shape, length in _SHAPES)
    match, length = next(((one, length) for one, length in matches if one), (None, Length.DAY))
    if match is None:
        raise PeriodIdError(f"“{text}” is not a period that DHIS2 writes")
    found = match.groupdict()
    number = int(found.get("n") or 0)
    if length in _MOST and not 1 <= number <= _MOST[length]:
        raise PeriodIdError(_no_such(text, length, number))
    return PeriodId(length, int(found["year"]), number, _FIRST_MONTH.get(found.get("from") or "", 1))


def _no_such(text: str, length: Length, number: int) -> str:
    if length is Length.MONTH and number == 13:
        return f"“{text}” is a thirteenth month; no report has one: Pagume counts with Meskerem"
    return f"“{text}”: there is no such part of the year"


@lru_cache(maxsize=4096)
def to_debo(text: str, kind: Kind, calendar: Calendar) -> str:
    """Debo's id of a DHIS2 period, for a measure of this kind; refuses with PeriodIdError any other.

    Days are never moved between the calendars: an Ethiopian month is no Gregorian one.
    """
    found = read_id(text)
    wanted = Length.WEEK if kind is Kind.WEEK else Length.MONTH
    if found.length is not wanted:
        raise PeriodIdError(
            f"“{text}” is {SPOKEN[found.length]}, and this measure is counted by the "
            f"{'week' if kind is Kind.WEEK else 'month'}"
        )
    if kind is not Kind.WEEK and (kind is Kind.ETHIOPIAN_MONTH) != (calendar is Calendar.ETHIOPIAN):
        theirs, ours = calendar.capitalize(), str(kind).split("_")[0].capitalize()
        raise PeriodIdError(
            f"“{text}” is a month of the {theirs} calendar, and this measure counts {ours} months; "
            "their days differ, so neither is the other"
        )
    try:
        return Period(kind, found.year, found.number).id
    except PeriodError as error:
        raise PeriodIdError(str(error)) from None


def from_debo(period: Period, calendar: Calendar) -> str:
    """DHIS2's id of a Debo period; refuses with PeriodIdError a month of the other calendar."""
    if period.kind is Kind.WEEK:
        return f"{period.year}W{period.number}"
    if (period.kind is Kind.ETHIOPIAN_MONTH) != (calendar is Calendar.ETHIOPIAN):
        raise PeriodIdError(
            f"{period.id} is no month of the {calendar.capitalize()} calendar that this DHIS2 is set to"
        )
    return f"{period.year:04}{period.number:02}"


def is_in_year(period: Period, year: PeriodId) -> bool:
    """Whether a month or week of Debo's belongs to a year of DHIS2's in the same calendar."""
    if year.length not in (Length.YEAR, Length.FINANCIAL_YEAR):
        return False
    month, of_year = period.number, period.year
    if period.kind is Kind.WEEK:
        # An ISO week belongs to the year that has its Thursday.
        thursday = period.first_day + datetime.timedelta(days=3)
        month, of_year = thursday.month, thursday.year
    begins = of_year if month >= year.first_month else of_year - 1
    return begins == year.year


_INTERVAL = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z?)?/P(\d+)([DWMY])", re.A)
_OF_MONTHS = {1: "{year}{month:02}", 2: "{year}{part:02}B", 3: "{year}Q{part}", 6: "{year}S{part}"}


def from_interval(text: str, *, ethiopian: bool = False) -> str:
    """DHIS2's id for an ADX interval such as 2021-01-01/P3M (2021Q1); what is none is given back as it is.

    With the Ethiopian calendar the day only looks like a Gregorian one: 2018-01-01 is 1 Meskerem 2018.
    """
    found = _INTERVAL.fullmatch(text.strip())
    if found is None:
        return text.strip()
    year, month, day, many, unit = found[1], int(found[2]), int(found[3]), int(found[4]), found[5]
    if unit == "Y" and many == 1 and day == 1 and month in _YEAR_FROM:
        return year + _YEAR_FROM[month]
    if unit == "M" and day == 1 and many in _OF_MONTHS and (month - 1) % many == 0:
        return _OF_MONTHS[many].format(year=year, month=month, part=(month - 1) // many + 1)
    if (many, unit) == (1, "D"):
        return f"{year}{month:02}{day:02}"
    is_week = (many, unit) in ((7, "D"), (1, "W")) and not ethiopian
    return (_week_from(int(year), month, day) if is_week else None) or text.strip()


def _week_from(year: int, month: int, day: int) -> str | None:
    try:
        week = datetime.date(year, month, day).isocalendar()
    except ValueError:
        return None
    return f"{week.year}W{week.week}" if week.weekday == 1 else None


def to_interval(id_: str, *, ethiopian: bool = False) -> str:
    """The ADX interval of a DHIS2 period; refuses with PeriodIdError what ADX has no interval for."""
    found = read_id(id_)
    if found.length in _MONTHS:
        many = _MONTHS[found.length]
        later = found.first_month - 1 + (found.number - 1) * many
        return f"{found.year + later // 12:04}-{later % 12 + 1:02}-01/P{many}M"
    if found.length in (Length.YEAR, Length.FINANCIAL_YEAR):
        return f"{found.year:04}-{found.first_month:02}-01/P1Y"
    if found.length is Length.WEEK and not ethiopian:
        try:
            return f"{datetime.date.fromisocalendar(found.year, found.number, 1).isoformat()}/P7D"
        except ValueError:
            raise PeriodIdError(f"“{id_}”: the year has no such week") from None
    raise PeriodIdError(f"“{id_}” can't be written as an interval of ADX")
