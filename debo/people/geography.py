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

from django.db.models import Count, Min

from debo.people.models import Place


@dataclass(frozen=True)
class Geography:
    """The places of some channels. `kinds` and `children` are per channel; `home` is per place."""

    kinds: Mapping[str, Mapping[str, str]]
    children: Mapping[str, Mapping[str, tuple[str, ...]]]
    home: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, channels: Iterable[str]) -> Geography:
        """Read the places of these channels: two queries, whatever their number."""
        wanted = sorted(set(channels))
        kinds: dict[str, dict[str, str]] = {channel: {} for channel in wanted}
        children: dict[str, dict[str, list[str]]] = {channel: {} for channel in wanted}
        home: dict[str, str] = {}
        rows = Place.objects.filter(channel__in=wanted).order_by("pk")
        for channel, record, kind, parent in rows.values_list("channel", "record", "kind", "parent"):
            kinds[channel][record] = kind or ""
            home.setdefault(record, channel)
            if parent:
                children[channel].setdefault(parent, []).append(record)
        home.update(_first_listed(wanted))
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


def _first_listed(channels: list[str]) -> dict[str, str]:
    """The home of every place of these channels that more than one collaborative lists."""
    ours = Place.objects.filter(channel__in=channels).values("record")
    shared = (
        Place.objects.filter(record__in=ours)
        .values("record")
        .annotate(listed=Count("pk"), first=Min("pk"))
        .filter(listed__gt=1)
        .values_list("first", flat=True)
    )
    return dict(Place.objects.filter(pk__in=list(shared)).values_list("record", "channel"))
