"""What is asked, checked; and what is wrong with it, said."""

from __future__ import annotations

from typing import Any

import pytest

from debo.spc.answer import answer_all
from debo.spc.request import read_request
from debo.spc.rows import RequestError

REFUSED: list[tuple[Any, str]] = [
    ([1, 2], "object with at least “y”"),
    ({}, "“y” is a list of numbers"),
    ({"y": "1,2"}, "“y” is a list of numbers"),
    ({"y": []}, "no point in “y”"),
    ({"y": [1, "2"]}, "Entry 2 of “y” is '2', which is not a number"),
    ({"y": [True]}, "Entry 1 of “y” is True"),
    ({"y": [1e400]}, "Entry 1 of “y” is too large"),
    ({"y": [10**400]}, "Entry 1 of “y” is too large"),
    ({"y": [1, 2], "n": [1]}, "“n” has 1 entries and “y” has 2"),
    ({"y": [1], "x": [1, 2]}, "“x” is a list of periods, as many"),
    ({"y": [1, 2], "x": [1, "a"]}, "mixes numbers and texts"),
    ({"y": [1], "x": [[1]]}, "names no period"),
    ({"y": [1], "x": [True]}, "names no period"),
    ({"y": [1], "x": [None]}, "no point in “y”"),
    (
        {"y": [1], "chart": "pie"},
        "There is no chart “pie” here; there are run, i, mr, xbar, s, t, p, pp, c, u, up, g",
    ),
    ({"y": [1], "chart": 7}, "“chart” is one of run, i, mr, xbar, s, t, p, pp, c, u, up, g"),
    ({"y": [1], "chart": "p"}, "A p chart needs a denominator"),
    ({"y": [1], "n": [1], "chart": "c"}, "A c chart takes its numbers alone"),
    ({"y": [1], "freeze": 0}, "“freeze” is how many"),
    ({"y": [1], "freeze": 1.5}, "“freeze” is how many"),
    ({"y": [1], "parts": 3}, "“parts” is a list of positions"),
    ({"y": [1], "exclude": ["2"]}, "“exclude” is a list of positions"),
    ({"y": [1, 2], "parts": [1], "baselines": [1]}, "“baselines” has 1 entries for 2 phases"),
    ({"y": [1], "centre": "low"}, "Entry 1 of “centre”"),
    ({"y": [1], "screen_mr": "yes"}, "“screen_mr” is true or false"),
    ({"y": [1], "rules": "weco"}, "“rules” is one of anhoej, ihi, we, nelson, nhs"),
    ({"y": [1], "direction": "left"}, "“direction” is one of up, down"),
    ({"y": [1], "direction": ["up"]}, "“direction” is one of up, down"),
]


@pytest.mark.parametrize(("raw", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_can_not_be_answered_is_said(raw: Any, words: str) -> None:
    with pytest.raises(RequestError, match=words):
        read_request(raw)


def test_the_rest_goes_on() -> None:
    answers = answer_all(
        [{"name": "a", "y": [1]}, {"name": "b", "y": "?"}, {"name": "c", "y": [2], "chart": "i"}]
    )
    assert [one["name"] for one in answers] == ["a", "b", "c"]
    assert ["error" in one for one in answers] == [False, True, False]


def test_rows_are_put_in_order_and_one_made_of_each_period() -> None:
    raw = {"y": [4, 1, 9, 3, 5], "n": [10, 10, 10, 10, None], "x": ["b", "a", None, "a", "a"]}
    request = read_request(raw | {"chart": "p"})
    assert (request.periods, request.y, request.n) == (["a", "b"], [4, 4], [20, 10])


def test_a_period_whose_rows_are_all_missing_is_missing() -> None:
    request = read_request({"chart": "c", "y": [None, None, 2], "x": [1, 1, 2]})
    assert request.y == [None, 2]
    assert read_request({"chart": "p", "y": [None, 2], "n": [3, None], "x": [1, 1]}).n == [None]


def test_something_of_nothing_is_noted() -> None:
    [answer] = answer_all([{"chart": "p", "y": [1, 3, 2], "n": [4, 0, -1], "x": ["jan", "mar", "feb"]}])
    assert answer["notes"] == [
        "feb: 2 of -1 is impossible and was left out.",
        "mar: 3 of 0 is impossible and was left out.",
    ]
    assert dict(zip(answer["points"]["period"], answer["points"]["value"], strict=True))["jan"] == 0.25


def test_nan_in_json_is_missing() -> None:
    assert read_request({"y": [float("nan"), 1]}).y == [None, 1]


def test_requests_that_differ_are_still_answered_in_order() -> None:
    wishes: list[dict[str, Any]] = [
        {"chart": "i", "screen_mr": True},
        {"chart": "run", "freeze": 2},
        {"chart": "i"},
        {"chart": "run", "parts": [1]},
        {"chart": "run", "baselines": [1]},
        {"chart": "run", "exclude": [3], "centre": 7},
        {"chart": "run", "rules": "ihi"},
    ]
    alone = [answer_all([wish | {"name": i, "y": [1, 2, 9]}])[0] for i, wish in enumerate(wishes)]
    assert answer_all([wish | {"name": i, "y": [1, 2, 9]} for i, wish in enumerate(wishes)]) == alone
    assert [one["points"]["centre"][-1] for one in alone] == [4, 1.5, 4, 5.5, 1, 7, 2]
    assert "ihi" in alone[-1]["phases"][0]
    assert "ihi" not in alone[1]["phases"][0]
