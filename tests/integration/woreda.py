"""A small land for tests: two collaboratives under one zone, with everybody the access matrix names."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from debo.ledger import acts
from debo.people.keys import HubSteward
from debo.people.roles import roles

#: place: (kind, parent, the collaboratives that list it)
PLACES = {
    "country": ("country", None, "AB"),
    "region": ("region", "country", "AB"),
    "zone": ("zone", "region", "AB"),
    "woreda": ("woreda", "zone", "A"),
    "woreda2": ("woreda", "zone", "B"),
    "hospital": ("hospital", "woreda", "A"),
    "hc1": ("health_centre", "woreda", "A"),
    "hp1": ("health_post", "hc1", "A"),
    "hc2": ("health_centre", "woreda", "A"),
    "hc9": ("health_centre", "woreda2", "B"),
}
TEAMS = {"team1": "hc1", "team2": "hc2", "team3": "hospital"}

#: Where each role is held, by the first kind of place that has it.
PLACE_OF_KIND = {
    "health_centre": "hc1",
    "hospital": "hospital",
    "health_post": "hp1",
    "woreda": "woreda",
    "zone": "zone",
    "region": "region",
    "country": "country",
}


def key(name: str) -> str:
    """The id of anything in this land by its name."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"debo tests {name}"))


def channel(name: str) -> str:
    """The channel of a collaborative (A, B), a team, a place, or (person:…) of a person."""
    if name in ("A", "B"):
        return f"collaborative:{key(name)}"
    if name.startswith("person:"):
        return f"person:{key(name.removeprefix('person:'))}"
    return f"team:{key(name)}" if name in TEAMS else f"facility:{key(name)}"


def today(days: int = 0) -> str:
    """An ISO day so many days from the hub's today."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


LONG_AGO = date(2020, 9, 11).isoformat()


def build() -> None:
    """Write the land, its teams and its people; A first, so that A is home to what both list."""
    steward = key("hub_steward")
    for letter, woreda in (("A", "woreda"), ("B", "woreda2")):
        acts.write_many(
            acts.Draft(steward, channel(letter), "place", _place(name), key(name))
            for name, (_, _, listed) in PLACES.items()
            if letter in listed
        )
        charter = {"name": {"en": letter}, "woreda": key(woreda)}
        acts.write(steward, channel(letter), "collaborative", charter, key(letter))
    measure = {"name": {"en": "ANC4"}, "unit": "percent", "period_kind": "ethiopian_month"}
    acts.write(steward, channel("A"), "measure", measure, key("measure"))
    for team, place in TEAMS.items():
        values = {"name": {"en": team}, "place": key(place)}
        acts.write(steward, channel("A"), "team", values, key(team))
        acts.write(steward, channel(team), "event", _event(place), key(f"draft of {team}"))
    acts.write_many(_people())
    HubSteward.objects.create(person=steward)


def _place(name: str) -> dict[str, object]:
    kind, parent, _ = PLACES[name]
    values: dict[str, object] = {"name": {"en": name}, "kind": kind}
    return values if parent is None else {**values, "parent": key(parent)}


def _event(place: str) -> dict[str, object]:
    return {"facility": key(place), "day": LONG_AGO, "text": "a draft"}


def hold(person: str, role: str, place: str, since: str = LONG_AGO, until: str | None = None) -> acts.Draft:
    """A person holds a role at a place."""
    values = {"person": key(person), "role": role, "place": key(place), "since": since, "until": until}
    held = {name: value for name, value in values.items() if value is not None}
    return acts.Draft(key("hub_steward"), channel(place), "role_held", held, key(f"{person} {role} {place}"))


def sit(person: str, team: str, until: str | None = None, place: str | None = None) -> acts.Draft:
    """A person is in a team, written in the channel of `place` (the team's own without it)."""
    values = {"team": key(team), "person": key(person), "part": "member", "since": LONG_AGO, "until": until}
    kept = {name: value for name, value in values.items() if value is not None}
    return acts.Draft(key("hub_steward"), channel(place or TEAMS[team]), "team_member", kept)


def _people() -> Iterator[acts.Draft]:
    for role in roles().values():
        place = PLACE_OF_KIND[next(kind for kind in role.at if kind in PLACE_OF_KIND)]
        yield hold(role.key, role.key, place)
    yield from (hold("member", "midwife", "hc1"), sit("member", "team1"))
    yield from (hold("hew_member", "hew", "hp1"), sit("hew_member", "team1"))
    yield from (hold("hospital_member", "doctor", "hospital"), sit("hospital_member", "team3"))
    yield from (hold("head_member", "facility_head", "hc1"), sit("head_member", "team1"))
    yield hold("post_head", "facility_head", "hp1")
    yield hold("former_midwife", "midwife", "hc1", until=today(-1))
    yield hold("coming_midwife", "midwife", "hc1", since=today(1))
    yield from (hold("former_member", "midwife", "hc1"), sit("former_member", "team1", until=today(-1)))
    yield hold("false_member", "midwife", "hc2")
    yield hold("outsider", "midwife", "hc9")
    yield hold("steward_of_b", "steward", "woreda2")
    yield hold("zonal_steward", "steward", "zone")
