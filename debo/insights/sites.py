"""Where places lie: one tree over all collaboratives, each place as the collaborative that listed it first
has it.

A place belongs to its `parent` when its own collaborative lists that as well, when the parent is of a
higher kind (so there is no circle), and, where the parent is a facility, when both are at home in the same
collaborative: nobody hangs their own under somebody else's health centre.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from debo.insights.models import Site
from debo.people.models import FACILITY_KINDS, PLACE_KINDS, Place

#: From the health post up.
RANK: Final = {kind: rank for rank, (kind, _label) in enumerate(reversed(PLACE_KINDS))}
_BASED_ON: Final = ("kind", "parent", "since", "until")


@dataclass(frozen=True)
class Listed:
    """A place as its home lists it."""

    place: str
    home: str
    kind: str
    parent: str
    since: str | None
    until: str | None
    #: All collaboratives that list it, its home included.
    listed_by: frozenset[str]

    @property
    def is_facility(self) -> bool:
        """Whether it counts things itself."""
        return self.kind in FACILITY_KINDS


def facts(values: Mapping[str, Any]) -> str:
    """What of a place's record the numbers rest on, as a text to compare."""
    return json.dumps([values.get(name) for name in _BASED_ON])


class Land:
    """The places that some collaborative lists, with all that lies above them; read once, in a few
    queries."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self._known: dict[str, Listed] = {}
        self._asked: set[str] = set()
        listed = Place.objects.filter(channel=channel).order_by("record").values_list("record", flat=True)
        self.listed = list(listed)
        wanted: Collection[str] = self.listed
        while wanted:
            self._read(wanted)
            wanted = {one.parent for one in self._known.values() if one.parent} - self._asked
        self._parents = {place: self._find_parent(one) for place, one in self._known.items()}

    def _read(self, places: Collection[str]) -> None:
        self._asked |= set(places)
        rows = Place.objects.filter(record__any_of=sorted(places)).order_by("pk")
        first: dict[str, tuple[Any, ...]] = {}
        lists: dict[str, set[str]] = {}
        for record, channel, *values in rows.values_list("record", "channel", *_BASED_ON):
            if channel.startswith("collaborative:"):
                first.setdefault(record, (channel, *values))
                lists.setdefault(record, set()).add(channel)
        for record, (home, kind, parent, since, until) in first.items():
            self._known[record] = Listed(
                record, home, kind or "", parent or "", since, until, frozenset(lists[record])
            )

    def _find_parent(self, one: Listed) -> str:
        above = self._known.get(one.parent)
        if above is None or one.home not in above.listed_by:
            return ""
        if RANK.get(above.kind, -1) <= RANK.get(one.kind, -1):
            return ""
        return "" if above.is_facility and above.home != one.home else above.place

    def __getitem__(self, place: str) -> Listed:
        return self._known[place]

    def parent(self, place: str) -> str:
        """What a place belongs to; empty at the top."""
        return self._parents.get(place, "")

    def above(self, place: str) -> list[str]:
        """The places above, the nearest first."""
        found, one = [], self.parent(place)
        while one:
            found.append(one)
            one = self.parent(one)
        return found

    @property
    def at_home(self) -> list[str]:
        """The places that this collaborative listed first."""
        return [place for place in self.listed if self._known[place].home == self.channel]

    @cached_property
    def _parents_at_home(self) -> frozenset[str]:
        return frozenset(self.parent(place) for place in self.at_home) - {""}

    def has_sums(self, place: str) -> bool:
        """Whether there is a roll-up of it; of a place at home here."""
        return not self._known[place].is_facility or place in self._parents_at_home

    def nodes(self, place: str) -> list[str]:
        """The roll-ups that a place's own counts go into, the nearest first."""
        return [*([place] if self.has_sums(place) else []), *self.above(place)]


def channels_touched(place: str, channels: Iterable[str]) -> set[str]:
    """The collaboratives whose numbers may change when a place's record did in one of these channels."""
    below = Site.objects.filter(above__contains=place).values_list("channel", flat=True).distinct()
    beside = Place.objects.filter(parent=place).values_list("channel", flat=True).distinct()
    return {*channels, *below, *(one for one in beside if one.startswith("collaborative:"))}
