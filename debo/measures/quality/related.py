"""Measures that belong together: whether their counts fit, over some periods (settings.json says which)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.measures.quality.settings import Related

#: What the numbers in `Answer.answer` mean.
ANSWERS: Final = ("cannot_tell", "fits", "ask")


@dataclass(frozen=True)
class Answer:
    """Per period, looking back over the check's window: a position in ANSWERS, and the sums it rests on."""

    answer: NDArray[np.int8]
    left: NDArray[np.float64]
    right: NDArray[np.float64]


def compare(check: Related, counts: Mapping[str, ArrayLike]) -> Answer:
    """Look at each period, whether its window gives cause to ask.

    counts: event → (…, periods), all of one shape, NaN for missing; an event nobody counts is left out, and
    nothing can be told then. A period counts on both sides or on neither. Raises ValueError for shapes that
    differ.
    """
    if not {*check.left, *check.right} <= counts.keys():
        shape = next((np.asarray(one).shape for one in counts.values()), (0,))
        return Answer(np.zeros(shape, np.int8), np.full(shape, np.nan), np.full(shape, np.nan))
    left = sum((np.asarray(counts[name], dtype=np.float64) for name in check.left), start=np.float64(0))
    right = sum((np.asarray(counts[name], dtype=np.float64) for name in check.right), start=np.float64(0))
    if np.shape(left) != np.shape(right):
        raise ValueError("the counts of related events must be of one shape")
    sums = _windowed(np.asarray(left), np.asarray(right), check)
    return _opposite(*sums, check) if check.kind == "opposite" else _beside(*sums, check)


Sums = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]


def _windowed(left: NDArray[np.float64], right: NDArray[np.float64], check: Related) -> Sums:
    """Sums over the window that ends at each period, and whether enough of it is known."""
    known = ~(np.isnan(left) | np.isnan(right))

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        # Counts are whole, so that differences of their running sums are exact.
        running = np.cumsum(np.where(known, values, 0.0), axis=-1)
        running[..., check.window :] -= running[..., : -check.window].copy()
        return running

    enough = summed(np.ones(left.shape)) >= check.need
    return np.where(enough, summed(left), np.nan), np.where(enough, summed(right), np.nan), enough


def _beside(
    left: NDArray[np.float64], right: NDArray[np.float64], enough: NDArray[np.bool_], check: Related
) -> Answer:
    over = left - right if check.kind == "at_most" else np.abs(left - right)
    asks = over > np.maximum(check.slack, check.tolerance * right)
    return Answer(np.where(enough, 1 + asks, 0).astype(np.int8), left, right)


def _opposite(
    left: NDArray[np.float64], right: NDArray[np.float64], enough: NDArray[np.bool_], check: Related
) -> Answer:
    """Against the window just before: one rose and the other fell, and their sum stayed."""
    before_left, before_right = _earlier(left, check.window), _earlier(right, check.window)
    both = enough & ~np.isnan(before_left)
    by_left, by_right = left - before_left, right - before_right
    moved = (np.abs(by_left) >= check.slack) & (np.abs(by_right) >= check.slack) & (by_left * by_right < 0)
    stayed = np.abs(by_left + by_right) <= check.tolerance * (before_left + before_right)
    return Answer(np.where(both, 1 + (moved & stayed), 0).astype(np.int8), left, right)


def _earlier(values: NDArray[np.float64], periods: int) -> NDArray[np.float64]:
    found = np.full(values.shape, np.nan)
    found[..., periods:] = values[..., :-periods]
    return found
