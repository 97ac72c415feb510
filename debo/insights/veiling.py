"""The veil over small counts of deaths, between the tables and veil.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from debo.insights.figures import Figure, figures
from debo.insights.ground import Ground
from debo.insights.keeping import Some
from debo.insights.models import RollUp, Series, Site
from debo.insights.points import SUM, Ints, Table, pack, unpack
from debo.insights.rolling import Node, given_by
from debo.insights.veil import VEIL, Cells, draw, is_small, seen_through
from debo.spc.batch import Bools, Floats

#: Places looked at together: with all that belongs to them some megabytes.
_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Family:
    """A place, one measure, and the cells that make up its total: `members` names them, the place itself
    for its own counts."""

    members: list[str]
    cells: Cells


def draw_veils(nodes: Iterable[Node] | None = None) -> None:
    """Decide anew for these roll-ups of deaths, from the lowest up; for all there are without them."""
    if nodes is None:
        nodes = RollUp.objects.values_list("place", "measure")
    by_measure: dict[str, set[str]] = defaultdict(set)
    for place, measure in nodes:
        by_measure[measure].add(place)
    deaths = [one.measure for one in figures(by_measure).values() if one.is_deaths]
    wanted = {(place, measure) for measure in deaths for place in by_measure[measure]}
    # What was taken for a measure of deaths, and has been described since as another kind.
    for measure in by_measure.keys() - set(deaths):
        still = RollUp.objects.filter(measure=measure, place__any_of=sorted(by_measure[measure]))
        still.exclude(veil=b"").update(veil=b"")
    if not wanted:
        return
    places = {place for place, _ in wanted}
    depth = {
        place: len(above.split())
        for place, above in Site.objects.filter(place__any_of=sorted(places)).values_list("place", "above")
    }
    for level in sorted(set(depth.values()), reverse=True):
        here = sorted(place for place in places if depth.get(place) == level)
        for first in range(0, len(here), _AT_ONCE):
            _draw_some(here[first : first + _AT_ONCE], deaths, wanted)


def _draw_some(places: Sequence[str], measures: Sequence[str], wanted: set[Node]) -> None:
    found = families(places, measures)
    rows = RollUp.objects.filter(place__any_of=list(places), measure__any_of=list(measures))
    for pk, place, measure, kept in rows.values_list("pk", "place", "measure", "veil"):
        if (place, measure) not in wanted:
            continue
        drawn = _drawn(found.get((place, measure)))
        if drawn != bytes(kept):
            RollUp.objects.filter(pk=pk).update(veil=drawn)


def _drawn(family: Family | None) -> bytes:
    """The veil over a family, packed; none where everything that was counted has been taken back."""
    if family is None:
        return b""
    cells = family.cells
    return pack(draw(cells).table(cells.ats, cells.count.sum(axis=0)))


def families(
    places: Collection[str], measures: Collection[str], ground: Ground | None = None
) -> dict[Node, Family]:
    """The cells of these places' roll-ups, each with what was decided about it.

    With `ground` the members are those that a reader's process has read already; settling reads them anew.
    """
    members: dict[str, list[tuple[str, bool]]] = {place: [(place, False)] for place in places}
    if ground is None:
        rows = Site.objects.filter(parent__any_of=sorted(places)).order_by("place")
        for place, parent, has_sums in rows.values_list("place", "parent", "has_sums"):
            members[parent].append((place, has_sums))
    else:
        for parent in places:
            members[parent] += [(one.place, one.has_sums) for one in ground.below(parent)]
    everybody = [one for some in members.values() for one in some]
    sums = _sums({place for place, has_sums in everybody if has_sums}, measures)
    counts = _counts({place for place, has_sums in everybody if not has_sums}, measures)
    found = {}
    for place, some in members.items():
        for measure in measures:
            parts = [
                (member, (sums if has_sums else counts).get((member, measure)))
                for member, has_sums in sorted(some)
            ]
            known = [(member, part) for member, part in parts if part is not None]
            if known:
                found[place, measure] = Family(
                    [member for member, _ in known], _together([p for _, p in known])
                )
    return found


#: One cell by period: number of the period, then count, hidden, free, sum, over_free, over_sum.
Part = tuple[Ints, Sequence[Floats]]


def _counts(places: Collection[str], measures: Collection[str]) -> dict[Node, Part]:
    """Facilities' own counts."""
    if not places:
        return {}
    rows = Series.objects.filter(facility__any_of=sorted(places), measure__any_of=sorted(measures), home=True)
    some = Some.read(rows)
    owners, table = given_by(some)
    return {(key.facility, key.measure): _leaf(table[owners == i]) for i, key in enumerate(some.keys)}


def _leaf(table: Table) -> Part:
    table = table[table["counted"] > 0]
    count = table["above"].astype(np.float64)
    hidden = is_small(count).astype(np.float64)
    return table["at"].astype(np.int64), (count, hidden, hidden, hidden * count, np.ones(count.size), count)


def _sums(places: Collection[str], measures: Collection[str]) -> dict[Node, Part]:
    if not places:
        return {}
    rows = RollUp.objects.filter(place__any_of=sorted(places), measure__any_of=sorted(measures))
    found = {}
    for place, measure, sums, veil in rows.values_list("place", "measure", "sums", "veil"):
        _, table = unpack([sums], SUM)
        _, drawn = unpack([veil], VEIL)
        found[place, measure] = _branch(table[table["counted"] > 0], drawn)
    return found


def _branch(table: Table, drawn: Table) -> Part:
    ats = table["at"].astype(np.int64)
    columns = []
    for name in ("hidden", "free", "sum", "over_free", "over_sum"):
        column = np.zeros(ats.size)
        column[np.searchsorted(ats, drawn["at"])] = drawn[name]
        columns.append(column)
    return ats, (table["above"].astype(np.float64), *columns)


def _together(parts: Sequence[Part]) -> Cells:
    ats = np.unique(np.concatenate([ats for ats, _ in parts]))
    columns = np.zeros((6, len(parts), ats.size))
    for i, (here, values) in enumerate(parts):
        columns[:, i, np.searchsorted(ats, here)] = values
    count, hidden, free, summed, over_free, over_sum = columns
    return Cells(
        ats,
        count,
        hidden > 0,
        free.astype(np.int64),
        summed,
        over_free.astype(np.int64),
        over_sum,
    )


@dataclass(frozen=True)
class Hidden:
    """Periods of which a place's total isn't shown, and those of its members."""

    total: set[int]
    members: Mapping[str, set[int]]


def hidden_at(path: Sequence[str], measures: Sequence[Figure], ground: Ground) -> dict[str, Hidden]:
    """What isn't shown of the last place of a path from the top down, by measure; only measures of deaths."""
    deaths = [one.measure for one in measures if one.is_deaths]
    found = families(path, deaths, ground) if deaths else {}
    return {measure: _look_down(path, measure, found) for measure in deaths}


def _look_down(path: Sequence[str], measure: str, found: Mapping[Node, Family]) -> Hidden:
    from_above: set[int] = set()
    total: set[int] = set()
    members: dict[str, set[int]] = {}
    for place, below in zip(path, [*path[1:], ""], strict=True):
        family = found.get((place, measure))
        if family is None:
            return Hidden(set(), {})
        cells = family.cells
        veil = draw(cells)
        is_from_above = np.isin(cells.ats, sorted(from_above))
        hidden, for_others = seen_through(cells, veil, is_from_above)
        total = _ats(cells.ats, veil.hidden | is_from_above)
        members = {one: _ats(cells.ats, hidden[i]) for i, one in enumerate(family.members)}
        at = family.members.index(below) if below in family.members else None
        from_above = set() if at is None else _ats(cells.ats, for_others[at])
    return Hidden(total, members)


def _ats(ats: Ints, chosen: Bools) -> set[int]:
    return set(ats[chosen].tolist())
