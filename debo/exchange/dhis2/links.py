"""Which unit of DHIS2 is which place: kept, found by search, made and ended by hand."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from debo.exchange.dhis2.kept import Known, UnitLink
from debo.exchange.dhis2.metadata import Thing
from debo.exchange.dhis2.unit_plan import Hub, KnownPlace, UnitPlan, known_things
from debo.exchange.dhis2.value import Refusal
from debo.exchange.names import plain, texts_of
from debo.ledger import acts
from debo.people.models import Place

#: Units shown for one search.
SHOWN = 12
_AT_ONCE = 500


class LinkError(ValueError):
    """The link can't be made as asked; the message says why and what there is."""


def hub_of(instance: str, channel: str) -> Hub:
    """Places, links and what was last seen of the units, for planning."""
    places = Place.objects.filter(channel=channel)
    known = {
        row.record: KnownPlace(row.record, row.kind or "", texts_of(row.name), row.code or "")
        for row in places
    }
    seen = known_things(Known.objects.filter(instance=instance, kind="unit"))
    return Hub(known, unit_links(instance, channel), seen)


def unit_links(instance: str, channel: str) -> dict[str, str]:
    """Unit → place, as linked today."""
    rows = UnitLink.objects.filter(instance=instance, channel=channel, ended=None)
    return dict(rows.values_list("uid", "place"))


def write_units(plan: UnitPlan, instance: str, channel: str, author: str) -> int:
    """Write the plan's places through the ledger and keep their links; returns the number of entries.

    A place that its rules refuse is added to the plan's refusals, and gets no link.
    """
    planned = plan.new + plan.changed
    drafts = [acts.Draft(author, channel, "place", one.values, record=one.record) for one in planned]
    with transaction.atomic():
        written = acts.try_many(drafts)
        refused = set()
        for one, done in zip(planned, written, strict=True):
            if done.verdict is not None:
                refused.add(one.unit.uid)
                reason = f"“{one.unit.name}” ({one.unit.uid}): {done.verdict.sentence_here()}"
                plan.refused.append(Refusal(one.unit.row, "rules", one.unit.uid, reason))
        fresh = [one for one in plan.new + plan.linked if one.unit.uid not in refused]
        UnitLink.objects.bulk_create(
            UnitLink(
                instance=instance, channel=channel, uid=one.unit.uid, place=one.record, how=one.how, by=author
            )
            for one in fresh
        )
    return sum(done.changed for done in written)


def remember(instance: str, things: Iterable[Thing]) -> None:
    """Keep what DHIS2 said of these; the next import sees what changed, and exports know the ids."""
    rows = [
        Known(
            instance=instance,
            kind=thing.kind,
            uid=thing.uid,
            code=thing.code[:100],
            name=thing.name[:300],
            facts={**thing.facts, "names": thing.names},
        )
        for thing in things
    ]
    Known.objects.bulk_create(
        rows,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["instance", "kind", "uid"],
        update_fields=["code", "name", "facts"],
    )


@dataclass(frozen=True)
class FoundUnit:
    """A unit that a search found, and the place it is linked to, if any."""

    unit: Thing
    place: str


def search(text: str, instance: str, channel: str) -> list[FoundUnit]:
    """Units whose id, code or name is, holds or resembles the text; the closest first."""
    wanted, links = plain(text), unit_links(instance, channel)
    rated = []
    for unit in known_things(Known.objects.filter(instance=instance, kind="unit")).values():
        rate = max(_likeness(wanted, plain(one)) for one in (unit.uid, unit.code, *unit.names.values()))
        if rate > _LEAST_LIKE:
            rated.append((-rate, unit.name, unit))
    rated.sort(key=lambda one: one[:2])
    return [FoundUnit(unit, links.get(unit.uid, "")) for _rate, _name, unit in rated[:SHOWN]]


_LEAST_LIKE = 0.7
One = TypeVar("One")


def _likeness(wanted: str, name: str) -> float:
    """2 for the same, above 1 for a part of it, else how alike the letters are."""
    if wanted == name:
        return 2
    if wanted and wanted in name:
        return 1 + len(wanted) / len(name)
    matcher = difflib.SequenceMatcher(None, wanted, name)
    return matcher.ratio() if matcher.quick_ratio() > _LEAST_LIKE else 0


def link(unit: str, place: str, instance: str, channel: str, by: str) -> tuple[Thing, str]:
    """Say by hand that a unit is a place; a former link of either ends. Refuses with LinkError."""
    found_unit, record = _one_unit(unit, instance), _one_place(place, channel)
    with transaction.atomic():
        current = UnitLink.objects.filter(instance=instance, channel=channel, ended=None)
        if current.filter(uid=found_unit.uid, place=record).exists():
            return found_unit, record
        for former in (current.filter(uid=found_unit.uid), current.filter(place=record)):
            former.update(ended=timezone.now())
        UnitLink.objects.create(
            instance=instance, channel=channel, uid=found_unit.uid, place=record, how="hand", by=by
        )
    return found_unit, record


def unlink(unit: str, instance: str, channel: str) -> Thing:
    """End the link of a unit; the place and its counts stay. Refuses with LinkError when there is none."""
    found = _one_unit(unit, instance)
    current = UnitLink.objects.filter(instance=instance, channel=channel, uid=found.uid, ended=None)
    if not current.update(ended=timezone.now()):
        raise LinkError(f"“{found.name}” ({found.uid}) is linked to no place. Nothing was changed.")
    return found


def _one_unit(text: str, instance: str) -> Thing:
    units = known_things(Known.objects.filter(instance=instance, kind="unit"))
    wanted = plain(text)
    found = (
        [units[text]]
        if text in units
        else [one for one in units.values() if wanted in (plain(one.code), *map(plain, one.names.values()))]
    )
    return _only(found, text, "unit of DHIS2", (f"{one.name} ({one.uid})" for one in found))


def _one_place(text: str, channel: str) -> str:
    rows = list(Place.objects.filter(channel=channel))
    wanted = plain(text)
    found = [row for row in rows if row.record == text] or [
        row for row in rows if wanted in map(plain, texts_of(row.name, row.code))
    ]
    shown = (f"{next(iter((row.name or {}).values()), '')} ({row.record})" for row in found)
    return _only(found, text, "place", shown).record


def _only(found: list[One], text: str, what: str, shown: Iterator[str]) -> One:
    if len(found) == 1:
        return found[0]
    if found:
        raise LinkError(f"“{text}” is several: {'; '.join(shown)}. Give the id. Nothing was changed.")
    raise LinkError(f"No {what} is “{text}”; see debo exchange search. Nothing was changed.")
