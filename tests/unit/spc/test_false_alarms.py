"""How often noise passes the Anhøj rules: against every order written out, and against published numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, groupby
from math import comb

import numpy as np
import pytest

from debo.spc.anhoej import crossing_limits, longest_run_limit
from debo.spc.false_alarms import adjust, compositions, count_orders, false_alarms, p_values

#: Sides of up to twelve useful points: 12 over 6 has 924 orders.
SIDES = [(6, 6), (5, 5), (7, 4), (6, 5), (9, 2), (10, 1), (1, 1), (3, 0), (11, 0)]


def every_order(above: int, below: int) -> list[tuple[int, int]]:
    """Longest run and number of runs of each order, counted one by one."""
    found = []
    for places in combinations(range(above + below), above):
        sides = [place in places for place in range(above + below)]
        runs = [len(list(run)) for _, run in groupby(sides)]
        found.append((max(runs), len(runs)))
    return found


def numbers(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, np.int64)


@pytest.mark.parametrize(("above", "below"), SIDES)
def test_orders_are_counted_as_if_written_out(above: int, below: int) -> None:
    orders = every_order(above, below)
    for longest in range(1, above + below + 1):
        for fewest in range(1, above + below + 1):
            expected = sum(run <= longest and runs >= fewest for run, runs in orders)
            assert count_orders(above, below, longest, fewest) == expected


def test_runs_of_a_side_are_written_out() -> None:
    # Six points as three runs of one to three: 1+2+3 in any order, 2+2+2, 3+... as 1+2+3; by hand 7.
    assert compositions(6, 3, 3) == 7
    assert compositions(4, 4, 1) == 1
    assert compositions(5, 2, 2) == 0
    assert compositions(0, 0, 3) == 1


@pytest.mark.parametrize(("above", "below"), SIDES)
def test_a_false_alarm_is_an_order_that_passes_a_rule(above: int, below: int) -> None:
    useful = above + below
    limit, fewest = longest_run_limit(useful), crossing_limits(useful)[-1]
    passed = sum(run > limit or runs - 1 < fewest for run, runs in every_order(above, below))
    expected = Fraction(passed, comb(useful, above))
    assert false_alarms(numbers(above), numbers(below)).tolist() == [float(expected)]
    assert false_alarms(numbers(below), numbers(above)).tolist() == [float(expected)]


@pytest.mark.parametrize(
    ("points", "anhoej", "shift", "too_few", "too_many"),
    # 400,000 simulated series a row, by this project and by another program (docs/rules.md, docs/charts.md).
    [
        (12, 1.3, 1.3, 1.3, 1.35),
        (24, 3.1, 15.7, 0.95, 1.0),
        (36, 4.3, 30.2, 1.3, 1.4),
        (60, 4.4, 53.2, 2.5, 2.45),
    ],
)
def test_the_exact_shares_are_those_of_the_simulations(
    points: int, anhoej: float, shift: float, too_few: float, too_many: float
) -> None:
    half = points // 2
    assert false_alarms(numbers(half), numbers(half))[0] * 100 == pytest.approx(anhoej, abs=0.1)
    orders = comb(points, half)
    assert 100 * (1 - count_orders(half, half, 5) / orders) == pytest.approx(shift, abs=0.2)
    low, high = {12: (4, 10), 24: (8, 18), 36: (13, 25), 60: (24, 38)}[points]
    assert 100 * (1 - count_orders(half, half, half, low) / orders) == pytest.approx(too_few, abs=0.1)
    assert 100 * count_orders(half, half, half, high + 1) / orders == pytest.approx(too_many, abs=0.1)


@pytest.mark.parametrize(("above", "below"), SIDES)
def test_a_p_value_is_the_share_of_orders_at_least_as_surprising(above: int, below: int) -> None:
    orders = every_order(above, below)
    rarity = {
        (longest, runs): min(sum(one >= longest for one, _ in orders), sum(one <= runs for _, one in orders))
        for longest, runs in set(orders)
    }
    for longest, runs in sorted(rarity):
        expected = sum(rarity[one] <= rarity[longest, runs] for one in orders) / len(orders)
        found = p_values(numbers(above), numbers(below), numbers(longest), numbers(runs - 1))
        assert found.tolist() == [expected]


def test_noise_has_a_small_p_value_no_more_often_than_it_says() -> None:
    orders = every_order(7, 5)
    longest, runs = (numbers(*one) for one in zip(*orders, strict=True))
    sides = np.ones(len(orders), np.int64)
    p = p_values(7 * sides, 5 * sides, longest, runs - 1)
    for level in sorted(set(p.tolist())):
        assert np.mean(p <= level) <= level + 1e-12


def test_points_all_on_one_side_surprise_nobody() -> None:
    # A month's deaths, mostly none: the median is 0, and whatever lies off it lies above.
    assert p_values(numbers(14), numbers(0), numbers(14), numbers(0)).tolist() == [1.0]
    assert false_alarms(numbers(14), numbers(0)).tolist() == [1.0]
    assert p_values(numbers(0), numbers(0), numbers(0), numbers(0)).tolist() == [1.0]
    assert false_alarms(numbers(0), numbers(0)).tolist() == [0.0]


def test_ten_years_of_weeks_are_counted_in_whole_numbers() -> None:
    # At most 5 % by crossings; a run of 13 or more has 508 places to begin, two sides, each below 1 in 8,192.
    assert longest_run_limit(520) == 12
    alarm = false_alarms(numbers(260), numbers(260))[0]
    assert 0.05 < alarm < 0.05 + 2 * 508 / 8192


#: Benjamini and Hochberg 1995, section 4.2: fifteen hypotheses of a trial; at 0.05 the first four go.
TRIAL = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
         0.6528, 0.7590, 1.0]  # fmt: skip


def test_the_published_trial_keeps_four_of_fifteen() -> None:
    adjusted = adjust(np.array(TRIAL), np.ones(15, np.int64))
    assert np.count_nonzero(adjusted <= 0.05) == 4
    assert adjusted[0] == pytest.approx(0.0015)
    assert adjusted[3] == pytest.approx(15 * 0.0095 / 4)


def test_equal_p_values_share_the_last_rank() -> None:
    apart = [0.01, 0.01, 0.01, 0.2, 0.2, 0.9]
    adjusted = adjust(np.array([0.01, 0.2, 0.9]), numbers(3, 2, 1))
    plain = [min(len(apart) * p / sum(one <= p for one in apart) for p in apart if p >= own) for own in apart]
    assert adjusted.tolist() == pytest.approx([plain[0], plain[3], plain[5]])
    assert adjust(np.zeros(0), numbers()).size == 0
    with pytest.raises(ValueError, match="rise"):
        adjust(np.array([0.2, 0.1]), numbers(1, 1))
