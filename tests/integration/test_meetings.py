"""What is said in a meeting stays in the team: by exchange, snapshot, carried file, at every other door."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from debo.api import api
from debo.ledger import acts, models
from debo.ledger.replicated import REGISTRY
from debo.ledger.snapshots import making
from tests.integration import woreda
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.newcomer import Newcomer
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db

TYPES = ("meeting", "present", "proposal", "vote", "decision", "decider", "voice")
#: Nobody of these is in team1: mentors, officials of all levels, stewards, other teams and facilities, and
#: colleagues of the same health centre who aren't members (its head among them) or aren't any more.
OTHERS = (
    "mentor", "clinical_mentor", "woreda_officer", "zonal_officer", "regional_officer", "federal_officer",
    "steward", "steward_of_b", "hub_steward", "hospital_member", "false_member", "outsider", "facility_head",
    "midwife", "former_member", "post_head",
)  # fmt: skip
SECRET = "what Chaltu said in the team"


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def values_of(type_: str) -> dict[str, Any]:
    """A record of a meeting, with a text that would be seen wherever it went."""
    meeting = {"meeting": key("a meeting")}
    every: dict[str, dict[str, Any]] = {
        "meeting": {
            "team": key("team1"), "facility": key("hc1"), "day": today(), "kind": "full", "subject": SECRET,
        },
        "present": {**meeting, "person": key("member"), "here": True},
        "proposal": {**meeting, "person": key("hew_member"), "text": SECRET},
        "vote": {**meeting, "proposal": key("an idea"), "slip": "o0123456789abcdef", "points": 3},
        "decision": {**meeting, "text": SECRET, "how": "all"},
        "decider": {**meeting, "decision": key("a decision"), "person": key("hew_member"), "took_part": True},
        "voice": {**meeting, "person": key("hew_member"), "kind": "said"},
    }  # fmt: skip
    return every[type_]


def meet(phone: Phone) -> None:
    """Everything that a meeting can hold, from a member's phone."""
    for type_ in TYPES:
        record = {"meeting": key("a meeting"), "proposal": key("an idea")}.get(type_)
        phone.write(channel("team1"), type_, record, **values_of(type_))
    phone.exchange()
    assert phone.attention == {}


def of_meetings(phone: Phone) -> set[tuple[str, str]]:
    """What a phone holds of meetings, whatever the channel."""
    return {(where, type_) for where, type_, _ in phone.cells if type_ in TYPES}


def test_every_member_gets_all_of_it() -> None:
    """The team's other phone: without this the tests below could pass on an empty hub."""
    meet(Phone([key("member")]).enrol())
    other = Phone([key("hew_member")]).enrol()
    other.exchange()
    assert of_meetings(other) == {(channel("team1"), type_) for type_ in TYPES}


@pytest.fixture
def small_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of so few entries no snapshot is made, since it would save nothing; here it is, and is offered."""
    monkeypatch.setattr("debo.ledger.snapshots.offering.LEAST_ENTRIES", 1)
    monkeypatch.setattr("debo.ledger.snapshots.making.REQUEST", -1_000_000)


def snapshots() -> None:
    """A snapshot of every channel, the team's as well."""
    for name in models.Channel.objects.values_list("name", flat=True):
        making.make(name, timezone.localdate())


def piece(client: Client, phone: Phone) -> int:
    """What the door answers to a phone that names the team's own snapshot."""
    made = models.Snapshot.objects.get(channel=channel("team1"))
    asks = {"Authorization": f"Debo {phone.id}:{phone.token}"}
    return client.get(f"/api/snapshots/{made.id}/0", headers=asks).status_code


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.usefixtures("small_snapshots")
def test_nobody_else_gets_or_writes_any_of_it(person: str, client: Client) -> None:
    """By exchange, by snapshot (asked for by name as well), and by a carried file."""
    member = Phone([key("member")]).enrol()
    meet(member)
    snapshots()
    near, new = Phone([key(person)]).enrol(), Newcomer([key(person)]).enrol()
    far = FarPhone([key(person)]).enrol()
    near.exchange()
    new.exchange()
    assert far.take(*brought_to(far)) == []
    for phone in (near, new, far):
        assert of_meetings(phone) == set()
        assert channel("team1") not in phone.cursors
        assert SECRET not in repr((phone.entries, phone.cells, vars(phone).get("rows")))
    assert (piece(client, near), piece(client, member)) == (404, 200)

    written = [near.write(channel("team1"), type_, None, **values_of(type_)) for type_ in TYPES]
    near.exchange()
    assert {near.attention[one.channel, one.n]["reason"] for one in written} == {"forbidden_channel"}
    for type_ in TYPES:
        assert REGISTRY[type_].model._base_manager.count() == 1, type_


@pytest.mark.usefixtures("small_snapshots")
def test_a_member_s_new_phone_is_told_by_a_snapshot() -> None:
    """That the snapshots above hold it, and only rights keep it back."""
    meet(Phone([key("member")]).enrol())
    snapshots()
    new, far = Newcomer([key("hew_member")]).enrol(), FarPhone([key("hew_member")]).enrol()
    new.exchange()
    assert far.take(*brought_to(far)) == []
    assert new.pieces > 0
    assert of_meetings(new) == of_meetings(far) == {(channel("team1"), type_) for type_ in TYPES}


@pytest.mark.parametrize("where", ["A", "hc1", "hp1", "person:member", "public"])
def test_a_member_cannot_write_it_where_others_read(where: str) -> None:
    """No other channel is declared: what a member writes there is set aside, whoever asks."""
    phone = Phone([key("member")]).enrol()
    phone.exchange()
    name = where if where == "public" else channel(where)
    for type_ in TYPES:
        written = phone.write(name, type_, None, **values_of(type_))
        phone.exchange()
        assert phone.attention[written.channel, written.n]["reason"].startswith("forbidden"), type_
        by_the_hub = acts.try_many([acts.Draft(key("member"), name, type_, values_of(type_))])[0]
        assert by_the_hub.verdict is not None, type_
        assert not REGISTRY[type_].model._base_manager.exists()


def test_what_a_member_carries_is_opened_by_the_hub_alone() -> None:
    """The file a member hands to a mentor holds the meeting; the mentor's phone gets nothing of it."""
    member, mentor = (FarPhone([key(name)]).enrol() for name in ("member", "mentor"))
    member.write(channel("team1"), "proposal", None, **values_of("proposal"))
    files = member.hand_over()
    assert SECRET.encode() not in b"".join(files)
    assert mentor.take(*files) == ["for_another"]
    assert of_meetings(mentor) == set()


def test_no_door_names_any_of_it() -> None:
    """No address, parameter or answer of the API speaks of meetings or of equal voice."""
    said = json.dumps(api.get_openapi_schema()).lower()
    assert "observation" in said or "sync" in said
    for word in ("meeting", "proposal", "decider", "equal_voice", "voice", "gini", "slip"):
        assert f'"{word}' not in said
        assert f"/{word}" not in said


def test_a_vote_says_nothing_of_a_person() -> None:
    """Beside the idea and the dots there is a slip; no field could hold who it was."""
    assert set(REGISTRY["vote"].fields) == {"meeting", "proposal", "slip", "points"}


def test_a_stranger_is_told_nothing(client: Client) -> None:
    meet(Phone([key("member")]).enrol())
    for door in ("/api/meetings", "/api/insights", "/api/sync", "/api/openapi.json"):
        assert SECRET.encode() not in client.get(door).content
