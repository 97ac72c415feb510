"""The tests' phone for large numbers: it keeps running sums where the tests' phone looks through everything.

Importing it needs Django's settings, so benches import it after `django.setup()`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from debo.ledger.entry import Entry
from debo.ledger.hash import EMPTY_DIGEST, entry_hash, toggled
from tests.integration.ledger.phone import Phone


def _next(own: list[Entry], done: int, most: int) -> list[Entry]:
    """Without a copy of all that comes after."""
    return own[done : done + most]


@dataclass
class QuickPhone(Phone):
    """Answers as Phone does, as long as nothing is set aside: then its digests would be wrong."""

    sums: dict[str, str] = field(default_factory=dict)
    pace: int = 1_000

    def add(self, entry: Entry) -> None:
        """One more entry, into the channel's digest as well."""
        known = len(self.entries)
        super().add(entry)
        if len(self.entries) > known:
            self.sums[entry.channel] = toggled(self.sums.get(entry.channel, EMPTY_DIGEST), entry_hash(entry))

    def digest(self, channel: str) -> str:
        """Kept up with every entry."""
        assert not self.attention
        return self.sums.get(channel, EMPTY_DIGEST)

    def unsent(self, most: int = 1_000) -> list[Entry]:
        """The first that wait: each channel's are in the order of their stamps already."""
        most = min(most, self.pace)
        waiting = [
            e for channel, own in self.own.items() for e in _next(own, self.acked.get(channel, 0), most)
        ]
        return sorted(waiting, key=lambda entry: entry.stamp)[:most]
