"""Charts of rare events: what lies between two of them, as time (T) or as cases without one (G).

Sources: Nelson, A control chart for parts-per-million nonconforming items, J Qual Technol 26 (1994): times
between events are Weibull-like and y^(1/3.6) is nearly normal; Benneyan, Number-between g-type statistical
quality control charts, Health Care Manag Sci 4 (2001): cases between events are geometric.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from .batch import Floats
from .lines import ROUNDING, Block, Lines, around, base_values, given_or, mean_moving_range, means, medians

# Nelson 1994: the power that makes exponential times nearly normal.
POWER: Final = 3.6
# Median of a geometric distribution over its mean, well above 1: ln 2 (Provost and Murray, chapter 7).
MEDIAN_OF_MEAN: Final = 0.693


def t_chart(block: Block) -> Lines:
    """T chart (time between events): an I chart of y^(1/3.6), raised back; the lower limit never below 0.

    Times of 0 or less are no point. A given line is a time.
    """
    times = np.where(block.values > 0, block.values, np.nan)
    given = None if block.given is None else block.given ** (1 / POWER)
    straight = Block(times ** (1 / POWER), block.base, given, block.screen_mr)
    centre = given_or(straight, means(base_values(straight)))
    lower, upper = around(centre, 3 * mean_moving_range(straight) / 1.128)
    line = centre**POWER
    low = np.where(lower > 0, lower, 0.0) ** POWER
    # One bit of the root is 3.6 bits of the time.
    return Lines(times, line, low, upper**POWER, margin=4 * ROUNDING * line)


def g_chart(block: Block) -> Lines:
    """G chart (cases between events): the median as the line, limits 3 sqrt(m (m + 1)) from the mean m.

    A given line is a mean; the line drawn is then 0.693 of it, its median.
    """
    mean = means(base_values(block))
    middle = medians(base_values(block))
    if block.given is not None:
        is_given = ~np.isnan(block.given)
        mean = np.where(is_given, block.given, mean)
        middle = np.where(is_given, MEDIAN_OF_MEAN * block.given, middle)
    lower, upper = _never_below_zero(*around(mean, 3 * np.sqrt(mean * (mean + 1))))
    return Lines(block.values, middle, lower, upper)


def _never_below_zero(lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    return np.maximum(lower, 0), upper
