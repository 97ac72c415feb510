"""Many rows at once, each database in its own fastest way; Django's bulk_create takes five times as long.

The values given here have been checked and need no further conversion; those of JSON fields are JSON already
(`to_json`). Names come from the models, values are never part of a statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models
from django.db.models import Field, JSONField, Lookup

#: Rows of one statement on PostgreSQL, so that one of a hundred thousand entries doesn't fill the memory.
_AT_ONCE = 5_000


def to_json(value: Any) -> str:
    """A value of a JSON field as text, the way Django writes it."""
    return json.dumps(value, ensure_ascii=False)


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    replace_by: Sequence[str] = (),
) -> None:
    """Insert many rows of these fields; where `replace_by` names a unique key, replace what has it."""
    if connection.vendor != "postgresql":
        _insert_each(model, names, list(rows), replace_by)
    elif replace_by:
        remaining = iter(rows)
        while some := list(islice(remaining, _AT_ONCE)):
            _replace_set(model, names, some, replace_by)
    else:
        _copy(model, names, rows)


def _columns(model: type[models.Model], names: Sequence[str]) -> dict[str, str]:
    fields = {one.name: one for one in model._meta.concrete_fields}
    return {name: connection.ops.quote_name(fields[name].column) for name in names}


def _insert_into(model: type[models.Model], columns: Mapping[str, str]) -> str:
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns.values())})"


def _on_conflict(columns: Mapping[str, str], replace_by: Sequence[str]) -> str:
    key = ", ".join(columns[name] for name in replace_by)
    changes = ", ".join(f"{c} = excluded.{c}" for name, c in columns.items() if name not in replace_by)
    return f" ON CONFLICT ({key}) DO UPDATE SET {changes}"


def _insert_each(
    model: type[models.Model],
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    replace_by: Sequence[str],
) -> None:
    """SQLite: one statement, prepared once, run for each row; there is no line between it and us."""
    columns = _columns(model, names)
    statement = f"{_insert_into(model, columns)} VALUES ({', '.join(['%s'] * len(columns))})"
    if replace_by:
        statement += _on_conflict(columns, replace_by)
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """PostgreSQL, new rows: COPY, its own way for many rows."""
    columns = _columns(model, names)
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"COPY {table} ({', '.join(columns.values())}) FROM STDIN"
    # Django's cursor doesn't know COPY; psycopg's, which it wraps, does.
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _replace_set(
    model: type[models.Model],
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    replace_by: Sequence[str],
) -> None:
    """PostgreSQL, rows that may be there: all of them in one parameter of one prepared statement.

    A row's JSON stays text inside the parameter's JSON and is read when it is cast to its column's type.
    """
    columns = _columns(model, names)
    fields = {one.name: one for one in model._meta.concrete_fields}
    types = {name: fields[name].db_type(connection) or "text" for name in names}
    given = ", ".join(
        f"{columns[name]} {'text' if isinstance(fields[name], JSONField) else types[name]}" for name in names
    )
    taken = ", ".join(
        f"{columns[name]}::{types[name]}" if isinstance(fields[name], JSONField) else columns[name]
        for name in names
    )
    statement = (
        f"{_insert_into(model, columns)} SELECT {taken} FROM json_to_recordset(%s::json) AS given({given})"  # noqa: S608
        f"{_on_conflict(columns, replace_by)}"
    )
    own_names = [columns[name].strip('"') for name in names]
    with connection.cursor() as cursor:
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
