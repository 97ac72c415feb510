"""What the checks go by, read from settings.json beside this file; each with its source there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal


@dataclass(frozen=True)
class Related:
    """Two sums of counted events that belong together.

    `kind`: the left is about `equal` to the right, `at_most` the right, or the two move `opposite` ways while
    their sum stays. `window`: over so many periods; `need`: of which so many must be counted on both sides.
    `slack`: a difference of so many is never asked about; `tolerance`: nor is this share of the right.
    """

    key: str
    kind: Literal["equal", "at_most", "opposite"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    window: int
    need: int
    slack: float
    tolerance: float
    ask: Mapping[str, str]


@dataclass(frozen=True)
class Settings:
    """All settings of this room."""

    low: float
    high: float
    moderate: float
    extreme: float
    #: So many periods make the year an outlier is looked for in, and so many of them must be counted.
    window: int
    least: int
    #: Elements of an LQAS check, the level to keep, and (matches needed, level) from the lowest.
    elements: int
    target: int
    levels: tuple[tuple[int, int], ...]
    #: Days after a period's end by which its report is due, where neither measure nor charter says.
    days_after: int
    related: tuple[Related, ...]


@cache
def settings() -> Settings:
    """The settings as they stand; read once."""
    read: dict[str, Any] = json.loads(
        (files("debo.measures.quality") / "settings.json").read_text(encoding="utf-8")
    )
    verification, outliers, lqas = read["verification"], read["outliers"], read["lqas"]
    return Settings(
        low=verification["low"],
        high=verification["high"],
        moderate=outliers["moderate"],
        extreme=outliers["extreme"],
        window=outliers["window"],
        least=outliers["least"],
        elements=lqas["elements"],
        target=lqas["target"],
        levels=tuple((needed, level) for needed, level in lqas["levels"]),
        days_after=read["deadline"]["days_after"],
        related=tuple(_related(one) for one in read["related"]),
    )


def _related(one: Mapping[str, Any]) -> Related:
    return Related(
        one["key"],
        one["kind"],
        tuple(one["left"]),
        tuple(one["right"]),
        one["window"],
        one["need"],
        one["slack"],
        one["tolerance"],
        one["ask"],
    )
