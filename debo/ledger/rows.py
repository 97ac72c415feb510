"""The records' tables, read and written in bulk: one query per type of record, not one per entry.

A `Rows` is the work of one transaction. It alone writes these tables; Model.save refuses (replicated.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from debo.ledger.bulk import insert_rows, to_json
from debo.ledger.changes import tell_changed
from debo.ledger.merge import Stored, unpack, value_of
from debo.ledger.replicated import REGISTRY, Declaration

_OWN = ("channel", "record", "cells")
_ALL_TEXT = {str}


@dataclass(eq=False, slots=True)
class Row:
    """One record in one channel: its values, and per field what the merge needs."""

    declaration: Declaration
    channel: str
    record: str
    cells: dict[str, Stored] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    is_new: bool = True


class Rows:
    """The records one transaction has read or changed."""

    def __init__(self) -> None:
        #: Channels that nobody else writes until this transaction ends, locked before their rows were read:
        #: what is new in them is new for certain, and goes in the faster way.
        self.locked: set[str] = set()
        self._rows: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
        self._read: set[tuple[str, str]] = set()
        self._changed: dict[int, Row] = {}

    def read(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read all copies of these (type, record) not read yet; types nobody declared are passed over."""
        missing: dict[str, list[str]] = defaultdict(list)
        for type_, record in set(wanted) - self._read:
            if type_ in REGISTRY:
                missing[type_].append(record)
                self._read.add((type_, record))
        for type_, records in missing.items():
            self._read_type(REGISTRY[type_], sorted(records))

    def _read_type(self, declaration: Declaration, records: list[str]) -> None:
        names = list(declaration.fields)
        found = declaration.model._base_manager.filter(record__any_of=records).values_list(*_OWN, *names)
        for channel, record, cells, *values in found:
            copies = self._rows[declaration.type, record]
            if channel not in copies or id(copies[channel]) not in self._changed:
                named = dict(zip(names, values, strict=True))
                copies[channel] = Row(declaration, channel, record, cells, named, False)

    def hold(self, channel: str) -> None:
        """From now on nobody else writes this channel; what was read of it before may be out of date."""
        self.locked.add(channel)
        self._read.clear()

    def get(self, declaration: Declaration, channel: str, record: str) -> Row:
        """The record in this channel; an empty new one, not yet kept, when there is none."""
        known = self.copies(declaration.type, record).get(channel)
        return Row(declaration, channel, record) if known is None else known

    def copies(self, type_: str, record: str) -> Mapping[str, Row]:
        """The record in every channel that has it."""
        if (type_, record) not in self._read:
            self.read([(type_, record)])
        return self._rows[type_, record]

    def keep(self, row: Row, cells: dict[str, Stored], values: dict[str, Any]) -> None:
        """Change the record; it is written by `flush`."""
        row.cells.update(cells)
        row.values.update(values)
        self._rows[row.declaration.type, row.record][row.channel] = row
        self._changed[id(row)] = row

    def clear(self, row: Row) -> None:
        """Empty a record whose content was erased by law; it stays as a row that says nothing."""
        row.cells, row.values = {}, {}
        self._changed[id(row)] = row

    def flush(self) -> None:
        """Write what was changed since the last time, and tell whoever listens (changes.py)."""
        by_type: dict[str, list[Row]] = defaultdict(list)
        for row in self._changed.values():
            by_type[row.declaration.type].append(row)
        self._changed.clear()
        for type_ in sorted(by_type):
            # In one order everywhere, so that two writers on PostgreSQL wait for each other but never in a
            # ring.
            rows = sorted(by_type[type_], key=lambda row: (row.channel, row.record))
            new = [row for row in rows if row.is_new and row.channel in self.locked]
            _write_type(REGISTRY[type_], new, replace_by=())
            others = [row for row in rows if not (row.is_new and row.channel in self.locked)]
            _write_type(REGISTRY[type_], others, replace_by=("record", "channel"))
            for row in rows:
                row.is_new = False
            tell_changed(type_, rows)


def _cells_text(cells: Mapping[str, Stored]) -> str:
    """The cells as JSON. Most are a stamp alone, and neither stamps nor names of fields need an escape."""
    if set(map(type, cells.values())) == _ALL_TEXT:
        return '{"' + '", "'.join(map('": "'.join, cells.items())) + '"}'  # type: ignore[arg-type]
    return to_json(cells)


def _write_type(declaration: Declaration, rows: Sequence[Row], replace_by: Sequence[str]) -> None:
    if not rows:
        return
    fields = declaration.fields
    of_json = [name for name, one in fields.items() if isinstance(one, models.JSONField)]

    def columns(row: Row) -> tuple[Any, ...]:
        values = row.values
        for name in of_json:
            if values.get(name) is not None:
                values = {**values, name: to_json(values[name])}
        return row.channel, row.record, _cells_text(row.cells), *map(values.get, fields)

    insert_rows(declaration.model, (*_OWN, *fields), map(columns, rows), replace_by)


def adopt_field(declaration: Declaration, name: str) -> int:
    """Fill the column of a field from the cells that kept its values unread; returns how many were filled.

    A value that this version can't read stays in its cell, and the column stays empty.
    """
    rows, one = Rows(), declaration.fields[name]
    waiting = declaration.model._base_manager.filter(**{f"{name}__isnull": True, "cells__has_key": name})
    adopted = 0
    for record in waiting.values_list("record", flat=True).distinct():
        for row in rows.copies(declaration.type, record).values():
            value = value_of(unpack(row.cells.get(name), row.values.get(name)))
            if value is not None and one.check_value(value) is None:
                rows.keep(row, {}, {name: value})
                adopted += 1
    rows.flush()
    return adopted
