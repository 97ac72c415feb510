"""Writes vectors/carried.json: carried files made by hand from docs/protocol.md, section 7.

    .venv/bin/python vectors/make_carried.py

Plain steps over the primitives of `cryptography`, HPKE among them (RFC 9180, sections 4.1 and 5.1), with
fixed keys and RFC 6979 signatures, so that it writes the same bytes each time. It imports nothing of Debo.
"""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
import struct
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"Debo carried file 1\n"
PREFIX = b"debo-carried-1\n"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def private(name: str) -> ec.EllipticCurvePrivateKey:
    number = (
        int.from_bytes(hashlib.sha256(b"debo vectors " + name.encode()).digest(), "big") % (ORDER - 1) + 1
    )
    return ec.derive_private_key(number, ec.SECP256R1())


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def scalar(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_numbers().private_value.to_bytes(32, "big")


def extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256").digest()


def expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    text = struct.pack(">H", length) + b"HPKE-v1" + suite + label + info
    # One block of HKDF-Expand: no length here is beyond 32.
    return hmac.new(prk, text + b"\x01", "sha256").digest()[:length]


def hpke_seal(
    ephemeral: ec.EllipticCurvePrivateKey, reader: bytes, info: bytes, aad: bytes, plain: bytes
) -> tuple[bytes, bytes]:
    """RFC 9180: Encap of DHKEM(P-256, HKDF-SHA256), KeySchedule of mode_base, Seal with sequence number 0."""
    kem, suite = b"KEM" + struct.pack(">H", 0x10), b"HPKE" + struct.pack(">HHH", 0x10, 1, 1)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), reader)
    enc = point(ephemeral)
    eae = extract(kem, b"", b"eae_prk", ephemeral.exchange(ec.ECDH(), public))
    shared = expand(kem, eae, b"shared_secret", enc + reader, 32)
    context = b"\x00" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    secret = extract(suite, shared, b"secret", b"")
    key = expand(suite, secret, b"key", context, 16)
    nonce = expand(suite, secret, b"base_nonce", context, 12)
    return enc, AESGCM(key).encrypt(nonce, plain, aad)


def check_against_the_rfc() -> None:
    """RFC 9180, A.3.1 and A.3.1.1: what is sealed here is what the RFC prints."""
    ephemeral = ec.derive_private_key(
        0x4995788EF4B9D6132B249CE59A77281493EB39AF373D236A1FE415CB0C2D7BEB, ec.SECP256R1()
    )
    reader = (
        "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
        "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0"
    )
    info, plain = b"Ode on a Grecian Urn", b"Beauty is truth, truth beauty"
    _, sealed = hpke_seal(ephemeral, bytes.fromhex(reader), info, b"Count-0", plain)
    expected = "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
    assert sealed.hex() == expected


def head(
    maker: str,
    file: bytes,
    direction: int,
    time: int,
    part: int,
    readers: list[tuple[str, bytes, dict[int, bytes]]],
) -> bytes:
    start = struct.pack(">8s16sBQH", bytes.fromhex(maker), file, direction, time, part)
    rest = start + struct.pack(">H", len(readers))
    for device, public, rings in readers:
        keys = b"".join(struct.pack(">H", ring) + key for ring, key in rings.items())
        ephemeral = private(f"ephemeral {device} {file.hex()} {part}")
        enc, sealed = hpke_seal(ephemeral, public, PREFIX + start + bytes.fromhex(device), b"", keys)
        rest += bytes.fromhex(device) + enc + struct.pack(">H", len(sealed)) + sealed
    return MAGIC + struct.pack(">I", len(rest)) + rest


def segment(
    signer: ec.EllipticCurvePrivateKey,
    head_: bytes,
    place: int,
    ring: int,
    last: int,
    key: bytes,
    plain: bytes,
) -> bytes:
    head_hash = hashlib.sha256(head_).digest()
    nonce = bytes(7) + struct.pack(">IB", place, last)
    sealed = AESGCM(key).encrypt(nonce, plain, head_hash)
    signed = PREFIX + head_hash + struct.pack(">IHB", place, ring, last) + hashlib.sha256(sealed).digest()
    r, s = decode_dss_signature(signer.sign(signed, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return struct.pack(">IHB", len(sealed), ring, last) + sealed + signature


def zipped(message: Any) -> bytes:
    return gzip.compress(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def code(head_: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(head_).digest()[:5], "big")
    letters = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


HUB, ALMAZ, TOLOSA, STRANGER = "00000000000000b0", "a1a1a1a1a1a1a1a1", "b2b2b2b2b2b2b2b2", "5555555555555555"
NAMES = {HUB: "hub", ALMAZ: "almaz", TOLOSA: "tolosa", STRANGER: "stranger"}
TIME = 1_795_420_800
UP_KEY, SHARED, OWN_A, OWN_T = (bytes([n]) * 16 for n in (0x11, 0x22, 0x33, 0x44))


def up(maker: str = ALMAZ, reader: str = HUB, messages: list[Any] | None = None) -> bytes:
    said = messages or [{"v": 1, "time": TIME, "cursors": {"public": 7}}, {"v": 1, "text": "ደቦ"}]
    signer = private(f"sign {NAMES[maker]}")
    public = point(private(f"carry {NAMES[reader]}"))
    head_ = head(maker, bytes(range(16)), 1, TIME, 1, [(reader, public, {0: UP_KEY})])
    parts = [
        segment(signer, head_, i, 0, 2 if i == len(said) - 1 else 0, UP_KEY, zipped(one))
        for i, one in enumerate(said)
    ]
    return head_ + b"".join(parts)


def down() -> bytes:
    signer = private("sign hub")
    readers = [
        (ALMAZ, point(private("carry almaz")), {0: OWN_A, 2: SHARED}),
        (TOLOSA, point(private("carry tolosa")), {1: OWN_T, 2: SHARED}),
    ]
    head_ = head(HUB, bytes(range(16, 32)), 2, TIME, 3, readers)
    told: list[tuple[int, bytes, Any]] = [
        (0, OWN_A, {"v": 1, "for": ALMAZ, "acks": {"public": 3}}),
        (1, OWN_T, {"v": 1, "for": TOLOSA, "acks": {}}),
        (2, SHARED, {"v": 1, "entries": None, "from": {"public": 0}, "cursors": {"public": 9}}),
    ]
    return head_ + b"".join(
        segment(signer, head_, i, ring, 1 if i == 2 else 0, key, zipped(one))
        for i, (ring, key, one) in enumerate(told)
    )


def raw_up(plain: bytes) -> bytes:
    head_ = head(ALMAZ, bytes(range(16)), 1, TIME, 1, [(HUB, point(private("carry hub")), {0: UP_KEY})])
    return head_ + segment(private("sign almaz"), head_, 0, 0, 2, UP_KEY, plain)


def flipped(file: bytes, at: int) -> bytes:
    return file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]


def cases() -> list[dict[str, Any]]:
    whole, first = up(), {"v": 1, "time": TIME, "cursors": {"public": 7}}
    second: dict[str, Any] = {"v": 1, "text": "ደቦ"}
    head_size = 24 + struct.unpack(">I", whole[20:24])[0]
    one = head_size + 7 + struct.unpack(">I", whole[head_size : head_size + 4])[0] + 64
    too_long = whole[:head_size] + b"\xff" * 4 + whole[head_size + 4 :]
    shared = {"v": 1, "entries": None, "from": {"public": 0}, "cursors": {"public": 9}}
    return [
        case("a file with two segments", whole, HUB, [first, second], []),
        case(
            "what the hub tells one device and both",
            down(),
            ALMAZ,
            [{"v": 1, "for": ALMAZ, "acks": {"public": 3}}, shared],
            [],
        ),
        case(
            "the same for the other reader", down(), TOLOSA, [{"v": 1, "for": TOLOSA, "acks": {}}, shared], []
        ),
        case("two files end to end", whole + up(messages=[second]), HUB, [first, second, second], []),
        case("cut within the second segment", whole[: one + 40], HUB, [first], ["cut_off"]),
        case("cut between segments", whole[:one], HUB, [first], ["cut_off"]),
        case("cut within the head", whole[: head_size - 5], HUB, [], ["cut_off"]),
        case(
            "a bit of the first sealed text flipped",
            flipped(whole, head_size + 20),
            HUB,
            [second],
            ["damaged"],
        ),
        case("a bit of the first signature flipped", flipped(whole, one - 3), HUB, [second], ["damaged"]),
        case("a bit of the wrapped keys flipped", flipped(whole, head_size - 3), HUB, [], ["damaged"]),
        case(
            "a broken length, and a whole file after it",
            too_long + up(messages=[second]),
            HUB,
            [second],
            ["damaged"],
        ),
        case("for another reader", up(reader=TOLOSA), HUB, [], ["for_another"]),
        case("made by a stranger", up(maker=STRANGER), HUB, [], ["unknown_maker"]),
        case("another version", whole.replace(b"file 1", b"file 2", 1), HUB, [], ["newer_version"]),
        case(
            "no carried file at all", b"MZ\x90\x00 this is a program, or a letter", HUB, [], ["not_carried"]
        ),
        case("no gzip within", raw_up(b'{"v":1}'), HUB, [], ["damaged"]),
        case("no JSON within", raw_up(gzip.compress(b"{", mtime=0)), HUB, [], ["damaged"]),
        case(
            "ten million zeros within",
            raw_up(gzip.compress(b" " * 10_000_000, 9, mtime=0)),
            HUB,
            [],
            ["damaged"],
        ),
        case("an empty file", b"", HUB, [], ["not_carried"]),
    ]


def case(name: str, file: bytes, reader: str, read: list[Any], refused: list[str]) -> dict[str, Any]:
    return {"name": name, "file": file.hex(), "reader": reader, "read": read, "refused": refused}


def main() -> None:
    check_against_the_rfc()
    devices = {
        device: {
            "sign": point(private(f"sign {name}")).hex(),
            "carry": point(private(f"carry {name}")).hex(),
            "carry_private": scalar(private(f"carry {name}")).hex(),
        }
        for device, name in NAMES.items()
    }
    whole = up()
    heads = [
        {"file": whole.hex(), "maker": ALMAZ, "direction": 1, "time": TIME, "part": 1, "readers": [HUB],
         "code": code(whole[: 24 + struct.unpack(">I", whole[20:24])[0]])},
    ]  # fmt: skip
    known = [HUB, ALMAZ, TOLOSA]
    told = {
        "about": "Carried files (docs/protocol.md, section 7), made by vectors/make_carried.py. Hexadecimal.",
        "devices": devices, "known": known, "heads": heads, "cases": cases(),
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, indent=1)
    Path(__file__).with_name("carried.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
