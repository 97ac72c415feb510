"""What the demonstration is made of, read from the JSON files in `data`: places, people, measures, bundles,
ideas."""

from __future__ import annotations

import json
import uuid
from functools import cache
from importlib.resources import files
from typing import Any

#: The root of the demonstration's record ids, so that the same demonstration has the same ids everywhere.
DEMO_NAMESPACE = uuid.UUID("d3b0de30-0000-5000-8000-64656d6f0001")


@cache
def table(name: str) -> list[dict[str, Any]]:
    """The rows of one data file, such as `measures`."""
    rows: list[dict[str, Any]] = json.loads(_text(name))
    return rows


@cache
def names() -> dict[str, list[str]]:
    """Given names by list; written for this demonstration from names in common use."""
    lists: dict[str, list[str]] = json.loads(_text("names"))
    return lists


def demo_id(*parts: object) -> str:
    """The id of a record of the demonstration, from what it is: `demo_id("place", "hc1")`."""
    return str(uuid.uuid5(DEMO_NAMESPACE, "|".join(str(part) for part in parts)))


def _text(name: str) -> str:
    return (files("debo.demo") / "data" / f"{name}.json").read_text(encoding="utf-8")
