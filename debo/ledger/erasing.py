"""Erasing a record's content by law: its entries keep their place and their hash, and say nothing any more.

Signatures cover hashes, digests are made of hashes and vectors of numbers: all of them stay as they were, so
every replica still agrees with every other and a cut or forged log is still noticed.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from debo.ledger import models
from debo.ledger.entry import Entry
from debo.ledger.replicated import REGISTRY
from debo.ledger.rows import Rows

TYPE = "erasure"


class Erased(NamedTuple):
    """One record in one channel."""

    channel: str
    type: str
    record: str


def subject(entry: Entry) -> Erased:
    """The record that an entry is about."""
    return Erased(entry.channel, entry.type, entry.record)


def named_by(entry: Entry) -> Erased:
    """The record that an entry of type `erasure` says was erased."""
    return Erased(entry.channel, str(entry.set.get("of_type")), str(entry.set.get("of_record")))


def erased_in(channels: Collection[str]) -> set[Erased]:
    """All that was erased in these channels."""
    found = models.Erasure.objects.filter(channel__in=channels).values_list("channel", "of_type", "of_record")
    return {Erased(channel, str(type_), str(record)) for channel, type_, record in found}


def channels_of(type_: str, record: str) -> list[str]:
    """The channels in which anything was ever written about a record."""
    kept = models.Entry.objects.filter(type=type_, record=record)
    return sorted(set(kept.values_list("channel", flat=True)))


def drop_content(one: Erased, rows: Rows) -> None:
    """Empty a record and all that was written about it; the caller's transaction commits it."""
    about = models.Entry.objects.filter(record=one.record, channel=one.channel, type=one.type)
    about.update(set="{}", base="{}", erased=True)
    # Made again without it, when somebody asks.
    models.Snapshot.objects.filter(channel=one.channel).delete()
    for fork in models.Fork.objects.filter(channel=one.channel):
        _drop_fork(fork, one)
    models.Rescued.objects.filter(channel=one.channel, type=one.type, record=one.record).delete()
    if one.type in REGISTRY:
        for row in rows.copies(one.type, one.record).values():
            if row.channel == one.channel:
                rows.clear(row)


def _drop_fork(fork: models.Fork, one: Erased) -> None:
    *head, type_, record, _set, _base = json.loads(fork.content)
    if (type_, record) == (one.type, one.record):
        fork.content = json.dumps([*head, type_, record, {}, {}])
        fork.save(update_fields=["content"])


def scrub() -> None:
    """Overwrite what the database file still holds of deleted text, where that is in our hands (SQLite)."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
