"""Subgroups, rare events and Laney's charts: numbers from tables, from publications and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from debo.spc.answer import answer_all
from debo.spc.subgroups import c4, group


@pytest.mark.parametrize(
    ("n", "factor", "a3", "b3", "b4"),
    [
        # Montgomery, Introduction to Statistical Quality Control, 7th ed., appendix VI.
        (2, 0.7979, 2.659, 0, 3.267),
        (3, 0.8862, 1.954, 0, 2.568),
        (5, 0.9400, 1.427, 0, 2.089),
        (6, 0.9515, 1.287, 0.030, 1.970),
        (10, 0.9727, 0.975, 0.284, 1.716),
        (25, 0.9896, 0.606, 0.565, 1.435),
    ],
)
def test_the_factors_are_those_of_the_printed_table(
    n: int, factor: float, a3: float, b3: float, b4: float
) -> None:
    found = float(c4(np.array([float(n)]))[0])
    assert found == pytest.approx(factor, abs=5e-5)
    assert 3 / (found * math.sqrt(n)) == pytest.approx(a3, abs=6e-4)
    reach = 3 * math.sqrt(1 - found**2) / found
    assert max(0, 1 - reach) == pytest.approx(b3, abs=6e-4)
    assert 1 + reach == pytest.approx(b4, abs=6e-4)


def test_very_large_subgroups_have_the_limit_of_the_factor() -> None:
    exact = math.exp(0.5 * math.log(2 / 29_999) + math.lgamma(15_000) - math.lgamma(29_999 / 2))
    assert float(c4(np.array([30_000.0]))[0]) == pytest.approx(exact, rel=1e-9)
    assert np.isnan(c4(np.array([0.0, 1.0, np.nan]))).all()


def test_measurements_are_taken_together_by_point() -> None:
    """By hand: 2, 4, 6 have mean 4 and deviation 2; 5 alone has none; nothing at all is no point."""
    found = group(np.array([2.0, 4, 6, 5, np.nan]), np.array([0, 3, 4, 5, 5]))
    assert found.means[:2].tolist() == [4, 5]
    assert found.deviations[0] == 2
    assert np.isnan(found.deviations[1:]).all()
    assert np.isnan(found.means[2:]).all()
    assert found.measured.tolist() == [3, 1, 0, 0]


def test_subgroups_by_hand() -> None:
    """Means 4 and 6, deviations 2 (n = 3): line 5, limits 5 ± 1.954 × 2; the S chart 2, 0 and 2.568 × 2."""
    request = {"x": [1, 1, 1, 2, 2, 2], "y": [2, 4, 6, 4, 6, 8]}
    means, deviations = answer_all([request | {"chart": "xbar"}, request | {"chart": "s"}])
    assert means["points"]["value"] == [4, 6]
    assert means["points"]["centre"] == [5, 5]
    assert means["points"]["upper"] == pytest.approx([5 + 1.954 * 2] * 2, abs=2e-3)
    assert means["points"]["lower"] == pytest.approx([5 - 1.954 * 2] * 2, abs=2e-3)
    assert deviations["points"]["value"] == [2, 2]
    assert deviations["points"]["lower"] == [0, 0]
    assert deviations["points"]["upper"] == pytest.approx([2.568 * 2] * 2, abs=2e-3)


def test_cases_between_by_hand() -> None:
    """Mean 4 of 2, 4, 6: 4 + 3 √20; the line is the median, and 0.693 of a mean that was given."""
    free, given = answer_all([{"chart": "g", "y": [2, 4, 6]}, {"chart": "g", "y": [2, 4, 6], "centre": 10}])
    assert free["points"]["centre"] == [4, 4, 4]
    assert free["points"]["upper"] == pytest.approx([4 + 3 * math.sqrt(20)] * 3)
    assert free["points"]["lower"] == [0, 0, 0]
    assert given["points"]["centre"] == pytest.approx([6.93] * 3)
    assert given["points"]["upper"] == pytest.approx([10 + 3 * math.sqrt(110)] * 3)


def test_time_between_by_hand() -> None:
    """Roots 1, 2, 1: mean 4/3, moving range 1, limit 4/3 + 3/1.128; all raised to 3.6."""
    [found] = answer_all([{"chart": "t", "y": [1, 2**3.6, 1]}])
    assert found["points"]["value"] == pytest.approx([1, 2**3.6, 1])
    assert found["points"]["centre"] == pytest.approx([(4 / 3) ** 3.6] * 3)
    assert found["points"]["upper"] == pytest.approx([(4 / 3 + 3 / 1.128) ** 3.6] * 3)
    assert found["points"]["lower"] == [0, 0, 0]


def test_a_time_of_nothing_is_refused_with_the_reason() -> None:
    refused, whole = answer_all(
        [{"chart": "t", "y": [3, 0], "x": ["May", "June"]}, {"chart": "t", "y": [3, 1]}]
    )
    assert refused["error"].startswith("June: 0 is no time")
    assert "error" not in whole


def test_laneys_limits_by_hand() -> None:
    """1 and 3 of 4: p = ½, deviation ¼, z −1 and 1, moving range 2; ½ ± 3 × ¼ × 2/1.128, cut at 0 and 1."""
    pp, up = answer_all(
        [{"chart": "pp", "y": [1, 3], "n": [4, 4]}, {"chart": "up", "y": [7, 9, 7], "n": [4, 4, 4]}]
    )
    assert pp["points"]["centre"] == [0.5, 0.5]
    assert (pp["points"]["lower"], pp["points"]["upper"]) == ([0, 0], [1, 1])
    # u = 23/12; both steps are 0.5 ÷ √(u/4), so the reach is 3 × 0.5 ÷ 1.128 whatever u.
    assert up["points"]["upper"] == pytest.approx([23 / 12 + 1.5 / 1.128] * 3)
    assert up["points"]["lower"] == pytest.approx([23 / 12 - 1.5 / 1.128] * 3)
