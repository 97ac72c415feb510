"""Channels: the unit of permission and of replication."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q

from debo.ledger.identity import is_uuid

#: Kinds of channel that name a record; `public` and `hub` stand alone.
NAMED_KINDS = frozenset({"collaborative", "team", "facility", "person", "study"})
#: Entries of this channel go up and never come down.
WRITE_ONLY = "hub"

#: Own work first: a phone on a slow line can be used before the rest has come.
_ORDER = ("team", "facility", "person", "collaborative")


def is_channel(text: str) -> bool:
    """Whether this version knows such a channel; an entry in any other is set aside, not lost."""
    kind, _, name = text.partition(":")
    return is_uuid(name) if kind in NAMED_KINDS else text in ("public", WRITE_ONLY)


def kind_of(channel: str) -> str:
    """`team` of `team:<uuid>`; the kind decides which standings a declaration asks for."""
    return channel.partition(":")[0]


def answer_order(channel: str) -> tuple[int, str]:
    """What channels are sorted by in an answer: team, facility, person, collaborative, others."""
    kind = kind_of(channel)
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), channel


#: What is written there is read by those people alone, not by the hub's steward (docs/people.md).
PRIVATE_KINDS = frozenset({"team", "person", "study"})


def is_private(channel: str) -> bool:
    """Whether nobody but its own people reads this channel through Debo, the administration included."""
    return kind_of(channel) in PRIVATE_KINDS


def in_private(field: str = "channel") -> Q:
    """Rows that lie in a private channel: for a query's `exclude`."""
    return reduce(or_, (Q(**{f"{field}__startswith": f"{kind}:"}) for kind in sorted(PRIVATE_KINDS)))
