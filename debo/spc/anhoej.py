"""The Anhøj rules: an unusually long run, or unusually few crossings of the line.

Source: Anhøj and Olesen 2014, PLOS ONE 9(11): e113825; the longest run's limit is Schilling's (2012), the
crossings' is the lower 5 % point of the binomial distribution. About 3 to 4 in 100 charts of mere noise
carry a signal, whatever their length (docs/charts.md). Valid from about 10 useful points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from .batch import Bools
from .runs import Counts, RunCounts

NAME: Final = "anhoej"
VERSION: Final = "2014"
# Kept exact up to here, more than five years of days; whole numbers of a million digits would take minutes.
TABLE_POINTS: Final = 2_048


@dataclass(frozen=True)
class AnhoejVerdict:
    """Per phase: the limits for its number of useful points, and whether either is passed."""

    longest_run_max: Counts
    crossings_min: Counts
    long_run: Bools
    few_crossings: Bools

    @property
    def signal(self) -> Bools:
        """Whether either rule is passed."""
        return self.long_run | self.few_crossings


def judge(counts: RunCounts) -> AnhoejVerdict:
    """Hold the counts against the limits for as many useful points; none useful, no signal."""
    run_limits, crossing_limits = _tables()
    within = np.minimum(counts.n_useful, TABLE_POINTS)
    longest_run_max, crossings_min = run_limits[within], crossing_limits[within]
    for n in np.unique(counts.n_useful[counts.n_useful > TABLE_POINTS]):
        longest_run_max[counts.n_useful == n] = longest_run_limit(int(n))
        crossings_min[counts.n_useful == n] = _crossing_limit_of_many(int(n))
    return AnhoejVerdict(
        longest_run_max,
        crossings_min,
        counts.longest_run > longest_run_max,
        counts.crossings < crossings_min,
    )


@cache
def _tables() -> tuple[Counts, Counts]:
    """Limits of the longest run and of the crossings for 0, 1, … TABLE_POINTS useful points."""
    runs = [0, *(longest_run_limit(n) for n in range(1, TABLE_POINTS + 1))]
    return np.array(runs, np.int32), np.array([0, *crossing_limits(TABLE_POINTS)], np.int32)


def longest_run_limit(n_useful: int) -> int:
    """The longest run that is still ordinary: round(log2 n) + 3.

    In whole numbers, because n is rounded up exactly when n squared has reached the next odd power of 2.
    """
    return (n_useful * n_useful).bit_length() // 2 + 3


def crossing_limits(most: int) -> list[int]:
    """The fewest crossings that are still ordinary, for 1, 2, … useful points: 5 % point of Bin(n - 1, 1/2).

    Exact: the limit x is the smallest with 20 * (C(m, 0) + … + C(m, x)) >= 2^m, kept up from m to m + 1 by
    the rule of Pascal's triangle.
    """
    limits, fewest, term, total = [0], 0, 1, 1
    for m in range(1, most):
        # S(m, x) = 2 S(m - 1, x) - C(m - 1, x), and C(m, x) from C(m - 1, x).
        total = 2 * total - term
        term = term * m // (m - fewest)
        while 20 * total < 1 << m:
            term = term * (m - fewest) // (fewest + 1)
            fewest += 1
            total += term
        limits.append(fewest)
    return limits


def _crossing_limit_of_many(n_useful: int) -> int:
    """Sum the binomial distribution in floats, from 8 standard deviations below its middle."""
    m = n_useful - 1
    first = max(int(m / 2 - 4 * math.sqrt(m)), 0)
    counts = range(first, m // 2 + 1)
    whole = math.lgamma(m + 1) - m * math.log(2)
    terms = [math.exp(whole - math.lgamma(x + 1) - math.lgamma(m - x + 1)) for x in counts]
    return first + int(np.searchsorted(np.cumsum(terms), 0.05))
