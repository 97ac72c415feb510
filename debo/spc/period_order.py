"""The order of periods as people write them in sheets, and short labels for an axis.

Understands 2021, 2021-3, 202103, 2021-03-01, 2021Q2, 2021-W05, 1/3/2021 and Mar 2021. Anything else, such as
“Meskerem 2015”, keeps the order in which it comes in the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

Key = tuple[int, ...]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR_MONTH: Final = re.compile(r"(\d{4})(\d{2})")
_YEAR_FIRST: Final = re.compile(r"\d{4}(\D+\d+)*\D?")
_SLASHES: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MONTH_NAME: Final = re.compile(r"([A-Za-z]{3})[a-z]*\W*(\d{4})")
_NUMBER: Final = re.compile(r"\d+")
_MONTH: Final = re.compile(r"(\d{4})-?(\d{2})(?:-01(?:[T ].*)?)?")


def in_order(cells: Sequence[str]) -> list[str]:
    """The different cells that are not empty, in the order of time."""
    different = list(dict.fromkeys(cell for cell in cells if cell))
    keys = sort_keys(different)
    if keys is None:
        return different
    return [different[place] for place in sorted(range(len(different)), key=keys.__getitem__)]


def sort_keys(different: Sequence[str]) -> list[Key] | None:
    """What to sort periods by; None when they are not all written in one way that is understood."""
    day_first = not any(int(found[2]) > 12 for cell in different if (found := _SLASHES.fullmatch(cell)))
    for read in (_year_month, _year_first, _slashes(day_first=day_first), _month_name, _plain_number):
        keys = [key for cell in different if (key := read(cell)) is not None]
        if len(keys) == len(different):
            return keys
    return None


def _year_month(cell: str) -> Key | None:
    found = _YEAR_MONTH.fullmatch(cell)
    return (int(found[1]), int(found[2])) if found else None


def _year_first(cell: str) -> Key | None:
    return tuple(map(int, _NUMBER.findall(cell))) if _YEAR_FIRST.fullmatch(cell) else None


def _slashes(*, day_first: bool) -> Callable[[str], Key | None]:
    def read(cell: str) -> Key | None:
        found = _SLASHES.fullmatch(cell)
        if not found:
            return None
        one, two, year = map(int, found.groups())
        return (year, two, one) if day_first else (year, one, two)

    return read


def _month_name(cell: str) -> Key | None:
    found = _MONTH_NAME.fullmatch(cell)
    if not found or found[1].title() not in MONTHS:
        return None
    return int(found[2]), MONTHS.index(found[1].title())


def _plain_number(cell: str) -> Key | None:
    return (int(cell),) if cell.isdecimal() else None


def places_of(periods: Sequence[object]) -> list[int]:
    """Where each period stands on an axis: months in their own place, a month that is absent leaves a gap.

    Other periods, and months too far apart to draw so, stand side by side.
    """
    months = [_as_month(str(period)) for period in periods]
    numbers = [month[0] * 12 + month[1] for month in months if month]
    if len(numbers) < len(periods) or len(set(numbers)) < len(numbers) or not numbers:
        return list(range(len(periods)))
    if numbers != sorted(numbers) or numbers[-1] - numbers[0] >= 2 * len(numbers):
        return list(range(len(periods)))
    return [number - numbers[0] for number in numbers]


def axis_labels(periods: Sequence[object], most: int) -> list[tuple[int, str]]:
    """At most about `most` labels for an axis: indexes of periods and texts.

    Months over many years are labelled at each year's first month there is; otherwise every few periods.
    """
    dates = [_as_month(str(period)) for period in periods]
    if len(periods) > 2 * most and all(dates):
        years = [date[0] for date in dates if date]
        starts = [place for place, year in enumerate(years) if place == 0 or year != years[place - 1]]
        # A year that is cut short at the left has no room for its label.
        if len(starts) > 1 and starts[1] - starts[0] < 6:
            starts = starts[1:]
        step = -(-len(starts) // most)
        return [(place, str(years[place])) for place in starts[::step]]
    step = max(1, -(-len(periods) // most))
    return [(place, _short(periods[place], dates[place])) for place in range(0, len(periods), step)]


def _as_month(period: str) -> tuple[int, int] | None:
    """Year and month of a month; a day within one, other than its first, is no month."""
    found = _MONTH.fullmatch(period)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]), int(found[2])


def _short(period: object, date: tuple[int, int] | None) -> str:
    return f"{MONTHS[date[1] - 1]} {date[0]}" if date else str(period)
