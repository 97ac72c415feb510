"""An entry: one person's change to one record, never changed again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from debo.ledger.identity import is_device_id, is_uuid
from debo.ledger.stamp import LARGEST_COUNTER, counter_of, full_stamp, is_full_stamp

#: A channel's name is at most this long; so are the names of types, authors and records.
LONGEST_NAME = 60
#: No form has so many fields; an entry with more was not made by one.
MOST_FIELDS = 200

_HASH = re.compile(r"[0-9a-f]{64}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")


class EntryError(ValueError):
    """What was given is no entry at all: a part is missing or of another type. Its batch is refused whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`set` says the new values (None empties a field), `base` the full stamps the author saw in each field.

    `at` is in seconds since 1970 as the device claimed; nothing is decided by it.
    """

    device: str
    channel: str
    n: int
    stamp: int
    author: str
    at: int
    type: str
    record: str
    set: Mapping[str, Any]
    base: Mapping[str, Sequence[str]]
    #: The hash (hex) of what was erased by law; `set` and `base` are then empty. Nobody can compute it again.
    erased: str = ""

    def __post_init__(self) -> None:
        if not is_device_id(self.device):
            raise EntryError("device")
        if not _is_name(self.channel):
            raise EntryError("channel")
        if not _is_name(self.author):
            raise EntryError("author")
        if not _is_name(self.type):
            raise EntryError("type")
        if not _is_name(self.record):
            raise EntryError("record")
        if not _is_integer(self.n) or self.n < 1:
            raise EntryError("n")
        if not _is_integer(self.stamp) or self.stamp < 1:
            raise EntryError("stamp")
        if not _is_integer(self.at):
            raise EntryError("at")
        if not isinstance(self.set, dict) or not isinstance(self.base, dict):
            raise EntryError("set")
        if self.erased and (self.set or self.base or _HASH.fullmatch(self.erased) is None):
            raise EntryError("erased")

    @property
    def full_stamp(self) -> str:
        """The stamp that no other entry of this channel has."""
        return full_stamp(self.stamp, self.device)

    def is_malformed(self) -> bool:
        """Whether this entry, though it can be kept, makes no sense to any version: it is then set aside."""
        if self.erased:
            return not is_uuid(self.record)
        if not is_uuid(self.record) or not 0 < len(self.set) <= MOST_FIELDS:
            return True
        if not _are_fields(tuple(self.set)) or _holds_nul_within(self.set.values()):
            return True
        return bool(self.base) and not all(self._is_base(name, seen) for name, seen in self.base.items())

    def _is_base(self, name: str, stamps: Any) -> bool:
        # A stamp that was seen is smaller than any stamp its reader writes: without this an entry could hide
        # its own value, or one that nobody has written yet.
        return (
            name in self.set
            and isinstance(stamps, list | tuple)
            and len(stamps) > 0
            and all(is_full_stamp(one) and counter_of(one) < self.stamp for one in stamps)
        )


def _are_fields(names: tuple[str, ...]) -> bool:
    # A batch has few shapes, so few lists of names to look at; names too long are not worth remembering.
    return max(map(len, names)) <= LONGEST_NAME and _are_names_of_fields(names)


@lru_cache(maxsize=1024)
def _are_names_of_fields(names: tuple[str, ...]) -> bool:
    return all(_FIELD.fullmatch(name) for name in names)


def _is_name(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST_NAME


def _is_integer(value: object) -> bool:
    return type(value) is int and -LARGEST_COUNTER <= value <= LARGEST_COUNTER


def _holds_nul_within(values: Iterable[Any]) -> bool:
    """Whether any of them holds a NUL; numbers and short texts, which most are, cost next to nothing."""
    for value in values:
        kind = type(value)
        if kind is str:
            if "\x00" in value:
                return True
        elif kind is not int and value is not None and _holds_nul(value):
            return True
    return False


def _holds_nul(value: Any) -> bool:
    """PostgreSQL keeps no NUL in a text, and nobody types one."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_holds_nul(name) or _holds_nul(one) for name, one in value.items())
    if isinstance(value, list):
        return any(_holds_nul(one) for one in value)
    return False
