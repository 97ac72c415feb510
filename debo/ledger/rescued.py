"""The rescue file: what a phone whose app no longer starts had not sent (docs/protocol.md, "The rescue
file").

It is signed as a whole by the device. Its entries go the same way as those of an exchange: what is known is
a duplicate, what doesn't fit is set aside. What can't be taken under that device's name is kept beside, for
the steward: what the phone wrote under a former name (the file doesn't prove who that was, and a phone that
joins anew writes it again by itself), what follows a gap, and all of a copied phone. Reading the same file
again changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from debo.ledger import erasing, models
from debo.ledger.canonical import NotCanonicalError, canonical
from debo.ledger.devices import authors_on
from debo.ledger.entry import Entry, EntryError
from debo.ledger.errors import ForkedDevice
from debo.ledger.hub import LostKeyError
from debo.ledger.ingest import Outcome, Signed, ingest
from debo.ledger.intake import Handed, hand_in
from debo.ledger.locks import SealedError, open_locks, open_row
from debo.ledger.signing import verifies_bytes
from debo.ledger.turn import writing
from debo.ledger.witness import bear_witness

_HEADING = b"debo-rescue-1\n"
_PARTS = ("channel", "n", "stamp", "author", "at", "type", "record", "set", "base")
#: A phone that wrote for a year without a contact has less than this.
MOST_BYTES = 50_000_000


class RescueError(ValueError):
    """Nothing of the file was taken; the text says why, in a sentence for people."""


@dataclass(frozen=True)
class Report:
    """What became of a file. `former` wait for their author to join again on the phone; of a copied phone
    everything is kept and nothing taken."""

    device: str
    entries: int
    outcome: Outcome
    set_aside: int
    former: int
    sealed: int
    gaps: int = 0
    is_copied: bool = False


def take(text: str) -> Report:
    """Take a rescue file in; RescueError when it isn't one, or not of a device of this hub."""
    payload, device = _verified(text)
    rows = payload.get("entries")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RescueError("The file is signed, but holds no list of entries.")
    rows = _opened(rows, payload.get("keys"))
    readable = [row for row in rows if "set" in row]
    former = [row for row in readable if not _is_ours(row)]
    handed = sorted(
        (_handed(device.id, row) for row in readable if _is_ours(row)),
        key=lambda one: (one.entry.channel, one.entry.n),
    )
    outcome, is_copied = _ingest(device, handed)
    with writing():
        _keep(device, "former", former)
        rest = [row for row in readable if _is_ours(row) and not _is_known(device, row)]
        _keep(device, "copied" if is_copied else "gap", rest)
    return Report(
        device.id,
        len(handed),
        outcome,
        _count_set_aside(device, handed),
        len(former),
        len(rows) - len(readable),
        0 if is_copied else len(rest),
        is_copied,
    )


def _ingest(device: models.Device, handed: list[Handed]) -> tuple[Outcome, bool]:
    """Take them in as the line does; the second is whether two phones claim to be this one."""
    if device.forked_at is not None:
        return Outcome(), True
    if not handed:
        return Outcome(), False
    try:
        return ingest(device, _witnessed(device, handed), authors_on(device)), False
    except ForkedDevice:
        return Outcome(), True


def _is_known(device: models.Device, row: Mapping[str, Any]) -> bool:
    """Whether this very entry is at the hub, taken or set aside."""
    kept = models.Entry.objects.filter(device=device.id, channel=row["channel"], n=row["n"]).first()
    return kept is not None and bytes(kept.hash) == _handed(device.id, row).hash


def _keep(device: models.Device, why: str, rows: Sequence[Mapping[str, Any]]) -> None:
    erased = erasing.erased_in({str(row.get("channel")) for row in rows})
    for row in rows:
        if (row.get("channel"), row.get("type"), row.get("record")) in erased:
            continue
        try:
            content = canonical(row)
        except NotCanonicalError as error:
            raise RescueError("The file is signed, but one of its entries can't be read.") from error
        said = {name: str(row.get(name, ""))[:60] for name in ("channel", "author", "type", "record")}
        stamp = row["stamp"] if type(row.get("stamp")) is int and abs(row["stamp"]) < 2**63 else 0
        named = content + device.id.encode()
        models.Rescued.objects.get_or_create(
            hash=hashlib.sha256(named).digest(),
            defaults={"device": device.id, "why": why, "stamp": stamp, "content": content.decode(), **said},
        )


def _verified(text: str) -> tuple[Mapping[str, Any], models.Device]:
    try:
        file = json.loads(text)
        payload_text, signature = file["payload"], file["signature"]
        payload, signed = json.loads(payload_text), _HEADING + payload_text.encode()
        device = models.Device.objects.filter(id=str(payload["device"])).first()
    # Half a surrogate pair can't be encoded, and brackets in brackets in brackets end in a RecursionError.
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise RescueError("This is no rescue file, or it was cut off on its way.") from error
    if file.get("debo") != "rescue" or file.get("v") != 1:
        raise RescueError("This is no rescue file of a version that this hub knows.")
    if device is None:
        raise RescueError("This hub doesn't know the phone that the file comes from.")
    if not verifies_bytes(device.public_key, signed, signature):
        raise RescueError("The file was changed on its way, or another phone made it.")
    return payload, device


def _opened(rows: list[Any], locks: object) -> list[dict[str, Any]]:
    """The rows; what is sealed is opened where this hub can, with the copies of keys in the file."""
    listed = locks if isinstance(locks, list) else []
    found = [(one.get("channel"), one.get("sealed")) for one in listed if isinstance(one, dict)]
    copies = [
        (channel, sealed) for channel, sealed in found if isinstance(channel, str) and isinstance(sealed, str)
    ]
    keys = open_locks(copies, [channel for channel, _ in copies])
    return [_unsealed(row, keys) for row in rows]


def _unsealed(row: dict[str, Any], keys: Mapping[str, bytes]) -> dict[str, Any]:
    key = keys.get(str(row.get("channel")))
    if "sealed" not in row or key is None:
        return row
    try:
        return open_row(row, key)
    except SealedError:
        return row


def _witnessed(device: models.Device, handed: list[Handed]) -> Signed:
    """The signature covers the file and not the entries' hashes: this hub checked it, and signs for that."""
    try:
        signature, hub = bear_witness(device.id, [one.hash for one in handed])
    except LostKeyError as error:
        raise RescueError(str(error)) from error
    return Signed(handed, signature, witness=hub)


def _is_ours(row: Mapping[str, Any]) -> bool:
    """Written by the device that signed; below zero stand those of the device that the phone was before."""
    return type(row.get("n")) is int and row["n"] > 0


def _handed(device: str, row: Mapping[str, Any]) -> Handed:
    try:
        return hand_in(Entry(device, **{name: row[name] for name in _PARTS}))
    except (KeyError, EntryError, NotCanonicalError) as error:
        raise RescueError("The file is signed, but one of its entries can't be read.") from error


def _count_set_aside(device: models.Device, handed: list[Handed]) -> int:
    named = {(one.entry.channel, one.entry.n) for one in handed}
    kept = models.SetAside.objects.filter(device=device.id, seq=None).values_list("channel", "n")
    return len(named & set(kept))
