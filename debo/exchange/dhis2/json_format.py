"""`dataValueSets` as JSON, read value by value however long the file is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import ijson

from debo.exchange.dhis2.value import FormatError, Header, Value, header_of, value_of


def read_header(path: Path) -> Header:
    """What stands once for all values; it may stand behind them, so the whole file is looked through."""
    said: dict[str, Any] = {}
    has_values = False
    with path.open("rb") as file:
        try:
            key = ""
            for prefix, event, value in ijson.parse(file):
                if prefix == "" and event == "map_key":
                    key = value
                    has_values = has_values or key == "dataValues"
                elif prefix == key and event in ("string", "number", "boolean"):
                    said[key] = value
        except ijson.JSONError as error:
            raise _broken(path, error) from None
    if not has_values:
        raise FormatError(f"{path.name} has no “dataValues”. Nothing was changed.")
    return header_of(said)


def read_json(path: Path) -> Iterator[Value]:
    """Every value; refuses with FormatError a file that isn't JSON or breaks off."""
    header = read_header(path)
    with path.open("rb") as file:
        try:
            for row, said in enumerate(ijson.items(file, "dataValues.item"), 1):
                if not isinstance(said, dict):
                    raise FormatError(f"{path.name}: value {row} is no object. Nothing more was read.")
                yield value_of(row, said, header)
        except ijson.JSONError as error:
            raise _broken(path, error) from None


def as_json(value: Value) -> dict[str, Any]:
    """A value as DHIS2's JSON has it; what is empty is left out."""
    said: dict[str, Any] = {
        "dataElement": value.element,
        "period": value.period,
        "orgUnit": value.unit,
        "categoryOptionCombo": value.combo,
        "attributeOptionCombo": value.attribute,
        "value": value.value,
        "comment": value.comment,
    }
    kept = {name: one for name, one in said.items() if one not in ("", None)}
    if value.follow_up:
        kept["followup"] = True
    return {**kept, "deleted": True} if value.deleted else kept


def write_json(values: Iterable[Value], file: IO[str]) -> int:
    """Write them one by one; returns how many."""
    count = 0
    file.write('{"dataValues": [')
    for count, value in enumerate(values, 1):
        file.write(("\n" if count == 1 else ",\n") + json.dumps(as_json(value), ensure_ascii=False))
    file.write("\n]}\n")
    return count


def _broken(path: Path, error: Exception) -> FormatError:
    if path.stat().st_size == 0:
        return FormatError(f"{path.name} is empty. Nothing was changed.")
    return FormatError(
        f"{path.name} is broken JSON ({error}). Fetch it once more; what was read is not lost."
    )
