"""What is invented has the sizes, the changes and the faults that were asked for."""

from __future__ import annotations

import numpy as np
import pytest

from debo.simulation.inventing import Block, invent
from debo.simulation.plan import Plan, PlanError


def only(plan: Plan) -> Block:
    """The one block of a small plan."""
    (block,) = invent(plan)
    return block


def whole(**wishes: object) -> Block:
    """A thousand facilities of one kind, nothing missing."""
    return only(Plan(facilities=1_000, measures=1, missing=0, **wishes))  # type: ignore[arg-type]


def test_the_same_plan_gives_the_same_figures_and_another_seed_others() -> None:
    one, again, other = (whole(seed=seed, kinds=("count",)) for seed in (5, 5, 6))
    assert np.array_equal(one.reported, again.reported)
    assert not np.array_equal(one.reported, other.reported)


def test_a_facility_has_the_same_figures_among_few_and_among_many() -> None:
    few = list(invent(Plan(facilities=7, measures=2, shift=2, missing=0.2)))
    many = list(invent(Plan(facilities=2_500, measures=2, shift=2, missing=0.2)))
    assert [(block.measure, block.first, block.facilities) for block in many] == [
        *((0, first, size) for first, size in ((0, 1_000), (1_000, 1_000), (2_000, 500))),
        *((1, first, size) for first, size in ((0, 1_000), (1_000, 1_000), (2_000, 500))),
    ]
    np.testing.assert_array_equal(few[0].reported, many[0].reported[:7])
    np.testing.assert_array_equal(few[1].reported, many[3].reported[:7])


@pytest.mark.parametrize("kind", ["share", "count", "rate", "measured"])
def test_a_shift_has_its_size_its_time_and_its_share_of_the_series(kind: str) -> None:
    block = whole(kinds=(kind,), months=20, shift=2, shift_share=0.4, shift_at=13)
    shifted = block.change == 1
    # 1,000 draws at 0.4: four standard deviations are 0.062.
    assert shifted.mean() == pytest.approx(0.4, abs=0.062)
    rise = (block.level[:, 12] - block.level[:, 11]) / block.deviation
    assert np.all(block.level[:, :12] == block.level[:, :1])
    assert np.all(block.level[:, 12:] == block.level[:, 12:13])
    assert np.all(rise[~shifted] == 0)
    # Shares stop short of 1; nothing else stands in the way of two deviations.
    free = shifted & (block.level[:, 12] < 0.995) if kind == "share" else shifted
    np.testing.assert_allclose(rise[free], 2, rtol=1e-9)
    assert free.sum() > 0.9 * shifted.sum()


def test_a_trend_rises_by_its_size_each_month() -> None:
    block = whole(kinds=("measured",), months=12, trend=0.5, trend_share=1, shift_share=0, shift_at=9)
    steps = np.diff(block.level, axis=1) / block.deviation[:, None]
    assert np.all(steps[:, :7] == 0)
    np.testing.assert_allclose(steps[:, 7:], 0.5, rtol=1e-9)


@pytest.mark.parametrize(("kind", "overdispersion"), [("count", 0.0), ("count", 1.5), ("measured", 1.0)])
def test_months_vary_as_much_as_was_asked(kind: str, overdispersion: float) -> None:
    block = whole(kinds=(kind,), months=60, overdispersion=overdispersion)
    spread = np.mean((block.actual - block.level) ** 2 / block.deviation[:, None] ** 2)
    # 60,000 months: the mean squared distance has a relative error below 2 % here.
    assert spread == pytest.approx(1, abs=0.03)


def test_shares_vary_more_than_the_binomial_by_the_factor_that_was_asked() -> None:
    block = whole(kinds=("share",), months=60, overdispersion=2.0)
    assert block.sizes is not None
    large = block.sizes > 20
    share = block.actual / block.sizes
    chance = block.level * (1 - block.level) / block.sizes
    assert np.mean(((share - block.level) ** 2 / chance)[large]) == pytest.approx(3, abs=0.12)
    assert ((block.actual >= 0) & (block.actual <= block.sizes)).all()


def test_reports_are_too_high_until_somebody_looks() -> None:
    block = whole(kinds=("count",), months=10, inflation=0.25, honest_from=6)
    np.testing.assert_array_equal(block.reported[:, :5], np.rint(block.actual[:, :5] * 1.25))
    np.testing.assert_array_equal(block.reported[:, 5:], block.actual[:, 5:])
    shares = whole(kinds=("share",), inflation=0.9)
    assert shares.sizes is not None
    assert (shares.reported <= shares.sizes).all()


def test_what_nobody_sent_is_missing_and_never_zero() -> None:
    block = only(Plan(facilities=1_000, measures=1, months=50, missing=0.1, kinds=("count",)))
    gone = np.isnan(block.reported)
    assert gone.mean() == pytest.approx(0.1, abs=0.006)
    assert not np.isnan(block.actual).any()
    np.testing.assert_array_equal(block.reported[~gone], block.actual[~gone])


@pytest.mark.parametrize(
    "wishes",
    [
        {"facilities": 0},
        {"missing": 1.5},
        {"shift_share": 0.7, "trend_share": 0.7},
        {"overdispersion": -1.0},
        {"inflation": -2.0},
        {"shift": float("nan")},
        {"shift_at": 25},
        {"kinds": ("births",)},
        {"kinds": ()},
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_a_sentence(wishes: dict[str, object]) -> None:
    with pytest.raises(PlanError, match=r"[a-z].*\.$|not|\d"):
        Plan(**wishes)  # type: ignore[arg-type]
