"""Which n of each device are in a snapshot, as ranges: two numbers however many entries there are."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable

#: [from, to], both in it, in order and never touching.
Ranges = list[list[int]]


class Known:
    """Counts entries by device; eight bytes each until they are told as ranges."""

    def __init__(self) -> None:
        self._numbers: dict[str, array[int]] = defaultdict(lambda: array("q"))

    def add(self, device: str, n: int) -> None:
        """One more entry."""
        self._numbers[device].append(n)

    def ranges(self) -> dict[str, Ranges]:
        """The ranges of each device, sorted by device."""
        return {device: ranges_of(self._numbers[device]) for device in sorted(self._numbers)}


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """The fewest ranges that hold these numbers and no other."""
    ranges: Ranges = []
    for n in sorted(numbers):
        if ranges and n <= ranges[-1][1] + 1:
            ranges[-1][1] = max(n, ranges[-1][1])
        else:
            ranges.append([n, n])
    return ranges
