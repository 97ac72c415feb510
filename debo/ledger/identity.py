"""Ids: of devices (random), of records (derived from a natural key, or time-ordered and random)."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeGuard

#: The root of every derived record id; a constant of the protocol, never to change.
DEBO_NAMESPACE = uuid.UUID("6f1d4c0e-5b0a-5b57-9a53-6465626f2e31")
_NAMESPACE = DEBO_NAMESPACE.bytes
#: No key of a real record; not worth remembering.
_LONG = 300

_DEVICE = re.compile(r"[0-9a-f]{16}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_device_id(text: object) -> bool:
    """Whether `text` is the id of a device: 16 hex digits in lower case."""
    return isinstance(text, str) and _DEVICE.fullmatch(text) is not None


def is_uuid(text: object) -> TypeGuard[str]:
    """Whether `text` is a UUID as this protocol writes it: lower case, with dashes."""
    return isinstance(text, str) and _UUID.fullmatch(text) is not None


def new_device_id() -> str:
    """A device's id is made anew whenever its storage is, so that a restored copy is another device."""
    return secrets.token_hex(8)


def new_record_id() -> str:
    """A UUIDv7 (RFC 9562): milliseconds since 1970, then chance; new records stay together in an index."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    return str(uuid.UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


def derived_id(type_: str, key_values: Sequence[str]) -> str:
    """The UUIDv5 of a natural key, so that two phones that record the same thing make one record."""
    text = "|".join((type_, *key_values))
    return _derived_id(text) if len(text) < _LONG else _derived_id.__wrapped__(text)


# Asked twice for each entry of a batch: when its columns are read, and when its key is checked.
@lru_cache(maxsize=4096)
def _derived_id(text: str) -> str:
    name = text.encode()
    digest = hashlib.sha1(_NAMESPACE + name, usedforsecurity=False).hexdigest()
    # What uuid.UUID(…, version=5) writes, without the object: version 5, variant 10.
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def derive(type_: str, key: Sequence[str], values: Mapping[str, Any]) -> str | None:
    """The derived id when `values` hold the whole key as texts; None when they don't."""
    parts = [values.get(name) for name in key]
    if not key or not all(isinstance(part, str) for part in parts):
        return None
    return derived_id(type_, parts)  # type: ignore[arg-type]  # all of them are texts, asked above
