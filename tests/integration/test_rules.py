"""What can't be is refused with its own code, whoever writes it; each case by hand."""

from __future__ import annotations

from typing import Any

import pytest

from debo.ledger import acts
from debo.ledger.errors import Refused
from debo.measures.rules import impossible
from tests.integration import woreda
from tests.integration.woreda import LONG_AGO, channel, key, today

pytestmark = pytest.mark.django_db
STEWARD = "hub_steward"


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def code_of(where: str, type_: str, values: dict[str, Any], record: str | None = None) -> str:
    """The code with which the hub refuses; empty when it takes it."""
    written = acts.try_many([acts.Draft(key(STEWARD), channel(where), type_, values, record)])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def count(**values: Any) -> dict[str, Any]:
    return {"measure": key("measure"), "facility": key("hc1"), "period": "e2018-02", **values}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"numerator": 8, "denominator": 10}, ""),
        ({"numerator": 10, "denominator": 10}, ""),
        ({"numerator": 0, "denominator": 0}, ""),
        ({"numerator": 11, "denominator": 10}, "above_denominator"),
        ({"numerator": 1, "denominator": 0}, "nothing_to_divide_by"),
        ({"numerator": -1, "denominator": 10}, "out_of_range"),
        ({"numerator": 11, "denominator": 10, "withdrawn": True}, ""),
        ({"numerator": 1, "denominator": 10, "period": "2026-03"}, "other_kind_of_period"),
        ({"value": -0.5}, "below_zero"),
        (
            {"numerator": 1, "denominator": 2, "elements": {"a": {"done": 2, "not_done": 1}}},
            "elements_above_reviewed",
        ),
        ({"numerator": 1, "denominator": 2, "elements": {"a": {"done": 1, "not_done": 1}}}, ""),
    ],
)
def test_counts(values: dict[str, Any], code: str) -> None:
    assert code_of("A", "observation", count(**values)) == code


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        ({"unit": "percent"}, "above_denominator"),
        ({"unit": "percent", "over_hundred": True}, None),
        ({"unit": "per_thousand"}, None),
        ({"unit": "rate"}, None),
    ],
)
def test_more_than_all_depends_on_the_measure(measure: dict[str, Any], code: str | None) -> None:
    assert impossible({"period": "e2018-02", "numerator": 11, "denominator": 10}, measure) == code


def test_a_count_may_come_before_its_measure() -> None:
    unknown = {**count(numerator=11, denominator=10), "measure": key("not here yet")}
    assert code_of("A", "observation", unknown) == ""


@pytest.mark.parametrize("field", ["unit", "period_kind", "denominator_kind"])
def test_kinds_never_mix_in_a_series(field: str) -> None:
    other = {"unit": "count", "period_kind": "week", "denominator_kind": "population"}
    assert code_of("A", "measure", {"denominator_kind": "register"}, key("measure")) == ""
    assert code_of("A", "observation", count(numerator=1, denominator=2)) == ""
    assert code_of("A", "measure", {field: other[field]}, key("measure")) == "kinds_never_mix"
    assert code_of("A", "measure", {"name": {"en": "another name"}}, key("measure")) == ""


def test_kinds_may_be_corrected_while_nothing_was_counted() -> None:
    assert code_of("A", "measure", {"unit": "count"}, key("measure")) == ""


@pytest.mark.parametrize(
    ("place", "parent", "code"),
    [
        ("hc1", "hc1", "circle_of_places"),
        ("hc1", "hp1", "circle_of_places"),
        ("woreda", "hp1", "circle_of_places"),
        ("hp1", "hc2", ""),
    ],
)
def test_places_belong_to_no_circle(place: str, parent: str, code: str) -> None:
    assert code_of("A", "place", {"parent": key(parent)}, key(place)) == code


def test_days_in_order() -> None:
    backwards = {"since": today(), "until": today(-1)}
    held = {"person": key("x"), "role": "midwife", "place": key("hc1"), **backwards}
    assert code_of("hc1", "role_held", held, key("r")) == "ends_before_it_begins"
    seat = {"team": key("team1"), "person": key("x"), "part": "member", **backwards}
    assert code_of("hc1", "team_member", seat) == "ends_before_it_begins"
    cycle = {"team": key("team1"), "facility": key("hc1"), "question": "?"}
    assert (
        code_of("team1", "cycle", {**cycle, "starts": today(), "ends": today(-1)}) == "ends_before_it_begins"
    )
    assert code_of("team1", "cycle", {**cycle, "starts": today(), "ends": today()}) == ""


@pytest.mark.parametrize(
    ("where", "role", "place", "code"),
    [
        ("hc1", "midwife", "hc1", ""),
        ("hc2", "midwife", "hc1", "other_place"),
        ("hc1", "steward", "hc1", "role_not_here"),
        ("hp1", "midwife", "hp1", "role_not_here"),
    ],
)
def test_a_role_stands_at_its_own_place(where: str, role: str, place: str, code: str) -> None:
    held = {"person": key("x"), "role": role, "place": key(place), "since": LONG_AGO}
    assert code_of(where, "role_held", held, key("r")) == code


def test_a_team_and_its_members_stay_where_they_are() -> None:
    assert code_of("A", "team", {"place": key("hc2")}, key("team1")) == "team_moved"
    seat = {"team": key("team1"), "person": key("x"), "part": "member", "since": LONG_AGO}
    assert code_of("hc2", "team_member", seat) == "other_place"
    assert code_of("hc1", "team_member", seat) == ""


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"month_starts_on": 21}, ""),
        ({"month_starts_on": 5}, "other_month_start"),
        ({"starts": "2026-01-01", "ends": "2025-12-31"}, "ends_before_it_begins"),
    ],
)
def test_a_charter(values: dict[str, Any], code: str) -> None:
    assert code_of("A", "collaborative", values, key("A")) == code
    assert code_of("B", "collaborative", {"topic": "elsewhere"}, key("A")) == "other_collaborative"


def test_a_refusal_says_what_to_do_in_words() -> None:
    with pytest.raises(Refused) as refused:
        acts.write(key(STEWARD), channel("A"), "observation", count(numerator=11, denominator=10))
    assert refused.value.values["words"] == (
        "More were counted than there were in all. Please look at both numbers once more."
    )


def test_a_cycle_cant_follow_itself() -> None:
    cycle = {"team": key("team1"), "facility": key("hc1"), "question": "?", "previous": key("c")}
    assert code_of("team1", "cycle", cycle, key("c")) == "follows_itself"
