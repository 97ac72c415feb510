"""`dataValueSets` as CSV, with a header in any order or, as DHIS2 also allows, with none."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from debo.exchange.dhis2.json_format import as_json
from debo.exchange.dhis2.value import FormatError, Header, Value, is_uid, value_of

#: The order in which DHIS2 writes and, without a header, reads.
ORDER = (
    "dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo", "value", "storedBy",
    "timestamp", "comment", "followup", "deleted",
)  # fmt: skip
_NAMES = {name.lower(): name for name in (*ORDER, "dataSet")} | {
    "lastupdated": "timestamp",
    "categoryoptcombo": "categoryOptionCombo",
    "attroptioncombo": "attributeOptionCombo",
    "attroptcombo": "attributeOptionCombo",
}
_NEEDED = ("dataElement", "period", "orgUnit", "value")
#: No cell of a values file is longer; a file that isn't CSV at all would be one endless cell.
csv.field_size_limit(1 << 20)


def plain_header(cells: Sequence[str]) -> list[str]:
    """Headers without case, blanks and underscores."""
    return [cell.strip().lower().replace(" ", "").replace("_", "") for cell in cells]


def is_header(cells: Sequence[str]) -> bool:
    """Whether this line names the columns of data values."""
    return {_NAMES.get(name) for name in plain_header(cells)} >= set(_NEEDED)


def is_bare(cells: Sequence[str]) -> bool:
    """Whether this line is a value of a file without a header."""
    return 6 <= len(cells) <= len(ORDER) and is_uid(cells[0]) and is_uid(cells[2]) and cells[1][:4].isdigit()


def rows_of(path: Path, *, strip: bool = True) -> Iterator[tuple[int, list[str]]]:
    """(line, cells), stripped unless blanks are to be told of; FormatError for what isn't UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, skipinitialspace=strip)
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield reader.line_num, [cell.strip() for cell in cells] if strip else cells
    except UnicodeDecodeError:
        raise FormatError(f"{path.name} is not UTF-8. Save it as CSV (UTF-8).") from None
    except csv.Error as error:
        raise FormatError(f"{path.name} is broken CSV ({error}).") from None


def read_csv(path: Path) -> Iterator[Value]:
    """Every value; refuses with FormatError a file that doesn't say element, period, unit and value."""
    names: list[str] = []
    for line, cells in rows_of(path):
        if not names:
            if is_header(cells):
                names = [_NAMES.get(name, name) for name in plain_header(cells)]
                continue
            if not is_bare(cells):
                raise FormatError(
                    f"{path.name} doesn't name its columns; DHIS2's are {', '.join(ORDER).lower()}. "
                    "Nothing was changed."
                )
            names = list(ORDER)
        said: dict[str, object] = dict(zip(names, cells, strict=False))
        yield value_of(line, said, Header())
    if not names:
        raise FormatError(f"{path.name} is empty. Nothing was changed.")


def write_csv(values: Iterable[Value], file: IO[str]) -> int:
    """Write them one by one with DHIS2's header; returns how many."""
    count = 0
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow([name.lower() for name in ORDER])
    for value in values:
        count += 1
        said = as_json(value)
        cells = ["true" if said.get(name) is True else said.get(name, "") for name in ORDER]
        writer.writerow(cells)
    return count
