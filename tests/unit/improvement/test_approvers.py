"""Who may answer an aim: vectors/approvers.json, which the phone satisfies too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from debo.improvement.approvers import somebody_outside
from debo.people.holding import Held, Roster, Seat

CASES: dict[str, Any] = json.loads(Path("vectors/approvers.json").read_text(encoding="utf-8"))
PLACES = {one["id"]: (one["kind"], one["parent"]) for one in CASES["places"]}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_whether_anybody_outside_may_answer(case: dict[str, Any]) -> None:
    held = tuple(Held(**one) for one in case["held"])
    seats = tuple(Seat(**one) for one in case["members"])
    found = somebody_outside(Roster(held, seats, PLACES), "t", case["facility"], CASES["day"])
    assert found is case["outside"]
