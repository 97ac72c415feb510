"""The limits of the rule sets, from their definitions and from published tables."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from debo.spc import anhoej, ihi
from debo.spc.runs import RunCounts

# Useful points: longest ordinary run, fewest ordinary crossings. Values of qicharts2 0.8.1, and the
# formulae of Anhøj and Olesen 2014 worked out by hand.
ANHOEJ_TABLE = {
    10: (6, 2), 11: (6, 2), 12: (7, 3), 13: (7, 3), 14: (7, 4), 15: (7, 4), 16: (7, 4), 17: (7, 5),
    18: (7, 5), 19: (7, 6), 20: (7, 6), 21: (7, 6), 22: (7, 7), 23: (8, 7), 24: (8, 8), 25: (8, 8),
    26: (8, 8), 27: (8, 9), 28: (8, 9), 29: (8, 10), 30: (8, 10), 36: (8, 13),
}  # fmt: skip


def counts(n_useful: int, longest_run: int, crossings: int) -> RunCounts:
    return RunCounts(*(np.array([number], np.int32) for number in (n_useful, longest_run, crossings)))


@pytest.mark.parametrize(("n", "limits"), ANHOEJ_TABLE.items())
def test_anhoej_limits_are_the_published_ones(n: int, limits: tuple[int, int]) -> None:
    longest, fewest = limits
    ordinary = anhoej.judge(counts(n, longest, fewest))
    assert (ordinary.longest_run_max[0], ordinary.crossings_min[0]) == limits
    assert not ordinary.signal[0]
    assert anhoej.judge(counts(n, longest + 1, fewest)).long_run[0]
    assert anhoej.judge(counts(n, longest, fewest - 1)).few_crossings[0]


def test_the_limit_of_the_longest_run_steps_at_the_square_root_of_two() -> None:
    # round(log2 n): 2^3.5 = 11.3, 2^4.5 = 22.6, 2^5.5 = 45.3, 2^6.5 = 90.5.
    assert [anhoej.longest_run_limit(n) for n in (1, 2, 11, 12, 22, 23, 45, 46, 90, 91)] == [
        3, 4, 6, 7, 7, 8, 8, 9, 9, 10,
    ]  # fmt: skip


def test_the_limit_of_crossings_is_the_five_percent_point_of_the_binomial() -> None:
    for n, limit in enumerate(anhoej.crossing_limits(150), start=1):
        m = n - 1
        assert 20 * sum(comb(m, x) for x in range(limit + 1)) >= 2**m
        assert limit == 0 or 20 * sum(comb(m, x) for x in range(limit)) < 2**m


def test_more_useful_points_than_the_table_holds() -> None:
    # 5 % point of Bin(2999, 1/2), near 1499.5 - 1.6449 * 27.38 = 1454.5; exact sums on either side.
    m, limit = 2_999, 1_454
    below = sum(comb(m, x) for x in range(limit))
    assert 20 * below < 2**m <= 20 * (below + comb(m, limit))
    verdict = anhoej.judge(counts(m + 1, 16, limit))
    assert (verdict.longest_run_max[0], verdict.crossings_min[0], verdict.signal[0]) == (15, limit, True)


def test_no_useful_point_is_no_signal() -> None:
    assert not anhoej.judge(counts(0, 0, 0)).signal[0]
    assert not ihi.judge(counts(0, 0, 0), np.array([1], np.int32)).signal[0]


def runs_distribution(n: int) -> dict[int, int]:
    """Orders of n//2 points above and the rest below with so many runs (Swed and Eisenhart 1943)."""
    one, other, ways = n // 2, n - n // 2, {}
    for runs in range(2, n + 1):
        half = runs // 2
        if runs % 2 == 0:
            ways[runs] = 2 * comb(one - 1, half - 1) * comb(other - 1, half - 1)
        else:
            ways[runs] = comb(one - 1, half) * comb(other - 1, half - 1)
            ways[runs] += comb(one - 1, half - 1) * comb(other - 1, half)
    return ways


@pytest.mark.parametrize("n", range(10, 61))
def test_the_stored_runs_table_leaves_at_most_a_fortieth_in_each_tail(n: int) -> None:
    ways, (fewest, most) = runs_distribution(n), ihi.RUNS_TABLE[n - ihi.FEWEST_POINTS]
    total = sum(ways.values())
    assert total == comb(n, n // 2)
    assert (
        40 * sum(ways[r] for r in ways if r < fewest)
        <= total
        < 40 * sum(ways[r] for r in ways if r <= fewest)
    )
    assert 40 * sum(ways[r] for r in ways if r > most) <= total < 40 * sum(ways[r] for r in ways if r >= most)


def test_ihi_rules_apply_at_their_published_numbers() -> None:
    trend = np.array([4], np.int32)
    assert ihi.judge(counts(24, 5, 10), trend).signal.tolist() == [False]
    assert ihi.judge(counts(24, 6, 10), trend).shift.tolist() == [True]
    assert ihi.judge(counts(24, 5, 10), trend + 1).trend.tolist() == [True]
    # 24 useful points: 8 to 18 runs are ordinary, and runs are crossings + 1.
    assert ihi.judge(counts(24, 5, 6), trend).too_few_runs.tolist() == [True]
    assert ihi.judge(counts(24, 5, 18), trend).too_many_runs.tolist() == [True]


@pytest.mark.parametrize("n", [9, 61, 500])
def test_outside_its_table_the_number_of_runs_says_nothing(n: int) -> None:
    verdict = ihi.judge(counts(n, 5, 1), np.array([1], np.int32))
    assert not verdict.signal[0]
    assert (verdict.runs_min[0], verdict.runs_max[0]) == (0, 0)
