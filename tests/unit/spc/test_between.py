"""What lies between rare events: by hand, and a plain second answer for generated batches."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.spc.answer import answer_all
from debo.spc.batch import join_series
from debo.spc.between import Between, between_counts, between_days

Number = float | None


def test_cases_between_by_hand() -> None:
    """One death in 10 births, none in 10, two in 10: they lie at 5, 22.5 and 27.5 of 30 births."""
    found = between_counts(join_series([[1, 0, 2]], [[10, 10, 10]]))
    assert found.values.tolist() == [17.5, 5]
    assert found.at.tolist() == [2, 2]
    assert found.since.tolist() == [2.5]
    assert found.spread.tolist() == [True]


def test_periods_between_by_hand() -> None:
    """Events in the middle of the first and of the fourth month are three months apart."""
    found = between_counts(join_series([[1, 0, 0, 1, 0]]))
    assert found.values.tolist() == [3]
    assert (found.since.tolist(), found.spread.tolist()) == ([1.5], [False])


def test_across_a_missing_month_nobody_knows() -> None:
    found = between_counts(join_series([[1, None, 1, 1, None]], [[10, 10, 10, 10, 10]]))
    assert np.isnan(found.values).tolist() == [True, False]
    assert found.values[1] == 10
    assert np.isnan(found.since[0])


def test_nothing_lies_between_series() -> None:
    found = between_counts(join_series([[1, 0], [0, 1], [0, 0], []]))
    assert found.values.size == 0
    assert found.offsets.tolist() == [0, 0, 0, 0, 0]
    assert found.since[:2].tolist() == [1.5, 0.5]
    assert np.isnan(found.since[2:]).all()


def test_no_series_at_all() -> None:
    assert between_counts(join_series([])).offsets.tolist() == [0]
    assert between_days(np.zeros(0), np.array([0])).offsets.tolist() == [0]


@pytest.mark.parametrize("events", [[1.5], [-1]])
def test_events_are_whole_numbers(events: list[float]) -> None:
    with pytest.raises(ValueError, match="Events are whole numbers"):
        between_counts(join_series([events]))


def test_days_between_by_hand() -> None:
    """Days 3, 10 and 10.5, in any order, one of them unknown; the second series has one event."""
    found = between_days(np.array([10, math.nan, 3, 10.5, 7]), np.array([0, 4, 5]))
    assert found.values.tolist() == [7, 0.5]
    assert (found.at.tolist(), found.offsets.tolist()) == ([0, 3], [0, 2, 2])


COUNTS = st.one_of(st.none(), st.integers(0, 3).map(float))
SIZES = st.one_of(st.none(), st.integers(0, 9).map(float))
SERIES = st.lists(st.tuples(COUNTS, SIZES), max_size=12)


@given(st.lists(SERIES, min_size=1, max_size=5), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_plain_walk_agrees(series: list[list[tuple[Number, Number]]], with_sizes: bool) -> None:
    y = [[events for events, _ in one] for one in series]
    n = [[size for _, size in one] for one in series] if with_sizes else None
    found = between_counts(join_series(y, n))
    for i in range(len(series)):
        lengths, since = plain(y[i], n[i] if n else [1.0] * len(y[i]))
        here = slice(found.offsets[i], found.offsets[i + 1])
        assert same(found.values[here].tolist(), lengths)
        assert same([float(found.since[i])], [since])


def plain(y: list[Number], n: list[Number]) -> tuple[list[float], float]:
    """Walk along the periods with a pencil; None anywhere makes the stretch unknown."""
    lengths: list[float] = []
    passed, is_open = math.nan, False
    for events, size in zip(y, n, strict=True):
        if events is None or size is None:
            passed = math.nan
            continue
        for which in range(int(events)):
            step = size / events / 2 if which == 0 else size / events
            if is_open:
                lengths.append(passed + step)
            passed, is_open = 0.0, True
        passed += size / events / 2 if events else size
    return lengths, passed if is_open else math.nan


def same(found: list[float], wanted: list[float]) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(
        (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in pairs
    )


def ask(**request: Any) -> dict[str, Any]:
    [answer] = answer_all([request])
    return answer


def test_a_g_chart_of_deaths_and_births_counts_births_between_deaths() -> None:
    """Mean of 17.5 and 5 is 11.25: limit 11.25 + 3 √(11.25 × 12.25)."""
    answer = ask(chart="g", y=[1, 0, 2], n=[10, 10, 10], x=["2021-01", "2021-02", "2021-03"])
    points = answer["points"]
    assert (points["period"], points["value"]) == (["2021-03", "2021-03"], [17.5, 5])
    assert points["upper"][0] == pytest.approx(11.25 + 3 * math.sqrt(11.25 * 12.25))
    assert answer["notes"] == [
        "Several of one period are taken as evenly spread over it.",
        "Since the last one: 2.5 cases.",
    ]


def test_a_t_chart_of_counts_has_periods_between_events() -> None:
    answer = ask(chart="t", measure="count", y=[1, 0, 0, 1, 1])
    assert answer["points"]["value"] == [3, 1]
    assert answer["notes"] == ["Since the last one: 0.5 periods."]


def test_what_lies_between_already_is_taken_as_it_is() -> None:
    assert ask(chart="t", y=[3, 1])["points"]["value"] == [3, 1]
    assert ask(chart="g", y=[3, 0])["points"]["value"] == [3, 0]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"chart": "g", "y": [1, 0], "n": [9, 9]}, "Fewer than two events"),
        ({"chart": "g", "y": [1.5, 2], "n": [9, 9]}, "Events are whole numbers"),
        ({"chart": "t", "y": [1, 2], "n": [9, 9]}, "A t chart takes its numbers alone"),
    ],
)
def test_what_can_not_be_between(request_: dict[str, Any], words: str) -> None:
    assert words in ask(**request_)["error"]


def test_the_types_tell_a_batch() -> None:
    found: Between = between_counts(join_series([[1, 1, 1]]))
    assert found.batch.values.tolist() == [1, 1]
