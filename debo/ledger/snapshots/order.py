"""In which order a new device reads: what others refer to, what has no day, then the newest day first.

All of it follows from the declarations; no type is named here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import date, timedelta

from debo.ledger.entry import Entry
from debo.ledger.fields import Ref
from debo.ledger.replicated import REGISTRY, declarations

#: What is within so many days of today is of use at once; the rest follows.
NEWEST = timedelta(days=90)

#: The parts of a snapshot.
REFERRED, TIMELESS, RECENT, OLDER = range(4)


class Order:
    """Puts the entries of a channel into order; 16 bytes for each, and a little for each record."""

    def __init__(self, since: date) -> None:
        self._since = since.toordinal()
        self._referred = referred()
        self._records: dict[tuple[str, str], int] = {}
        #: By record: its part, and the day that its type names.
        self._parts, self._days = bytearray(), array("q")
        self._seqs, self._of = array("q"), array("q")

    def add(self, seq: int, entry: Entry) -> None:
        """One entry of which something stands."""
        self._seqs.append(seq)
        self._of.append(self._record(entry))

    def note(self, entry: Entry) -> None:
        """Any entry may tell the day of its record; the day is mostly part of the natural key."""
        declared = REGISTRY.get(entry.type)
        if declared is None or declared.day not in entry.set:
            return
        value = entry.set[declared.day]
        day = None if value is None else declared.fields[declared.day].day_of(value)
        if day is not None:
            self._days[self._record(entry)] = day.toordinal()

    def _record(self, entry: Entry) -> int:
        place = (entry.type, entry.record)
        if place not in self._records:
            self._records[place] = len(self._parts)
            self._parts.append(REFERRED if entry.type in self._referred else TIMELESS)
            self._days.append(0)
        return self._records[place]

    def part(self, record: int) -> int:
        """Where a record belongs."""
        if not self._days[record]:
            return self._parts[record]
        return RECENT if self._days[record] >= self._since else OLDER

    def seqs(self, *parts: int) -> Iterator[int]:
        """The numbers of the entries in these parts, in order."""
        chosen = (i for i in range(len(self._seqs)) if self.part(self._of[i]) in parts)
        yield from (self._seqs[i] for i in sorted(chosen, key=self._key))

    def _key(self, i: int) -> tuple[int, int, int]:
        record = self._of[i]
        return self.part(record), -self._days[record], self._seqs[i]


def referred() -> frozenset[str]:
    """Types that records of other types name, and that have no day of their own."""
    named = {
        one.to
        for declared in declarations()
        for one in declared.fields.values()
        if isinstance(one, Ref) and one.to != declared.type
    }
    return frozenset(type_ for type_ in named if type_ in REGISTRY and not REGISTRY[type_].day)
