"""What a chart is drawn from and what comes of it: blocks, pairs, lines, and the arithmetic they share.

A block is phases (rows) by points (columns); pairs lie end to end. Formulae: Montgomery, Introduction to
Statistical Quality Control, 7th ed., chapters 6 and 7.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    (rows,), NaN where none. sizes: denominators, of charts that draw shares and rates from rows. deviations,
    measured: of each point the standard deviation of its measurements and how many there are.
    """

    values: Floats
    base: Bools | None = None
    given: Floats | None = None
    screen_mr: bool = False
    sizes: Floats | None = None
    deviations: Floats | None = None
    measured: Floats | None = None


@dataclass(frozen=True)
class Pairs:
    """Numerators and denominators of phases that lie end to end, none of them empty.

    counts, sizes: NaN in sizes where there is no point; lengths: points of each phase; shown, lower, upper:
    room for the answer, so that it is written once. base, given: as in Block. least: the least size where no
    point is missing, which saves looking for gaps again; else 0. even: points of every phase, where all have
    as many; else 0. rows: the sums of counts, where they were summed as rows to see that nothing is missing.
    """

    counts: Floats
    sizes: Floats
    lengths: Ints
    shown: Floats
    lower: Floats
    upper: Floats
    base: Bools | None = None
    given: Floats | None = None
    least: float = 0.0
    even: int = 0
    rows: Floats | None = None

    @property
    def whole(self) -> bool:
        """Whether no point is missing."""
        return self.least > 0

    def sums(self, points: Floats) -> Floats:
        """Sum the points of each phase.

        Phases of one length sum twice as fast as rows, but in another order. So that a series has the same
        bits in any company, that is kept only where it can't matter: whole numbers add up exactly.
        """
        if self.even:
            known = self.rows if points is self.counts else None
            whole = sums(points.reshape(-1, self.even)) if known is None else known
            if (whole == np.floor(whole)).all():
                return whole
        starts = np.cumsum(self.lengths) - self.lengths
        total: Floats = np.add.reduceat(points, starts)
        return total

    def each(self, phases: Floats) -> Floats:
        """Give each point what its phase has."""
        return np.repeat(phases, self.even or self.lengths)


@dataclass(frozen=True)
class Lines:
    """What a chart draws: its points, its centre line, its limits (None: it has none).

    totals: the sums behind the line of shares and rates, so that ties are settled in whole numbers.
    deviation: one standard deviation of each row or point, where the chart has zones on both sides of its
    line; of shares and rates that of a single case, one per phase.
    margin: nearer to the line than this is on it, because sums are rounded; 0 for a median, which is exact.
    """

    shown: Floats
    centre: Floats
    lower: Floats | None = None
    upper: Floats | None = None
    totals: tuple[Floats, Floats] | None = None
    margin: Floats | float = 0.0
    deviation: Floats | None = None


def base_values(block: Block) -> Floats:
    """The values that make the line; NaN where a point is left out of it."""
    return block.values if block.base is None else np.where(block.base, block.values, np.nan)


def given_or(asked: Block | Pairs, computed: Floats) -> Floats:
    """The line a person gave, where one did; else the computed one."""
    return computed if asked.given is None else np.where(np.isnan(asked.given), computed, asked.given)


def medians(values: Floats) -> Floats:
    """Median of each row from one sort, which puts missing last; np.median is 14 times slower."""
    ordered = np.sort(values, axis=1)
    width = values.shape[1]
    if not np.isnan(ordered[:, -1]).any():
        return 0.5 * (ordered[:, (width - 1) // 2] + ordered[:, width // 2])
    known = np.count_nonzero(~np.isnan(ordered), axis=1)
    rows = np.arange(known.size)
    middle: Floats = 0.5 * (ordered[rows, np.maximum(known - 1, 0) // 2] + ordered[rows, known // 2 % width])
    return np.where(known == 0, np.nan, middle)


def means(values: Floats) -> Floats:
    """Mean of the known values of each row, NaN where there is none."""
    total = sums(values)
    if not np.isnan(total).any():
        return _divided(total, values.shape[1])
    missing = np.isnan(values)
    total = sums(np.where(missing, 0.0, values))
    return _divided(total, values.shape[1] - np.count_nonzero(missing, axis=1))


def _divided(total: Floats, count: int | Ints) -> Floats:
    mean: Floats = total / count
    return mean


def mean_moving_range(block: Block) -> Floats:
    """Mean distance of neighbours in the base.

    An excluded point lets its neighbours meet; a missing one does not.
    """
    values = block.values
    if block.base is not None:
        # A stable sort moves the base to the front and keeps its order.
        order = np.argsort(~block.base, axis=1, kind="stable")
        values = np.take_along_axis(base_values(block), order, axis=1)
    if values.shape[1] == 1:
        return np.full(values.shape[0], np.nan)
    ranges = np.abs(np.diff(values, axis=1))
    mean = means(ranges)
    return means(np.where(ranges < D4 * mean[:, None], ranges, np.nan)) if block.screen_mr else mean


def around(centre: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """Lower and upper limit of each row, as far from the line either way."""
    return (centre - reach)[:, None], (centre + reach)[:, None]


def sums(values: Floats) -> Floats:
    """Sum of each row; einsum is twice as fast here as np.sum over a short axis."""
    total: Floats = np.einsum("ij->i", values)
    return total
