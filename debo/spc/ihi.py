"""The run chart rules taught by the Institute for Healthcare Improvement: shift, trend, number of runs.

Source: Perla, Provost and Murray 2011, BMJ Quality & Safety 20: 46-51. An astronomical point is a human
judgement and is not computed. The four together call 37 in 100 charts of mere noise unusual at 24 points and
80 in 100 at 60 (docs/charts.md), so Debo shows them on request and words them as a question.

The table of too few and too many runs is our own: the exact distribution of the number of runs when half
the useful points lie on each side (Swed and Eisenhart 1943), 2.5 % in each tail. Printed tables differ from
it, and from each other, by one here and there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from .batch import Bools
from .runs import Counts, RunCounts

NAME: Final = "ihi"
VERSION: Final = "2011, exact runs table"
SHIFT_POINTS: Final = 6
TREND_POINTS: Final = 5

# Fewest and most runs that are still ordinary, for 10 useful points and on; ten to a line.
FEWEST_POINTS: Final = 10
# fmt: off
RUNS_TABLE: Final = (
    (3, 9), (4, 9), (4, 10), (4, 11), (4, 12), (5, 12), (5, 13), (6, 13), (6, 14), (6, 15),
    (7, 15), (7, 16), (8, 16), (8, 17), (8, 18), (9, 18), (9, 19), (10, 19), (10, 20), (10, 21),
    (11, 21), (11, 22), (12, 22), (12, 23), (12, 24), (13, 24), (13, 25), (14, 25), (14, 26), (14, 26),
    (15, 27), (15, 28), (16, 28), (16, 29), (17, 29), (17, 30), (17, 31), (18, 31), (18, 32), (19, 32),
    (19, 33), (20, 33), (20, 34), (20, 35), (21, 35), (21, 36), (22, 36), (22, 37), (23, 37), (23, 38),
    (24, 38),
)
# fmt: on


@dataclass(frozen=True)
class IhiVerdict:
    """Per phase: the longest trend, the runs and their table, and which rules are passed.

    runs_min, runs_max: 0 where the table has no row for so many useful points, and then neither rule applies.
    """

    longest_trend: Counts
    runs: Counts
    runs_min: Counts
    runs_max: Counts
    shift: Bools
    trend: Bools
    too_few_runs: Bools
    too_many_runs: Bools

    @property
    def signal(self) -> Bools:
        """Whether any rule is passed."""
        return self.shift | self.trend | self.too_few_runs | self.too_many_runs


def judge(counts: RunCounts, longest_trend: Counts) -> IhiVerdict:
    """Hold the counts against the three rules."""
    runs = np.where(counts.n_useful > 0, counts.crossings + 1, 0).astype(np.int32)
    table = np.zeros((FEWEST_POINTS + len(RUNS_TABLE) + 1, 2), np.int32)
    table[FEWEST_POINTS:-1] = RUNS_TABLE
    fewest, most = table[np.minimum(counts.n_useful, len(table) - 1)].T
    return IhiVerdict(
        longest_trend,
        runs,
        fewest,
        most,
        shift=counts.longest_run >= SHIFT_POINTS,
        trend=longest_trend >= TREND_POINTS,
        too_few_runs=runs < fewest,
        too_many_runs=(most > 0) & (runs > most),
    )
