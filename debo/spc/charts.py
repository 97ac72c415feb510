"""One function per chart, each in three steps: the centre line, the spread around it, the limits.

Formulae: Montgomery, Introduction to Statistical Quality Control, 7th ed., chapters 6 and 7; Provost and
Murray, The Health Care Data Guide, chapters 3 to 5. Limits stand three standard deviations from the centre
line. Every function takes a block of phases (rows) by points (columns) and answers with arrays: the centre
line one per row, limits one per row (rows, 1) or one per point. Shares and rates need no order of their
points beyond sums, so their phases lie end to end in one flat array instead, which is three times as fast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from .batch import Bools, Floats, Ints

# Mean moving range of two points over their standard deviation (Montgomery, appendix VI: d2 for n = 2).
D2: Final = 1.128
# Upper limit of a moving range over its mean (Montgomery, appendix VI: D4 for n = 2).
D4: Final = 3.267
# Sums of unlike numbers are rounded, so nearer than this share of the line counts as on it.
ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class Block:
    """Phases by points, NaN where there is no point.

    values: what is plotted; base: the points that make the line (None: all); given: the line a person gave
    (rows,), NaN where none.
    """

    values: Floats
    base: Bools | None = None
    given: Floats | None = None
    screen_mr: bool = False


@dataclass(frozen=True)
class Pairs:
    """Numerators and denominators of phases that lie end to end, none of them empty.

    counts, sizes: NaN in sizes where there is no point; lengths: points of each phase; shown, lower, upper:
    room for the answer, so that it is written once. base, given: as in Block. whole: no point is missing,
    which saves looking for gaps again.
    """

    counts: Floats
    sizes: Floats
    lengths: Ints
    shown: Floats
    lower: Floats
    upper: Floats
    base: Bools | None = None
    given: Floats | None = None
    whole: bool = False

    def sums(self, points: Floats) -> Floats:
        """Sum the points of each phase."""
        starts = np.cumsum(self.lengths) - self.lengths
        total: Floats = np.add.reduceat(points, starts)
        return total

    def each(self, phases: Floats) -> Floats:
        """Give each point what its phase has."""
        return np.repeat(phases, self.lengths)


@dataclass(frozen=True)
class Lines:
    """What a chart draws: its points, its centre line, its limits (None: it has none).

    totals: the sums behind the line of shares and rates, so that ties are settled in whole numbers.
    margin: nearer to the line than this is on it, because sums are rounded; 0 for a median, which is exact.
    """

    shown: Floats
    centre: Floats
    lower: Floats | None = None
    upper: Floats | None = None
    totals: tuple[Floats, Floats] | None = None
    margin: Floats | float = 0.0


def run_chart(block: Block) -> Lines:
    """Run chart: the median, no limits."""
    centre = _given_or(block, _medians(_base_values(block)))
    return Lines(block.values, centre)


def i_chart(block: Block) -> Lines:
    """I chart (individual measurements): mean, limits from the mean moving range.

    screen_mr leaves out moving ranges at or above D4 times their mean once (Nelson 1982), as qicharts2 can.
    """
    centre = _given_or(block, _means(_base_values(block)))
    lower, upper = _around(centre, 3 * _mean_moving_range(block) / D2)
    # Values on both sides of 0 may cancel to a mean near 0 that is nothing but rounding: their size tells.
    size = np.fmax(np.abs(centre), _means(np.abs(_base_values(block))))
    return Lines(block.values, centre, lower, upper, margin=ROUNDING * size)


def mr_chart(block: Block) -> Lines:
    """MR chart (moving ranges): their mean, from 0 to D4 times it; never across phases or a missing point."""
    ranges = np.full_like(block.values, np.nan)
    np.abs(np.diff(block.values, axis=1), out=ranges[:, 1:])
    kept = ranges if block.base is None else np.where(block.base, ranges, np.nan)
    centre = _given_or(block, _means(kept))
    return Lines(ranges, centre, np.zeros((centre.size, 1)), (D4 * centre)[:, None])


def c_chart(block: Block) -> Lines:
    """C chart (counts, equal opportunity): mean c, standard deviation sqrt(c), never below 0."""
    centre = _given_or(block, _means(_base_values(block)))
    lower, upper = _around(centre, 3 * np.sqrt(centre))
    return Lines(block.values, centre, np.maximum(lower, 0), upper, margin=ROUNDING * np.abs(centre))


def p_chart(pairs: Pairs) -> Lines:
    """P chart (a share): sum of counts over sum of sizes, sqrt(p(1 - p) / size), within 0 and 1."""
    centre, totals = _pooled(pairs)
    _set_limits(pairs, centre, 3 * np.sqrt(centre * (1 - centre)))
    np.minimum(pairs.upper, 1, out=pairs.upper)
    return Lines(pairs.shown, centre, pairs.lower, pairs.upper, totals, ROUNDING * np.abs(centre))


def u_chart(pairs: Pairs) -> Lines:
    """U chart (a rate): sum of counts over sum of opportunities, sqrt(u / size), never below 0."""
    centre, totals = _pooled(pairs)
    _set_limits(pairs, centre, 3 * np.sqrt(centre))
    return Lines(pairs.shown, centre, pairs.lower, pairs.upper, totals, ROUNDING * np.abs(centre))


@dataclass(frozen=True)
class Kind:
    """A kind of chart: how it is computed (draw: from rows of values, pool: from pairs), and its habits.

    takes_sizes: with denominators, the ratio is plotted. counts_runs: moving ranges follow each other by
    construction, so runs mean nothing on an MR chart.
    """

    draw: Callable[[Block], Lines] | None = None
    pool: Callable[[Pairs], Lines] | None = None
    takes_sizes: bool = True
    counts_runs: bool = True

    @property
    def needs_sizes(self) -> bool:
        """Whether every count needs a denominator."""
        return self.pool is not None


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "run": Kind(run_chart),
        "i": Kind(i_chart),
        "mr": Kind(mr_chart, counts_runs=False),
        "p": Kind(pool=p_chart),
        "c": Kind(c_chart, takes_sizes=False),
        "u": Kind(pool=u_chart),
    }
)


def _base_values(block: Block) -> Floats:
    return block.values if block.base is None else np.where(block.base, block.values, np.nan)


def _given_or(asked: Block | Pairs, computed: Floats) -> Floats:
    return computed if asked.given is None else np.where(np.isnan(asked.given), computed, asked.given)


def _medians(values: Floats) -> Floats:
    """Median of each row from one sort, which puts missing last; np.median is 14 times slower."""
    ordered = np.sort(values, axis=1)
    width = values.shape[1]
    if not np.isnan(ordered[:, -1]).any():
        return 0.5 * (ordered[:, (width - 1) // 2] + ordered[:, width // 2])
    known = np.count_nonzero(~np.isnan(ordered), axis=1)
    rows = np.arange(known.size)
    middle: Floats = 0.5 * (ordered[rows, np.maximum(known - 1, 0) // 2] + ordered[rows, known // 2 % width])
    return np.where(known == 0, np.nan, middle)


def _means(values: Floats) -> Floats:
    """Mean of the known values of each row, NaN where there is none."""
    total = _sums(values)
    if not np.isnan(total).any():
        return _divided(total, values.shape[1])
    missing = np.isnan(values)
    total = _sums(np.where(missing, 0.0, values))
    return _divided(total, values.shape[1] - np.count_nonzero(missing, axis=1))


def _divided(total: Floats, count: int | Ints) -> Floats:
    mean: Floats = total / count
    return mean


def _mean_moving_range(block: Block) -> Floats:
    """Mean distance of neighbours in the base.

    An excluded point lets its neighbours meet; a missing one does not.
    """
    values = block.values
    if block.base is not None:
        # A stable sort moves the base to the front and keeps its order.
        order = np.argsort(~block.base, axis=1, kind="stable")
        values = np.take_along_axis(_base_values(block), order, axis=1)
    if values.shape[1] == 1:
        return np.full(values.shape[0], np.nan)
    ranges = np.abs(np.diff(values, axis=1))
    mean = _means(ranges)
    return _means(np.where(ranges < D4 * mean[:, None], ranges, np.nan)) if block.screen_mr else mean


def _around(centre: Floats, reach: Floats) -> tuple[Floats, Floats]:
    return (centre - reach)[:, None], (centre + reach)[:, None]


def _pooled(pairs: Pairs) -> tuple[Floats, tuple[Floats, Floats]]:
    """Centre line and the sums behind it: sum of counts over sum of sizes, no mean of ratios."""
    counts, sizes = pairs.counts, pairs.sizes
    np.divide(counts, sizes, out=pairs.shown)
    if pairs.base is not None or not pairs.whole:
        used = ~np.isnan(sizes)
        if pairs.base is not None:
            used &= pairs.base
        counts, sizes = np.where(used, counts, 0.0), np.where(used, sizes, 0.0)
    above, below = pairs.sums(counts), pairs.sums(sizes)
    centre = _given_or(pairs, above / below)
    if pairs.given is not None:
        # No sums stand behind a given line: NaN settles no tie.
        above = np.where(np.isnan(pairs.given), above, np.nan)
    return centre, (above, below)


def _set_limits(pairs: Pairs, centre: Floats, reach: Floats) -> None:
    """Limits of each point from its own size, the lower never below 0; none where there is no point."""
    middle, each = pairs.each(centre), np.sqrt(pairs.sizes, out=pairs.upper)
    np.divide(pairs.each(reach), each, out=each)
    np.subtract(middle, each, out=pairs.lower)
    np.maximum(pairs.lower, 0, out=pairs.lower)
    np.add(middle, each, out=pairs.upper)


def _sums(values: Floats) -> Floats:
    """Sum of each row; einsum is twice as fast here as np.sum over a short axis."""
    total: Floats = np.einsum("ij->i", values)
    return total
