"""A stolen phone, a leaver and a role that ends: each hands in first, then forgets; nothing is lost."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from debo import revoke_command
from debo.improvement.models import Event
from debo.ledger import acts, hub, quarantine
from debo.ledger.models import LEFT, LOST, Device, DevicePerson
from debo.ledger.models import Entry as Kept
from debo.people import revoking
from debo.people.admin_session import open_admin
from debo.people.invitations import make_invitation
from debo.people.keys import HubSteward, JoinCode, PinHash
from debo.people.pins import set_pin
from debo.people.refusals import MayNotRevoke
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import LONG_AGO, channel, hold, key, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def post(phone: Phone, door: str, body: dict[str, Any], person: str = "") -> Any:
    headers = {"Authorization": f"Debo {phone.id}:{phone.token}", "Debo-Person": person}
    return Client().post(f"/api/{door}", json.dumps(body), content_type="application/json", headers=headers)


def draft(phone: Phone, text: str, author: str = "member") -> None:
    values = {"facility": key("hc1"), "day": LONG_AGO, "text": text}
    phone.write_as(key(author), channel("team1"), "event", None, values)


def joined(*people: str) -> Phone:
    phone = Phone([key(one) for one in people]).enrol()
    phone.exchange()
    return phone


def shut_out(phone: Phone, why: str = LOST) -> None:
    revoking.revoke_device(Device.objects.get(id=phone.id), by=key("hub_steward"), why=why)


def test_a_lost_phone_hands_in_what_it_holds_and_is_told_to_forget() -> None:
    phone = joined("member")
    for text in ("first", "second", "third"):
        draft(phone, text)
    shut_out(phone)
    answer = post(phone, "sync", phone.request(phone.unsent()[:2]))
    told = answer.json()
    assert (answer.status_code, told["type"], told["forget"]) == (401, "revoked_device", "all")
    assert (told["acks"], told["gaps"], told["repair"]) == ({channel("team1"): 2}, {}, [])
    assert "entries" not in told
    assert "grants" not in told
    phone.acked.update(told["acks"])
    assert post(phone, "sync", phone.request()).json()["acks"] == {channel("team1"): 3}
    phone.acked[channel("team1")] = 3
    assert post(phone, "sync", phone.request()).json()["acks"] == {}
    assert Kept.objects.filter(device=phone.id).count() == 3
    assert Device.objects.get(id=phone.id).last_seen is not None


def test_what_a_lost_phone_hands_in_waits_until_the_steward_vouches_for_it() -> None:
    phone = joined("member")
    draft(phone, "before the loss")
    shut_out(phone)
    post(phone, "sync", phone.request())
    waiting = Kept.objects.get(device=phone.id)
    assert (waiting.seq, waiting.reason) == (None, "revoked_device")
    assert quarantine.retry_all() == 0
    assert quarantine.retry([waiting], despite_loss=True) == 1
    assert Event.objects.get(record=waiting.record).text == "before the loss"


def test_what_a_leaver_hands_in_is_taken_or_set_aside_as_rights_say() -> None:
    phone = joined("member", "outsider")
    draft(phone, "mine")
    draft(phone, "not my team", author="outsider")
    shut_out(phone, LEFT)
    assert post(phone, "sync", phone.request()).json()["acks"] == {channel("team1"): 2}
    reasons = Kept.objects.filter(device=phone.id).order_by("n").values_list("reason", flat=True)
    assert list(reasons) == ["", "forbidden_channel"]


def test_a_phone_that_left_may_turn_out_to_be_lost_but_not_the_other_way_round() -> None:
    phone = joined("member")
    for why, expected in ((LEFT, LEFT), (LOST, LOST), (LEFT, LOST)):
        shut_out(phone, why)
        assert Device.objects.get(id=phone.id).revoked_why == expected


def test_a_wrong_token_and_a_bad_batch_get_nothing_out_of_a_lost_phone() -> None:
    phone = joined("member")
    draft(phone, "x")
    shut_out(phone)
    broken = phone.request() | {"signature": "AAAA"}
    assert post(phone, "sync", broken).json()["type"] == "broken_batch"
    phone.token = "guessed"
    assert post(phone, "sync", phone.request()).json()["type"] == "unknown_device"
    assert not Kept.objects.filter(device=phone.id).exists()


def test_after_a_restoration_a_lost_phone_offers_again_what_the_hub_lacks() -> None:
    phone = joined("member")
    draft(phone, "x")
    phone.exchange()
    hub.new_epoch()
    Kept.objects.filter(device=phone.id).delete()
    shut_out(phone)
    told = post(phone, "sync", phone.request([])).json()
    assert channel("team1") in told["repair"]
    assert told["acks"][channel("team1")] == 0


def test_every_other_door_is_shut() -> None:
    phone = joined("member")
    shut_out(phone)
    for door, body in (
        ("invitations", {"person": key("member")}),
        ("admin-session", {}),
        ("revocations", {"device": phone.id, "why": "lost"}),
    ):
        answer = post(phone, door, body, key("member"))
        assert (answer.status_code, answer.json()["type"]) == (401, "revoked_device")


def test_a_person_who_is_shut_out_leaves_a_shared_phone_to_the_others() -> None:
    own, shared = joined("member"), joined("member", "hew_member")
    draft(shared, "written before")
    done = revoking.revoke_person(key("member"), by="", why=LEFT)
    assert (done.devices, done.left) == ((own.id,), (shared.id,))
    answer = shared.exchange()
    assert set(shared.grants["people"] if shared.grants else []) == {key("hew_member")}
    assert answer["attention"] == []
    # Both are of the team, so the team's channel stays; the other's own channel goes.
    assert Kept.objects.get(device=shared.id).seq is not None
    assert f"person:{key('member')}" not in answer["cursors"]


def test_a_shut_out_person_can_be_invited_again_and_chooses_a_new_pin() -> None:
    phone = joined("member")
    set_pin(key("member"), "4711")
    open_code = make_invitation(key("member"), by="", at_url="https://hub.example/").code
    given_out = make_invitation(key("hew_member"), by=key("member"), at_url="https://hub.example/").code
    assert revoking.revoke_person(key("member"), by="", why=LOST).codes == 2
    assert not PinHash.objects.exists()
    assert not JoinCode.objects.exists()
    for code in (open_code, given_out):
        assert post(phone, "join/look", {"code": code}).json()["type"] == "unknown_code"
    again = make_invitation(key("member"), by="", at_url="https://hub.example/").code
    new = Phone([])
    body = {
        "code": again,
        "pin": "1234",
        "device": new.id,
        "public_key": Device.objects.get(id=phone.id).public_key,
    }
    assert post(new, "join", body).status_code == 200
    assert DevicePerson.objects.get(device=new.id).person == key("member")


def test_a_steward_of_the_hub_loses_session_and_link_but_the_hub_keeps_one_steward() -> None:
    phone, browser = joined("hub_steward"), Client()
    browser.get(open_admin(key("hub_steward")))
    assert browser.get("/admin/").status_code == 200
    unused = open_admin(key("hub_steward"))
    shut_out(phone)
    assert browser.get("/admin/").status_code == 302
    assert Client().get(unused).status_code == 403
    # A new link does not bring the old session back.
    Client().get(open_admin(key("hub_steward")))
    assert browser.get("/admin/").status_code == 302
    revoking.revoke_person(key("hub_steward"), by="", why=LEFT)
    assert HubSteward.objects.filter(person=key("hub_steward")).exists()
    HubSteward.objects.create(person=key("steward"))
    revoking.revoke_person(key("hub_steward"), by="", why=LEFT)
    assert list(HubSteward.objects.values_list("person", flat=True)) == [key("steward")]


#: Who may shut out whom, by hand from the protocol: the steward, a head for own staff, anybody their own.
MAY = [
    ("hub_steward", "outsider", True),
    ("steward", "midwife", True),
    ("facility_head", "midwife", True),
    ("facility_head", "member", True),
    ("facility_head", "outsider", False),
    ("facility_head", "hospital_member", False),
    ("facility_head", "mentor", False),
    ("mentor", "midwife", False),
    ("midwife", "member", False),
    ("member", "member", True),
    ("steward_of_b", "member", False),
    ("steward", "hub_steward", False),
]


@pytest.mark.parametrize(("by", "whose", "may"), MAY)
def test_who_may_shut_out_whom(by: str, whose: str, may: bool) -> None:
    acting, phone = joined(by), joined(whose)
    seen = post(acting, "devices", {"person": key(whose)}, key(by))
    assert seen.status_code == (200 if may else 403)
    answer = post(acting, "revocations", {"device": phone.id, "why": "lost"}, key(by))
    assert answer.status_code == (200 if may else 403)
    assert (Device.objects.get(id=phone.id).revoked_at is not None) is may


def test_a_phone_that_a_mentor_shares_is_not_for_the_head_to_shut_out() -> None:
    shared = joined("midwife", "mentor")
    with pytest.raises(MayNotRevoke):
        revoking.revoke_as(key("facility_head"), why=LOST, device=shared.id)
    (listed,) = revoking.phones_of(key("midwife"), by=key("facility_head"))
    assert (listed.id, listed.others, listed.revoked_at) == (shared.id, 1, None)


@pytest.mark.parametrize("body", [{"why": "lost"}, {"device": "0" * 16, "why": "lost"}, {"why": "stolen"}])
def test_a_revocation_of_nothing_changes_nothing(body: dict[str, str]) -> None:
    acting = joined("hub_steward")
    assert post(acting, "revocations", body, key("hub_steward")).status_code in {404, 422}
    assert not Device.objects.exclude(revoked_at=None).exists()


def test_the_hub_itself_is_never_shut_out() -> None:
    acting = joined("hub_steward")
    body = {"device": hub.this_hub().device_id, "why": "lost"}
    assert post(acting, "revocations", body, key("hub_steward")).status_code == 404


def test_a_role_closes_its_channel_at_midnight_in_addis_ababa(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until 23:59:59 of the last day all is as before; the day turns at 21:00 UTC there."""
    acts.write_many([hold("leaver", "midwife", "hc1", until="2026-11-25")])
    last_second = datetime(2026, 11, 25, 20, 59, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: last_second)
    phone = joined("leaver")
    assert channel("hc1") in phone.cursors
    note = {"facility": key("hc1"), "day": LONG_AGO, "text": "seen at the last hour"}
    phone.write_as(key("leaver"), channel("hc1"), "event", None, note)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 25, 21, 0, tzinfo=UTC))
    answer = phone.exchange()
    assert channel("hc1") in answer["forget"]
    # What was written in time and arrived too late is kept and told, never dropped.
    assert [one.reason for one in Kept.objects.filter(device=phone.id)] == ["forbidden_channel"]
    assert [one["reason"] for one in phone.attention.values()] == ["forbidden_channel"]
    assert channel("hc1") not in phone.cursors


def test_a_membership_closes_the_teams_channel_the_day_after() -> None:
    phone = joined("member")
    assert channel("team1") in phone.cursors
    acts.write_many([woreda.sit("member", "team1", until=today(0))])
    assert channel("team1") not in phone.exchange()["forget"]
    acts.write_many([woreda.sit("member", "team1", until=today(-1))])
    assert channel("team1") in phone.exchange()["forget"]


def command(whom: str, *, left: bool = False) -> int:
    return revoke_command.run(argparse.Namespace(whom=whom, left=left))


def test_the_command_shuts_out_by_phone_or_by_name_and_else_lists_who_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = {"name": "Almaz Tesfaye"}
    acts.write(key("hub_steward"), channel("hc1"), "person", name, key("member"))
    phone, second = joined("member"), joined("member")
    assert command("") == 2
    listed = capsys.readouterr()
    assert "Nothing was changed" in listed.err
    assert all(part in listed.out for part in (phone.id, second.id, "Almaz Tesfaye", key("member")))
    assert command("Almaz") == 2
    assert not Device.objects.exclude(revoked_at=None).exists()
    assert command(phone.id, left=True) == 0
    assert Device.objects.get(id=phone.id).revoked_why == LEFT
    assert command("almaz tesfaye") == 0
    assert Device.objects.get(id=second.id).revoked_why == LOST
    assert command(hub.this_hub().device_id) == 2
