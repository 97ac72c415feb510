"""What of a log still stands: the heads of the merge, found without merging.

A field of an entry stands when no accepted entry's base names its stamp. An entry is reduced to the fields of
it that stand; one of which nothing stands is left out. Folding the reduced entries gives the heads of the
whole log, because a head is exactly a value that nobody has named.

Two things would go wrong otherwise, and are tested:
- a living entry sent whole brings back its own fields that others have written over, as false conflicts;
- a base may name an entry that isn't in the channel yet (it waits set aside, or a lost hub had it). When it
  comes, it must still be known as written over: such stamps stay in the reduced entry's base.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from debo.ledger.entry import Entry
from debo.ledger.stamp import counter_of

#: Type, record and field: one cell of the channel.
_Cell = tuple[str, str, str]


class Standing:
    """First all bases are shown to it, then all entries; then it can say of any entry what stands.

    Its memory grows with the edits, not with the entries.
    """

    def __init__(self) -> None:
        self._seen: dict[_Cell, set[str]] = {}
        #: Of those, what no entry shown so far has written.
        self._missing: dict[_Cell, set[str]] = {}

    def see(self, type_: str, record: str, base: Mapping[str, Sequence[str]]) -> None:
        """Some entry named these stamps."""
        for name, stamps in base.items():
            cell = (type_, record, name)
            self._seen.setdefault(cell, set()).update(stamps)
            self._missing.setdefault(cell, set()).update(stamps)

    def see_text(self, type_: str, record: str, base: str) -> None:
        """Likewise, of a base as it is kept."""
        self.see(type_, record, json.loads(base))

    def meet(self, entry: Entry) -> bool:
        """An entry of the log, after all bases have been seen; whether anything of it stands."""
        stands = False
        for name in entry.set:
            cell = (entry.type, entry.record, name)
            if entry.full_stamp in self._seen.get(cell, ()):
                self._missing[cell].discard(entry.full_stamp)
            else:
                stands = True
        return stands

    def reduced(self, entry: Entry) -> Entry:
        """The entry with what stands of it, after all have been met."""
        fields = {name: value for name, value in entry.set.items() if self._stands(entry, name)}
        base = {name: stamps for name in fields if (stamps := self._missed(entry, name))}
        return replace(entry, set=fields, base=base)

    def _stands(self, entry: Entry, name: str) -> bool:
        return entry.full_stamp not in self._seen.get((entry.type, entry.record, name), ())

    def _missed(self, entry: Entry, name: str) -> list[str]:
        # A base is always older than its entry; whoever named the stamp, a head that is younger stands.
        missing = self._missing.get((entry.type, entry.record, name), ())
        return sorted(one for one in missing if counter_of(one) < entry.stamp)
