"""Where places lie: per collaborative the tree of its catchment, and which collaborative a place is at home
in.

A place may be listed by several collaboratives on one hub (a zone above two woredas; a health centre in two
programmes). The one that listed it first is its home, and only there do stewards look after its people:
listing
somebody else's facility gives no right over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from debo.people.questions import ask_places


@dataclass(frozen=True)
class Geography:
    """The places of some channels. `kinds` and `children` are per channel; `home` is per place."""

    kinds: Mapping[str, Mapping[str, str]]
    children: Mapping[str, Mapping[str, tuple[str, ...]]]
    home: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, channels: Iterable[str]) -> Geography:
        """Read the places of these channels: one query, whatever their number."""
        wanted = sorted(set(channels))
        kinds: dict[str, dict[str, str]] = {channel: {} for channel in wanted}
        children: dict[str, dict[str, list[str]]] = {channel: {} for channel in wanted}
        home: dict[str, str] = {}
        last = None
        for id_, channel, record, kind, parent, lists_it in ask_places(wanted):
            # The first that lists a place is its home, also when it isn't among the wanted.
            home.setdefault(record, lists_it)
            if id_ != last:
                kinds[channel][record] = kind or ""
                if parent:
                    children[channel].setdefault(parent, []).append(record)
            last = id_
        frozen = {c: {p: tuple(below) for p, below in tree.items()} for c, tree in children.items()}
        return cls(kinds, frozen, home)

    def at_and_below(self, channel: str, place: str) -> frozenset[str]:
        """`place` and everything under it in this collaborative; a circle of parents ends where it began."""
        found: set[str] = set()
        waiting = [place]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self.children.get(channel, {}).get(one, ()))
        return frozenset(found)

    def at_home(self, channel: str, place: str) -> frozenset[str]:
        """Those of `at_and_below` that this collaborative listed first."""
        return frozenset(p for p in self.at_and_below(channel, place) if self.home.get(p) == channel)
