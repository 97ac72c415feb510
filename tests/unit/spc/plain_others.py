"""Rare events, Laney's charts and subgroups, one phase at a time in plain Python: the slow second answer.

Written from Nelson 1994, Benneyan 2001, Laney 2002 and Montgomery's chapter 6, without a look at the engine.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from itertools import pairwise
from typing import Any

Number = float | None
Limits = dict[int, tuple[Number, Number]]
NOTHING: tuple[Number, Number] = (None, None)
OTHERS = {"t", "g", "xbar", "s", "pp", "up"}


def lines_of_others(  # noqa: PLR0917
    chart: str,
    base: list[int],
    rows: range,
    top: list[Number],
    bottom: list[Number] | None,
    shown: dict[int, Number],
    request: dict[str, Any],
) -> tuple[Number, Limits]:
    """Centre line and, for every row, its limits."""
    given, screened = request.get("centre"), bool(request.get("screen_mr"))
    if chart == "t":
        return time_between(base, rows, shown, given, screened=screened)
    if chart == "g":
        return cases_between(base, rows, shown, given)
    if chart in {"xbar", "s"}:
        return subgroups(chart, base, rows, request["groups"], given)
    assert bottom is not None
    if chart == "pp":
        return laney(base, rows, top, bottom, given, lambda c: c * (1 - c), 1.0, screened=screened)
    return laney(base, rows, top, bottom, given, lambda c: c, math.inf, screened=screened)


def mean_range(z: dict[int, Number], base: list[int], *, screened: bool) -> Number:
    """Mean distance of neighbours in the base; where one of the two is missing there is none."""
    pairs = [(z[i], z[j]) for i, j in pairwise(base)]
    ranges = [abs(b - a) for a, b in pairs if a is not None and b is not None]
    if screened and ranges:
        bound = 3.267 * math.fsum(ranges) / len(ranges)
        ranges = [one for one in ranges if one < bound]
    return math.fsum(ranges) / len(ranges) if ranges else None


def time_between(
    base: list[int], rows: range, shown: dict[int, Number], given: Number, *, screened: bool
) -> tuple[Number, Limits]:
    """T chart."""
    root = {i: None if (y := shown[i]) is None else y ** (1 / 3.6) for i in rows}
    known = [y for i in base if (y := root[i]) is not None]
    middle = given ** (1 / 3.6) if given is not None else math.fsum(known) / len(known) if known else None
    if middle is None:
        return None, dict.fromkeys(rows, (0.0, None))
    spread = mean_range(root, base, screened=screened)
    if spread is None:
        return middle**3.6, dict.fromkeys(rows, (0.0, None))
    low, high = middle - 3 * spread / 1.128, middle + 3 * spread / 1.128
    return middle**3.6, dict.fromkeys(rows, (low**3.6 if low > 0 else 0.0, high**3.6))


def cases_between(
    base: list[int], rows: range, shown: dict[int, Number], given: Number
) -> tuple[Number, Limits]:
    """G chart."""
    known = [y for i in base if (y := shown[i]) is not None]
    if given is None and not known:
        return None, dict.fromkeys(rows, NOTHING)
    m = math.fsum(known) / len(known) if given is None else given
    line = statistics.median(known) if given is None else 0.693 * given
    reach = 3 * math.sqrt(m * (m + 1)) if m * (m + 1) >= 0 else math.nan
    if math.isnan(reach):
        return line, dict.fromkeys(rows, NOTHING)
    return line, dict.fromkeys(rows, (max(0.0, m - reach), m + reach))


def laney(  # noqa: PLR0917
    base: list[int],
    rows: range,
    top: list[Number],
    bottom: list[Number],
    given: Number,
    variance: Callable[[float], float],
    most: float,
    *,
    screened: bool,
) -> tuple[Number, Limits]:
    """P′ (most 1) and U′ (most infinite)."""
    below = math.fsum(bottom[i] or 0 for i in base)
    centre = given if given is not None else math.fsum(top[i] or 0 for i in base) / below if below else None
    if centre is None:
        return None, dict.fromkeys(rows, NOTHING)
    own = variance(centre)
    z: dict[int, Number] = {}
    deviations: dict[int, Number] = {}
    for i in rows:
        above, size = top[i], bottom[i]
        known = above is not None and size is not None and own > 0
        deviations[i] = math.sqrt(own / size) if known and size else None
        z[i] = (above / size - centre) / deviations[i] if known and size else None  # type: ignore[operator]
    spread = mean_range(z, base, screened=screened)
    limits: Limits = {}
    for i in rows:
        deviation = deviations[i]
        if deviation is None or spread is None:
            limits[i] = NOTHING
            continue
        reach = 3 * deviation * spread / 1.128
        limits[i] = max(0.0, centre - reach), min(most, centre + reach)
    return centre, limits


def c4(n: int) -> float:
    """Γ(n/2) sqrt(2/(n-1)) / Γ((n-1)/2)."""
    return math.sqrt(2 / (n - 1)) * math.gamma(n / 2) / math.gamma((n - 1) / 2)


def within(groups: list[list[float]], base: list[int], rows: range) -> Number:
    """Spread within subgroups; a period without any measurement takes one degree of freedom away."""
    deviations = [statistics.stdev(groups[i]) for i in base if len(groups[i]) > 1]
    if len({len(groups[i]) for i in rows}) == 1:
        return math.fsum(deviations) / len(deviations) if deviations else None
    freedom = sum(len(groups[i]) - 1 for i in base)
    if freedom <= 0:
        return None
    squares = math.fsum(
        (len(groups[i]) - 1) * statistics.variance(groups[i]) for i in base if len(groups[i]) > 1
    )
    return math.sqrt(squares / freedom)


def subgroups(
    chart: str, base: list[int], rows: range, groups: list[list[float]], given: Number
) -> tuple[Number, Limits]:
    """X̄ and S charts."""
    spread = within(groups, base, rows)
    if chart == "s":
        centre = spread if given is None else given
    else:
        every = [one for i in base for one in groups[i]]
        centre = given if given is not None else math.fsum(every) / len(every) if every else None
    limits: Limits = {}
    for i in rows:
        n = len(groups[i])
        if n < 2 or centre is None or (spread is None and chart == "xbar"):
            limits[i] = NOTHING
        elif chart == "s":
            reach = 3 * math.sqrt(1 - c4(n) ** 2) / c4(n)
            limits[i] = max(0.0, 1 - reach) * centre, (1 + reach) * centre
        else:
            assert spread is not None
            reach = 3 / (c4(n) * math.sqrt(n)) * spread
            limits[i] = centre - reach, centre + reach
    return centre, limits
