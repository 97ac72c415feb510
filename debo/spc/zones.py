"""Rule sets that read a control chart by zones of one, two and three standard deviations.

Western Electric, Statistical Quality Control Handbook, 1956; Nelson, The Shewhart control chart: tests for
special causes, J Qual Technol 16 (1984); NHS England, Making Data Count ("plot the dots"), as NHSRplotthedots
0.2 computes it. Each is a set of its own, never mixed with another, and shown on request: the more rules, the
more often mere noise is called unusual (docs/charts.md).

A missing or an excluded point is passed over: its neighbours follow each other. A point on the line is on
neither side and ends a run, as all three sources have it; the Anhøj and IHI rules pass over it instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .batch import Bools, Floats

Sides = NDArray[np.int8]


@dataclass(frozen=True)
class Walk:
    """Phases (rows) by their known points (columns), the rest of a row empty.

    values: NaN where empty; sides: 1 above the line, -1 below, 0 on it or empty; z: distance from the line in
    standard deviations, NaN where the chart gives a point none; outside: beyond the limits it was drawn with.
    """

    values: Floats
    sides: Sides
    z: Floats
    outside: Bools


Test = Callable[[Walk], Bools]


@dataclass(frozen=True)
class Rule:
    """At which points it is passed (the last of those that pass it together), and how many it takes."""

    test: Test
    points: int = 1


@dataclass(frozen=True)
class RuleSet:
    """Rules by name, in the order in which they are said."""

    name: str
    source: str
    rules: Mapping[str, Rule]


def outside_limits(walk: Walk) -> Bools:
    """One point beyond the limits."""
    return walk.outside


def one_side(points: int) -> Test:
    """So many points in a row on one side of the line."""
    return lambda walk: _in_a_row(walk.sides > 0, points) | _in_a_row(walk.sides < 0, points)


def far_on_one_side(points: int, of: int, deviations: float) -> Test:
    """So many of so many successive points further than this from the line, on one side."""

    def test(walk: Walk) -> Bools:
        return _some_of(walk.z > deviations, points, of) | _some_of(walk.z < -deviations, points, of)

    return test


def near_a_limit(points: int, of: int) -> Test:
    """So many of so many successive points in the outer third, within the limits, on one side."""

    def test(walk: Walk) -> Bools:
        within = ~walk.outside
        return _some_of(within & (walk.z > 2), points, of) | _some_of(within & (walk.z < -2), points, of)

    return test


def trend(points: int) -> Test:
    """So many points in a row, each above the one before, or each below."""

    def test(walk: Walk) -> Bools:
        steps = _steps(walk)
        return _in_a_row(steps > 0, points - 1) | _in_a_row(steps < 0, points - 1)

    return test


def alternating(points: int) -> Test:
    """So many points in a row that go up and down in turn."""

    def test(walk: Walk) -> Bools:
        steps = _steps(walk)
        turns = np.zeros(steps.shape, np.bool_)
        turns[:, 1:] = steps[:, 1:] * steps[:, :-1] < 0
        return _in_a_row(turns, points - 2)

    return test


def hugging(points: int) -> Test:
    """So many points in a row within one standard deviation of the line, on either side."""
    return lambda walk: _in_a_row(np.abs(walk.z) < 1, points)


def avoiding(points: int) -> Test:
    """So many points in a row further than one standard deviation from the line, on either side."""
    return lambda walk: _in_a_row(np.abs(walk.z) > 1, points)


OUTSIDE: Final = Rule(outside_limits)
TWO_OF_THREE: Final = Rule(far_on_one_side(2, 3, 2), 3)
FOUR_OF_FIVE: Final = Rule(far_on_one_side(4, 5, 1), 5)


def _run_of(points: int) -> Rule:
    return Rule(one_side(points), points)


def _trend_of(points: int) -> Rule:
    return Rule(trend(points), points)


WESTERN_ELECTRIC: Final = RuleSet(
    "Western Electric",
    "Statistical Quality Control Handbook, 1956",
    MappingProxyType(
        {
            "outside": OUTSIDE,
            "two_of_three": TWO_OF_THREE,
            "four_of_five": FOUR_OF_FIVE,
            "one_side": _run_of(8),
        }
    ),
)
NELSON: Final = RuleSet(
    "Nelson",
    "Nelson 1984",
    MappingProxyType(
        {
            "outside": OUTSIDE,
            "one_side": _run_of(9),
            "trend": _trend_of(6),
            "alternating": Rule(alternating(14), 14),
            "two_of_three": TWO_OF_THREE,
            "four_of_five": FOUR_OF_FIVE,
            "hugging": Rule(hugging(15), 15),
            "avoiding": Rule(avoiding(8), 8),
        }
    ),
)
NHS: Final = RuleSet(
    "NHS Making Data Count",
    "NHSRplotthedots 0.2",
    MappingProxyType(
        {
            "outside": OUTSIDE,
            "one_side": _run_of(7),
            "trend": _trend_of(7),
            "near_a_limit": Rule(near_a_limit(2, 3), 3),
        }
    ),
)
RULE_SETS: Final[Mapping[str, RuleSet]] = MappingProxyType(
    {"we": WESTERN_ELECTRIC, "nelson": NELSON, "nhs": NHS}
)


def judge(walk: Walk, rule_set: str) -> dict[str, Bools]:
    """Each rule's points, phases by points. Refuses (KeyError) a set there is not."""
    known = ~np.isnan(walk.values)
    return {name: rule.test(walk) & known for name, rule in RULE_SETS[rule_set].rules.items()}


def _steps(walk: Walk) -> Sides:
    """1 where a point lies above the one before it, -1 below, 0 as high, or where there is none."""
    steps = np.zeros(walk.values.shape, np.int8)
    now, before = walk.values[:, 1:], walk.values[:, :-1]
    steps[:, 1:] = (now > before).astype(np.int8) - (now < before).astype(np.int8)
    return steps


def _in_a_row(marks: Bools, points: int) -> Bools:
    """Mark each point that is the last of so many marked ones in a row."""
    return _some_of(marks, points, points)


def _some_of(marks: Bools, points: int, of: int) -> Bools:
    """Mark each marked point that is, with it, one of so many marked among the last so many."""
    running = np.cumsum(marks, axis=1, dtype=np.int32)
    earlier = np.zeros_like(running)
    earlier[:, of:] = running[:, :-of]
    return marks & (running - earlier >= points)
