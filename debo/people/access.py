"""Who may read and write what: the standings a person has in each channel (docs/protocol.md, section 6).

The ledger asks; it knows only the name of this class. Three rules close the side doors:

- A role counts only in its place's own channel and at a kind of place where it can be held (roles.json), so
the
  head of a health centre can't make a steward there.
- A membership counts only in the channel of the team's own place, so nobody writes themselves into a team
elsewhere.
- A steward or mentor looks after the places at and below their own, and only those at home in that
collaborative.

Nobody but its current members reads a team's channel: not mentors, not officials, not the hub's steward.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785
from django.db.models import Min
from django.utils import timezone

from debo.ledger.link.homes import from_above
from debo.ledger.models import Channel
from debo.ledger.questions import ask
from debo.people.geography import Geography
from debo.people.models import FACILITY_KINDS, Place, RoleHeld
from debo.people.questions import LOOKS_AFTER_HUB, MEMBERSHIPS, NAME, ROLES_HELD
from debo.people.roles import roles

#: Types of record whose change may change somebody's rights.
RIGHTS = frozenset({"place", "role_held", "team", "team_member", "collaborative"})

#: A place of these kinds, or of none, is no office.
_NO_OFFICE = frozenset({*FACILITY_KINDS, ""})

#: Standings that reach down from their place to the people of every facility below it.
LOOKING_AFTER = frozenset({"mentor", "steward"})


@dataclass(frozen=True)
class Held:
    """A role somebody holds today, at a place where it can be held."""

    role: str
    standing: str
    place: str
    collaboratives: tuple[str, ...]


@dataclass(frozen=True)
class Membership:
    """A team somebody is in today, the team's place, and the collaborative the team belongs to."""

    team: str
    place: str
    collaborative: str


@dataclass(frozen=True)
class Rights:
    """All that one person may do, and where from."""

    standings: Mapping[str, frozenset[str]]
    own_places: frozenset[str]
    held: tuple[Held, ...]
    teams: tuple[str, ...]


class Access:
    """Answers for one request; what it has read it doesn't read again. `today` is the hub's date."""

    def __init__(self, today: date | None = None) -> None:
        self.today = (today or timezone.localdate()).isoformat()
        self._known: dict[str, Rights] = {}

    def standings(self, person: str) -> Mapping[str, frozenset[str]]:
        """Channel → the person's standings there. Whoever has one may read the channel."""
        return self._rights(person).standings

    def own_places(self, person: str) -> frozenset[str]:
        """The places a member, head or staff may write about: their own and the catchment of their
        team or post."""
        return self._rights(person).own_places

    def changed_by(self, type: str) -> bool:  # noqa: A002 - the ledger's own word for it
        """Whether a record of this type may change rights; the ledger then asks anew."""
        return type in RIGHTS

    def offices(self) -> set[str]:
        """The channels of countries, regions, zones and woredas: of every place that is no facility."""
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for record, kind in Place.objects.values_list("record", "kind"):
            kinds[record].add(kind or "")
        return {f"facility:{place}" for place, said in kinds.items() if not said & _NO_OFFICE}

    def people_of(self, channels: Sequence[str]) -> set[str]:
        """Whoever's first role was written in one of these channels: so nobody belongs to two hubs."""
        firsts = RoleHeld.objects.exclude(person=None).values("person").annotate(first=Min("pk"))
        rows = RoleHeld.objects.filter(pk__in=firsts.values("first"), channel__in=channels)
        return {str(person) for person in rows.values_list("person", flat=True)}

    def grants(self, people: Sequence[str]) -> dict[str, Any]:
        """What a phone needs to know of the people joined on it, and a hash that changes when it does."""
        told = {person: self._granted(person) for person in sorted(set(people))}
        return {"hash": hashlib.sha256(rfc8785.dumps(told)).hexdigest()[:16], "people": told}

    def _granted(self, person: str) -> dict[str, Any]:
        rights = self._rights(person)
        return {
            "name": name_of(person),
            "channels": {channel: sorted(found) for channel, found in sorted(rights.standings.items())},
            "places": sorted(rights.own_places),
            "teams": list(rights.teams),
            "roles": [{"role": held.role, "place": held.place} for held in rights.held],
        }

    def _rights(self, person: str) -> Rights:
        if person not in self._known:
            self._known[person] = self._read(person)
        return self._known[person]

    def _read(self, person: str) -> Rights:
        held, teams = held_roles(person, self.today), memberships(person, self.today)
        looks_after_hub = bool(ask(LOOKS_AFTER_HUB, person))
        channels = {c for one in held for c in one.collaboratives} | {one.collaborative for one in teams}
        if looks_after_hub:
            channels |= set(collaboratives())
        land = Geography.of(channels)

        found: defaultdict[str, set[str]] = defaultdict(set, {f"person:{person}": {"self"}})
        own: set[str] = set()
        for role in held:
            self._add_role(role, land, found, own)
        for membership in teams:
            own |= self._add_membership(membership, land, found)
        if channels:
            # What a hub above writes for everybody: read, and judged there when somebody writes in it.
            for channel in from_above():
                found[channel].add("reader")
        if looks_after_hub:
            for channel in channels:
                found[channel].add("steward")
            for place in land.home:
                found[f"facility:{place}"].add("steward")
        return Rights(
            {channel: frozenset(words) for channel, words in found.items()},
            frozenset(own),
            tuple(held),
            tuple(sorted({one.team for one in teams})),
        )

    @staticmethod
    def _add_role(role: Held, land: Geography, found: defaultdict[str, set[str]], own: set[str]) -> None:
        found[f"facility:{role.place}"].add(role.standing)
        own.add(role.place)
        for channel in role.collaboratives:
            found[channel].add(role.standing)
            if role.standing == "head":
                own |= land.at_and_below(channel, role.place)
            if role.standing in LOOKING_AFTER:
                for place in land.at_home(channel, role.place):
                    found[f"facility:{place}"].add(role.standing)

    @staticmethod
    def _add_membership(
        one: Membership, land: Geography, found: defaultdict[str, set[str]]
    ) -> frozenset[str]:
        found[f"team:{one.team}"].add("member")
        found[one.collaborative].add("member")
        for place in land.at_home(one.collaborative, one.place):
            found[f"facility:{place}"].add("member")
        return land.at_and_below(one.collaborative, one.place)


def is_current(since: str | None, until: str | None, today: str) -> bool:
    """Whether `today` lies between two ISO days, both included; no `until` means it goes on."""
    return since is not None and since <= today and (until is None or today <= until)


def held_roles(person: str, today: str) -> list[Held]:
    """The roles a person holds today that count: in the place's own channel, at a kind of place that has
    them."""
    found: dict[int, tuple[str, str, list[tuple[str, str]]]] = {}
    for id_, at, role, place, since, until, channel, kind in ask(ROLES_HELD, person):
        if at == f"facility:{place}" and is_current(since, until, today):
            _, _, homes = found.setdefault(id_, (role or "", place, []))
            if channel is not None:
                homes.append((channel, kind or ""))
    held = []
    for key, place, homes in found.values():
        role = roles().get(key)
        # The kind is what the place's home says; another collaborative can't turn a post into a woreda.
        if role is not None and homes and homes[0][1] in role.at:
            held.append(Held(role.key, role.standing, place, tuple(channel for channel, _ in homes)))
    order = list(roles())
    return sorted(held, key=lambda one: (order.index(one.role), one.place))


def memberships(person: str, today: str) -> list[Membership]:
    """The teams a person is in today, by rows in the channel of the team's own place."""
    found: dict[int, Membership | None] = {}
    for id_, at, team, since, until, channel, place in ask(MEMBERSHIPS, person):
        # Only where the team was written first counts.
        is_valid = id_ not in found and at == f"facility:{place}" and is_current(since, until, today)
        found.setdefault(id_, Membership(team, str(place), channel) if is_valid else None)
    return [one for one in found.values() if one is not None]


def collaboratives() -> list[str]:
    """The channels of all collaboratives on this hub."""
    return list(Channel.objects.filter(name__startswith="collaborative:").values_list("name", flat=True))


def name_of(person: str) -> str:
    """The name a person is known by; empty when nobody has written it, or the law had it erased."""
    found = ask(NAME, person)
    return found[0][0] if found else ""
