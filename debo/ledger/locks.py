"""The hub's copies of keys with which a phone seals what it holds (docs/protocol.md, section 10).

A phone seals each channel's key to this hub as well, keeps that copy itself and hands it in when somebody who
may read the channel can't open it there: a forgotten PIN, a new right, a rescue file. The hub keeps none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from debo.ledger.carried.sealing import SUITE
from debo.ledger.channels import WRITE_ONLY
from debo.ledger.hub import LostKeyError, carry_private_key, this_hub
from debo.ledger.signing import from_base64url

#: What a phone seals under a key of its own and not under a channel's: its token, rights, receipts.
PHONE = "phone"
#: Whoever works on a phone may have written there; what they hold of it on that phone they may open.
EVERYBODYS = frozenset({PHONE, "public", WRITE_ONLY})

_INFO = b"debo-lock-1\n"
_KEY_BYTES = 32
_NONCE = 12


class SealedError(ValueError):
    """This doesn't open with that key, or isn't what it claims to be."""


def open_locks(locks: Iterable[tuple[str, str]], channels: Iterable[str]) -> dict[str, bytes]:
    """The keys of these copies, (channel, sealed), as far as they are of `channels` or everybody's.

    What wasn't sealed to this hub is left out: a hub restored without its secret opens none.
    """
    wanted = EVERYBODYS.union(channels)
    found: dict[str, bytes] = {}
    for channel, sealed in locks:
        key = _opened(channel, sealed) if channel in wanted else None
        if key is not None:
            found[channel] = key
    return found


def _opened(channel: str, sealed: str) -> bytes | None:
    try:
        private_key = carry_private_key(this_hub())
        key = SUITE.decrypt(from_base64url(sealed), private_key, _INFO + channel.encode())
    except (InvalidTag, LostKeyError, ValueError):
        return None
    return key if len(key) == _KEY_BYTES else None


def open_row(row: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """An own entry of a phone as it stood before it was sealed; SealedError."""
    try:
        about = "own|{channel}|{type}|{record}|{stamp}@{device}|{author}".format_map(row)
        both = from_base64url(row["sealed"])
        said = json.loads(ChaCha20Poly1305(key).decrypt(both[:_NONCE], both[_NONCE:], about.encode()))
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SealedError("sealed row") from error
    if not isinstance(said, dict):
        raise SealedError("sealed row")
    rest = {name: value for name, value in row.items() if name != "sealed"}
    return rest | {name: said[name] for name in ("at", "set", "base") if name in said}
