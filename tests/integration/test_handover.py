"""A handover belongs to the team in whose channel it lies, and nobody else is sent it."""

from __future__ import annotations

from typing import Any

import pytest

from debo.ledger import acts
from debo.spread.models import Handover
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def words(**more: Any) -> dict[str, Any]:
    said = {"role": "midwife", "on": "2026-11-27", "next_steps": "Show the chart to somebody."}
    return {"team": key("team1"), "facility": key("hc1"), **said, **more}


def code_of(values: dict[str, Any], who: str = "member") -> str:
    written = acts.try_many([acts.Draft(key(who), channel("team1"), "handover", values)])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def test_a_team_hands_over_its_own() -> None:
    assert code_of(words()) == ""
    assert code_of(words(team=key("team2"))) == "other_team"
    assert code_of(words(on="soon")) != ""
    assert code_of(words(role="king")) != ""
    assert Handover.objects.count() == 1


def test_the_words_reach_the_team_and_nobody_beside_it() -> None:
    one = Phone([key("member")]).enrol()
    one.exchange()
    one.write(channel("team1"), "handover", None, **words())
    one.exchange()
    assert one.attention == {}
    mates = Phone([key("hew_member")]).enrol()
    mates.exchange()
    assert [entry.type for entry in mates.entries.values()].count("handover") == 1
    for who in ("mentor", "woreda_officer", "zonal_officer", "steward", "facility_head"):
        phone = Phone([key(who)]).enrol()
        phone.exchange()
        assert "handover" not in {entry.type for entry in phone.entries.values()}, who
