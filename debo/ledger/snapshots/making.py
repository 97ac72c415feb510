"""Making a channel's snapshot: the log is read twice in the order of its numbers, then once in the reader's.

Nobody is held up: it reads the database as it was at one moment, beside whoever writes. What it holds in
memory is the edits' stamps, two numbers an entry and some 250 bytes a record.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from debo.ledger import models
from debo.ledger.columns import encode
from debo.ledger.entry import Entry
from debo.ledger.hash import EMPTY_DIGEST, toggled
from debo.ledger.page import MOST_BYTES, MOST_ENTRIES, ROW_BYTES
from debo.ledger.quarantine import as_entry
from debo.ledger.replicated import key_of
from debo.ledger.snapshots.cutting import Cutter, Piece
from debo.ledger.snapshots.known import Known
from debo.ledger.snapshots.order import NEWEST, OLDER, RECENT, REFERRED, TIMELESS, Order
from debo.ledger.snapshots.standing import Standing
from debo.ledger.turn import snapshot, writing

VERSION = 1
_AT_ONCE = 1_000
#: What answers of the exchange are packed with (api.py).
_LEVEL = 6
#: A channel's newest snapshot, and the one that phones may still be reading.
_KEPT = 2
#: What one more request costs in headers, both ways.
REQUEST = 600
#: An erasure in the very moment of the making: once more, then let it be.
_TRIES = 3


@dataclass(frozen=True)
class Made:
    """A snapshot that was made and isn't kept yet."""

    row: models.Snapshot
    pieces: list[tuple[bytes, bytes]]
    erasures: int


def make(channel: str, today: date) -> models.Snapshot | None:
    """Make the channel's snapshot and keep it; None when it has no entries, or its digest isn't theirs.

    Raises Busy when nothing may be written because the hub moves.
    """
    for _ in range(_TRIES):
        with snapshot():
            made = _Maker(channel, today).made()
        if made is None:
            return None
        with writing():
            if _keep(made):
                return made.row
    return None


def _keep(made: Made) -> bool:
    """Write it down; false when something was erased since it was read, so that it would bring that back."""
    channel = made.row.channel
    models.Channel.objects.select_for_update().filter(name=channel).first()
    if _erasures(channel) != made.erasures:
        return False
    _, is_new = models.Snapshot.objects.get_or_create(id=made.row.id, defaults=_columns(made.row))
    if is_new:
        models.Segment.objects.bulk_create(
            models.Segment(snapshot_id=made.row.id, number=i, gzip=zipped, brotli=harder)
            for i, (zipped, harder) in enumerate(made.pieces)
        )
    kept = models.Snapshot.objects.filter(channel=channel).order_by("-seq", "-made_at")
    models.Snapshot.objects.filter(id__in=list(kept.values_list("id", flat=True)[_KEPT:])).delete()
    return True


def _columns(row: models.Snapshot) -> dict[str, object]:
    names = (one.attname for one in row._meta.concrete_fields if not one.primary_key)
    return {name: getattr(row, name) for name in names if name != "made_at"}


def _erasures(channel: str) -> int:
    return models.Erasure.objects.filter(channel=channel).count()


def is_smaller(one: models.Snapshot, *, brotli: bool) -> bool:
    """Whether it costs less on the line than the entries it stands for."""
    size = one.brotli_bytes if brotli else one.gzip_bytes
    return one.segments > 0 and size + one.segments * REQUEST < one.entries_bytes


class _Maker:
    """One making, inside a transaction that sees one moment."""

    def __init__(self, channel: str, today: date) -> None:
        self.channel, self.since = channel, today - NEWEST
        self.row = models.Channel.objects.filter(name=channel).first() or models.Channel(name=channel)
        self.standing, self.known = Standing(), Known()
        self.order = Order(self.since)

    def made(self) -> Made | None:
        if not self._read():
            return None
        said = {"v": VERSION, "channel": self.channel, "seq": self.row.head}
        cutter = Cutter(said, {"known": self.known.ranges()})
        pieces = list(map(_both, cutter.cut(self._in_order(REFERRED, TIMELESS, RECENT))))
        recent = cutter.count
        pieces += map(_both, cutter.cut(self._in_order(OLDER)))
        row = models.Snapshot(
            id=cutter.id,
            channel=self.channel,
            seq=self.row.head,
            digest=self.row.digest,
            segments=len(pieces),
            recent=recent,
            since=self.since.isoformat(),
            gzip_bytes=sum(len(zipped) for zipped, _ in pieces),
            brotli_bytes=sum(len(harder) for _, harder in pieces),
            entries_bytes=self.entries_bytes,
        )
        if not is_smaller(row, brotli=True):
            # Remembered all the same, so that it isn't tried again for every phone.
            pieces, row.segments = [], 0
        return Made(row, pieces, _erasures(self.channel))

    def _read(self) -> bool:
        """Learn what stands, and what the entries would cost as they are.

        False when there are none, or their digest isn't the channel's.
        """
        edits = self._accepted().exclude(base="{}").values_list("type", "record", "base")
        for type_, record, base in edits.iterator(chunk_size=_AT_ONCE):
            self.standing.see_text(type_, record, base)
        cost, digest = _Cost(), EMPTY_DIGEST
        for kept in self._in_turn():
            entry = as_entry(kept)
            cost.add(kept, entry)
            digest = toggled(digest, bytes(kept.hash))
            self.known.add(entry.device, entry.n)
            self.order.note(entry)
            if self.standing.meet(entry):
                self.order.add(kept.seq or 0, entry)
        self.entries_bytes = cost.total()
        return self.row.head > 0 and digest == self.row.digest

    def _accepted(self) -> QuerySet[models.Entry]:
        return models.Entry.objects.filter(channel=self.channel, seq__gt=0, seq__lte=self.row.head)

    def _in_turn(self) -> Iterator[models.Entry]:
        last = 0
        while some := list(self._accepted().filter(seq__gt=last).order_by("seq")[:_AT_ONCE]):
            yield from some
            last = some[-1].seq or 0

    def _in_order(self, *parts: int) -> Iterator[Entry]:
        seqs = list(self.order.seqs(*parts))
        for i in range(0, len(seqs), _AT_ONCE):
            some = seqs[i : i + _AT_ONCE]
            found = {one.seq: one for one in self._accepted().filter(seq__in=some)}
            for seq in some:
                yield self.standing.reduced(as_entry(found[seq]))


def _both(piece: Piece) -> tuple[bytes, bytes]:
    return piece.gzip, piece.brotli()


class _Cost:
    """What the entries cost when they are read by cursor, page by page (page.py)."""

    def __init__(self) -> None:
        self._page: list[Entry] = []
        self._size = self._total = 0
        self.pages = 0

    def add(self, kept: models.Entry, entry: Entry) -> None:
        size = len(kept.set) + len(kept.base) + ROW_BYTES
        if self._page and (len(self._page) >= MOST_ENTRIES or self._size + size > MOST_BYTES):
            self._turn()
        self._page.append(entry)
        self._size += size

    def total(self) -> int:
        if self._page:
            self._turn()
        return self._total + self.pages * REQUEST

    def _turn(self) -> None:
        text = json.dumps(encode(self._page, key_of), ensure_ascii=False, separators=(",", ":"))
        self._total += len(gzip.compress(text.encode(), _LEVEL, mtime=0))
        self._page, self._size = [], 0
        self.pages += 1
