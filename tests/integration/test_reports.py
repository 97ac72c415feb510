"""A team's monthly report and the answer to it, through the exchange: who reads it, and who may not write."""

from __future__ import annotations

from typing import Any

import pytest

from debo.ledger import acts
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db

MONTH = "e2018-01"


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def report(**values: Any) -> dict[str, Any]:
    return {
        "team": key("team1"), "facility": key("hc1"), "period": MONTH, "lessons": "A card helps", **values,
    }  # fmt: skip


def answer(**values: Any) -> dict[str, Any]:
    return {"report": key("report"), "facility": key("hc1"), "day": today(), **values}


def code_of(author: str, where: str, type_: str, values: dict[str, Any], record: str) -> str:
    draft = acts.Draft(key(author), channel(where), type_, values, key(record))
    written = acts.try_many([draft])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def phone_of(person: str) -> Phone:
    phone = Phone([key(person)]).enrol()
    phone.exchange()
    return phone


def read_by(phone: Phone) -> list[tuple[str, str]]:
    wanted = ("monthly_report", "report_answer")
    return sorted((e.type, e.channel) for e in phone.entries.values() if e.type in wanted)


def test_report_answer_and_who_reads_what() -> None:
    midwife = phone_of("member")
    midwife.write(channel("team1"), "monthly_report", None, **report())
    midwife.exchange()
    # A draft stays in the team.
    others = ("mentor", "woreda_officer", "facility_head", "hospital_member")
    for person in others:
        assert read_by(phone_of(person)) == []

    midwife.write(channel("A"), "monthly_report", None, **report(submitted_on=today()))
    midwife.exchange()
    assert midwife.attention == {}
    record = next(e.record for e in midwife.entries.values() if e.type == "monthly_report")
    for person in others:
        assert read_by(phone_of(person)) == [("monthly_report", channel("A"))]
    assert read_by(phone_of("outsider")) == []

    mentor = phone_of("mentor")
    mentor.write(
        channel("A"), "report_answer", key("answer"), **{**answer(well="It holds"), "report": record}
    )
    mentor.exchange()
    assert mentor.attention == {}
    midwife.exchange()
    assert [e.set["well"] for e in midwife.entries.values() if e.type == "report_answer"] == ["It holds"]


@pytest.mark.parametrize(
    ("author", "allowed"),
    [
        ("mentor", True), ("woreda_officer", True), ("member", False), ("facility_head", False),
        ("hospital_member", False), ("outsider", False),
    ],
)  # fmt: skip
def test_who_answers(author: str, allowed: bool) -> None:
    phone = phone_of(author)
    phone.write(channel("A"), "report_answer", key("answer"), **answer(well="It holds"))
    phone.exchange()
    arrived = ("report_answer", channel("A")) in read_by(phone_of("woreda_officer"))
    assert arrived is allowed


@pytest.mark.parametrize("author", ["mentor", "hospital_member", "facility_head", "outsider"])
def test_a_team_alone_reports_for_itself(author: str) -> None:
    phone = phone_of(author)
    phone.write(channel("A"), "monthly_report", None, **report(submitted_on=today()))
    phone.exchange()
    assert read_by(phone_of("woreda_officer")) == []


def test_a_draft_names_its_own_team() -> None:
    member = phone_of("member")
    values = report(team=key("hospital_team"))
    member.write(channel("team1"), "monthly_report", None, **values)
    member.exchange()
    assert "other_team" in str(member.attention)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "empty_answer"), ({"well": "  "}, "empty_answer"), ({"offer": "A visit"}, ""),
        ({"withdrawn": True}, ""),
    ],
)  # fmt: skip
def test_an_answer_has_words(values: dict[str, Any], code: str) -> None:
    assert code_of("mentor", "A", "report_answer", answer(**values), "an answer") == code
