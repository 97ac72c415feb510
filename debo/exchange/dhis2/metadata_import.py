"""Bringing in what DHIS2 says of itself: units as places, indicators and elements as measures."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from debo.exchange.dhis2.links import hub_of, remember, write_units
from debo.exchange.dhis2.measure_plan import MeasurePlan, plan_measures
from debo.exchange.dhis2.metadata import Metadata
from debo.exchange.dhis2.session import Session
from debo.exchange.dhis2.sources import setting_of, write_measures
from debo.exchange.dhis2.unit_plan import Odd, UnitPlan, Wish, plan_units
from debo.exchange.dhis2.value import Refusal

#: Examples shown of each kind of oddity and refusal; --report keeps all of them.
SHOWN = 3

_SPOKEN = {
    "blanks": "names with blanks too many, taken without them",
    "high": "facilities above the woreda, taken where they stand",
    "by_level": "whose name doesn't say what they are, taken by their level; see --kind",
    "parent": "parents that didn't come or aren't taken",
    "opened": "opening dates of long ago, left open",
    "closed": "places that are said to be closed",
    "code": "units without a code",
    "factor": "indicators per other than 1, 100 or 1,000",
    "how_often": "without a data set that says how often",
    "too_long": "counted by another span than a week or a month",
    "no_kind": "no place that Debo keeps",
    "same_name": "called like something that is here",
    "same_code": "with the code of another",
    "twin": "with the name and parent of another",
    "twice": "that came twice",
    "incomplete": "without an id or a name",
    "dates": "with dates that can't be",
    "circle": "that belong to themselves",
    "expression": "indicators that nobody can type as counts",
    "unknown_element": "with an element that didn't come",
    "value_type": "that hold no counts",
    "tracker": "about single cases",
    "annualised": "whose year can't be divided into months",
    "rules": "that Debo's rules refuse",
}


@dataclass
class MetadataPlan:
    """What would be written of units and measures."""

    metadata: Metadata
    units: UnitPlan
    measures: MeasurePlan

    @property
    def odd(self) -> list[Odd]:
        """Everything odd that is taken all the same."""
        return self.units.odd + self.measures.odd

    @property
    def refused(self) -> list[Refusal]:
        """Everything that isn't taken."""
        return self.metadata.refused + self.units.refused + self.measures.refused

    def counts(self) -> dict[str, int]:
        """As kept beside an exchange."""
        found = {
            "places_new": len(self.units.new),
            "places_changed": len(self.units.changed),
            "places_linked": len(self.units.linked),
            "measures_new": len(self.measures.new),
            "measures_linked": len(self.measures.linked),
            "unchanged": self.units.unchanged + self.measures.unchanged,
            "odd": len(self.odd),
            "refused": len(self.refused),
        }
        return {name: count for name, count in found.items() if count}


def make_plan(
    metadata: Metadata, session: Session, wish: Wish, take: frozenset[str], link_names: bool
) -> MetadataPlan:
    """Compare what came with the hub; nothing is written."""
    units = metadata.of("unit") if "units" in take else []
    unit_plan = plan_units(units, hub_of(session.instance, session.channel), wish)
    setting = setting_of(session.instance, session.channel, session.calendar, link_names=link_names)
    return MetadataPlan(metadata, unit_plan, plan_measures(metadata, setting, take))


def write_plan(plan: MetadataPlan, session: Session) -> int:
    """Write all or nothing; returns the number of entries. What DHIS2 named is remembered, taken or not."""
    with transaction.atomic():
        entries = write_units(plan.units, session.instance, session.channel, session.author)
        entries += write_measures(plan.measures, session.instance, session.channel, session.author)
        remember(session.instance, plan.metadata.things)
    return entries


def summary_lines(plan: MetadataPlan) -> Iterator[str]:
    """What a person reads before saying yes."""
    units, measures = plan.units, plan.measures
    if plan.metadata.of("unit"):
        outside = f"   outside what was asked for: {units.outside}" if units.outside else ""
        yield (
            f"Places: new: {len(units.new)}   changed: {len(units.changed)}   linked to places here: "
            f"{len(units.linked)}   as before: {units.unchanged}   refused: {len(units.refused)}{outside}"
        )
    if plan.metadata.of("indicator") or plan.metadata.of("element"):
        yield (
            f"Measures: new: {len(measures.new)}   linked to measures here: {len(measures.linked)}   "
            f"as before: {measures.unchanged}   elements that are part of one: {measures.parts}   "
            f"refused: {len(measures.refused)}"
        )
    yield from _grouped("odd", [(one.kind, one.text) for one in plan.odd])
    yield from _grouped("refused", [(one.kind, one.reason) for one in plan.refused])
    if plan.metadata.unused:
        said = ", ".join(f"{word} {count}" for word, count in sorted(plan.metadata.unused.items()))
        yield f"  not used: {said}"


def _grouped(what: str, said: list[tuple[str, str]]) -> Iterator[str]:
    for kind, count in Counter(kind for kind, _text in said).most_common():
        yield f"  {what}: {count} {_SPOKEN.get(kind, kind.replace('_', ' '))}"
        examples = [text for one, text in said if one == kind]
        yield from (f"    {text}" for text in examples[:SHOWN])
        if count > SHOWN:
            yield f"    … and {count - SHOWN} more"


def write_report(plan: MetadataPlan, path: Path, source: str) -> None:
    """Everything odd and everything refused, as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "row", "what", "kind", "about", "reason"])
        for one in plan.refused:
            writer.writerow([source, one.row, "refused", one.kind, one.subject, one.reason])
        for odd in plan.odd:
            writer.writerow([source, "", "odd", odd.kind, odd.uid, odd.text])
