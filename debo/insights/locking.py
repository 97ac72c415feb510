"""Who does the work: one at a time, and nobody waits for another to finish it.

Whoever finds the lock taken leaves the notes to its holder, who looks again after giving it back. So a note
that was committed before its writer looked at the lock is never left lying: either the writer gets the
lock, or the holder, who still has it then, looks once more afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

try:
    import fcntl
except ImportError:  # Windows has no such lock; its hub is one process, whose work SQLite puts in order
    fcntl = None  # type: ignore[assignment]

#: Held on PostgreSQL while numbers are being made.
_LOCK = 0x64656269


@contextmanager
def work_alone(*, wait: bool = False) -> Iterator[bool]:
    """Whether the work is ours; with `wait` it always is, after a while."""
    if connection.vendor == "postgresql":
        with _in_postgresql(wait) as is_ours:
            yield is_ours
    elif (
        fcntl is None or connection.in_atomic_block or not isinstance(connection.settings_dict["NAME"], Path)
    ):
        # Who is in a transaction on SQLite is its one writer already.
        yield True
    else:
        with Path(f"{connection.settings_dict['NAME']}-insights").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True


@contextmanager
def _in_postgresql(wait: bool) -> Iterator[bool]:
    # In a transaction the lock goes with it; outside one it is given back.
    inside = connection.in_atomic_block
    within = "_xact" if inside else ""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute(f"SELECT pg_advisory{within}_lock(%s::bigint)", [_LOCK])
            is_ours = True
        else:
            cursor.execute(f"SELECT pg_try_advisory{within}_lock(%s::bigint)", [_LOCK])
            is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and not inside:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s::bigint)", [_LOCK])
