"""Requests as people and programs send them, many at once: lists in, columns out.

A request is a mapping: `name`, `chart`, `y`, and optionally `n` (denominators), `x` (periods), `freeze`,
`parts`, `exclude`, `baselines`, `centre`, `screen_mr`, `rules`, `direction`. The order of work is: rows
without a period are dropped; one row is made per period, sorted by period; positions count those rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from . import anhoej, ihi, zones
from .batch import Batch, join_series
from .charts import KINDS
from .engine import Wishes, check_kind
from .subgroups import group

Period = str | int | float
Number = float | None

RULE_SETS: Final = (anhoej.NAME, ihi.NAME, *zones.RULE_SETS)
DIRECTIONS: Final = {"up": 1, "down": -1, None: 0}
# A count summed over its rows; all others are the mean of their rows, as qicharts2 has it.
SUMMED: Final = frozenset({"c", "p", "pp", "u", "up"})
MOST_POINTS: Final = 1_000_000


class RequestError(ValueError):
    """A request that can't be answered, in a sentence for the person who sent it."""


@dataclass(frozen=True)
class Request:
    """One series, checked: one row per period, in order.

    y, n: None where missing; periods: labels, or None for 1, 2, 3 …; notes: what was left out and why.
    groups: of a chart of subgroups, the measurements of each row; y is then their mean.
    """

    name: Any
    chart: str
    y: Sequence[Number]
    n: Sequence[Number] | None
    periods: Sequence[Period] | None
    freeze: int = 0
    parts: tuple[int, ...] = ()
    baselines: tuple[int, ...] | None = None
    exclude: tuple[int, ...] = ()
    centre: float = math.nan
    screen_mr: bool = False
    rules: str = anhoej.NAME
    direction: int = 0
    notes: tuple[str, ...] = ()
    groups: tuple[tuple[float, ...], ...] = ()

    @property
    def alike(self) -> tuple[str, bool, bool]:
        """Requests that are alike in this can be computed together."""
        return self.chart, self.n is not None, self.screen_mr

    @property
    def phases(self) -> int:
        """How many phases the parts make."""
        return 1 + len({part for part in self.parts if 0 < part < len(self.y)})


def read_request(raw: Any) -> Request:
    """Check one request; refuse it with a RequestError that says what is wrong and where."""
    if isinstance(raw, ValueError):
        # What the reader of the line already found out.
        raise RequestError(str(raw))
    if not isinstance(raw, Mapping):
        raise RequestError("A request is an object with at least “y”, a list of numbers.")
    chart = raw.get("chart", "run")
    if not isinstance(chart, str):
        raise RequestError(f"“chart” is one of {', '.join(KINDS)}.")
    y = _numbers(raw.get("y"), "y")
    n = None if raw.get("n") is None else _numbers(raw["n"], "n", size=len(y))
    try:
        check_kind(chart, has_sizes=n is not None)
    except ValueError as refusal:
        raise RequestError(str(refusal)) from None
    kind = KINDS[chart]
    groups = _groups(raw.get("x"), y) if kind.of_subgroups else ()
    periods, y, n = _one_row_a_period(raw.get("x"), y, n, summed=chart in SUMMED)
    if not y:
        raise RequestError("There is no point in “y”.")
    notes = [] if n is None else list(_impossible(y, n, periods))
    if kind.above_zero:
        _refuse_no_time(y, periods)
    parts = _positions(raw.get("parts"), "parts")
    rules = _choice(raw.get("rules") or anhoej.NAME, "rules", RULE_SETS)
    if rules in zones.RULE_SETS and not kind.has_zones:
        raise RequestError(
            f"The {zones.RULE_SETS[rules].name} rules read zones, which a {chart} chart does not have; "
            "ask for an i, xbar, p, pp, c, u or up chart."
        )
    return Request(
        raw.get("name"),
        chart,
        y,
        n,
        periods,
        _freeze(raw.get("freeze")),
        parts,
        _baselines(raw.get("baselines"), parts, len(y)),
        _positions(raw.get("exclude"), "exclude"),
        _centre(raw.get("centre")),
        _flag(raw.get("screen_mr"), "screen_mr"),
        rules,
        DIRECTIONS[_choice(raw.get("direction") or None, "direction", tuple(DIRECTIONS))],
        tuple(notes),
        groups,
    )


def gather_wishes(requests: Sequence[Request], offsets: Sequence[int]) -> Wishes:
    """Lay the wishes of requests that are alike beside each other; nothing asked, nothing made."""
    exclude = np.zeros(offsets[-1], np.bool_)
    for request, start in zip(requests, offsets, strict=False):
        exclude[[start + at - 1 for at in request.exclude if 0 < at <= len(request.y)]] = True
    baselines = [count for one in requests for count in _baseline_counts(one)]
    centres = [one.centre for one in requests]
    return Wishes(
        parts=[one.parts for one in requests] if any(one.parts for one in requests) else None,
        baselines=baselines if any(baselines) else None,
        exclude=exclude if exclude.any() else None,
        centre=None if all(map(math.isnan, centres)) else centres,
        screen_mr=requests[0].screen_mr,
    )


def join_requests(requests: Sequence[Request]) -> Batch:
    """Lay requests that are alike end to end as a batch."""
    below = [one.n for one in requests if one.n is not None]
    batch = join_series([one.y for one in requests], below or None)
    if not KINDS[requests[0].chart].of_subgroups:
        return batch
    groups = [row for one in requests for row in one.groups]
    points = np.cumsum([0, *map(len, groups)])
    found = group(np.array([number for row in groups for number in row], np.float64), points)
    return Batch(found.means, batch.offsets, None, found.deviations, found.measured)


def _baseline_counts(request: Request) -> Iterable[int]:
    if request.baselines is not None:
        return request.baselines
    # Cut into phases, a chart starts afresh in each, and freeze means nothing.
    return (0,) * request.phases if request.parts else (request.freeze,)


def _numbers(raw: Any, name: str, size: int | None = None) -> list[Number]:
    if not isinstance(raw, list):
        raise RequestError(f"“{name}” is a list of numbers, null where one is missing.")
    if size is not None and len(raw) != size:
        raise RequestError(f"“{name}” has {len(raw)} entries and “y” has {size}; they belong in pairs.")
    if len(raw) > MOST_POINTS:
        raise RequestError(f"“{name}” has {len(raw)} entries; at most {MOST_POINTS} are read.")
    return [_number(one, name, place) for place, one in enumerate(raw, start=1)]


def _number(raw: Any, name: str, place: int) -> Number:
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


def _one_row_a_period(
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


def _groups(raw: Any, y: list[Number]) -> tuple[tuple[float, ...], ...]:
    """The known measurements of each row, in the order of the rows."""
    if raw is None:
        return tuple(() if one is None else (one,) for one in y)
    order, places, _ = _one_row_a_period(raw, [float(place) for place in range(len(y))], None, summed=False)
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


def _impossible(y: list[Number], n: list[Number], periods: list[Period] | None) -> Iterable[str]:
    """Say which points were left out because something stands above nothing."""
    for place, (above, below) in enumerate(zip(y, n, strict=True)):
        if above is not None and below is not None and below <= 0 and (above != 0 or below < 0):
            label = periods[place] if periods else f"point {place + 1}"
            yield f"{label}: {above:g} of {below:g} is impossible and was left out."


def _refuse_no_time(y: list[Number], periods: list[Period] | None) -> None:
    """A time of nothing between two events has no root; leaving it out would make the others look rarer."""
    for place, time in enumerate(y):
        if time is not None and time <= 0:
            label = periods[place] if periods else f"Point {place + 1}"
            raise RequestError(
                f"{label}: {time:g} is no time between two events. A t chart needs times above 0; give hours "
                "instead of days, or count cases between events in a g chart."
            )


def _positions(raw: Any, name: str) -> tuple[int, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all(_is_whole(one) for one in raw):
        raise RequestError(f"“{name}” is a list of positions, counted from 1.")
    return tuple(raw)


def _baselines(raw: Any, parts: tuple[int, ...], points: int) -> tuple[int, ...] | None:
    if raw is None:
        return None
    counts = _positions(raw, "baselines")
    phases = 1 + len({part for part in parts if 0 < part < points})
    if len(counts) != phases:
        raise RequestError(
            f"“baselines” has {len(counts)} entries for {phases} phases; use 0 for all points."
        )
    return counts


def _freeze(raw: Any) -> int:
    if raw is None:
        return 0
    if not _is_whole(raw) or raw < 1:
        raise RequestError("“freeze” is how many first points make the baseline, at least 1.")
    return int(raw)


def _centre(raw: Any) -> float:
    number = _number(raw, "centre", 1)
    return math.nan if number is None else number


def _flag(raw: Any, name: str) -> bool:
    if raw is not None and not isinstance(raw, bool):
        raise RequestError(f"“{name}” is true or false.")
    return bool(raw)


def _choice(raw: Any, name: str, choices: Sequence[str | None]) -> Any:
    if not isinstance(raw, str | None) or raw not in choices:
        raise RequestError(f"“{name}” is one of {', '.join(one for one in choices if one)}.")
    return raw


def _is_whole(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)
