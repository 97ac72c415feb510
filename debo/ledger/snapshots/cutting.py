"""Cutting entries into segments, each small enough to come through a line that drops."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import brotli

from debo.ledger.columns import MOST_ROWS, encode
from debo.ledger.entry import Entry
from debo.ledger.replicated import key_of

#: Of a segment as gzip. Brotli makes some 16 kB of it: 3 s on a line of 40 kbit/s, and small enough for one
#: that is cut every 20 kB. A single entry that is larger has a segment of its own.
MOST_BYTES = 22_000

_FIRST_GUESS = 700
#: The next entries may be longer than the last.
_CAUTION = 0.93
_HARDEST = 9
#: 11 is three times slower and 1 % smaller.
_HARDEST_BROTLI = 10
_LARGEST_WINDOW = 24


@dataclass(frozen=True)
class Piece:
    """One segment: its text, and the same as gzip."""

    text: bytes
    gzip: bytes

    def brotli(self) -> bytes:
        """The same as brotli: a fifth smaller, five times slower to make, as quick to read."""
        packed: bytes = brotli.compress(
            self.text, mode=brotli.MODE_TEXT, quality=_HARDEST_BROTLI, lgwin=_LARGEST_WINDOW
        )
        return packed


class Cutter:
    """Makes the segments of one snapshot; `head` is what the first of them says beside its entries."""

    def __init__(self, said: dict[str, Any], head: dict[str, Any]) -> None:
        self._said, self._head = said, head
        self._hash = hashlib.sha256()
        self.count = 0
        #: How many entries the next segment will take, by what the last one weighed.
        self._size = _FIRST_GUESS

    @property
    def id(self) -> str:
        """The snapshot's id, once all is cut."""
        return self._hash.hexdigest()[:32]

    def cut(self, entries: Iterable[Entry]) -> Iterator[Piece]:
        """Segments of these entries; the next call goes on with a segment of its own."""
        remaining, waiting = iter(entries), list[Entry]()
        while True:
            waiting += islice(remaining, max(0, self._size - len(waiting)))
            if not waiting:
                return
            taken = waiting[: self._size]
            piece = self._piece(taken)
            fitting = MOST_BYTES / len(piece.gzip) * len(taken)
            if fitting < len(taken) and len(taken) > 1:
                self._size = max(1, int(fitting * _CAUTION))
                continue
            del waiting[: len(taken)]
            self._hash.update(piece.text)
            self.count += 1
            self._size = max(1, min(MOST_ROWS, int(fitting * _CAUTION)))
            yield piece

    def _piece(self, entries: list[Entry]) -> Piece:
        head = {} if self.count else self._head
        said = {**self._said, "segment": self.count, **head, "entries": encode(entries, key_of)}
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return Piece(text, gzip.compress(text, _HARDEST, mtime=0))
