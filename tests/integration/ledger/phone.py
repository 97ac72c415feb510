"""A phone for tests: it follows docs/protocol.md by itself and keeps everything in memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger import devices
from debo.ledger.asked import read
from debo.ledger.columns import decode, encode
from debo.ledger.entry import Entry
from debo.ledger.exchange import exchange
from debo.ledger.hash import EMPTY_DIGEST, entry_hash, toggled
from debo.ledger.identity import derive, new_device_id, new_record_id
from debo.ledger.merge import EMPTY, Cell, conflicts_of, merge, pack, value_of
from debo.ledger.models import Device
from debo.ledger.replicated import key_of
from debo.ledger.signing import public_text, sign

#: Sends a request and brings the answer.
Line = Callable[[dict[str, Any]], dict[str, Any]]


_EMPTY: dict[str, Any] = {
    "acks": {},
    "gaps": {},
    "attention": [],
    "accepted": [],
    "entries": None,
    "more": False,
    "digests": {},
    "repair": [],
    "grants": None,
    "forget": [],
}


def complete(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with the parts that were left out because they are empty."""
    return {**_EMPTY, **answer}


def without_content(entry: Entry) -> Entry:
    """The entry as it is after its content was erased by law."""
    return replace(entry, set={}, base={}, erased=entry_hash(entry).hex())


@dataclass
class Phone:
    """One device; `people` have joined on it. `at` is what its clock claims."""

    people: list[str]
    id: str = field(default_factory=new_device_id)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    stamp: int = 0
    at: int = 1_767_225_600
    own: dict[str, list[Entry]] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    entries: dict[tuple[str, str, int], Entry] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], dict[str, Cell]] = field(default_factory=dict)
    cursors: dict[str, int] = field(default_factory=dict)
    attention: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    accepted: set[tuple[str, int]] = field(default_factory=set)
    told: list[list[Any]] = field(default_factory=list)
    epoch: str | None = None
    vectors: list[str] | None = None
    grants: dict[str, Any] | None = None
    token: str = ""
    repairs: int = 0
    hashes: dict[tuple[str, str, int], bytes] = field(default_factory=dict)
    #: Digests that the hub has seen and found equal needn't be sent again.
    asking: dict[str, str] = field(default_factory=dict)
    compared: dict[str, str] = field(default_factory=dict)
    #: Channel, type and record of what was erased by law.
    erased: set[tuple[str, str, str]] = field(default_factory=set)
    #: Whether it signs each channel of a mixed batch by itself, as phones do since hubs can be linked.
    signs_channels: bool = False

    def enrol(self) -> Phone:
        """Enrol at the hub and let the people join, without the door of joining."""
        self.token = devices.enrol(self.id, public_text(self.key))
        for person in self.people:
            devices.join(Device.objects.get(id=self.id), person)
        return self

    def write(self, channel: str, type_: str, record: str | None = None, /, **values: Any) -> Entry:
        """Write as the phone's first person, having seen what the phone holds."""
        return self.write_as(self.people[0], channel, type_, record, values)

    def write_as(
        self, author: str, channel: str, type_: str, record: str | None, values: dict[str, Any]
    ) -> Entry:
        """Write under any name, also one that hasn't joined here."""
        id_ = record or derive(type_, key_of(type_) or (), values) or new_record_id()
        cells = self.cells.get((channel, type_, id_), {})
        base = {name: sorted(cells[name].heads) for name in values if name in cells and cells[name].heads}
        self.stamp += 1
        n = len(self.own.get(channel, [])) + 1
        entry = Entry(self.id, channel, n, self.stamp, author, self.at, type_, id_, values, base)
        self.own.setdefault(channel, []).append(entry)
        self.add(entry)
        return entry

    def add(self, entry: Entry) -> None:
        """One more entry; one that is known changes nothing."""
        identity = (entry.device, entry.channel, entry.n)
        if identity in self.entries:
            return
        if entry.type == "erasure":
            self._erase((entry.channel, entry.set["of_type"], entry.set["of_record"]))
        elif (entry.channel, entry.type, entry.record) in self.erased and not entry.erased:
            entry = without_content(entry)
        self.entries[identity] = entry
        self.stamp = max(self.stamp, entry.stamp)
        cells = self.cells.setdefault((entry.channel, entry.type, entry.record), {})
        for name, value in entry.set.items():
            cells[name] = merge(cells.get(name, EMPTY), entry.full_stamp, value, entry.base.get(name, ()))

    def _erase(self, subject: tuple[str, str, str]) -> None:
        """Drop what was ever written about one record here; own entries keep their n and hash."""
        self.erased.add(subject)
        self.cells[subject] = {}
        for identity, entry in self.entries.items():
            if (entry.channel, entry.type, entry.record) == subject and not entry.erased:
                self.entries[identity] = without_content(entry)
        for channel, own in self.own.items():
            self.own[channel] = [self.entries.get((e.device, e.channel, e.n), e) for e in own]

    def unsent(self, most: int = 1_000) -> list[Entry]:
        waiting = [e for channel, own in self.own.items() for e in own[self.acked.get(channel, 0) :]]
        return sorted(waiting, key=lambda entry: entry.stamp)[:most]

    def request(self, entries: list[Entry] | None = None) -> dict[str, Any]:
        """The request as it goes over the wire."""
        entries = self.unsent() if entries is None else entries
        batch = encode(entries, key_of) if entries else None
        signature = sign(self.key, [entry_hash(entry) for entry in entries]) if entries else None
        busy = {entry.channel for entry in self.unsent()}
        digests = {c: self.digest(c) for c in self.cursors if c not in busy}
        self.asking = {c: digest for c, digest in digests.items() if self.compared.get(c) != digest}
        asked: dict[str, Any] = {
            "v": 1,
            "epoch": self.epoch,
            "stamp": self.stamp,
            "batch": batch,
            "signature": signature,
            "cursors": self.cursors,
            "digests": self.asking,
            "grants": self.grants["hash"] if self.grants else None,
            "told": self.told,
            "time": self.at,
        }
        if self.signs_channels:
            asked["signatures"] = {
                channel: sign(self.key, [entry_hash(one) for one in entries if one.channel == channel])
                for channel in {one.channel for one in entries if one.channel.startswith("collaborative:")}
            }
        if self.vectors is not None:
            asked["vectors"] = {channel: self.vector(channel) for channel in self.vectors}
        copied: dict[str, Any] = json.loads(json.dumps(asked))
        return copied

    def vector(self, channel: str) -> dict[str, int]:
        greatest: dict[str, int] = {}
        for device, name, n in self.entries:
            unsent = device == self.id and n > self.acked.get(channel, 0)
            if name == channel and not unsent:
                greatest[device] = max(n, greatest.get(device, 0))
        return greatest

    def digest(self, channel: str) -> str:
        """Of what the hub has taken: own entries that were set aside don't count."""
        digest = EMPTY_DIGEST
        for identity, entry in self.entries.items():
            device, name, n = identity
            is_aside = device == self.id and (name, n) in self.attention
            if name == channel and not is_aside:
                if identity not in self.hashes:
                    self.hashes[identity] = entry_hash(entry)
                digest = toggled(digest, self.hashes[identity])
        return digest

    def receive(self, answer: dict[str, Any]) -> None:
        """Take in an answer."""
        answer = complete(answer)
        if answer["epoch"] != self.epoch:
            changed = self.epoch is not None
            self.epoch = answer["epoch"]
            if changed:
                # Named still, so that the hub can say which of these channels to forget.
                self.cursors = dict.fromkeys(self.cursors, 0)
                self.compared = {}
                self.vectors = answer["repair"]
                self.acked = {}
                # The hub judges again what it lost; it tells anew of what it still has set aside.
                self.attention = {}
        elif answer["repair"]:
            self.vectors = answer["repair"]
        elif not answer["more"]:
            self.vectors = None
        self.compared |= {c: d for c, d in self.asking.items() if c not in answer["repair"]}
        self.acked.update(answer["acks"])
        for channel, n in answer["gaps"].items():
            self.acked[channel] = n - 1
        self.repairs += len(answer["repair"])
        self._hear(answer)
        if answer["entries"]:
            for entry in decode(answer["entries"], key_of):
                self.add(entry)
        for channel, cursor in answer["cursors"].items():
            self.cursors[channel] = max(cursor, self.cursors.get(channel, 0))
        self.grants = answer["grants"] or self.grants
        for channel in answer["forget"]:
            self._forget(channel)

    def _forget(self, channel: str) -> None:
        """A right ended: the channel goes, unless something in it waits to be handed in first."""
        if len(self.own.get(channel, [])) > self.acked.get(channel, 0):
            return
        self.cursors.pop(channel, None)
        self.compared.pop(channel, None)
        self.entries = {place: entry for place, entry in self.entries.items() if place[1] != channel}
        self.cells = {place: cells for place, cells in self.cells.items() if place[0] != channel}

    def _hear(self, answer: dict[str, Any]) -> None:
        self.told = []
        for one in answer["attention"]:
            self.attention[one["channel"], one["n"]] = one
            self.told.append([one["channel"], one["n"]])
        for channel, n, accepted in answer["accepted"]:
            self.attention.pop((channel, n), None)
            self.accepted.add((channel, n))
            self.told.append([channel, n, accepted])

    def exchange(self, line: Line | None = None) -> dict[str, Any]:
        """Exchange until there is nothing more; returns the last answer."""
        line = line or self.direct
        for _ in range(200):
            answer = complete(line(self.request()))
            self.receive(answer)
            if not (answer["more"] or answer["repair"] or answer["gaps"] or self.unsent()):
                return answer
        raise AssertionError("the exchange never came to its end")

    def direct(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Without HTTP: the hub's own function, through JSON."""
        device = Device.objects.get(id=self.id)
        return complete(json.loads(json.dumps(exchange(device, read(asked)))))

    def value(self, entry: Entry, name: str) -> Any:
        """What the phone shows for a field of the entry's record."""
        return value_of(self.cells[entry.channel, entry.type, entry.record][name])

    def conflicts(self, entry: Entry, name: str) -> list[Any]:
        return [value for _, value in conflicts_of(self.cells[entry.channel, entry.type, entry.record][name])]

    def state(self, channel: str) -> dict[str, Any]:
        """The channel as cells, in a form that can be compared; what was set aside doesn't count."""
        aside = {(e.type, e.record) for e in self.own.get(channel, []) if (channel, e.n) in self.attention}
        return {
            f"{type_} {record} {name}": (pack(cell), value_of(cell))
            for (place, type_, record), cells in self.cells.items()
            if place == channel and (type_, record) not in aside
            for name, cell in cells.items()
        }
