"""Four lamps over a cycle: prediction, small scale, data over time, linked (FEATURES N16).

They teach; none is a mark for anybody. The definitions are those of the published reviews of PDSA;
web/src/improvement/lamps is the same in TypeScript, and both answer to vectors/fidelity.json.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from debo.improvement.models import SMALL_SCALES
from debo.periods import Period

Values: TypeAlias = Mapping[str, Any]
#: The cycles known to the reader by their ids, and the points of one measure in the order of time.
Cycles: TypeAlias = Mapping[str, Values]
Points: TypeAlias = Sequence[tuple[Period, float | None]]

LAMPS = ("prediction", "small", "data", "linked")
#: Fewer consecutive points than this tell nothing over time.
POINTS = 3


@dataclass(frozen=True, slots=True)
class Lamps:
    """Which of the four are lit."""

    prediction: bool
    small: bool
    data: bool
    linked: bool


def lamps_of(record: str, cycles: Cycles, points: Points) -> Lamps:
    """The lamps of the cycle `record`, among all `cycles` and the points of its own measure."""
    cycle = cycles[record]
    standing = {key: one for key, one in cycles.items() if not one.get("withdrawn")}
    return Lamps(
        prediction=_said(cycle, "first_prediction" if has_begun(cycle) else "prediction"),
        small=_began_small(record, cycle, standing),
        data=_seen_over_time(cycle, points),
        linked=_linked(record, cycle, standing),
    )


def has_begun(cycle: Values) -> bool:
    """Do has begun: somebody said so, or wrote down what happened."""
    return bool(cycle.get("started")) or _said(cycle, "happened")


def began_on(cycle: Values) -> str | None:
    """The day Do began (ISO), as far as anybody wrote it down."""
    return (cycle.get("started") or cycle.get("starts") or None) if has_begun(cycle) else None


def _said(cycle: Values, name: str) -> bool:
    return bool((cycle.get(name) or "").strip())


def _began_small(record: str, cycle: Values, standing: Cycles) -> bool:
    if not cycle.get("scale"):
        return False
    passed: set[str] = set()
    at, values = record, cycle
    while at not in passed:
        if values.get("scale") in SMALL_SCALES:
            return True
        passed.add(at)
        previous = values.get("previous")
        if not previous or previous not in standing:
            return False
        at, values = previous, standing[previous]
    return False


def _seen_over_time(cycle: Values, points: Points) -> bool:
    began = began_on(cycle)
    if not began or not cycle.get("measure"):
        return False
    run, following = 0, None
    for period, value in points:
        if value is None or period.last_day.isoformat() < began:
            continue
        run = run + 1 if period.first_day == following else 1
        following = period.last_day + timedelta(days=1)
        if run >= POINTS:
            return True
    return False


def _linked(record: str, cycle: Values, standing: Cycles) -> bool:
    previous = cycle.get("previous")
    if previous and previous != record and previous in standing:
        return True
    return any(key != record and one.get("previous") == record for key, one in standing.items())
