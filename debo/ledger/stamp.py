"""Full stamps: `<counter>@<device>`, ordered by the counter as a number, then by the device as text.

The counter is Lamport's: it rises with every entry of a device and jumps over every stamp the device has
seen, so that what a person wrote after reading something is always the later one, whatever the wall clocks
say.
"""

from __future__ import annotations

import re

#: JSON numbers are exact up to here in a browser; a stamp beyond it could not be compared there.
LARGEST_COUNTER = 2**53 - 1

_FULL = re.compile(r"([1-9][0-9]{0,15})@([0-9a-f]{16})")


def full_stamp(counter: int, device: str) -> str:
    """The text of a stamp that is unique in the whole world."""
    return f"{counter}@{device}"


def is_full_stamp(text: object) -> bool:
    """Whether `text` is a full stamp: no leading zero, and a counter that a browser knows exactly."""
    if not isinstance(text, str):
        return False
    found = _FULL.fullmatch(text)
    return found is not None and int(found[1]) <= LARGEST_COUNTER


def stamp_order(stamp: str) -> tuple[int, str]:
    """What full stamps are sorted by: `2@…` comes before `10@…`, ties go by device."""
    counter, _, device = stamp.partition("@")
    return int(counter), device


def counter_of(stamp: str) -> int:
    """The Lamport counter of a full stamp."""
    return int(stamp.partition("@")[0])
