"""What holds a team back, what it asks of the woreda, and who never reads of it."""

from __future__ import annotations

from typing import Any

import pytest

from debo.improvement.models import Answer, Cause
from debo.ledger import acts
from tests.integration import woreda
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def ours(**values: Any) -> dict[str, Any]:
    return {"team": key("team1"), "facility": key("hc1"), **values}


def code_of(author: str, where: str, type_: str, values: dict[str, Any], record: str) -> str:
    draft = acts.Draft(key(author), channel(where), type_, values, key(record))
    written = acts.try_many([draft])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def cause(record: str, parent: str | None = None, problem: str = "problem") -> str:
    values = ours(problem=key(problem), text=record, **({"parent": key(parent)} if parent else {}))
    return code_of("member", "team1", "cause", values, record)


def ask(record: str = "asked", where: str = "A", **values: Any) -> str:
    said = ours(to=key("woreda"), text="A second box of test kits", asked_on=today(-15), **values)
    return code_of("member", where, "escalation", said, record)


def answer(record: str = "answer", where: str = "A", author: str = "woreda_officer", **values: Any) -> str:
    said = {
        "escalation": key("asked"), "place": key("woreda"), "outcome": "will", "text": "Next week",
        "answered_on": today(), **values,
    }  # fmt: skip
    return code_of(author, where, "answer", said, record)


# --- what can't be


def test_whys_lead_from_one_cause_to_the_next() -> None:
    assert [cause("first"), cause("second", "first"), cause("third", "second")] == ["", "", ""]
    assert cause("elsewhere", "first", problem="another") == "other_problem"
    assert cause("itself", "itself") == "circle_of_causes"
    # What a second phone wrote meanwhile: the first because of the third.
    assert code_of("member", "team1", "cause", {"parent": key("third")}, "first") == "circle_of_causes"
    assert Cause.objects.get(record=key("first")).parent is None


def test_a_cause_may_come_before_the_one_it_explains() -> None:
    """Two phones of a team reach the hub in any order."""
    assert cause("second", "first") == ""
    assert cause("first") == ""


@pytest.mark.parametrize(
    ("days", "code"), [(-16, "settled_before_asked"), (-15, ""), (0, ""), (None, "")]
)  # fmt: skip
def test_it_is_settled_after_it_was_asked(days: int | None, code: str) -> None:
    assert ask(settled_on=None if days is None else today(days)) == code


def test_an_answer_needs_what_was_asked() -> None:
    assert ask(where="team1") == ""
    # A draft was asked of nobody yet.
    assert answer() == "answers_nothing"
    assert ask() == ""
    assert answer(answered_on=today(-16)) == "answered_before_asked"
    assert answer(escalation=None) == "answers_nothing"
    assert answer() == ""
    assert Answer.objects.get().record == key("answer")


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("member", False),
        ("facility_head", False),
        ("mentor", False),
        ("outsider", False),
        ("woreda_officer", True),
        ("zonal_officer", True),
        ("steward", True),
    ],
)
def test_officials_and_stewards_answer(person: str, may: bool) -> None:
    assert ask() == ""
    phone = Phone([key(person)]).enrol()
    phone.exchange()
    said = {"escalation": key("asked"), "place": key("woreda"), "outcome": "will", "text": "Next week"}
    phone.write(channel("A"), "answer", key("answer"), **said, answered_on=today())
    phone.exchange()
    assert Answer.objects.count() == int(may)
    refused = {one["reason"] for one in phone.attention.values()}
    assert refused <= {"forbidden_write", "forbidden_channel"}
    assert bool(refused) != may


# --- who reads of it

NEVER = ("problem", "cause")
ONLOOKERS = [
    "mentor", "clinical_mentor", "woreda_officer", "zonal_officer", "steward", "hub_steward",
    "facility_head", "midwife", "hospital_member", "outsider",
]  # fmt: skip


def write_a_problem(phone: Phone) -> None:
    """A question, two whys, what is to be asked (a draft) and what was asked."""
    team = channel("team1")
    phone.write(team, "problem", key("problem"), **ours(text="Births without the whole bundle"))
    phone.write(team, "cause", key("first"), **ours(problem=key("problem"), text="No kits at night"))
    phone.write(
        team, "cause", key("second"),
        **ours(problem=key("problem"), parent=key("first"), text="The box is locked", reach="woreda"),
    )  # fmt: skip
    asking = ours(to=key("woreda"), text="A second box", cause=key("second"), asked_on=today())
    phone.write(team, "escalation", key("draft"), **asking)
    phone.write(team, "escalation", key("asked"), **asking)
    phone.write(channel("A"), "escalation", key("asked"), **asking)


def read_by(phone: Phone) -> list[tuple[str, str, str]]:
    wanted = (*NEVER, "escalation", "answer")
    found = [(e.type, e.channel, e.record) for e in phone.entries.values() if e.type in wanted]
    return sorted(found)


@pytest.mark.parametrize("person", ONLOOKERS)
def test_nobody_else_gets_a_problem_a_cause_or_a_draft(person: str) -> None:
    """By exchange, and by a carried file that somebody brings them."""
    midwife = Phone([key("member")]).enrol()
    midwife.exchange()
    write_a_problem(midwife)
    midwife.exchange()
    assert midwife.attention == {}

    online = Phone([key(person)]).enrol()
    online.exchange()
    far = FarPhone([key(person)]).enrol()
    assert far.take(*brought_to(far)) == []
    shared = [("escalation", channel("A"), key("asked"))]
    expected = [] if person == "outsider" else shared
    assert read_by(online) == expected
    assert read_by(far) == expected


def test_a_colleague_of_the_team_gets_all_of_it() -> None:
    midwife = Phone([key("member")]).enrol()
    midwife.exchange()
    write_a_problem(midwife)
    midwife.exchange()
    colleague = FarPhone([key("hew_member")]).enrol()
    assert colleague.take(*brought_to(colleague)) == []
    types = [type_ for type_, _, _ in read_by(colleague)]
    assert types == ["cause", "cause", "escalation", "escalation", "escalation", "problem"]


def test_the_answer_reaches_the_team_by_a_carried_file() -> None:
    """The officer answers at the hub; what comes back to a far health centre brings it."""
    midwife = FarPhone([key("member")]).enrol()
    midwife.exchange()
    write_a_problem(midwife)
    midwife.exchange()
    officer = Phone([key("woreda_officer")]).enrol()
    officer.exchange()
    said = {"escalation": key("asked"), "place": key("woreda"), "outcome": "will", "text": "On Monday"}
    officer.write(channel("A"), "answer", key("answer"), **said, answered_on=today())
    officer.exchange()
    assert officer.attention == {}
    assert midwife.take(*brought_to(midwife)) == []
    assert ("answer", channel("A"), key("answer")) in read_by(midwife)
