"""Writing carried files: messages in, bytes out, one segment in memory, in parts of a wanted size."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger.carried.layout import AROUND, LAST, LAST_OF_PART, MORE, Head, Segment
from debo.ledger.carried.sealing import new_key, seal, wrap

#: A seal makes its text longer by so much.
_TAG = 16


@dataclass(frozen=True)
class Maker:
    """Who writes and signs."""

    device: str
    signer: ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Ring:
    """Those who may read the same: device → the public key that files for it are sealed to."""

    number: int
    readers: Mapping[str, str]


@dataclass(frozen=True)
class Piece:
    """Bytes to write next. Those of part 1 come first, then those of part 2, and so on."""

    part: int
    raw: bytes
    #: Of the part's first piece.
    head: Head | None = None


def write(
    maker: Maker,
    direction: int,
    rings: Iterable[Ring],
    packed: Iterable[tuple[int, bytes]],
    part_size: int | None = None,
) -> Iterator[Piece]:
    """The file as pieces: `packed` gives ring numbers and gzipped messages, in order.

    `part_size` bounds the bytes of a part; a part holds one segment at least, whatever its size.
    """
    rings = list(rings)
    start = Head(maker.device, secrets.token_bytes(16), direction, int(time.time()), 1)
    part = _Part(maker, start, rings)
    waiting: tuple[int, bytes] | None = None
    for ring, plain in packed:
        if waiting is not None:
            is_full = part_size is not None and part.size_with(waiting[1], plain) > part_size
            yield from part.add(*waiting, LAST_OF_PART if is_full else MORE)
            if is_full:
                part = _Part(maker, replace(start, part=part.head.part + 1), rings)
        waiting = ring, plain
    if waiting is not None:
        yield from part.add(*waiting, LAST)


class _Part:
    def __init__(self, maker: Maker, start: Head, rings: list[Ring]) -> None:
        self._signer = maker.signer
        self._keys = {ring.number: new_key() for ring in rings}
        public = {device: key for ring in rings for device, key in ring.readers.items()}
        wrapped = tuple(
            wrap(
                start,
                device,
                key,
                {one.number: self._keys[one.number] for one in rings if device in one.readers},
            )
            for device, key in sorted(public.items())
        )
        self.head = replace(start, readers=wrapped)
        self._place = 0
        self._size = len(self.head.raw)

    def _keys_of(self, device: str, rings: list[Ring]) -> dict[int, bytes]:
        return {ring.number: self._keys[ring.number] for ring in rings if device in ring.readers}

    def size_with(self, *texts: bytes) -> int:
        return self._size + sum(len(text) + _TAG + AROUND for text in texts)

    def add(self, ring: int, plain: bytes, last: int) -> Iterator[Piece]:
        if self._place == 0:
            yield Piece(self.head.part, self.head.raw, self.head)
        sealed = seal(self.head, Segment(self._place, ring, last, plain), self._keys[ring], self._signer)
        self._place += 1
        self._size += len(sealed.raw)
        yield Piece(self.head.part, sealed.raw)
