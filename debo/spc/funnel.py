"""Funnel plots: facilities side by side within what chance alone would do, never in a league table.

Source: Spiegelhalter, Funnel plots for comparing institutional performance, Stat Med 24 (2005): 1185-1202.
The limits are those of appendix A.1.1: exact quantiles of the binomial distribution (shares) or the Poisson
(rates), interpolated between the two counts they fall between. They hold when chance alone moves the
figures; where facilities differ for good reasons, as large ones always do, more lie outside, and that is a
question and no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .batch import Batch, Bools, Floats, Ints

#: One in forty beyond each of the inner limits, one in a thousand beyond each of the outer (Spiegelhalter
#: 2005, section 2: about two and three standard deviations).
INNER: Final = 0.025
OUTER: Final = 0.001
#: A window of the counts so many standard deviations about their mean holds all but 1 in 10^12.
REACH: Final = 8.0
#: Numbers of a block of windows.
BLOCK: Final = 1 << 19


@dataclass(frozen=True)
class Funnels:
    """Per point, flat as the batch is: what is plotted and its limits, NaN where there is no point.

    centre: per series, the sum of counts over the sum of sizes. inner, outer: lower and upper limits, as
    shares or rates. outside: beyond the outer limits.
    """

    values: Floats
    centre: Floats
    inner: tuple[Floats, Floats]
    outer: tuple[Floats, Floats]
    outside: Bools


def read_funnels(batch: Batch, kind: str = "share", *, centre: Floats | None = None) -> Funnels:
    """Compute a funnel for every series of the batch; its points are facilities, in any order.

    values: events; denominators: of how many (share) or over how much (rate). centre: a middle that was
    given, float64 (series,), NaN for none. Refuses (ValueError) a batch without denominators, another kind,
    and for shares numbers that are not whole or more events than cases.
    """
    if kind not in {"share", "rate"}:
        raise ValueError(f"A funnel is of shares or of rates, not of “{kind}”.")
    if batch.denominators is None:
        raise ValueError("A funnel needs a denominator for every count.")
    known = ~np.isnan(batch.values) & (batch.denominators > 0)
    counts = np.where(known, batch.values, 0.0)
    sizes = np.where(known, batch.denominators, 0.0)
    if kind == "share":
        _check_shares(counts, sizes)
    owner = np.repeat(np.arange(batch.series), np.diff(batch.offsets))
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = np.bincount(owner, counts, batch.series) / np.bincount(owner, sizes, batch.series)
        if centre is not None:
            middle = np.where(np.isnan(centre), middle, centre)
        values = np.where(known, counts / sizes, np.nan)
        each = middle[owner]
    inner = funnel_limits(each, np.where(known, sizes, np.nan), INNER, kind)
    outer = funnel_limits(each, np.where(known, sizes, np.nan), OUTER, kind)
    outside = (values > outer[1] * (1 + 1e-12)) | (values < outer[0] * (1 - 1e-12))
    return Funnels(values, middle, inner, outer, outside)


def funnel_limits(centre: Floats, sizes: Floats, tail: float, kind: str = "share") -> tuple[Floats, Floats]:
    """Limits that leave `tail` on either side, for each size; also for sizes nobody has, to draw the funnel.

    centre, sizes: float64 (points,), NaN where there is none. Spiegelhalter 2005, A.1.1: with r the smallest
    count whose cumulative probability F(r) exceeds the tail, the limit is (r - a) / n with
    a = (F(r) - tail) / (F(r) - F(r - 1)); never below 0 nor, for shares, above 1.
    """
    lower, upper = np.full(sizes.shape, np.nan), np.full(sizes.shape, np.nan)
    known = np.flatnonzero(~np.isnan(centre) & ~np.isnan(sizes))
    mean = centre[known] * sizes[known]
    spread = np.sqrt(mean * (1 - centre[known])) if kind == "share" else np.sqrt(mean)
    # Few events lean to the right: a few counts more, whatever the spread.
    widths = (2 * REACH * spread + 40).astype(np.int64)
    for some in _like_widths(widths):
        at, width = known[some], int(widths[some].max())
        first = np.maximum(np.floor(mean[some] - REACH * spread[some] - 4), 0)
        below = _cumulative(first[:, None] + np.arange(width), centre[at], sizes[at], kind)
        lower[at] = _quantile(first, below, tail) / sizes[at]
        upper[at] = _quantile(first, below, 1 - tail) / sizes[at]
    most = 1.0 if kind == "share" else np.inf
    return np.maximum(lower, 0.0), np.minimum(upper, most)


def _like_widths(widths: Ints) -> list[Ints]:
    """Cut the points into blocks of like width that fit the memory."""
    order = np.argsort(widths, kind="stable")
    blocks, start = [], 0
    while start < order.size:
        stop = start + 1
        while (
            stop < order.size
            and widths[order[stop]] <= 1.25 * widths[order[start]] + 8
            and (stop + 1 - start) * widths[order[stop]] <= BLOCK
        ):
            stop += 1
        blocks.append(order[start:stop])
        start = stop
    return blocks


def _cumulative(counts: Floats, centre: Floats, sizes: Floats, kind: str) -> Floats:
    """P(R <= count) for rows of neighbouring counts, from the logarithm of each probability."""
    p, n = centre[:, None], sizes[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind == "rate":
            one = counts * np.log(p * n) - p * n - _log_factorial(counts)
            one = np.where(p * n == 0, np.where(counts == 0, 0.0, -np.inf), one)
        else:
            within = counts <= n
            rest = np.where(within, n - counts, 0.0)
            one = _log_factorial(n) - _log_factorial(counts) - _log_factorial(rest)
            one += _times_log(counts, p) + _times_log(rest, 1 - p)
            one = np.where(within, one, -np.inf)
    total: Floats = np.cumsum(np.exp(one), axis=1)
    return np.minimum(total, 1.0)


def _times_log(count: Floats, p: Floats) -> Floats:
    """count × log p, 0 where both are 0."""
    return np.where(count == 0, 0.0, count * np.log(p))


def _quantile(first: Floats, below: Floats, tail: float) -> Floats:
    """The count at which the cumulative probability passes the tail, between two counts in proportion."""
    at = np.minimum((below <= tail).sum(axis=1), below.shape[1] - 1)
    rows = np.arange(first.size)
    here = below[rows, at]
    before = np.where(at > 0, below[rows, np.maximum(at - 1, 0)], 0.0)
    share = (here - tail) / np.where(here > before, here - before, 1.0)
    found: Floats = first + at - share
    return found


def _log_factorial(n: Floats) -> Floats:
    """log n! by Stirling's series from 16 on (its next term is below 1e-15), from a table below; n whole."""
    table = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, 16.0)))])
    small = n < 16
    x = np.where(small, 16.0, n)
    series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * x * x)) / (x * x)) / (x * x)) / x
    large = (x + 0.5) * np.log(x) - x + 0.5 * np.log(2 * np.pi) + series
    return np.where(small, table[np.where(small, n, 0).astype(np.int64)], large)


def _check_shares(counts: Floats, sizes: Floats) -> None:
    if (counts > sizes).any():
        raise ValueError("In a funnel of shares no count is larger than its denominator; ask for rates.")
    if (counts != np.floor(counts)).any() or (sizes != np.floor(sizes)).any() or (counts < 0).any():
        raise ValueError("A funnel of shares needs whole numbers, 0 or more; ask for rates.")
