"""Whose turn it is to write to SQLite, which has one writer at a time.

SQLite's own waiting looks again after ever longer naps of up to 100 ms, during which nobody writes; a lock on
a file wakes the next writer at once (two phones at once: 3,700 entries/s before, 5,000 to 6,400 with it). It
is only about time: without it everything is just as right. PostgreSQL needs none.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from debo.ledger.errors import Busy
from debo.ledger.models import Hub
from debo.ledger.questions import CLOSED, ask

try:
    import fcntl
except ImportError:  # Windows has no such lock; SQLite's waiting does there
    fcntl = None  # type: ignore[assignment]


#: Whether this thread has the turn: what it writes right after its commit is still its turn.
_MINE = threading.local()

#: Held by all who write on PostgreSQL, alone by whoever closes the hub.
_WRITERS = 0x6465626F


@contextmanager
def writing(*, alone: bool = False) -> Iterator[None]:
    """A transaction that waits for its turn; inside another one it is just a part of that.

    `alone`: nobody else writes until it ends, on PostgreSQL neither.

    Raises Busy, before anything is written, when the hub was closed because it moves.
    """
    with _turn(alone=alone):
        if ask(CLOSED):
            raise Busy
        yield


def close_hub() -> None:
    """Take nothing more: whoever is writing ends first, and whoever comes is asked to try again later."""
    with _turn(alone=True):
        Hub.objects.filter(closed_at=None).update(closed_at=timezone.now())


@contextmanager
def _turn(*, alone: bool) -> Iterator[None]:
    if connection.in_atomic_block or fcntl is None or not _is_file() or getattr(_MINE, "held", False):
        with transaction.atomic():
            if connection.vendor == "postgresql":
                _wait_for_writers(alone)
            yield
        return
    with Path(f"{connection.settings_dict['NAME']}-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _MINE.held = True
        try:
            # Closing the file gives the turn away, after the commit and what is done right after it.
            with transaction.atomic():
                yield
        finally:
            _MINE.held = False


def _wait_for_writers(alone: bool) -> None:
    with connection.cursor() as cursor:
        shared = "" if alone else "_shared"
        cursor.execute(f"SELECT pg_advisory_xact_lock{shared}(%s::bigint)", [_WRITERS])


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
