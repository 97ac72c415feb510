"""The woreda of the whole story: twelve facilities, four teams, twenty-five people with a phone each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from debo.ledger import acts
from debo.people.keys import HubSteward
from tests.integration.ledger.carried.by_hand import FarPhone

LONG_AGO = "2020-09-11"
SHARED = "A"
#: place: kind, parent
PLACES = {
    "woreda": ("woreda", None),
    "hospital": ("hospital", "woreda"),
    "hc1": ("health_centre", "woreda"),
    "hc2": ("health_centre", "woreda"),
    "hc3": ("health_centre", "woreda"),
    **{f"hp{i}": ("health_post", f"hc{1 + (i - 1) // 3}") for i in range(1, 9)},
}
FACILITIES = tuple(name for name, (kind, _) in PLACES.items() if kind != "woreda")
TEAMS = {f"team of {place}": place for place in ("hospital", "hc1", "hc2", "hc3")}
#: Which posts a team speaks for.
POSTS = {place: tuple(n for n, (_, up) in PLACES.items() if up == place) for place in TEAMS.values()}
ROLES = {
    "hospital": ("midwife", "pharmacy", "medical_director"),
    **dict.fromkeys(("hc1", "hc2", "hc3"), ("midwife", "laboratory", "facility_head")),
    **{f"hp{i}": ("hew",) for i in range(1, 9)},
}
#: Who looks after the woreda: role, and whether a partner pays them.
OFFICE = {
    "partner mentor": ("mentor", True),
    "partner steward": ("steward", True),
    "woreda mentor": ("mentor", False),
    "woreda steward": ("steward", False),
    "officer": ("woreda_officer", False),
}
MEASURES = ("antenatal", "partograph", "births")


def key(name: str) -> str:
    """The id of anything of this story by its name."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"debo whole {name}"))


def channel(name: str) -> str:
    """The collaborative's channel (A), a team's or a facility's."""
    if name == SHARED:
        return f"collaborative:{key(name)}"
    return f"team:{key(name)}" if name in TEAMS else f"facility:{key(name)}"


def staff() -> Iterator[tuple[str, str, str]]:
    """Person, role and facility of everybody who works at one."""
    for place, held in ROLES.items():
        for role in held:
            yield f"{role} of {place}", role, place


def team_of(place: str) -> str:
    """The team that speaks for a facility: its own, or its health centre's."""
    return f"team of {place if place in POSTS else PLACES[place][1]}"


def found() -> dict[str, FarPhone]:
    """Write the woreda, and give each of its people a phone that has joined and keeps the hub's keys."""
    founder = key("founder")
    acts.write_many(
        acts.Draft(
            founder,
            channel(SHARED),
            "place",
            {"name": {"en": name}, "kind": kind, **({"parent": key(up)} if up else {})},
            key(name),
        )
        for name, (kind, up) in PLACES.items()
    )
    charter = {"name": {"en": "Safer births"}, "woreda": key("woreda"), "starts": "2025-09-11"}
    acts.write(founder, channel(SHARED), "collaborative", charter, key(SHARED))
    acts.write_many(_drafts(founder))
    HubSteward.objects.create(person=founder)
    names = [person for person, _, _ in staff()] + list(OFFICE)
    return {name: FarPhone([key(name)]).enrol() for name in names}


def _drafts(founder: str) -> Iterator[acts.Draft]:
    for name in MEASURES:
        values = {
            "name": {"en": name},
            "numerator": {"en": name},
            "denominator": {"en": "all"},
            "kind": "process",
            "direction": "up",
            "unit": "percent",
            "period_kind": "ethiopian_month",
            "denominator_kind": "register",
            "optional": name == "births",
        }
        yield acts.Draft(founder, channel(SHARED), "measure", values, key(name))
    for team, place in TEAMS.items():
        values = {"name": {"en": team}, "place": key(place)}
        yield acts.Draft(founder, channel(SHARED), "team", values, key(team))
    for person, role, place in staff():
        yield acts.Draft(founder, channel(place), "person", {"name": person}, key(person))
        yield _holds(founder, person, role, place, is_partner=False)
        team = team_of(place)
        seat = {"team": key(team), "person": key(person), "part": "member", "since": LONG_AGO}
        yield acts.Draft(founder, channel(TEAMS[team]), "team_member", seat)
    for person, (role, is_partner) in OFFICE.items():
        yield acts.Draft(founder, channel("woreda"), "person", {"name": person}, key(person))
        yield _holds(founder, person, role, "woreda", is_partner=is_partner)


def _holds(founder: str, person: str, role: str, place: str, *, is_partner: bool) -> acts.Draft:
    held = {
        "person": key(person),
        "role": role,
        "place": key(place),
        "since": LONG_AGO,
        "partner": is_partner,
    }
    return acts.Draft(founder, channel(place), "role_held", held, key(f"{person} holds {role}"))
