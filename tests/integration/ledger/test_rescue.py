"""The file that a phone's rescue page saved: taken in once, in order, only from the phone that signed it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from debo.ledger.models import Entry as Kept
from debo.ledger.rescued import RescueError, take
from debo.ledger.signing import to_base64url
from tests.integration.ledger.conftest import ALMAZ, WOREDA
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.test_stories import count

pytestmark = pytest.mark.django_db


def signed(key: ec.EllipticCurvePrivateKey, payload: str) -> str:
    r, s = decode_dss_signature(key.sign(b"debo-rescue-1\n" + payload.encode(), ec.ECDSA(hashes.SHA256())))
    signature = to_base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return json.dumps({"debo": "rescue", "v": 1, "payload": payload, "signature": signature})


def rescue_file(phone: Phone, rows: list[dict[str, Any]] | None = None) -> str:
    """What the rescue page makes of a phone's own entries."""
    parts = ("device", "channel", "n", "stamp", "author", "at", "type", "record", "set", "base")
    own = [{name: getattr(one, name) for name in parts} for entries in phone.own.values() for one in entries]
    return signed(phone.key, json.dumps({"device": phone.id, "at": 0, "entries": rows or own, "keys": []}))


def test_what_the_phone_could_not_send_reaches_the_hub_and_twice_changes_nothing() -> None:
    almaz = Phone([ALMAZ]).enrol()
    written = [count(almaz, n, f"e2018-0{n}") for n in (1, 2, 3)]
    file = rescue_file(almaz)
    assert [take(file).entries, take(file).entries] == [3, 3]
    assert [one.record for one in Kept.objects.filter(channel=WOREDA).order_by("seq")] == [
        one.record for one in written
    ]
    # When the app starts again after all, the hub knows everything already.
    almaz.exchange()
    assert Kept.objects.filter(device=almaz.id).count() == 3
    assert almaz.acked == {WOREDA: 3}


def test_what_does_not_fit_is_set_aside_and_counted() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    count(almaz, -4, "e2018-02")
    report = take(rescue_file(almaz))
    assert (report.entries, report.set_aside) == (2, 1)


def test_a_gap_is_told() -> None:
    almaz = Phone([ALMAZ]).enrol()
    for n in (1, 2):
        count(almaz, n, f"e2018-0{n}")
    rows = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"][1:]
    assert take(rescue_file(almaz, rows)).outcome.gaps == {WOREDA: 1}
    assert not Kept.objects.filter(device=almaz.id).exists()


def test_entries_of_a_former_device_and_sealed_ones_are_counted_not_lost_from_sight() -> None:
    almaz = Phone([ALMAZ]).enrol()
    count(almaz, 1)
    [row] = json.loads(json.loads(rescue_file(almaz))["payload"])["entries"]
    former = {**row, "n": -1}
    sealed = {key: value for key, value in row.items() if key not in ("at", "set", "base")} | {"sealed": "AA"}
    report = take(rescue_file(almaz, [former, {**sealed, "n": 2}]))
    assert (report.entries, report.former, report.sealed) == (0, 1, 1)


HARMS = (
    "cut",
    "changed",
    "stranger",
    "other device",
    "no file",
    "bad entry",
    "deep",
    "deep inside",
    "half a pair",
)


@pytest.mark.parametrize("harm", HARMS)
def test_a_file_that_is_not_whole_or_not_the_phones_is_refused_whole(harm: str) -> None:
    almaz, stranger = Phone([ALMAZ]).enrol(), Phone([ALMAZ])
    count(almaz, 1)
    file = rescue_file(almaz)
    outer = json.loads(file)
    rows = json.loads(outer["payload"])["entries"]
    harmed = {
        "cut": file[:-40],
        "changed": file.replace("e2018-01", "e2018-02"),
        "stranger": rescue_file(stranger, rows),
        "other device": signed(stranger.key, json.loads(file)["payload"]),
        "no file": "[]",
        "bad entry": rescue_file(almaz, [{**rows[0], "stamp": "x"}]),
        "deep": "[" * 40_000,
        "deep inside": signed(almaz.key, "[" * 40_000),
        "half a pair": json.dumps({**outer, "payload": outer["payload"].replace("e2018-01", "\ud800")}),
    }
    with pytest.raises(RescueError):
        take(harmed[harm])
    assert not Kept.objects.filter(device=almaz.id).exists()
