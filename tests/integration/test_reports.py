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
        "team": key("team1"), "facility": key("hc1"), "period": MONTH, "lessons": "A card beside the bed helps",
        **values,
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
        ("mentor", True), ("woreda_officer", True), ("steward", True), ("member", False), ("facility_head", False),
        ("hospital_member", False), ("outsider", False),
    ],
)  # fmt: skip
def test_who_answers(author: str, allowed: bool) -> None:
    assert (code_of(author, "A", "report_answer", answer(well="It holds"), "an answer") == "") is allowed


@pytest.mark.parametrize(
    ("author", "where"), [("mentor", "A"), ("hospital_member", "A"), ("facility_head", "A"), ("mentor", "team1")]
)  # fmt: skip
def test_a_team_alone_reports_for_itself(author: str, where: str) -> None:
    assert code_of(author, where, "monthly_report", report(submitted_on=today()), "a report") != ""


def test_a_draft_names_its_own_team() -> None:
    assert (
        code_of("member", "team1", "monthly_report", report(team=key("hospital_team")), "r") == "other_team"
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [({}, "empty_answer"), ({"well": "  "}, "empty_answer"), ({"offer": "A visit"}, ""), ({"withdrawn": True}, "")],
)  # fmt: skip
def test_an_answer_has_words(values: dict[str, Any], code: str) -> None:
    assert code_of("mentor", "A", "report_answer", answer(**values), "an answer") == code
