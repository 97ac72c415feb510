"""What was written about one record, for people to read: who, when, from where, which values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from debo.ledger import models
from debo.ledger.merge import conflicts_of, unpack
from debo.ledger.replicated import Declaration, Replicated
from debo.ledger.stamp import full_stamp


@dataclass(frozen=True)
class Written:
    """One entry. `at` is what the device claimed; None when that is no date anybody can read."""

    author: str
    device: str
    stamp: str
    at: datetime | None
    values: list[tuple[str, Any]]
    reason: str


def history(declaration: Declaration, channel: str, record: str) -> Iterator[Written]:
    """All entries about a record in a channel, also those set aside, in the order in which they came."""
    kept = models.Entry.objects.filter(record=record, channel=channel, type=declaration.type).order_by("id")
    labels = {name: str(one.verbose_name) for name, one in declaration.fields.items()}
    for entry in kept:
        values = [(labels.get(name, name), value) for name, value in json.loads(entry.set).items()]
        stamp = full_stamp(entry.stamp, entry.device)
        yield Written(entry.author, entry.device, stamp, _readable(entry.at), values, entry.reason)


def conflicts(declaration: Declaration, row: Replicated) -> list[tuple[str, Any]]:
    """Label and value of what else was written at the same time, field by field."""
    return [
        (str(one.verbose_name), value)
        for name, one in declaration.fields.items()
        for _stamp, value in conflicts_of(unpack(row.cells.get(name), getattr(row, name)))
    ]


def _readable(at: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return None
