"""Small folders of figures with their numbers written out, and what each of them comes to by plain loops."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from debo.analysis.layout import TABLES, Manifest
from debo.analysis.writing import Stretch, new_folder
from debo.periods import parse

Count = tuple[int | None, int | None, float | None]

#: place → its parent: a nation of two woredas, a health centre with two posts in the first.
PLACES = {"n": None, "w1": "n", "w2": "n", "c1": "w1", "h1": "w1", "p1": "c1", "p2": "c1", "c2": "w2"}
FACILITIES = ("c1", "c2", "h1", "p1", "p2")
MONTHS = [f"e20{15 + month // 12}-{month % 12 + 1:02}" for month in range(30)]
MEASURES = {
    "anc": ("process", "up", "percent", "register"),
    "deaths": ("outcome", "down", "count", "none"),
    "delay": ("process", "down", "minutes", "none"),
}


@dataclass
class Figures:
    """Counts by (measure, facility, month), and decisions about charts."""

    counts: dict[tuple[str, str, str], Count] = field(default_factory=dict)
    decisions: list[dict[str, Any]] = field(default_factory=list)

    def write(self, folder: Path, rows: int = 70) -> Manifest:
        """As a folder, in small partitions."""
        with new_folder(folder, rows_per_partition=rows) as writer:
            for measure in sorted({key[0] for key in self.counts}):
                for facility in sorted({key[1] for key in self.counts if key[0] == measure}):
                    writer.add(stretch(measure, facility, self.series(measure, facility)))
            return writer.finish("test", {}, tables(self.decisions), {})

    def series(self, measure: str, facility: str) -> list[tuple[str, Count]]:
        """One series in the order of time."""
        own = [(key[2], count) for key, count in self.counts.items() if key[:2] == (measure, facility)]
        return sorted(own)


def stretch(measure: str, facility: str, series: Sequence[tuple[str, Count]]) -> Stretch:
    periods, counts = zip(*series, strict=True)
    numerator, denominator, value = zip(*counts, strict=True)
    rows = len(series)
    return Stretch(
        measure,
        [facility],
        list(periods),
        np.zeros(rows, np.int32),
        np.arange(rows, dtype=np.int32),
        pa.array(numerator, pa.int64()),
        pa.array(denominator, pa.int64()),
        pa.array(value, pa.float64()),
    )


def tables(decisions: Iterable[dict[str, Any]] = ()) -> dict[str, pa.Table]:
    rows = {
        "places": [{"place": place, "parent": parent, "kind": ""} for place, parent in PLACES.items()],
        "measures": [
            {"measure": name, "kind": kind, "direction": direction, "unit": unit, "denominator_kind": below,
             "period_kind": "ethiopian_month"}
            for name, (kind, direction, unit, below) in MEASURES.items()
        ],
        "periods": [
            {"period": one, "kind": "ethiopian_month", "year": parse(one).year, "number": parse(one).number}
            for one in MONTHS
        ],
        "decisions": list(decisions),
    }  # fmt: skip
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()}


def invented(seed: int) -> Figures:
    """Figures as they come: months missing, nothing below the line, halves missing, many ties."""
    chance, figures = random.Random(seed), Figures()
    for measure in MEASURES:
        for facility in FACILITIES:
            for month in chance.sample(MONTHS, chance.randint(1, len(MONTHS))):
                figures.counts[measure, facility, month] = _count(measure, chance)
    return figures


def _count(measure: str, chance: random.Random) -> Count:
    if measure == "anc":
        below = chance.choice([0, 8, 12, 20, None, 31])
        return (chance.randint(0, below) if below else chance.choice([0, None]), below, None)
    if measure == "deaths":
        return (chance.choice([0, 0, 1, 2, 3, 7, None]), None, None)
    return (None, None, round(chance.uniform(5, 90)) / 2)


def walk_up(place: str) -> list[str]:
    """The place and all that it belongs to."""
    found = [place]
    while PLACES[found[-1]] is not None:
        found.append(str(PLACES[found[-1]]))
    return found


def plain_sums(figures: Figures, measure: str) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(place above, month) → facilities that reported, numerators, denominators, by walking up."""
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    above = set(PLACES.values())
    for (name, facility, month), (numerator, denominator, _) in figures.counts.items():
        if name != measure or numerator is None or (measure == "anc" and denominator is None):
            continue
        for place in walk_up(facility):
            if place in above:
                one, top, bottom = found.get((place, month), (0, 0, 0))
                found[place, month] = one + 1, top + numerator, bottom + (denominator or 0)
    return found
