"""What keeps a carried file shut: HPKE for the keys, AES-GCM for the segments, a signature on each of them.

HPKE (RFC 9180) comes from `cryptography`; nothing here but the order of the steps is Debo's own.
"""

from __future__ import annotations

import json
import secrets
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from debo.ledger.canonical import replace_lone_surrogates
from debo.ledger.carried.layout import Head, Segment, Wrapped
from debo.ledger.signing import load_public_key

SUITE = hpke.Suite(hpke.KEM.P256, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_128_GCM)
#: A segment unpacked: ten times what the largest page of entries has.
MOST_UNPACKED = 2 * 1024 * 1024

_ALGORITHM = ec.ECDSA(hashes.SHA256())
_ENC = 65
_HALF = 32
_KEY = struct.Struct(">H16s")
_GZIP = 16 + zlib.MAX_WBITS


class DamagedError(ValueError):
    """These bytes are not what their maker wrote."""


def new_key() -> bytes:
    """The key of a ring, for one part of one file."""
    return secrets.token_bytes(16)


def wrap(head: Head, device: str, public_key: str, keys: Mapping[int, bytes]) -> Wrapped:
    """Seal ring keys to a reader; `head` needs no readers yet. PublicKeyError for a key that is none."""
    plain = b"".join(_KEY.pack(ring, key) for ring, key in sorted(keys.items()))
    both = SUITE.encrypt(plain, load_public_key(public_key), head.info(device))
    return Wrapped(device, both[:_ENC], both[_ENC:])


def unwrap(head: Head, wrapped: Wrapped, private_key: ec.EllipticCurvePrivateKey) -> dict[int, bytes]:
    """The keys of the rings this reader may read; DamagedError when they don't open."""
    try:
        plain = SUITE.decrypt(wrapped.enc + wrapped.sealed, private_key, head.info(wrapped.device))
    except (InvalidTag, ValueError) as error:
        raise DamagedError("wrapped keys") from error
    if len(plain) % _KEY.size:
        raise DamagedError("wrapped keys")
    return dict(_KEY.iter_unpack(plain))


def seal(head: Head, segment: Segment, key: bytes, signer: ec.EllipticCurvePrivateKey) -> Segment:
    """Seal and sign a segment, of which `sealed` still holds the plain bytes."""
    sealed = AESGCM(key).encrypt(segment.nonce, segment.sealed, head.hash)
    unsigned = Segment(segment.place, segment.ring, segment.last, sealed)
    r, s = decode_dss_signature(signer.sign(unsigned.signed(head), _ALGORITHM))
    signature = r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")
    return Segment(segment.place, segment.ring, segment.last, sealed, signature)


def is_signed(head: Head, segment: Segment, public_key: str) -> bool:
    """Whether the maker with this key signed the segment, at this place of this file."""
    raw = segment.signature
    both = encode_dss_signature(int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big"))
    try:
        load_public_key(public_key).verify(both, segment.signed(head), _ALGORITHM)
    except InvalidSignature:
        return False
    return True


def unseal(head: Head, segment: Segment, key: bytes) -> Any:
    """The message in a segment: opened, then unpacked within its limit, then parsed. DamagedError."""
    try:
        packed = AESGCM(key).decrypt(segment.nonce, segment.sealed, head.hash)
    except (InvalidTag, ValueError) as error:
        raise DamagedError("sealed text") from error
    return parsed(unpacked(packed))


def packed(message: Mapping[str, Any]) -> bytes:
    """A message as it is sealed: gzip of its JSON, the same bytes each time."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    return packer.compress(text) + packer.flush()


def unpacked(raw: bytes) -> bytes:
    """What gzip packed, unless it is larger than any segment or something else."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        text = unpacker.decompress(raw, MOST_UNPACKED + 1)
    except zlib.error as error:
        raise DamagedError("gzip") from error
    if len(text) > MOST_UNPACKED or not unpacker.eof or unpacker.unused_data:
        raise DamagedError("gzip")
    return text


def parsed(text: bytes) -> Any:
    """The JSON object of a message."""
    try:
        message = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise DamagedError("JSON") from error
    if not isinstance(message, dict):
        raise DamagedError("JSON")
    has_half = b"\\ud" in text or b"\\uD" in text
    return replace_lone_surrogates(message) if has_half else message


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
