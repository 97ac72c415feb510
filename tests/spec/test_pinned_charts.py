"""What every chart does at its edges, each a table worked out by hand: the fine print of docs/charts.md.

Points on the line, ties, equal values, missing ones, nothing below the line, one point, few points, freezing
more than there is, phases without a point.
"""

from __future__ import annotations

from typing import Any

import pytest

from debo.spc.answer import answer_all
from debo.spc.charts import KINDS

#: A request of each kind that its chart takes, for so many points.
SIZED = sorted(kind for kind, chart in KINDS.items() if chart.needs_sizes)
MEASURED = sorted(kind for kind, chart in KINDS.items() if not chart.needs_sizes and not chart.of_subgroups)
WITH_LIMITS = sorted(KINDS.keys() - {"run"})


def ask(**request: Any) -> dict[str, Any]:
    [answer] = answer_all([request])
    assert "error" not in answer, answer
    return answer


def of_kind(kind: str, y: list[float | None], size: float = 50) -> dict[str, Any]:
    """A request of this kind for these points; a subgroup is three measurements of the same mean."""
    if KINDS[kind].needs_sizes:
        return {"chart": kind, "y": y, "n": [size] * len(y)}
    if KINDS[kind].of_subgroups:
        rows = [(i, None if v is None else v + d) for i, v in enumerate(y, start=1) for d in (-1, 0, 1)]
        return {"chart": kind, "x": [i for i, _ in rows], "y": [v for _, v in rows]}
    return {"chart": kind, "y": y}


def counts(answer: dict[str, Any]) -> tuple[Any, ...]:
    [phase] = answer["phases"]
    return phase["n_useful"], phase["longest_run"], phase["crossings"]


# --- points on the line, ties, runs of equal values ---------------------------------------------------


def test_a_point_on_the_line_neither_breaks_nor_lengthens_a_run() -> None:
    answer = ask(y=[1, 1, 0, 1, 1, -1], centre=0)
    assert counts(answer) == (5, 4, 1)
    assert answer["points"]["useful"] == [True, True, False, True, True, True]


def test_a_tie_with_a_median_is_exact() -> None:
    # The median of 0.1, 0.1 + 0.2 and 0.5 is 0.30000000000000004 itself.
    assert ask(y=[0.1, 0.1 + 0.2, 0.5])["points"]["useful"] == [True, False, True]
    assert ask(y=[0.1, 0.3, 0.5], centre=0.1 + 0.2)["points"]["useful"] == [True, True, True]


@pytest.mark.parametrize("kind", ["i", "c"])
def test_rounding_decides_no_side_of_a_mean(kind: str) -> None:
    # 0.1 three times sums to 0.30000000000000004, whose third is not 0.1.
    assert ask(chart=kind, y=[0.1, 0.1, 0.1])["points"]["useful"] == [False] * 3


@pytest.mark.parametrize("kind", ["p", "u"])
def test_a_share_of_the_same_is_on_the_line_whatever_its_size(kind: str) -> None:
    # 1 of 3, 2 of 6 and 7 of 21 are all a third; in floats their sum's share need not be.
    assert ask(chart=kind, y=[1, 2, 7], n=[3, 6, 21])["points"]["useful"] == [False] * 3


def test_equal_neighbours_count_once_in_a_trend() -> None:
    [phase] = ask(y=[1, 2, 2, 2, 3, 3, 4, 1, 1, 0], rules="ihi")["phases"]
    assert phase["ihi"]["longest_trend"] == 4


def test_a_run_of_equal_values_off_the_line_is_a_run() -> None:
    assert counts(ask(y=[5] * 9 + [1] * 9, centre=3)) == (18, 9, 1)


# --- all equal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"s", "mr"}))
def test_all_equal_say_nothing(kind: str) -> None:
    answer = ask(**of_kind(kind, [7.0] * 20))
    assert answer["reading_key"] == "too_few_on_line"
    assert not any(answer["points"]["signal"])
    assert counts(answer) == (0, None, None)


def test_limits_of_all_equal_values_lie_on_the_line() -> None:
    for kind in ("i", "mr"):
        points = ask(**of_kind(kind, [7.0] * 20))["points"]
        assert points["lower"][1] == points["centre"][1] == points["upper"][1]


# --- missing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_missing_point_is_no_zero(kind: str) -> None:
    answer = ask(**of_kind(kind, [4, 6, None, 4, 6]))
    assert answer["points"]["value"][2] is None
    assert not answer["points"]["useful"][2]
    assert not answer["points"]["signal"][2]


def test_a_run_goes_on_over_a_missing_point() -> None:
    assert counts(ask(y=[1, 1, None, 1, -1], centre=0)) == (4, 3, 1)


def test_a_moving_range_does_not_go_over_a_missing_point_but_over_an_excluded_one() -> None:
    assert ask(chart="mr", y=[1, None, 4, 6])["points"]["value"] == [None, None, None, 2]
    # Ranges of the base 1, 4: one of 3. Limits 2.5 ± 3 × 3 / 1.128.
    upper = ask(chart="i", y=[1, 99, 4], exclude=[2])["points"]["upper"][0]
    assert upper == pytest.approx(2.5 + 9 / 1.128)
    missing = ask(chart="i", y=[1, None, 4])["points"]["upper"][0]
    assert missing is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_all_missing_have_no_line_and_no_reading(kind: str) -> None:
    answer = ask(**of_kind(kind, [None, None, None]))
    assert answer["points"]["centre"] == [None] * 3
    assert answer["reading_key"] == "no_points"


# --- nothing below the line ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*SIZED, "run"])
def test_nobody_to_count_over_is_no_point_and_adds_nothing(kind: str) -> None:
    answer = ask(chart=kind, y=[10, 0, 30, 20], n=[40, 0, 40, None])
    assert answer["points"]["value"] == [0.25, None, 0.75, None]
    assert answer["points"]["centre"][0] == 0.5
    assert answer["points"]["upper"][1] is None
    assert "notes" not in answer


def test_something_of_nothing_is_left_out_and_said() -> None:
    answer = ask(chart="p", y=[10, 3, 30], n=[40, 0, 40])
    assert answer["points"]["centre"][0] == 0.5
    assert answer["notes"] == ["point 2: 3 of 0 is impossible and was left out."]


# --- one point, few points ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["i", "mr", "t", "pp", "up"])
def test_one_point_has_no_limits_where_neighbours_make_them(kind: str) -> None:
    points = ask(**of_kind(kind, [9]))["points"]
    assert points["upper"] == [None]
    assert points["signal"] == [False]


def test_one_point_lies_on_its_own_line() -> None:
    for kind in ("run", "i", "c", "p", "u"):
        answer = ask(**of_kind(kind, [9]))
        assert answer["points"]["useful"] == [False]
        assert answer["reading"] == "Keep going: 0 of 10 points (on the line, so not counted: 1)."


@pytest.mark.parametrize(("points", "key"), [(9, "too_few"), (10, "change_run"), (11, "change_run")])
def test_below_ten_useful_points_nothing_is_said(points: int, key: str) -> None:
    # All on one side: longer than any limit, and no crossing.
    answer = ask(y=[1] * points, centre=0)
    assert answer["phases"][0]["runs_signal"] == 1
    assert answer["reading_key"] == key


@pytest.mark.parametrize(("points", "chart"), [(11, "run"), (12, "p")])
def test_below_twelve_points_no_limits_are_chosen(points: int, chart: str) -> None:
    assert ask(chart="auto", y=[20] * points, n=[40] * points)["chart"] == chart


# --- freeze and phases --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("freeze", [5, 6, 1_000])
def test_freezing_all_there_is_or_more_freezes_nothing(kind: str, freeze: int) -> None:
    y: list[float | None] = [4, 6, 5, 9, 7]
    free, frozen = ask(**of_kind(kind, y)), ask(**of_kind(kind, y), freeze=freeze)
    assert frozen["points"] == free["points"]
    assert frozen["phases"] == free["phases"]


def test_a_baseline_without_a_point_has_no_line() -> None:
    answer = ask(y=[None, None, 4, 5], freeze=2)
    assert answer["points"]["centre"] == [None] * 4
    assert answer["reading_key"] == "too_few_on_line"


def test_cuts_outside_the_points_or_twice_make_no_phase() -> None:
    assert len(ask(y=[1, 2, 3, 4], parts=[0, -3, 2, 2, 4, 99])["phases"]) == 2


def test_a_phase_of_missing_points_is_empty_and_hurts_no_other() -> None:
    answer = ask(y=[1, 3, None, None, 7, 9], parts=[2, 4])
    assert answer["points"]["centre"] == [2, 2, None, None, 8, 8]
    assert [phase["n_useful"] for phase in answer["phases"]] == [2, 0, 2]
    assert [phase["reading_key"] for phase in answer["phases"]] == ["too_few", "no_points", "too_few"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_excluding_every_point_leaves_no_line(kind: str) -> None:
    answer = ask(**of_kind(kind, [4, 6, 5]), exclude=[1, 2, 3, 4])
    assert answer["points"]["centre"] == [None] * 3
    assert not any(answer["points"]["signal"])
    assert answer["reading_key"] == "no_points"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_given_line_is_drawn_as_it_was_given(kind: str) -> None:
    centre = ask(**of_kind(kind, [4, 6, 5]), centre=0.5)["points"]["centre"][0]
    # A G chart is given its mean and draws its median.
    assert centre == pytest.approx(0.693 * 0.5 if kind == "g" else 0.5)
