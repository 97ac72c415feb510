"""What this hub bears witness to: a device signed these entries, in a form that can't be kept beside them.

A rescue file is signed as a whole, over its text. The hub checks that signature, then signs the entries'
hashes and the device's name with its own key. So what came by a file can be checked for ever, like a batch
of an exchange, and nobody takes the hub's word for the phone's: the batch names its witness.
"""

from __future__ import annotations

from collections.abc import Sequence

from debo.ledger.hub import private_key, this_hub
from debo.ledger.models import Batch, Device
from debo.ledger.signing import sign_bytes, verifies, verifies_bytes

_HEADING = b"debo-witness-1\n"


def bear_witness(device: str, hashes: Sequence[bytes]) -> tuple[str, Device]:
    """This hub's signature that the device handed these entries in, and the hub's own device.

    LostKeyError when the hub's key can't be opened.
    """
    hub = this_hub()
    return sign_bytes(private_key(hub), _witnessed(device, b"".join(hashes))), hub.device


def is_proven(batch: Batch) -> bool:
    """Whether the batch's signature is that of its device, or of the hub that bore witness to it."""
    hashes = bytes(batch.hashes)
    if batch.witness is None:
        return verifies(batch.device.public_key, [hashes], batch.signature)
    return is_bare(batch) or verifies_bytes(
        batch.witness.public_key, _witnessed(batch.device_id, hashes), batch.signature
    )


def is_bare(batch: Batch) -> bool:
    """Whether only this hub's own row says that it checked a rescue file.

    The first builds of Debo checked the file's signature and kept none. Those rows are the hub's word: it
    wrote them right after it had checked the file, and there is nothing left to check now.
    They were marked once, by the migration that brought witnesses (and when a backup from before it is
    restored); a signature that goes missing since then is damage.
    """
    return batch.witness_id is not None and batch.signature == ""


def mark_bare(hub: Device) -> int:
    """Name the hub as witness of batches that an older version kept without a signature; counts them."""
    return Batch.objects.filter(signature="", witness=None).update(witness=hub)


def _witnessed(device: str, hashes: bytes) -> bytes:
    return _HEADING + device.encode() + b"\n" + hashes
