"""All series of one collaborative made from the records: after its places, measures or charter changed, and
anew.

The same result as keeping them point by point; tests hold the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Min
from django.utils import timezone

from debo.collaborative.models import Collaborative
from debo.improvement.models import Baseline, Phase
from debo.insights import sites
from debo.insights.axis import at_of, holding, last_day_at, over_by, period_at, start_day_of
from debo.insights.figures import Figure, facts, figures
from debo.insights.keeping import READING, Key, Some, store, write_series
from debo.insights.models import Basis, Series, Site
from debo.insights.points import ASK, KNOWN, POINT, TIMELY, Ints, Table, by_owner_and_time
from debo.insights.reading import UNTOUCHED, Acts, graded, read, values_of
from debo.insights.rolling import Differences
from debo.insights.sites import Land
from debo.ledger.identity import derived_id
from debo.ledger.models import Entry
from debo.measures.models import Measure, Observation
from debo.people.models import Place

_CHARTER: Final = ("starts", "ends", "month_starts_on", "closes_after_days")


@dataclass(frozen=True)
class Terms:
    """What a charter says about when counts are due; days as ISO, `founded` also as Python's ordinal.

    founded: the day on which the collaborative began at this hub; whether counts of before came in time
    can't be told, because they were carried over from elsewhere.
    """

    channel: str
    starts: str | None
    ends: str | None
    start_day: Any
    closes_after: int | None
    founded: int | None

    @classmethod
    def of(cls, channel: str) -> Terms:
        """Of a collaborative's channel."""
        record = channel.partition(":")[2]
        rows = Collaborative.objects.filter(channel=channel, record=record).values_list(*_CHARTER)
        starts, ends, month, closes = rows.first() or (None, None, None, None)
        first = (
            Entry.objects.filter(channel=channel, seq=1).values_list("batch__received_at", flat=True).first()
        )
        founded = None if first is None else timezone.localdate(first)
        began = None if founded is None else founded.toordinal()
        begins = starts or (None if founded is None else founded.isoformat())
        return cls(channel, begins, ends, start_day_of(month), closes, began)

    def arrival(self, at: int, kind: str, today: int) -> int:
        """The bits of `state` for a count that has come by `today`; ASK when its day must be looked up."""
        if self.closes_after is None or self.founded is None:
            return 0
        deadline = last_day_at(at, kind, self.start_day) + self.closes_after
        if deadline < self.founded:
            return 0
        return KNOWN | TIMELY if deadline >= today else ASK

    def arrived(self, at: int, kind: str, day: date) -> int:
        """The bits of `state` for a count that came on this day."""
        deadline = last_day_at(at, kind, self.start_day) + (self.closes_after or 0)
        return KNOWN | TIMELY if day.toordinal() <= deadline else KNOWN


def remake(channel: str, differences: Differences) -> None:
    """Make a collaborative's series anew, and note what that changes in the roll-ups."""
    before = Some.read(Series.objects.filter(channel=channel))
    differences.add(before, nodes_of({key.facility for key in before.keys}), sign=-1)
    land = Land(channel)
    after = make(land)
    places = land.at_home
    _keep_sites(land, places)
    differences.add(after, {place: land.nodes(place) for place in places}, sign=1)
    _keep(before, after)
    _keep_basis(channel)


def make(land: Land) -> Some:
    """A collaborative's series from its records; nothing is written."""
    channel, terms = land.channel, Terms.of(land.channel)
    listed = Measure.objects.filter(channel=channel).values_list("record", flat=True)
    known = figures(listed)
    counted = _counted(land, known)
    at_home = set(land.at_home)
    pairs = {(m, place) for m in known for place in at_home if land[place].is_facility}
    keys = [Key(channel, *pair) for pair in sorted(pairs | counted.keys())]
    owners = np.repeat(np.arange(len(keys)), [len(counted.get(key[1:], ())) for key in keys])
    given = [point for key in keys for point in counted.get(key[1:], ())]
    points = np.array([(*point, 0) for point in given], POINT)
    order = by_owner_and_time(owners, points)
    points = points[order]
    _set_arrivals(keys, owners, points, known, terms)
    columns: dict[str, list[Any]] = {
        "home": [key.facility in at_home for key in keys],
        "form": [known[key.measure].form for key in keys],
    }
    spans = [_expected(known[key.measure], land, key.facility, terms) for key in keys]
    columns |= {"since": [since for since, _ in spans], "until": [until for _, until in spans]}
    return finished(keys, columns, owners, points, known, acts_of(channel, known))


def finished(  # noqa: PLR0913, PLR0917 - the parts of a series
    keys: list[Key],
    columns: dict[str, list[Any]],
    owners: Ints,
    points: Table,
    known: dict[str, Figure],
    acts: dict[Key, Acts],
) -> Some:
    """Series with their points, read."""
    if not keys:
        return Some([], columns | {name: [] for name in READING}, owners, points)
    points, marks = graded(points, owners, len(keys))
    of_each = [known[key.measure] for key in keys]
    offsets = np.searchsorted(owners, np.arange(len(keys) + 1))
    directions = np.array([one.direction for one in of_each], np.int64)
    decided = [acts.get(key, UNTOUCHED) for key in keys]
    values = values_of(points, owners, of_each)
    readings = read(values, points["at"], offsets, directions, decided)
    return Some(keys, columns | readings.columns | marks, owners, points)


def nodes_of(facilities: Collection[str]) -> dict[str, list[str]]:
    """The roll-ups into which facilities' counts go now."""
    rows = Site.objects.filter(place__any_of=sorted(facilities)).values_list("place", "above", "has_sums")
    return {place: [*([place] if has_sums else []), *above.split()] for place, above, has_sums in rows}


def _counted(land: Land, known: dict[str, Figure]) -> dict[tuple[str, str], list[tuple[int, float, float]]]:
    """(measure, facility) -> what was released: period's number, above, below."""
    rows = Observation.objects.filter(
        measure__any_of=sorted(known), facility__any_of=land.listed, channel=land.channel
    ).values_list("measure", "facility", "period", "numerator", "denominator", "value", "withdrawn")
    found: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for measure, facility, period, numerator, denominator, value, withdrawn in rows.iterator(20_000):
        figure = known[measure]
        at = at_of(period, figure.period_kind)
        counted = {"numerator": numerator, "denominator": denominator, "value": value, "withdrawn": withdrawn}
        point = None if at is None else figure.point(counted)
        if at is not None and point is not None:
            found[measure, facility].append((at, *point))
    return found


def acts_of(channel: str, known: dict[str, Figure], facilities: Iterable[str] = ()) -> dict[Key, Acts]:
    """What people decided about the charts of a collaborative, or of some of its facilities."""
    chosen: dict[str, Any] = {"channel": channel, "measure__any_of": sorted(known)}
    if facilities:
        chosen["facility__any_of"] = sorted(set(facilities))
    baselines: dict[tuple[str, str], int] = {}
    begun: dict[tuple[str, str], set[int]] = defaultdict(set)
    for measure, facility, last, withdrawn in Baseline.objects.filter(**chosen).values_list(
        "measure", "facility", "last", "withdrawn"
    ):
        at = None if withdrawn or not last else at_of(last, known[measure].period_kind)
        if at is not None:
            baselines[measure, facility] = at
    for measure, facility, starts, withdrawn in Phase.objects.filter(**chosen).values_list(
        "measure", "facility", "starts", "withdrawn"
    ):
        at = None if withdrawn or not starts else at_of(starts, known[measure].period_kind)
        if at is not None:
            begun[measure, facility].add(at)
    return {
        Key(channel, *pair): Acts(baselines.get(pair), tuple(sorted(begun.get(pair, ()))))
        for pair in baselines.keys() | begun.keys()
    }


def _expected(figure: Figure, land: Land, facility: str, terms: Terms) -> tuple[int | None, int | None]:
    """The first and last period in which a facility should report; (None, None) when in none."""
    place = land[facility]
    if place.home != land.channel or figure.optional or place.kind not in figure.reported_by:
        return None, None
    kind, start_day = figure.period_kind, terms.start_day
    begins, ends = [d for d in (terms.starts, place.since) if d], [d for d in (terms.ends, place.until) if d]
    if not begins or not kind:
        return None, None
    since = holding(max(begins), kind, start_day)
    until = over_by(min(ends), kind, start_day) if ends else None
    return (None, None) if until is not None and until < since else (since, until)


def _set_arrivals(
    keys: Sequence[Key], owners: Ints, points: Table, known: dict[str, Figure], terms: Terms
) -> None:
    today = timezone.localdate().toordinal()
    kinds = [known[key.measure].period_kind for key in keys]
    points["state"] = [
        terms.arrival(at, kinds[owner], today)
        for owner, at in zip(owners.tolist(), points["at"].tolist(), strict=True)
    ]
    look_up_arrivals(keys, owners, points, known, {terms.channel: terms})


def look_up_arrivals(
    keys: Sequence[Key], owners: Ints, points: Table, known: dict[str, Figure], terms: dict[str, Terms]
) -> None:
    """Settle the points whose state is ASK: when their record's first entry came to this hub."""
    asked: dict[str, dict[str, int]] = defaultdict(dict)
    for i in np.flatnonzero(points["state"] == ASK).tolist():
        key = keys[owners[i]]
        period = period_at(int(points["at"][i]), known[key.measure].period_kind).id
        asked[key.channel][derived_id("observation", [key.measure, key.facility, period])] = i
    for channel, records in asked.items():
        entries = Entry.objects.filter(channel=channel, seq__isnull=False, type="observation")
        came = (
            entries.filter(record__any_of=sorted(records))
            .values("record")
            .annotate(first=Min("batch__received_at"))
        )
        days = {row["record"]: timezone.localdate(row["first"]) for row in came.order_by()}
        for record, i in records.items():
            kind = known[keys[owners[i]].measure].period_kind
            day = days.get(record)
            state = 0 if day is None else terms[channel].arrived(int(points["at"][i]), kind, day)
            points["state"][i] = state


def _keep(before: Some, after: Some) -> None:
    was = {
        row[:3]: tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
        for row in before.rows()
    }
    rows = after.rows()
    write_series([row for row in rows if was.get(row[:3]) != row])
    gone = was.keys() - {row[:3] for row in rows}
    ids = [id_ for id_, key in zip(before.ids, before.keys, strict=True) if tuple(key) in gone]
    for first in range(0, len(ids), 500):
        Series.objects.filter(pk__in=ids[first : first + 500]).delete()


def _keep_sites(land: Land, places: Sequence[str]) -> None:
    rows = [
        (
            place,
            land.channel,
            land[place].kind,
            land.parent(place),
            " ".join(land.above(place)),
            land.has_sums(place),
        )
        for place in places
    ]
    names = ("place", "channel", "kind", "parent", "above", "has_sums")
    known = set(Site.objects.filter(channel=land.channel).values_list(*names))
    store(Site, names, [row for row in rows if row not in known], ("place",))
    gone = {row[0] for row in known} - set(places)
    if gone:
        Site.objects.filter(channel=land.channel, place__in=gone).delete()


def _keep_basis(channel: str) -> None:
    rows = [(channel, record, said) for _type, record, said in ground_of(channel)]
    known = set(Basis.objects.filter(channel=channel).values_list("channel", "record", "facts"))
    store(
        Basis,
        ("channel", "record", "facts"),
        [row for row in rows if row not in known],
        ("record", "channel"),
    )


def ground_of(channel: str, records: Collection[str] | None = None) -> list[tuple[str, str, str]]:
    """(type, record, facts) of the places, measures and charter that a collaborative's numbers rest on."""
    found = []
    for type_, model, said in (
        ("place", Place, sites.facts),
        ("measure", Measure, facts),
        ("collaborative", Collaborative, _charter_facts),
    ):
        rows = model._base_manager.filter(channel=channel)
        if records is not None:
            rows = rows.filter(record__any_of=sorted(records))
        found += [(type_, row["record"], said(row)) for row in rows.values()]
    return found


def _charter_facts(values: Any) -> str:
    return repr([values.get(name) for name in _CHARTER])
