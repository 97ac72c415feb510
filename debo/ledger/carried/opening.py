"""Opening what was carried here: in the protocol's order, one segment in memory, the rest refused by reason.

Who opens and whom to believe is told by a Reader, so that the hub and a test of a phone open in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger.carried.layout import Head, Readable, Refused, Segment, read
from debo.ledger.carried.sealing import DamagedError, is_signed, unseal, unwrap


@dataclass(frozen=True)
class Reader:
    """`maker_key` gives the public key of a device that is known here, or why nothing is taken from it."""

    device: str
    private_key: ec.EllipticCurvePrivateKey
    maker_key: Callable[[str], str | Refused]


@dataclass(frozen=True)
class Opened:
    """A message and where it lay."""

    head: Head
    place: int
    last: int
    message: dict[str, Any]


def open_all(stream: Readable, reader: Reader) -> Iterator[Head | Opened | Refused]:
    """Every head that is for this reader, its messages, and what can't be taken, in the files' order."""
    part: _Part | None = None
    for found in read(stream):
        if isinstance(found, Head):
            begun = _begin(found, reader)
            part = begun if isinstance(begun, _Part) else None
            yield found if isinstance(begun, _Part) else begun
        elif isinstance(found, Segment):
            opened = part.open(found) if part else None
            if opened is not None:
                yield opened
        else:
            yield found


@dataclass(frozen=True)
class _Part:
    head: Head
    maker_key: str
    keys: dict[int, bytes]

    def open(self, segment: Segment) -> Opened | Refused | None:
        """The message; None for a ring that isn't this reader's."""
        if not is_signed(self.head, segment, self.maker_key):
            return Refused("damaged")
        key = self.keys.get(segment.ring)
        if key is None:
            return None
        try:
            message = unseal(self.head, segment, key)
        except DamagedError:
            return Refused("damaged")
        return Opened(self.head, segment.place, segment.last, message)


def _begin(head: Head, reader: Reader) -> _Part | Refused:
    wrapped = next((one for one in head.readers if one.device == reader.device), None)
    if wrapped is None:
        return Refused("for_another")
    maker_key = reader.maker_key(head.maker)
    if isinstance(maker_key, Refused):
        return maker_key
    try:
        return _Part(head, maker_key, unwrap(head, wrapped, reader.private_key))
    except DamagedError:
        return Refused("damaged")
