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
from typing import Final, Literal

import numpy as np

from debo.languages import words

from .batch import Floats
from .laney import pp_chart, up_chart
from .lines import (
    D2,
    D4,
    ROUNDING,
    Block,
    Lines,
    Pairs,
    around,
    base_values,
    given_or,
    mean_moving_range,
    means,
    medians,
)
from .rare import g_chart, t_chart
from .subgroups import s_chart, xbar_chart


def run_chart(block: Block) -> Lines:
    """Run chart: the median, no limits."""
    centre = given_or(block, medians(base_values(block)))
    return Lines(block.values, centre)


def i_chart(block: Block) -> Lines:
    """I chart (individual measurements): mean, limits from the mean moving range.

    screen_mr leaves out moving ranges at or above D4 times their mean once (Nelson 1982), as qicharts2 can.
    """
    centre = given_or(block, means(base_values(block)))
    deviation = mean_moving_range(block) / D2
    lower, upper = around(centre, 3 * deviation)
    # Values on both sides of 0 may cancel to a mean near 0 that is nothing but rounding: their size tells.
    size = np.fmax(np.abs(centre), means(np.abs(base_values(block))))
    return Lines(block.values, centre, lower, upper, margin=ROUNDING * size, deviation=deviation[:, None])


def mr_chart(block: Block) -> Lines:
    """MR chart (moving ranges): their mean, from 0 to D4 times it; never across phases or a missing point."""
    ranges = np.full_like(block.values, np.nan)
    np.abs(np.diff(block.values, axis=1), out=ranges[:, 1:])
    kept = ranges if block.base is None else np.where(block.base, ranges, np.nan)
    centre = given_or(block, means(kept))
    # No margin about the line: runs mean nothing here, so what is counted of them stays as qicharts2 has it.
    return Lines(ranges, centre, np.zeros((centre.size, 1)), (D4 * centre)[:, None])


def c_chart(block: Block) -> Lines:
    """C chart (counts, equal opportunity): mean c, standard deviation sqrt(c), never below 0."""
    centre = given_or(block, means(base_values(block)))
    deviation = np.sqrt(centre)
    lower, upper = around(centre, 3 * deviation)
    return Lines(
        block.values,
        centre,
        np.maximum(lower, 0),
        upper,
        margin=ROUNDING * np.abs(centre),
        deviation=deviation[:, None],
    )


def p_chart(pairs: Pairs) -> Lines:
    """P chart (a share): sum of counts over sum of sizes, sqrt(p(1 - p) / size), within 0 and 1."""
    centre, totals = _pooled(pairs)
    spread = np.sqrt(centre * (1 - centre))
    _set_limits(pairs, centre, 3 * spread, most=1)
    return Lines(pairs.shown, centre, pairs.lower, pairs.upper, totals, ROUNDING * np.abs(centre), spread)


def u_chart(pairs: Pairs) -> Lines:
    """U chart (a rate): sum of counts over sum of opportunities, sqrt(u / size), never below 0."""
    centre, totals = _pooled(pairs)
    spread = np.sqrt(centre)
    _set_limits(pairs, centre, 3 * spread, most=np.inf)
    return Lines(pairs.shown, centre, pairs.lower, pairs.upper, totals, ROUNDING * np.abs(centre), spread)


@dataclass(frozen=True)
class Kind:
    """A kind of chart: how it is computed (draw: from rows of values, pool: from pairs), and its habits.

    title, line: its name and that of its centre line. sizes: whether every count needs a denominator, may
    have one (the ratio is then plotted) or has none. counts_runs: moving ranges follow each other by
    construction, so runs mean nothing on an MR chart. of_subgroups: each point stands for several
    measurements. above_zero: a time of 0 or less is no point. has_zones: its limits stand three standard
    deviations either way, so that rules may read what lies between.
    """

    title: str
    line: str
    draw: Callable[[Block], Lines] | None = None
    pool: Callable[[Pairs], Lines] | None = None
    sizes: Literal["needed", "taken", "none"] = "taken"
    counts_runs: bool = True
    of_subgroups: bool = False
    above_zero: bool = False
    has_zones: bool = False

    @property
    def needs_sizes(self) -> bool:
        """Whether every count needs a denominator."""
        return self.sizes == "needed"

    @property
    def takes_sizes(self) -> bool:
        """Whether there may be denominators."""
        return self.sizes != "none"


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "run": Kind(words("Run chart"), words("Median"), run_chart),
        "i": Kind(words("I chart"), words("Mean"), i_chart, has_zones=True),
        "mr": Kind(words("MR chart"), words("Mean"), mr_chart, counts_runs=False),
        "xbar": Kind(
            words("X̄ chart"), words("Mean"), xbar_chart, sizes="none", of_subgroups=True, has_zones=True
        ),
        "s": Kind(words("S chart"), words("Mean"), s_chart, sizes="none", of_subgroups=True),
        "t": Kind(words("T chart"), words("Mean"), t_chart, sizes="none", above_zero=True),
        "p": Kind(words("P chart"), words("Mean"), pool=p_chart, sizes="needed", has_zones=True),
        "pp": Kind(words("P′ chart"), words("Mean"), pp_chart, sizes="needed", has_zones=True),
        "c": Kind(words("C chart"), words("Mean"), c_chart, sizes="none", has_zones=True),
        "u": Kind(words("U chart"), words("Mean"), pool=u_chart, sizes="needed", has_zones=True),
        "up": Kind(words("U′ chart"), words("Mean"), up_chart, sizes="needed", has_zones=True),
        "g": Kind(words("G chart"), words("Median"), g_chart, sizes="none"),
    }
)


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
    centre = given_or(pairs, above / below)
    if pairs.given is not None:
        # No sums stand behind a given line: NaN settles no tie.
        above = np.where(np.isnan(pairs.given), above, np.nan)
    return centre, (above, below)


def _set_limits(pairs: Pairs, centre: Floats, reach: Floats, most: float) -> None:
    """Limits of each point from its own size, from 0 to the most there is; none where there is no point."""
    middle, each = pairs.each(centre), np.sqrt(pairs.sizes, out=pairs.upper)
    np.divide(pairs.each(reach), each, out=each)
    np.subtract(middle, each, out=pairs.lower)
    np.add(middle, each, out=pairs.upper)
    # No limit stands further out than that of the least size: where even those stay within, none need be cut.
    furthest = reach / np.sqrt(pairs.least) if pairs.whole else np.full_like(reach, np.nan)
    if not (centre - furthest >= 0).all():
        np.maximum(pairs.lower, 0, out=pairs.lower)
    if most < np.inf and not (centre + furthest <= most).all():
        np.minimum(pairs.upper, most, out=pairs.upper)
