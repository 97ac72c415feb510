"""Who holds a piece of work: it hangs on a role, and a role always leads to somebody (DESIGN 1.5).

The chain is plain and always ends. At each step everybody who fits holds the work together:

1. who holds the role at the facility, 2. who leads the team, 3. the team's deputy, 4. its other members,
5. the head of the facility, 6. the head of a facility above it (a health post's health centre), 7. an
official of the places above, the nearest first (the woreda), 8. the steward of the collaborative: the last
resort, a role even when nobody holds it yet.

The phone has the same in web/src/people/holding.ts; both answer to vectors/holding.json.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from debo.people.models import FACILITY_KINDS, Place, RoleHeld, TeamMember
from debo.people.roles import roles

#: No real catchment is deeper; two phones may have made a circle.
DEEPEST = 20


@dataclass(frozen=True)
class Held:
    """A role held at a place from a day to a day (ISO; an empty `until` is open)."""

    person: str
    role: str
    place: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Seat:
    """A part in a team: lead, deputy or member."""

    team: str
    person: str
    part: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Work:
    """A task, cycle, measure or handover: the role it hangs on, if one is named, where, and whose team's."""

    role: str | None
    facility: str
    team: str | None


@dataclass(frozen=True)
class Holder:
    """At which step of the chain the holder was found, where, and who: several hold it together.

    `people` is empty only at the last step, where nobody is the steward yet; `place` is empty there too.
    """

    step: str
    place: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Roster:
    """Who works where and in which team. `places`: id to (kind, id of what it belongs to)."""

    held: tuple[Held, ...]
    seats: tuple[Seat, ...]
    places: Mapping[str, tuple[str, str | None]]

    @cached_property
    def _by_place(self) -> dict[str, list[Held]]:
        found: dict[str, list[Held]] = {}
        for one in self.held:
            found.setdefault(one.place, []).append(one)
        return found

    @cached_property
    def _by_team(self) -> dict[str, list[Seat]]:
        found: dict[str, list[Seat]] = {}
        for one in self.seats:
            found.setdefault(one.team, []).append(one)
        return found

    def at(self, place: str, day: str) -> list[Held]:
        """The roles held at a place on a day."""
        return [one for one in self._by_place.get(place, []) if _holds(one, day)]

    def seated(self, team: str, part: str, day: str) -> list[str]:
        """Who has this part in a team on a day."""
        return [one.person for one in self._by_team.get(team, []) if one.part == part and _holds(one, day)]

    def above(self, place: str) -> list[str]:
        """The places a place belongs to, the nearest first."""
        found: list[str] = []
        at = self.places.get(place, ("", None))[1]
        while at is not None and at in self.places and at not in found and len(found) < DEEPEST:
            found.append(at)
            at = self.places[at][1]
        return found

    def without(self, person: str) -> Roster:
        """The same roster as if this person had gone."""
        return Roster(
            tuple(one for one in self.held if one.person != person),
            tuple(one for one in self.seats if one.person != person),
            self.places,
        )


def holder(roster: Roster, work: Work, day: str) -> Holder:
    """Who holds this work on a day (ISO): the first step of the chain at which there is anybody."""
    for step, place, people in _chain(roster, work, day):
        if people:
            return Holder(step, place, tuple(sorted(set(people))))
    return Holder("steward", "", ())


def _chain(roster: Roster, work: Work, day: str) -> Iterator[tuple[str, str, list[str]]]:
    here = roster.at(work.facility, day)
    if work.role:
        yield "role", work.facility, [one.person for one in here if one.role == work.role]
    if work.team:
        for part in ("lead", "deputy", "member"):
            yield part, work.facility, roster.seated(work.team, part, day)
    yield "head", work.facility, _standing(here, "head")
    above = roster.above(work.facility)
    for place in above:
        if roster.places[place][0] in FACILITY_KINDS:
            yield "above", place, _standing(roster.at(place, day), "head")
    for place in above:
        yield "official", place, _standing(roster.at(place, day), "official")
    for place in above:
        yield "steward", place, _standing(roster.at(place, day), "steward")


def _standing(held: list[Held], standing: str) -> list[str]:
    known = roles()
    return [one.person for one in held if one.role in known and known[one.role].standing == standing]


def _holds(one: Held | Seat, day: str) -> bool:
    return one.since <= day and (not one.until or one.until >= day)


def roster() -> Roster:
    """Everybody this hub knows, in three queries."""
    held = RoleHeld.objects.exclude(person=None).exclude(place=None)
    seats = TeamMember.objects.exclude(person=None).exclude(team=None)
    return Roster(
        tuple(
            Held(str(person), role or "", str(place), _iso(since), _iso(until))
            for person, role, place, since, until in held.values_list(
                "person", "role", "place", "since", "until"
            )
        ),
        tuple(
            # An emptied record is one that was taken back.
            Seat(str(team), str(person), part or "", _iso(since), _iso(until))
            for team, person, part, since, until in seats.values_list(
                "team", "person", "part", "since", "until"
            )
            if since
        ),
        {
            str(record): (kind or "", str(parent) if parent else None)
            for record, kind, parent in Place.objects.values_list("record", "kind", "parent")
        },
    )


def _iso(day: object) -> str:
    return str(day) if day else ""
