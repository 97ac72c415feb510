"""Many rows at once, each database in its own fastest way; Django's bulk_create takes five times as long.

The values given here have been checked and need no further conversion; those of JSON fields are JSON already
(`to_json`). Names come from the models, values are never part of a statement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, islice, repeat
from operator import is_not, itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, JSONField, Lookup

#: Rows of one statement on PostgreSQL, so that one of a hundred thousand entries doesn't fill the memory.
_AT_ONCE = 5_000


#: A value of a JSON field as text, the way Django writes it.
to_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    replace_by: Sequence[str] = (),
    using: str = DEFAULT_DB_ALIAS,
) -> None:
    """Insert many rows of these fields; where `replace_by` names a unique key, replace what has it."""
    # Looked up once: the usual `connection` is a proxy that asks for its thread each time.
    table = _Table(connections[using], model, names)
    if table.connection.vendor != "postgresql":
        _insert_each(table, rows, replace_by)
    elif replace_by:
        remaining = iter(rows)
        while some := list(islice(remaining, _AT_ONCE)):
            _replace_set(table, some, replace_by)
    else:
        _copy(table, rows)


class _Table:
    """The columns of a model that are written, in one database."""

    def __init__(
        self, connection: BaseDatabaseWrapper, model: type[models.Model], names: Sequence[str]
    ) -> None:
        fields = {one.name: one for one in model._meta.concrete_fields}
        self.connection = connection
        self.name = connection.ops.quote_name(model._meta.db_table)
        self.fields = {name: fields[name] for name in names}
        self.columns = {name: connection.ops.quote_name(fields[name].column) for name in names}
        self.list = ", ".join(self.columns.values())


def _on_conflict(columns: Mapping[str, str], replace_by: Sequence[str]) -> str:
    key = ", ".join(columns[name] for name in replace_by)
    changes = ", ".join(f"{c} = excluded.{c}" for name, c in columns.items() if name not in replace_by)
    return f" ON CONFLICT ({key}) DO UPDATE SET {changes}"


def _insert_each(table: _Table, rows: Iterable[Sequence[Any]], replace_by: Sequence[str]) -> None:
    """SQLite: one statement, prepared once, run for each row; there is no line between it and us.

    What is empty isn't named: Python's sqlite3 takes as long over a None as over the rest of a small row.
    """
    columns = list(table.columns.values())
    everything = tuple(range(len(columns)))
    by_shape: dict[tuple[int, ...], list[Sequence[Any]]] = {}
    for row in rows:
        # Without a line of Python a value: every entry comes by here twice.
        shape = tuple(compress(everything, map(is_not, row, repeat(None))))
        by_shape.setdefault(shape if len(shape) > 1 else everything, []).append(row)
    for shape, alike in by_shape.items():
        marks = ", ".join(["%s"] * len(shape))
        named = ", ".join([columns[i] for i in shape])
        statement = f"INSERT INTO {table.name} ({named}) VALUES ({marks})"  # noqa: S608
        if replace_by:
            # A column that isn't named is null in `excluded`: no field of a record has another default.
            statement += _on_conflict(table.columns, replace_by)
        given = alike if shape == everything else list(map(itemgetter(*shape), alike))
        with table.connection.cursor() as cursor:
            cursor.executemany(statement, given)


def _copy(table: _Table, rows: Iterable[Sequence[Any]]) -> None:
    """PostgreSQL, new rows: COPY, its own way for many rows."""
    statement = f"COPY {table.name} ({table.list}) FROM STDIN"
    # Django's cursor doesn't know COPY; psycopg's, which it wraps, does.
    with table.connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _replace_set(table: _Table, rows: Sequence[Sequence[Any]], replace_by: Sequence[str]) -> None:
    """PostgreSQL, rows that may be there: all of them in one parameter of one prepared statement.

    A row's JSON stays text inside the parameter's JSON and is read when it is cast to its column's type.
    """
    given, taken = [], []
    for name, one in table.fields.items():
        column, type_ = table.columns[name], one.db_type(table.connection) or "text"
        is_json = isinstance(one, JSONField)
        given.append(f"{column} {'text' if is_json else type_}")
        taken.append(f"{column}::{type_}" if is_json else column)
    statement = (
        f"INSERT INTO {table.name} ({table.list}) SELECT {', '.join(taken)} "  # noqa: S608
        f"FROM json_to_recordset(%s::json) AS given({', '.join(given)})"
        f"{_on_conflict(table.columns, replace_by)}"
    )
    own_names = [one.column for one in table.fields.values()]
    with table.connection.cursor() as cursor:
        cursor.execute(statement, [to_json([dict(zip(own_names, row, strict=True)) for row in rows])])


@Field.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]
    """`field__any_of=[…]`: like `__in` for a list of texts of any length, which is one parameter.

    So the statement is the same for one and for a thousand, and the database needs to plan it once.
    """

    lookup_name = "any_of"

    def get_prep_lookup(self) -> list[str]:
        """The texts as a list."""
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """SQLite has no arrays, but reads JSON."""
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(self.rhs)]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """An array."""
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s::text[])", [*parameters, self.rhs]
