"""What `debo export parquet` does once the hub is open: measure by measure, in the order of the index."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
import pyarrow as pa

from debo.analysis.layout import Manifest
from debo.analysis.refusals import FolderError
from debo.analysis.writing import PARTITION_ROWS, FolderWriter, Stretch, new_folder
from debo.exchange.collaborative import TargetError, find_collaborative
from debo.exchange.names import plain
from debo.exchange.parquet.tables import Land, decision_rows, measure_rows, period_rows, table
from debo.ledger.hub import this_hub
from debo.ledger.turn import snapshot
from debo.measures.models import Observation
from debo.people.access import Access, collaboratives
from debo.people.keys import HubSteward
from debo.people.models import Person
from debo.periods import PeriodError, parse
from debo.terminal import counted, telling

#: Rows made to columns at once: whole series, in memory as Python's objects for a moment.
STRETCH_ROWS: Final = 50_000
#: Rows that the database hands over at once.
_FETCHED: Final = 5_000


@dataclass
class LeftOut:
    """What isn't in the folder, by reason."""

    withdrawn: int = 0
    counted_twice: int = 0
    of_another_kind_of_period: int = 0


def export(args: argparse.Namespace) -> int:
    """Write the folder and say what is in it."""
    with snapshot():
        channels = _channels(args.reader, args.collaborative)
        manifest = write_folder(args, channels)
    counts = manifest.counts
    print(
        f"{args.folder}: {counted(counts['observations'], 'count', 'counts')} of "
        f"{counted(counts['series'], 'series', 'series')} in "
        f"{counted(len(manifest.partitions), 'partition', 'partitions')}, from "
        f"{counted(len(channels), 'collaborative', 'collaboratives')}. Now: debo analyse {args.folder}"
    )
    return 0


def _channels(reader: str, collaborative: str) -> list[str]:
    """The collaboratives' channels that this person may read; the hub's steward reads all of them.

    A team's channel is never among them, whoever asks.
    """
    person = _person(reader)
    readable = {one for one, words in Access().standings(person).items() if words} & set(collaboratives())
    if collaborative:
        try:
            readable &= {find_collaborative(collaborative).channel}
        except TargetError as refusal:
            raise FolderError(str(refusal)) from None
    if not readable:
        raise FolderError("There is no collaborative here that this person may read. Nothing was written.")
    return sorted(readable)


def _person(reader: str) -> str:
    if not reader:
        steward = HubSteward.objects.order_by("pk").first()
        if steward is None:
            raise FolderError(
                "This hub has no steward yet. Nothing was written. Say who reads: --reader NAME."
            )
        return steward.person
    people = {
        row.record
        for row in Person.objects.exclude(name=None)
        if row.record == reader or plain(row.name or "") == plain(reader)
    }
    if len(people) != 1:
        why = "Several people are" if people else "Nobody is"
        raise FolderError(f"{why} called “{reader}” here. Nothing was written. Give the person's id.")
    return people.pop()


def write_folder(args: argparse.Namespace, channels: list[str]) -> Manifest:
    """Observations first, since they say which places, measures and periods the tables must hold."""
    land, measures, left_out = Land.of(channels), measure_rows(channels), LeftOut()
    with new_folder(args.folder, rows_per_partition=args.partition_rows or PARTITION_ROWS) as writer:
        progress = telling("measures")
        for done, (measure, row) in enumerate(sorted(measures.items()), 1):
            source = _Source(measure, row["period_kind"], frozenset(channels), land, left_out)
            _write(writer, source.stretches(), land)
            progress(done, len(measures))
        tables = {
            "places": table("places", land.rows()),
            "measures": table("measures", (measures[one] for one in sorted(measures))),
            "periods": table("periods", period_rows(sorted(land.periods), land.month_starts_on or 1)),
            "decisions": table("decisions", decision_rows(channels, land.home)),
        }
        about = {
            "hub_epoch": this_hub().epoch,
            "collaboratives": [one.partition(":")[2] for one in channels],
            "month_starts_on": land.month_starts_on,
        }
        return writer.finish("hub", about, tables, vars(left_out))


def _write(writer: FolderWriter, stretches: Iterable[Stretch], land: Land) -> None:
    for stretch in stretches:
        writer.add(stretch)
        land.meet(stretch.facilities, stretch.periods)


Row = tuple[str, str, int | None, int | None, float | None]


@dataclass
class _Source:
    """One measure's released counts, series by series; memory holds one stretch of them."""

    measure: str
    period_kind: str
    channels: frozenset[str]
    land: Land
    left_out: LeftOut
    _kinds: dict[str, str] = field(default_factory=dict)

    def stretches(self) -> Iterator[Stretch]:
        """Whole series, in their order, as columns."""
        waiting: list[Row] = []
        for _facility, rows in groupby(self._rows(), key=itemgetter(0)):
            waiting += self._chosen(list(rows))
            if len(waiting) >= STRETCH_ROWS:
                yield stretch_of(self.measure, waiting)
                waiting = []
        if waiting:
            yield stretch_of(self.measure, waiting)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """By facility and period, as the index has them; those of teams and of other channels passed over."""
        rows = Observation.objects.filter(measure=self.measure, channel__startswith="collaborative:")
        columns = ("facility", "period", "numerator", "denominator", "value", "withdrawn", "channel")
        ordered = rows.order_by("facility", "period").values_list(*columns)
        for row in ordered.iterator(chunk_size=_FETCHED):
            if row[0] and row[1] and row[6] in self.channels:
                yield row

    def _chosen(self, rows: list[tuple[Any, ...]]) -> list[Row]:
        """One facility's counts, by period; taken back is missing."""
        own = [row for row in rows if self._kind_of(row[1]) == self.period_kind]
        self.left_out.of_another_kind_of_period += len(rows) - len(own)
        if len({row[6] for row in own}) > 1:
            own = self._once(own)
        standing = [row[:5] for row in own if not row[5]]
        self.left_out.withdrawn += len(own) - len(standing)
        return sorted(standing, key=itemgetter(1))

    def _once(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Of several counts of one period that of the facility's home."""
        home = self.land.home.get(rows[0][0])
        by_period: dict[str, tuple[Any, ...]] = {}
        for row in sorted(rows, key=lambda one: (one[6] != home, one[6])):
            by_period.setdefault(row[1], row)
        self.left_out.counted_twice += len(rows) - len(by_period)
        return list(by_period.values())

    def _kind_of(self, period: str) -> str:
        if period not in self._kinds:
            try:
                self._kinds[period] = str(parse(period).kind)
            except PeriodError:
                self._kinds[period] = ""
        return self._kinds[period]


def stretch_of(measure: str, rows: list[Row]) -> Stretch:
    """Rows by facility and period as columns."""
    facility, period, numerator, denominator, value = zip(*rows, strict=True)
    facilities, periods = sorted(set(facility)), sorted(set(period))
    return Stretch(
        measure,
        facilities,
        periods,
        _codes(facility, facilities),
        _codes(period, periods),
        pa.array(numerator, pa.int64()),
        pa.array(denominator, pa.int64()),
        pa.array(value, pa.float64()),
    )


def _codes(names: Iterable[str], different: list[str]) -> np.ndarray[Any, np.dtype[np.int32]]:
    places: Mapping[str, int] = {name: place for place, name in enumerate(different)}
    return np.array([places[name] for name in names], np.int32)
