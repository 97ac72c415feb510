"""Mentoring through the exchange: who writes a visit, who agrees in a team's name, who says how far it is."""

from __future__ import annotations

from typing import Any

import pytest

from debo.mentoring.models import Fading, Independence, ProgressScore, Visit
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def refused(person: str, where: str, type_: str, record: str | None = None, /, **values: Any) -> str:
    """The reason for which the hub sets aside what a person's phone hands in; empty when it takes it."""
    phone = Phone([key(person)]).enrol()
    phone.exchange()
    phone.write(channel(where), type_, record, **values)
    phone.exchange()
    return next((str(one["words"]["code"]) for one in phone.attention.values()), "")


ABOUT = {"facility": key("hc1"), "team": key("team1")}


def test_a_visit_is_the_mentors_and_everybody_at_the_facility_reads_it() -> None:
    visit = {"facility": key("hc1"), "planned_for": today(3), "met": ["laboratory"]}
    assert refused("mentor", "hc1", "visit", **visit) == ""
    assert refused("midwife", "hc1", "visit", **visit) == "forbidden_write"
    # A mentor of this woreda has no business in the next.
    assert refused("mentor", "hc9", "visit", **{**visit, "facility": key("hc9")}) == "forbidden_channel"
    assert Visit.objects.count() == 1
    for person, reads in (("midwife", True), ("member", True), ("woreda_officer", False), ("doctor", False)):
        phone = Phone([key(person)]).enrol()
        phone.exchange()
        assert any(type_ == "visit" for _, type_, _ in phone.cells) == reads, person


def test_the_team_alone_agrees_to_another_rhythm() -> None:
    plan = {**ABOUT, "rhythm": "on_call", "since": today()}
    assert refused("mentor", "hc1", "fading", **plan, team_says="agrees") == "not_the_team"
    assert refused("mentor", "hc1", "fading", **plan) == ""
    [proposed] = Fading.objects.all()
    agrees = {"team_says": "agrees", "facility": key("hc1")}
    for nobody in ("mentor", "facility_head"):
        assert refused(nobody, "hc1", "fading", proposed.record, **agrees) == "not_the_team"
    assert refused("member", "hc1", "fading", proposed.record, **agrees) == ""
    # Once agreed, nobody else turns it into another one.
    assert refused("mentor", "hc1", "fading", proposed.record, rhythm="weekly", facility=key("hc1")) == (
        "not_the_team"
    )
    assert Fading.objects.get().rhythm == "on_call"


def test_team_and_mentor_each_say_their_own_score() -> None:
    said = {**ABOUT, "period": "e2019-02", "score": 3.0}
    assert refused("member", "hc1", "progress_score", **said, said_by="team", proposed=2.5) == ""
    assert refused("mentor", "hc1", "progress_score", **{**said, "score": 2.0}, said_by="mentor") == ""
    both = ProgressScore.objects.order_by("score").values_list("said_by", "score")
    assert list(both) == [("mentor", 2.0), ("team", 3.0)]
    mine = ProgressScore.objects.get(said_by="team").record
    changed = {"score": 1.0, "facility": key("hc1")}
    assert refused("mentor", "hc1", "progress_score", mine, **changed) == "not_the_team"
    assert refused("member", "hc1", "progress_score", **{**said, "period": "e2019-03"}, said_by="mentor") == (
        "not_the_mentor"
    )
    for wrong in (0.0, 5.5, 2.7):
        entry = {**said, "period": "e2019-04", "score": wrong, "said_by": "team"}
        assert refused("member", "hc1", "progress_score", **entry) == "no_such_score"
    # It lies with the team and its facility: neither the collaborative nor an office has a place for it.
    assert refused("member", "A", "progress_score", **said, said_by="team") == "forbidden_channel"
    officer = Phone([key("woreda_officer")]).enrol()
    officer.exchange()
    assert not any(type_ == "progress_score" for _, type_, _ in officer.cells)


def test_independence_is_shared_by_the_team_and_by_nobody_else() -> None:
    made = {**ABOUT, "period": "e2019-02", "acts": 12, "own_acts": 9, "longest_gap": 20}
    assert refused("member", "team1", "independence", **made) == ""
    mentor = Phone([key("mentor")]).enrol()
    mentor.exchange()
    assert not any(type_ == "independence" for _, type_, _ in mentor.cells)
    assert refused("mentor", "hc1", "independence", **made) == "forbidden_write"
    assert refused("member", "hc1", "independence", **made) == ""
    mentor.exchange()
    assert any(type_ == "independence" for _, type_, _ in mentor.cells)
    assert {one.channel for one in Independence.objects.all()} == {channel("team1"), channel("hc1")}
