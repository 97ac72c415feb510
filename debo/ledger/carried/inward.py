"""Taking in what phones handed over: each message goes the way of a request on the line.

What comes twice changes nothing. A batch that begins behind a gap waits and is tried again after each other
one of its device, so that the parts of a handing over may come in any order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from debo.ledger import hub, models
from debo.ledger.asked import Asked, read
from debo.ledger.carried.layout import MORE, TO_HUB, Head, Readable, Refused
from debo.ledger.carried.opening import Opened, Reader, open_all
from debo.ledger.carried.words import WORDS
from debo.ledger.devices import authors_on
from debo.ledger.errors import BrokenRequest, ForkedDevice
from debo.ledger.exchange import last_numbers
from debo.ledger.hash import EMPTY_DIGEST
from debo.ledger.ingest import Outcome, ingest, verify
from debo.ledger.quarantine import mark_told
from debo.ledger.turn import writing

#: Of one device; a thousand entries each.
MOST_WAITING = 200


@dataclass
class Report:
    """What became of what was carried here."""

    #: The parts that were for this hub, by their receipt's code, and the devices that made them.
    files: dict[str, str] = field(default_factory=dict)
    segments: int = 0
    #: Entries that are at the hub now and weren't; that were already; that wait for others before them.
    applied: int = 0
    known: int = 0
    waiting: int = 0
    refused: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """The report for programs and people, in the reader's language."""
        counts = {"files": len(self.files), "segments": self.segments, "applied": self.applied}
        refused = [{"reason": one, "words": str(WORDS[one])} for one in self.refused]
        more = {"known": self.known, "waiting": self.waiting, "refused": refused}
        return {**counts, **more, "receipts": list(self.files)}


def take_in(stream: Readable) -> Report:
    """Take in all carried files in a stream, as far as they are whole and for this hub."""
    this, report = hub.this_hub(), Report()
    key = hub.carry_private_key(this)
    reader = Reader(this.carry_name, key, _maker_key)
    part: _Part | None = None
    for found in open_all(stream, reader):
        if isinstance(found, Head):
            part = _Part(found, report) if found.direction == TO_HUB else None
            if part is None:
                report.refused.append("for_another")
        elif isinstance(found, Opened):
            if part is not None:
                part.take(found)
        else:
            report.refused.append(found.reason)
    return report


def _maker_key(device: str) -> str | Refused:
    known = models.Device.objects.filter(id=device).first()
    if known is None:
        return Refused("unknown_maker")
    # One that was shut out hands in what it has, as on the line.
    return Refused("copied") if known.forked_at is not None else known.public_key


class _Part:
    """One file that is being read."""

    def __init__(self, head: Head, report: Report) -> None:
        self.device = models.Device.objects.get(id=head.maker)
        self.report = report
        self._lines: dict[str, list[int]] = {}
        report.files[head.code] = head.maker
        values = {"device": self.device, "made_at": _storable(head.time), "part": head.part}
        self._arrived, _ = models.Arrived.objects.get_or_create(code=head.code, defaults=values)

    def take(self, opened: Opened) -> None:
        """One message: a batch, how far the device has read, or both."""
        self.report.segments += 1
        try:
            asked = read(opened.message)
            self._apply(asked, opened.message)
        except BrokenRequest:
            self.report.refused.append("not_understood")
        except ForkedDevice:
            self.report.refused.append("copied")
        self._note(is_whole=opened.last != MORE)

    def _apply(self, asked: Asked, message: Mapping[str, Any]) -> None:
        if asked.batch is not None:
            outcome = _hand_in(self.device, asked, self.report)
            self._add_lines(outcome.numbers)
            if outcome.has_gap:
                self._keep(message)
            else:
                _try_waiting(self.device, self.report)
        mark_told(self.device, asked.told)
        if "cursors" in message:
            _note_reading(self.device, asked)

    def _add_lines(self, numbers: Mapping[str, list[int]]) -> None:
        for channel, (first, last) in numbers.items():
            line = self._lines.setdefault(channel, [first, last])
            self._lines[channel] = [min(first, line[0]), max(last, line[1])]

    def _keep(self, message: Mapping[str, Any]) -> None:
        text = json.dumps({name: message[name] for name in ("v", "batch", "signature")}, ensure_ascii=False)
        waiting = models.Waiting.objects.filter(device=self.device)
        digest = hashlib.sha256(text.encode()).hexdigest()
        if waiting.count() >= MOST_WAITING and not waiting.filter(hash=digest).exists():
            self.report.refused.append("too_many_waiting")
            return
        waiting.get_or_create(hash=digest, defaults={"device": self.device, "asked": text})

    def _note(self, *, is_whole: bool) -> None:
        lines = json.loads(self._arrived.lines) | self._lines
        self._arrived.lines = json.dumps(lines, sort_keys=True)
        self._arrived.whole = self._arrived.whole or is_whole
        self._arrived.save()


@dataclass(frozen=True)
class _HandedIn:
    numbers: dict[str, list[int]]
    has_gap: bool


def _hand_in(device: models.Device, asked: Asked, report: Report) -> _HandedIn:
    signed = verify(device, asked.batch, asked.signature, asked.signatures)
    numbers: dict[str, list[int]] = {}
    for one in signed.handed:
        line = numbers.setdefault(one.entry.channel, [one.entry.n, one.entry.n])
        line[1] = one.entry.n
    before = last_numbers(device.id, numbers)
    outcome: Outcome = ingest(device, signed, authors_on(device))
    after = {name: max(outcome.acks.get(name, 0), before[name]) for name in numbers}
    applied = sum(after[name] - before[name] for name in numbers)
    known = sum(one.entry.n <= before[one.entry.channel] for one in signed.handed)
    report.applied += applied
    report.known += known
    report.waiting += len(signed.handed) - applied - known
    return _HandedIn(numbers, bool(outcome.gaps))


def _try_waiting(device: models.Device, report: Report) -> None:
    """Hand in again what waited, as long as that brings anything to the hub."""
    has_moved = True
    while has_moved:
        has_moved = False
        for one in models.Waiting.objects.filter(device=device).order_by("id").iterator(chunk_size=1):
            again = Report()
            if not _hand_in(device, read(json.loads(one.asked)), again).has_gap:
                one.delete()
                has_moved = True
            report.applied += again.applied
            report.waiting -= again.applied


def _note_reading(device: models.Device, asked: Asked) -> None:
    """Remember how far the device has read; a channel in which it holds something else begins anew."""
    with writing():
        said, _ = models.ReadTo.objects.select_for_update().get_or_create(device=device)
        if asked.stamp < said.stamp:
            return
        cursors = {name: n for name, n in asked.cursors.items() if name not in _astray(asked)}
        said.epoch, said.stamp, said.grants = asked.epoch or "", asked.stamp, asked.grants or ""
        said.cursors = json.dumps(cursors, sort_keys=True)
        said.save()


def _astray(asked: Asked) -> set[str]:
    heads = {one.name: one for one in models.Channel.objects.filter(name__in=asked.digests)}
    return {name for name, digest in asked.digests.items() if _is_other(heads.get(name), asked, name, digest)}


def _is_other(channel: models.Channel | None, asked: Asked, name: str, digest: str) -> bool:
    head, own = (channel.head, channel.digest) if channel else (0, EMPTY_DIGEST)
    return asked.cursors.get(name, 0) == head and digest != own


def _storable(seconds: int) -> int:
    """A clock may say anything; the database holds 63 bits."""
    return min(seconds, 2**63 - 1)


def take_in_all(streams: Iterable[Readable]) -> Report:
    """Take in several files as one: the order doesn't matter."""
    whole = Report()
    for stream in streams:
        report = take_in(stream)
        whole.files |= report.files
        whole.segments += report.segments
        whole.applied += report.applied
        whole.known += report.known
        whole.waiting += report.waiting
        whole.refused += report.refused
    return whole
