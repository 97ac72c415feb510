"""The rows of a request: numbers checked one by one, one row made of each period, in the order of time."""

from __future__ import annotations

import math
from typing import Any, Final

Period = str | int | float
Number = float | None

MOST_POINTS: Final = 1_000_000


class RequestError(ValueError):
    """A request that can't be answered, in a sentence for the person who sent it."""


def read_numbers(raw: Any, name: str, size: int | None = None) -> list[Number]:
    """A list of numbers, None where one is missing; refuses (RequestError) all else."""
    if not isinstance(raw, list):
        raise RequestError(f"“{name}” is a list of numbers, null where one is missing.")
    if size is not None and len(raw) != size:
        raise RequestError(f"“{name}” has {len(raw)} entries and “y” has {size}; they belong in pairs.")
    if len(raw) > MOST_POINTS:
        raise RequestError(f"“{name}” has {len(raw)} entries; at most {MOST_POINTS} are read.")
    return [read_number(one, name, place) for place, one in enumerate(raw, start=1)]


def read_number(raw: Any, name: str, place: int) -> Number:
    """One number, None where it is missing; refuses (RequestError) all else, and says where it stands."""
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise RequestError(f"Entry {place} of “{name}” is {raw!r}, which is not a number; leave it null.")
    try:
        number = float(raw)
    except OverflowError:
        number = math.inf
    if math.isinf(number):
        raise RequestError(f"Entry {place} of “{name}” is too large to compute with.")
    return None if math.isnan(number) else number


def one_row_a_period(
    raw: Any, y: list[Number], n: list[Number] | None, *, summed: bool
) -> tuple[list[Period] | None, list[Number], list[Number] | None]:
    """Drop rows without a period, sort the rest by period and make one row of each."""
    if raw is None:
        return None, y, n
    if not isinstance(raw, list) or len(raw) != len(y):
        raise RequestError("“x” is a list of periods, as many as there are in “y”.")
    periods = _comparable([_period(one, place) for place, one in enumerate(raw, start=1)])
    rows: dict[Period, list[int]] = {}
    for row, period in enumerate(periods):
        if period is not None:
            rows.setdefault(period, []).append(row)
    order = sorted(rows, key=_as_is)
    if n is None:
        return order, [_together([y[row] for row in rows[one]], summed=summed) for one in order], None
    pairs = [_summed_pairs([(y[row], n[row]) for row in rows[one]]) for one in order]
    return order, [above for above, _ in pairs], [below for _, below in pairs]


def groups_of(raw: Any, y: list[Number]) -> tuple[tuple[float, ...], ...]:
    """The known measurements of each row, in the order of the rows."""
    if raw is None:
        return tuple(() if one is None else (one,) for one in y)
    order, places, _ = one_row_a_period(raw, [float(place) for place in range(len(y))], None, summed=False)
    del places
    rows: dict[Period, list[float]] = {one: [] for one in order or []}
    for period, number in zip(raw, y, strict=True):
        if period in rows and number is not None:
            rows[period].append(number)
    return tuple(tuple(rows[one]) for one in order or [])


def _as_is(period: Any) -> Any:
    # All texts or all numbers by now, which the checker can't know.
    return period


def _period(raw: Any, place: int) -> Period | None:
    if raw is None or isinstance(raw, str):
        return raw or None
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise RequestError(f"Entry {place} of “x” is {raw!r}, which names no period.")
    return raw


def _comparable(periods: list[Period | None]) -> list[Period | None]:
    if len({isinstance(one, str) for one in periods if one is not None}) > 1:
        raise RequestError("“x” mixes numbers and texts, which have no common order.")
    return periods


def _together(values: list[Number], *, summed: bool) -> Number:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return sum(known) if summed else sum(known) / len(known)


def _summed_pairs(pairs: list[tuple[Number, Number]]) -> tuple[Number, Number]:
    known = [(above, below) for above, below in pairs if above is not None and below is not None]
    if not known:
        return None, None
    return sum(above for above, _ in known), sum(below for _, below in known)
