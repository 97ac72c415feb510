"""Carried files at the hub's doors, and the receipts that say whether they came."""

import io
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client

from debo.ledger import devices, hub, models
from debo.ledger.carried import api
from debo.ledger.carried.inward import take_in
from debo.ledger.carried.layout import Head, read
from debo.ledger.carried.receipt import ReceiptError, look_up
from debo.ledger.hash import EMPTY_DIGEST, entry_hash, toggled
from debo.ledger.signing import PublicKeyError, public_text
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.carried.test_by_hand import count
from tests.integration.ledger.conftest import ALMAZ, FACILITY, OTHER_FACILITY, TOLOSA, WOREDA

pytestmark = pytest.mark.django_db


@pytest.fixture
def almaz() -> FarPhone:
    return FarPhone([ALMAZ]).enrol()


def post(file: bytes, language: str = "en") -> Any:
    return Client().post("/api/carried", file, content_type=api.KIND, headers={"Accept-Language": language})


def fetch(place: str, phone: FarPhone | None = None) -> Any:
    headers = {"Authorization": f"Debo {phone.id}:{phone.token}"} if phone else {}
    return Client().get(f"/api/carried?place={place}", headers=headers)


def test_anybody_hands_in_what_almaz_wrote_and_brings_her_the_answer(almaz: FarPhone) -> None:
    count(almaz, 17)
    (file,) = almaz.hand_over()
    answer = post(file)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["applied"], told["known"], told["waiting"], told["refused"]) == (1, 0, 0, [])
    tolosa = FarPhone([TOLOSA]).enrol()
    fetched = fetch(FACILITY, tolosa)
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    back = b"".join(fetched.streaming_content)
    assert almaz.take(back) == []
    assert almaz.acked == {WOREDA: 1}
    # Tolosa carried it, and it holds what is for his phone too, but nothing of what is Almaz' alone.
    assert tolosa.take(back) == []
    assert tolosa.acked == {}


@pytest.mark.parametrize(("language", "word"), [("en", "too early"), ("am", "ፋይል"), ("om", "faayil")])
def test_what_was_refused_is_told_in_the_reader_s_language(almaz: FarPhone, language: str, word: str) -> None:
    (file,) = almaz.hand_over()
    told = post(file[:-5], language).json()
    assert [one["reason"] for one in told["refused"]] == ["cut_off"]
    assert word in told["refused"][0]["words"].lower()


def test_a_body_beyond_the_limit_is_refused_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "LIMIT", 100_000)
    answer = post(b"x" * 100_001)
    assert answer.status_code == 413
    assert answer.json()["type"] == "too_large"


def test_only_a_phone_that_has_joined_fetches_a_file(almaz: FarPhone) -> None:
    assert fetch(FACILITY).status_code == 401
    for nowhere in (OTHER_FACILITY, "nowhere", ""):
        assert fetch(nowhere, almaz).status_code == 404


def test_a_phone_that_joined_earlier_tells_its_key_with_the_exchange() -> None:
    old = FarPhone([ALMAZ])
    super(FarPhone, old).enrol()
    assert brought_to(old) == []
    asked = {**old.request(), "carry_key": public_text(old.carry)}
    answer = old.direct(asked)
    assert answer["hub"] == hub.told_keys()
    assert "hub" not in old.direct(old.request())
    old.hub = answer["hub"]
    assert old.take(*brought_to(old)) == []
    wrong = Client().post(
        "/api/sync",
        json.dumps({"v": 1, "carry_key": "AAAA"}),
        content_type="application/json",
        headers={"Authorization": f"Debo {old.id}:{old.token}"},
    )
    assert (wrong.status_code, wrong.json()["reason"]) == (400, "carry_key")
    with pytest.raises(PublicKeyError):
        devices.keep_carry_key(old.id, "AAAA")


def test_the_hub_s_key_for_files_stays_and_isn_t_its_signing_key() -> None:
    this = hub.this_hub()
    first = public_text(hub.carry_private_key(this))
    told = hub.told_keys()
    assert told == {"device": this.device_id, "public_key": this.device.public_key, "carry_key": first}
    assert public_text(hub.carry_private_key(hub.this_hub())) == first
    assert first != told["public_key"]
    assert "ENCRYPTED" in hub.this_hub().carry_private_key


# --- receipts


def code_of(file: bytes) -> str:
    return next(one.code for one in read(io.BytesIO(file)) if isinstance(one, Head))


def qr_text(phone: FarPhone, code: str, first: int, last: int) -> str:
    digest = EMPTY_DIGEST
    for entry in phone.own[WOREDA][first - 1 : last]:
        digest = toggled(digest, entry_hash(entry))
    return f"DEBO {code} {phone.id} {WOREDA} {first}-{last} {digest}"


def test_a_receipt_says_truthfully_what_has_come(almaz: FarPhone) -> None:
    for month in (1, 2, 3):
        count(almaz, 17, month)
    (file,) = almaz.hand_over()
    code = code_of(file)
    text = qr_text(almaz, code, 1, 3)
    found = look_up(code)
    assert (found.has_arrived, found.is_all_here) == (False, False)
    assert [line.is_here for line in look_up(text).lines] == [False]
    take_in(io.BytesIO(file))
    for spoken in (code, code.lower().replace("-", " "), text):
        found = look_up(spoken)
        assert found.device is not None
        assert found.device.id == almaz.id
        assert (found.has_arrived, found.is_all_here) == (True, True)
        assert [(one.channel, one.first, one.last) for one in found.lines] == [(WOREDA, 1, 3)]
    # Other entries than those that came aren't taken for them.
    assert not look_up(qr_text(almaz, code, 1, 2).replace("1-2", "1-3")).is_all_here


def test_what_came_over_the_line_counts_too(almaz: FarPhone) -> None:
    count(almaz, 17)
    (file,) = almaz.hand_over()
    almaz.exchange()
    found = look_up(qr_text(almaz, code_of(file), 1, 1))
    assert (found.has_arrived, found.is_all_here) == (False, True)


@pytest.mark.parametrize("text", ["", "DEBO", "ABCD-EFG", "ABCD-EFGU", "DEBO " + "9" * 6_000, "ABCD-EFGH x"])
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(ReceiptError):
        look_up(text)


def test_a_clock_that_says_anything_is_kept_as_far_as_it_can_be(almaz: FarPhone) -> None:
    from debo.ledger.carried.layout import LAST, TO_HUB, Segment
    from debo.ledger.carried.sealing import new_key, packed, seal, wrap

    start = Head(almaz.id, bytes(16), TO_HUB, 2**64 - 1, 1)
    key = new_key()
    readers = (wrap(start, almaz.hub["device"], almaz.hub["carry_key"], {0: key}),)
    head = Head(almaz.id, bytes(16), TO_HUB, 2**64 - 1, 1, readers)
    segment = seal(head, Segment(0, 0, LAST, packed({"v": 1, "cursors": {}})), key, almaz.key)
    assert take_in(io.BytesIO(head.raw + segment.raw)).refused == []
    assert models.Arrived.objects.get().made_at == 2**63 - 1


def test_a_key_that_isn_t_on_the_curve_is_no_key() -> None:
    good = public_text(ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(PublicKeyError):
        devices.keep_carry_key("0" * 16, good[:-4] + "AAAA")
