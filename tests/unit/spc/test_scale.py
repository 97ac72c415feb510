"""Axes and units that people read."""

from __future__ import annotations

import pytest

from debo.spc.scale import Axis, Fit, Unit, axis_for, round_step, unit_for


@pytest.mark.parametrize(
    ("span", "parts", "step"),
    [(31, 5, 10), (10, 5, 2), (1, 4, 0.25), (7, 3, 2.5), (0.3, 3, 0.1), (9000, 5, 2000)],
)
def test_round_steps(span: float, parts: int, step: float) -> None:
    assert round_step(span, parts) == pytest.approx(step)


@pytest.mark.parametrize(
    ("values", "centres", "ratio", "word"),
    [
        ([0.1, 0.3], [0.2], True, "%"),
        ([0.001, 0.002], [0.0015], True, "per 1,000"),
        ([0.00001], [0.00002], True, "per 100,000"),
        ([1.4], [1.2], True, "%"),
        ([3.0], [2.0], True, ""),
        ([0.1], [0.1], False, ""),
        ([0.0], [0.0], True, "per 1,000"),
        ([None], [None], True, "per 1,000"),
    ],
)
def test_units(values: list[float | None], centres: list[float | None], ratio: bool, word: str) -> None:
    assert unit_for(values, centres, ratio=ratio).word == word


@pytest.mark.parametrize(
    ("unit", "value", "written"),
    [
        (Unit(100, "%"), 0.10513, "10.5 %"),
        (Unit(100, "%"), 0.0206, "2.06 %"),
        (Unit(), 1234.0, "1,234"),
        (Unit(), 0.0, "0"),
        (Unit(), 300.0, "300"),
        (Unit(1000, "per 1,000"), 0.00104, "1.04 per 1,000"),
    ],
)
def test_writing_values(unit: Unit, value: float, written: str) -> None:
    assert unit.write(value) == written


def test_ticks_are_written_as_fine_as_their_step() -> None:
    assert [Unit().write(tick, 0.25) for tick in Axis(0, 0.5, 0.25).ticks] == ["0.00", "0.25", "0.50"]


def ends(axis: Axis) -> tuple[float, float]:
    return round(axis.low, 9), round(axis.high, 9)


def test_counts_begin_at_nought_and_near_measures_do_not() -> None:
    assert ends(axis_for([3, 9], [], Fit(from_zero=True, parts=5), Unit())) == (0, 10)
    low, high = ends(axis_for([36.1, 37.9], [], Fit(from_zero=False, parts=5), Unit()))
    assert (low, high) == (36, 38)
    assert ends(axis_for([-3, 4], [], Fit(from_zero=True, parts=5), Unit())) == (-4, 4)


def test_wide_limits_do_not_squeeze_the_points() -> None:
    wide = axis_for([0.1, 0.2], [1.0], Fit(from_zero=True, parts=5, squeeze=0.15), Unit(100, "%"))
    assert wide.high < 0.3
    below = axis_for([50, 51], [10.0, 60.0], Fit(from_zero=False, parts=5), Unit())
    assert below.low > 45


def test_shares_end_at_a_hundred_unless_some_lie_above() -> None:
    assert ends(axis_for([0.98], [1.0], Fit(from_zero=True, parts=3), Unit(100, "%"))) == (0, 1)
    assert axis_for([1.2], [1.0], Fit(from_zero=True, parts=3), Unit(100, "%")).high > 1.2


@pytest.mark.parametrize("value", [0.0, 7.0, -7.0])
def test_a_single_value_has_an_axis(value: float) -> None:
    axis = axis_for([value], [], Fit(from_zero=False, parts=3), Unit())
    assert axis.low <= value <= axis.high
    assert axis.low < axis.high
    assert axis_for([], [], Fit(from_zero=True, parts=3), Unit()).high > 0
