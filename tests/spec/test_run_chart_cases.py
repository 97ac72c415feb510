"""The cases of vectors/run_charts.json, which the phone's TypeScript satisfies as well."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from debo.spc.answer import answer_all
from debo.spc.reading import SENTENCES
from debo.spc.zones import RULE_SETS

CASES = json.loads((Path(__file__).parents[2] / "vectors" / "run_charts.json").read_text("utf-8"))["cases"]
COLUMNS = ("value", "centre", "lower", "upper", "useful", "signal")
# Counts that go with the IHI rules come only when they are asked for.
IHI = {"rules": "ihi"}


def numbers(column: list[float | None]) -> list[float]:
    return [math.nan if number is None else number for number in column]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    expected = case["expected"]
    [answer] = answer_all([case["request"]])
    for column in COLUMNS:
        if column in expected:
            assert numbers(answer["points"][column]) == pytest.approx(
                numbers(expected[column]), rel=1e-9, abs=1e-9, nan_ok=True
            )
    [with_ihi] = answer_all([case["request"] | IHI])
    if "phases" in expected:
        assert len(answer["phases"]) == len(expected["phases"])
    for found, wanted in zip(with_ihi["phases"], expected.get("phases", []), strict=False):
        for name, number in wanted.items():
            if name == "ihi":
                assert {key: found["ihi"][key] for key in number} == number
            else:
                assert found[name] == number, name
    for name in ("reading", "reading_key"):
        if name in expected:
            assert answer[name] == expected[name]


def test_every_kind_of_reading_has_a_case() -> None:
    # Met by no case: too rare to be worth one each, or the same sentence with another first word.
    gaps = {"better_crossings", "ask_crossings", "outside_many"}
    # Zones are read at the hub alone; tests/unit/spc/test_zones.py holds them.
    zoned = {rule for one in RULE_SETS.values() for rule in one.rules}
    assert {case["expected"].get("reading_key") for case in CASES} >= set(SENTENCES) - gaps - zoned
