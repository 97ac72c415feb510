"""Counts of deaths below 5 are not told above the facility: in a small place somebody knows whose they are.

A hidden count must not be had by subtraction either. Each total that is told is an equation, and what is
hidden in it is at least 1, since zeros are told: they are about nobody. So another count is hidden, the
smallest that is told and not zero, where an equation would have one unknown, where its unknowns must all be
as small as they can be, or where they add up to less than 5 themselves; and where none is left, the total.
Of a total hidden for the sake of others something below is hidden too, or its parts would add up to it.
This is done until nothing more is needed. tests/unit/spc tries every count that fits what is told.
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
    before = -1
    while before != (before := int(np.count_nonzero(hidden))):
        for level in reversed(tree.levels):
            _hide_another(level, totals, apart, hidden, _least(tree, totals, hidden), fewest)
    return hidden


def _least(tree: Tree, totals: Ints, hidden: Bools) -> Ints:
    """What each count is at least, for whoever reads what is told."""
    least = np.where(hidden, 1, totals)
    for level in tree.levels:
        below = np.add.reduceat(least[level.children], level.starts, axis=0)
        own = least[level.parents]
        least[level.parents] = np.where(hidden[level.parents], np.maximum(own, below), own)
    return least


def _hide_another(  # noqa: PLR0913, PLR0917 - a step of the one function above
    level: Level, totals: Ints, apart: Bools, hidden: Bools, least: Ints, fewest: int
) -> None:
    """Hide one more child of each parent where the rest would give a hidden count away."""
    told, own = hidden[level.children], totals[level.children]
    number = np.add.reduceat(told, level.starts, axis=0, dtype=np.int64)
    unknown = np.add.reduceat(np.where(told, own, 0), level.starts, axis=0)
    total = totals[level.parents]
    no_room = np.add.reduceat(least[level.children], level.starts, axis=0) == total
    is_small = (number == 1) | (unknown < fewest)
    is_told, whole = ~hidden[level.parents], ~apart[level.parents]
    # A total below 5 hides all its parts already.
    for_others = ~is_told & whole & (total >= fewest) & no_room
    needed = for_others | (is_told & (number > 0) & (no_room | (whole & is_small)))
    if not needed.any():
        return
    left = np.where(told | (own == 0), _NONE_LEFT, own)
    smallest = np.minimum.reduceat(left, level.starts, axis=0)
    is_left = smallest < _NONE_LEFT
    hidden[level.parents] |= needed & is_told & ~is_left
    needed &= is_left
    sizes = np.diff(level.starts, append=level.children.size)
    fits = np.repeat(needed, sizes, axis=0) & (left == np.repeat(smallest, sizes, axis=0))
    # The first of several that are as small.
    so_far = np.cumsum(fits, axis=0)
    before = np.concatenate([np.zeros((1, fits.shape[1]), so_far.dtype), so_far])[level.starts]
    hidden[level.children] |= fits & (so_far - np.repeat(before, sizes, axis=0) == 1)
