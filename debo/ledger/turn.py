"""Whose turn it is to write to SQLite, which has one writer at a time.

SQLite's own waiting looks again after ever longer naps of up to 100 ms, during which nobody writes; a lock on
a file wakes the next writer at once (two phones at once: 3,700 entries/s before, 5,000 to 6,400 with it). It
is only about time: without it everything is just as right. PostgreSQL needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

try:
    import fcntl
except ImportError:  # Windows has no such lock; SQLite's waiting does there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that waits for its turn; inside another one it is just a part of that."""
    if connection.in_atomic_block or fcntl is None or not _is_file():
        with transaction.atomic():
            yield
        return
    with Path(f"{connection.settings_dict['NAME']}-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        # Closing the file gives the turn away, after the commit.
        with transaction.atomic():
            yield


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction that sees the database as it is now, however long it reads, and holds nobody up.

    Inside another transaction it is just a part of that. It mustn't write.
    """
    if connection.in_atomic_block:
        yield
        return
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    connection.close()
    options.pop("transaction_mode", None)  # SQLite: IMMEDIATE would take the one writer's turn
    if connection.vendor == "postgresql":
        options["isolation_level"] = _repeatable_read()
    try:
        with transaction.atomic():
            yield
    finally:
        connection.close()
        options.clear()
        options.update(before)


def _repeatable_read() -> object:
    from psycopg import IsolationLevel  # noqa: PLC0415 - only there where PostgreSQL is used

    return IsolationLevel.REPEATABLE_READ


def _is_file() -> bool:
    return connection.vendor == "sqlite" and isinstance(connection.settings_dict["NAME"], Path)
