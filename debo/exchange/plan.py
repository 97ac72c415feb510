"""From a sheet and a mapping to what would be written, and every row that can't be, with its reason and
number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from debo.exchange.cells import CellError, is_blank, read_count, read_number, read_period
from debo.exchange.mapping import ColumnMapping
from debo.exchange.names import Names
from debo.exchange.sheet import Row, Sheet
from debo.periods import Kind, StartDay

#: What to do with several rows for one facility, measure and period.
SEVERAL = ("refuse", "sum", "mean")


@dataclass(frozen=True)
class Figures:
    """One row's figures for one facility, measure and period; `values` are fields of an observation."""

    row: int
    measure: str
    facility: str
    period: str
    values: dict[str, Any]

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two rows speak of the same count."""
        return self.measure, self.facility, self.period


@dataclass(frozen=True)
class RefusedRow:
    """A row, or a cell of a wide one, that isn't taken, and why."""

    row: int
    column: str
    reason: str


@dataclass
class Plan:
    """What would be written, what is refused, and how many cells were blank."""

    figures: list[Figures] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    blank: int = 0


@dataclass(frozen=True)
class Target:
    """The collaborative's side: names to find, the kind of period of each measure, and its rules."""

    measures: Names
    facilities: Names
    kinds: Mapping[str, Kind]
    impossible: Callable[[str, Mapping[str, Any]], str | None]
    start_day: StartDay = 1


@dataclass(frozen=True)
class Choices:
    """What the person chose: several rows for one period, and rounding."""

    several: str = "refuse"
    rounding: bool = False


def make_plan(sheet: Sheet, mapping: ColumnMapping, target: Target, choices: Choices) -> Plan:
    """Read every row; nothing is written."""
    plan = Plan()
    reading = _Reading(mapping, target, choices)
    read: list[Figures] = []
    for row in sheet.rows:
        for column, period, cells in _cells(row, mapping):
            try:
                figures = reading.figures(row.number, period, cells)
            except CellError as reason:
                plan.refused.append(RefusedRow(row.number, column, str(reason)))
                continue
            if figures is None:
                plan.blank += 1
            else:
                read.append(figures)
    for figures in _joined(read, choices, plan):
        objection = target.impossible(figures.measure, figures.values)
        if objection is None:
            plan.figures.append(figures)
        else:
            plan.refused.append(RefusedRow(figures.row, "", objection))
    plan.refused.sort(key=lambda one: one.row)
    return plan


def _cells(row: Row, mapping: ColumnMapping) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(column, period, meaning → text) of a row: one of a long sheet, one per period of a wide one."""
    known = {meaning: row.cells[column] for meaning, column in mapping.columns.items()}
    if not mapping.periods:
        yield mapping.columns["period"], known.get("period", ""), known
    for column in mapping.periods:
        yield column, column, {**known, mapping.wide: row.cells[column]}


@dataclass(frozen=True)
class _Reading:
    """How each row of a sheet is read."""

    mapping: ColumnMapping
    target: Target
    choices: Choices

    def figures(self, number: int, period: str, cells: Mapping[str, str]) -> Figures | None:
        """The figures of a row, None when nothing was counted; refuses with CellError."""
        values: dict[str, Any] = {}
        for meaning in ("numerator", "denominator"):
            if meaning in cells:
                values[meaning] = read_count(cells[meaning], rounding=self.choices.rounding)
        if "value" in cells:
            values["value"] = read_number(cells["value"])
        if all(values.get(meaning) is None for meaning in ("numerator", "value")):
            # A denominator alone is no count: nothing was reported for this period.
            return None
        measure = _find(self.target.measures, self._said("measure", cells), "measure")
        facility = _find(self.target.facilities, self._said("facility", cells), "facility")
        if is_blank(period):
            raise CellError("the period is missing")
        found = read_period(period, self.target.kinds[measure], self.target.start_day)
        if not is_blank(cells.get("note", "")):
            values["note"] = cells["note"]
        kept = {name: value for name, value in values.items() if value is not None}
        return Figures(number, measure, facility, found.id, kept)

    def _said(self, meaning: str, cells: Mapping[str, str]) -> str:
        return cells.get(meaning) or self.mapping.fixed.get(meaning, "")


def _find(names: Names, text: str, what: str) -> str:
    if is_blank(text):
        raise CellError(f"the {what} is missing")
    found = names.find(text)
    if found is None:
        raise CellError(names.why_not(text, what))
    return found


def _joined(read: list[Figures], choices: Choices, plan: Plan) -> Iterator[Figures]:
    """One of each facility, measure and period; further rows are joined or refused, as was chosen.

    Counts are only ever added up, also under `mean`: a mean of counts is no count.
    """
    together: dict[tuple[str, str, str], list[Figures]] = {}
    for figures in read:
        together.setdefault(figures.key, []).append(figures)
    for first, *others in together.values():
        if choices.several != "refuse":
            yield _put_together([first, *others], choices.several)
            continue
        yield first
        for one in others:
            if one.values != first.values:
                reason = f"row {first.row} already has this facility, measure and period; see --several"
                plan.refused.append(RefusedRow(one.row, "", reason))


def _put_together(rows: list[Figures], how: str) -> Figures:
    values: dict[str, Any] = {}
    for name in ("numerator", "denominator", "value"):
        numbers = [row.values[name] for row in rows if name in row.values]
        if numbers:
            total = sum(numbers)
            values[name] = total / len(numbers) if how == "mean" and name == "value" else total
    return Figures(rows[0].row, rows[0].measure, rows[0].facility, rows[0].period, values)
