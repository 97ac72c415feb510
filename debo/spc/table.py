"""A sheet of text as a table: the separator found out, comment lines and empty rows left out, cells as text.

Takes what people have: UTF-8 with or without a byte order mark, UTF-16 from older spreadsheets; commas,
semicolons, tabs or bars; quotes; lines that begin with #.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

SEPARATORS: Final = (",", ";", "\t", "|")
# Ways to write that there is no number. A dash too: people type it so that a cell does not look forgotten.
MISSING: Final = frozenset({"", ".", "-", "–", "—", "na", "n/a", "nan", "null", "none", "#n/a"})
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d*,\d+")


class TableError(ValueError):
    """A sheet or a cell that can't be read, in a sentence for the person who has it."""


@dataclass(frozen=True)
class Table:
    """Columns by their heading; rows of texts, and the line each stood on, for messages."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    decimal_comma: bool = False

    def column(self, heading: str) -> list[str]:
        """All cells below a heading."""
        at = self.headings.index(heading)
        return [row[at] for row in self.rows]

    def numbers(self, heading: str) -> list[float | None]:
        """All cells below a heading as numbers, None where missing; refuses a cell that is neither."""
        numbers: list[float | None] = []
        for cell, line in zip(self.column(heading), self.lines, strict=True):
            try:
                numbers.append(read_number(cell, decimal_comma=self.decimal_comma))
            except ValueError:
                raise TableError(
                    f"Line {line}: “{cell}” below “{heading}” is not a number."
                    " Correct it, or leave the cell empty when nothing was counted."
                ) from None
        return numbers


def read_number(cell: str, *, decimal_comma: bool = False) -> float | None:
    """Read 53, 53.0, 1,234 or 87 % (as 87), None where no number is; refuses other text (ValueError)."""
    text = cell.strip().lower()
    if text in MISSING:
        return None
    text = text.removesuffix("%").rstrip().replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if decimal_comma and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if "_" in text:
        # float() would read 1_000.
        raise ValueError(cell)
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(cell)
    return number


def decode(content: bytes) -> str:
    """Text of a file; refuses what is neither UTF-8 nor marked as UTF-16."""
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise TableError(
            "This file is not text in UTF-8. In the spreadsheet, choose “Save as” and “CSV UTF-8”,"
            " or give the .xlsx file itself."
        ) from None


def read_text(text: str) -> Table:
    """Read separated text; the first line that is neither empty nor a comment has the headings."""
    numbered = [
        (line, content)
        for line, content in enumerate(text.splitlines(keepends=True), start=1)
        if not content.startswith("#")
    ]
    separator = find_separator(content for _, content in numbered)
    reader = csv.reader((content for _, content in numbered), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows.extend((numbered[reader.line_num - 1][0], [cell.strip() for cell in row]) for row in reader)
    except csv.Error as problem:
        line = numbered[min(reader.line_num, len(numbered)) - 1][0] if numbered else 1
        raise TableError(f"Line {line}: the quotes do not match ({problem}).") from None
    return make_table(rows, decimal_comma=separator == ";")


def find_separator(lines: Iterable[str]) -> str:
    """The separator that stands oftenest in the first line with anything on it; a comma when none does."""
    heading = next((line for line in lines if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", heading)
    return max(SEPARATORS, key=unquoted.count)


def make_table(rows: Iterable[tuple[int, Sequence[str]]], *, decimal_comma: bool = False) -> Table:
    """Make a table of numbered rows, the headings first; refuses one without headings or rows."""
    full = [(line, row) for line, row in rows if any(row)]
    if not full:
        raise TableError("There is nothing in this file.")
    (_, headings), *others = full
    if not others:
        raise TableError("There are headings in this file and no rows below them.")
    named = [heading or f"column {place}" for place, heading in enumerate(headings, start=1)]
    repeated = {heading for heading in named if named.count(heading) > 1}
    if repeated:
        raise TableError(f"Two columns are called “{min(repeated)}”. Give each column a name of its own.")
    return Table(
        named,
        [_padded(row, len(named), line) for line, row in others],
        [line for line, _ in others],
        decimal_comma,
    )


def _padded(row: Sequence[str], width: int, line: int) -> list[str]:
    if any(row[width:]):
        raise TableError(f"Line {line} has {len(row)} cells, and there are {width} columns.")
    return [*row[:width], *[""] * (width - len(row))]
