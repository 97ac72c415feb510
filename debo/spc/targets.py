"""Targets that change over time: a number for all periods, or a number from a period on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

Number = float | None

WRONG: Final = (
    "“target” is a number, or an object of periods and numbers such as {“2021-01”: 0.8}: each stands from its"
    " period on, and null ends it."
)


class TargetError(ValueError):
    """A target that can't be drawn, in a sentence for the person who gave it."""


def step_targets(raw: Any, periods: Sequence[object]) -> tuple[Number, ...]:
    """The target at each point, None where there is none; () when none was asked for.

    raw: None, a number in the unit that is plotted, or a mapping from the beginning of a period's label to a
    number or None. Refuses (TargetError) what is neither, and a period that is not among the points.
    """
    if raw is None:
        return ()
    if not isinstance(raw, Mapping):
        return (_number(raw),) * len(periods)
    labels = [str(period) for period in periods]
    starts: dict[int, Number] = {}
    for period, value in raw.items():
        at = next((place for place, label in enumerate(labels) if label.startswith(str(period))), None)
        if at is None:
            raise TargetError(f"A target begins at “{period}”, and there is no such period.")
        starts[at] = None if value is None else _number(value)
    made: list[Number] = []
    now: Number = None
    for place in range(len(labels)):
        now = starts.get(place, now)
        made.append(now)
    return tuple(made)


def _number(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise TargetError(WRONG)
    return float(raw)
