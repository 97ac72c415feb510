"""Which small counts of deaths aren't shown, and what else must be hidden so that nobody computes them.

Arrays in, arrays out; knows no database. Of a place and one measure the cells are its own counts and those
of what belongs to it, by period. A cell of 1 to 4 is hidden wherever officials look (0 tells of nobody).
Then, from the lowest places up, whoever adds and subtracts must learn no hidden cell:

- Each place that is shown gives one equation: what is hidden below it, and under no other shown place, adds
  up to what isn't shown. Its hidden facilities are called free. None stands in two such equations.
- An equation gives something away when all that is free lies in one cell, when its sum is itself below 5,
  or when it is no more than the number of free facilities, each of which has at least 1. Then the smallest
  cell that is shown and not zero is hidden as well; where there is none, the place's own total.
- Of a place that is hidden for the sake of others something below must be hidden too, or its parts would
  add up to it: what is free there already, else its smallest cell, and so on down.

tests/unit/insights holds this against every count that fits what is shown, one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from debo.spc.batch import Bools, Floats, Ints
from debo.spc.small_counts import FEWEST

#: Counts below this, and not zero, are small: the same bound as in what is analysed and handed on.
SMALL: Final = FEWEST

#: What is kept of a roll-up: its total is hidden; its free facilities and their sum; the same if it were
#: hidden for the sake of others.
VEIL: Final = np.dtype(
    [
        ("at", "<i4"),
        ("hidden", "u1"),
        ("free", "<i4"),
        ("sum", "<f8"),
        ("over_free", "<i4"),
        ("over_sum", "<f8"),
    ]
)


@dataclass(frozen=True)
class Cells:
    """What belongs to one place, own counts included: arrays (cells × periods).

    count: deaths, 0 where nothing was counted; hidden, free, sum, over_free, over_sum: as in VEIL.
    """

    ats: Ints
    count: Floats
    hidden: Bools
    free: Ints
    sum: Floats
    over_free: Ints
    over_sum: Floats


@dataclass(frozen=True)
class Veil:
    """Of one place by period; see VEIL. also: the cell hidden besides, -1 for none; down: the cell to be
    hidden when the place is, -1 where something is free already."""

    hidden: Bools
    free: Ints
    sum: Floats
    over_free: Ints
    over_sum: Floats
    also: Ints
    down: Ints

    def table(self, ats: Ints, total: Floats) -> NDArray[np.void]:
        """Rows to keep: the periods in which there were deaths."""
        rows = np.zeros(ats.size, VEIL)
        rows["at"] = ats
        for name in ("hidden", "free", "sum", "over_free", "over_sum"):
            rows[name] = getattr(self, name)
        return rows[total > 0]


def is_small(count: Floats) -> Bools:
    """Which counts are hidden wherever officials look."""
    small: Bools = (count > 0) & (count < SMALL)
    return small


def draw(cells: Cells) -> Veil:
    """Decide for one place, its cells having been decided."""
    total = cells.count.sum(axis=0)
    small = is_small(total)
    here = np.where(cells.hidden, cells.free, 0)
    free, summed = here.sum(axis=0), np.where(cells.hidden, cells.sum, 0).sum(axis=0)
    in_one = (here > 0).sum(axis=0) == 1
    tells = ~small & (free > 0) & (in_one | (summed < SMALL) | (summed <= free))
    open_ = np.where(~cells.hidden & (cells.count > 0), cells.count, np.inf)
    period = np.arange(total.size)
    smallest = open_.argmin(axis=0) if open_.size else np.zeros(total.size, np.int64)
    is_open = np.isfinite(open_[smallest, period]) if open_.size else np.zeros(total.size, np.bool_)
    hides = tells & is_open
    more_free = cells.over_free[smallest, period] if open_.size else free
    more_sum = cells.over_sum[smallest, period] if open_.size else summed
    free = free + np.where(hides, more_free, 0)
    summed = summed + np.where(hides, more_sum, 0)
    goes_down = (free == 0) & is_open
    return Veil(
        small | (tells & ~is_open),
        free,
        summed,
        np.where(goes_down, more_free, free),
        np.where(goes_down, more_sum, summed),
        np.where(hides, smallest, -1),
        np.where(goes_down, smallest, -1),
    )


def seen_through(cells: Cells, veil: Veil, from_above: Bools) -> tuple[Bools, Bools]:
    """Which cells of a place are hidden, and which of them for the sake of others: both (cells × periods).

    from_above: periods in which the place itself is hidden for the sake of others.
    """
    number = np.arange(cells.count.shape[0])[:, None]
    for_others = (veil.also == number) | (from_above & (veil.down == number))
    return cells.hidden | for_others, for_others
