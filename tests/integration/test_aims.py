"""Aims, driver diagrams and ideas at the hub: what they may not say, and who answers them."""

from __future__ import annotations

from typing import Any

import pytest

from debo.ledger import acts
from debo.people.models import RoleHeld
from tests.integration import woreda
from tests.integration.woreda import channel, key

pytestmark = pytest.mark.django_db

OURS = {"team": key("team1"), "facility": key("hc1")}


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def code_of(type_: str, values: dict[str, Any], *, where: str = "team1", record: str | None = None) -> str:
    draft = acts.Draft(key("member"), channel(where), type_, values, record)
    written = acts.try_many([draft])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def aim(**values: Any) -> dict[str, Any]:
    return {**OURS, "what": "the fourth visit", **values}


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ({"start": 54, "target": 90}, ""),
        ({"start": 0, "target": 100}, ""),
        ({"target": None}, ""),
        ({"target": 100.5}, "not_a_per_cent"),
        ({"start": -1, "target": 90}, "not_a_per_cent"),
    ],
)
def test_per_cents_lie_within_a_hundred(numbers: dict[str, Any], code: str) -> None:
    assert code_of("aim", aim(measure=key("measure"), **numbers)) == code


def test_other_numbers_are_free() -> None:
    """Deliveries in a month, or minutes to wait, know no hundred."""
    assert code_of("aim", aim(start=240, target=110)) == ""


def driver(of: str, parent: str | None = None) -> dict[str, Any]:
    more = {} if parent is None else {"parent": key(parent)}
    return {**OURS, "aim": key(of), "text": "Skills", **more}


def test_a_diagram_has_two_rows_of_drivers() -> None:
    for record in ("aim", "aim2"):
        assert code_of("aim", aim(), record=key(record)) == ""
    assert code_of("driver", driver("aim"), record=key("primary")) == ""
    assert code_of("driver", driver("aim", "primary"), record=key("secondary")) == ""
    assert code_of("driver", driver("aim", "secondary")) == "too_deep"
    assert code_of("driver", driver("aim", "itself"), record=key("itself")) == "too_deep"
    assert code_of("driver", driver("aim2", "primary")) == "other_aim"


def test_an_idea_keeps_its_origin() -> None:
    idea = {**OURS, "text": "Pack the kit the evening before", "copied_from": key("theirs")}
    assert code_of("idea", idea, record=key("theirs")) == "copied_from_itself"
    assert code_of("idea", idea, where="A", record=key("idea")) == ""
    assert code_of("idea", {"copied_from": None}, where="A", record=key("idea")) == "other_origin"
    assert code_of("idea", {"how": "In a clean bag"}, where="A", record=key("idea")) == ""
    assert code_of("idea", idea, record=key("draft")) == ""
    assert code_of("idea", {"copied_from": None}, record=key("draft")) == ""


def approval(role: str) -> dict[str, Any]:
    return {"aim": key("aim"), "facility": key("hc1"), "said": "agreed", "on": woreda.today(), "role": role}


def holder(role: str) -> str:
    held = RoleHeld.objects.filter(role=role).first()
    assert held is not None, role
    return str(held.person)


@pytest.mark.parametrize("role", ["mentor", "woreda_officer", "steward", "facility_head"])
def test_those_who_look_after_a_team_answer_its_aim(role: str) -> None:
    acts.write(key("member"), channel("A"), "aim", aim(), key("aim"))
    draft = acts.Draft(holder(role), channel("A"), "approval", approval(role))
    assert acts.try_many([draft])[0].verdict is None


def test_nobody_answers_as_a_midwife() -> None:
    draft = acts.Draft(holder("mentor"), channel("A"), "approval", approval("midwife"))
    verdict = acts.try_many([draft])[0].verdict
    assert verdict is not None
    assert verdict.code == "other_role"
