"""Sums along a tree of places: facility, health centre with its posts, woreda, zone, region, nation.

Numerators and denominators are added, percentages never averaged. All sums are of whole numbers, so their
order doesn't matter and two machines agree to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .batch import Bools, Ints


@dataclass(frozen=True)
class Level:
    """The places of one depth, those of one parent side by side.

    children: int64, their numbers; starts: where each parent's begin; parents: int64, one for each start.
    """

    children: Ints
    starts: Ints
    parents: Ints


@dataclass(frozen=True)
class Tree:
    """Places by number, from 0. parents: int64 (places,), -1 at the top; levels: the deepest first."""

    parents: Ints
    levels: tuple[Level, ...]

    @property
    def size(self) -> int:
        """How many places."""
        return self.parents.size

    @property
    def has_below(self) -> Bools:
        """Per place, whether another belongs to it."""
        found = np.zeros(self.size, np.bool_)
        found[self.parents[self.parents >= 0]] = True
        return found


def plant(parents: Sequence[int] | Ints) -> Tree:
    """Make a tree of each place's parent (-1: none). A circle of parents is opened where it closes.

    Refuses (ValueError) a parent that isn't there.
    """
    above = np.asarray(parents, np.int64).tolist()
    if above and not -1 <= min(above) <= max(above) < len(above):
        raise ValueError("A parent must be one of the places, or -1.")
    depths = _depths(above)
    mended, depth = np.array(above, np.int64), np.array(depths, np.int64)
    deepest = range(int(depth.max(initial=0)), 0, -1)
    return Tree(mended, tuple(_level(mended, np.flatnonzero(depth == one)) for one in deepest))


def _depths(above: list[int]) -> list[int]:
    """How deep each place lies; opens circles in `above`."""
    depths = [-1] * len(above)
    path: list[int] = []
    for start in range(len(above)):
        here, on_path = start, set[int]()
        while here >= 0 and depths[here] < 0:
            if here in on_path:
                above[path[-1]] = here = -1
                break
            on_path.add(here)
            path.append(here)
            here = above[here]
        depth = depths[here] if here >= 0 else -1
        while path:
            depth += 1
            depths[path.pop()] = depth
    return depths


def _level(parents: Ints, places: Ints) -> Level:
    order = np.argsort(parents[places], kind="stable")
    children = places[order]
    owners = parents[children]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return Level(children, starts, owners[starts])


def with_all_above(tree: Tree, places: Ints) -> tuple[Tree, Ints]:
    """The tree of these places and all that they belong to, and the numbers they had, rising."""
    kept = np.zeros(tree.size, np.bool_)
    waiting = np.unique(places)
    while waiting.size:
        kept[waiting] = True
        above = np.unique(tree.parents[waiting])
        waiting = above[above >= 0]
        waiting = waiting[~kept[waiting]]
    numbers = np.flatnonzero(kept)
    renumbered = np.full(tree.size + 1, -1, np.int64)  # the last entry answers for parent -1
    renumbered[numbers] = np.arange(numbers.size)
    return plant(renumbered[tree.parents[numbers]]), numbers


def sum_up(tree: Tree, own: Ints) -> Ints:
    """Each place's own counts and those of all places below it.

    own: int64 (places, columns). Refuses (ValueError) anything but whole numbers, which alone add up to the
    same in any order.
    """
    if own.dtype != np.int64 or own.shape[0] != tree.size:
        raise ValueError("There must be a row of whole numbers for each place.")
    total = own.copy()
    for level in tree.levels:
        total[level.parents] += np.add.reduceat(total[level.children], level.starts, axis=0)
    return total
