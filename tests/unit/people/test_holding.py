"""Work belongs to roles: vectors/holding.json, which the phone satisfies too, and rosters drawn by chance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debo.people.holding import Held, Roster, Seat, Work, holder
from debo.people.roles import roles

CASES: dict[str, Any] = json.loads(Path("vectors/holding.json").read_text(encoding="utf-8"))
WRITTEN = Roster(
    tuple(Held(**one) for one in CASES["held"]),
    tuple(Seat(**one) for one in CASES["members"]),
    {one["id"]: (one["kind"], one["parent"]) for one in CASES["places"]},
)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_who_holds_it(case: dict[str, Any]) -> None:
    roster = WRITTEN
    for person in case["away"]:
        roster = roster.without(person)
    found = holder(roster, Work(**case["work"]), CASES["day"])
    assert (found.step, found.place, list(found.people)) == (case["step"], case["place"], case["people"])


PEOPLE = st.sampled_from([f"person{n}" for n in range(6)])
PLACES = [("country", None), ("woreda", 0), ("health_centre", 1), ("health_post", 2), ("hospital", 1)]
DAYS = st.sampled_from(["", "2025-01-01", "2026-11-26", "2026-11-27", "2026-11-28"])
TODAY = "2026-11-27"
PLACE = st.sampled_from([f"place{n}" for n in range(len(PLACES))])
TEAM = st.sampled_from(["team1", "team2"])
ROSTERS = st.builds(
    Roster,
    st.lists(st.builds(Held, PEOPLE, st.sampled_from(sorted(roles())), PLACE, DAYS, DAYS), max_size=12).map(
        tuple
    ),
    st.lists(
        st.builds(Seat, TEAM, PEOPLE, st.sampled_from(["lead", "deputy", "member"]), DAYS, DAYS), max_size=8
    ).map(tuple),
    st.just(
        {
            f"place{n}": (kind, None if above is None else f"place{above}")
            for n, (kind, above) in enumerate(PLACES)
        }
    ),
)
WORK = st.lists(
    st.builds(
        Work,
        st.none() | st.sampled_from(sorted(roles())),
        PLACE | st.just("elsewhere"),
        st.none() | TEAM,
    ),
    min_size=1,
    max_size=10,
)


@given(ROSTERS, WORK, PEOPLE)
def test_whoever_goes_nothing_is_left_without_a_holder(roster: Roster, work: list[Work], gone: str) -> None:
    """FEATURES N7: remove any person, and every task, cycle, measure and handover still has its holder."""
    left = roster.without(gone)
    for one in work:
        before, after = holder(roster, one, TODAY), holder(left, one, TODAY)
        assert gone not in after.people
        assert after.people or after.step == "steward"
        # Who held it before and has not gone holds it still; nobody is put aside because another left.
        if set(before.people) - {gone}:
            assert set(after.people) == set(before.people) - {gone}
            assert after.step == before.step


@given(ROSTERS, WORK)
def test_only_who_is_there_today_holds_anything(roster: Roster, work: list[Work]) -> None:
    known: list[Held | Seat] = [*roster.held, *roster.seats]
    there = {one.person for one in known if one.since <= TODAY and (not one.until or one.until >= TODAY)}
    for one in work:
        assert set(holder(roster, one, TODAY).people) <= there


@given(ROSTERS, WORK)
def test_all_leave_and_the_last_resort_is_named(roster: Roster, work: list[Work]) -> None:
    known: list[Held | Seat] = [*roster.held, *roster.seats]
    for person in {one.person for one in known}:
        roster = roster.without(person)
    assert {holder(roster, one, TODAY).step for one in work} == {"steward"}
