"""ADX (IHE QRPH, `urn:ihe:qrph:adx:2015`): groups of values of one place and period, as DHIS2 writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from debo.exchange.dhis2.period_ids import from_interval, to_interval
from debo.exchange.dhis2.value import FormatError, Value
from debo.exchange.dhis2.xml_format import attributes, elements

ADX = "urn:ihe:qrph:adx:2015"

#: Attributes of a group that aren't its disaggregation.
_OF_GROUP = frozenset({
    "orgUnit", "period", "dataSet", "completeDate", "dataSetComplete", "attributeOptionCombo", "comment",
})  # fmt: skip
_OF_VALUE = frozenset({"dataElement", "value", "categoryOptionCombo", "created", "lastUpdated"})


class NotInAdxError(FormatError):
    """ADX has no words for this value; the message says which to use instead."""


def read_adx(path: Path, *, ethiopian: bool = False) -> Iterator[Value]:
    """Every value of every group; a period that can't be understood is given as it stands, to be refused."""
    row, group, annotation = 0, {}, ""
    for event, name, element in elements(path):
        if event == "start" and name == "group":
            group = dict(element.attrib)
        elif event == "end" and name == "annotation":
            annotation = (element.text or "").strip()
        elif event == "end" and name == "dataValue":
            row += 1
            yield _value(row, group, element.attrib, annotation, ethiopian)
            annotation = ""


def _value(
    row: int, group: Mapping[str, str], said: Mapping[str, str], annotation: str, ethiopian: bool
) -> Value:
    return Value(
        row,
        said.get("dataElement", "").strip(),
        from_interval(group.get("period", ""), ethiopian=ethiopian),
        group.get("orgUnit", "").strip(),
        said.get("categoryOptionCombo", "").strip(),
        group.get("attributeOptionCombo", "").strip(),
        said.get("value"),
        annotation,
        data_set=group.get("dataSet", ""),
        options=_options(said, _OF_VALUE),
        group_options=_options(group, _OF_GROUP),
    )


def _options(said: Mapping[str, str], known: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((n, v) for n, v in said.items() if n not in known and not n.startswith("{")))


def write_adx(values: Iterable[Value], file: IO[str], *, exported: str, ethiopian: bool = False) -> int:
    """Write them group by group; values of one group must follow each other. Returns how many.

    `exported` is the moment, as ADX wants it. Refuses with NotInAdxError a deleted value and a value that
    is marked: ADX can't say either.
    """
    count = 0
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<adx xmlns="{ADX}" exported="{exported}">\n')
    for (data_set, period, unit, attribute, options), group in groupby(values, _group_of):
        said: dict[str, Any] = {
            "dataSet": data_set,
            "period": to_interval(period, ethiopian=ethiopian),
            "orgUnit": unit,
            "attributeOptionCombo": attribute,
            **dict(options),
        }
        file.write(f"  <group {attributes({n: v for n, v in said.items() if v})}>\n")
        for value in group:
            count += 1
            file.write(_element(value))
        file.write("  </group>\n")
    file.write("</adx>\n")
    return count


def _group_of(value: Value) -> tuple[str, str, str, str, tuple[tuple[str, str], ...]]:
    return value.data_set, value.period, value.unit, value.attribute, value.group_options


def _element(value: Value) -> str:
    if value.deleted or value.follow_up or value.value is None:
        raise NotInAdxError(
            "ADX has no way to say that a value was deleted, is missing or is marked. Use JSON, XML or CSV."
        )
    said = {"dataElement": value.element, "categoryOptionCombo": value.combo, **dict(value.options)}
    kept = attributes({n: v for n, v in said.items() if v} | {"value": value.value})
    if not value.comment:
        return f"    <dataValue {kept}/>\n"
    return (
        f"    <dataValue {kept}>\n      <annotation>{escape(value.comment)}</annotation>\n    </dataValue>\n"
    )
