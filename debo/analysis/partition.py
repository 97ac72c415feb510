"""What is read from one partition: every series' reading, and its share of each sum above the facility.

The same function on this machine and on a cluster's: it takes a folder and a number, and answers with arrays.
Readings come from medians and whole numbers alone, so two machines agree to the last bit.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from debo.analysis.chance import judge
from debo.analysis.folder import Decisions, Folder, Measured, open_folder
from debo.analysis.refusals import FolderError
from debo.spc.batch import Batch, Floats, Ints
from debo.spc.engine import Charts, Wishes, read_charts
from debo.spc.reading import ENOUGH, count_points, reading_keys
from debo.spc.roll_up import sum_up, with_all_above

#: Sums of a place and period: facilities that reported, numerators, denominators.
SUMS: Final = 3


@dataclass(frozen=True)
class Task:
    """One partition of a folder whose manifest has this SHA-256."""

    folder: str
    seal: str
    partition: int


@dataclass(frozen=True)
class Share:
    """What one partition adds to the sums of one measure.

    places: int64 (p,), numbers of places that have others below them. sums: int64 (p, periods, SUMS).
    series: int64 (p,), series at and below each.
    """

    measure: str
    places: Ints
    sums: Ints
    series: Ints


@dataclass(frozen=True)
class Answer:
    """All that comes of one partition; readings has its names, READING_COLUMNS, and what `judge` adds."""

    partition: int
    readings: pa.Table
    shares: tuple[Share, ...]
    unreadable: int


@dataclass(frozen=True)
class Rows:
    """One measure's rows in a partition, arrays alike long; series: int64, where each begins, and the end.

    place: int64, number of each series' facility. period: int64, number within its kind. numerator and
    denominator: float64, NaN where there is none; value: what a measured one is plotted by.
    """

    measured: Measured
    names: list[str]
    series: Ints
    place: Ints
    period: Ints
    numerator: Floats
    denominator: Floats
    value: Floats


def read_partition(task: Task) -> Answer:
    """Read one partition; FolderError when the folder isn't whole, or isn't the one that was meant."""
    if not Path(task.folder).is_dir():
        raise FolderError(
            f"{platform.node() or 'A worker'} sees no folder {task.folder}. Nothing was written. Every "
            "worker must see it under this name: put it on a disk that all share, or copy it to each."
        )
    folder = open_folder(Path(task.folder))
    if folder.seal != task.seal:
        raise FolderError(
            f"{task.folder} was made anew while it was read, or a worker sees another folder there. "
            "Nothing was written. Give the same command again."
        )
    columns = Columns.of(folder, folder.read(folder.manifest.partitions[task.partition]))
    readings, shares, unreadable = [], [], 0
    for measured, here in columns.measures(folder):
        rows, lost = columns.rows(measured, here, folder.periods.get(measured.period_kind, {}))
        unreadable += lost
        if not rows.place.size:
            continue
        decided = _decisions(folder.decisions, rows)
        readings.append(readings_of(rows, "facility", decided, folder.periods[measured.period_kind]))
        if measured.shape != "value":
            shares.append(_share_of(folder, rows))
    judged = judge(pa.concat_tables(readings or [_NO_READINGS]))
    return Answer(task.partition, judged, tuple(shares), unreadable)


Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Columns:
    """A partition's columns as arrays; names are told once, and rows say which.

    place: per name of a facility, its number in the tree.
    """

    measure: Codes
    facility: Codes
    period: Codes
    measure_names: list[str]
    facility_names: list[str]
    period_names: list[str]
    place: Ints
    numerator: Floats
    denominator: Floats
    value: Floats

    @classmethod
    def of(cls, folder: Folder, table: pa.Table) -> Columns:
        """From the file; FolderError when it names a place that the table of places doesn't."""
        measure, measures = _coded(table["measure"])
        facility, facilities = _coded(table["facility"])
        period, periods = _coded(table["period"])
        unknown = next((one for one in facilities if one not in folder.places), None)
        if unknown is not None:
            raise FolderError(f"places.parquet doesn't know {unknown}. Nothing was written. Export again.")
        place = np.array([folder.places[one] for one in facilities], np.int64)
        numbers = [_numbers(table[name]) for name in ("numerator", "denominator", "value")]
        return cls(measure, facility, period, measures, facilities, periods, place, *numbers)

    def measures(self, folder: Folder) -> Iterator[tuple[Measured, slice]]:
        """Each measure and where its rows lie, which is together."""
        for first, last in pairwise([*np.flatnonzero(np.diff(self.measure, prepend=-1)), self.measure.size]):
            name = self.measure_names[self.measure[first]]
            if name not in folder.measures:
                raise FolderError(f"measures.parquet doesn't know {name}. Nothing was written. Export again.")
            yield folder.measures[name], slice(first, last)

    def rows(self, measured: Measured, here: slice, numbers: Mapping[str, int]) -> tuple[Rows, int]:
        """One measure's rows whose period is of its kind, and how many aren't."""
        known = np.array([numbers.get(one, -1) for one in self.period_names], np.int64)
        period = known[self.period[here]]
        kept = np.flatnonzero(period >= 0) + here.start
        facility = self.facility[kept]
        starts = np.flatnonzero(np.diff(facility, prepend=-1))
        rows = Rows(
            measured,
            [self.facility_names[code] for code in facility[starts]],
            np.append(starts, facility.size),
            self.place[facility[starts]],
            period[kept - here.start],
            self.numerator[kept],
            self.denominator[kept],
            self.value[kept],
        )
        return rows, period.size - kept.size


def _coded(column: pa.ChunkedArray) -> tuple[Codes, list[str]]:
    """A column of names as places in a list of them."""
    whole = column.unify_dictionaries().combine_chunks()
    return whole.indices.to_numpy(zero_copy_only=False), whole.dictionary.to_pylist()


def _numbers(column: pa.ChunkedArray) -> Floats:
    """float64, NaN for null. Counts are below 2^53, so they stay exact."""
    found: Floats = column.cast(pa.float64()).to_numpy()
    return found


# --- readings -----------------------------------------------------------------------------------------------

#: After the series' measure and place: what its present phase says.
READING_COLUMNS: Final = pa.schema(
    [
        ("phases", pa.int32()),
        ("is_frozen", pa.bool_()),
        ("points", pa.int32()),
        ("useful", pa.int32()),
        ("above", pa.int32()),
        ("below", pa.int32()),
        ("centre", pa.float64()),
        ("longest_run", pa.int32()),
        ("longest_run_max", pa.int32()),
        ("crossings", pa.int32()),
        ("crossings_min", pa.int32()),
        ("signal", pa.bool_()),
        ("reading", pa.string()),
    ]
)


def reading_schema(place: str) -> pa.Schema:
    """The columns of readings of facilities ("facility") or of places above them ("place")."""
    return pa.schema([("measure", pa.string()), (place, pa.string()), *READING_COLUMNS])


_NO_READINGS: Final = reading_schema("facility").empty_table()


def _decisions(known: Mapping[tuple[str, str], Decisions], rows: Rows) -> dict[int, Decisions]:
    """What people decided about these series, by their place in the rows."""
    if not known:
        return {}
    keys = ((rows.measured.measure, name) for name in rows.names)
    return {place: known[key] for place, key in enumerate(keys) if key in known}


def readings_of(
    rows: Rows, place: str, decided: Mapping[int, Decisions], periods: Mapping[str, int] | None = None
) -> pa.Table:
    """Every series read as a run chart by the Anhøj rules, as on a phone: its present phase."""
    wishes, frozen = _wishes(rows, decided, periods or {})
    shape = rows.measured.shape
    values = rows.value if shape == "value" else rows.numerator
    batch = Batch(values, rows.series, rows.denominator if shape == "ratio" else None)
    charts = read_charts(batch, "run", wishes=wishes)
    points = count_points(charts)
    keys = reading_keys(charts, points, direction=rows.measured.direction)
    # Every series has a phase, and the last one is the present.
    owners = charts.phases.series
    last = np.flatnonzero(np.diff(owners, append=owners.size))
    columns = {
        "measure": pa.array([rows.measured.measure] * len(rows.names), pa.string()),
        place: pa.array(rows.names, pa.string()),
        "phases": np.bincount(owners, minlength=len(rows.names)),
        "is_frozen": frozen,
        "points": points.n_obs[last],
        **_numbers_of(charts, last),
        "reading": pa.array(keys[last].tolist(), pa.string()),
    }
    schema = reading_schema(place)
    arrays = [pa.array(columns[one.name]).cast(one.type) for one in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _numbers_of(charts: Charts, last: Ints) -> dict[str, Any]:
    """What the rules counted in these phases."""
    runs, verdict, sides = charts.runs, charts.anhoej, charts.sides
    if runs is None or verdict is None or sides is None:
        raise ValueError("A reading needs the points, the runs and the Anhøj rules.")
    useful = runs.n_useful[last]
    above = _totals(sides > 0, charts.phases.offsets)[last]
    return {
        "useful": useful,
        "above": above,
        "below": useful - above,
        "centre": pa.array(charts.centre[last], pa.float64(), from_pandas=True),
        "longest_run": runs.longest_run[last],
        "longest_run_max": verdict.longest_run_max[last],
        "crossings": runs.crossings[last],
        "crossings_min": verdict.crossings_min[last],
        "signal": charts.runs_signal[last] & (useful >= ENOUGH),
    }


def _totals(points: NDArray[np.bool_], offsets: Ints) -> Ints:
    running = np.concatenate([[0], np.cumsum(points, dtype=np.int64)])
    found: Ints = running[offsets[1:]] - running[offsets[:-1]]
    return found


def _wishes(
    rows: Rows, decided: Mapping[int, Decisions], periods: Mapping[str, int]
) -> tuple[Wishes | None, NDArray[np.bool_]]:
    """Phases and baselines as the engine takes them, and which present phases have a frozen line."""
    frozen = np.zeros(len(rows.names), np.bool_)
    if not decided:
        return None, frozen
    parts: list[list[int]] = []
    baselines: list[int] = []
    for place, (first, last) in enumerate(pairwise(rows.series.tolist())):
        said = decided.get(place)
        cuts, kept = ([], [0]) if said is None else _cuts(said, rows.period[first:last].tolist(), periods)
        parts.append(cuts)
        baselines += kept
        frozen[place] = 0 < kept[-1] < last - first - (cuts[-1] if cuts else 0)
    return Wishes(parts=parts, baselines=baselines), frozen


def _cuts(said: Decisions, months: list[int], periods: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """The last point of each phase but the present one, and how many first points make each phase's line.

    As web/src/charts/reading.ts: what lies outside the points decides nothing.
    """
    begun = {_rank(months, periods.get(one, -1)) for one in said.phases if one in periods}
    cuts = sorted(cut for cut in begun if 0 < cut < len(months))
    edges = [0, *cuts, len(months)]
    last = periods.get(said.baseline, -1)
    inside = months[0] <= last <= months[-1]
    end = _rank(months, last + 1) if inside else 0
    return cuts, [end - first if inside and first < end <= stop else 0 for first, stop in pairwise(edges)]


def _rank(months: list[int], period: int) -> int:
    """How many of the points lie before a period."""
    return int(np.searchsorted(months, period))


# --- sums above the facility --------------------------------------------------------------------------------


def _share_of(folder: Folder, rows: Rows) -> Share:
    """This partition's part of the sums of every place that has others below it."""
    tree, numbers = with_all_above(folder.tree, rows.place)
    periods = len(folder.periods[rows.measured.period_kind])
    told = ~np.isnan(rows.numerator)
    if rows.measured.shape == "ratio":
        told &= ~np.isnan(rows.denominator)
    at = np.searchsorted(numbers, np.repeat(rows.place, np.diff(rows.series)))
    own = np.zeros((tree.size, periods, SUMS), np.int64)
    # A series has a period once, so no cell is written twice.
    cell = (at[told], rows.period[told])
    own[(*cell, 0)] = 1
    own[(*cell, 1)] = rows.numerator[told].astype(np.int64)
    if rows.measured.shape == "ratio":
        own[(*cell, 2)] = rows.denominator[told].astype(np.int64)
    counted = np.zeros((tree.size, 1), np.int64)
    counted[np.searchsorted(numbers, rows.place), 0] = 1
    sums = sum_up(tree, own.reshape(tree.size, -1)).reshape(own.shape)
    series = sum_up(tree, counted)[:, 0]
    above = folder.tree.has_below[numbers]
    return Share(rows.measured.measure, numbers[above], sums[above], series[above])
