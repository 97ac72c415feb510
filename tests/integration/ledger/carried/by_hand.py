"""A phone without a network: what it hands over, and what it takes in (docs/protocol.md, section 7)."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger import devices
from debo.ledger.carried.layout import TO_HUB, Head, Refused
from debo.ledger.carried.opening import Opened, Reader, open_all
from debo.ledger.carried.outward import write_for
from debo.ledger.carried.sealing import packed
from debo.ledger.carried.writing import Maker, Piece, Ring, write
from debo.ledger.hub import told_keys
from debo.ledger.models import Device
from debo.ledger.signing import public_text
from tests.integration.ledger.phone import Phone, complete


def parts(pieces: Any) -> list[bytes]:
    """The parts of a handing over, each as bytes."""
    found: dict[int, bytes] = {}
    for piece in pieces:
        assert isinstance(piece, Piece)
        found[piece.part] = found.get(piece.part, b"") + piece.raw
    return list(found.values())


@dataclass
class FarPhone(Phone):
    """A phone that joined where there was a network and then went far away."""

    carry: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    hub: dict[str, str] = field(default_factory=dict)
    heard: int = 0

    def enrol(self) -> Self:
        """Join, and pin the hub's keys."""
        super().enrol()
        devices.keep_carry_key(self.id, public_text(self.carry))
        self.hub = told_keys()
        return self

    def hand_over(self, part_size: int | None = None, at_once: int = 1_000) -> list[bytes]:
        """What it has that the hub may lack."""
        return parts(
            write(
                Maker(self.id, self.key),
                TO_HUB,
                [Ring(0, {self.hub["device"]: self.hub["carry_key"]})],
                ((0, packed(message)) for message in self.messages(at_once)),
                part_size,
            )
        )

    def messages(self, at_once: int) -> list[dict[str, Any]]:
        """How far it has read, then its batches."""
        waiting = self.unsent(10**9)
        first = self.request([])
        batches = [self.request(waiting[i : i + at_once]) for i in range(0, len(waiting), at_once)]
        return [first, *({name: one[name] for name in ("v", "batch", "signature")} for one in batches)]

    def take(self, *files: bytes) -> list[str]:
        """Take in files from its hub; returns why something was refused."""
        reader = Reader(self.id, self.carry, self._maker_key)
        refused = []
        for found in open_all(io.BytesIO(b"".join(files)), reader):
            if isinstance(found, Opened):
                self._hear_by_hand(json.loads(json.dumps(found.message)))
            elif not isinstance(found, Head):
                refused.append(found.reason)
        return refused

    def _maker_key(self, device: str) -> str | Refused:
        return self.hub["public_key"] if device == self.hub["device"] else Refused("unknown_maker")

    def _hear_by_hand(self, message: dict[str, Any]) -> None:
        begin = message.pop("from", {})
        message["cursors"] = {
            name: n for name, n in message["cursors"].items() if self.cursors.get(name, 0) >= begin[name]
        }
        assert message["epoch"] == self.epoch or self.epoch is None
        message.pop("digests", None)
        told = self.told
        self.receive(complete(message))
        if "for" not in message:
            self.told = told
        self.heard = max(self.heard, message["time"])


def brought_to(*phones: Phone, part_size: int | None = None) -> list[bytes]:
    """What the hub writes for these phones."""
    return parts(
        write_for(Device.objects.filter(id__in=[one.id for one in phones]).order_by("id"), part_size)
    )
