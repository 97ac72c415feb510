"""Charts of subgroups: several measurements a period, drawn by their mean (X̄) and by their spread (S).

Formulae: Montgomery, Introduction to Statistical Quality Control, 7th ed., chapter 6.3 and appendix VI. The
factors A3, B3 and B4 are computed exactly from c4, not read from a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma
from typing import Final

import numpy as np

from .batch import Floats, Ints
from .lines import ROUNDING, Block, Lines, given_or, means

#: The largest subgroup whose factors are computed one by one; beyond, c4 is 4(n - 1) / (4n - 3) to 1e-9.
LARGEST: Final = 10_000


@dataclass(frozen=True)
class Subgroups:
    """Per point: mean of its measurements, their standard deviation (NaN below two), how many there are."""

    means: Floats
    deviations: Floats
    measured: Floats


def group(measurements: Floats, points: Ints) -> Subgroups:
    """Take the measurements of each point together; missing ones (NaN) are left out.

    measurements: float64 (total,), those of one point side by side; points: int64 (points + 1,), point i has
    measurements[points[i]:points[i + 1]]. A point without measurements has a mean of NaN.
    """
    known = ~np.isnan(measurements)
    owner = np.repeat(np.arange(points.size - 1), np.diff(points))[known]
    found = measurements[known]
    count = np.bincount(owner, minlength=points.size - 1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(owner, found, points.size - 1) / count
        # From the differences, not from the sum of squares, which loses half the digits.
        square = np.bincount(owner, (found - mean[owner]) ** 2, points.size - 1)
        deviation = np.sqrt(square / np.where(count > 1, count - 1, np.nan))
        # Three times 0.1 has a mean of 0.10000000000000002: equal ones must not spread by the last bit.
        size = np.bincount(owner, np.abs(found), points.size - 1) / count
        deviation = np.where(deviation <= ROUNDING * size, 0.0, deviation)
    return Subgroups(mean, deviation, count)


def xbar_chart(block: Block) -> Lines:
    """X̄ chart (means of subgroups): mean of all measurements, limits A3(n) times the spread within.

    A point of a single measurement has no spread of its own, and its limits are none.
    """
    deviations, measured = _of_subgroups(block)
    known = ~np.isnan(block.values)
    weights = np.where(known if block.base is None else known & block.base, measured, 0.0)
    shown = np.where(np.isnan(block.values), 0.0, block.values)
    centre = given_or(block, (weights * shown).sum(axis=1) / weights.sum(axis=1))
    reach = 3 / (c4(measured) * np.sqrt(measured)) * _spread(block, deviations, measured)[:, None]
    reach = np.where(measured > 1, reach, np.nan)
    return Lines(
        block.values,
        centre,
        centre[:, None] - reach,
        centre[:, None] + reach,
        margin=ROUNDING * np.abs(centre),
        deviation=reach / 3,
    )


def s_chart(block: Block) -> Lines:
    """S chart (standard deviations of subgroups): their mean, limits B3(n) and B4(n) times it."""
    deviations, measured = _of_subgroups(block)
    centre = given_or(block, _spread(block, deviations, measured))
    factor = c4(measured)
    reach = 3 * np.sqrt(1 - factor**2) / factor
    reach = np.where(measured > 1, reach, np.nan)
    lower = np.maximum(1 - reach, 0) * centre[:, None]
    return Lines(deviations, centre, lower, (1 + reach) * centre[:, None], margin=ROUNDING * np.abs(centre))


def c4(measured: Floats) -> Floats:
    """Expected standard deviation of n normal measurements over the true one; NaN below two.

    sqrt(2 / (n - 1)) Γ(n / 2) / Γ((n - 1) / 2).
    """
    largest = int(min(np.nanmax(measured, initial=2), LARGEST))
    table = np.full(largest + 1, np.nan)
    for n in range(2, largest + 1):
        table[n] = np.exp(0.5 * np.log(2 / (n - 1)) + lgamma(n / 2) - lgamma((n - 1) / 2))
    known = np.where(np.isnan(measured), 0, measured).astype(np.int64)
    exact = table[np.minimum(known, largest)]
    return np.where(known > largest, 4 * (measured - 1) / (4 * measured - 3), exact)


def _spread(block: Block, deviations: Floats, measured: Floats) -> Floats:
    """Spread within subgroups: the mean deviation where all are of one size, else the pooled one.

    Agrees with qicharts2 also where a period has no measurement at all: there it takes one from the degrees
    of freedom, which widens the limits (docs/charts.md). What lies beyond a shorter phase counts nothing.
    """
    used = ~np.isnan(measured) if block.base is None else ~np.isnan(measured) & block.base
    least, most = np.fmin.reduce(measured, axis=1), np.fmax.reduce(measured, axis=1)
    squares = np.where(used & (measured > 1), (measured - 1) * deviations**2, 0.0)
    freedom = np.where(used, measured - 1, 0.0).sum(axis=1)
    pooled = np.sqrt(squares.sum(axis=1) / np.where(freedom > 0, freedom, np.nan))
    return np.where(least == most, means(np.where(used, deviations, np.nan)), pooled)


def _of_subgroups(block: Block) -> tuple[Floats, Floats]:
    if block.deviations is None or block.measured is None:
        raise ValueError("An X̄ or S chart needs the measurements of each point.")
    return block.deviations, block.measured
