"""The four lamps and their shares agree with the key that was written by hand."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from debo.improvement.fidelity import fidelity
from debo.improvement.lamps import LAMPS, lamps_of
from debo.periods import Period, parse

CASES = json.loads((Path(__file__).parents[3] / "vectors" / "fidelity.json").read_text(encoding="utf-8"))


def points(case: dict[str, Any]) -> list[tuple[Period, float | None]]:
    return [(parse(period), value) for period, value in case.get("points", [])]


def test_the_corpus_has_forty() -> None:
    assert len(CASES["lamps"]) == len({case["name"] for case in CASES["lamps"]}) == 40


@pytest.mark.parametrize("case", CASES["lamps"], ids=lambda case: str(case["name"]))
def test_lamps(case: dict[str, Any]) -> None:
    cycles = {**case.get("cycles", {}), "it": case["cycle"]}
    lamps = lamps_of("it", cycles, points(case))
    assert [name for name in LAMPS if getattr(lamps, name)] == case["lit"]


@pytest.mark.parametrize("case", CASES["quarters"], ids=lambda case: str(case["name"]))
def test_quarters(case: dict[str, Any]) -> None:
    answer = fidelity(case["cycles"], lambda _record: points(case))
    assert [asdict(quarter) for quarter in answer] == case["answer"]
