"""Who may answer a team's aim, and whether anybody outside the team is among them.

The phone has the same (web/src/improvement/aims/approvers.ts); both answer to vectors/approvers.json.
"""

from __future__ import annotations

from debo.people.holding import Held, Roster, Seat
from debo.people.models import Place, RoleHeld, TeamMember
from debo.people.roles import roles

#: Whose answer to an aim counts: those who look after a team from outside.
ANSWERS_AIMS = frozenset({"head", "mentor", "official", "steward"})
PARTS = ("lead", "deputy", "member")


def somebody_outside(roster: Roster, team: str, facility: str, day: str) -> bool:
    """Whether anybody who isn't in the team on `day` (ISO) holds a role that answers its aim.

    A head counts at the facility and above it; a mentor, an official and a steward anywhere in the roster.
    """
    inside = {person for part in PARTS for person in roster.seated(team, part, day)}
    heads_of = {facility, *roster.above(facility)}
    known = roles()
    for place in roster.places:
        for one in roster.at(place, day):
            standing = known[one.role].standing if one.role in known else ""
            reaches = standing in ANSWERS_AIMS and (standing != "head" or place in heads_of)
            if reaches and one.person not in inside:
                return True
    return False


def roster_of(collaborative: str) -> Roster:
    """Who answers aims in a collaborative's channel, its places, and everybody's seats in teams.

    Who looks after the hub itself isn't in it: that is no role of the field.
    """
    answering = [key for key, role in roles().items() if role.standing in ANSWERS_AIMS]
    places = Place.objects.filter(channel=collaborative).values_list("record", "kind", "parent")
    held = RoleHeld.objects.filter(role__in=answering).exclude(person=None)
    seats = TeamMember.objects.exclude(person=None).exclude(since=None)
    return Roster(
        tuple(
            Held(str(person), role or "", str(place), since or "", until or "")
            for person, role, place, since, until, at in held.values_list(
                "person", "role", "place", "since", "until", "channel"
            )
            # A role counts in its own place's channel alone, as everywhere (debo/people/access.py).
            if since and at == f"facility:{place}"
        ),
        tuple(
            Seat(str(team), str(person), part or "", since or "", until or "")
            for team, person, part, since, until in seats.values_list(
                "team", "person", "part", "since", "until"
            )
        ),
        {str(record): (kind or "", str(parent) if parent else None) for record, kind, parent in places},
    )
