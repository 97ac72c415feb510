"""Copies of phones' keys: opened for who may read the channel now, on the phone that shows who it is."""

from __future__ import annotations

import json
import os
import secrets
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from debo.ledger import hub
from debo.ledger.asked import read
from debo.ledger.carried.sealing import SUITE
from debo.ledger.exchange import exchange
from debo.ledger.models import Device, Hub
from debo.ledger.rescued import take
from debo.ledger.signing import load_public_key, public_text, to_base64url
from tests.integration import woreda
from tests.integration.doors import Visitor
from tests.integration.ledger.conftest import ALMAZ, WOREDA
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.test_rescue import rescue_file, signed
from tests.integration.ledger.test_stories import count
from tests.integration.test_joining import code_for
from tests.integration.woreda import key

pytestmark = pytest.mark.django_db


def locked(channel: str, secret: bytes, said: str = "") -> dict[str, str]:
    """What a phone makes of a channel's key for the hub; `said`: the channel it claims it to be of."""
    public_key = load_public_key(hub.told_keys()["carry_key"])
    sealed = SUITE.encrypt(secret, public_key, b"debo-lock-1\n" + channel.encode())
    return {"channel": said or channel, "sealed": to_base64url(sealed)}


def sign_bytes(private_key: ec.EllipticCurvePrivateKey, said: bytes) -> str:
    r, s = decode_dss_signature(private_key.sign(said, ec.ECDSA(hashes.SHA256())))
    return to_base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


class TestAPhone:
    """One on which somebody has joined, with keys of its own."""

    @pytest.fixture(autouse=True)
    def land(self) -> None:
        woreda.build()
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.phone = Visitor(public_key=public_text(self.key))
        self.phone.join(code_for("member"), "4711")
        self.token = self.phone.token

    def again(self, person: str, locks: list[dict[str, str]], *, signer: Any = None) -> Any:
        """Somebody joins while the phone's token lies there sealed for others."""
        code = code_for(person, reset=True)
        said = f"debo-join-1\n{self.phone.device}\n{code}"
        body = {
            "code": code, "pin": "2222", "device": self.phone.device, "public_key": self.phone.public_key,
            "proof": sign_bytes(signer or self.key, said.encode()), "locks": locks,
        }  # fmt: skip
        return self.phone.post("join", body)

    def test_opens_what_the_person_may_read_and_nothing_else(self) -> None:
        mine, other = woreda.channel("team1"), woreda.channel("team2")
        FixedAccess.allow(key("member"), mine, "member")
        secret = secrets.token_bytes(32)
        locks = [
            locked(mine, secret),
            locked(other, secret),
            locked(other, secret, said=mine),
            locked("phone", secret),
            {"channel": "public", "sealed": "AAAA"},
        ]
        keys = self.phone.post("locks", {"locks": locks}, person=key("member")).json()["keys"]
        assert keys == {mine: to_base64url(secret), "phone": to_base64url(secret)}
        assert self.phone.post("locks", {"locks": locks}, person=key("hew_member")).status_code == 403
        self.phone.token = "guessed"
        assert self.phone.post("locks", {"locks": locks}, person=key("member")).status_code == 401

    def test_joined_anew_by_its_own_signature_keeps_the_token_that_the_hub_opens(self) -> None:
        secret = secrets.token_bytes(32)
        mine = woreda.channel("team1")
        welcome = self.again("member", [locked("phone", secret), locked(mine, secret)]).json()
        assert welcome["token"] == ""
        assert welcome["keys"] == {"phone": to_base64url(secret), mine: to_base64url(secret)}
        self.phone.token = self.token
        assert self.phone.post("locks", {"locks": []}, person=key("member")).status_code == 200

    def test_whose_token_nobody_can_open_gets_another(self) -> None:
        welcome = self.again("member", []).json()
        assert welcome["token"] not in {"", self.token}
        assert self.phone.post("locks", {"locks": []}, person=key("member")).status_code == 200
        self.phone.token = self.token
        assert self.phone.post("locks", {"locks": []}, person=key("member")).status_code == 401

    def test_is_not_believed_with_another_key_or_when_shut_out(self) -> None:
        stranger = ec.generate_private_key(ec.SECP256R1())
        assert self.again("member", [], signer=stranger).json()["type"] == "bad_key"
        Device.objects.filter(id=self.phone.device).update(revoked_at="2026-11-01T00:00Z", revoked_why="lost")
        assert self.again("member", []).json()["type"] == "revoked_device"

    def test_is_told_nothing_by_a_hub_that_lost_its_secret(self) -> None:
        lock = locked("phone", secrets.token_bytes(32))
        Hub.objects.update(carry_private_key="")
        assert self.phone.post("locks", {"locks": [lock]}, person=key("member")).json()["keys"] == {}


def test_only_what_the_cursors_name_is_sent() -> None:
    almaz, tolosa = Phone([ALMAZ]).enrol(), Phone([ALMAZ]).enrol()
    count(almaz, 1)
    almaz.exchange()
    device = Device.objects.get(id=tolosa.id)
    asked: dict[str, Any] = {"v": 1, "epoch": None, "batch": None, "cursors": {}, "digests": {}, "only": True}
    assert exchange(device, read(asked)).get("entries") is None
    assert exchange(device, read({**asked, "cursors": {WOREDA: 0}}))["entries"]["n"] == [1]


def test_a_rescue_file_goes_sealed_and_the_hub_opens_it() -> None:
    almaz = Phone([ALMAZ]).enrol()
    for n in (1, 2):
        count(almaz, n, f"e2018-0{n}")
    rows = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    secret, other = secrets.token_bytes(32), secrets.token_bytes(32)
    sealed = [seal(rows[0], secret), seal(rows[1], other)]
    payload = {"device": almaz.id, "at": 0, "entries": sealed, "keys": [locked(WOREDA, secret)]}
    report = take(signed(almaz.key, json.dumps(payload)))
    assert (report.entries, report.sealed, report.set_aside) == (1, 1, 0)


def seal(row: dict[str, Any], secret: bytes) -> dict[str, Any]:
    """A row as a phone keeps it."""
    about = "own|{channel}|{type}|{record}|{stamp}@{device}|{author}".format_map(row)
    said = json.dumps({name: row[name] for name in ("at", "set", "base")}).encode()
    nonce = os.urandom(12)
    both = nonce + ChaCha20Poly1305(secret).encrypt(nonce, said, about.encode())
    rest = {name: value for name, value in row.items() if name not in ("at", "set", "base")}
    return {**rest, "sealed": to_base64url(both)}
