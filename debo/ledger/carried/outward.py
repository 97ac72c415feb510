"""What the hub sends by hand: for each device what concerns it alone, for each ring what all in it may read.

It contains what a line would have brought: what lies beyond the cursors a device told with the last file that
came from it, and never a channel that none of its people may read.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from debo.ledger import hub, models
from debo.ledger.access import Access, new_access, readable
from debo.ledger.asked import VERSION
from debo.ledger.carried.layout import FROM_HUB, SEGMENT
from debo.ledger.carried.sealing import packed
from debo.ledger.carried.writing import Maker, Piece, Ring, write
from debo.ledger.channels import answer_order
from debo.ledger.columns import encode
from debo.ledger.devices import people_on
from debo.ledger.intake import hub_stamp
from debo.ledger.page import MOST_BYTES, MOST_ENTRIES, ROW_BYTES
from debo.ledger.quarantine import as_entry, untold
from debo.ledger.replicated import key_of

#: Standings of those who work at the place itself; mentors and teams look after others too.
AT_HOME = frozenset({"staff", "head"})


@dataclass(frozen=True)
class Reader:
    """A device that is written to: what its people may read, and how far it said it had read."""

    device: models.Device
    people: list[str]
    channels: list[str]
    cursors: Mapping[str, int]
    grants: str


def devices_of(place: str) -> list[models.Device]:
    """The devices on which somebody has joined who works at a place."""
    access, channel = new_access(), f"facility:{place}"
    people = set(models.DevicePerson.objects.values_list("person", flat=True))
    at_home = [one for one in people if AT_HOME & access.standings(one).get(channel, frozenset())]
    live = models.Device.objects.filter(revoked_at=None, forked_at=None)
    return list(live.filter(people__person__in=at_home).distinct().order_by("id"))


def write_for(devices: Iterable[models.Device], part_size: int | None = None) -> Iterator[Piece]:
    """A file for these devices; those without a key for files are left out. Nothing when none is left."""
    this, access = hub.this_hub(), new_access()
    readers = [_reader(one, access, this.epoch) for one in devices if one.carry_key]
    if not readers:
        return iter(())
    hub.carry_private_key(this)
    maker = Maker(this.carry_name, hub.private_key(this))
    content = _Content(readers, this.epoch, access)
    return write(maker, FROM_HUB, content.rings, content.messages(), part_size)


def _reader(device: models.Device, access: Access, epoch: str) -> Reader:
    people = people_on(device)
    said = models.ReadTo.objects.filter(device=device, epoch=epoch).first()
    cursors = json.loads(said.cursors) if said else {}
    return Reader(device, people, readable(access, people), cursors, said.grants if said else "")


class _Content:
    """One ring a device, for what is told to it alone; then one for each set of devices that read alike."""

    def __init__(self, readers: Sequence[Reader], epoch: str, access: Access) -> None:
        self._readers, self._epoch, self._access = readers, epoch, access
        self._shared = self._by_readers()
        keys = {one.device.id: one.device.carry_key for one in readers}
        own = [Ring(i, {one.device.id: keys[one.device.id]}) for i, one in enumerate(readers)]
        shared = [
            Ring(len(own) + i, {device: keys[device] for device in devices})
            for i, devices in enumerate(self._shared)
        ]
        self.rings = own + shared

    def _by_readers(self) -> dict[tuple[str, ...], list[str]]:
        of: dict[str, list[str]] = {}
        for reader in self._readers:
            for channel in reader.channels:
                of.setdefault(channel, []).append(reader.device.id)
        found: dict[tuple[str, ...], list[str]] = {}
        for channel in sorted(of, key=answer_order):
            found.setdefault(tuple(of[channel]), []).append(channel)
        return found

    def messages(self) -> Iterator[tuple[int, bytes]]:
        """Ring and packed message, what concerns one device first."""
        for i, reader in enumerate(self._readers):
            yield i, packed(self._said() | self._about(reader))
        for i, (devices, channels) in enumerate(self._shared.items()):
            yield from ((len(self._readers) + i, one) for one in self._entries(devices, channels))

    def _said(self) -> dict[str, Any]:
        return {"v": VERSION, "epoch": self._epoch, "time": int(time.time()), "stamp": hub_stamp()}

    def _about(self, reader: Reader) -> dict[str, Any]:
        grants = self._access.grants(reader.people)
        parts = {
            "acks": _acks(reader.device),
            **untold(reader.device),
            "grants": None if grants["hash"] == reader.grants else grants,
            "forget": sorted(set(reader.cursors) - set(reader.channels)),
        }
        told = {name: part for name, part in parts.items() if part}
        return {"for": reader.device.id, "cursors": {}, **told}

    def _entries(self, devices: tuple[str, ...], channels: list[str]) -> Iterator[bytes]:
        told = [one.cursors for one in self._readers if one.device.id in devices]
        # Who has read least of a channel says where it begins; the others know what comes again.
        begin = {name: min(cursors.get(name, 0) for cursors in told) for name in channels}
        heads = models.Channel.objects.filter(name__in=channels)
        ends = {one.name: one for one in heads if one.head > begin[one.name]}
        # A device's own entries needn't go back to it alone.
        alone = devices[0] if len(devices) == 1 else ""
        slices = _Slices(begin, ends, self._said())
        for rows in _pages(sorted(ends, key=answer_order), begin, ends, alone):
            yield from slices.pack(rows)
        yield from slices.rest()


class _Slices:
    """Makes messages of pages, each small enough for a segment, and says of each where it begins and ends."""

    def __init__(
        self, begin: Mapping[str, int], ends: Mapping[str, models.Channel], said: Mapping[str, Any]
    ) -> None:
        self._at, self._ends, self._said = dict(begin), ends, said

    def pack(self, rows: Sequence[models.Entry]) -> Iterator[bytes]:
        """The messages of a page."""
        packed_ = packed(self._message(rows))
        if len(packed_) <= SEGMENT or len(rows) == 1:
            self._move(rows)
            yield packed_
        else:
            half = len(rows) // 2
            yield from self.pack(rows[:half])
            yield from self.pack(rows[half:])

    def rest(self) -> Iterator[bytes]:
        """Where channels end whose last entries weren't to be sent."""
        left = {name: end for name, end in self._ends.items() if self._at[name] < end.head}
        if left:
            cursors = {name: end.head for name, end in left.items()}
            begin = {name: self._at[name] for name in left}
            yield packed({**self._said, "from": begin, "cursors": cursors, "digests": self._digests(cursors)})

    def _message(self, rows: Sequence[models.Entry]) -> dict[str, Any]:
        cursors = self._cursors(rows)
        message = {
            "entries": encode((as_entry(one) for one in rows), key_of),
            "from": {name: self._at[name] for name in cursors},
            "cursors": cursors,
            "digests": self._digests(cursors),
        }
        return {**self._said, **message}

    def _cursors(self, rows: Sequence[models.Entry]) -> dict[str, int]:
        return {row.channel: row.seq or 0 for row in rows}

    def _digests(self, cursors: Mapping[str, int]) -> dict[str, str]:
        return {name: self._ends[name].digest for name, n in cursors.items() if n == self._ends[name].head}

    def _move(self, rows: Sequence[models.Entry]) -> None:
        self._at.update(self._cursors(rows))


def _pages(
    channels: Sequence[str], begin: Mapping[str, int], ends: Mapping[str, models.Channel], alone: str
) -> Iterator[list[models.Entry]]:
    """Entries of all channels in order, as many at a time as an answer on the line may have."""
    page: list[models.Entry] = []
    size = 0
    for name in channels:
        rows = models.Entry.objects.filter(channel=name, seq__gt=begin[name], seq__lte=ends[name].head)
        for row in rows.exclude(device=alone).order_by("seq").iterator(chunk_size=MOST_ENTRIES):
            weight = len(row.set) + len(row.base) + ROW_BYTES
            if page and (len(page) >= MOST_ENTRIES or size + weight > MOST_BYTES):
                yield page
                page, size = [], 0
            page.append(row)
            size += weight
    if page:
        yield page


def _acks(device: models.Device) -> dict[str, int]:
    """The highest n the hub durably has of a device, in each channel."""
    own = models.Entry.objects.filter(device=device.id).values("channel")
    return {one["channel"]: one["most"] for one in own.annotate(most=Max("n")).order_by("channel")}
