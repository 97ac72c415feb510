"""What was invented, as sheets: the observations as a hub would get them, and the truth beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import numpy as np

from debo.periods import Period
from debo.simulation.inventing import Block, invent
from debo.simulation.plan import Kind, Plan

if TYPE_CHECKING:
    from _csv import Writer

OBSERVATIONS: Final = ("facility", "measure", "period", "numerator", "denominator", "value")
SERIES: Final = ("facility", "measure", "kind", "change", "from", "size_sd", "deviation", "before", "after")
MONTHS: Final = ("facility", "measure", "period", "actual", "level", "sent")
CHANGES: Final = ("none", "shift", "trend")


@dataclass(frozen=True)
class Written:
    """How much was written: series, observations that were sent, and months nobody sent."""

    series: int
    observations: int
    missing: int


def write_sheets(plan: Plan, folder: Path, first: Period) -> Written:
    """Write observations.csv, series.csv and months.csv into the folder, block by block.

    observations: what was reported; a month nobody sent has no row. series: the truth about each series;
    `from` is the period in which it begins to change, `deviation` the standard deviation of a month's point.
    months: the truth about each month: what a recount would find, the level it was drawn from, whether it
    was sent. Overwrites files of these names; the folder is made when it isn't there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    periods = period_ids(first, plan.months)
    series = observations = absent = 0
    with (
        (folder / "observations.csv").open("w", encoding="utf-8", newline="") as told,
        (folder / "series.csv").open("w", encoding="utf-8", newline="") as truth,
        (folder / "months.csv").open("w", encoding="utf-8", newline="") as months,
    ):
        sheets = [_sheet(told, OBSERVATIONS), _sheet(truth, SERIES), _sheet(months, MONTHS)]
        for block in invent(plan):
            gone = int(np.isnan(block.reported).sum())
            sheets[0].writerows(_observations(block, periods))
            sheets[1].writerows(_series(block, plan, periods))
            sheets[2].writerows(_months(block, periods))
            series, absent = series + block.facilities, absent + gone
            observations += block.reported.size - gone
    return Written(series, observations, absent)


def facility_name(number: int) -> str:
    """How a facility is called, counted from 0."""
    return f"Facility {number + 1:05}"


def measure_name(kind: Kind, measure: int) -> str:
    """How a measure is called, counted from 0."""
    return f"{kind.name} {measure + 1}"


def _sheet(file: TextIO, header: Sequence[str]) -> Writer:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    return writer


def period_ids(first: Period, months: int) -> list[str]:
    """So many periods from the first on."""
    period, ids = first, []
    for _ in range(months):
        ids.append(period.id)
        period = period.next()
    return ids


def _observations(block: Block, periods: list[str]) -> Iterator[tuple[object, ...]]:
    name = measure_name(block.kind, block.measure)
    for row, reported in enumerate(block.reported):
        facility = facility_name(block.first + row)
        for month in np.flatnonzero(~np.isnan(reported)).tolist():
            yield facility, name, periods[month], *_cells(block, row, month)


def _cells(block: Block, row: int, month: int) -> tuple[object, object, object]:
    """Numerator, denominator and value: whole numbers, or one measured value."""
    reported = float(block.reported[row, month])
    if block.kind.name == "measured":
        return "", "", round(reported, 3)
    size = "" if block.sizes is None else int(block.sizes[row, month])
    return int(reported), size, ""


def _series(block: Block, plan: Plan, periods: list[str]) -> Iterator[tuple[object, ...]]:
    before = block.level[:, 0].tolist()
    after = block.level[:, -1].tolist()
    begins = periods[plan.changes_in - 1] if plan.changes_in <= plan.months else ""
    sizes = (0.0, plan.shift, plan.trend)
    for row, change in enumerate(block.change.tolist()):
        yield (
            facility_name(block.first + row),
            measure_name(block.kind, block.measure),
            block.kind.name,
            CHANGES[change],
            begins if change else "",
            sizes[change],
            round(float(block.deviation[row]), 6),
            round(before[row], 6),
            round(after[row], 6),
        )


def _months(block: Block, periods: list[str]) -> Iterator[tuple[object, ...]]:
    name, sent = measure_name(block.kind, block.measure), ~np.isnan(block.reported)
    whole = block.kind.name != "measured"
    for row in range(block.facilities):
        facility = facility_name(block.first + row)
        for month, period in enumerate(periods):
            actual = float(block.actual[row, month])
            shown = int(actual) if whole else round(actual, 3)
            yield (
                facility,
                name,
                period,
                shown,
                round(float(block.level[row, month]), 6),
                int(sent[row, month]),
            )
