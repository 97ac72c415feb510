"""Which column of a sheet means what: proposed from its headers in three languages, shown before anything is
written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from debo.exchange.cells import guess_kind
from debo.exchange.sheet import Sheet

#: What a column can mean.
MEANINGS = ("measure", "facility", "period", "numerator", "denominator", "value", "note")
#: A sheet with so many columns that are periods is a wide one.
FEWEST_PERIOD_COLUMNS = 2


class MappingError(ValueError):
    """The columns can't be understood as asked; the message says which and what to do."""


@dataclass(frozen=True)
class ColumnMapping:
    """Meaning → column. `periods` are the columns of a wide sheet, whose cells are the `wide` meaning.

    `fixed` holds the measure or facility of the whole sheet when no column names it.
    """

    columns: Mapping[str, str]
    periods: tuple[str, ...] = ()
    wide: str = "numerator"
    fixed: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The mapping as a person reads it, a line for each meaning."""
        shown = [
            f"  {meaning:<12} ← column “{self.columns[meaning]}”"
            for meaning in MEANINGS
            if meaning in self.columns
        ]
        shown += [f"  {meaning:<12} = “{name}” for every row" for meaning, name in self.fixed.items()]
        if self.periods:
            span = f"“{self.periods[0]}” … “{self.periods[-1]}”"
            shown.append(
                f"  {'period':<12} ← {len(self.periods)} columns, {span}; their cells are the {self.wide}"
            )
        return shown


def propose(sheet: Sheet, asked: Mapping[str, str], fixed: Mapping[str, str]) -> ColumnMapping:
    """Map the sheet's columns: what was asked for first, then what the headers say.

    Refuses with MappingError a column that isn't there, and a sheet without period, figures or place.
    """
    for meaning, column in asked.items():
        if meaning not in (*MEANINGS, "wide"):
            raise MappingError(f"“{meaning}” is no meaning of a column. Use: {', '.join(MEANINGS)}.")
        if meaning != "wide" and column not in sheet.headers:
            raise MappingError(f"There is no column “{column}”. The columns are: {', '.join(sheet.headers)}.")
    columns = {meaning: column for meaning, column in asked.items() if meaning != "wide"}
    columns.update(_from_headers(sheet, columns, fixed))
    periods: tuple[str, ...] = ()
    if "period" not in columns:
        periods = tuple(h for h in sheet.headers if h not in columns.values() and guess_kind([h]) is not None)
        if len(periods) < FEWEST_PERIOD_COLUMNS:
            raise MappingError(
                "No column looks like the period. Nothing was changed. "
                f"Name it: --map period=COLUMN. The columns are: {', '.join(sheet.headers)}."
            )
    mapping = ColumnMapping(columns, periods, asked.get("wide", "numerator"), dict(fixed))
    _check(mapping, sheet)
    return mapping


def parse_asked(text: str) -> dict[str, str]:
    """Read `--map "facility=Site,numerator=Tested"`."""
    asked = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        meaning, sign, column = part.partition("=")
        if not sign or not column.strip():
            raise MappingError(f"“{part}” should look like meaning=COLUMN, for example facility=Site.")
        asked[meaning.strip()] = column.strip()
    return asked


def _check(mapping: ColumnMapping, sheet: Sheet) -> None:
    for meaning, option in (("facility", "--facility NAME"), ("measure", "--measure NAME")):
        if meaning not in mapping.columns and meaning not in mapping.fixed:
            raise MappingError(
                f"No column looks like the {meaning}. Nothing was changed. Name it: --map {meaning}=COLUMN, "
                f"or say it for the whole sheet: {option}. The columns are: {', '.join(sheet.headers)}."
            )
    if not mapping.periods and not {"numerator", "value"} & set(mapping.columns):
        raise MappingError(
            "No column looks like a count or a value. Nothing was changed. "
            f"Name it: --map numerator=COLUMN. The columns are: {', '.join(sheet.headers)}."
        )


def _from_headers(sheet: Sheet, columns: Mapping[str, str], fixed: Mapping[str, str]) -> dict[str, str]:
    """The first column whose header says a meaning that is still open, word for word before word within."""
    found: dict[str, str] = {}
    for exact in (True, False):
        for meaning in MEANINGS:
            if meaning in columns or meaning in found or meaning in fixed:
                continue
            taken = {*columns.values(), *found.values()}
            for header in sheet.headers:
                if header not in taken and _says(header, meaning, exact=exact):
                    found[meaning] = header
                    break
    return found


def _says(header: str, meaning: str, *, exact: bool) -> bool:
    name = _plain(header)
    words = synonyms()[meaning]
    return (
        name in words
        if exact
        else any(re.search(rf"(^|\W){re.escape(w)}(\W|$)", name) for w in words if len(w) > 2)
    )


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[_.\-/]+", " ", header.casefold()).replace("’", "'").split())


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """What headers say for each meaning, in English, Amharic and Afaan Oromo (headers.json)."""
    rows = json.loads((files("debo.exchange") / "headers.json").read_text(encoding="utf-8"))
    return {meaning: tuple(rows[meaning]) for meaning in MEANINGS}
