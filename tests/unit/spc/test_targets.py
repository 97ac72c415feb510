"""Targets: one for all, or a new one from a period on."""

from __future__ import annotations

from typing import Any

import pytest

from debo.spc.answer import answer_all
from debo.spc.draw import Drawing, draw_chart
from debo.spc.targets import TargetError, step_targets

MONTHS = ["2021-01", "2021-02", "2021-03", "2021-04"]


def test_one_target_stands_everywhere_and_none_nowhere() -> None:
    assert step_targets(0.9, MONTHS) == (0.9, 0.9, 0.9, 0.9)
    assert step_targets(None, MONTHS) == ()


def test_a_new_target_stands_from_its_month_until_the_next() -> None:
    assert step_targets({"2021-04": None, "2021-02": 80}, MONTHS) == (None, 80, 80, None)
    assert step_targets({"2": 5}, range(1, 4)) == (None, 5, 5)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("90", "is a number, or"),
        (True, "is a number, or"),
        (float("inf"), "is a number, or"),
        ({"2021-02": "x"}, "is a number, or"),
        ({"2022": 1}, "begins at “2022”"),
    ],
)
def test_what_is_no_target(raw: Any, words: str) -> None:
    with pytest.raises(TargetError, match=words):
        step_targets(raw, MONTHS)
    assert "error" in answer_all([{"y": [1, 2, 3, 4], "x": MONTHS, "target": raw}])[0]


def test_it_is_answered_and_drawn_as_a_dotted_step() -> None:
    target = {"2021-02": 2, "2021-03": 3}
    [answer] = answer_all([{"y": [1, 2, 3, 4], "x": MONTHS, "target": target}])
    assert answer["points"]["target"] == [None, 2, 3, 3]
    svg = draw_chart(Drawing(answer))
    assert svg.count('stroke-dasharray="0.1 5"') == 2
    assert "dotted: the goal" in svg
    assert ">Goal<" in svg


def test_without_a_target_nothing_is_said_of_one() -> None:
    [answer] = answer_all([{"y": [1, 2, 3, 4]}])
    assert "target" not in answer["points"]
    assert "goal" not in draw_chart(Drawing(answer))
