"""One data value as DHIS2 writes it in any of its formats, and why one isn't taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: DHIS2's own ids: a letter, then ten letters or digits.
_UID = re.compile(r"[A-Za-z][A-Za-z0-9]{10}", re.ASCII)


class FormatError(ValueError):
    """The file can't be read as what DHIS2 writes; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of DHIS2. `row` is its place in the file: the line of a CSV, else the n-th value.

    `value` None or "" is missing, which is not zero. `options` are the disaggregation of an ADX value, such
    as (("sex", "F"), ("age", "under5")); `group_options` those of its group.
    """

    row: int
    element: str
    period: str
    unit: str
    combo: str = ""
    attribute: str = ""
    value: str | None = None
    comment: str = ""
    follow_up: bool = False
    deleted: bool = False
    data_set: str = ""
    options: tuple[tuple[str, str], ...] = ()
    group_options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that isn't taken. `kind` groups reasons of one sort, `subject` is the id it is about."""

    row: int
    kind: str
    subject: str
    reason: str


@dataclass(frozen=True)
class Header:
    """What a file says once for all its values, and by which kind of id it names things."""

    data_set: str = ""
    period: str = ""
    unit: str = ""
    attribute: str = ""
    complete_date: str = ""
    schemes: Mapping[str, str] | None = None


#: Attributes of a file that name a kind of id, and what they are about.
SCHEMES = {
    "idscheme": "*",
    "dataelementidscheme": "element",
    "orgunitidscheme": "unit",
    "categoryoptioncomboidscheme": "combo",
    "datasetidscheme": "data_set",
}


def header_of(said: Mapping[str, object]) -> Header:
    """The header that a file's own attributes make; what isn't said is empty."""
    text = {name.lower(): str(value) for name, value in said.items() if value is not None}
    schemes = {about: text[name] for name, about in SCHEMES.items() if text.get(name)}
    return Header(
        text.get("dataset", ""),
        text.get("period", ""),
        text.get("orgunit", ""),
        text.get("attributeoptioncombo", ""),
        text.get("completedate", "") or text.get("completeddate", ""),
        schemes,
    )


def value_of(row: int, said: Mapping[str, object], header: Header) -> Value:
    """A value from its attributes by name, completed by what the file says once."""
    value = said.get("value")
    return Value(
        row,
        _text(said.get("dataElement")),
        _text(said.get("period")) or header.period,
        _text(said.get("orgUnit")) or header.unit,
        _text(said.get("categoryOptionCombo")),
        _text(said.get("attributeOptionCombo")) or header.attribute,
        None if value is None else _value_text(value),
        _text(said.get("comment")),
        is_true(said.get("followup", said.get("followUp"))),
        is_true(said.get("deleted")),
        _text(said.get("dataSet")) or header.data_set,
    )


def is_uid(text: str) -> bool:
    """Whether this is an id of DHIS2's own making."""
    return _UID.fullmatch(text) is not None


def is_true(said: object) -> bool:
    """Whether a flag is set, as JSON or as text."""
    return said is True or (isinstance(said, str) and said.strip().lower() == "true")


def _text(said: object) -> str:
    return "" if said is None else str(said).strip()


def _value_text(said: object) -> str:
    if isinstance(said, bool):
        return "true" if said else "false"
    return str(said).strip()
