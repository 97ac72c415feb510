"""Do begins once those who must work differently were asked, or with a reason (FEATURES N14); at the hub."""

from __future__ import annotations

from typing import Any

import pytest

from debo.improvement.models import Asking, Cycle
from debo.ledger import acts
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db
CYCLE = key("cycle")
PLAN = {
    "team": key("team1"),
    "facility": key("hc1"),
    "question": "A tray?",
    "prediction": "8 of 10",
}
BEGUN = {"started": today(), "first_prediction": "8 of 10"}


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def code_of(
    type_: str, values: dict[str, Any], record: str | None = CYCLE, where: str = "team1", who: str = "member"
) -> str:
    """The code with which the hub refuses; empty when it takes it."""
    written = acts.try_many([acts.Draft(key(who), channel(where), type_, values, record)])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def asking(role: str = "cleaner", **values: Any) -> dict[str, Any]:
    return {"cycle": CYCLE, "team": key("team1"), "facility": key("hc1"), "role": role, **values}


def plan() -> None:
    assert code_of("cycle", PLAN) == ""


def test_do_waits_for_every_answer() -> None:
    plan()
    assert code_of("asking", asking("cleaner"), None) == ""
    assert code_of("asking", asking("pharmacy"), None) == ""
    assert code_of("cycle", BEGUN) == "ask_first"
    assert code_of("asking", asking("cleaner", answer="concern", words="Who washes the tray?"), None) == ""
    assert code_of("cycle", BEGUN) == "ask_first"
    assert code_of("asking", asking("pharmacy", answer="agrees"), None) == ""
    assert code_of("cycle", BEGUN) == ""
    assert Asking.objects.get(role="cleaner").words == "Who washes the tray?"


@pytest.mark.parametrize(
    ("override", "code"), [("The ward is closed", ""), ("  ", "ask_first"), (None, "ask_first")]
)
def test_a_reason_lets_do_begin(override: str | None, code: str) -> None:
    plan()
    code_of("asking", asking(), None)
    assert code_of("cycle", {**BEGUN, "override": override}) == code
    assert (Cycle.objects.get(record=CYCLE).override == "The ward is closed") is (code == "")


def test_a_reason_is_not_taken_away_again_while_nobody_answered() -> None:
    plan()
    code_of("asking", asking(), None)
    assert code_of("cycle", {**BEGUN, "override": "The ward is closed"}) == ""
    assert code_of("cycle", {"override": ""}) == "ask_first"
    code_of("asking", asking(answer="agrees"), None)
    assert code_of("cycle", {"override": ""}) == ""


def test_an_asking_taken_back_or_of_another_cycle_holds_nobody_up() -> None:
    plan()
    code_of("asking", asking(withdrawn=True), None)
    code_of("asking", {**asking("pharmacy"), "cycle": key("another")}, None)
    assert code_of("cycle", BEGUN) == ""


def test_whoever_is_asked_after_do_began_stops_nothing() -> None:
    plan()
    assert code_of("cycle", BEGUN) == ""
    code_of("asking", asking(), None)
    assert code_of("cycle", {"happened": "7 of 10"}) == ""


def test_asked_in_the_same_exchange() -> None:
    drafts = [
        acts.Draft(key("member"), channel("team1"), "cycle", PLAN, CYCLE),
        acts.Draft(key("member"), channel("team1"), "asking", asking()),
        acts.Draft(key("member"), channel("team1"), "cycle", BEGUN, CYCLE),
    ]
    assert [one.verdict and one.verdict.code for one in acts.try_many(drafts)] == [None, None, "ask_first"]


def aside(who: str, where: str, type_: str, record: str | None, **values: Any) -> list[str]:
    """What the hub sets aside when this person's phone writes it: the reasons."""
    phone = Phone([key(who)]).enrol()
    phone.exchange()
    phone.write(channel(where), type_, record, **values)
    phone.exchange()
    return [str(one["reason"]) for one in phone.attention.values()]


def test_the_holders_answer_in_the_facility_and_others_dont() -> None:
    plan()
    assert aside("member", "hc1", "asking", None, **asking()) == []
    answer = asking(answer="agrees", words="Gladly")
    assert aside("cleaner", "hc1", "asking", None, **answer) == []
    assert Asking.objects.get(channel=channel("hc1")).words == "Gladly"
    assert aside("woreda_officer", "hc1", "asking", None, **answer) == ["forbidden_channel"]
    assert aside("cleaner", "team1", "asking", None, **answer) == ["forbidden_channel"]
    assert aside("cleaner", "team1", "cycle", CYCLE, question="Mine") == ["forbidden_channel"]


def test_whoever_reads_the_answers() -> None:
    """The team's askings reach the team alone; those in the facility its staff
    and the mentor who is there, as all of that channel; no official, no other facility."""
    plan()
    team = aside("member", "team1", "asking", None, **asking())
    facility = aside("member", "hc1", "asking", None, **asking("pharmacy"))
    assert (team, facility) == ([], [])
    seen: dict[str, set[str]] = {}
    for who in ("member", "cleaner", "mentor", "woreda_officer", "hospital_member"):
        phone = Phone([key(who)]).enrol()
        phone.exchange()
        seen[who] = {one.set["role"] for one in phone.entries.values() if one.type == "asking"}
    assert seen["member"] == {"cleaner", "pharmacy"}
    assert seen["cleaner"] == seen["mentor"] == {"pharmacy"}
    assert seen["woreda_officer"] == seen["hospital_member"] == set()


def test_what_was_predicted_before_do_stays() -> None:
    plan()
    assert code_of("cycle", BEGUN) == ""
    assert code_of("cycle", {"prediction": "6 of 10"}) == ""
    assert code_of("cycle", {"first_prediction": "6 of 10"}) == "first_prediction_stays"
    assert code_of("cycle", {"first_prediction": None}) == "first_prediction_stays"
    kept = Cycle.objects.get(record=CYCLE)
    assert (kept.prediction, kept.first_prediction) == ("6 of 10", "8 of 10")


def test_none_is_written_in_afterwards() -> None:
    plan()
    assert code_of("cycle", {"started": today()}) == ""
    assert code_of("cycle", {"first_prediction": "7 of 10"}) == "first_prediction_stays"


def test_a_beginning_can_be_undone() -> None:
    plan()
    assert code_of("cycle", BEGUN) == ""
    assert code_of("cycle", {"started": None, "first_prediction": None}) == ""
    assert code_of("cycle", {**BEGUN, "first_prediction": "9 of 10"}) == ""


def test_a_draft_is_shown_whole() -> None:
    shown = {**PLAN, **BEGUN, "prediction": "6"}
    assert aside("mentor", "A", "cycle", CYCLE, **shown) == ["forbidden_write"]
    assert aside("member", "A", "cycle", CYCLE, **shown) == []
    assert Cycle.objects.get(record=CYCLE).first_prediction == "8 of 10"


def test_a_phone_without_a_line_is_told_whom_to_ask() -> None:
    phone = Phone([key("member")]).enrol()
    phone.exchange()
    phone.write(channel("team1"), "cycle", CYCLE, **PLAN)
    phone.write(channel("team1"), "asking", None, **asking())
    phone.write(channel("team1"), "cycle", CYCLE, **BEGUN)
    phone.exchange()
    assert [one["reason"] for one in phone.attention.values()] == ["impossible"]
    assert Cycle.objects.get(record=CYCLE).started is None
