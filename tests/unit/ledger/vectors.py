"""The cases that both sides must satisfy."""

import json
from pathlib import Path
from typing import Any

from debo.ledger.entry import Entry

FOLDER = Path(__file__).parents[3] / "vectors"


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


def names(cases: list[dict[str, Any]]) -> list[str]:
    return [case["name"] for case in cases]


def entry(fields: dict[str, Any]) -> Entry:
    return Entry(**fields)
