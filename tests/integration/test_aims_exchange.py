"""Who writes, reads and answers an aim, through the exchange of real phones (docs/improvement.md)."""

from __future__ import annotations

from typing import Any

import pytest

from debo.improvement.approvers import ANSWERS_AIMS
from debo.improvement.models import Aim, Approval
from debo.ledger import acts
from debo.people.models import RoleHeld
from debo.people.roles import roles
from tests.integration import woreda
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db

OURS = {"team": key("team1"), "facility": key("hc1"), "what": "the fourth visit"}
#: Everybody who isn't in the team, by what they are to it; the last belongs to another collaborative.
ONLOOKERS = [
    "mentor",
    "woreda_officer",
    "steward",
    "hub_steward",
    "facility_head",
    "hospital_member",
    "outsider",
]


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def phone_of(person: str) -> Phone:
    one = Phone([key(person)]).enrol()
    one.exchange()
    return one


def told(phone: Phone) -> list[str]:
    """Exchange, and name what the hub set aside by a rule's own code, else by why it may not be at all."""
    phone.exchange()
    named = [one["words"].get("code") or one["reason"] for one in phone.attention.values()]
    return ["forbidden" if code.startswith("forbidden_") else code for code in named]


def aims_on(phone: Phone) -> list[tuple[str, str]]:
    return sorted((e.channel, e.record) for e in phone.entries.values() if e.type == "aim")


def write_three(midwife: Phone) -> None:
    """One tried alone, one of the team, one the team has shown."""
    midwife.write(channel("person:member"), "aim", key("alone"), **OURS)
    midwife.write(channel("team1"), "aim", key("draft"), **OURS)
    for where in ("team1", "A"):
        midwife.write(channel(where), "aim", key("shown"), **OURS)


@pytest.mark.parametrize("person", ONLOOKERS)
def test_onlookers_read_only_what_was_shown(person: str) -> None:
    """By exchange, and by a file that somebody brings."""
    midwife = phone_of("member")
    write_three(midwife)
    assert told(midwife) == []
    expected = [] if person == "outsider" else [(channel("A"), key("shown"))]
    assert aims_on(phone_of(person)) == expected
    far = FarPhone([key(person)]).enrol()
    assert far.take(*brought_to(far)) == []
    assert aims_on(far) == expected


def test_a_colleague_reads_the_draft_but_nothing_tried_alone() -> None:
    midwife = phone_of("member")
    write_three(midwife)
    midwife.exchange()
    read = {record for _, record in aims_on(phone_of("hew_member"))}
    assert read == {key("draft"), key("shown")}


@pytest.mark.parametrize("where", ["team1", "A", "person:member"])
@pytest.mark.parametrize("person", [*ONLOOKERS, "former_member"])
def test_nobody_outside_writes_the_aim_of_a_team(person: str, where: str) -> None:
    """Not even who may answer it, nor a team elsewhere about this facility."""
    phone = phone_of(person)
    phone.write(channel(where), "aim", key("theirs"), **OURS)
    assert told(phone) == ["forbidden"]
    assert not Aim.objects.filter(record=key("theirs")).exists()


def answer(role: str | None, **values: Any) -> dict[str, Any]:
    said = {"aim": key("shown"), "facility": key("hc1"), "said": "agreed", "on": today(), **values}
    return said if role is None else {**said, "role": role}


@pytest.mark.parametrize(
    ("person", "role", "codes"),
    [
        ("mentor", "mentor", []),
        ("woreda_officer", "woreda_officer", []),
        ("steward", "steward", []),
        ("facility_head", "facility_head", []),
        ("head_member", "facility_head", ["own_team"]),
        ("post_head", "facility_head", ["forbidden"]),
        ("member", None, ["forbidden"]),
        ("hospital_member", None, ["forbidden"]),
        ("outsider", None, ["forbidden"]),
    ],
)
def test_who_answers_a_shown_aim(person: str, role: str | None, codes: list[str]) -> None:
    midwife = phone_of("member")
    write_three(midwife)
    midwife.exchange()
    phone = phone_of(person)
    phone.write(channel("A"), "approval", key("answer"), **answer(role))
    assert told(phone) == codes
    # What was taken reaches the team; what was set aside reaches nobody.
    midwife.exchange()
    reached = [e.record for e in midwife.entries.values() if e.type == "approval"]
    assert reached == ([] if codes else [key("answer")])


def nobody_else_answers(but: str) -> None:
    """Everybody who answers aims has left their role, except one."""
    answering = [name for name, role in roles().items() if role.standing in ANSWERS_AIMS]
    for held in RoleHeld.objects.filter(role__in=answering).exclude(person=key(but)):
        acts.write(key("hub_steward"), held.channel, "role_held", {"until": today(-1)}, str(held.record))


def test_a_head_answers_for_the_team_where_nobody_else_may_and_it_is_said() -> None:
    midwife, head = phone_of("member"), phone_of("head_member")
    write_three(midwife)
    midwife.exchange()
    nobody_else_answers(but="head_member")
    head.write(channel("A"), "approval", key("unsaid"), **answer("facility_head"))
    assert told(head) == ["say_own_team"]
    head.write(channel("A"), "approval", key("said"), **answer("facility_head", by_team=True))
    assert told(head) == ["say_own_team"]
    assert [str(one.record) for one in Approval.objects.filter(by_team=True)] == [key("said")]


def test_an_answer_by_the_team_can_be_taken_back_once_a_mentor_is_there() -> None:
    midwife, head = phone_of("member"), phone_of("head_member")
    write_three(midwife)
    midwife.exchange()
    nobody_else_answers(but="head_member")
    head.write(channel("A"), "approval", key("said"), **answer("facility_head", by_team=True))
    assert told(head) == []
    acts.write_many([woreda.hold("new_mentor", "mentor", "woreda")])
    head.write(channel("A"), "approval", key("said"), words="As we agreed on Monday.")
    head.write(channel("A"), "approval", key("said"), withdrawn=True)
    assert told(head) == []
    head.write(channel("A"), "approval", key("again"), **answer("facility_head", by_team=True))
    assert told(head) == ["own_team"]
