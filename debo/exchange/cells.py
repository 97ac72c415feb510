"""What people write in a cell: counts such as "53.0", periods such as "Meskerem 2018"; blank is missing, not
zero."""

from __future__ import annotations

import math
import re
from datetime import date

from debo.ledger.fields import Count
from debo.periods import Kind, Period, PeriodError, StartDay, parse, period_of
from debo.periods.names import ETHIOPIAN_MONTHS, GREGORIAN_MONTHS

#: Written by people and programs where nothing was counted.
BLANK = frozenset({"", "-", "–", "—", ".", "na", "n/a", "nan", "null", "none", "missing", "#n/a"})
#: Spellings of months that are in use beside those of our own table (DOMAIN 5.5: English forms vary).
SPELLINGS = {
    "tekemt": 2, "tikemt": 2, "tiqimt": 2, "hedar": 3, "tahisas": 4, "tahesas": 4, "tahsas": 4, "ter": 5,
    "tirr": 5, "yekatit": 6, "megabit": 7, "miazia": 8, "miyazia": 8, "meyazya": 8, "genbot": 9, "senie": 10,
    "hamlie": 11, "nehasie": 12, "nehassie": 12, "ህዳር": 3, "ታህሳስ": 4, "ኀዳር": 3,
}  # fmt: skip

#: So many days on one day of the week are no accident among first days of months.
FEWEST_WEEKS = 4

SPOKEN = {
    Kind.WEEK: "a week",
    Kind.ETHIOPIAN_MONTH: "an Ethiopian month",
    Kind.GREGORIAN_MONTH: "a Gregorian month",
}

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YEAR_MONTH = re.compile(r"(\d{4})[-/. ]?(\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?")
_NAMED = re.compile(r"(?:(\d{4})\s*)?([^\W\d_][^\d,፣]*?)[,፣.]?\s*(\d{4})?")
_WEEK = re.compile(r"(\d{4})[- ]?W(\d{1,2})", re.IGNORECASE)


class CellError(ValueError):
    """What is in the cell can't be taken; the message says why, in words that fit behind “row 7:”."""


def is_blank(text: str) -> bool:
    """Whether nothing was written: missing, which is not zero."""
    return text.strip().casefold() in BLANK


def read_number(text: str) -> float | None:
    """A number, or None when the cell is blank. Thousands may be grouped by commas, decimals stand after
    a point."""
    if is_blank(text):
        return None
    cleaned = text.strip().replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if _THOUSANDS.fullmatch(cleaned):
        cleaned = cleaned.replace(",", "")
    try:
        number = float(cleaned)
    except ValueError:
        raise CellError(f"“{text}” is not a number") from None
    if not math.isfinite(number):
        raise CellError(f"“{text}” is not a number")
    return number


def read_count(text: str, *, rounding: bool = False) -> int | None:
    """A whole number that is zero or more; "53.0" is 53, "53.4" is refused unless `rounding` was asked
    for."""
    number = read_number(text)
    if number is None:
        return None
    if number < 0:
        raise CellError(f"“{text}” is below zero, and nobody counts fewer than none")
    if number != int(number) and not rounding:
        raise CellError(f"“{text}” is not a whole number; with --round it would become {round(number)}")
    if number > Count.LARGEST:
        raise CellError(f"“{text}” is larger than any count Debo keeps")
    return round(number)


def read_period(text: str, kind: Kind, start_day: StartDay = 1) -> Period:
    """The period of this kind that `text` names; refuses what is none, or is one of another kind.

    Ids (e2018-01, 2026W05), "Meskerem 2018", "መስከረም 2018", "Fulbaana 2018", "2018-01", "201801", "01/2018",
    "Jan 2021" and Gregorian days. Bare numbers of year and month are read in the calendar of `kind`;
    `start_day` says with which day the collaborative's Ethiopian months begin.
    """
    cleaned = " ".join(text.split())
    try:
        found = _any_period(cleaned, kind, start_day)
    except (PeriodError, ValueError) as error:
        raise CellError(f"“{text}” is not a period: {error}") from None
    if found is None:
        raise CellError(f"“{text}” can't be read as a period")
    if found.kind is not kind:
        raise CellError(f"“{text}” names {SPOKEN[found.kind]}, and this measure needs {SPOKEN[kind]}")
    return found


def guess_kind(texts: list[str]) -> Kind | None:
    """The kind of period that all of `texts` can be read as; None when there is none.

    Bare years and months, and days, say nothing of their calendar: they are taken as Gregorian months, unless
    the days all fall on one day of the week. `--period-kind` says otherwise.
    """
    shown = [text for text in texts if not is_blank(text)][:200]
    kinds = (Kind.GREGORIAN_MONTH, Kind.ETHIOPIAN_MONTH, Kind.WEEK)
    found = next((kind for kind in kinds if shown and all(_reads_as(text, kind) for text in shown)), None)
    return Kind.WEEK if found is Kind.GREGORIAN_MONTH and _are_weekly(shown) else found


def _are_weekly(texts: list[str]) -> bool:
    days = [date(int(d[1]), int(d[2]), int(d[3])) for text in texts if (d := _DAY.fullmatch(text))]
    return len(set(days)) >= FEWEST_WEEKS and len({day.weekday() for day in days}) == 1


def _reads_as(text: str, kind: Kind) -> bool:
    try:
        read_period(text, kind)
    except CellError:
        return False
    return True


def _any_period(text: str, kind: Kind, start_day: StartDay) -> Period | None:
    if text.startswith("e"):
        return parse(text)
    if found := _WEEK.fullmatch(text):
        return Period(Kind.WEEK, int(found[1]), int(found[2]))
    if found := _DAY.fullmatch(text):
        # A whole day is always Gregorian: spreadsheet programs know no other.
        return period_of(date(int(found[1]), int(found[2]), int(found[3])), kind, start_day)
    if found := _YEAR_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]), kind)
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]), kind)
    return _named_month(text, kind)


def _month(year: int, number: int, kind: Kind) -> Period:
    return Period(Kind.GREGORIAN_MONTH if kind is Kind.WEEK else kind, year, number)


def _named_month(text: str, kind: Kind) -> Period | None:
    found = _NAMED.fullmatch(text)
    if found is None or not (found[1] or found[3]):
        return None
    year, name = int(found[1] or found[3]), found[2].strip().casefold()
    calendars = [Kind.ETHIOPIAN_MONTH, Kind.GREGORIAN_MONTH]
    if kind is Kind.GREGORIAN_MONTH:
        # Afaan Oromo names the months of both calendars alike: the measure's own calendar is asked first.
        calendars.reverse()
    for calendar in calendars:
        number = _month_number(name, calendar)
        if number == 13:
            raise CellError("the days of Pagume are counted with Meskerem")
        if number is not None:
            return Period(calendar, year, number)
    return None


def _month_number(name: str, calendar: Kind) -> int | None:
    if calendar is Kind.ETHIOPIAN_MONTH and name in SPELLINGS:
        return SPELLINGS[name]
    tables = ETHIOPIAN_MONTHS if calendar is Kind.ETHIOPIAN_MONTH else GREGORIAN_MONTHS
    for months in tables.values():
        for number, month in enumerate(months, 1):
            if name in (month.casefold(), month.casefold()[:3]) or name == month.casefold().replace("’", "'"):
                return number
    return None
