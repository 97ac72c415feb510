"""What the ledger asks of the rules about people; settings.DEBO_ACCESS names who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from debo.ledger.channels import WRITE_ONLY, answer_order

#: Standings that may write only about places of their own where a declaration says `own`; others aren't
#: bound.
BOUND = frozenset({"member", "staff", "head"})


class Access(Protocol):
    """Answers for one request; made anew for the next, and when a record that gives rights has changed."""

    def standings(self, person: str) -> Mapping[str, frozenset[str]]:
        """Channel -> the person's standings there; a channel without any isn't theirs to read."""
        ...

    def own_places(self, person: str) -> frozenset[str]:
        """The places a member, head or staff may write about."""
        ...

    def grants(self, people: Sequence[str]) -> dict[str, Any]:
        """{"hash": …, "people": {person: …}}: what their phone has to know of it."""
        ...

    def offices(self) -> set[str]:
        """The channels of places above the facilities: where officials, mentors and stewards hold roles."""
        ...

    def people_of(self, channels: Sequence[str]) -> set[str]:
        """Whoever's first role was written in one of these channels: nobody belongs to two hubs."""
        ...

    def changed_by(self, type: str) -> bool:  # noqa: A002 - the word of the protocol
        """Whether a record of this type can change anybody's rights."""
        ...


def new_access() -> Access:
    """The rules that this hub was set up with, having read nothing yet."""
    access: Access = import_string(settings.DEBO_ACCESS)()
    return access


def readable(access: Access, people: Iterable[str]) -> list[str]:
    """The channels that at least one of these people may read, in the order in which they are answered."""
    found = {channel for person in people for channel, words in access.standings(person).items() if words}
    return sorted(found - {WRITE_ONLY}, key=answer_order)
