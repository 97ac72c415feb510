"""Counts of deaths below 5 are not told above the facility: in a small place somebody knows whose they are.

A hidden count must not be had by subtraction either. Where a place's total is told and exactly one of the
counts that make it up is hidden, the smallest of the others is hidden too; where a total is hidden and all
that make it up are told, one of them is hidden. Each equation then has at least two unknowns; equations of a
tree have no circle, so none can be solved. Zero is told: it is about nobody.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from .batch import Bools, Ints
from .roll_up import Level, Tree

#: The least count that is told (issue 4; pulse answers have the same bound).
FEWEST: Final = 5
_NONE_LEFT: Final = np.iinfo(np.int64).max


def hide_small(tree: Tree, totals: Ints, apart: Bools, *, fewest: int = FEWEST) -> Bools:
    """Mark what must not be told.

    totals: int64 (places, periods), each place's count with all below it. apart: the same shape, where a
    total also holds counts that are in no row here, so that its children's don't add up to it. Refuses
    (ValueError) arrays that don't fit together.
    """
    if totals.shape != apart.shape or totals.shape[0] != tree.size:
        raise ValueError("There must be a total and a mark for each place and period.")
    hidden: Bools = (totals > 0) & (totals < fewest)
    for level in reversed(tree.levels):
        _hide_another(level, totals, apart, hidden)
    return hidden


def _hide_another(level: Level, totals: Ints, apart: Bools, hidden: Bools) -> None:
    """Hide one more child of each parent where the rest would give a hidden count away."""
    told = hidden[level.children]
    number = np.add.reduceat(told, level.starts, axis=0, dtype=np.int64)
    is_above = hidden[level.parents]
    needed = ~apart[level.parents] & (np.where(is_above, number == 0, number == 1))
    if not needed.any():
        return
    left = totals[level.children]
    left = np.where(told | (left == 0), _NONE_LEFT, left)
    least = np.minimum.reduceat(left, level.starts, axis=0)
    needed &= least < _NONE_LEFT
    sizes = np.diff(level.starts, append=level.children.size)
    fits = np.repeat(needed, sizes, axis=0) & (left == np.repeat(least, sizes, axis=0))
    # The first of several that are as small.
    so_far = np.cumsum(fits, axis=0)
    before = np.concatenate([np.zeros((1, fits.shape[1]), so_far.dtype), so_far])[level.starts]
    hidden[level.children] |= fits & (so_far - np.repeat(before, sizes, axis=0) == 1)
