"""A hub's tables, row by row, in a form that every database reads alike."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections
from django.db.models import BinaryField, DateField, DateTimeField, Field, JSONField, Model, QuerySet

from debo.ledger.bulk import insert_rows

#: Rows read at once: some megabytes.
AT_ONCE = 2_000
#: Who is logged in at the administration, and what is made again of the entries: a copy needs neither.
_LEFT_OUT = frozenset(
    {
        "sessions.session",
        "ledger.snapshot",
        "ledger.segment",
        "insights.series",
        "insights.rollup",
        "insights.site",
        "insights.basis",
        "insights.measurehome",
        "insights.note",
        "insights.state",
    }
)

#: The values of one row, as JSON has them.
PlainRow = list[Any]


@dataclass(frozen=True)
class Table:
    """One table; `label` names it in a file, such as "ledger.entry"."""

    model: type[Model]

    @property
    def label(self) -> str:
        """App and model."""
        return self.model._meta.label_lower

    @cached_property
    def fields(self) -> list[Field[Any, Any]]:
        """Its columns, the primary key first."""
        rest = [one for one in self.model._meta.concrete_fields if not one.primary_key]
        return [self.key, *rest]

    @property
    def key(self) -> Field[Any, Any]:
        """The primary key."""
        return next(one for one in self.model._meta.concrete_fields if one.primary_key)

    def all(self, using: str) -> QuerySet[Any]:
        """Every row in this database, by primary key."""
        return self.model._base_manager.using(using).order_by(self.key.attname)

    def read(self, using: str) -> Iterator[list[PlainRow]]:
        """All rows, some thousand at once; the queries stay short however large the table is."""
        rows, last = self.all(using), None
        while True:
            asked = rows if last is None else rows.filter(**{f"{self.key.attname}__gt": last})
            some = self.plain(asked[:AT_ONCE])
            if not some:
                return
            yield some
            last = some[-1][0]

    def plain(self, rows: QuerySet[Any]) -> list[PlainRow]:
        """These rows, in a form that is equal when they are."""
        to_plain = [_to_plain(one) for one in self.fields]
        found = rows.values_list(*(one.attname for one in self.fields))
        return [[None if v is None else to(v) for to, v in zip(to_plain, row, strict=True)] for row in found]

    def insert(self, using: str, rows: Sequence[PlainRow], names: Sequence[str] | None = None) -> None:
        """Write rows that aren't there; `names` says which columns they have, all when it is left out."""
        fields = {one.attname: one for one in self.fields}
        chosen = [fields[name] for name in names] if names else self.fields
        connection = connections[using]

        def stored(one: Field[Any, Any]) -> Callable[[Any], Any]:
            from_plain = _from_plain(one)
            if isinstance(one, DateField | JSONField):  # the others are what a database takes
                return lambda value: one.get_db_prep_save(from_plain(value), connection)
            return from_plain

        to_stored = [stored(one) for one in chosen]
        made = ([None if v is None else to(v) for to, v in zip(to_stored, row, strict=True)] for row in rows)
        insert_rows(self.model, [one.name for one in chosen], made, using=using)

    def delete(self, rows: QuerySet[Any]) -> None:
        """Take rows away without asking who points at them: they come back in the same transaction."""
        rows.order_by()._raw_delete(rows.db)


def tables() -> list[Table]:
    """Every table of a hub, what is pointed at before what points at it."""
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    waiting = [m for m in models if not m._meta.proxy and m._meta.label_lower not in _LEFT_OUT]
    done: list[type[Model]] = []
    while waiting:
        ready = [m for m in waiting if not (_points_at(m) & {*waiting} - {m})]
        if not ready:
            raise RuntimeError(f"tables that point at one another can't be copied: {waiting}")
        done += ready
        waiting = [m for m in waiting if m not in ready]
    return [Table(one) for one in done]


def _points_at(model: type[Model]) -> set[type[Model]]:
    found = (one.related_model for one in model._meta.concrete_fields if one.is_relation)
    return {one for one in found if isinstance(one, type)}


def reset_numbering(using: str) -> None:
    """Let new rows be numbered after the copied ones; SQLite sees to it by itself."""
    connection = connections[using]
    statements = connection.ops.sequence_reset_sql(no_style(), [one.model for one in tables()])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _to_plain(one: Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(one, BinaryField):
        return lambda value: base64.b64encode(bytes(value)).decode()
    if isinstance(one, DateField):
        return lambda value: value.isoformat()
    return lambda value: value


def _from_plain(one: Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(one, BinaryField):
        return base64.b64decode
    if isinstance(one, DateTimeField):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(one, DateField) else lambda value: value
