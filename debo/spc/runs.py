"""Runs along the centre line: useful points, the longest run, crossings, and the longest trend.

A point on the line is not useful: it neither breaks nor lengthens a run, and so does a missing or an
excluded one. Equal neighbours neither break nor lengthen a trend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .batch import Bools, Floats
from .lines import Lines, Pairs

Bytes = NDArray[np.uint8]
Counts = NDArray[np.int32]

# The walk counts in bytes; a longer phase is counted by a sort of its run ends instead.
LONGEST_WALK: Final = 255
# Products of whole numbers up to here are exact in a float.
WHOLE: Final = 2.0**53


@dataclass(frozen=True)
class Flags:
    """Points (rows) by phases (columns), as bytes 0 or 1: above the line or below it, or risen or fallen.

    Time runs down, so that one step for all phases is one row of bytes next to each other.
    """

    up: Bytes
    down: Bytes


@dataclass(frozen=True)
class RunCounts:
    """Per phase: points off the line, the longest run of them on one side, how often the line is crossed."""

    n_useful: Counts
    longest_run: Counts
    crossings: Counts


def flag_sides(lines: Lines, points: Floats) -> Flags:
    """Say for every point (time down) on which side of the line it lies.

    On the line is |y - line| <= 1e-12 |line|, because rounding must not decide a side (measures: 1e-12 of
    their mean size); for a median, equality.
    """
    above, below = points > lines.centre + lines.margin, points < lines.centre - lines.margin
    return Flags(above.view(np.uint8), below.view(np.uint8))


def sides_of_pairs(pairs: Pairs, lines: Lines) -> NDArray[np.int8]:
    """The same for shares and rates, flat: 1 above the line, -1 below, 0 on it or no point.

    Where all numbers are whole, on the line is y * N = Y * n, exactly.
    """
    above = lines.shown > pairs.each(lines.centre + lines.margin)
    below = lines.shown < pairs.each(lines.centre - lines.margin)
    sides = above.view(np.int8) - below.view(np.int8)
    near = np.flatnonzero((sides == 0) & ~np.isnan(lines.shown))
    if near.size and lines.totals is not None:
        phase = np.searchsorted(np.cumsum(pairs.lengths), near, side="right")
        left = pairs.counts[near] * lines.totals[1][phase]
        right = pairs.sizes[near] * lines.totals[0][phase]
        whole = (left == np.floor(left)) & (right == np.floor(right)) & (np.maximum(left, right) < WHOLE)
        sides[near] = np.where(whole, np.sign(left - right), 0).astype(np.int8)
    return sides


def flags_of_sides(sides: NDArray[np.int8]) -> Flags:
    """Sides (phases by points) as flags, time down."""
    down = np.ascontiguousarray(sides.T)
    return Flags((down > 0).view(np.uint8), (down < 0).view(np.uint8))


def flag_steps(points: Floats, rounding: float = 0.0) -> Flags:
    """Say for every point (time down) whether it rose or fell from the last known one before it.

    rounding: neighbours nearer than this share of their size are equal, where points were computed from sums.
    """
    before = _carry_forward(points)
    risen, fallen = np.zeros(points.shape, np.bool_), np.zeros(points.shape, np.bool_)
    now, last = before[1:], before[:-1]
    if rounding:
        margin = rounding * np.maximum(np.abs(now), np.abs(last))
        np.greater(now - last, margin, out=risen[1:])
        np.greater(last - now, margin, out=fallen[1:])
    else:
        np.greater(now, last, out=risen[1:])
        np.less(now, last, out=fallen[1:])
    return Flags(risen.view(np.uint8), fallen.view(np.uint8))


def points_down(shown: Floats, kept: Bools | None) -> Floats:
    """Points (phases by points) turned so that time runs down, excluded ones missing."""
    points = np.ascontiguousarray(shown.T)
    return points if kept is None else np.where(kept.T, points, np.nan)


def _carry_forward(points: Floats) -> Floats:
    """Fill each missing point with the last known one, so that the next is compared with that."""
    missing = np.isnan(points)
    if not missing.any():
        return points
    points = points.copy()
    for step in range(1, points.shape[0]):
        np.copyto(points[step], points[step - 1], where=missing[step])
    return points


def side_by_side(several: Sequence[Flags]) -> Flags:
    """Join blocks for one walk; a shorter one ends in unset flags, which change no count."""
    if len(several) == 1:
        return several[0]
    columns = np.cumsum([0, *(one.up.shape[1] for one in several)])
    shape = (max(one.up.shape[0] for one in several), int(columns[-1]))
    joined = Flags(np.zeros(shape, np.uint8), np.zeros(shape, np.uint8))
    for first, last, one in zip(columns[:-1], columns[1:], several, strict=True):
        joined.up[: one.up.shape[0], first:last] = one.up
        joined.down[: one.up.shape[0], first:last] = one.down
    return joined


def count_runs(sides: Flags) -> RunCounts:
    """Count runs along the centre line for every phase (column)."""
    n_useful = np.add.reduce(sides.up, axis=0, dtype=np.int32)
    n_useful += np.add.reduce(sides.down, axis=0, dtype=np.int32)
    longest, runs = _stretches(sides.up, sides.down)
    return RunCounts(n_useful, longest, np.maximum(runs - 1, 0))


def count_trends(steps: Flags) -> Counts:
    """Points in the longest stretch that only rises or only falls; one known point is a trend of 1."""
    longest, _ = _stretches(steps.up, steps.down)
    return longest + 1


def _stretches(one: Bytes, other: Bytes) -> tuple[Counts, Counts]:
    """Longest unbroken stretch of either flag in each column, and how many stretches there are.

    Where neither flag is set, a stretch goes on unchanged.
    """
    if one.shape[0] > LONGEST_WALK:
        return _long_stretches(one, other)
    columns = one.shape[1]
    length, opposite, longest, runs, scratch = np.zeros((5, columns), np.uint8)
    begins = scratch.view(np.bool_)
    for step in range(one.shape[0]):
        for counter, here, there in ((length, one[step], other[step]), (opposite, other[step], one[step])):
            np.equal(counter, 0, out=begins)
            scratch &= here
            runs += scratch
            np.add(counter, here, out=counter)
            # A flag of 1 becomes a mask of 0, a flag of 0 becomes 255: the other side's stretch ends here.
            np.subtract(there, 1, out=scratch)
            np.bitwise_and(counter, scratch, out=counter)
            np.maximum(longest, counter, out=longest)
    return longest.astype(np.int32), runs.astype(np.int32)


def _long_stretches(one: Bytes, other: Bytes) -> tuple[Counts, Counts]:
    side = (one.view(np.int8) - other.view(np.int8)).T
    row, step = np.nonzero(side)
    heading = side[row, step]
    first = np.ones(row.size, np.bool_)
    first[1:] = (heading[1:] != heading[:-1]) | (row[1:] != row[:-1])
    starts = np.flatnonzero(first)
    longest: NDArray[Any] = np.zeros(side.shape[0], np.int32)
    np.maximum.at(longest, row[starts], np.diff(starts, append=row.size).astype(np.int32))
    return longest, np.bincount(row[starts], minlength=side.shape[0]).astype(np.int32)
