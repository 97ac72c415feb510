"""Independence: the cases computed by hand, and what must hold of any days."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debo.mentoring.independence import UnderWay, independence

CASES = json.loads((Path(__file__).parents[3] / "vectors/independence.json").read_text())["cases"]
DAYS = st.lists(st.integers(-30, 100).map(lambda n: date(2026, 1, 1) + timedelta(days=n)), max_size=20)


def days(texts: list[str]) -> list[date]:
    return [date.fromisoformat(one) for one in texts]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_as_computed_by_hand(case: dict[str, Any]) -> None:
    cycles = [
        UnderWay(date.fromisoformat(first), date.fromisoformat(last) if last else None)
        for first, last in case["cycles"]
    ]
    found = independence(days(case["acts"]), days(case["visits"]), cycles, date.fromisoformat(case["today"]))
    expected = case["expected"]
    assert (found.acts, found.own, found.longest_gap) == (
        expected["acts"],
        expected["own"],
        expected["longest_gap"],
    )
    assert found.share == (None if expected["share"] is None else pytest.approx(expected["share"]))
    assert list(found.days_to_next) == expected["days_to_next"]


@given(DAYS, DAYS, DAYS)
def test_one_more_visit_never_makes_more_of_it_the_teams_own(
    acts: list[date], visits: list[date], more: list[date]
) -> None:
    today = date(2026, 3, 31)
    before, after = independence(acts, visits, [], today), independence(acts, visits + more, [], today)
    assert after.own <= before.own <= before.acts == after.acts
    assert after.longest_gap <= before.longest_gap
