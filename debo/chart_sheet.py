"""A file as a table of text: CSV, the first sheet of an XLSX file, Parquet."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from .spc.table import Table, TableError, decode, make_table, read_text

PARQUET: Final = b"PAR1"
WORKBOOK: Final = b"PK\x03\x04"
#: More rows than this are no sheet; `debo analyse` is for those.
MOST_ROWS: Final = 5_000_000


class SheetError(Exception):
    """A file that can't be read as a sheet; the message says why and what to do."""


def read_sheet(file: str) -> Table:
    """Read a file by what is in it, whatever it is called; - is stdin, which is text.

    Refuses (SheetError, TableError) what is no sheet, in a sentence.
    """
    if file == "-":
        return read_text(decode(sys.stdin.buffer.read()))
    path = Path(file)
    if path.suffix.lower() in {".xls", ".ods"}:
        raise SheetError(f"{path.name} is not read here. Save it as .xlsx or as “CSV UTF-8” and try again.")
    try:
        with path.open("rb") as content:
            begins = content.read(4)
            if begins == WORKBOOK:
                return _read_workbook(path)
            if begins == PARQUET:
                return _read_parquet(path)
            return read_text(decode(begins + content.read()))
    except OSError as problem:
        raise SheetError(f"{file} could not be read: {problem.strerror or problem}.") from None


def _read_workbook(path: Path) -> Table:
    """The first sheet of an XLSX file, its cells as text."""
    # Imported here: it costs a tenth of a second that a CSV file need not pay.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        raise SheetError(f"{path.name} is not a whole .xlsx file. Save it again and try once more.") from None
    rows = book.worksheets[0].iter_rows(values_only=True)
    table = make_table((line, [_cell_text(cell) for cell in row]) for line, row in enumerate(rows, start=1))
    book.close()
    return table


def _read_parquet(path: Path) -> Table:
    """All columns of a Parquet file, its cells as text; rows count from 2, as below headings."""
    try:
        # Imported here: it is large, optional, and a CSV file needs nothing of it.
        from pyarrow import ArrowException  # noqa: PLC0415
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415
    except ImportError:
        raise SheetError(
            f"{path.name} is Parquet, which needs pyarrow: pip install 'debo[parquet]'. Or save it as CSV."
        ) from None
    try:
        with ParquetFile(path) as file:
            if file.metadata.num_rows > MOST_ROWS:
                raise SheetError(
                    f"{path.name} has {file.metadata.num_rows:,} rows; {MOST_ROWS:,} at most make charts."
                )
            content = file.read()
    except (ArrowException, OSError):
        raise SheetError(
            f"{path.name} is not a whole Parquet file. Write it again and try once more."
        ) from None
    columns = [[_cell_text(cell) for cell in column.to_pylist()] for column in content.columns]
    rows = enumerate(zip(*columns, strict=True), start=2)
    return make_table([(1, content.column_names), *((line, list(row)) for line, row in rows)])


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


__all__ = ["SheetError", "TableError", "read_sheet"]
