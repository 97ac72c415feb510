"""P′ and U′: shares and rates of very large denominators, whose spread is more than chance alone gives.

Source: Laney, Improved control charts for attributes, Qual Eng 14 (2002). Each point is expressed in its own
standard deviations, z; the mean moving range of z says how much wider than by chance the points lie.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .batch import Floats
from .lines import D2, ROUNDING, Block, Lines, given_or, mean_moving_range


def pp_chart(block: Block) -> Lines:
    """P′ chart: sqrt(p (1 - p) / size) times the spread of z; limits within 0 and 1."""
    return _laney(block, lambda centre: centre * (1 - centre), most=1)


def up_chart(block: Block) -> Lines:
    """U′ chart: sqrt(u / size) times the spread of z; never below 0."""
    return _laney(block, lambda centre: centre)


def _laney(block: Block, variance: Callable[[Floats], Floats], most: float = np.inf) -> Lines:
    if block.sizes is None:
        raise ValueError("A P′ or U′ chart needs a denominator for every count.")
    known = ~np.isnan(block.values)
    sizes = np.where(known, block.sizes, np.nan)
    used = known if block.base is None else known & block.base
    below = np.where(used, sizes, 0.0).sum(axis=1)
    above = np.where(used, block.values * sizes, 0.0).sum(axis=1)
    centre = given_or(block, above / below)
    deviation = np.sqrt(variance(centre)[:, None] / sizes)
    z = (block.values - centre[:, None]) / deviation
    spread = mean_moving_range(Block(z, block.base, None, block.screen_mr)) / D2
    reach = 3 * deviation * spread[:, None]
    lower = np.maximum(centre[:, None] - reach, 0)
    upper = np.minimum(centre[:, None] + reach, most)
    return Lines(block.values, centre, lower, upper, margin=ROUNDING * np.abs(centre), deviation=reach / 3)
