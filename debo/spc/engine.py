"""Whole batches of charts: arrays in, arrays out, no loop over series.

Order of work, as docs/charts.md has it: cut series into phases; freeze and exclude; centre line and limits
per phase; runs; signals.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import anhoej, ihi, zones
from .batch import BLOCK_POINTS, Batch, Bools, Floats, Ints, Phases, Rows, blocks, cut_phases
from .charts import KINDS, Kind
from .lines import ROUNDING, Block, Lines, Pairs, sums
from .runs import (
    Counts,
    Flags,
    RunCounts,
    count_runs,
    count_trends,
    flag_sides,
    flag_steps,
    flags_of_sides,
    points_down,
    side_by_side,
    sides_of_pairs,
)

# Bytes of this many points are walked together: at 24 points one step is then 16,000 phases, which is four
# times as fast as 2,000.
POINTS_A_WALK: Final = 8 * BLOCK_POINTS
ANHOEJ_ONLY: Final = (anhoej.NAME,)
ALL_RULES: Final = (anhoej.NAME, ihi.NAME)


@dataclass(frozen=True)
class Wishes:
    """What people decided about their charts; nothing at all is the ordinary case.

    parts: per series the last point of each phase, counted from 1. Everything starts afresh in each phase.
    freeze: per series the first k points (missing ones count) that make the line for all; 0 for none, and
    ignored where the series has parts. baselines: the same per phase, in the order of the phases: how Debo
    draws a frozen and extended line in each. exclude: per point, left out of line, limits and runs, yet it
    keeps its limits and may lie outside them. centre: per series a line that was given, NaN for none.
    screen_mr: leave out extreme moving ranges once (Nelson 1982).
    """

    parts: Sequence[Sequence[int]] | None = None
    freeze: ArrayLike | None = None
    baselines: ArrayLike | None = None
    exclude: Bools | None = None
    centre: ArrayLike | None = None
    screen_mr: bool = False


@dataclass(frozen=True)
class Charts:
    """Answers for a batch. Arrays per point are flat as the batch is; the others have one entry per phase.

    values: what is plotted, NaN for no point. lower, upper: None where the chart has no limits, NaN where a
    point has none. signal: outside its limits. sides: 1 above the line, -1 below, 0 not useful.
    zones: by name of the rule set asked for and of its rule, the points that pass it.
    runs, anhoej: None when runs mean nothing or were not asked for; the counts of a phase without useful
    points are 0. ihi: None unless asked for.
    """

    kind: str
    phases: Phases
    values: Floats
    centre: Floats
    lower: Floats | None
    upper: Floats | None
    signal: Bools | None
    sides: NDArray[np.int8] | None
    runs: RunCounts | None
    anhoej: anhoej.AnhoejVerdict | None
    ihi: ihi.IhiVerdict | None
    exclude: Bools | None = None
    zones: Mapping[str, Mapping[str, Bools]] = field(default_factory=dict)

    @property
    def runs_signal(self) -> Bools:
        """The Anhøj verdict of each phase; never one on a chart whose runs mean nothing."""
        if self.anhoej is None or not KINDS[self.kind].counts_runs:
            return np.zeros(self.centre.size, np.bool_)
        return self.anhoej.signal


def read_charts(
    batch: Batch,
    kind: str = "run",
    *,
    wishes: Wishes | None = None,
    rules: Collection[str] = ANHOEJ_ONLY,
    points: bool = True,
) -> Charts:
    """Compute one kind of chart for every series of the batch.

    rules: names of rule sets: `anhoej`, `ihi`, and for charts with limits those of zones.RULE_SETS; none at
    all leaves runs uncounted. points: with it come `sides`; without it only the answers per phase, faster.
    Refuses (ValueError) an unknown kind, missing or unexpected denominators, and wishes of another length.
    """
    chart = check_kind(kind, has_sizes=batch.denominators is not None)
    asked = wishes or Wishes()
    phases = cut_phases(batch.offsets, asked.parts)
    work = _Work(batch, chart, phases, asked, frozenset(rules), points)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        work.do_all()
    return work.answer(kind)


def check_kind(kind: str, *, has_sizes: bool) -> Kind:
    """Find the kind of chart, or refuse it in a sentence (ValueError)."""
    if kind not in KINDS:
        raise ValueError(f"There is no chart “{kind}” here; there are {', '.join(KINDS)}.")
    chart = KINDS[kind]
    if chart.needs_sizes and not has_sizes:
        raise ValueError(f"A {kind} chart needs a denominator for every count.")
    if has_sizes and not chart.takes_sizes:
        raise ValueError(f"A {kind} chart takes its numbers alone; with denominators ask for a p or u chart.")
    return chart


@dataclass
class _Work:
    """One pass over a batch; the arrays fill up block by block."""

    batch: Batch
    chart: Kind
    phases: Phases
    wishes: Wishes
    rules: frozenset[str]
    points: bool
    waiting: list[tuple[Rows, Flags, Flags | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        total, count = self.batch.values.size, self.phases.series.size
        self.baselines = self._baselines()
        self.given = _numbers(self.wishes.centre, self.batch.series, "centre")
        self.exclude = self.wishes.exclude
        sizes = self.batch.denominators
        self.sizes: Floats = np.empty(0) if sizes is None else sizes
        if self.exclude is not None and self.exclude.shape != (total,):
            raise ValueError("There must be one mark of exclusion for each value.")
        chart = self.chart
        as_they_are = chart.counts_runs and not (chart.of_subgroups or chart.above_zero)
        changed = self.batch.denominators is not None or not as_they_are
        self.values = np.empty_like(self.batch.values) if changed else self.batch.values
        self.centre = np.full(count, np.nan)
        # Room is made with the first limits; a run chart has none.
        self.lower, self.upper, self.signal = np.empty(0), np.empty(0), np.empty(0, np.bool_)
        self.zoned = sorted(self.rules & zones.RULE_SETS.keys()) if self.chart.has_zones else []
        keeps_sides = self.rules and (self.points or self.zoned or self.chart.pool is not None)
        self.deviation = np.full(total if self.zoned else 0, np.nan)
        self.sides = np.zeros(total if keeps_sides else 0, np.int8)
        self.trending = ihi.NAME in self.rules and self.chart.counts_runs
        self.counts = RunCounts(*(np.zeros(count, np.int32) for _ in range(3)))
        self.trends: Counts = np.zeros(count, np.int32)

    def _baselines(self) -> Ints | None:
        """How many first points make the line of each phase; 0 for all of them."""
        if self.wishes.baselines is not None:
            return _whole_numbers(self.wishes.baselines, self.phases.series.size, "baselines")
        freeze = _whole_numbers(self.wishes.freeze, self.batch.series, "freeze")
        if freeze is None or self.wishes.parts is None:
            return freeze
        cut = np.array([len(one) > 0 for one in self.wishes.parts], np.bool_)
        return np.where(cut, 0, freeze)[self.phases.series]

    def do_all(self) -> None:
        """Draw every block, and count the runs of several blocks of one width at a time."""
        if self.chart.pool is not None:
            self._pool(self.chart.pool)
        if self.chart.pool is None or self.rules:
            for rows in blocks(self.phases.offsets):
                self._do_rows(rows)
        if self.waiting:
            self._count_waiting()

    def _do_rows(self, rows: Rows) -> None:
        kept = None if self.exclude is None else ~rows.take(self.exclude, filling=False)
        if self.chart.draw is None:
            shown, sides = rows.take(self.values), flags_of_sides(rows.take(self.sides, filling=0))
            points = points_down(shown, kept) if self.trending else None
        else:
            lines = self.chart.draw(self._block(rows, kept))
            self._put(rows, lines)
            if not self.rules:
                return
            points = points_down(lines.shown, kept)
            sides = flag_sides(lines, points)
        if self.waiting and self._walk_is_full(rows.width):
            self._count_waiting()
        steps = None
        if self.trending and points is not None:
            steps = flag_steps(points, ROUNDING if self.chart.of_subgroups else 0.0)
        self.waiting.append((rows, sides, steps))

    def _walk_is_full(self, width: int) -> bool:
        """Whether the waiting blocks are enough, or much narrower than the next."""
        waiting = sum(rows.size * rows.width for rows, _, _ in self.waiting)
        return waiting >= POINTS_A_WALK or width > 1.25 * self.waiting[0][0].width + 2

    def _block(self, rows: Rows, kept: Bools | None) -> Block:
        batch, values, sizes = self.batch, rows.take(self.batch.values), None
        if batch.denominators is not None:
            sizes = rows.take(batch.denominators)
            values = values / np.where(sizes > 0, sizes, np.nan)
        base = kept
        if self.baselines is not None:
            lasting = self.baselines[rows.phases][:, None]
            early = (lasting <= 0) | (np.arange(rows.width) < lasting)
            base = early if kept is None else early & kept
        given = None if self.given is None else self.given[self.phases.series[rows.phases]]
        deviations = None if batch.deviations is None else rows.take(batch.deviations)
        measured = None if batch.measured is None else rows.take(batch.measured)
        return Block(values, base, given, self.wishes.screen_mr, sizes, deviations, measured)

    def _put(self, rows: Rows, lines: Lines) -> None:
        self.centre[rows.phases] = lines.centre
        if self.values is not self.batch.values:
            rows.put(self.values, lines.shown)
        if lines.lower is None or lines.upper is None:
            return
        self._make_room_for_limits()
        rows.put(self.lower, lines.lower)
        rows.put(self.upper, lines.upper)
        rows.put(self.signal, _outside(lines.shown, lines.lower, lines.upper))
        if self.zoned and lines.deviation is not None:
            rows.put(self.deviation, lines.deviation)

    def _make_room_for_limits(self) -> None:
        if not self.signal.size:
            self.lower, self.upper = np.empty_like(self.batch.values), np.empty_like(self.batch.values)
            self.signal = np.empty(self.batch.values.shape, np.bool_)

    def _pool(self, pool: Callable[[Pairs], Lines]) -> None:
        """Draw shares and rates, whole phases at a time, as they lie."""
        self._make_room_for_limits()
        lengths = np.diff(self.phases.offsets)
        full = np.flatnonzero(lengths)
        ends = self.phases.offsets[full + 1]
        cuts = np.searchsorted(ends, np.arange(BLOCK_POINTS, self.batch.values.size, BLOCK_POINTS))
        for first, last in pairwise(np.unique([0, *cuts, full.size])):
            phases = full[first:last]
            here = slice(int(self.phases.offsets[phases[0]]), int(ends[last - 1]))
            pairs = self._pairs(phases, here, lengths[phases])
            lines = pool(pairs)
            self.centre[phases] = lines.centre
            self.signal[here] = _outside(pairs.shown, pairs.lower, pairs.upper)
            if self.zoned and lines.deviation is not None:
                self.deviation[here] = pairs.each(lines.deviation) / np.sqrt(pairs.sizes)
            if self.rules:
                sides = sides_of_pairs(pairs, lines)
                self.sides[here] = sides if self.exclude is None else sides * ~self.exclude[here]

    def _pairs(self, phases: Ints, here: slice, lengths: Ints) -> Pairs:
        counts, sizes = self.batch.values[here], self.sizes[here]
        even = int(lengths[0]) if (lengths == lengths[0]).all() else 0
        # The least size is NaN where any is, and so is a sum of counts.
        sums_of_counts = sums(counts.reshape(-1, even)) if even else np.add.reduce(counts)
        least = float(sizes.min())
        whole = least > 0 and not np.isnan(sums_of_counts).any()
        if not whole:
            sizes = np.where((sizes > 0) & ~np.isnan(counts), sizes, np.nan)
        base = None if self.exclude is None else ~self.exclude[here]
        if self.baselines is not None:
            lasting = np.repeat(self.baselines[phases], lengths)
            place = np.arange(here.start, here.stop) - np.repeat(self.phases.offsets[phases], lengths)
            early = (lasting <= 0) | (place < lasting)
            base = early if base is None else early & base
        given = None if self.given is None else self.given[self.phases.series[phases]]
        room = self.values[here], self.lower[here], self.upper[here]
        above = sums_of_counts if even and whole and base is None else None
        return Pairs(counts, sizes, lengths, *room, base, given, least if whole else 0.0, even, above)

    def _count_waiting(self) -> None:
        counts = count_runs(side_by_side([sides for _, sides, _ in self.waiting]))
        steps = [steps for _, _, steps in self.waiting if steps is not None]
        trends = count_trends(side_by_side(steps)) if steps else self.trends
        first = 0
        for rows, sides, _ in self.waiting:
            here = slice(first, first + rows.size)
            self.counts.n_useful[rows.phases] = counts.n_useful[here]
            self.counts.longest_run[rows.phases] = counts.longest_run[here]
            self.counts.crossings[rows.phases] = counts.crossings[here]
            if steps:
                self.trends[rows.phases] = trends[here]
            if self.sides.size and self.chart.pool is None:
                rows.put(self.sides, (sides.up.view(np.int8) - sides.down.view(np.int8)).T)
            first += rows.size
        self.waiting.clear()

    def answer(self, kind: str) -> Charts:
        """Judge the counts and put the answer together."""
        counted = self.counts if self.rules else None
        limited = self.signal.size > 0
        found = self._judge_zones() if self.zoned and limited else {}
        return Charts(
            kind,
            self.phases,
            self.values,
            self.centre,
            self.lower if limited else None,
            self.upper if limited else None,
            self.signal if limited else None,
            self.sides if self.points and self.rules else None,
            counted,
            anhoej.judge(self.counts) if self.rules else None,
            ihi.judge(self.counts, self.trends) if self.trending else None,
            self.exclude,
            found,
        )

    def _judge_zones(self) -> dict[str, dict[str, Bools]]:
        """Hold the points against the rules of the zones, block by block."""
        size = self.values.size
        names = {one: zones.RULE_SETS[one].rules for one in self.zoned}
        found = {one: {rule: np.zeros(size, np.bool_) for rule in rules} for one, rules in names.items()}
        for rows in blocks(self.phases.offsets):
            walk, back = self._walk(rows)
            for one, marks in found.items():
                for rule, passed in zones.judge(walk, one).items():
                    rows.put(marks[rule], back(passed))
        return found

    def _walk(self, rows: Rows) -> tuple[zones.Walk, Callable[[Bools], Bools]]:
        """The known points of a block moved together, and how to move what is found back to its place."""
        values = rows.take(self.values)
        kept = ~np.isnan(values)
        if self.exclude is not None:
            kept &= ~rows.take(self.exclude, filling=True).astype(np.bool_)
        order = np.argsort(~kept, axis=1, kind="stable")
        moved = [
            np.take_along_axis(one, order, axis=1)
            for one in (
                np.where(kept, values, np.nan),
                rows.take(self.sides, filling=0),
                (values - self.centre[rows.phases][:, None]) / rows.take(self.deviation),
                rows.take(self.signal, filling=0).astype(np.bool_) & kept,
            )
        ]
        places = np.argsort(order, axis=1, kind="stable")
        walk = zones.Walk(moved[0], moved[1], np.where(np.isnan(moved[0]), np.nan, moved[2]), moved[3])
        return walk, lambda marks: np.take_along_axis(marks, places, axis=1)


def _outside(shown: Floats, lower: Floats, upper: Floats) -> Bools:
    """Mark points strictly outside their limits, and by more than rounding.

    A constant series must not signal the last bit of its own mean.
    """
    outside = shown > upper
    outside |= shown < lower
    found = np.flatnonzero(outside)
    if found.size:
        low, high = (_each_point(limit, shown).reshape(-1)[found] for limit in (lower, upper))
        value = shown.reshape(-1)[found]
        margin = ROUNDING * np.maximum(np.abs(low), np.abs(high))
        outside.reshape(-1)[found] = np.maximum(value - high, low - value) > margin
    return outside


def _each_point(limit: Floats, shown: Floats) -> Floats:
    return limit if limit.shape == shown.shape else np.broadcast_to(limit, shown.shape)


def _whole_numbers(wish: ArrayLike | None, count: int, name: str) -> Ints | None:
    return None if wish is None else _fitting(np.asarray(wish, np.int64), count, name)


def _numbers(wish: ArrayLike | None, count: int, name: str) -> Floats | None:
    return None if wish is None else _fitting(np.asarray(wish, np.float64), count, name)


Array = TypeVar("Array", bound=NDArray[Any])


def _fitting(array: Array, count: int, name: str) -> Array:
    if array.shape != (count,):
        raise ValueError(f"There must be {count} entries in {name}, not {array.size}.")
    return array
