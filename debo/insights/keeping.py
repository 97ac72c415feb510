"""Series and roll-ups between the tables and arrays, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

from debo.insights.figures import MEASURED, RATIO
from debo.insights.models import Series
from debo.insights.points import POINT, Ints, Table, cut, unpack
from debo.ledger.bulk import insert_rows

#: The numbers of the present phase, as reading.py makes them.
READING: Final = (
    "reading",
    "n_obs",
    "n_useful",
    "longest_run",
    "longest_run_max",
    "crossings",
    "crossings_min",
    "centre",
    "later",
    "phase",
    "frozen",
    "moderate",
    "extreme",
)
_GIVEN: Final = ("home", "since", "until", "form")
_NAMES: Final = ("channel", "measure", "facility", *_GIVEN, "points", *READING)


class Key(NamedTuple):
    """Which series."""

    channel: str
    measure: str
    facility: str


@dataclass
class Some:
    """Some series: their keys and columns in one order, and all their points as one table, sorted.

    owners: whose each point is.
    """

    keys: list[Key]
    columns: dict[str, list[Any]]
    owners: Ints
    points: Table
    ids: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, rows: models.QuerySet[Series]) -> Some:
        """From the table."""
        found = list(rows.values_list("id", *_NAMES))
        keys = [Key(*row[1:4]) for row in found]
        columns = {name: [row[4 + i] for row in found] for i, name in enumerate(_GIVEN)}
        at = 4 + len(_GIVEN)
        owners, points = unpack([row[at] for row in found], POINT)
        columns |= {name: [row[at + 1 + i] for row in found] for i, name in enumerate(READING)}
        return cls(keys, columns, owners, points, [row[0] for row in found])

    @classmethod
    def of_keys(cls, keys: Iterable[Key]) -> Some:
        """Those of these series that there are."""
        wanted = set(keys)
        rows = Series.objects.filter(
            facility__any_of=sorted({key.facility for key in wanted}),
            measure__any_of=sorted({key.measure for key in wanted}),
        )
        some = cls.read(rows)
        return some.only([i for i, key in enumerate(some.keys) if key in wanted])

    def only(self, chosen: Sequence[int]) -> Some:
        """Some of these, in this order."""
        if len(chosen) == len(self.keys) and list(chosen) == list(range(len(self.keys))):
            return self
        place = np.full(len(self.keys), -1, np.int64)
        place[list(chosen)] = np.arange(len(chosen))
        owners = place[self.owners]
        kept = owners >= 0
        order = np.argsort(owners[kept], kind="stable")
        return Some(
            [self.keys[i] for i in chosen],
            {name: [column[i] for i in chosen] for name, column in self.columns.items()},
            owners[kept][order],
            self.points[kept][order],
            [self.ids[i] for i in chosen] if self.ids else [],
        )

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def is_summable(self) -> NDArray[np.bool_]:
        """Of each point, whether it can be summed with others."""
        return np.array([form != MEASURED for form in self.columns["form"]], np.bool_)[self.owners]

    @property
    def has_below(self) -> NDArray[np.bool_]:
        """Of each point, whether it is one number over another."""
        return np.array([form == RATIO for form in self.columns["form"]], np.bool_)[self.owners]

    def rows(self) -> list[tuple[Any, ...]]:
        """As the table has them."""
        if not self.keys:
            return []
        packed = cut(self.owners, self.points, len(self))
        return list(
            zip(
                *([key[i] for key in self.keys] for i in range(3)),
                *(self.columns[name] for name in _GIVEN),
                packed,
                *(self.columns[name] for name in READING),
                strict=True,
            )
        )


def write_series(rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows, new ones and others."""
    store(Series, _NAMES, rows, ("facility", "measure", "channel"))


def store(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], key: Sequence[str]
) -> None:
    """Insert or replace rows by a unique key; unlike the records' rows these hold bytes."""
    if not rows:
        return
    if connection.vendor != "postgresql":
        plain = [[bytearray(one) if isinstance(one, bytes) else one for one in row] for row in rows]
        insert_rows(model, names, plain, replace_by=key)
        return
    columns = [connection.ops.quote_name(name) for name in names]
    changes = [f"{c} = excluded.{c}" for name, c in zip(names, columns, strict=True) if name not in key]
    statement = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(columns))}) "
        f"ON CONFLICT ({', '.join(map(connection.ops.quote_name, key))}) DO UPDATE SET {', '.join(changes)}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
