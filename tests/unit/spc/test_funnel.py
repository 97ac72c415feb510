"""Funnels: by hand, a plain exact second answer, and what must never be seen in one."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.spc.answer import answer_all
from debo.spc.batch import join_series
from debo.spc.draw_funnel import draw_funnel
from debo.spc.funnel import INNER, OUTER, funnel_limits, read_funnels

ONE = np.ones(1)


def limits(centre: float, size: float, tail: float, kind: str = "share") -> tuple[float, float]:
    lower, upper = funnel_limits(ONE * centre, ONE * size, tail, kind)
    return float(lower[0]), float(upper[0])


def test_two_cases_by_hand() -> None:
    """Bin(2, ½) has ¼, ½, ¼. Above: r = 2, a = (1 - 0.975) / ¼ = 0.1, (2 - 0.1) / 2; below -0.9 / 2: 0."""
    assert limits(0.5, 2, INNER) == pytest.approx((0, 0.95), abs=1e-12)


def test_one_expected_event_by_hand() -> None:
    """Poisson(1): F(2) = 2.5/e = 0.91970, F(3) = 0.98101; a = (0.98101 - 0.975) / 0.06131 = 0.0980."""
    lower, upper = limits(1, 1, INNER, "rate")
    last = math.exp(-1) / 6
    assert upper == pytest.approx(3 - (8 / 3 * math.exp(-1) - 0.975) / last, rel=1e-12)
    assert lower == 0


@given(st.integers(1, 60), st.fractions(0, 1, max_denominator=40), st.sampled_from([INNER, OUTER]))
@settings(max_examples=200, deadline=None)
def test_exact_binomial_limits(n: int, p: Fraction, tail: float) -> None:
    chances = [math.comb(n, r) * p**r * (1 - p) ** (n - r) for r in range(n + 1)]
    wanted = [plain_limit(chances, Fraction(one)) / n for one in (tail, 1 - Fraction(tail))]
    lower, upper = limits(float(p), n, tail)
    assert lower == pytest.approx(max(0.0, float(wanted[0])), abs=1e-9)
    assert upper == pytest.approx(min(1.0, float(wanted[1])), abs=1e-9)


def plain_limit(chances: list[Fraction], tail: Fraction) -> Fraction:
    """Spiegelhalter 2005, A.1.1, in whole fractions."""
    below = Fraction(0)
    for r, chance in enumerate(chances):
        if below + chance > tail:
            return r - (below + chance - tail) / chance
        below += chance
    return Fraction(len(chances) - 1)


@pytest.mark.parametrize("mean", [0.01, 0.7, 3.5, 40.0])
@pytest.mark.parametrize("tail", [INNER, OUTER])
def test_poisson_limits_summed_plainly(mean: float, tail: float) -> None:
    chances = [math.exp(-mean + r * math.log(mean) - math.lgamma(r + 1)) for r in range(400)]
    wanted = []
    for share in (tail, 1 - tail):
        below = 0.0
        for r, chance in enumerate(chances):
            if below + chance > share:
                wanted.append(r - (below + chance - share) / chance)
                break
            below += chance
    lower, upper = limits(mean / 7, 7, tail, "rate")
    assert (lower * 7, upper * 7) == pytest.approx((max(0.0, wanted[0]), wanted[1]), rel=1e-6, abs=1e-9)


def test_large_facilities_have_the_normal_limits() -> None:
    """n = 1,000,000, p = 0.3: 1.960 and 3.090 standard deviations, to a tenth of one in a thousand."""
    spread = math.sqrt(0.3 * 0.7 / 1e6)
    for tail, deviations in ((INNER, 1.959964), (OUTER, 3.090232)):
        lower, upper = limits(0.3, 1e6, tail)
        assert (upper - 0.3) / spread == pytest.approx(deviations, rel=2e-3)
        assert (0.3 - lower) / spread == pytest.approx(deviations, rel=2e-3)


def test_limits_are_the_same_in_any_company() -> None:
    sizes = np.array([3.0, 5_000, 40, 1, np.nan, 800])
    crowd = funnel_limits(np.full(6, 0.2), sizes, OUTER)
    for i, size in enumerate(sizes):
        if np.isnan(size):
            assert np.isnan([crowd[0][i], crowd[1][i]]).all()
        else:
            assert limits(0.2, size, OUTER) == pytest.approx((crowd[0][i], crowd[1][i]), rel=1e-12)


def test_the_middle_is_the_sum_over_the_sum_and_each_series_its_own() -> None:
    found = read_funnels(join_series([[1, 9, None], [0, 0]], [[10, 10, 10], [5, 0]]))
    assert found.centre.tolist() == [0.5, 0]
    assert np.isnan(found.values[[2, 4]]).all()
    assert not found.outside[[2, 4]].any()
    given = read_funnels(join_series([[1, 9]], [[10, 10]]), centre=np.array([0.1]))
    assert given.outside.tolist() == [False, True]


@pytest.mark.parametrize(
    ("y", "n", "kind", "words"),
    [
        ([5], [4], "share", "no count is larger"),
        ([0.5], [4], "share", "whole numbers"),
        ([1], [4.5], "share", "whole numbers"),
        ([1], [4], "mean", "not of “mean”"),
        ([1], None, "share", "needs a denominator"),
    ],
)
def test_what_is_no_funnel(y: list[float], n: list[float] | None, kind: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_funnels(join_series([y], None if n is None else [n]), kind)


REQUEST = {"name": "births", "chart": "funnel", "x": ["Adama", "Bekoji"], "y": [30, 2], "n": [40, 40]}


def test_facilities_keep_their_order_and_have_no_name_unless_released() -> None:
    plain, named = answer_all([REQUEST, REQUEST | {"named": True}])
    assert plain["points"]["unit"] == [1, 2]
    assert "Adama" not in str(plain)
    assert "Adama" not in draw_funnel(plain)
    assert named["points"]["unit"] == ["Adama", "Bekoji"]
    assert "Adama" in draw_funnel(named)


def test_the_reading_asks_and_does_not_judge() -> None:
    odd, even, none = answer_all([REQUEST, REQUEST | {"y": [20, 18]}, REQUEST | {"n": [0, 0]}])
    assert odd["reading_key"] == "funnel_outside"
    assert odd["reading"].startswith("Worth asking about: 2 of 2")
    assert even["reading"] == "Ordinary variation: all 2 lie where chance alone would put them."
    assert none["reading"] == "No facility has a figure yet."
    assert "<svg" in draw_funnel(none)


def test_a_rate_is_found_out_and_bad_requests_are_said() -> None:
    assert answer_all([REQUEST | {"y": [50, 60]}])[0]["measure"] == "rate"
    for wrong, words in (
        ({"n": None}, "needs “n”"),
        ({"y": [], "n": []}, "no point"),
        ({"measure": "count"}, "not of “count”"),
        ({"named": True, "x": ["one"]}, "as many as"),
    ):
        assert words in answer_all([REQUEST | wrong])[0]["error"]


def test_dots_are_told_apart_by_a_ring_and_never_by_colour() -> None:
    svg = draw_funnel(answer_all([REQUEST])[0])
    assert svg.count('r="3.6"') == 2
    assert svg.count('r="6.4"') == 2
    fills = set(re.findall(r'<circle [^>]*r="3\.6" fill="(#[0-9a-f]{6})"', svg))
    assert len(fills) == 1


#: clinical-qikit 0.5.0, another program's exact limits of tests/fixtures/sudden_deaths.csv: for four counties
#: the outer lower, inner lower, inner upper, outer upper; then the sums of the outer ones over all hundred.
ANOTHER = {
    "share": (
        {
            0: (0.0, 0.0, 0.00458462663, 0.007010647564),
            25: (0.0009922030447, 0.001326667615, 0.002711196339, 0.003167120461),
            44: (0.0, 0.0, 0.007501239948, 0.01399064469),
            67: (0.001121105547, 0.001420569786, 0.002619827136, 0.003006487426),
        },
        (0.011938836467980751, 0.6078065904161025),
    ),
    "rate": (
        {
            0: (0.0, 0.0, 0.004591665215, 0.007019754005),
            25: (0.0009916368351, 0.001326092486, 0.002711920295, 0.003168772764),
            44: (0.0, 0.0, 0.007507633806, 0.01404023691),
            67: (0.00112051051, 0.001420024272, 0.002620510239, 0.00300752406),
        },
        (0.011913941456467689, 0.6086084273831149),
    ),
}


@pytest.mark.parametrize("kind", ANOTHER)
def test_another_program_has_the_same_limits_of_a_hundred_counties(kind: str) -> None:
    path = Path(__file__).parents[2] / "fixtures" / "sudden_deaths.csv"
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")][1:]
    batch = join_series([[float(row[1]) for row in rows]], [[float(row[2]) for row in rows]])
    found, (counties, sums) = read_funnels(batch, kind), ANOTHER[kind]
    assert (found.outer[0].sum(), found.outer[1].sum()) == pytest.approx(sums, rel=1e-9)
    for place, wanted in counties.items():
        limits = found.outer[0], found.inner[0], found.inner[1], found.outer[1]
        assert [one[place] for one in limits] == pytest.approx(wanted, rel=1e-9, abs=1e-12)
