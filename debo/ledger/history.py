"""What was written about one record, for people to read: who, when, from where, which values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from debo.ledger import models
from debo.ledger.merge import conflicts_of, unpack
from debo.ledger.naming import clock_note, name_of, set_in_words, told_time
from debo.ledger.replicated import Declaration, Replicated
from debo.ledger.stamp import full_stamp


@dataclass(frozen=True)
class Written:
    """One entry. `at` is what the device claimed, put right by as many seconds as its clock was wrong at its
    last contact (`clock` says so); None when that is no date anybody can read."""

    author: str
    device: str
    stamp: str
    at: datetime | None
    values: list[tuple[str, str]]
    reason: str
    clock: str


def history(declaration: Declaration, channel: str, record: str) -> Iterator[Written]:
    """All entries about a record in a channel, also those set aside, in the order in which they came."""
    kept = models.Entry.objects.filter(record=record, channel=channel, type=declaration.type).order_by("id")
    devices = {entry.device for entry in kept}
    offsets = dict(models.Device.objects.filter(id__in=devices).values_list("id", "clock_offset"))
    names = {author: name_of("person", author) for author in {entry.author for entry in kept}}
    for entry in kept:
        offset = offsets.get(entry.device) or 0
        values = set_in_words(declaration, json.loads(entry.set))
        stamp = full_stamp(entry.stamp, entry.device)
        at = told_time(entry.at, offset)
        yield Written(names[entry.author], entry.device, stamp, at, values, entry.reason, clock_note(offset))


def conflicts(declaration: Declaration, row: Replicated) -> list[tuple[str, Any]]:
    """Label and value of what else was written at the same time, field by field."""
    return [
        (str(one.verbose_name), value)
        for name, one in declaration.fields.items()
        for _stamp, value in conflicts_of(unpack(row.cells.get(name), getattr(row, name)))
    ]
