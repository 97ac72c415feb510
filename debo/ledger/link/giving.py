"""Giving another hub what this one is home to: after its cursors, or beyond its vectors when it repairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet

from debo.ledger.models import Channel, Entry
from debo.ledger.page import MOST_BYTES, ROW_BYTES

Vector = Mapping[str, int]


@dataclass
class Given:
    """One message's worth. `begins`: after which number of each channel it begins; none where it repairs."""

    most: int
    entries: list[Entry] = field(default_factory=list)
    begins: dict[str, int] = field(default_factory=dict)
    cursors: dict[str, int] = field(default_factory=dict)
    is_full: bool = False
    _bytes: int = 0

    def add(self, rows: Iterable[Entry]) -> int:
        """Add rows while there is room; returns how many. One row always fits."""
        count = 0
        for row in rows:
            size = len(row.set) + len(row.base) + ROW_BYTES
            if self.entries and (len(self.entries) >= self.most or self._bytes + size > MOST_BYTES):
                self.is_full = True
                break
            self.entries.append(row)
            self._bytes += size
            count += 1
        return count


def give(channels: Iterable[str], held: Mapping[str, Any], vectors: Mapping[str, Vector], most: int) -> Given:
    """What the other hub lacks of these channels. `held`: channel → [cursor, digest], as it last said."""
    given = Given(most)
    for name, (head, _digest) in heads_of(channels).items():
        cursor = int(held[name][0]) if name in held else 0
        if given.is_full or cursor >= head:
            continue
        rows = _accepted(name).filter(seq__gt=cursor, seq__lte=head).order_by("seq")
        if name in vectors:
            wanted = _beyond(rows, vectors[name], most + 1)
            rows = _accepted(name).filter(pk__in=wanted).order_by("seq")
        found = list(rows[: most + 1])
        count = given.add(found)
        is_whole = count == len(found) <= most
        if is_whole or count:
            given.begins[name] = cursor
            given.cursors[name] = head if is_whole else found[count - 1].seq or cursor
    return given


def _beyond(rows: QuerySet[Entry], vector: Vector, most: int) -> list[int]:
    """The keys of what the vector doesn't cover, and of what was taken late, which no vector can tell."""
    wanted: list[int] = []
    for pk, device, n, late in rows.values_list("pk", "device", "n", "late").iterator(chunk_size=2_000):
        if late or n > vector.get(device, 0):
            wanted.append(pk)
            if len(wanted) == most:
                break
    return wanted


def heads_of(channels: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Channel → last number and digest, in the order of their names."""
    found = Channel.objects.filter(name__in=list(channels)).order_by("name")
    return {one.name: (one.head, one.digest) for one in found}


def vector_of(channel: str, *, with_aside: bool) -> dict[str, int]:
    """Device → its highest n here; what was set aside counts only where the device's numbers are judged."""
    kept = Entry.objects.filter(channel=channel) if with_aside else _accepted(channel)
    found = kept.values("device").annotate(last=Max("n")).order_by("device")
    return {one["device"]: one["last"] for one in found}


def _accepted(channel: str) -> QuerySet[Entry]:
    return Entry.objects.filter(channel=channel, seq__isnull=False)
