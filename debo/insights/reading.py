"""How many series read at once: the Anhøj rules over what people decided about each chart, and what lies
far off.

web/src/charts/reading.ts reads one series the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from debo.insights.figures import MEASURED, RATIO, Figure
from debo.insights.points import EXTREME, KNOWN, MODERATE, TIMELY, Ints, Table
from debo.spc.batch import Batch, Floats
from debo.spc.engine import Charts, Wishes, read_charts
from debo.spc.reading import count_points, reading_keys

#: Readings by which a series likely changed, and those by which too little is known yet.
CHANGED: Final = frozenset(
    f"{way}_{rule}" for way in ("change", "better", "ask") for rule in ("run", "crossings")
)
BETTER: Final = frozenset({"better_run", "better_crossings"})
NOT_ENOUGH: Final = frozenset({"no_points", "too_few", "too_few_on_line"})

#: Outliers are looked for among the points of so many periods, when there are at least so many of them: a
#: year, as WHO's review of data quality does, and of fewer than six none can lie two standard deviations off.
WINDOW: Final = 12
FEWEST: Final = 6
MODERATE_FROM: Final = 2.0
EXTREME_FROM: Final = 3.0


@dataclass(frozen=True)
class Acts:
    """What people decided about one chart: number of the baseline's last period, and where phases begin."""

    baseline: int | None = None
    phases: tuple[int, ...] = ()


UNTOUCHED: Final = Acts()


@dataclass(frozen=True)
class Readings:
    """Per series, from its present phase; see models.Series. charts: as the engine gave them."""

    columns: dict[str, list[Any]]
    charts: Charts

    def row(self, series: int) -> dict[str, Any]:
        """One series' columns."""
        return {name: column[series] for name, column in self.columns.items()}


def values_of(points: Table, keys: Ints, figures: Sequence[Figure]) -> Floats:
    """What is plotted; NaN where nothing can be: a missing half, or nobody to count over."""
    is_ratio = np.array([one.form == RATIO for one in figures], np.bool_)[keys]
    factor = np.array([one.factor for one in figures])[keys]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = factor * (points["above"] / np.where(points["below"] > 0, points["below"], np.nan))
    values: Floats = np.where(is_ratio, shares, points["above"])
    return values


def read(values: Floats, ats: Ints, offsets: Ints, directions: Ints, acts: Sequence[Acts]) -> Readings:
    """Read series laid end to end; months without a point have no row, and neither break nor lengthen a
    run."""
    cuts = [_cuts(one.phases, ats[a:b]) for one, a, b in zip(acts, offsets[:-1], offsets[1:], strict=True)]
    touched = any(one.baseline is not None or cut for one, cut in zip(acts, cuts, strict=True))
    wishes = _wishes(ats, offsets, acts, cuts) if touched else None
    charts = read_charts(Batch(values, offsets), "run", wishes=wishes)
    series = charts.phases.series
    points = count_points(charts)
    keys = reading_keys(charts, points, direction=directions[series])
    last = np.searchsorted(series, np.arange(offsets.size - 1), side="right") - 1
    runs, verdict = charts.runs, charts.anhoej
    if runs is None or verdict is None:
        raise ValueError("Readings need the runs and the Anhøj rules.")
    useful = runs.n_useful > 0
    centre = charts.centre[last]
    columns: dict[str, list[Any]] = {
        "reading": keys[last].tolist(),
        "n_obs": points.n_obs[last].tolist(),
        "n_useful": points.n_useful[last].tolist(),
        "longest_run": runs.longest_run[last].tolist(),
        "longest_run_max": np.where(useful, verdict.longest_run_max, 0)[last].tolist(),
        "crossings": runs.crossings[last].tolist(),
        "crossings_min": np.where(useful, verdict.crossings_min, 0)[last].tolist(),
        "centre": [None if np.isnan(one) else one for one in centre.tolist()],
        "later": points.later[last].tolist(),
        "phase": [
            _present(one.phases, ats[a:b]) for one, a, b in zip(acts, offsets[:-1], offsets[1:], strict=True)
        ],
        "frozen": [0] * last.size if wishes is None else np.asarray(wishes.baselines)[last].tolist(),
    }
    return Readings(columns, charts)


def _inside(phases: Sequence[int], ats: Ints) -> list[int]:
    """The phases that begin after the first point and not after the last."""
    return sorted({one for one in phases if ats.size and ats[0] < one <= ats[-1]})


def _present(phases: Sequence[int], ats: Ints) -> int | None:
    return _inside(phases, ats)[-1] if phases and _inside(phases, ats) else None


def _cuts(phases: Sequence[int], ats: Ints) -> list[int]:
    """The last point of each phase but the present one, counted from 1."""
    if not phases:
        return []
    found: list[int] = np.unique(np.searchsorted(ats, _inside(phases, ats))).tolist()
    return found


def _wishes(ats: Ints, offsets: Ints, acts: Sequence[Acts], cuts: Sequence[list[int]]) -> Wishes:
    baselines: list[int] = []
    for one, parts, start, stop in zip(acts, cuts, offsets[:-1], offsets[1:], strict=True):
        here = ats[start:stop]
        edges = [0, *parts, here.size]
        lasts = 0
        if one.baseline is not None and here.size and here[0] <= one.baseline <= here[-1]:
            lasts = int(np.searchsorted(here, one.baseline, side="right"))
        # It freezes the phase it ends in, and that one alone.
        baselines += [lasts - first if first < lasts <= last else 0 for first, last in pairwise(edges)]
    return Wishes(parts=cuts, baselines=np.array(baselines, np.int64))


def grade(points: Table, keys: Ints, series: int) -> NDArray[np.uint8]:
    """Marks for `state`: what each point of a series' last twelve periods is among them.

    Mean and standard deviation (n − 1) of the counts, the point itself included, as WHO's Data Quality
    Review has it; 2 and 3 of them away are moderate and extreme. A month nobody counted is no zero and is
    left out.
    """
    newest = np.full(series, np.iinfo(np.int32).min)
    np.maximum.at(newest, keys, points["at"])
    counts = points["above"]
    seen = (points["at"] > newest[keys] - WINDOW) & ~np.isnan(counts)
    kept = np.where(seen, counts, 0.0)
    n = np.bincount(keys, seen, series)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(keys, kept, series) / n
        off = np.where(seen, counts - mean[keys], 0.0)
        deviation = np.sqrt(np.bincount(keys, off * off, series) / (n - 1))
        far = np.abs(off) / deviation[keys]
    usual = ~(seen & (n[keys] >= FEWEST) & (deviation[keys] > 0))
    far = np.where(usual, 0.0, far)
    marks: NDArray[np.uint8] = np.select(
        [far >= EXTREME_FROM, far >= MODERATE_FROM], [EXTREME, MODERATE], 0
    ).astype(np.uint8)
    return marks


def graded(points: Table, keys: Ints, series: int) -> tuple[Table, dict[str, list[int]]]:
    """The points with their marks, and how many of each series are marked."""
    marked = points.copy()
    marks = grade(points, keys, series)
    marked["state"] = (points["state"] & (KNOWN | TIMELY)) | marks
    found = {
        name: np.bincount(keys, marks == mark, series).astype(np.int64).tolist()
        for name, mark in (("moderate", MODERATE), ("extreme", EXTREME))
    }
    return marked, found


def is_measured(figures: Sequence[Figure]) -> NDArray[np.bool_]:
    """Which of them are measured values, which have no sum."""
    return np.array([one.form == MEASURED for one in figures], np.bool_)
