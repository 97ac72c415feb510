"""The sums above the facility, measure by measure, from the partitions' shares; and their readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa

from debo.analysis.folder import Folder
from debo.analysis.partition import SUMS, Rows, Share, readings_of
from debo.spc.batch import Bools, Ints
from debo.spc.roll_up import Tree, plant
from debo.spc.small_counts import hide_small

#: facilities: that reported this period; facilities_in_all: that ever reported the measure.
ROLL_UP_COLUMNS: Final = pa.schema(
    [
        ("measure", pa.string()),
        ("place", pa.string()),
        ("period", pa.string()),
        ("facilities", pa.int64()),
        ("facilities_in_all", pa.int64()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
        ("ratio", pa.float64()),
        ("is_hidden", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class MeasureSums:
    """One measure's sums (ROLL_UP_COLUMNS), the readings of their series, and how many are hidden."""

    sums: pa.Table
    readings: pa.Table
    hidden: int


@dataclass
class Sums:
    """Adds shares up. Partitions come in the order of measures, so one measure is held at a time."""

    folder: Folder
    _measure: str = ""
    _sums: Ints = field(default_factory=lambda: np.zeros((0, 0, SUMS), np.int64))
    _series: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        self._places: Ints = np.flatnonzero(self.folder.tree.has_below)
        self._at = np.full(self.folder.tree.size + 1, -1, np.int64)
        self._at[self._places] = np.arange(self._places.size)
        # A parent has others below it, so each of these places' parents is one of them.
        self._tree: Tree = plant(self._at[self.folder.tree.parents[self._places]])
        self._names = np.array(sorted(self.folder.places, key=self.folder.places.__getitem__), np.object_)

    def add(self, shares: Iterable[Share]) -> Iterator[MeasureSums]:
        """Take a partition's shares; gives each measure that is now whole."""
        for share in shares:
            if share.measure != self._measure:
                yield from self.finish()
                self._measure = share.measure
                self._sums = np.zeros((self._places.size, *share.sums.shape[1:]), np.int64)
                self._series = np.zeros(self._places.size, np.int64)
            at = self._at[share.places]
            self._sums[at] += share.sums
            self._series[at] += share.series

    def finish(self) -> Iterator[MeasureSums]:
        """The measure that was being added up, if any."""
        if not self._measure:
            return
        hidden = self._hidden()
        place, period = np.nonzero(self._sums[:, :, 0])
        yield MeasureSums(
            self._table(place, period, hidden[place, period]),
            self._readings(place, period, hidden),
            int(np.count_nonzero(hidden)),
        )
        self._measure = ""

    def _hidden(self) -> Bools:
        facilities, numerators = self._sums[:, :, 0], self._sums[:, :, 1]
        if not self.folder.measures[self._measure].is_delicate:
            return np.zeros(facilities.shape, np.bool_)
        below = np.zeros_like(facilities)
        has_parent = np.flatnonzero(self._tree.parents >= 0)
        np.add.at(below, self._tree.parents[has_parent], facilities[has_parent])
        return hide_small(self._tree, numerators, facilities > below)

    def _table(self, place: Ints, period: Ints, hidden: Bools) -> pa.Table:
        measured = self.folder.measures[self._measure]
        periods = sorted(self.folder.periods[measured.period_kind])
        facilities, numerator, denominator = self._sums[place, period].T
        no_ratio = np.full(place.size, measured.shape != "ratio")
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = numerator / denominator
        columns = [
            _named(np.zeros(place.size, np.int64), [self._measure]),
            _named(place, self._names[self._places].tolist()),
            _named(period, periods),
            pa.array(facilities),
            pa.array(self._series[place]),
            pa.array(numerator, mask=hidden),
            pa.array(denominator, mask=no_ratio),
            pa.array(ratio, mask=hidden | no_ratio | (denominator == 0)),
            pa.array(hidden),
        ]
        return pa.Table.from_arrays(columns, names=ROLL_UP_COLUMNS.names)

    def _readings(self, place: Ints, period: Ints, hidden: Bools) -> pa.Table:
        measured = self.folder.measures[self._measure]
        starts = np.flatnonzero(np.diff(place, prepend=-1))
        own = self._places[place[starts]]
        numbers = self._sums[place, period].astype(np.float64)
        series = np.append(starts, place.size)
        names = self._names[own].tolist()
        nothing = np.full(place.size, np.nan)
        rows = Rows(measured, names, series, own, period, numbers[:, 1], numbers[:, 2], nothing)
        readings = readings_of(rows, "place", {})
        # A median of hidden counts would tell them.
        told = ~np.logical_or.reduce(hidden, axis=1)[place[starts]]
        column = readings.schema.get_field_index("centre")
        centre = np.where(told, readings["centre"].to_numpy(), np.nan)
        return readings.set_column(column, "centre", pa.array(centre, pa.float64(), from_pandas=True))


def _named(codes: Ints, names: list[str]) -> pa.DictionaryArray:
    """Names told once, and which each row has."""
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(names, pa.string()))
