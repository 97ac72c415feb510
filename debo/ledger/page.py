"""One answer's worth of entries: at most 1,000 or about 200 kB, by channel, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from debo.ledger.models import Entry

MOST_ENTRIES = 1_000
#: Before compression, which makes about a tenth of it.
MOST_BYTES = 200_000
#: What an entry costs beside `set` and `base`, in columns of JSON.
ROW_BYTES = 60


class Page:
    """What goes to one device in one answer; its own entries are passed over, it has them."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.entries: list[Entry] = []
        self.cursors: dict[str, int] = {}
        self.is_full = False
        self._bytes = 0

    def add(self, rows: Iterable[Entry]) -> bool:
        """Add the rows while there is room; false when one had to stay behind. One row always fits."""
        for row in rows:
            size = len(row.set) + len(row.base) + ROW_BYTES
            if self.entries and (len(self.entries) >= MOST_ENTRIES or self._bytes + size > MOST_BYTES):
                self.is_full = True
                return False
            self.entries.append(row)
            self._bytes += size
        return True


def after_cursor(page: Page, channel: str, head: int, cursor: int) -> None:
    """What came after the cursor, other devices' only; the cursor moves over the device's own as well."""
    if page.is_full:
        return
    rows = _accepted(channel).filter(seq__gt=cursor, seq__lte=head).exclude(device=page.device)
    before = len(page.entries)
    is_whole = page.add(rows.order_by("seq")[: MOST_ENTRIES + 1])
    added = page.entries[before:]
    if is_whole:
        page.cursors[channel] = head
    elif added:
        page.cursors[channel] = added[-1].seq or cursor


def beyond_vector(page: Page, channel: str, head: int, vector: Mapping[str, int]) -> None:
    """What the device lacks by its vector, its own entries too if it lost them.

    An entry that was taken late has a small n in a late place, which no vector can tell: those are added at
    the end, where they do no harm to a device that has them. The cursor moves only when nothing stayed
    behind.
    """
    if page.is_full:
        return
    missing = _accepted(channel).filter(seq__lte=head)
    for device, n in vector.items():
        missing = missing.exclude(Q(device=device, n__lte=n))
    late = _accepted(channel).filter(seq__lte=head, late=True)
    if page.add(missing.order_by("seq")[: MOST_ENTRIES + 1]):
        has = {row.pk for row in page.entries}
        if page.add(row for row in late.order_by("seq") if row.pk not in has):
            page.cursors[channel] = head


def _accepted(channel: str) -> QuerySet[Entry]:
    return Entry.objects.filter(channel=channel, seq__isnull=False)
