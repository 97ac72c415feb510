"""One chart, one series, plain Python: the slow second answer that the vectorised engine must agree with.

Written from the definitions alone (docs/charts.md), without NumPy and without a look at the engine:
lists of numbers, None for missing, loops a midwife could follow with a pencil.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .plain_others import OTHERS, lines_of_others

Number = float | None


@dataclass
class PlainPhase:
    """What the rules count in one phase."""

    n_useful: int
    longest_run: int
    crossings: int
    longest_trend: int
    sides: list[int]


@dataclass
class PlainChart:
    """One answer: a column per name, and its phases."""

    value: list[Number]
    centre: list[Number]
    lower: list[Number]
    upper: list[Number]
    signal: list[bool]
    useful: list[bool]
    phases: list[PlainPhase]


def plain_chart(request: dict[str, Any]) -> PlainChart:
    """Answer one request whose rows are already one per period, in order."""
    chart, size = request["chart"], len(request["y"])
    top, bottom, value = point_values(request["y"], request.get("n"))
    if chart == "s":
        value = [statistics.stdev(one) if len(one) > 1 else None for one in request["groups"]]
    cuts = [] if not request.get("parts") else sorted({c for c in request["parts"] if 0 < c < size})
    bounds = [0, *cuts, size]
    left_out = {position - 1 for position in request.get("exclude") or []}
    answer = PlainChart([], [], [], [], [], [], [])
    for start, stop in pairwise(bounds):
        baseline = stop - start
        if not request.get("parts") and request.get("freeze"):
            baseline = min(request["freeze"], size)
        rows = range(start, stop)
        base = [i for i in rows if i - start < baseline and i not in left_out]
        shown = moving_ranges(value, rows) if chart == "mr" else {i: value[i] for i in rows}
        centre, limits = lines(chart, base, rows, top, bottom, shown, request)
        phase = count_phase(chart, rows, shown, centre, left_out, base, top, bottom, request)
        answer.phases.append(phase)
        for i in rows:
            low, high = limits[i]
            y = shown[i]
            answer.value.append(y)
            answer.centre.append(centre)
            answer.lower.append(low)
            answer.upper.append(high)
            answer.useful.append(phase.sides[i - start] != 0)
            answer.signal.append(y is not None and outside(y, low, high))
    return answer


def outside(y: float, low: Number, high: Number) -> bool:
    """Beyond a limit, and by more than rounding."""
    margin = 1e-12 * max(abs(low or 0), abs(high or 0))
    return (low is not None and low - y > margin) or (high is not None and y - high > margin)


def point_values(
    y: list[Number], n: list[Number] | None
) -> tuple[list[Number], list[Number] | None, list[Number]]:
    """Numerators, denominators and what is plotted; half a pair, or nothing below, is missing."""
    if n is None:
        return y, None, list(y)
    top: list[Number] = []
    bottom: list[Number] = []
    for above, below in zip(y, n, strict=True):
        known = above is not None and below is not None and below > 0
        top.append(above if known else None)
        bottom.append(below if known else None)
    value = [None if a is None or b is None else a / b for a, b in zip(top, bottom, strict=True)]
    return top, bottom, value


def moving_ranges(value: list[Number], rows: range) -> dict[int, Number]:
    """Distance of each point from the one before it in the same phase."""
    out: dict[int, Number] = {}
    for i in rows:
        now, before = value[i], value[i - 1] if i > rows.start else None
        out[i] = None if now is None or before is None else abs(now - before)
    return out


def mean(numbers: list[float]) -> Number:
    """The mean, or None of nothing."""
    return math.fsum(numbers) / len(numbers) if numbers else None


def median(numbers: list[float]) -> Number:
    """The middle one, or the mean of the middle two."""
    if not numbers:
        return None
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(numbers) % 2 else (ordered[half - 1] + ordered[half]) / 2


def lines(  # noqa: PLR0911, PLR0917
    chart: str,
    base: list[int],
    rows: range,
    top: list[Number],
    bottom: list[Number] | None,
    shown: dict[int, Number],
    request: dict[str, Any],
) -> tuple[Number, dict[int, tuple[Number, Number]]]:
    """Centre line and, for every row, its limits."""
    known = [y for i in base if (y := shown[i]) is not None]
    given = request.get("centre")
    if chart in {"p", "u"}:
        assert bottom is not None
        above = math.fsum(top[i] or 0 for i in base)
        below = math.fsum(bottom[i] or 0 for i in base)
        centre = above / below if below else None
    else:
        centre = median(known) if chart == "run" else mean(known)
    centre = centre if given is None else given
    if chart in OTHERS:
        return lines_of_others(chart, base, rows, top, bottom, shown, request)
    nothing: tuple[Number, Number] = (None, None)
    if chart == "mr":
        return centre, dict.fromkeys(rows, (0.0, None if centre is None else 3.267 * centre))
    if centre is None or chart == "run":
        return centre, dict.fromkeys(rows, nothing)
    if chart == "c":
        reach = 3 * math.sqrt(centre)
        return centre, dict.fromkeys(rows, (max(0.0, centre - reach), centre + reach))
    if chart == "i":
        ranges = [
            abs(b - a)
            for i, j in pairwise(base)
            if (a := shown[i]) is not None and (b := shown[j]) is not None
        ]
        if request.get("screen_mr") and ranges:
            bound = 3.267 * math.fsum(ranges) / len(ranges)
            ranges = [r for r in ranges if r < bound]
        spread = mean(ranges)
        if spread is None:
            return centre, dict.fromkeys(rows, nothing)
        return centre, dict.fromkeys(rows, (centre - 3 * spread / 1.128, centre + 3 * spread / 1.128))
    limits: dict[int, tuple[Number, Number]] = {}
    variance = centre * (1 - centre) if chart == "p" else centre
    for i in rows:
        assert bottom is not None
        size = bottom[i]
        if size is None or variance < 0:
            limits[i] = nothing
            continue
        reach = 3 * math.sqrt(variance / size)
        high = centre + reach
        limits[i] = (max(0.0, centre - reach), min(1.0, high) if chart == "p" else high)
    return centre, limits


def count_phase(  # noqa: PLR0917
    chart: str,
    rows: range,
    shown: dict[int, Number],
    centre: Number,
    left_out: set[int],
    base: list[int],
    top: list[Number],
    bottom: list[Number] | None,
    request: dict[str, Any],
) -> PlainPhase:
    """Walk along the phase once: useful points, longest run, crossings, longest trend."""
    sides: list[int] = []
    for i in rows:
        y = shown[i]
        if y is None or centre is None or i in left_out:
            sides.append(0)
        elif chart in {"p", "u"} and request.get("centre") is None:
            assert bottom is not None
            total = math.fsum(top[j] or 0 for j in base)
            size = math.fsum(bottom[j] or 0 for j in base)
            sides.append(side_of_counts(top[i] * size, total * bottom[i]))  # type: ignore[operator]
        elif chart in {"run", "mr", "g"}:
            sides.append((y > centre) - (y < centre))
        else:
            scale = mean([abs(v) for j in base if (v := shown[j]) is not None]) if chart == "i" else None
            sides.append(side_of(y, centre, scale or 0.0))
    walked = [s for s in sides if s]
    longest = run = crossings = 0
    for before, now in zip([0, *walked], walked, strict=False):
        run = run + 1 if now == before else 1
        crossings += before == -now
        longest = max(longest, run)
    values = [y for i in rows if (y := shown[i]) is not None and i not in left_out]
    rounding = 1e-12 if chart in {"xbar", "s"} else 0.0
    return PlainPhase(len(walked), longest, crossings, longest_trend(values, rounding), sides)


def side_of(y: float, line: float, size: float = 0.0) -> int:
    """Above 1, below -1, on the line 0; rounding may not decide it.

    size: how large the numbers are that the line was made of, should they have cancelled to almost nothing.
    """
    return 0 if abs(y - line) <= 1e-12 * max(abs(y), abs(line), size) else (y > line) - (y < line)


def side_of_counts(left: float, right: float) -> int:
    """The same for y * N against Y * n; whole numbers that a float holds exactly are compared as such."""
    if left == math.floor(left) and right == math.floor(right) and max(left, right) < 2**53:
        return (left > right) - (left < right)
    return side_of(left, right)


def longest_trend(values: list[float], rounding: float = 0.0) -> int:
    """Points in the longest stretch that only rises or only falls; of equal neighbours one counts."""
    kept = [
        y
        for y, before in zip(values, [None, *values], strict=False)
        if before is None or abs(y - before) > rounding * max(abs(y), abs(before))
    ]
    longest = min(len(kept), 1)
    length, heading = longest, 0
    for before, now in pairwise(kept):
        turn = 1 if now > before else -1
        length = length + 1 if turn == heading else 2
        heading = turn
        longest = max(longest, length)
    return longest
