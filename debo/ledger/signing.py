"""Signatures of batches: ECDSA P-256 with SHA-256, raw r‖s: what WebCrypto makes in every browser."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

_PREFIX = b"debo-batch-1\n"
_ALGORITHM = ec.ECDSA(hashes.SHA256())
_HALF = 32


class PublicKeyError(ValueError):
    """A public key is no point of P-256 in the uncompressed form."""


def signed_bytes(entry_hashes: Sequence[bytes]) -> bytes:
    """What is signed: the hashes only, so that one entry can be erased by law and the rest still verifies."""
    return _PREFIX + b"".join(entry_hashes)


def verifies(public_key: str, entry_hashes: Sequence[bytes], signature: object) -> bool:
    """Whether the device with this key signed these entries in this order."""
    return verifies_bytes(public_key, signed_bytes(entry_hashes), signature)


def verifies_bytes(public_key: str, signed: bytes, signature: object) -> bool:
    """Whether the device with this key signed these bytes."""
    try:
        raw = from_base64url(signature) if isinstance(signature, str) else b""
    except ValueError:
        return False
    if len(raw) != 2 * _HALF:
        return False
    r, s = int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big")
    try:
        load_public_key(public_key).verify(encode_dss_signature(r, s), signed, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


def sign(private_key: ec.EllipticCurvePrivateKey, entry_hashes: Sequence[bytes]) -> str:
    """The signature of a batch, base64url without padding."""
    return sign_bytes(private_key, signed_bytes(entry_hashes))


def sign_bytes(private_key: ec.EllipticCurvePrivateKey, signed: bytes) -> str:
    """The signature of these bytes, base64url without padding."""
    r, s = decode_dss_signature(private_key.sign(signed, _ALGORITHM))
    return to_base64url(r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big"))


def public_text(private_key: ec.EllipticCurvePrivateKey) -> str:
    """The public key as devices hand it in: base64url of the uncompressed point, 65 bytes."""
    numbers = private_key.public_key().public_numbers()
    return to_base64url(b"\x04" + numbers.x.to_bytes(_HALF, "big") + numbers.y.to_bytes(_HALF, "big"))


@lru_cache(maxsize=1024)
def load_public_key(text: str) -> ec.EllipticCurvePublicKey:
    """Read a public key; raises PublicKeyError unless it is an uncompressed point on the curve."""
    try:
        point = from_base64url(text)
        if len(point) != 1 + 2 * _HALF or point[0] != 4:
            raise PublicKeyError("not an uncompressed point of P-256")
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise PublicKeyError(str(error)) from error


def to_base64url(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes of base64url without padding; ValueError for anything else."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error
