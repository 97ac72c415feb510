"""A phone for tests that knows snapshots: docs/protocol.md, 4b, once more and plainly."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from typing import Any

from debo.ledger.columns import decode
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_hash, toggled
from debo.ledger.merge import EMPTY, merge
from debo.ledger.models import Device
from debo.ledger.replicated import key_of
from debo.ledger.snapshots.errors import NoSuchSegment
from debo.ledger.snapshots.offering import piece
from tests.integration.ledger.phone import Phone


@dataclass
class Newcomer(Phone):
    """It reads at most `patience` pieces an exchange, as if the line were cut after them."""

    patience: int = 1_000
    #: By channel: the snapshot that is being read, and how many pieces of it have come.
    begun: dict[str, tuple[dict[str, Any], int]] = field(default_factory=dict)
    #: By channel: the ranges of the snapshot that was read, and its digest.
    within: dict[str, tuple[dict[str, list[list[int]]], str]] = field(default_factory=dict)
    rows: dict[str, list[Entry]] = field(default_factory=dict)
    pieces: int = 0

    def enrol(self) -> Newcomer:
        super().enrol()
        return self

    def request(self, entries: list[Entry] | None = None) -> dict[str, Any]:
        asked = super().request(entries)
        asked["snapshots"] = {name: offer["id"] for name, (offer, _) in self.begun.items()}
        return asked

    def receive(self, answer: dict[str, Any]) -> None:
        offers = answer.get("snapshots", {})
        self._check_alone(offers, answer)
        if self.epoch is not None and answer["epoch"] != self.epoch:
            offers = {}
        for name in set(self.begun) - set(offers):
            self._begin_anew(name)
        super().receive(answer)
        for name, offer in offers.items():
            if name not in self.begun or self.begun[name][0]["id"] != offer["id"]:
                self._begin_anew(name)
                self.begun[name] = (offer, 0)
        self._read(self.patience)

    def _check_alone(self, offers: dict[str, Any], answer: dict[str, Any]) -> None:
        """Of a channel that is offered nothing else is in the answer."""
        columns = answer.get("entries")
        entries = decode(columns, key_of) if columns else []
        said = {*answer["cursors"], *answer.get("digests", {}), *(one.channel for one in entries)}
        assert not said & set(offers), "something came beside a snapshot"

    def _forget(self, channel: str) -> None:
        super()._forget(channel)
        self.begun.pop(channel, None)
        self.within.pop(channel, None)
        self.rows.pop(channel, None)

    def _begin_anew(self, channel: str) -> None:
        """Drop what came of a snapshot; what was heard otherwise stays."""
        self.begun.pop(channel, None)
        self.within.pop(channel, None)
        self.rows.pop(channel, None)
        self._refold(channel)

    def _refold(self, channel: str) -> None:
        """The channel's cells from what is held: the snapshot's rows, and entries that are not in it."""
        ranges = self.within.get(channel, ({}, ""))[0]
        cells = {place: c for place, c in self.cells.items() if place[0] != channel}
        beside = [e for e in self.entries.values() if e.channel == channel and not _is_in(ranges, e)]
        for one in (*self.rows.get(channel, []), *beside):
            if (channel, one.type, one.record) not in self.erased:
                found = cells.setdefault((channel, one.type, one.record), {})
                for name, value in one.set.items():
                    base = one.base.get(name, ())
                    found[name] = merge(found.get(name, EMPTY), one.full_stamp, value, base)
        self.cells = cells

    def _read(self, most: int) -> None:
        for name, (offer, before) in list(self.begun.items()):
            taken = before
            while taken < offer["segments"] and most > 0:
                try:
                    found = piece(Device.objects.get(id=self.id), offer["id"], taken)
                except NoSuchSegment:
                    return
                self._take(name, offer, json.loads(gzip.decompress(bytes(found.gzip))), taken)
                taken, most = taken + 1, most - 1
                self.begun[name] = (offer, taken)
            if taken == offer["segments"]:
                del self.begun[name]
                self.cursors[name] = offer["seq"]

    def _take(self, channel: str, offer: dict[str, Any], body: dict[str, Any], number: int) -> None:
        assert (body["channel"], body["seq"], body["segment"]) == (channel, offer["seq"], number)
        self.pieces += 1
        if number == 0:
            self.within[channel] = (body["known"], offer["digest"])
        rows = decode(body["entries"], key_of)
        self.rows.setdefault(channel, []).extend(rows)
        self.stamp = max([self.stamp, *(one.stamp for one in rows)])
        for one in rows:
            if one.type == "erasure":
                self._erase((one.channel, one.set["of_type"], one.set["of_record"]))
        self._refold(channel)

    def add(self, entry: Entry) -> None:
        ranges = self.within.get(entry.channel, ({}, ""))[0]
        if not _is_in(ranges, entry):
            super().add(entry)
        elif entry.device == self.id:
            self.entries.setdefault((entry.device, entry.channel, entry.n), entry)

    def digest(self, channel: str) -> str:
        ranges, digest = self.within.get(channel, ({}, "0" * 16))
        for one in self.entries.values():
            is_aside = one.device == self.id and (channel, one.n) in self.attention
            if one.channel == channel and not is_aside and not _is_in(ranges, one):
                digest = toggled(digest, entry_hash(one))
        return digest

    def vector(self, channel: str) -> dict[str, int]:
        found = super().vector(channel)
        for device, ranges in self.within.get(channel, ({}, ""))[0].items():
            if ranges and ranges[0][0] == 1:
                found[device] = max(found.get(device, 0), ranges[0][1])
        return found

    def exchange(self, line: Any = None) -> dict[str, Any]:
        for _ in range(200):
            before = self.pieces
            answer = super().exchange(line)
            # What came after the snapshot is asked for when all of it is here.
            if not self.begun and self.pieces == before:
                return answer
        raise AssertionError("the snapshot never came to its end")

    def heads(self, channel: str) -> dict[str, dict[str, Any]]:
        """The channel's heads by cell, own entries that were set aside left out."""
        aside = {
            f"{e.stamp}@{e.device}" for e in self.own.get(channel, []) if (channel, e.n) in self.attention
        }
        found = {
            f"{type_} {record} {name}": {s: v for s, v in cell.heads.items() if s not in aside}
            for (place, type_, record), cells in self.cells.items()
            if place == channel
            for name, cell in cells.items()
        }
        return {cell: heads for cell, heads in found.items() if heads}


def _is_in(ranges: dict[str, list[list[int]]], entry: Entry) -> bool:
    return any(first <= entry.n <= last for first, last in ranges.get(entry.device, []))


def plain_heads(entries: list[Entry]) -> dict[str, dict[str, Any]]:
    """Straight from the protocol's words: of the stamps of a cell those that no base names."""
    seen = {(e.type, e.record, n, s) for e in entries for n, stamps in e.base.items() for s in stamps}
    found: dict[str, dict[str, Any]] = {}
    for one in entries:
        for name, value in one.set.items():
            if (one.type, one.record, name, one.full_stamp) not in seen:
                found.setdefault(f"{one.type} {one.record} {name}", {})[one.full_stamp] = value
    return found
