"""A small land for tests of insights: two collaboratives under a zone, with what is counted there."""

from __future__ import annotations

import uuid
from typing import Any

from debo.ledger import acts
from debo.people.keys import HubSteward

STEWARD = "steward"

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
    "hp2": ("health_post", "hc1", "A"),
    "hc2": ("health_centre", "woreda", "A"),
    "hc9": ("health_centre", "woreda2", "B"),
    "hp9": ("health_post", "hc9", "B"),
}
FACILITIES = ("hospital", "hc1", "hp1", "hp2", "hc2", "hc9", "hp9")

MEASURES: dict[str, dict[str, Any]] = {
    "anc4": {"unit": "percent", "denominator_kind": "register", "kind": "process", "direction": "up"},
    "deaths": {"unit": "count", "denominator_kind": "none", "kind": "outcome", "direction": "down"},
    "asphyxia": {
        "unit": "per_thousand",
        "denominator_kind": "register",
        "kind": "outcome",
        "direction": "down",
    },
    "waiting": {"unit": "minutes", "denominator_kind": "none", "kind": "process", "direction": "down"},
}


def key(name: str) -> str:
    """The id of anything in this land by its name."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"debo insights {name}"))


def channel(letter: str) -> str:
    """The channel of a collaborative."""
    return f"collaborative:{key(letter)}"


def home(place: str) -> str:
    """The collaborative in which a facility's counts are released."""
    return PLACES[place][2][0]


def draft(letter: str, type_: str, record: str | None, **values: Any) -> acts.Draft:
    """What the steward writes."""
    return acts.Draft(key(STEWARD), channel(letter), type_, values, record)


def place(letter: str, name: str, /, **values: Any) -> acts.Draft:
    """A place, as it is in PLACES unless told otherwise."""
    kind, parent, _ = PLACES[name]
    said: dict[str, Any] = {"name": {"en": name}, "kind": kind}
    said |= {} if parent is None else {"parent": key(parent)}
    return draft(letter, "place", key(name), **(said | values))


def measure(letter: str, name: str, /, **values: Any) -> acts.Draft:
    """A measure, as it is in MEASURES unless told otherwise."""
    said = {
        "name": {"en": name},
        "numerator": {"en": name},
        "period_kind": "ethiopian_month",
        **MEASURES[name],
    }
    return draft(letter, "measure", key(name), **(said | values))


def build(**charter: Any) -> None:
    """Write the land; A first, so that A is home to what both list."""
    said = {"starts": "2025-09-11", "closes_after_days": 20, **charter}
    for letter, woreda in (("A", "woreda"), ("B", "woreda2")):
        drafts = [place(letter, name) for name, (_, _, listed) in PLACES.items() if letter in listed]
        named = {"name": {"en": letter}, "woreda": key(woreda), **said}
        drafts.append(draft(letter, "collaborative", key(letter), **named))
        drafts += [measure(letter, name) for name in MEASURES]
        acts.write_many(drafts)
    HubSteward.objects.get_or_create(person=key(STEWARD))


def count(facility: str, what: str, period: str, letter: str = "", **values: Any) -> acts.Draft:
    """A released count."""
    said = {"measure": key(what), "facility": key(facility), "period": period, **values}
    return draft(letter or home(facility), "observation", None, **said)


def month(at: int) -> str:
    """The id of an Ethiopian month so many after Meskerem 2018 (11 September 2025)."""
    return f"e{2018 + at // 12}-{at % 12 + 1:02}"
