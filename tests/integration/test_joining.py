"""Stories of coming in: the steward invites, Almaz joins, Chaltu joins on the same phone, another guesses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from debo.ledger import acts
from debo.ledger.models import Device, DevicePerson
from debo.people import codes, joining, patience
from debo.people.invitations import can_invite, make_invitation, qr_svg
from debo.people.keys import JoinCode, PinHash
from debo.people.refusals import UnknownCode, Wait, WrongPin
from tests.integration import woreda
from tests.integration.doors import Visitor
from tests.integration.woreda import key

pytestmark = pytest.mark.django_db
HUB = "https://hub.example/"


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()
    acts.write(key("hub_steward"), woreda.channel("hc1"), "person", {"name": "Almaz Tesfaye"}, key("member"))


def code_for(person: str, *, reset: bool = False) -> str:
    return make_invitation(key(person), by="", at_url=HUB, reset=reset).code


def test_almaz_looks_whom_the_code_is_for_and_joins() -> None:
    phone, code = Visitor(), code_for("member")
    looked = phone.post("join/look", {"code": code.lower().replace("-", " ")}).json()
    assert looked == {
        "person": key("member"),
        "name": "Almaz Tesfaye",
        "place": {"en": "hc1"},
        "role": "midwife",
        "has_pin": False,
    }
    welcome = phone.join(code, "4711").json()
    assert welcome["person"] == key("member")
    assert welcome["grants"]["people"][key("member")]["teams"] == [key("team1")]
    assert abs(welcome["time"] - timezone.now().timestamp()) < 60
    assert DevicePerson.objects.get(device=phone.device).person == key("member")


def test_nothing_is_stored_that_opens_the_door() -> None:
    phone, code = Visitor(), code_for("member")
    phone.join(code, "4711")
    device = Device.objects.get(id=phone.device)
    kept = f"{PinHash.objects.get().digest} {JoinCode.objects.get().digest} {device.token_hash}"
    assert "4711" not in kept.rsplit("$", maxsplit=1)[-1]
    assert phone.token not in kept
    assert codes.normalised(code) not in kept
    assert PinHash.objects.get().digest.startswith("$argon2id$")


def test_a_code_opens_once() -> None:
    code = code_for("member")
    assert Visitor().join(code, "4711").status_code == 200
    second = Visitor().join(code, "4711")
    assert (second.status_code, second.json()["type"]) == (404, "unknown_code")


@pytest.mark.parametrize("reset", [False, True], ids=["new", "reset"])
def test_a_welcome_lost_on_the_way_is_said_again(reset: bool) -> None:
    if reset:
        Visitor().join(code_for("member"), "4711")
    phone, code = Visitor(), code_for("member", reset=reset)
    phone.join(code, "2222")
    lost, phone.token = phone.token, ""
    assert phone.post("join/look", {"code": code}).json()["has_pin"] is True
    wrong = phone.join(code, "0000")
    assert (wrong.status_code, wrong.json()["type"]) == (403, "wrong_pin")
    again = phone.join(code, "2222")
    assert again.status_code == 200
    assert again.json()["person"] == key("member")
    assert phone.token not in ("", lost)
    assert phone.post("invitations", {"person": key("member")}, person=key("member")).status_code != 401
    assert DevicePerson.objects.filter(device=phone.device).count() == 1


def test_a_lost_welcome_is_for_the_same_phone_within_the_hour() -> None:
    phone, code = Visitor(), code_for("member")
    phone.join(code, "4711")
    phone.token = ""
    for other in (Visitor(), Visitor(device=phone.device), Visitor(public_key=phone.public_key)):
        answer = other.join(code, "4711")
        assert (answer.status_code, answer.json()["type"]) == (404, "unknown_code")
    used = JoinCode.objects.get()
    used.used_at = timezone.now() - timedelta(minutes=61)
    used.save()
    assert phone.join(code, "4711").status_code == 404
    assert phone.post("join/look", {"code": code}).status_code == 404


def test_a_phone_that_has_exchanged_is_given_no_second_token() -> None:
    phone, code = Visitor(), code_for("member")
    phone.join(code, "4711")
    Device.objects.filter(id=phone.device).update(last_seen=timezone.now())
    phone.token = ""
    assert phone.join(code, "4711").status_code == 404
    # The second person on a phone comes with its token: their lost welcome needs no new one.
    known = Visitor()
    known.join(code_for("member"), "4711")
    second = code_for("hew_member")
    assert known.join(second, "1234").json() | {"time": 0} == known.join(second, "1234").json() | {"time": 0}


def test_a_code_lasts_two_weeks() -> None:
    code, later = code_for("member"), timezone.now() + timedelta(days=14, minutes=1)
    assert joining.look(code).person == key("member")
    with pytest.raises(UnknownCode):
        joining.look(code, later)


def test_two_people_share_a_phone() -> None:
    phone = Visitor()
    phone.join(code_for("member"), "4711")
    token = phone.token
    welcome = phone.join(code_for("hew_member"), "1234").json()
    assert welcome["token"] == token
    assert set(welcome["grants"]["people"]) == {key("member"), key("hew_member")}


def test_a_known_phone_without_its_token_is_not_let_in_again() -> None:
    phone = Visitor()
    phone.join(code_for("member"), "4711")
    stranger = Visitor(device=phone.device)
    answer = stranger.join(code_for("hew_member"), "1234")
    assert answer.status_code == 422
    stranger.token = "guessed"
    assert stranger.join(code_for("midwife"), "1234").json()["type"] == "unknown_device"
    assert not DevicePerson.objects.filter(device=phone.device, person=key("midwife")).exists()


def test_a_lost_phone_is_shut_out() -> None:
    phone = Visitor()
    phone.join(code_for("member"), "4711")
    Device.objects.filter(id=phone.device).update(revoked_at=timezone.now())
    assert phone.join(code_for("hew_member"), "1234").status_code == 401


def test_the_second_phone_asks_for_the_same_pin() -> None:
    Visitor().join(code_for("member"), "4711")
    code = code_for("member")
    assert Visitor().post("join/look", {"code": code}).json()["has_pin"] is True
    wrong = Visitor().join(code, "9999")
    assert (wrong.status_code, wrong.json()["type"]) == (403, "wrong_pin")
    assert Visitor().join(code, "4711").status_code == 200


def test_a_reset_code_lets_a_person_choose_a_new_pin() -> None:
    Visitor().join(code_for("member"), "4711")
    code = code_for("member", reset=True)
    assert Visitor().post("join/look", {"code": code}).json()["has_pin"] is False
    assert Visitor().join(code, "2222").status_code == 200
    assert Visitor().join(code_for("member"), "4711").status_code == 403
    assert Visitor().join(code_for("member"), "2222").status_code == 200


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "١٢٣٤", ""])
def test_a_pin_has_four_to_eight_digits(pin: str) -> None:
    code = code_for("member")
    answer = Visitor().join(code, pin)
    assert answer.status_code == 422
    # The code is still good: nobody loses it over a slip of the finger.
    assert Visitor().join(code, "4711").status_code == 200


@pytest.mark.parametrize(("device", "public_key"), [("xyz", None), (None, "AAAA"), (None, "not base64!")])
def test_a_key_that_is_none_uses_no_code_up(device: str | None, public_key: str | None) -> None:
    code, phone = code_for("member"), Visitor()
    body = {"code": code, "pin": "4711", "device": phone.device, "public_key": phone.public_key}
    broken = {**body, **({"device": device} if device else {"public_key": public_key})}
    assert phone.post("join", broken).json()["type"] == "bad_key"
    assert not PinHash.objects.exists()
    assert phone.join(code, "4711").status_code == 200


def test_guessing_a_pin_slows_down_and_never_locks_out() -> None:
    """Five tries, then 30 seconds, doubling to an hour: by hand 0 0 0 0 0 30 …"""
    Visitor().join(code_for("member"), "4711")
    code, now, waits = code_for("member"), timezone.now(), []
    invitation = JoinCode.objects.get(digest=codes.digest(code))
    for _ in range(12):
        try:
            joining.check_pin(invitation, "0000", now)
        except Wait as wait:
            waits.append(wait.values["seconds"])
            now += timedelta(seconds=int(str(wait.values["seconds"])))
        except WrongPin:
            pass
    assert waits == [31, 61, 121, 241]
    late = now + timedelta(hours=2)
    joining.check_pin(invitation, "4711", late)
    joining.check_pin(invitation, "4711", late)


def test_the_longest_wait_is_an_hour() -> None:
    now = timezone.now()
    for _ in range(40):
        now += timedelta(seconds=patience.begin_try("somebody", now))
    patience.begin_try("somebody", now)
    assert 3_500 < patience.begin_try("somebody", now) <= 3_601


def test_waiting_is_told_in_seconds() -> None:
    Visitor().join(code_for("member"), "4711")
    code = code_for("member")
    answers = [Visitor().join(code, "0000") for _ in range(6)]
    assert [a.status_code for a in answers] == [403] * 5 + [429]
    seconds = answers[-1].headers["Retry-After"]
    # Thirty from the fifth wrong one on; the sixth comes a little later.
    assert 20 <= int(seconds) <= 31
    assert seconds in answers[-1].json()["detail"]
    assert Visitor().join(code, "4711").status_code == 429


@pytest.mark.parametrize(
    ("by", "person", "may"),
    [
        ("facility_head", "midwife", True),
        ("facility_head", "hew", False),
        ("facility_head", "doctor", False),
        ("facility_head", "steward", False),
        ("post_head", "hew", True),
        ("mentor", "hew", True),
        ("mentor", "clinical_mentor", False),
        ("mentor", "steward", False),
        ("mentor", "outsider", False),
        ("midwife", "nurse", False),
        ("member", "nurse", False),
        ("woreda_officer", "midwife", False),
        ("steward", "mentor", True),
        ("steward", "woreda_officer", True),
        ("steward", "zonal_officer", False),
        ("steward", "outsider", False),
        ("steward", "nobody", False),
        ("steward", "hub_steward", False),
        ("zonal_steward", "outsider", True),
        ("hub_steward", "nobody", True),
        ("former_midwife", "midwife", False),
    ],
)
def test_who_may_invite_whom(by: str, person: str, may: bool) -> None:
    assert can_invite(key(by), key(person)) is may


def test_a_head_cant_take_over_a_steward_by_giving_them_a_role() -> None:
    """With a second role at hc1 the steward is also hc1's staff; the head may not hand out their code."""
    acts.write_many([woreda.hold("steward", "midwife", "hc1")])
    assert can_invite(key("facility_head"), key("steward")) is False


def test_an_invitation_over_http_and_its_qr() -> None:
    phone = Visitor()
    phone.join(code_for("facility_head"), "4711")
    body = {"person": key("midwife"), "days": 3}
    assert phone.post("invitations", body).json()["type"] == "not_joined"
    assert phone.post("invitations", body, person=key("steward")).json()["type"] == "not_joined"
    answer = phone.post("invitations", body, person=key("facility_head")).json()
    assert answer["url"] == f"http://testserver/#/join/{answer['code']}"
    assert Visitor().join(answer["code"], "1234").json()["person"] == key("midwife")
    refused = phone.post("invitations", {"person": key("steward")}, person=key("facility_head"))
    assert (refused.status_code, refused.json()["type"]) == (403, "may_not_invite")


def test_the_qr_is_plain_svg() -> None:
    """It goes into a page: nothing in it may run, and no style attribute may trouble the page's policy."""
    svg = ElementTree.fromstring(qr_svg("https://hub.example/#/join/ABCD-EFGH?a=1&b=<script>"))
    assert {element.tag.rpartition("}")[2] for element in svg.iter()} <= {"svg", "path"}
    names = {name for element in svg.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on") or name in ("style", "href")}


def test_refusals_are_told_in_the_readers_language() -> None:
    english = Visitor().post("join/look", {"code": "0000-0000"})
    assert english.headers["Content-Type"].startswith("application/problem+json")
    assert set(english.json()) >= {"type", "status", "title", "detail", "safe", "next"}
    assert english.headers["Content-Language"] == "en"
    assert (
        Visitor().post("join/look", {"code": "0000-0000"}, language="om").headers["Content-Language"] == "om"
    )


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"code": 7}', 422),
        (b'{"code": "' + b"A" * 50 + b'"}', 422),
    ],
)
def test_a_broken_request_is_a_problem_too(client: Client, body: bytes, status: int) -> None:
    answer = client.post("/api/join/look", body, content_type="application/json")
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["next"]


def test_the_administration_opens_once_and_only_for_the_hubs_steward() -> None:
    phone = Visitor()
    phone.join(code_for("hub_steward"), "4711")
    phone.join(code_for("steward"), "4712")
    refused = phone.post("admin-session", {}, person=key("steward"))
    assert (refused.status_code, refused.json()["type"]) == (403, "may_not_administer")
    url = phone.post("admin-session", {}, person=key("hub_steward")).json()["url"]
    browser = Client()
    assert browser.get(url).headers["Location"] == "/admin/"
    page = browser.get("/admin/")
    assert page.status_code == 200
    assert "/admin/auth/" not in page.content.decode()
    assert Client().get(url).status_code == 403
    assert Client().get("/admin/").status_code == 302


def test_an_administration_link_lives_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    phone = Visitor()
    phone.join(code_for("hub_steward"), "4711")
    url = phone.post("admin-session", {}, person=key("hub_steward")).json()["url"]
    later: Any = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr("debo.people.admin_session.timezone.now", lambda: later)
    assert Client().get(url).status_code == 403


def test_a_phone_that_its_browser_cleared_hears_what_the_hub_has_of_it() -> None:
    before, again = Visitor(), Visitor()
    before.join(code_for("member"), "4711")
    Device.objects.filter(id=before.device).update(last_seen=timezone.now())
    asked = {"pin": "4711", "device": again.device, "public_key": again.public_key, "former": before.device}
    welcome = again.post("join", {"code": code_for("member"), **asked}).json()
    assert welcome["former"]["entries"] == 0
    assert abs(welcome["former"]["seen"] - timezone.now().timestamp()) < 60
    assert again.device in Device.objects.get(id=before.device).label


def test_nobody_hears_of_a_phone_they_never_joined_on() -> None:
    other, stranger = Visitor(), Visitor()
    other.join(code_for("head"), "4711")
    asked = {"pin": "4711", "device": stranger.device, "public_key": stranger.public_key}
    welcome = stranger.post("join", {"code": code_for("member"), **asked, "former": other.device}).json()
    assert welcome["former"] is None
    assert Device.objects.get(id=other.device).label == ""
