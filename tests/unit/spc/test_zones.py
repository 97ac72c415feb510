"""Rules by zones: cases by hand, and a plain second reading of generated charts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.spc.answer import answer_all
from debo.spc.batch import join_series
from debo.spc.engine import Wishes, read_charts
from debo.spc.zones import RULE_SETS

# A C chart with a given line of 100 has zones of exactly 10: 110, 120 and 130 above, 90, 80 and 70 below.
LINE, DEVIATION = 100.0, 10.0


def passed(y: Sequence[float | None], rules: str, **wishes: Any) -> dict[str, list[int]]:
    """By rule the positions at which it is passed."""
    [answer] = answer_all([{"chart": "c", "y": list(y), "centre": LINE, "rules": rules, **wishes}])
    found: dict[str, list[int]] = answer["phases"][0][rules]
    return {name: places for name, places in found.items() if places}


@pytest.mark.parametrize(
    ("rules", "y", "expected"),
    [
        ("we", [131, 69, 130], {"outside": [1, 2], "two_of_three": [3]}),
        ("we", [121, 100, 121], {"two_of_three": [3]}),
        ("we", [121, 100, 100, 121], {}),
        ("we", [121, 79, 79], {"two_of_three": [3]}),
        ("we", [111, 111, 100, 111, 111], {"four_of_five": [5]}),
        ("we", [111, 111, 100, 111, 100, 111], {}),
        ("we", [101] * 8, {"one_side": [8]}),
        ("we", [101] * 4 + [100] + [101] * 7, {}),
        ("nelson", [101] * 9, {"one_side": [9]}),
        ("nelson", [101] * 8, {}),
        ("nelson", [95, 96, 97, 101, 102, 103], {"trend": [6]}),
        ("nelson", [95, 96, 97, 97, 101, 102, 103], {}),
        ("nelson", [99, 101] * 7, {"alternating": [14]}),
        ("nelson", [99, 101, 99, 101, 99] * 3, {"hugging": [15]}),
        ("nelson", [111, 89] * 4, {"avoiding": [8]}),
        ("nhs", [101] * 7, {"one_side": [7]}),
        ("nhs", [105, 104, 103, 102, 99, 98, 97], {"trend": [7]}),
        ("nhs", [121, 131, 121], {"outside": [2], "near_a_limit": [3]}),
        ("nhs", [131, 100, 121], {"outside": [1]}),
        # A missing point is passed over, and so is an excluded one.
        ("nhs", [101, None, 101, 101, None, 101, 101, 101, 101], {"one_side": [9]}),
    ],
)
def test_a_rule_by_hand(rules: str, y: list[float | None], expected: dict[str, list[int]]) -> None:
    assert passed(y, rules) == expected


def test_an_excluded_point_is_passed_over() -> None:
    y = [101.0] * 4 + [50.0] + [101.0] * 3
    assert passed(y, "nhs", exclude=[5]) == {"one_side": [8]}


def test_everything_starts_afresh_in_a_phase() -> None:
    assert passed([101.0] * 7 + [101.0] * 5, "nhs", parts=[5]) == {}


def test_the_reading_names_the_rule() -> None:
    [answer] = answer_all([{"chart": "c", "y": [101.0] * 12, "centre": LINE, "rules": "we"}])
    assert answer["reading_key"] == "we_one_side"
    assert answer["reading"] == "Worth asking about: 8 points in a row lie on one side of the line."


@pytest.mark.parametrize(
    ("rules", "y", "key"),
    [
        ("we", [121, 99, 121] * 4, "we_two_of_three"),
        ("we", [111, 111, 99, 111, 111] * 2, "we_four_of_five"),
        ("nelson", [101] * 12, "nelson_one_side"),
        ("nelson", [95, 96, 97, 101, 102, 103] * 2, "nelson_trend"),
        ("nelson", [99, 101] * 7, "nelson_alternating"),
        ("nelson", [121, 99, 121, 99] * 3, "nelson_two_of_three"),
        ("nelson", [111, 111, 99, 111, 111] * 2, "nelson_four_of_five"),
        ("nelson", [99, 99, 101, 101] * 4, "nelson_hugging"),
        ("nelson", [111, 111, 89, 89] * 3, "nelson_avoiding"),
        ("nhs", [101] * 12, "nhs_one_side"),
        ("nhs", [105, 104, 103, 102, 99, 98, 97] * 2, "nhs_trend"),
        ("nhs", [121, 99, 121, 99] * 3, "nhs_near_a_limit"),
        ("nhs", [131, 99, 101, 99] * 3, "outside_many"),
        ("we", [99, 101] * 6, "ordinary"),
    ],
)
def test_every_rule_has_its_reading(rules: str, y: list[float], key: str) -> None:
    [answer] = answer_all([{"chart": "c", "y": y, "centre": LINE, "rules": rules}])
    assert answer["reading_key"] == key
    assert "{" not in answer["reading"]


def test_a_chart_without_zones_is_told_so() -> None:
    [answer] = answer_all([{"y": [1, 2, 3], "rules": "nelson"}])
    assert "zones, which a run chart does not have" in answer["error"]


Z = st.one_of(st.none(), st.sampled_from([-35, -25, -15, -5, -4, 0, 4, 5, 15, 25, 35]))


@given(st.lists(Z, min_size=1, max_size=40), st.lists(st.integers(1, 40), max_size=3))
@settings(max_examples=150, deadline=None)
def test_a_plain_reading_agrees(distances: list[int | None], left_out: list[int]) -> None:
    y = [None if one is None else LINE + one for one in distances]
    batch = join_series([y])
    exclude = np.zeros(len(y), np.bool_)
    exclude[[one - 1 for one in left_out if one <= len(y)]] = True
    wishes = Wishes(centre=[LINE], exclude=exclude)
    charts = read_charts(batch, "c", wishes=wishes, rules=set(RULE_SETS))
    known = [i for i, one in enumerate(y) if one is not None and not exclude[i]]
    values = [(y[i] or math.nan) - LINE for i in known]
    for name in RULE_SETS:
        wanted = plain(name, values)
        for rule, marks in charts.zones[name].items():
            assert [known.index(int(i)) for i in np.flatnonzero(marks)] == wanted[rule], (name, rule)


def test_ragged_batches_of_i_charts_agree_with_the_plain_reading() -> None:
    """200 batches of one to six series, some without enough points for limits."""
    random = np.random.default_rng(1956)
    for _ in range(200):
        series = [
            [
                None if random.random() < 0.1 else value
                for value in random.normal(50, 9, length).round(1).tolist()
            ]
            for length in random.integers(0, 45, random.integers(1, 7))
        ]
        batch = join_series(series)
        charts = read_charts(batch, "i", rules=set(RULE_SETS))
        for i, own in enumerate(series):
            start = int(batch.offsets[i])
            known = [place for place, value in enumerate(own) if value is not None]
            spread = math.nan
            if own and charts.upper is not None:
                spread = float(charts.upper[start] - charts.centre[i]) / 3
            values = [(own[place] - charts.centre[i]) / spread * DEVIATION for place in known]
            for name in RULE_SETS if spread > 0 else ():
                wanted = plain(name, values)
                for rule, marks in charts.zones[name].items():
                    here = np.flatnonzero(marks[start : start + len(own)]).tolist()
                    assert [known.index(place) for place in here] == wanted[rule], (name, rule)


def plain(rules: str, z: list[float]) -> dict[str, list[int]]:
    """Where each rule is passed, one window after the other; z in units of a tenth of a deviation."""
    size = range(len(z))

    def last(i: int, points: int) -> list[float] | None:
        return z[i - points + 1 : i + 1] if i >= points - 1 else None

    def row(points: int, fits: Any) -> list[int]:
        return [i for i in size if (window := last(i, points)) and all(map(fits, window))]

    def either(points: int, above: Any, below: Any) -> list[int]:
        return sorted({*row(points, above), *row(points, below)})

    def some(points: int, of: int, fits: Any) -> list[int]:
        return [i for i in size if fits(z[i]) and sum(map(fits, z[max(0, i - of + 1) : i + 1])) >= points]

    def both(points: int, of: int, bound: float, most: float = math.inf) -> list[int]:
        up = some(points, of, lambda one: bound < one <= most)
        return sorted({*up, *some(points, of, lambda one: -most <= one < -bound)})

    def steps(points: int) -> list[int]:
        found = []
        for i in size:
            window = last(i, points)
            if window:
                moves = [b - a for a, b in itertools.pairwise(window)]
                if all(one > 0 for one in moves) or all(one < 0 for one in moves):
                    found.append(i)
        return found

    def turns(points: int) -> list[int]:
        found = []
        for i in size:
            window = last(i, points)
            if window:
                moves = [b - a for a, b in itertools.pairwise(window)]
                if all(a * b < 0 for a, b in itertools.pairwise(moves)):
                    found.append(i)
        return found

    def above(one: float) -> bool:
        return one > 0

    def below(one: float) -> bool:
        return one < 0

    outside = [i for i in size if abs(z[i]) > 3 * DEVIATION]
    far = {"two_of_three": both(2, 3, 20), "four_of_five": both(4, 5, 10)}
    if rules == "we":
        return {"outside": outside, **far, "one_side": either(8, above, below)}
    if rules == "nhs":
        near = both(2, 3, 20, 30)
        return {
            "outside": outside,
            "one_side": either(7, above, below),
            "trend": steps(7),
            "near_a_limit": near,
        }
    return {
        "outside": outside,
        **far,
        "one_side": either(9, above, below),
        "trend": steps(6),
        "alternating": turns(14),
        "hugging": row(15, lambda one: abs(one) < DEVIATION),
        "avoiding": row(8, lambda one: abs(one) > DEVIATION),
    }
