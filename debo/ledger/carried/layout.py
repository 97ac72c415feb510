"""How a carried file lies on a stick: a head, then segments. Only lengths and places; nothing is opened here.

A file is read as a stream, and whatever it claims, no more than one head or one segment is ever in memory.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

MAGIC = b"Debo carried file 1\n"
#: The magic of any version: the digit may differ.
ANY_MAGIC = MAGIC[:-2]
LONGEST_HEAD = 65_536
#: A sealed text, its tag included. Only a single entry that is larger than a segment may be longer.
SEGMENT = 32_768
LONGEST_SEALED = 98_304
SIGNATURE = 64

TO_HUB, FROM_HUB = 1, 2
#: What follows a segment: another one, nothing in this part, nothing at all.
MORE, LAST_OF_PART, LAST = 0, 1, 2

_START = struct.Struct(">8s16sBQH")
_READER = struct.Struct(">8s65sH")
_SEGMENT = struct.Struct(">IHB")
_LENGTH = struct.Struct(">I")
_COUNT = struct.Struct(">H")
_PREFIX = b"debo-carried-1\n"
_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AT_ONCE = 65_536


class Readable(Protocol):
    """A file, a request's body, anything that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


@dataclass(frozen=True)
class Refused:
    """A part that can't be taken; `reason` is a code of the protocol. What follows it may be whole."""

    reason: str


@dataclass(frozen=True)
class Wrapped:
    """The keys of a reader's rings, sealed to that reader."""

    device: str
    enc: bytes
    sealed: bytes


@dataclass(frozen=True)
class Head:
    """Who made a part of a file, when and for whom."""

    maker: str
    file: bytes
    direction: int
    time: int
    part: int
    readers: tuple[Wrapped, ...] = field(default=())

    @property
    def start(self) -> bytes:
        """From maker to part, 35 bytes: what wrapped keys are bound to."""
        return _START.pack(bytes.fromhex(self.maker), self.file, self.direction, self.time, self.part)

    @cached_property
    def raw(self) -> bytes:
        """The head as it lies in the file, from the magic on."""
        wrapped = b"".join(
            _READER.pack(bytes.fromhex(one.device), one.enc, len(one.sealed)) + one.sealed
            for one in self.readers
        )
        rest = self.start + _COUNT.pack(len(self.readers)) + wrapped
        if len(rest) > LONGEST_HEAD:
            raise ValueError("too many readers for one file")
        return MAGIC + _LENGTH.pack(len(rest)) + rest

    @cached_property
    def hash(self) -> bytes:
        """SHA-256 of the head: segments are bound to it."""
        return hashlib.sha256(self.raw).digest()

    @property
    def code(self) -> str:
        """The code on the receipt: 40 bits of the hash, as XXXX-XXXX in Crockford's base 32."""
        number = int.from_bytes(self.hash[:5], "big")
        letters = "".join(_CODE_LETTERS[number >> shift & 31] for shift in range(35, -1, -5))
        return f"{letters[:4]}-{letters[4:]}"

    def info(self, device: str) -> bytes:
        """HPKE's `info` for one reader."""
        return _PREFIX + self.start + bytes.fromhex(device)


@dataclass(frozen=True)
class Segment:
    """A sealed text with its place in the part, counted from 0."""

    place: int
    ring: int
    last: int
    sealed: bytes
    signature: bytes = b""

    @property
    def nonce(self) -> bytes:
        """The nonce of the STREAM construction: the place, and whether it is the last."""
        return bytes(7) + struct.pack(">IB", self.place, self.last)

    def signed(self, head: Head) -> bytes:
        """What its maker signs."""
        place = struct.pack(">IHB", self.place, self.ring, self.last)
        return _PREFIX + head.hash + place + hashlib.sha256(self.sealed).digest()

    @property
    def raw(self) -> bytes:
        """The segment as it lies in the file."""
        return _SEGMENT.pack(len(self.sealed), self.ring, self.last) + self.sealed + self.signature


#: A segment's bytes beside its sealed text.
AROUND = _SEGMENT.size + SIGNATURE


def parse_head(rest: bytes) -> Head | None:
    """The head whose bytes after the length these are; None when they can't be one."""
    at = _START.size + _COUNT.size
    if len(rest) < at:
        return None
    maker, file, direction, time, part = _START.unpack_from(rest)
    (count,) = _COUNT.unpack_from(rest, _START.size)
    readers = []
    for _ in range(count):
        if len(rest) < at + _READER.size:
            return None
        device, enc, length = _READER.unpack_from(rest, at)
        at += _READER.size
        readers.append(Wrapped(device.hex(), enc, rest[at : at + length]))
        at += length
    is_whole = at == len(rest) and part > 0 and direction in {TO_HUB, FROM_HUB}
    return Head(maker.hex(), file, direction, time, part, tuple(readers)) if is_whole else None


class _Source:
    """Bytes with a look ahead, never more than asked for."""

    def __init__(self, stream: Readable) -> None:
        self._stream, self._held = stream, b""

    def peek(self, size: int) -> bytes:
        """At most so many bytes, without taking them; fewer only at the end."""
        while len(self._held) < size and (
            more := self._stream.read(min(_READ_AT_ONCE, size - len(self._held)))
        ):
            self._held += more
        return self._held[:size]

    def take(self, size: int) -> bytes | None:
        """Exactly so many bytes, or None when the file ends before."""
        found = self.peek(size)
        if len(found) < size:
            return None
        self._held = self._held[size:]
        return found

    def skip_to_magic(self) -> bool:
        """Go to where the next file may begin; false when there is none."""
        while held := self.peek(_READ_AT_ONCE):
            at = held.find(ANY_MAGIC)
            if at >= 0:
                self._held = self._held[at:]
                return True
            # A magic may lie across the edge of what was looked at.
            self._held = self._held[max(1, len(held) - len(ANY_MAGIC) + 1) :]
        return False


def read(stream: Readable) -> Iterator[Head | Segment | Refused]:
    """Heads and segments in order, and what isn't whole; goes on behind that where the next file begins."""
    source = _Source(stream)
    if not source.peek(len(MAGIC)).startswith(ANY_MAGIC):
        yield Refused("not_carried")
    while source.skip_to_magic():
        reason = yield from _part(source)
        if reason is not None:
            yield Refused(reason)


def _part(source: _Source) -> Generator[Head | Segment, None, str | None]:
    """One part; returns why it is not whole, or None."""
    magic = source.peek(len(MAGIC))
    if magic != MAGIC:
        source.take(1)  # so that the next search doesn't find it again
        return "newer_version" if len(magic) == len(MAGIC) else "cut_off"
    source.take(len(MAGIC))
    length = source.take(_LENGTH.size)
    if length is None:
        return "cut_off"
    (size,) = _LENGTH.unpack(length)
    if size > LONGEST_HEAD:
        return "damaged"
    rest = source.take(size)
    if rest is None:
        return "cut_off"
    head = parse_head(rest)
    if head is None:
        return "damaged"
    yield head
    return (yield from _segments(source))


def _segments(source: _Source) -> Generator[Segment, None, str | None]:
    place = 0
    while True:
        before = source.take(_SEGMENT.size)
        if before is None:
            return "cut_off"
        size, ring, last = _SEGMENT.unpack(before)
        if size > LONGEST_SEALED or last not in {MORE, LAST_OF_PART, LAST}:
            return "damaged"
        body = source.take(size + SIGNATURE)
        if body is None:
            return "cut_off"
        yield Segment(place, ring, last, body[:size], body[size:])
        if last != MORE:
            return None
        place += 1
