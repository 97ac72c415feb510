"""The backup: one file that holds a whole hub, made while it works, good for either database.

It is gzip over lines of JSON: first what it is, then per table its columns and its rows, last a checksum over
all before it. What it holds is what one moment saw. It isn't encrypted: whoever has it can read what the hub
can, and must keep it as safe. The hub's secret isn't in it: kept elsewhere, it brings the hub's keys back;
without it a restored hub makes new ones.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from debo.copies.tables import Table, reset_numbering, tables
from debo.ledger.changes import tell_all_changed
from debo.ledger.hub import new_epoch, renew_lost_keys, this_hub
from debo.ledger.models import Device, Entry
from debo.ledger.turn import snapshot
from debo.ledger.witness import mark_bare
from debo.version import VERSION

FORMAT = 1
#: Faster than 9 by far, and nearly as small.
_LEVEL = 6


class BackupError(ValueError):
    """The file is no whole backup, or can't go here; the message says what to do. Nothing was changed."""


@dataclass(frozen=True)
class Summary:
    """What a backup holds."""

    made_at: str
    version: str
    rows: dict[str, int]

    @property
    def entries(self) -> int:
        """How many entries."""
        return self.rows.get("ledger.entry", 0)


def back_up(path: Path) -> Summary:
    """Write this hub to a new file, which appears only when it is whole; BackupError when there is one,
    or when this hub is empty: whoever watches the backups would believe that there is something in it."""
    if path.exists():
        raise BackupError(f"{path} is there already. Nothing was written; choose another name.")
    if not Entry.objects.exists():
        raise BackupError("This hub is empty: there is nothing to back up. Nothing was written.")
    made_at = timezone.now().isoformat()
    partial = path.with_name(path.name + ".partial")
    # Created with its mode, so that there is no moment at which others could read it.
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed, snapshot():
            rows = _write(packed, {"debo_backup": FORMAT, "version": VERSION, "made_at": made_at})
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    return Summary(made_at, VERSION, rows)


def _write(packed: gzip.GzipFile, head: dict[str, Any]) -> dict[str, int]:
    checksum, rows = hashlib.sha256(), {}

    def line(content: Any) -> None:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        checksum.update(text)
        packed.write(text)

    line(head)
    for table in tables():
        line({"table": table.label, "columns": [one.attname for one in table.fields]})
        rows[table.label] = 0
        for some in table.read(DEFAULT_DB_ALIAS):
            line(some)
            rows[table.label] += len(some)
    packed.write(json.dumps({"sha256": checksum.hexdigest(), "rows": rows}).encode() + b"\n")
    return rows


def look_into(path: Path) -> Summary:
    """Read all of a backup and try its checksum; BackupError when it isn't whole."""
    with gzip.open(path) as packed:
        lines = _lines(packed)
        head = next(lines, None)
        if not isinstance(head, dict) or head.get("debo_backup") != FORMAT:
            raise BackupError(f"{path} is no backup that this version of Debo knows. Nothing was changed.")
        # Only the last of them is looked at; reading is what tries the checksum.
        last = next(iter(deque(lines, maxlen=1)), None)
        if not isinstance(last, dict) or "sha256" not in last:
            raise BackupError(f"{path} was cut off. Nothing was changed; take another copy.")
    return Summary(head["made_at"], head["version"], last["rows"])


def _lines(packed: gzip.GzipFile) -> Iterator[Any]:
    """Each line's JSON; BackupError at the first sign that the file isn't as it was written."""
    checksum = hashlib.sha256()
    try:
        for text in packed:
            content = json.loads(text)
            if isinstance(content, dict) and "sha256" in content:
                if content["sha256"] != checksum.hexdigest():
                    raise BackupError("The checksum is another one.")
            else:
                checksum.update(text)
            yield content
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise BackupError(f"This file was damaged on its way ({error}). Nothing was changed.") from error


def restore(path: Path) -> Summary:
    """Fill this empty hub from a backup, all or nothing; phones then offer again what the backup lacks.

    BackupError when the file isn't whole, comes from a newer version, or the hub isn't empty.
    """
    summary = look_into(path)
    if Entry.objects.exists() or Device.objects.exclude(label="hub").exists():
        raise BackupError(
            "This hub isn't empty. Nothing was changed. Restore into a new folder or a new database: "
            "name it by DEBO_DATA or DEBO_DATABASE."
        )
    own = tables()
    with transaction.atomic():
        for table in reversed(own):
            table.delete(table.all(DEFAULT_DB_ALIAS))
        with gzip.open(path) as packed:
            columns = _fill({one.label: one for one in own}, _lines(packed))
        if "witness_id" not in columns.get("ledger.batch", []):
            mark_bare(this_hub().device)
        reset_numbering(DEFAULT_DB_ALIAS)
        new_epoch()
        renew_lost_keys()
        tell_all_changed()
    return summary


def _fill(own: dict[str, Table], lines: Iterator[Any]) -> dict[str, list[str]]:
    """Write the rows; returns which columns the backup had of each table."""
    table, names = None, []
    columns: dict[str, list[str]] = {}
    for content in lines:
        if isinstance(content, list):
            if table is not None:  # the rows follow the name of their table
                table.insert(DEFAULT_DB_ALIAS, content, names)
        elif "table" in content:
            table, names = own.get(content["table"]), content["columns"]
            known = {one.attname for one in table.fields} if table else set()
            if table is None or not known.issuperset(names):
                raise BackupError(
                    f"The backup holds {content['table']} as a newer version of Debo keeps it. "
                    "Nothing was changed; install that version and restore again."
                )
            columns[table.label] = names
    return columns
