"""A chart for a terminal: a few lines of text, dots for points and a line for the line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from debo.languages import words

from .charts import KINDS
from .reading import Say
from .scale import Fit, Unit, axis_for, unit_for

SAID: Final = words(
    {
        "heading": "{chart}, {first} to {last}, {n} periods",
        "phase": "{first} to {last}: {line} {value}",
        "no_line": "{first} to {last}: no line",
        "runs": "{n} useful points, longest run {run} (ordinary up to {most}), {crossings} crossings"
        " (ordinary from {fewest})",
        "outside": "{n} outside the limits",
        "note": "Note: {note}",
    }
)
ROWS: Final = 9
MOST_COLUMNS: Final = 96


def summarise(answer: Mapping[str, Any], *, ratio: bool, say: Say = str) -> str:
    """Name, sketch, reading and counts of one series, as text."""
    points = answer["points"]
    unit = unit_for(points["value"], points["centre"], ratio=ratio)
    periods, phases = points["period"], answer["phases"]
    kind = say(KINDS[answer["chart"]].title)
    heading = say(SAID["heading"]).format(chart=kind, first=periods[0], last=periods[-1], n=len(periods))
    lines = [
        f"{answer['name']}   ({heading})",
        "",
        *sketch(points, unit, ratio=ratio),
        "",
        str(answer["reading"]),
        *([str(answer["reason"])] if "reason" in answer else []),
    ]
    for phase in phases:
        lines.append(f"  {_phase_line(answer, phase, unit, say)}")
    notes = [say(SAID["note"]).format(note=note) for note in answer.get("notes", [])]
    return "\n".join([*lines, *(f"  {note}" for note in notes)])


def summarise_funnel(answer: Mapping[str, Any]) -> str:
    """Name and reading of a funnel: dots on a terminal would say less than the picture."""
    return f"{answer['name']}\n\n{answer['reading']}"


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
        left_out = "excluded" in points and points["excluded"][place]
        put(place, value, "×" if left_out else "◎" if points["signal"][place] else "●")
    low, high = unit.write(axis.low, axis.step * unit.factor), unit.write(axis.high, axis.step * unit.factor)
    room = max(len(low), len(high))
    labels = [high, *[""] * (ROWS - 2), low]
    return [f"{label:>{room}} ┤{''.join(row)}".rstrip() for label, row in zip(labels, grid, strict=True)]


def _phase_line(answer: Mapping[str, Any], phase: Mapping[str, Any], unit: Unit, say: Say) -> str:
    points = answer["points"]
    first, last = phase["first"] - 1, phase["last"] - 1
    level = points["centre"][first]
    span = {"first": points["period"][first], "last": points["period"][last]}
    if level is None:
        parts = [say(SAID["no_line"]).format(**span)]
    else:
        line = say(KINDS[answer["chart"]].line).lower()
        parts = [say(SAID["phase"]).format(**span, line=line, value=unit.write(level))]
    if phase["longest_run"] is not None:
        counts = {
            "n": phase["n_useful"],
            "run": phase["longest_run"],
            "most": phase["longest_run_max"],
            "crossings": phase["crossings"],
            "fewest": phase["crossings_min"],
        }
        parts.append(say(SAID["runs"]).format(**counts))
    if outside := sum(points["signal"][first : last + 1]):
        parts.append(say(SAID["outside"]).format(n=outside))
    return "; ".join(parts)
