"""Roll-ups kept by difference: what series gave before is taken away, what they give now is added.

Numerators and denominators are summed, percentages never averaged. All sums are of whole numbers, so after
any number of changes a roll-up is to the last bit what it would be if it were made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from debo.insights.keeping import Some, store
from debo.insights.models import RollUp
from debo.insights.points import SUM, Ints, Table, added, cut, negative, offsets_of, steps, sums_of, unpack
from debo.insights.reading import BETTER, CHANGED, NOT_ENOUGH

#: How many facilities of which it can be said that they …
COUNTS: Final = ("counting", "enough", "changed", "better", "moderate", "extreme")
_NAMES: Final = ("place", "measure", "sums", "veil", *COUNTS)

#: (place, measure)
Node = tuple[str, str]


@dataclass
class Differences:
    """What a piece of work changes in roll-ups; `write` adds it to them."""

    _numbers: dict[Node, int] = field(default_factory=dict)
    _keys: list[Ints] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _counts: list[tuple[Ints, Ints]] = field(default_factory=list)

    def change(self, before: Some, after: Some, nodes: Mapping[str, Sequence[str]]) -> None:
        """Note what the same series, in one order, gave before and give now to the same roll-ups."""
        was_owners, was = given_by(before)
        owners, now = given_by(after)
        self._spread(
            before,
            nodes,
            *added([was_owners, owners], [negative(was), now]),
            counted_by(after) - counted_by(before),
        )

    def add(self, some: Some, nodes: Mapping[str, Sequence[str]], *, sign: int) -> None:
        """Add (sign 1) or take away (-1) what these series give to the roll-ups of their facilities'
        `nodes`."""
        owners, table = given_by(some)
        self._spread(some, nodes, owners, table if sign > 0 else negative(table), sign * counted_by(some))

    def _spread(
        self, some: Some, nodes: Mapping[str, Sequence[str]], owners: Ints, table: Table, counted: Ints
    ) -> None:
        series, numbers = [], []
        for i, key in enumerate(some.keys):
            if some.columns["home"][i]:
                for place in nodes.get(key.facility, ()):
                    series.append(i)
                    numbers.append(self._numbers.setdefault((place, key.measure), len(self._numbers)))
        if not series:
            return
        pair_series, pair_numbers = np.array(series, np.int64), np.array(numbers, np.int64)
        rows, pairs = _spread(offsets_of(owners, len(some)), pair_series)
        self._keys.append(pair_numbers[pairs])
        self._tables.append(table[rows])
        self._counts.append((pair_numbers, counted[pair_series]))

    def write(self) -> list[Node]:
        """Bring the roll-ups up to date; returns those that were looked at."""
        nodes = list(self._numbers)
        if not nodes:
            return nodes
        kept = _read(nodes)
        number = self._numbers
        at = [number[place, measure] for place, measure, *_ in kept]
        was_owners, was = unpack([row[2] for row in kept], SUM)
        was_keys = np.array(at, np.int64)[was_owners] if kept else was_owners
        keys, table = added([was_keys, *self._keys], [was, *self._tables])
        counts = np.zeros((len(nodes), len(COUNTS)), np.int64)
        for i, row in zip(at, kept, strict=True):
            counts[i] = row[4:]
        for where, more in self._counts:
            np.add.at(counts, where, more)
        self._keep(nodes, cut(keys, table, len(nodes)), counts, {(row[0], row[1]): row[2:] for row in kept})
        return nodes

    def from_nothing(self) -> dict[Node, tuple[bytes, list[int]]]:
        """The sums and counts of roll-ups that hold nothing but this; empty ones are left out."""
        if not self._tables:
            return {}
        keys, table = added(self._keys, self._tables)
        counts = np.zeros((len(self._numbers), len(COUNTS)), np.int64)
        for where, more in self._counts:
            np.add.at(counts, where, more)
        found = zip(self._numbers, cut(keys, table, len(self._numbers)), counts.tolist(), strict=True)
        return {node: (packed, numbers) for node, packed, numbers in found if packed or any(numbers)}

    @staticmethod
    def _keep(nodes: Sequence[Node], sums: Sequence[bytes], counts: Ints, before: Mapping[Node, Any]) -> None:
        rows, empty = [], []
        for node, packed, numbers in zip(nodes, sums, counts.tolist(), strict=True):
            was = before.get(node)
            if not packed and not any(numbers):
                if was is not None:
                    empty.append(node)
            elif was is None or bytes(was[0]) != packed or list(was[2:]) != numbers:
                veil = b"" if was is None else bytes(was[1])
                rows.append((*node, packed, veil, *numbers))
        store(RollUp, _NAMES, rows, ("place", "measure"))
        for place, measure in empty:
            RollUp.objects.filter(place=place, measure=measure).delete()


def given_by(some: Some) -> tuple[Ints, Table]:
    """What each series adds to a roll-up, sorted by series."""
    began, beginnings = steps(some.columns["since"], 1)
    ended, ends = steps([None if one is None else one + 1 for one in some.columns["until"]], -1)
    sums = sums_of(some.points, some.is_summable, some.has_below)
    return added([some.owners, began, ended], [sums, beginnings, ends])


def counted_by(some: Some) -> Ints:
    """What each series adds to the COUNTS of a roll-up: (series, COUNTS)."""
    points = np.bincount(some.owners, minlength=len(some))
    columns = some.columns
    return np.array(
        [
            (
                points[i] > 0,
                reading not in NOT_ENOUGH,
                reading in CHANGED,
                reading in BETTER,
                columns["moderate"][i],
                columns["extreme"][i],
            )
            for i, reading in enumerate(columns["reading"])
        ],
        np.int64,
    ).reshape(len(some), len(COUNTS))


def _spread(offsets: Ints, owners: Ints) -> tuple[Ints, Ints]:
    """The rows of each of these owners, one owner after the other, and whose turn (0, 1, …) each row is."""
    lengths = (offsets[1:] - offsets[:-1])[owners]
    turns = np.repeat(np.arange(owners.size), lengths)
    before = np.cumsum(lengths) - lengths
    return offsets[:-1][owners][turns] + np.arange(turns.size) - before[turns], turns


def _read(nodes: Sequence[Node]) -> list[tuple[Any, ...]]:
    wanted = set(nodes)
    rows = RollUp.objects.filter(
        place__any_of=sorted({place for place, _ in wanted}),
        measure__any_of=sorted({measure for _, measure in wanted}),
    )
    return [row for row in rows.values_list(*_NAMES) if (row[0], row[1]) in wanted]
