"""Rights as a test sets them: what the ledger asks of the rooms above, without those rooms."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from debo.ledger.canonical import canonical

PATH = f"{__name__}.FixedAccess"


class FixedAccess:
    """Answers from two class variables; `asked` counts the new beginnings."""

    given: ClassVar[dict[str, dict[str, frozenset[str]]]] = {}
    places: ClassVar[dict[str, frozenset[str]]] = {}
    #: Channel → whose roles are written there; kept as in `places` by the test.
    roles: ClassVar[dict[str, set[str]]] = {}
    office_channels: ClassVar[set[str]] = set()
    made: ClassVar[int] = 0

    def __init__(self) -> None:
        type(self).made += 1

    @classmethod
    def allow(cls, person: str, channel: str, *standings: str, places: Sequence[str] = ()) -> None:
        cls.given.setdefault(person, {})[channel] = frozenset(standings)
        cls.places[person] = cls.places.get(person, frozenset()) | frozenset(places)

    @classmethod
    def withdraw(cls, person: str, channel: str) -> None:
        cls.given[person].pop(channel)

    @classmethod
    def reset(cls) -> None:
        cls.given, cls.places, cls.made = {}, {}, 0
        cls.roles, cls.office_channels = {}, set()

    def standings(self, person: str) -> Mapping[str, frozenset[str]]:
        return self.given.get(person, {})

    def own_places(self, person: str) -> frozenset[str]:
        return self.places.get(person, frozenset())

    def grants(self, people: Sequence[str]) -> dict[str, Any]:
        told = {one: {c: sorted(s) for c, s in self.given.get(one, {}).items()} for one in people}
        return {"hash": hashlib.sha256(canonical(told)).hexdigest()[:16], "people": told}

    def offices(self) -> set[str]:
        return self.office_channels

    def people_of(self, channels: Sequence[str]) -> set[str]:
        return {person for channel in channels for person in self.roles.get(channel, ())}

    def changed_by(self, type: str) -> bool:  # noqa: A002
        return type == "role_held"
