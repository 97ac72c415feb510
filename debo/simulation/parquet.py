"""What was invented as a folder of Parquet files, block by block: a nation to try an analysis on with no hub.

The places are invented as well: a woreda has a hospital, seven health centres and thirty health posts, as the
collaboratives' woredas had on average (docs/scale.md); twelve woredas make a zone, eight zones a region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from debo.analysis.layout import TABLES, Manifest
from debo.analysis.writing import PARTITION_ROWS, Stretch, new_folder
from debo.periods import Period
from debo.simulation.inventing import Block, invent
from debo.simulation.plan import BLOCK, Plan
from debo.simulation.sheets import CHANGES, facility_name, measure_name, period_ids

IN_WOREDA: Final = 38
HEALTH_CENTRES: Final = 7
WOREDAS_IN_ZONE: Final = 12
ZONES_IN_REGION: Final = 8
TRUTH: Final = "truth.parquet"

#: How a kind of figures is measured: unit, where the denominator comes from, what it is, which way is better.
_MEASURED: Final = {
    "share": ("percent", "register", "process", "up"),
    "count": ("count", "none", "outcome", "down"),
    "rate": ("per_thousand", "register", "outcome", "down"),
    "measured": ("minutes", "none", "process", "neither"),
}


def write_folder(
    plan: Plan, folder: Path, first: Period, partition_rows: int, progress: Callable[[int, int], None]
) -> Manifest:
    """Write the figures, their tables and truth.parquet, one row a series; memory holds one block.

    Refuses with FolderError a folder that holds something else; it is there whole or not at all.
    """
    ids = period_ids(first, plan.months)
    blocks = plan.measures * -(-plan.facilities // BLOCK)
    missing = 0
    with new_folder(folder, rows_per_partition=partition_rows or PARTITION_ROWS) as writer:
        for done, block in enumerate(invent(plan), 1):
            writer.add(stretch_of(block, ids))
            writer.add_beside(TRUTH, _truth(block, plan, ids))
            missing += int(np.isnan(block.reported).sum())
            progress(done, blocks)
        tables = {
            "places": _table("places", places(plan.facilities)),
            "measures": _table("measures", _measures(plan, str(first.kind))),
            "periods": _table("periods", _periods(first, plan.months)),
            "decisions": TABLES["decisions"].empty_table(),
        }
        return writer.finish("simulation", {"plan": asdict(plan)}, tables, {"months_not_sent": missing})


def measure_id(measure: int) -> str:
    """A measure's id, counted from 0."""
    return f"m{measure + 1:05}"


def facility_id(number: int) -> str:
    """A facility's id, counted from 0; ids sort as the numbers do."""
    return f"f{number + 1:08}"


def stretch_of(block: Block, periods: list[str]) -> Stretch:
    """A block's reported figures; a month nobody sent has no row."""
    sent = ~np.isnan(block.reported)
    facility, period = np.nonzero(sent)
    # A facility that sent nothing at all has no series.
    numbers, facility = np.unique(facility, return_inverse=True)
    used, period = np.unique(period, return_inverse=True)
    figures, nothing = block.reported[sent], pa.nulls(facility.size, pa.int64())
    is_measured = block.kind.name == "measured"
    sizes = nothing if block.sizes is None else pa.array(block.sizes[sent].astype(np.int64))
    return Stretch(
        measure_id(block.measure),
        [facility_id(block.first + number) for number in numbers.tolist()],
        [periods[one] for one in used.tolist()],
        facility.astype(np.int32),
        period.astype(np.int32),
        nothing if is_measured else pa.array(figures.astype(np.int64)),
        sizes,
        pa.array(np.round(figures, 3)) if is_measured else pa.nulls(facility.size, pa.float64()),
    )


def places(facilities: int) -> Iterator[dict[str, Any]]:
    """The invented land: every facility, and all that they belong to."""
    woredas = -(-facilities // IN_WOREDA)
    zones = -(-woredas // WOREDAS_IN_ZONE)
    yield _place("n", "country", None, "Nation")
    for region in range(-(-zones // ZONES_IN_REGION)):
        yield _place(f"r{region + 1:04}", "region", "n", f"Region {region + 1}")
    for zone in range(zones):
        yield _place(f"z{zone + 1:05}", "zone", f"r{zone // ZONES_IN_REGION + 1:04}", f"Zone {zone + 1}")
    for woreda in range(woredas):
        above = f"z{woreda // WOREDAS_IN_ZONE + 1:05}"
        yield _place(f"w{woreda + 1:06}", "woreda", above, f"Woreda {woreda + 1}")
    for number in range(facilities):
        woreda, place = divmod(number, IN_WOREDA)
        kind = "hospital" if not place else "health_centre" if place <= HEALTH_CENTRES else "health_post"
        centre = woreda * IN_WOREDA + 1 + (place - 1) % HEALTH_CENTRES
        above = facility_id(centre) if kind == "health_post" else f"w{woreda + 1:06}"
        yield _place(facility_id(number), kind, above, facility_name(number))


def _place(place: str, kind: str, parent: str | None, name: str) -> dict[str, Any]:
    return {"place": place, "kind": kind, "parent": parent, "name_en": name}


def _measures(plan: Plan, period_kind: str) -> Iterator[dict[str, Any]]:
    for measure in range(plan.measures):
        kind = plan.kind_of(measure)
        unit, denominator, outcome, direction = _MEASURED[kind.name]
        yield {
            "measure": measure_id(measure),
            "name_en": measure_name(kind, measure),
            "kind": outcome,
            "direction": direction,
            "unit": unit,
            "period_kind": period_kind,
            "denominator_kind": denominator,
        }


def _periods(first: Period, months: int) -> Iterator[dict[str, Any]]:
    period = first
    for _ in range(months):
        yield {
            "period": period.id,
            "kind": str(period.kind),
            "year": period.year,
            "number": period.number,
            "first_day": period.first_day,
            "last_day": period.last_day,
        }
        period = period.next()


TRUTH_COLUMNS: Final = pa.schema(
    [
        *((name, pa.string()) for name in ("measure", "facility", "change", "begins")),
        *((name, pa.float64()) for name in ("size_sd", "deviation", "before", "after")),
    ]
)


def _truth(block: Block, plan: Plan, periods: list[str]) -> pa.Table:
    """The truth about each series, as series.csv has it (docs/rules.md)."""
    begins = periods[plan.changes_in - 1] if plan.changes_in <= plan.months else None
    columns = [
        [measure_id(block.measure)] * block.facilities,
        [facility_id(block.first + row) for row in range(block.facilities)],
        [CHANGES[change] for change in block.change.tolist()],
        [begins if change else None for change in block.change.tolist()],
        np.array([0.0, plan.shift, plan.trend])[block.change],
        block.deviation,
        block.level[:, 0],
        block.level[:, -1],
    ]
    arrays = [pa.array(one, kind.type) for one, kind in zip(columns, TRUTH_COLUMNS, strict=True)]
    return pa.Table.from_arrays(arrays, schema=TRUTH_COLUMNS)


def _table(name: str, rows: Iterator[dict[str, Any]]) -> pa.Table:
    """Rows as columns, some thousand at once: a million places as Python's objects would weigh a gigabyte."""
    parts = [TABLES[name].empty_table()]
    while some := list(islice(rows, 20_000)):
        parts.append(pa.Table.from_pylist(some, schema=TABLES[name]))
    return pa.concat_tables(parts)
