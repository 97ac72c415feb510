"""The hash of an entry, and the digest of a channel that is made from the hashes."""

from __future__ import annotations

import hashlib

from debo.ledger.canonical import canonical, quoted
from debo.ledger.entry import Entry

#: The digest of a channel without entries.
EMPTY_DIGEST = "0" * 16


def set_and_base(entry: Entry) -> tuple[bytes, bytes]:
    """The canonical bytes of the two parts that are kept as text: just as they were signed."""
    return canonical(entry.set), canonical(entry.base) if entry.base else b"{}"


def entry_text(entry: Entry, set_: bytes | None = None, base: bytes | None = None) -> bytes:
    """The canonical bytes that are hashed: an array, so that the names of the parts cost nothing.

    `set_` and `base` may be given when they have been made already.
    """
    if set_ is None or base is None:
        set_, base = set_and_base(entry)
    head = (
        f'["{entry.device}",{quoted(entry.channel)},{entry.n},{entry.stamp},'
        f"{quoted(entry.author)},{entry.at},{quoted(entry.type)},{quoted(entry.record)}"
    )
    return b"%b,%b,%b]" % (head.encode(), set_, base)


def entry_hash(entry: Entry) -> bytes:
    """SHA-256 of the canonical bytes, 32 bytes; of an erased entry the hash that was kept."""
    return bytes.fromhex(entry.erased) if entry.erased else text_hash(entry_text(entry))


def text_hash(text: bytes) -> bytes:
    """SHA-256 of canonical bytes that were made already."""
    return hashlib.sha256(text).digest()


def toggled(digest: str, hash_: bytes) -> str:
    """The digest after one entry came (or went): XOR with the first 8 bytes of its hash, 16 hex digits."""
    return f"{int(digest, 16) ^ int.from_bytes(hash_[:8], 'big'):016x}"
