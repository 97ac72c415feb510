"""A message in its envelope: bytes, and the signature of the hub that wrote them.

No secret is shared: each hub keeps the other's public key. The answer's signature covers the request as
well, so that no answer can be given to another question; the number of the turn keeps old messages from being
played again.
"""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from debo.ledger import erasing, hub
from debo.ledger.body import parse
from debo.ledger.errors import BrokenBody
from debo.ledger.link import turns
from debo.ledger.link.errors import LinkEnded, OldTurn, UnknownLink, Untrue
from debo.ledger.link.message import read
from debo.ledger.link.models import Link
from debo.ledger.signing import sign_bytes, verifies_bytes

_REQUEST, _ANSWER = b"debo-link-1\n", b"debo-link-answer-1\n"
#: Its sender asks to end the link.
END = "end"


def seal(parts: dict[str, Any]) -> bytes:
    """The bytes of a message."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()


def sign_request(raw: bytes) -> str:
    """This hub's signature of what it asks."""
    return sign_bytes(_key(), _REQUEST + hashlib.sha256(raw).digest())


def next_turn(link: Link) -> int:
    """The number of the next message to a hub above: the time, or one more than the last."""
    turn = max(link.turn + 1, time.time_ns() // 1_000)
    Link.objects.filter(pk=link.pk).update(turn=turn)
    return turn


def answer(raw: bytes, signature: str, name: str) -> tuple[bytes, str]:
    """The answer to another hub's message, and its signature; raises a LinkRefusal when it takes nothing."""
    body = parse(raw)
    link = _caller(body, raw, signature)
    if body.get(END) is True:
        turns.end(link)
        return _signed(raw, {"v": 1, END: True})
    try:
        has_erased = turns.hear(link, read(body))
    except Untrue as error:
        turns.refuse(link, error)
        raise
    if has_erased:
        erasing.scrub()
    link.refresh_from_db()
    return _signed(raw, turns.say(link, name).parts)


def open_answer(link: Link, asked: bytes, raw: bytes, signature: str) -> dict[str, Any]:
    """The parts of an answer; UnknownLink when the hub that was asked didn't sign it."""
    if not verifies_bytes(link.public_key, _answer_bytes(asked, raw), signature):
        raise UnknownLink
    body = parse(raw)
    if not isinstance(body, dict):
        raise BrokenBody(reason="not_json")
    return body


def _caller(body: Any, raw: bytes, signature: str) -> Link:
    uid = body.get("link") if isinstance(body, dict) else None
    link = Link.objects.filter(uid=uid, is_above=False).first() if isinstance(uid, str) else None
    if link is None or not verifies_bytes(
        link.public_key, _REQUEST + hashlib.sha256(raw).digest(), signature
    ):
        raise UnknownLink
    if link.ended_at is not None:
        raise LinkEnded
    turn = body.get("turn")
    if type(turn) is not int or not 0 < turn < 2**53:
        raise Untrue(reason="turn")
    if not Link.objects.filter(pk=link.pk, turn__lt=turn).update(turn=turn):
        raise OldTurn(reason=link.turn, turn=link.turn)
    return link


def _signed(asked: bytes, parts: dict[str, Any]) -> tuple[bytes, str]:
    raw = seal(parts)
    return raw, sign_bytes(_key(), _answer_bytes(asked, raw))


def _answer_bytes(asked: bytes, raw: bytes) -> bytes:
    return _ANSWER + hashlib.sha256(asked).digest() + hashlib.sha256(raw).digest()


def _key() -> ec.EllipticCurvePrivateKey:
    return hub.private_key(hub.this_hub())
