"""Units of DHIS2 beside the places of a collaborative: what is new, changed, odd or refused.

Nothing is written here and nothing is guessed: the same code makes a link, the same name only when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from debo.exchange.dhis2.kinds_of_place import kind_of, says_closed
from debo.exchange.dhis2.metadata import Thing
from debo.exchange.dhis2.value import Refusal
from debo.exchange.names import plain
from debo.ledger.identity import derived_id
from debo.people.models import FACILITY_KINDS
from debo.people.rules import DEEPEST

#: Where a facility is expected: at its woreda or below. One at a zone or region is told of.
_LEVEL_OF_WOREDA = 4
#: DHIS2 asks for an opening date, so people write one long ago when they don't know it.
_EARLIEST = "1920-01-01"


@dataclass(frozen=True)
class Odd:
    """Something about a unit that a person should know, though it is taken."""

    kind: str
    uid: str
    text: str


@dataclass(frozen=True)
class Wish:
    """What the person asked for: which part of the tree, and what to do where units leave things open."""

    instance: str
    below: str = ""
    under: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    link_names: bool = False
    twins: bool = False
    closed_since: str = ""


@dataclass(frozen=True)
class KnownPlace:
    """A place the collaborative has."""

    record: str
    kind: str
    names: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class PlannedPlace:
    """A unit with its place: `values` are what would be written, `how` how the two were brought together."""

    unit: Thing
    record: str
    how: str
    values: dict[str, Any]


@dataclass
class UnitPlan:
    """All units, each in exactly one of these lists; `odd` is beside them."""

    new: list[PlannedPlace] = field(default_factory=list)
    changed: list[PlannedPlace] = field(default_factory=list)
    linked: list[PlannedPlace] = field(default_factory=list)
    unchanged: int = 0
    outside: int = 0
    odd: list[Odd] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Hub:
    """What the hub knows before: places, links (uid → place), and how each unit was when last seen."""

    places: Mapping[str, KnownPlace]
    links: Mapping[str, str]
    seen: Mapping[str, Thing]


def plan_units(units: list[Thing], hub: Hub, wish: Wish) -> UnitPlan:
    """Compare; nothing is written."""
    return _Planning(units, hub, wish).plan()


class _Planning:
    def __init__(self, units: list[Thing], hub: Hub, wish: Wish) -> None:
        self.hub, self.wish, self.found = hub, wish, UnitPlan()
        self.units = {unit.uid: unit for unit in units}
        self.children: dict[str, list[Thing]] = defaultdict(list)
        for unit in units:
            self.children[unit.facts["parent"]].append(unit)
        self.by_code: dict[str, set[str]] = defaultdict(set)
        self.by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place in hub.places.values():
            if place.code:
                self.by_code[place.code.casefold()].add(place.record)
            for name in place.names:
                self.by_name[plain(name), place.kind].add(place.record)
        #: The place of each unit that is taken; parents are looked up here.
        self.records = dict(hub.links)
        self.taken_places = {record: uid for uid, record in hub.links.items()}
        self.siblings: dict[tuple[str, str, str], str] = {}

    def plan(self) -> UnitPlan:
        chosen = [unit for unit in self.units.values() if self._is_asked(unit)]
        self.found.outside = len(self.units) - len(chosen)
        codes: dict[str, list[str]] = defaultdict(list)
        for unit in chosen:
            codes[unit.code.casefold()].append(unit.uid)
        taken = [
            (unit, kind) for unit in sorted(chosen, key=self._depth) if (kind := self._kind(unit, codes))
        ]
        for unit, kind in taken:
            self._place(unit, kind)
        for unit, kind in taken:
            if unit.uid in self.records:
                self._compare(unit, kind)
        return self.found

    def _is_asked(self, unit: Thing) -> bool:
        if not self.wish.below:
            return True
        wanted = plain(self.wish.below)
        above = [unit.uid, *self._above(unit)]
        known = [self.units[uid] for uid in above if uid in self.units]
        return any(wanted in (plain(uid),) for uid in above) or any(
            wanted in (plain(one.name), plain(one.code)) for one in known
        )

    def _above(self, unit: Thing) -> list[str]:
        """The ids above a unit, nearest first; by parents as far as they came, else by the path."""
        found: list[str] = []
        uid = unit.facts["parent"]
        while uid and uid not in found and uid != unit.uid and len(found) < DEEPEST:
            found.append(uid)
            uid = self.units[uid].facts["parent"] if uid in self.units else ""
        rest = [one for one in reversed(unit.facts["path"].split("/")[:-1]) if one and one not in found]
        return found + rest

    def _depth(self, unit: Thing) -> tuple[int, str]:
        return len(self._above(unit)), unit.uid

    def _kind(self, unit: Thing, codes: Mapping[str, list[str]]) -> str:
        """The kind of place it is; empty when it is refused."""
        facts = unit.facts
        if self._is_in_circle(unit):
            return self._refuse(unit, "circle", "belongs to itself by way of its parents")
        linked = self.hub.places.get(self.hub.links.get(unit.uid, ""))
        kind, by_level = kind_of(unit.name, facts["level"], facts["groups"], self.wish.kinds)
        if linked:
            kind, by_level = linked.kind, False
        if not kind:
            return self._refuse(
                unit, "no_kind", "is no place that Debo keeps, or its name doesn't say which; see --kind"
            )
        first = codes[unit.code.casefold()][0] if unit.code else unit.uid
        if first != unit.uid and not linked:
            return self._refuse(unit, "same_code", f"has the code {unit.code} of {first} too")
        wrong = self._wrong_dates(unit)
        if by_level and not wrong:
            text = f"“{unit.name}” doesn't say what it is; by its level {facts['level']} taken for a {kind}"
            self.found.odd.append(Odd("by_level", unit.uid, text))
        return self._refuse(unit, *wrong) if wrong else kind

    def _wrong_dates(self, unit: Thing) -> tuple[str, str] | None:
        facts = unit.facts
        if not all(_is_day(facts[name]) for name in ("opened", "closed")):
            return "dates", "has a date that is none"
        if facts["closed"] and facts["opened"] > facts["closed"]:
            return "dates", f"closed on {facts['closed']} before it opened"
        if says_closed(unit.name) and not facts["closed"] and not self.wish.closed_since:
            return "closed", "says in its name that it is closed, but not since when; see --closed-since"
        return None

    def _is_in_circle(self, unit: Thing) -> bool:
        uid, steps = unit.facts["parent"], 0
        while uid in self.units and steps < DEEPEST:
            if uid == unit.uid:
                return True
            uid, steps = self.units[uid].facts["parent"], steps + 1
        return steps >= DEEPEST

    def _place(self, unit: Thing, kind: str) -> None:
        """Find the place it is, or give it one of its own."""
        if unit.uid in self.records:
            return
        key = (unit.facts["parent"], plain(unit.name), kind)
        twin = self.siblings.setdefault(key, unit.uid)
        if twin != unit.uid and not self.wish.twins:
            self._refuse(
                unit, "twin", f"has the name and parent of {twin}; link it to the same place, or --twins"
            )
            return
        same_code = self.by_code.get(unit.code.casefold(), set()) if unit.code else set()
        same_name = set().union(*(self.by_name.get((plain(n), kind), set()) for n in unit.names.values()))
        free_code, free_name = same_code - self.taken_places.keys(), same_name - self.taken_places.keys()
        record, how = derived_id("place", [self.wish.instance, unit.uid]), "made"
        if len(free_code) == 1:
            record, how = next(iter(free_code)), "code"
        elif free_name and not same_code:
            if len(free_name) > 1 or not self.wish.link_names:
                why = "is called like a place that is here already; link it by hand, or say --link-names"
                self._refuse(unit, "same_name", why)
                return
            record, how = next(iter(free_name)), "name"
        self.records[unit.uid], self.taken_places[record] = record, unit.uid
        planned = PlannedPlace(unit, record, how, {})
        (self.found.new if how == "made" else self.found.linked).append(planned)

    def _compare(self, unit: Thing, kind: str) -> None:
        record = self.records[unit.uid]
        if unit.uid not in self.hub.links:
            self._tell_oddities(unit, kind)
        if record in self.hub.places and unit.uid not in self.hub.links:
            return
        values = self._values(unit, kind)
        if unit.uid not in self.hub.links:
            next(one for one in self.found.new if one.unit is unit).values.update(values)
            return
        before = self.hub.seen.get(unit.uid)
        was = self._values(before, kind) if before else values
        # Only what DHIS2 itself changed: what a person put right here stays.
        differing = {name: value for name, value in values.items() if was.get(name) != value}
        if differing:
            self.found.changed.append(PlannedPlace(unit, record, "seen", differing))
        else:
            self.found.unchanged += 1

    def _values(self, unit: Thing, kind: str) -> dict[str, Any]:
        facts = unit.facts
        closed = facts["closed"] or (self.wish.closed_since if says_closed(unit.name) else "")
        values = {
            "name": unit.names,
            "kind": kind,
            "parent": self._parent(unit),
            "code": unit.code[:40] or None,
            "since": facts["opened"] if facts["opened"] >= _EARLIEST else None,
            "until": closed or None,
            "successor": self._successor(unit),
        }
        return {name: value for name, value in values.items() if value is not None}

    def _parent(self, unit: Thing) -> str | None:
        """The place of the nearest unit above that has one, else the place that was asked for."""
        above = (self.records[uid] for uid in self._above(unit) if uid in self.records)
        return next(above, self.wish.under or None)

    def _successor(self, unit: Thing) -> str | None:
        facts = unit.facts
        if facts["successor"]:
            return self.records.get(facts["successor"])
        if not facts["closed"]:
            return None
        name = plain(unit.name)
        later = [
            one
            for one in self.children[facts["parent"]]
            if one is not unit
            and one.uid in self.records
            and one.facts["opened"] >= facts["closed"]
            and (plain(one.name) == name or (unit.code and one.code == unit.code))
        ]
        return self.records[later[0].uid] if len(later) == 1 else None

    def _tell_oddities(self, unit: Thing, kind: str) -> None:
        facts, odd = unit.facts, self.found.odd
        if "raw_name" in facts:
            odd.append(Odd("blanks", unit.uid, f"“{facts['raw_name']}” has blanks too many: “{unit.name}”"))
        if kind in FACILITY_KINDS and 0 < facts["level"] < _LEVEL_OF_WOREDA:
            odd.append(Odd("high", unit.uid, f"“{unit.name}” is a facility at level {facts['level']}"))
        parent = facts["parent"]
        if parent and parent not in self.records:
            where = "the nearest above that came" if any(u in self.records for u in self._above(unit)) else (
                "the place that was asked for" if self.wish.under else "nothing"
            )  # fmt: skip
            odd.append(
                Odd("parent", unit.uid, f"“{unit.name}”: its parent {parent} isn't taken; below {where}")
            )
        if facts["opened"] and facts["opened"] < _EARLIEST:
            odd.append(Odd("opened", unit.uid, f"“{unit.name}” opened in {facts['opened'][:4]}: left open"))
        if facts["closed"]:
            odd.append(Odd("closed", unit.uid, f"“{unit.name}” closed on {facts['closed']}"))
        if not unit.code:
            odd.append(Odd("code", unit.uid, f"“{unit.name}” has no code"))

    def _refuse(self, unit: Thing, kind: str, why: str) -> str:
        self.found.refused.append(Refusal(unit.row, kind, unit.uid, f"“{unit.name}” ({unit.uid}) {why}"))
        return ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        return False
    return True


def known_things(rows: Iterable[Any]) -> dict[str, Thing]:
    """Rows of `Known` as things, by id."""
    return {
        row.uid: Thing(row.kind, row.uid, row.code, row.name, row.facts, row.facts.get("names", {}))
        for row in rows
    }
