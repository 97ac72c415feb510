"""What a dashboard rests on besides its numbers: where places lie, what they and the measures are called.

It changes seldom and is asked for by every dashboard, so each process keeps what it has read for as long as
`State.ground` stays as it was; settling changes that with any place, measure or charter. What is kept was
read after its token was, so it is never older than the token says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from debo.insights.figures import Figure, with_fields
from debo.insights.models import Site, State
from debo.people.models import Place

#: Places and measures of which a process keeps what it read; beyond that it begins anew.
MOST_KEPT: Final = 50_000
_TOLD: Final = ("name", "unit", "direction", "goal", "position")

#: Where somebody stands in a list: people's own order first, then the alphabet.
Order = tuple[str, str, str]


@dataclass(frozen=True)
class Named:
    """A place with its name in up to three languages."""

    place: str
    name: Mapping[str, str]
    kind: str
    order: Order

    def told(self) -> dict[str, Any]:
        """As an answer has it."""
        return {"place": self.place, "name": dict(self.name), "kind": self.kind}


@dataclass(frozen=True)
class NamedMeasure:
    """A measure as its numbers are read, and what a reader needs of it."""

    figure: Figure
    told: Mapping[str, Any]
    order: Order


@dataclass
class Ground:
    """All that was read while one token held."""

    token: str
    _sites: dict[str, Site] = field(default_factory=dict)
    _below: dict[str, list[Site]] = field(default_factory=dict)
    _names: dict[str, Named] = field(default_factory=dict)
    _measures: dict[str, NamedMeasure | None] = field(default_factory=dict)

    def sites(self, places: Collection[str]) -> dict[str, Site]:
        """Where these places lie, of those that there are."""
        missing = [one for one in places if one not in self._sites]
        if missing:
            for site in Site.objects.filter(place__any_of=sorted(missing)):
                self._sites[site.place] = site
        return {one: self._sites[one] for one in places if one in self._sites}

    def below(self, place: str) -> list[Site]:
        """What belongs to a place, in the order of names."""
        if place not in self._below:
            sites = list(Site.objects.filter(parent=place))
            names = self.names([one.place for one in sites])
            self._sites |= {one.place: one for one in sites}
            self._below[place] = sorted(sites, key=lambda one: names[one.place].order)
        return self._below[place]

    def names(self, places: Collection[str]) -> dict[str, Named]:
        """The names of places, each as the collaborative that listed it first has it; an empty one where
        nobody wrote any."""
        missing = [one for one in places if one not in self._names]
        if missing:
            self._names |= _named(missing)
        return {one: self._names[one] for one in places}

    def measures(self, measures: Collection[str]) -> list[NamedMeasure]:
        """These measures in the charter's order, of those that are described."""
        missing = [one for one in measures if one not in self._measures]
        if missing:
            self._measures |= dict.fromkeys(missing) | _named_measures(missing)
        found = [one for one in (self._measures[one] for one in measures) if one is not None]
        return sorted(found, key=lambda one: one.order)

    @property
    def size(self) -> int:
        """How much is kept."""
        return len(self._sites) + len(self._below) + len(self._names) + len(self._measures)


_kept = Ground("")


def ground() -> Ground:
    """What dashboards rest on now; asks one short question."""
    global _kept  # noqa: PLW0603 - one for each process
    token = State.objects.values_list("ground", flat=True).first()
    if not token:
        return Ground("")
    if _kept.token != token or _kept.size > MOST_KEPT:
        _kept = Ground(token)
    return _kept


def _named(places: Collection[str]) -> dict[str, Named]:
    homes = dict(Site.objects.filter(place__any_of=sorted(places)).values_list("place", "channel"))
    rows = Place.objects.filter(
        record__any_of=sorted(homes), channel__any_of=sorted(set(homes.values()))
    ).values_list("record", "channel", "name", "kind", "position")
    found = {one: Named(one, {}, "", ("~", "", one)) for one in places}
    for record, channel, name, kind, position in rows:
        if homes[record] == channel:
            found[record] = Named(record, name or {}, kind or "", _order(position, name, record))
    return found


def _named_measures(measures: Iterable[str]) -> dict[str, NamedMeasure | None]:
    found: dict[str, NamedMeasure | None] = {}
    for record, figure, (name, unit, direction, goal, position) in with_fields(measures, _TOLD):
        if not figure.period_kind:
            continue
        told = {
            "measure": record,
            "name": name or {},
            "unit": unit or "",
            "direction": direction or "",
            "goal": goal,
            "period_kind": figure.period_kind,
            "form": figure.form,
            "deaths": figure.is_deaths,
        }
        found[record] = NamedMeasure(figure, told, _order(position, name, record))
    return found


def _order(position: str | None, name: Mapping[str, str] | None, record: str) -> Order:
    said = name or {}
    # Those with a place in the list of people's making come first, then the alphabet.
    return position or "~", (said.get("en") or next(iter(said.values()), "")).casefold(), record
