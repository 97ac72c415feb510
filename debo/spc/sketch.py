"""A chart for a terminal: a few lines of text, dots for points and a line for the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .charts import KINDS
from .scale import Fit, Unit, axis_for, unit_for

ROWS: Final = 9
MOST_COLUMNS: Final = 96


def summarise(answer: Mapping[str, Any], *, ratio: bool) -> str:
    """Name, sketch, reading and counts of one series, as text."""
    points = answer["points"]
    unit = unit_for(points["value"], points["centre"], ratio=ratio)
    periods, phases = points["period"], answer["phases"]
    heading = f"{KINDS[answer['chart']].title}, {periods[0]} to {periods[-1]}, {len(periods)} periods"
    lines = [
        f"{answer['name']}   ({heading})",
        "",
        *sketch(points, unit, ratio=ratio),
        "",
        str(answer["reading"]),
    ]
    for phase in phases:
        lines.append(f"  {_phase_line(answer, phase, unit)}")
    return "\n".join([*lines, *(f"  Note: {note}" for note in answer.get("notes", []))])


def sketch(points: Mapping[str, list[Any]], unit: Unit, *, ratio: bool) -> list[str]:
    """Draw points as ● (◎ outside the limits) over the centre line, with the axis at the left."""
    values, centre = points["value"], points["centre"]
    axis = axis_for([*values, *centre], [], Fit(from_zero=ratio, parts=3), unit)
    columns = min(len(values), MOST_COLUMNS)
    grid = [[" "] * columns for _ in range(ROWS)]
    span = axis.high - axis.low

    def put(place: int, value: float | None, sign: str) -> None:
        if value is not None:
            row = round((ROWS - 1) * (1 - (value - axis.low) / span))
            grid[min(max(row, 0), ROWS - 1)][place * columns // len(values)] = sign

    for place, level in enumerate(centre):
        put(place, level, "─")
    for place, value in enumerate(values):
        put(place, value, "◎" if points["signal"][place] else "●")
    low, high = unit.write(axis.low, axis.step * unit.factor), unit.write(axis.high, axis.step * unit.factor)
    room = max(len(low), len(high))
    labels = [high, *[""] * (ROWS - 2), low]
    return [f"{label:>{room}} ┤{''.join(row)}".rstrip() for label, row in zip(labels, grid, strict=True)]


def _phase_line(answer: Mapping[str, Any], phase: Mapping[str, Any], unit: Unit) -> str:
    points = answer["points"]
    first, last = phase["first"] - 1, phase["last"] - 1
    level = points["centre"][first]
    name = KINDS[answer["chart"]].line
    line = f"{points['period'][first]} to {points['period'][last]}: "
    line += f"{name.lower()} {unit.write(level)}" if level is not None else "no line"
    if phase["longest_run"] is not None:
        line += (
            f"; {phase['n_useful']} useful points, longest run {phase['longest_run']}"
            f" (ordinary up to {phase['longest_run_max']}), {phase['crossings']} crossings"
            f" (ordinary from {phase['crossings_min']})"
        )
    outside = sum(points["signal"][first : last + 1])
    return f"{line}; {outside} outside the limits" if outside else line
