"""What every exchange asks of places, roles and teams, as SQL.

The ORM takes ten times as long to write these statements anew, each time, as a database takes to answer them.
Names and values are as the models declare them; values go as parameters, never as part of a statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from debo.ledger.questions import ask

#: A person's roles, oldest first, each with the places of that id in the order in which they were listed.
ROLES_HELD = """
SELECT r.id, r.channel, r.role, r.place, r.since, r.until, p.channel, p.kind
FROM people_roleheld r LEFT JOIN people_place p ON p.record = r.place
WHERE r.person = %s ORDER BY r.id, p.id"""

#: A person's memberships, oldest first, each with the teams of that id, the one written first at the front.
MEMBERSHIPS = """
SELECT m.id, m.channel, m.team, m.since, m.until, t.channel, t.place
FROM people_teammember m JOIN people_team t ON t.record = m.team
WHERE m.person = %s ORDER BY m.id, t.id"""

LOOKS_AFTER_HUB = "SELECT 1 FROM people_hubsteward WHERE person = %s LIMIT 1"

#: The places of some channels, and for each the channels that list it, the first one first.
PLACES = """
SELECT p.id, p.channel, p.record, p.kind, p.parent, other.channel
FROM people_place p JOIN people_place other ON other.record = p.record
WHERE p.channel IN ({marks}) ORDER BY p.id, other.id"""

NAME = "SELECT name FROM people_person WHERE record = %s AND name IS NOT NULL ORDER BY id LIMIT 1"


def ask_places(channels: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows of PLACES; none without channels."""
    if not channels:
        return []
    return ask(PLACES.format(marks=", ".join(["%s"] * len(channels))), *channels)
