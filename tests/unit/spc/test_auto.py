"""Charts chosen for people, with the reason said; the thresholds have cases in vectors/chart_choices.json."""

from __future__ import annotations

from typing import Any

import pytest

from debo.spc.answer import answer_all

BIRTHS = [31] * 24


def ask(**request: Any) -> dict[str, Any]:
    [answer] = answer_all([{"chart": "auto", **request}])
    return answer


def test_too_few_births_for_limits_make_a_run_chart_and_are_said() -> None:
    answer = ask(y=[28] * 24, n=BIRTHS)
    assert (answer["chart"], answer["measure"], answer["reason_key"]) == ("run", "share", "small_share")
    assert answer["reason"] == (
        "Run chart: a share would have a P chart, but 31 a period on average are too few for limits; at this"
        " level they need 42."
    )
    assert answer["reason_params"] == {"size": 31, "needed": 42}


def test_enough_births_make_a_p_chart() -> None:
    answer = ask(y=[15, 16] * 12, n=BIRTHS)
    assert answer["chart"] == "p"
    assert answer["points"]["upper"][0] is not None
    assert answer["reason"] == "P chart: a share of 31 a period on average, enough for limits."


def test_rare_deaths_become_births_between_them() -> None:
    answer = ask(y=[0, 0, 1] * 8, n=BIRTHS, x=list(range(1, 25)))
    assert answer["chart"] == "g"
    assert answer["points"]["value"] == [93] * 7
    assert answer["points"]["period"] == [6, 9, 12, 15, 18, 21, 24]
    assert answer["reason"].startswith("G chart: in 16 of 24 periods there was none")


def test_the_kind_of_measure_is_found_out() -> None:
    assert ask(y=[50] * 12, n=[31] * 12)["measure"] == "rate"
    # Patient days come in parts; cases don't.
    assert ask(y=[20] * 12, n=[440.5] * 12)["measure"] == "rate"
    assert ask(y=[5.5, 6] * 6)["chart"] == "i"
    subgroups = ask(y=[5, 6, 7, 8] * 12, x=[i // 4 for i in range(48)])
    assert (subgroups["measure"], subgroups["chart"]) == ("values", "xbar")
    assert ask(y=[7, 8] * 12, measure="count")["chart"] == "c"
    assert ask(y=[7, 8] * 12, measure="time_between")["chart"] == "t"
    # Two rows of one period are one count, and their mean one value.
    assert ask(y=[4, 4] * 12, x=[i // 2 for i in range(24)], measure="count")["points"]["value"] == [8] * 12


def test_a_line_of_few_points_has_no_limits_either() -> None:
    shares = {"y": [20] * 24, "n": [40] * 24}
    assert ask(**shares, parts=[12])["chart"] == "p"
    phased = ask(**shares, parts=[18])
    assert (phased["chart"], phased["reason_params"]) == ("run", {"points": 6, "needed": 12})
    assert phased["reason"] == "Run chart: limits need 12 points on each line, and one here is made of 6."
    assert ask(**shares, freeze=12)["chart"] == "p"
    assert ask(**shares, freeze=11)["reason_key"] == "few_on_a_line"
    assert ask(**shares, freeze=12, exclude=[3])["reason_key"] == "few_on_a_line"
    gap = {"y": [*shares["y"][:5], None, *shares["y"][6:]], "n": shares["n"]}
    assert ask(**gap, freeze=12)["reason_key"] == "few_on_a_line"
    assert ask(**shares, parts=[12], baselines=[6, 0])["reason_key"] == "few_on_a_line"


def test_thousands_below_the_line_make_the_primed_charts() -> None:
    assert ask(y=[500, 520] * 6, n=[1000] * 12)["chart"] == "pp"
    assert ask(y=[1500, 1520] * 6, n=[1000] * 12)["chart"] == "up"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"y": [1], "measure": "share"}, "needs denominators"),
        ({"y": [1], "n": [1], "measure": "count"}, "has no denominators"),
        ({"y": [1], "measure": "cost"}, "“measure” is one of share, rate"),
        ({"y": [1, 2, 3], "rules": "we"}, "zones, which a run chart does not have"),
        ({"y": [0, 0, 1] * 8, "n": BIRTHS, "rules": "nelson"}, "zones, which a g chart does not have"),
    ],
)
def test_what_can_not_be_chosen_is_said(request_: dict[str, Any], words: str) -> None:
    assert words in ask(**request_)["error"]


def test_the_rest_goes_on_in_order() -> None:
    asked = [
        {"name": 1, "chart": "auto", "y": [1], "measure": "share"},
        {"name": 2, "chart": "auto", "y": [5.5] * 12},
        {"name": 3, "y": [1, 2]},
        {"name": 4, "chart": "auto", "y": [15] * 12, "n": [30] * 12},
    ]
    assert [(one["name"], one.get("chart")) for one in answer_all(asked)] == [
        (1, None), (2, "i"), (3, "run"), (4, "p"),
    ]  # fmt: skip
