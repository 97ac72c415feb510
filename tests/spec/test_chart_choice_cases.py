"""The cases of vectors/chart_choices.json, which the phone's TypeScript satisfies as well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from debo.spc.batch import join_series
from debo.spc.choice import CHART_OF, REASONS, choose_charts

VECTORS = Path(__file__).parents[2] / "vectors"
CASES = json.loads((VECTORS / "chart_choices.json").read_text("utf-8"))["cases"]
#: Kinds of measure that a phone does not have.
ONLY_HERE = {"values", "cases_between", "time_between"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    batch = join_series([case["y"]], None if case["n"] is None else [case["n"]])
    fewest = [case["fewest"]] if "fewest" in case else None
    found = choose_charts(batch, case["measure"], fewest=fewest)
    expected = case["expected"]
    assert (found.chart(0), str(found.reasons[0])) == (expected["chart"], expected["reason"])
    assert found.params(0) == expected["params"]
    assert "{" not in REASONS[expected["reason"]].format(**found.params(0))


@pytest.mark.parametrize("measure", ["share", "rate", "count", "value"])
def test_a_series_has_the_same_chart_in_any_company(measure: str) -> None:
    own = [case for case in CASES if case["measure"] == measure and "fewest" not in case]
    below = [case["n"] for case in own if case["n"] is not None]
    found = choose_charts(join_series([case["y"] for case in own], below or None), measure)
    assert found.reasons.tolist() == [case["expected"]["reason"] for case in own]
    assert [found.params(i) for i in range(len(own))] == [case["expected"]["params"] for case in own]


def test_every_reason_has_a_case_and_a_sentence() -> None:
    assert {case["expected"]["reason"] for case in CASES} == CHART_OF.keys() - ONLY_HERE
    assert CHART_OF.keys() == REASONS.keys()


@pytest.mark.parametrize("measure", sorted(ONLY_HERE))
def test_other_measures_need_only_enough_points(measure: str) -> None:
    found = choose_charts(join_series([[1.0] * 12, [1.0] * 11]), measure)
    assert found.reasons.tolist() == [measure, "few_points"]


def test_what_does_not_fit_is_refused() -> None:
    batch = join_series([[1.0] * 12])
    with pytest.raises(ValueError, match="one of share, rate, count"):
        choose_charts(batch, "percent")
    with pytest.raises(ValueError, match="needs denominators"):
        choose_charts(batch, "share")
    with pytest.raises(ValueError, match="has no denominators"):
        choose_charts(join_series([[1.0]], [[2.0]]), "count")
