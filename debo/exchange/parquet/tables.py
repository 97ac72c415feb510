"""The tables beside the counts: places in their tree, measures, periods, what people decided about charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from debo.analysis.layout import TABLES
from debo.collaborative.models import Collaborative
from debo.improvement.models import Baseline, Phase
from debo.measures.models import Measure
from debo.people.geography import Geography
from debo.people.models import Place
from debo.periods import StartDay, parse

Row = dict[str, Any]


def table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Rows as a table of the folder."""
    return pa.Table.from_pylist(list(rows), schema=TABLES[name])


@dataclass
class Land:
    """The places of some channels; met: places and periods that counts named."""

    channels: list[str]
    home: Mapping[str, str]
    parents: Mapping[str, str]
    month_starts_on: StartDay | None
    places: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, channels: list[str]) -> Land:
        """Read the places of these channels. A place that several list has the parent that its home says;
        of a home that isn't read here the first channel that is."""
        found = Geography.of(channels)
        home = {place: first for place, first in found.home.items() if first in found.kinds}
        for channel in channels:
            for place in found.kinds[channel]:
                home.setdefault(place, channel)
        parents = {
            child: parent
            for channel in channels
            for parent, children in found.children[channel].items()
            for child in children
            if home[child] == channel
        }
        days = set(
            Collaborative.objects.filter(channel__in=channels).values_list("month_starts_on", flat=True)
        )
        begins = {21 if day == 21 else 1 for day in days}
        return cls(channels, home, parents, 21 if begins == {21} else 1 if begins <= {1} else None)

    def meet(self, places: Iterable[str], periods: Iterable[str]) -> None:
        """Note what counts named."""
        self.places.update(places)
        self.periods.update(periods)

    def rows(self) -> Iterator[Row]:
        """Every place that is listed or counts, or that one of those belongs to; an unlisted one has nothing
        but its id."""
        wanted = {*self.home, *self.places, *self.parents.values()}
        known: dict[str, Row] = {}
        columns = ("record", "channel", "name", "kind", "code", "since", "until", "successor")
        for row in Place.objects.filter(channel__in=self.channels).order_by("pk").values(*columns).iterator():
            if self.home[row["record"]] == row["channel"]:
                known[row["record"]] = row
        for place in sorted(wanted):
            row = known.get(place, {})
            yield {
                "place": place,
                **named(row.get("name")),
                "parent": self.parents.get(place),
                **{name: row.get(name) or None for name in ("kind", "code", "since", "until", "successor")},
            }


def named(words: Mapping[str, str] | None) -> Row:
    """A name in three columns."""
    return {f"name_{language}": (words or {}).get(language) for language in ("en", "am", "om")}


def measure_rows(channels: list[str]) -> dict[str, Row]:
    """Every measure of these channels by id; of several copies the one that was written first."""
    columns = ("kind", "direction", "unit", "period_kind", "denominator_kind")
    rows = Measure.objects.filter(channel__in=channels).order_by("pk").values("record", "name", *columns)
    found: dict[str, Row] = {}
    for row in rows:
        own = {"measure": row["record"], **named(row["name"]), **{name: row[name] for name in columns}}
        found.setdefault(row["record"], own)
    return found


def period_rows(ids: Iterable[str], start_day: StartDay) -> Iterator[Row]:
    """Periods with their days."""
    for one in ids:
        period = parse(one, start_day)
        yield {
            "period": one,
            "kind": str(period.kind),
            "year": period.year,
            "number": period.number,
            "first_day": period.first_day,
            "last_day": period.last_day,
        }


def decision_rows(channels: list[str], home: Mapping[str, str]) -> Iterator[Row]:
    """What was decided about charts and released; of several channels what the facility's home says."""
    found: dict[tuple[str, str, str, str], tuple[bool, bool, str]] = {}
    baselines = Baseline.objects.values_list("measure", "facility", "last", "withdrawn", "channel")
    phases = Phase.objects.values_list("measure", "facility", "starts", "withdrawn", "channel")
    for what, rows in (("baseline", baselines), ("phase", phases)):
        released = rows.filter(channel__in=channels).order_by("pk")
        for measure, facility, period, withdrawn, channel in released.iterator():
            # A chart has one baseline and may have several phases.
            key = (measure, facility, what, period if what == "phase" else "")
            said = (home.get(facility) == channel, not withdrawn and bool(period), period or "")
            if key not in found or (said[0] and not found[key][0]):
                found[key] = said
    for (measure, facility, what, _), (_, stands, period) in sorted(found.items()):
        if stands:
            yield {"measure": measure, "facility": facility, "what": what, "period": period}
