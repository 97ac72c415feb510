"""Rooms above the ledger hear which records changed: by type, many at once, in the transaction that changes
them.

The ledger knows none of its listeners. A listener notes what it must and does the work after the commit
(`transaction.on_commit`), so that neither its work nor its mistakes can hold up or lose an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from debo.ledger.rows import Row

#: Gets the type and its changed records as they now are; of one that was erased by law the values are empty.
Listener: TypeAlias = "Callable[[str, Sequence[Row]], None]"
AnyListener = TypeVar("AnyListener", bound=Listener)

_LISTENERS: dict[str, list[Listener]] = {}
_OF_ALL: list[Callable[[], None]] = []


def when_changed(*types: str) -> Callable[[AnyListener], AnyListener]:
    """Register a listener for some types: `@when_changed("observation") def note(type_, rows): …`."""

    def register(one: AnyListener) -> AnyListener:
        for type_ in types:
            _LISTENERS.setdefault(type_, []).append(one)
        return one

    return register


def when_all_changed(listener: Callable[[], None]) -> Callable[[], None]:
    """Register who must hear that any record may be another one: after a restore, or when records were
    mended."""
    _OF_ALL.append(listener)
    return listener


def tell_changed(type_: str, rows: Sequence[Row]) -> None:
    """Tell the listeners of a type; called by `Rows.flush` alone."""
    for listener in _LISTENERS.get(type_, ()):
        listener(type_, rows)


def tell_all_changed() -> None:
    """Tell everybody that any record may be another one."""
    for listener in _OF_ALL:
        listener()
