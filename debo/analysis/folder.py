"""The folder as an analysis needs it: its measures, places, periods and what people decided about charts."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from debo.analysis.layout import TABLES, Manifest, Sealed, read_manifest, read_sealed
from debo.analysis.refusals import FolderError
from debo.spc.roll_up import Tree, plant

#: Units in which a measure with a denominator is one number over another, as on the phone.
_RATIOS: Final = frozenset({"percent", "per_thousand", "rate"})
_DIRECTIONS: Final = {"up": 1, "down": -1}


@dataclass(frozen=True)
class Measured:
    """What decides how a measure's rows become points. web/src/measures/value.ts says the same.

    shape: "ratio" (numerator over denominator), "count" (the numerator alone) or "value" (as measured).
    direction: 1 where up is better, -1 where down is, else 0. is_delicate: it counts deaths, or may: an
    outcome of which fewer is better. Its small counts are not told above the facility.
    """

    measure: str
    shape: str
    direction: int
    period_kind: str
    is_delicate: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Measured:
        """From a row of the measures' table."""
        is_ratio = row["denominator_kind"] != "none" and row["unit"] in _RATIOS
        shape = "ratio" if is_ratio else "count" if row["unit"] == "count" else "value"
        direction = _DIRECTIONS.get(row["direction"] or "", 0)
        # What isn't said might be a count of deaths.
        delicate = (row["kind"] or "outcome") == "outcome" and (row["direction"] or "down") == "down"
        return cls(row["measure"], shape, direction, row["period_kind"] or "", delicate)


@dataclass(frozen=True)
class Decisions:
    """About one chart: the last period of its baseline ("" for none), and the first ones of its phases."""

    baseline: str
    phases: tuple[str, ...]


@dataclass(frozen=True)
class Folder:
    """A folder that was opened; partitions are read one by one by who needs them.

    places: the number of each in the tree. periods: by kind, each period's number within its kind, in the
    order of time. decisions: by (measure, facility).
    """

    path: Path
    manifest: Manifest
    seal: str
    measures: Mapping[str, Measured]
    places: Mapping[str, int]
    tree: Tree
    periods: Mapping[str, Mapping[str, int]]
    decisions: Mapping[tuple[str, str], Decisions]

    def read(self, sealed: Sealed) -> pa.Table:
        """A whole file that is what was written; FolderError otherwise. Names stay references."""
        return table_of(read_sealed(self.path, sealed), sealed.file)


def table_of(content: bytes, name: str) -> pa.Table:
    """A Parquet file's rows."""
    try:
        return pq.read_table(
            io.BytesIO(content), read_dictionary=["measure", "facility", "period"], use_threads=False
        )
    except pa.ArrowInvalid as error:
        raise FolderError(f"{name} is no Parquet file ({error}). Nothing was changed.") from None


def open_folder(path: Path) -> Folder:
    """Read the manifest and the tables; FolderError says what is missing or differs.

    The answer is kept for as long as the manifest stays the same: a worker opens a folder once.
    """
    seal = read_manifest(path)[1]
    return _open(path, seal)


@lru_cache(maxsize=2)
def _open(path: Path, seal: str) -> Folder:
    manifest, _ = read_manifest(path)
    files = {one.file: one for one in manifest.tables}
    missing = next((name for name in TABLES if f"{name}.parquet" not in files), None)
    if missing:
        raise FolderError(
            f"The manifest in {path} names no {missing}.parquet. Nothing was changed. Export again."
        )
    tables = {name: table_of(read_sealed(path, files[f"{name}.parquet"]), name) for name in TABLES}
    places = tables["places"].select(["place", "parent"])
    numbers = {place: number for number, place in enumerate(places["place"].to_pylist())}
    parents = [numbers.get(parent or "", -1) for parent in places["parent"].to_pylist()]
    return Folder(
        path,
        manifest,
        seal,
        {row["measure"]: Measured.of(row) for row in tables["measures"].to_pylist()},
        numbers,
        plant(parents),
        _numbered(tables["periods"].to_pylist()),
        _decided(tables["decisions"].to_pylist()),
    )


def _numbered(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Ids of one kind sort by time (debo.periods)."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"]].append(row["period"])
    return {kind: {period: n for n, period in enumerate(sorted(ids))} for kind, ids in kinds.items()}


def _decided(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Decisions]:
    baselines: dict[tuple[str, str], str] = {}
    phases: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        series = (row["measure"], row["facility"])
        if row["what"] == "baseline":
            baselines[series] = row["period"]
        else:
            phases[series].append(row["period"])
    charts = baselines.keys() | phases.keys()
    return {one: Decisions(baselines.get(one, ""), tuple(sorted(phases[one]))) for one in sorted(charts)}
