"""Points of a series and sums of a roll-up as packed rows, and what is done with many of them at once.

A table of rows belongs to several owners (series, roll-ups); `keys` says whose each row is. Nothing here
knows a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Table = NDArray[Any]

#: One count. above: numerator, count or measured value; below: denominator; NaN where there is none.
POINT: Final = np.dtype([("at", "<i4"), ("above", "<f8"), ("below", "<f8"), ("state", "u1")])

#: Bits of `state`: whether it can be told if the count came in time, and whether it did; how far it lies
#: from the others of the last twelve periods.
KNOWN, TIMELY, MODERATE, EXTREME = 1, 2, 4, 8
#: While points are being put together: when this one came must still be looked up.
ASK: Final = 255

#: What lies below a place in one period. above, below: sums over the `counted` facilities that gave both
#: numbers; reported: facilities that reported at all; known, timely: of those; expected: how many more than
#: in the period before should report.
SUM: Final = np.dtype(
    [
        ("at", "<i4"),
        ("above", "<f8"),
        ("below", "<f8"),
        ("counted", "<i4"),
        ("reported", "<i4"),
        ("known", "<i4"),
        ("timely", "<i4"),
        ("expected", "<i4"),
    ]
)
_SUMMED: Final = ("above", "below", "counted", "reported", "known", "timely", "expected")


def pack(table: Table) -> bytes:
    """As it is kept."""
    return table.tobytes()


def unpack(kept: Sequence[Any], dtype: np.dtype[Any]) -> tuple[Ints, Table]:
    """Rows of many owners as one table, and whose each row is (0, 1, …)."""
    parts = [bytes(one) for one in kept]
    table = np.frombuffer(b"".join(parts), dtype)
    lengths = np.array([len(one) // dtype.itemsize for one in parts], np.int64)
    return np.repeat(np.arange(len(parts)), lengths), table


def offsets_of(keys: Ints, owners: int) -> Ints:
    """Where each owner's rows begin and end in a table sorted by owner: int64 (owners + 1,)."""
    offsets = np.zeros(owners + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=owners), out=offsets[1:])
    return offsets


def cut(keys: Ints, table: Table, owners: int) -> list[bytes]:
    """Each owner's rows, packed; the table is sorted by owner."""
    whole, size = table.tobytes(), table.dtype.itemsize
    ends = (offsets_of(keys, owners) * size).tolist()
    return [whole[start:stop] for start, stop in pairwise(ends)]


def by_owner_and_time(keys: Ints, table: Table) -> Ints:
    """The order by owner and, within each, by period; rows of one period keep theirs."""
    return np.argsort(_places(keys, table), kind="stable")


def _places(keys: Ints, table: Table) -> Ints:
    places: Ints = (keys << 32) + table["at"]
    return places


def changed_points(
    keys: Ints, kept: Table, new_keys: Ints, new: Table, gone: NDArray[np.bool_]
) -> tuple[Ints, Table]:
    """Points after changes, sorted. The last change of a period counts; `gone` takes its point away.

    A point that was there keeps what `state` says about its arrival: the first one counts.
    """
    all_keys = np.concatenate([keys, new_keys])
    table = np.concatenate([kept, new])
    is_gone = np.concatenate([np.zeros(keys.size, np.bool_), gone])
    was_there = np.arange(all_keys.size) < keys.size
    order = by_owner_and_time(all_keys, table)
    places = _places(all_keys, table)[order]
    first = np.flatnonzero(np.diff(places, prepend=-1))
    last = np.append(first[1:], places.size)[: first.size] - 1
    result = table[order[last]]
    kept_first = was_there[order[first]]
    result["state"][kept_first] = table["state"][order[first]][kept_first]
    stays = ~is_gone[order[last]]
    return all_keys[order[last]][stays], result[stays]


def added(keys: Iterable[Ints], tables: Iterable[Table]) -> tuple[Ints, Table]:
    """Sums of several tables by owner and period, sorted; periods in which nothing is left are dropped.

    Counts are whole numbers, so adding and taking away again leaves exactly what was there.
    """
    all_keys, table = np.concatenate([*keys]), np.concatenate([*tables])
    if not all_keys.size:
        return all_keys.astype(np.int64), table
    order = by_owner_and_time(all_keys, table)
    places = _places(all_keys, table)[order]
    first = np.flatnonzero(np.diff(places, prepend=-1))
    result = np.zeros(first.size, SUM)
    result["at"] = table["at"][order[first]]
    left = np.zeros(first.size, np.bool_)
    for name in _SUMMED:
        result[name] = np.add.reduceat(table[name][order], first)
        left |= result[name] != 0
    return all_keys[order[first]][left], result[left]


def negative(table: Table) -> Table:
    """The same sums to be taken away."""
    result = table.copy()
    for name in _SUMMED:
        result[name] = -result[name]
    return result


def sums_of(points: Table, is_summable: NDArray[np.bool_], has_below: NDArray[np.bool_]) -> Table:
    """What each point adds to the roll-ups above it.

    is_summable: not a measured value, which has no sum; has_below: a numerator over a denominator. Of a
    pair with a missing half only that it was reported counts.
    """
    result = np.zeros(points.size, SUM)
    result["at"] = points["at"]
    whole = is_summable & ~np.isnan(points["above"]) & (~has_below | ~np.isnan(points["below"]))
    result["above"] = np.where(whole, points["above"], 0)
    result["below"] = np.where(whole & has_below, points["below"], 0)
    result["counted"] = whole
    result["reported"] = 1
    result["known"] = (points["state"] & KNOWN) > 0
    result["timely"] = (points["state"] & TIMELY) > 0
    return result


def steps(ats: Sequence[int | None], step: int) -> tuple[Ints, Table]:
    """Rows that say where a count begins (1) or ceases (-1) to be expected, for the owners that have one."""
    given = [(key, at) for key, at in enumerate(ats) if at is not None]
    result = np.zeros(len(given), SUM)
    result["at"] = [at for _, at in given]
    result["expected"] = step
    return np.array([key for key, _ in given], np.int64), result


def expected_at(table: Table, ats: Ints) -> Ints:
    """How many counts are expected in each of these periods, by one roll-up's rows."""
    running = np.concatenate([[0], np.cumsum(table["expected"], dtype=np.int64)])
    found: Ints = running[np.searchsorted(table["at"], ats, side="right")]
    return found
