"""A sheet as people keep it: CSV or XLSX, with comments above the header, any separator, any spelling."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

#: What Excel, LibreOffice and DHIS2 write between cells.
SEPARATORS = ",;\t|"
#: A sheet of a woreda for ten years is far below this.
MOST_BYTES = 64 * 1024 * 1024


class SheetError(ValueError):
    """The file can't be read as a sheet; the message says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One line of the sheet: the number a spreadsheet program shows beside it, and its cells by header."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """The headers, in order, and the rows below them; wholly empty rows are left out."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(path: Path) -> Sheet:
    """Read a CSV or XLSX file; refuses with SheetError what is neither."""
    if not path.is_file():
        raise SheetError(f"There is no file {path}. Nothing was changed. Check the name and the folder.")
    if path.stat().st_size > MOST_BYTES:
        raise SheetError(
            f"{path.name} is larger than 64 MB. Nothing was changed. Split it by year and try again."
        )
    start = path.read_bytes()[:4]
    if start == b"PK\x03\x04":
        return _sheet(_xlsx_lines(path), path)
    if start[:2] == b"\x1f\x8b" or b"\x00" in path.read_bytes()[:4096].replace(b"\xff\xfe", b""):
        raise SheetError(
            f"{path.name} is not a CSV or XLSX sheet. Nothing was changed. "
            "Save it as CSV (UTF-8) or XLSX first."
        )
    return _sheet(_csv_lines(_text_of(path)), path)


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetError(
            f"{path.name} is not written in UTF-8, so letters would come out wrong. Nothing was changed. "
            "In the spreadsheet program choose “CSV UTF-8”, or save as XLSX."
        ) from None


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered lines of cells; comment lines (#) and empty lines are passed over."""
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    separator = max(SEPARATORS, key=first.count)
    skipped = 0
    while skipped < len(lines) and (lines[skipped].startswith("#") or not lines[skipped].strip()):
        skipped += 1
    reader = csv.reader(io.StringIO("".join(lines[skipped:])), delimiter=separator)
    for cells in reader:
        if not (cells and cells[0].startswith("#")):
            yield skipped + reader.line_num, [cell.strip() for cell in cells]


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    # openpyxl takes a fifth of a second to import: only who reads XLSX waits for it.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, OSError, ValueError):
        raise SheetError(
            f"{path.name} looks like XLSX but is damaged. Nothing was changed. Open and save it again."
        ) from None
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        texts = [_cell(value) for value in cells]
        if not (texts and texts[0].startswith("#")):
            yield number, texts


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def _sheet(lines: Iterator[tuple[int, list[str]]], path: Path) -> Sheet:
    headers: tuple[str, ...] = ()
    rows = []
    for number, cells in lines:
        if not any(cells):
            continue
        if not headers:
            headers = _headers(cells)
            continue
        padded = [*cells, *[""] * (len(headers) - len(cells))]
        rows.append(Row(number, dict(zip(headers, padded, strict=False))))
    if not headers or not rows:
        raise SheetError(
            f"{path.name} has no header with rows below it. Nothing was changed. "
            "The first line should name the columns, such as: facility, period, numerator, denominator."
        )
    return Sheet(headers, tuple(rows))


def _headers(cells: list[str]) -> tuple[str, ...]:
    """Names of columns; an empty or repeated one gets its place, so that no column hides another."""
    found: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = cell or f"column {place}"
        found.append(name if name not in found else f"{name} ({place})")
    return tuple(found)
