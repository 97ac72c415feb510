"""Every stored answer of qicharts2 for the charts there are; only where the shared data is."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from debo.spc.answer import answer_all
from debo.spc.charts import KINDS

CHARTS = Path(__file__).parents[3] / "shared" / "data" / "charts"
GOLDEN = sorted((CHARTS / "golden").glob("*.jsonl.gz"))
COLUMNS = ("value", "centre", "lower", "upper", "signal")


def read_cases(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def same(found: float | None, wanted: float | None) -> bool:
    if found is None or wanted is None or isinstance(wanted, bool):
        return found == wanted
    return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-15)


@pytest.mark.shared
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_every_stored_answer(path: Path) -> None:
    cases = list(read_cases(path))
    assert len(cases) > 2_500
    assert {case["request"]["chart"] for case in cases} <= KINDS.keys()
    answers = answer_all([case["request"] for case in cases])
    for case, answer in zip(cases, answers, strict=True):
        name, expected = case["request"]["name"], case["expected"]
        assert answer["name"] == name
        if "error" in expected:
            # qicharts2 stops at a time of nothing; so do we, with the reason.
            assert "no time between two events" in answer["error"]
            continue
        for column in COLUMNS:
            pairs = zip(answer["points"][column], expected[column], strict=True)
            assert all(same(found, wanted) for found, wanted in pairs), (name, column)
        for found, wanted in zip(answer["phases"], expected["phases"], strict=True):
            assert {key: found[key] for key in wanted} == wanted, name
