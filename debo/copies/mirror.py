"""The same hub in another database: copied while it works, closed for the last part, compared row by row.

A table is gone through in blocks of some thousand rows. A block that is the same on both sides is left alone,
another is replaced whole. So a mirror that was interrupted goes on where it stood, and one that changes
nothing is the proof that both sides are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from debo.copies.tables import PlainRow, Table, reset_numbering, tables
from debo.embedded import make_private
from debo.ledger.models import Device, Entry, Hub
from debo.ledger.turn import close_hub

TARGET = "target"
#: While the hub works; what is written meanwhile is the next one's work.
_MOST_LIVE_PASSES = 3
#: So few blocks are soon copied with the hub closed.
_FEW = 20
#: With the hub closed the second changes nothing; requests that were under way may need a third.
_MOST_CLOSED_PASSES = 5


class MoveError(RuntimeError):
    """The hub can't be moved there; the message says why and what is safe."""


def connect(described: dict[str, object]) -> None:
    """Make the other database known as `target`, with this version's tables."""
    settings = connections.configure_settings({DEFAULT_DB_ALIAS: {}, TARGET: described})
    connections.settings[TARGET] = settings[TARGET]
    if isinstance(described["NAME"], Path):
        make_private(described["NAME"])
    call_command("migrate", database=TARGET, verbosity=0, interactive=False)


def check_target() -> None:
    """MoveError unless the other database is empty or holds an earlier copy of this very hub."""
    here, there = Hub.objects.first(), Hub.objects.using(TARGET).first()
    if here is None:
        raise MoveError("There is nothing to move yet: nobody has used this hub.")
    known = Device.objects.using(TARGET).filter(pk=here.device_id).exists()
    if there is not None and not known and Entry.objects.using(TARGET).exists():
        raise MoveError(
            "Another hub lives in that database. Nothing was changed; name an empty one, "
            "because moving there would take the other hub's work away."
        )
    if there is not None and known and there.closed_at is None and here.closed_at is not None:
        raise MoveError(
            "This hub has moved there already, and works there. Nothing was changed. "
            "Start debo with the new database; to come back, run debo move from there."
        )


def move(tell: Callable[[str], None]) -> int:
    """Copy, close, compare, open the other side; returns the entries. `tell` hears what happens.

    The hub stays open when the move fails before its end.
    """
    for number in range(1, _MOST_LIVE_PASSES + 1):
        copied = mirror()
        tell(f"Pass {number} with the hub at work: {copied} blocks copied.")
        if copied <= _FEW:
            break
    close_hub()
    try:
        _finish(tell)
    except BaseException:
        open_hub(DEFAULT_DB_ALIAS)
        raise
    return Entry.objects.using(TARGET).count()


def _finish(tell: Callable[[str], None]) -> None:
    tell("The hub is closed: phones are asked to try again a little later.")
    for _ in range(_MOST_CLOSED_PASSES):
        if mirror() == 0:
            break
    else:
        raise MoveError(
            "The two never became equal: something writes to this hub beside Debo. It is open again."
        )
    reset_numbering(TARGET)
    tell("Both databases hold the same, row for row.")


def open_hub(using: str) -> None:
    """Let a hub take entries (again)."""
    Hub.objects.using(using).update(closed_at=None)


def mirror() -> int:
    """Make the target like this hub; returns how many blocks of rows had to be copied."""
    own = tables()
    # What points at others goes first, so that nothing is taken away under it.
    extra = sum(_drop_what_is_gone(table) for table in reversed(own))
    return extra + sum(_mirror_table(table) for table in own)


def _mirror_table(table: Table) -> int:
    copied = 0
    for rows in table.read(DEFAULT_DB_ALIAS):
        keys = [row[0] for row in rows]
        there = table.all(TARGET).filter(**{f"{table.key.attname}__in": keys})
        if _by_key(table.plain(there)) != _by_key(rows):
            with transaction.atomic(using=TARGET):
                table.delete(there)
                table.insert(TARGET, rows)
            copied += 1
    return copied


def _by_key(rows: list[PlainRow]) -> dict[Any, PlainRow]:
    # Databases sort texts differently, so rows are found by their key and not by their place.
    return {row[0]: row for row in rows}


def _drop_what_is_gone(table: Table) -> int:
    """Take away what the target has and this hub hasn't: 1 when there was something, else 0."""
    is_entries = table.model is Entry  # never taken away, and too many to ask for each
    if is_entries and table.all(TARGET).count() <= table.all(DEFAULT_DB_ALIAS).count():
        return 0
    gone = _keys(table, TARGET) - _keys(table, DEFAULT_DB_ALIAS)
    if not gone:
        return 0
    with transaction.atomic(using=TARGET):
        some = sorted(gone)
        for i in range(0, len(some), 1_000):
            table.delete(table.all(TARGET).filter(**{f"{table.key.attname}__in": some[i : i + 1_000]}))
    return 1


def _keys(table: Table, using: str) -> set[Any]:
    return set(table.all(using).order_by().values_list(table.key.attname, flat=True))
