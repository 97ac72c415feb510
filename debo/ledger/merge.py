"""The merge: a pure function per field.

Order, duplication and splitting of entries don't matter, because a cell is two sets that only grow together:
the stamps anybody's base has named (`seen`), and the values whose stamps nobody has named yet (`heads`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from debo.ledger.canonical import canonical
from debo.ledger.stamp import stamp_order

#: A cell as it is stored: one full stamp, or {"h": {stamp: value}, "s": [stamp, …]}.
Stored = str | dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """One field of one record in one channel. `heads`: full stamp -> value, none of them in `seen`."""

    heads: Mapping[str, Any] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()


EMPTY = Cell()


def merge(cell: Cell, stamp: str, value: Any, base: Iterable[str] = ()) -> Cell:
    """The cell after an entry with this full stamp wrote `value`, its author having seen `base`."""
    seen = cell.seen | frozenset(base)
    heads = {**cell.heads, stamp: value}
    return Cell({one: heads[one] for one in heads if one not in seen}, seen)


def value_of(cell: Cell) -> Any:
    """The value shown: that of the greatest full stamp; None in an empty cell."""
    return cell.heads[max(cell.heads, key=stamp_order)] if cell.heads else None


def conflicts_of(cell: Cell) -> list[tuple[str, Any]]:
    """The other heads whose value differs from the one shown, greatest stamp first: a person settles them.

    Two people who wrote the same value agree, so that is no conflict.
    """
    if len(cell.heads) < 2:
        return []
    shown = canonical(value_of(cell))
    others = sorted(cell.heads, key=stamp_order, reverse=True)
    return [(one, cell.heads[one]) for one in others if canonical(cell.heads[one]) != shown]


def pack(cell: Cell) -> Stored:
    """The stored form: the stamp alone when the value stands in the record itself and nothing was seen."""
    if len(cell.heads) == 1 and not cell.seen:
        return next(iter(cell.heads))
    return pack_whole(cell)


def pack_whole(cell: Cell) -> Stored:
    """The stored form with its values, also for a field of a newer version, which has no column here."""
    heads = {one: cell.heads[one] for one in sorted(cell.heads, key=stamp_order)}
    return {"h": heads, "s": sorted(cell.seen, key=stamp_order)}


def unpack(stored: Stored | None, value: Any) -> Cell:
    """The cell of a stored form (None: nobody filled it); `value` is what the record holds in that field."""
    if stored is None:
        return EMPTY
    if isinstance(stored, str):
        return Cell({stored: value})
    return Cell(stored["h"], frozenset(stored["s"]))


def heads_of(stored: Stored | None) -> list[str]:
    """The full stamps a reader of this cell has seen, smallest first: the base of what they write next."""
    if stored is None:
        return []
    return [stored] if isinstance(stored, str) else list(stored["h"])


def merge_stored(
    stored: Stored | None, current: Any, stamp: str, value: Any, base: Iterable[str] = ()
) -> tuple[Stored, Any]:
    """The stored form and the value shown after an entry: pack(merge(unpack(…))), and tested to be.

    The two ordinary cases, a first value and an edit of what was seen, are spelled out for a hub's speed.
    """
    seen = tuple(base)
    if not seen and stored is None:
        return stamp, value
    if isinstance(stored, str) and seen == (stored,) and stored != stamp:
        return {"h": {stamp: value}, "s": [stored]}, value
    cell = merge(unpack(stored, current), stamp, value, seen)
    return pack(cell), value_of(cell)
