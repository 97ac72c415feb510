"""What a file is, and its values in whatever format DHIS2 wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import ijson

from debo.exchange.dhis2.adx_format import read_adx
from debo.exchange.dhis2.csv_format import is_bare, is_header, read_csv, rows_of
from debo.exchange.dhis2.json_format import read_header, read_json
from debo.exchange.dhis2.metadata import KINDS
from debo.exchange.dhis2.value import FormatError, Value
from debo.exchange.dhis2.xml_format import read_xml, root_of, schemes_of_xml


class Format(StrEnum):
    """The formats of data values, and metadata."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    ADX = "adx"
    METADATA = "metadata"


def format_of(path: Path) -> Format:
    """What a file holds, by its content; refuses with FormatError what DHIS2 doesn't write."""
    if not path.is_file():
        raise FormatError(f"There is no file {path}. Nothing was changed. Check the name and the folder.")
    with path.open("rb") as file:
        start = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FormatError(f"{path.name} is empty. Nothing was changed.")
    if start[:2] in (b"PK", b"\x1f\x8b"):
        raise FormatError(f"{path.name} is packed. Unpack it first. Nothing was changed.")
    if start[:1] in (b"{", b"["):
        return _json_format(path)
    if start[:1] == b"<":
        return _xml_format(path)
    return _csv_format(path)


def _json_format(path: Path) -> Format:
    with path.open("rb") as file:
        try:
            for prefix, event, value in ijson.parse(file):
                if prefix == "" and event == "map_key":
                    if value in KINDS:
                        return Format.METADATA
                    if value in ("dataValues", "dataSet", "orgUnit", "period"):
                        return Format.JSON
        except ijson.JSONError as error:
            raise FormatError(f"{path.name} is broken JSON ({error}). Nothing was changed.") from None
    raise FormatError(
        f"{path.name} holds neither data values nor metadata that Debo takes "
        f"({', '.join(KINDS)}). Nothing was changed."
    )


def _xml_format(path: Path) -> Format:
    root = root_of(path)
    if root in ("adx", "dataValueSet"):
        return Format.ADX if root == "adx" else Format.XML
    if root in ("metaData", "metadata", "dxf2"):
        raise FormatError(f"{path.name} is metadata as XML. Export it as JSON. Nothing was changed.")
    raise FormatError(f"{path.name} is “{root}”, neither dataValueSet nor ADX. Nothing was changed.")


def _csv_format(path: Path) -> Format:
    first = next(rows_of(path), None)
    cells = first[1] if first else []
    return Format.CSV if is_header(cells) or is_bare(cells) else Format.METADATA


def read_values(path: Path, found: Format, *, ethiopian: bool = False) -> Iterator[Value]:
    """Every value of a file; refuses with FormatError."""
    if found is Format.ADX:
        return read_adx(path, ethiopian=ethiopian)
    return {Format.JSON: read_json, Format.XML: read_xml, Format.CSV: read_csv}[found](path)


def schemes_in(path: Path, found: Format) -> dict[str, str]:
    """The kinds of id that a file says it uses; none when it says nothing."""
    if found is Format.JSON:
        return dict(read_header(path).schemes or {})
    return schemes_of_xml(path) if found is Format.XML else {}
