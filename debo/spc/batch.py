"""A ragged batch: many series of different lengths in flat arrays, and how it is cut into blocks.

The engine never loops over series. It gathers series of like length into blocks (series x width), small
enough for a processor's second-level cache, and computes on whole blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Floats of one block: 2,048 series x 24 points, 400 kB. Measured: twice this halves the speed.
BLOCK_POINTS: Final = 49_152
# Up to this length a series gets a block of exactly its own width; longer ones share a width, at most
# an eighth wider, the rest filled as missing. A series' width depends on its own length alone, so that
# its numbers are the same to the last bit whichever batch it comes in.
EXACT_WIDTH: Final = 64


@dataclass(frozen=True)
class Batch:
    """Series laid end to end.

    values: float64 (total,), NaN where missing: measured, or the numerators when there are denominators.
    offsets: int64 (series + 1,): series i is values[offsets[i]:offsets[i + 1]], in the order of time.
    denominators: float64 (total,) or None. A pair with a missing half or nothing below the line is no point.
    deviations, measured: float64 (total,) or None: for values that are means of several measurements, their
    standard deviation and how many there are (subgroups.group makes them).
    Refuses arrays that do not fit together (ValueError).
    """

    values: Floats
    offsets: Ints
    denominators: Floats | None = None
    deviations: Floats | None = None
    measured: Floats | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", np.ascontiguousarray(self.values, np.float64))
        object.__setattr__(self, "offsets", np.ascontiguousarray(self.offsets, np.int64))
        check_offsets(self.offsets, self.values.size)
        for name in ("denominators", "deviations", "measured"):
            column = getattr(self, name)
            if column is None:
                continue
            column = np.ascontiguousarray(column, np.float64)
            object.__setattr__(self, name, column)
            if column.shape != self.values.shape:
                raise ValueError(f"There must be one entry in {name} for each value.")

    @property
    def series(self) -> int:
        """How many series there are."""
        return self.offsets.size - 1


def check_offsets(offsets: Ints, total: int) -> None:
    """Refuse offsets that do not run from 0 to the total without stepping back."""
    if offsets.ndim != 1 or not offsets.size or offsets[0] != 0 or offsets[-1] != total:
        raise ValueError(f"Offsets must start at 0 and end at {total}, the number of values.")
    if (np.diff(offsets) < 0).any():
        raise ValueError("Offsets must never step back.")


def join_series(
    values: Sequence[Sequence[float | None]], denominators: Sequence[Sequence[float | None]] | None = None
) -> Batch:
    """Lay lists (None where missing) end to end as a batch."""
    offsets = np.zeros(len(values) + 1, np.int64)
    np.cumsum([len(one) for one in values], out=offsets[1:])
    below = None if denominators is None else _flatten(denominators)
    return Batch(_flatten(values), offsets, below)


def _flatten(lists: Sequence[Sequence[float | None]]) -> Floats:
    # None becomes NaN in the conversion itself.
    return np.array([number for one in lists for number in one], dtype=np.float64)


@dataclass(frozen=True)
class Phases:
    """Series cut into phases; a series that was never cut is one phase.

    offsets: int64 (phases + 1,) into the flat values; series: int64 (phases,), whose phase it is.
    """

    offsets: Ints
    series: Ints


def cut_phases(offsets: Ints, parts: Sequence[Sequence[int]] | None = None) -> Phases:
    """Cut series after the given positions.

    parts: per series the last point of each phase, counted from 1; a position outside the series is ignored.
    """
    series = offsets.size - 1
    if parts is None:
        return Phases(offsets, np.arange(series))
    if len(parts) != series:
        raise ValueError("There must be one list of parts for each series, an empty one where it is not cut.")
    owner = np.repeat(np.arange(series), [len(one) for one in parts])
    last = np.fromiter((position for one in parts for position in one), np.int64, count=owner.size)
    inside = (last > 0) & (last < np.diff(offsets)[owner])
    cuts = np.unique(offsets[owner[inside]] + last[inside])
    phases_of = 1 + np.bincount(np.searchsorted(offsets, cuts, side="right") - 1, minlength=series)
    return Phases(np.sort(np.concatenate([offsets, cuts])), np.repeat(np.arange(series), phases_of))


@dataclass(frozen=True)
class Rows:
    """The phases of one block and where their points lie in the flat arrays.

    phases: which phases (slice or indexes); width: points per row; starts: where each phase begins.
    Neighbouring phases of one width are a plain view (together). beyond: marks what a shorter phase lacks.
    """

    phases: slice | Ints
    width: int
    starts: Ints
    together: slice | None = None
    beyond: Bools | None = None

    def take(self, flat: NDArray[Any], filling: float = np.nan) -> NDArray[Any]:
        """Make the (rows x width) block of a flat array, filled beyond a shorter phase's end."""
        if self.together is not None:
            return flat[self.together].reshape(-1, self.width)
        if self.beyond is None:
            # Copies whole rows; an index for every point costs three times as much.
            return _windows(flat, self.width)[self.starts]
        block: NDArray[Any] = flat.take(self._places(), mode="clip")
        block[self.beyond] = filling
        return block

    def put(self, flat: NDArray[Any], block: NDArray[Any]) -> None:
        """Write a block (anything that broadcasts to rows x width) back to its places."""
        if self.together is not None:
            flat[self.together].reshape(-1, self.width)[...] = block
        elif self.beyond is None:
            _windows(flat, self.width)[self.starts] = block
        else:
            within = ~self.beyond
            flat[self._places()[within]] = np.broadcast_to(block, within.shape)[within]

    @property
    def size(self) -> int:
        """How many phases."""
        return self.starts.size

    def _places(self) -> Ints:
        return self.starts[:, None] + np.arange(self.width)


def _windows(flat: NDArray[Any], width: int) -> NDArray[Any]:
    """Row i is flat[i:i + width]: a view, no copy."""
    step = flat.strides[0]
    return as_strided(flat, (flat.size - width + 1, width), (step, step))


def widths_for(lengths: Ints) -> Ints:
    """Width of the block for series of these lengths."""
    if lengths.max(initial=0) <= EXACT_WIDTH:
        return lengths
    step = 2 ** np.maximum(np.ceil(np.log2(np.maximum(lengths, 1))).astype(np.int64) - 4, 0)
    return np.where(lengths <= EXACT_WIDTH, lengths, -(-lengths // step) * step)


def blocks(offsets: Ints, points: int = BLOCK_POINTS) -> Iterator[Rows]:
    """Cut phases into blocks of like width and at most about `points` points; empty ones are left out."""
    lengths = np.diff(offsets)
    widths = widths_for(lengths)
    if lengths.size and lengths[0] and (lengths == lengths[0]).all() and widths[0] == lengths[0]:
        yield from _even_blocks(offsets, int(lengths[0]), points)
        return
    # NumPy sorts 16-bit numbers by radix, 64-bit ones by merging.
    narrow = widths.astype(np.uint16) if widths.max(initial=0) < 2**16 else widths
    order = np.argsort(narrow, kind="stable")
    edges = np.flatnonzero(np.diff(widths[order], prepend=-1, append=-1))
    for first, last in pairwise(edges):
        width = int(widths[order[first]])
        if width:
            yield from _gathered_blocks(order[first:last], width, offsets, points)


def _even_blocks(offsets: Ints, width: int, points: int) -> Iterator[Rows]:
    rows, phases = max(points // width, 1), offsets.size - 1
    for first in range(0, phases, rows):
        last = min(first + rows, phases)
        yield Rows(slice(first, last), width, offsets[first:last], slice(first * width, last * width))


def _gathered_blocks(phases: Ints, width: int, offsets: Ints, points: int) -> Iterator[Rows]:
    rows = max(points // width, 1)
    for first in range(0, phases.size, rows):
        chosen = phases[first : first + rows]
        starts = offsets[chosen]
        lengths = offsets[chosen + 1] - starts
        even = width <= EXACT_WIDTH or bool((lengths == width).all())
        beyond = None if even else np.arange(width) >= lengths[:, None]
        yield Rows(chosen, width, starts, None, beyond)
