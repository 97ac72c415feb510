"""Which channels a device reads from a snapshot now, and the piece it asks for.

The rule. A snapshot is offered of a channel of which the device knows nothing (it doesn't name it in
`cursors`, or names it in `snapshots` with an empty id), when it has at least 500
entries and the snapshot with all its requests costs less than the entries themselves. The newest one serves
until more than a fifth has come since (500 at least); what came after it is read by cursor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from debo.ledger import models
from debo.ledger.access import new_access, readable
from debo.ledger.asked import Asked
from debo.ledger.devices import people_on
from debo.ledger.errors import Busy
from debo.ledger.snapshots.errors import NoSuchSegment
from debo.ledger.snapshots.making import is_smaller, make

#: Fewer entries are one answer, whatever they are.
LEAST_ENTRIES = 500
#: A snapshot serves until this part of it has come since.
_FIFTH = 5


def offers(
    asked: Asked, channels: Sequence[str], heads: Mapping[str, int], *, brotli: bool
) -> dict[str, dict[str, Any]]:
    """Per channel that is to be read from a snapshot: which one. Nothing for a device that knows of none."""
    if asked.snapshots is None:
        return {}
    found = {name: _offer(name, asked, heads.get(name, 0), brotli) for name in channels}
    return {name: _told(one) for name, one in found.items() if one is not None}


def piece(device: models.Device, id_: str, number: int) -> models.Segment:
    """A piece for a device that may read its channel now; NoSuchSegment."""
    found = models.Segment.objects.filter(snapshot=id_, number=number).select_related("snapshot").first()
    if found is None or found.snapshot.channel not in readable(new_access(), people_on(device)):
        raise NoSuchSegment
    return found


def _offer(channel: str, asked: Asked, head: int, brotli: bool) -> models.Snapshot | None:
    begun = (asked.snapshots or {}).get(channel)
    if begun:
        kept = models.Snapshot.objects.filter(id=begun, channel=channel, segments__gt=0).first()
        if kept is not None:
            return kept
    elif begun is None and (channel in asked.cursors or channel in (asked.vectors or ())):
        # It knows or has written something here, and a snapshot isn't made to be laid over that.
        return None
    if head < LEAST_ENTRIES:
        return None
    newest = _newest(channel, head)
    return newest if newest is not None and is_smaller(newest, brotli=brotli) else None


def _newest(channel: str, head: int) -> models.Snapshot | None:
    newest = models.Snapshot.objects.filter(channel=channel).order_by("-seq", "-made_at").first()
    if newest is not None and head - newest.seq <= max(LEAST_ENTRIES, newest.seq // _FIFTH):
        return newest
    try:
        return make(channel, timezone.localdate())
    except Busy:
        # The hub moves: it can still be read, entry by entry.
        return None


def _told(one: models.Snapshot) -> dict[str, Any]:
    return {
        "id": one.id,
        "seq": one.seq,
        "digest": one.digest,
        "segments": one.segments,
        "recent": one.recent,
        "since": one.since,
    }
