"""Carried files satisfy vectors/carried.json, HPKE the vectors of RFC 9180, whatever is cut or flipped."""

import io
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import KEM
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.ledger.carried.layout import ANY_MAGIC, LONGEST_HEAD, SIGNATURE, Head, Refused, Segment, read
from debo.ledger.carried.opening import Opened, Reader, open_all
from debo.ledger.carried.sealing import (
    MOST_UNPACKED,
    SUITE,
    DamagedError,
    packed,
    seal,
    unpacked,
    unwrap,
    wrap,
)
from debo.ledger.signing import to_base64url
from tests.unit.ledger.vectors import load, names

VECTORS = load("carried.json")
CASES = VECTORS["cases"]
DEVICES = VECTORS["devices"]
HUB, ALMAZ = "00000000000000b0", "a1a1a1a1a1a1a1a1"


def private_key(number: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(number, 16), ec.SECP256R1())


def known(device: str) -> str | Refused:
    if device not in VECTORS["known"]:
        return Refused("unknown_maker")
    return to_base64url(bytes.fromhex(DEVICES[device]["sign"]))


def reader(device: str) -> Reader:
    return Reader(device, private_key(DEVICES[device]["carry_private"]), known)


def opened(file: bytes, device: str) -> tuple[list[Any], list[str]]:
    found = list(open_all(io.BytesIO(file), reader(device)))
    messages = [one.message for one in found if isinstance(one, Opened)]
    return messages, [one.reason for one in found if isinstance(one, Refused)]


@pytest.mark.parametrize("case", CASES, ids=names(CASES))
def test_a_file_is_read_as_far_as_it_is_whole(case: dict[str, Any]) -> None:
    assert opened(bytes.fromhex(case["file"]), case["reader"]) == (case["read"], case["refused"])


@pytest.mark.parametrize("expected", VECTORS["heads"])
def test_a_head_is_what_it_says_and_is_written_as_it_was(expected: dict[str, Any]) -> None:
    raw = bytes.fromhex(expected["file"])
    head = next(one for one in read(io.BytesIO(raw)) if isinstance(one, Head))
    told = {
        "maker": head.maker,
        "direction": head.direction,
        "time": head.time,
        "part": head.part,
        "readers": [one.device for one in head.readers],
        "code": head.code,
    }
    assert {**told, "file": expected["file"]} == expected
    assert raw.startswith(head.raw)
    assert raw == head.raw + b"".join(one.raw for one in read(io.BytesIO(raw)) if isinstance(one, Segment))


def test_hpke_opens_what_rfc_9180_sealed() -> None:
    # RFC 9180, A.3.1 (DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode), sequence number 0.
    # The RFC's vectors have additional data, Debo's files have none: here the library's inner door is used.
    from cryptography.hazmat.bindings._rust import openssl

    enc = bytes.fromhex(
        "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
        "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
    )
    sealed = bytes.fromhex(
        "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
    )
    reader_key = private_key("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2")
    plain = openssl.hpke._decrypt_with_aad(
        SUITE, enc + sealed, reader_key, b"Ode on a Grecian Urn", b"Count-0"
    )
    assert plain == b"Beauty is truth, truth beauty"
    assert KEM.P256.enc_length() == 65


def test_a_file_cut_at_any_byte_gives_its_whole_segments_and_says_that_it_was_cut() -> None:
    case = CASES[0]
    file = bytes.fromhex(case["file"])
    segments = [one for one in read(io.BytesIO(file)) if isinstance(one, Segment)]
    first_end = len(file) - len(segments[1].raw)
    for size in range(len(file)):
        messages, refused = opened(file[:size], case["reader"])
        assert messages == (case["read"][:1] if size >= first_end else [])
        assert refused == (["not_carried"] if size < 18 else ["cut_off"])


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_a_flipped_bit_never_changes_what_is_read(at: int, bit: int) -> None:
    case = CASES[0]
    file = bytearray.fromhex(case["file"])
    file[at % len(file)] ^= 1 << bit
    messages, refused = opened(bytes(file), case["reader"])
    assert refused
    assert all(one in case["read"] for one in messages)


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_refused_in_words(junk: bytes) -> None:
    messages, refused = opened(junk, HUB)
    assert (messages, refused[:1]) == ([], ["cut_off" if junk.startswith(ANY_MAGIC) else "not_carried"])
    head = bytes.fromhex(CASES[0]["file"])[:20]
    assert opened(head + junk, HUB)[0] == []


class Drip:
    """A stream that gives a few bytes at a time and remembers how many it was asked for at once."""

    def __init__(self, raw: bytes) -> None:
        self._inner = io.BytesIO(raw)
        self.most = 0

    def read(self, size: int, /) -> bytes:
        self.most = max(self.most, size)
        return self._inner.read(min(size, 7))


def test_a_slow_stream_gives_the_same_and_is_never_asked_for_more_than_a_piece() -> None:
    case = CASES[0]
    stream = Drip(bytes.fromhex(case["file"]))
    found = list(open_all(stream, reader(case["reader"])))
    assert [one.message for one in found if isinstance(one, Opened)] == case["read"]
    assert stream.most <= 65_536


def test_a_segment_unpacks_to_its_limit_and_no_further() -> None:
    text = b" " * (MOST_UNPACKED - 2) + b"{}"
    import gzip

    assert len(unpacked(gzip.compress(text))) == MOST_UNPACKED
    with pytest.raises(DamagedError):
        unpacked(gzip.compress(text + b" "))
    with pytest.raises(DamagedError):
        unpacked(gzip.compress(b"{}") + b"more")
    with pytest.raises(DamagedError):
        unpacked(gzip.compress(b"{}")[:-1])


def test_keys_wrapped_for_one_file_or_reader_open_no_other() -> None:
    almaz = private_key(DEVICES[ALMAZ]["carry_private"])
    public = to_base64url(bytes.fromhex(DEVICES[ALMAZ]["carry"]))
    head = Head(HUB, bytes(16), 2, 0, 1)
    wrapped = wrap(head, ALMAZ, public, {1: b"k" * 16, 7: b"l" * 16})
    assert unwrap(head, wrapped, almaz) == {1: b"k" * 16, 7: b"l" * 16}
    with pytest.raises(DamagedError):
        unwrap(Head(HUB, bytes(16), 2, 0, 2), wrapped, almaz)
    with pytest.raises(DamagedError):
        unwrap(head, wrapped, private_key(DEVICES[HUB]["carry_private"]))
    # The same keys and file never make the same bytes: HPKE's own key is new each time.
    assert wrap(head, ALMAZ, public, {1: b"k" * 16}).enc != wrapped.enc


def test_segments_may_not_change_places() -> None:
    hub = private_key("1")
    head = Head(
        HUB,
        bytes(16),
        2,
        0,
        1,
        (wrap(Head(HUB, bytes(16), 2, 0, 1), ALMAZ, public_of(ALMAZ), {0: b"k" * 16}),),
    )
    first, second = (seal(head, Segment(i, 0, i * 2, packed({"i": i})), b"k" * 16, hub) for i in (0, 1))
    moved = Segment(1, 0, 2, first.sealed, first.signature)
    sign_key = to_base64url(bytes.fromhex(point(hub)))
    almaz = Reader(ALMAZ, private_key(DEVICES[ALMAZ]["carry_private"]), lambda _: sign_key)
    found = list(open_all(io.BytesIO(head.raw + first.raw + second.raw), almaz))
    assert [one.message for one in found if isinstance(one, Opened)] == [{"i": 0}, {"i": 1}]
    found = list(open_all(io.BytesIO(head.raw + first.raw + moved.raw), almaz))
    assert [one.message for one in found if isinstance(one, Opened)] == [{"i": 0}]
    assert found[-1] == Refused("damaged")


def test_more_readers_than_a_head_holds_are_refused_before_anything_is_written() -> None:
    one = wrap(Head(HUB, bytes(16), 2, 0, 1), ALMAZ, public_of(ALMAZ), {0: b"k" * 16})
    many = (one,) * (LONGEST_HEAD // (65 + SIGNATURE))
    with pytest.raises(ValueError, match="too many readers"):
        _ = Head(HUB, bytes(16), 2, 0, 1, many * 2).raw


def public_of(device: str) -> str:
    return to_base64url(bytes.fromhex(DEVICES[device]["carry"]))


def point(key: ec.EllipticCurvePrivateKey) -> str:
    numbers = key.public_key().public_numbers()
    return f"04{numbers.x:064x}{numbers.y:064x}"
