"""Acts: how the hub's own programs write records. One verb, one entry, one transaction; no other way in.

The hub is a device like any other: its entries are numbered, stamped, signed and judged by the same rules as
those of phones. Only the author's rights aren't asked for here: who calls an act has made sure of them (the
admin by its log-in, the command line by being on the machine, setting up by its code).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from debo.ledger import models
from debo.ledger.entry import Entry
from debo.ledger.errors import Refused
from debo.ledger.hub import private_key, this_hub
from debo.ledger.identity import derive, new_record_id
from debo.ledger.intake import Handed, Intake, hand_in, hub_stamp
from debo.ledger.merge import heads_of
from debo.ledger.reasons import Verdict
from debo.ledger.replicated import REGISTRY
from debo.ledger.signing import sign
from debo.ledger.turn import writing

_AT_ONCE = 1_000


@dataclass(frozen=True)
class Draft:
    """What somebody wants to write. Without `record` it is the one the natural key names, or a new one."""

    author: str
    channel: str
    type: str
    set: Mapping[str, Any]
    record: str | None = None
    at: int | None = None

    def record_id(self) -> str:
        """The record this is about; call once, a new record gets a new id each time."""
        declared = REGISTRY.get(self.type)
        key = declared.key if declared else ()
        return self.record or derive(self.type, key, self.set) or new_record_id()


@dataclass(frozen=True)
class Written:
    """What became of a draft: not `changed` when the record said so already; `verdict` if it was refused."""

    record: str
    changed: bool
    verdict: Verdict | None = None


def write(  # noqa: PLR0913, PLR0917 - these are the parts of an entry
    author: str,
    channel: str,
    type: str,  # noqa: A002 - the word of the protocol
    set: Mapping[str, Any],  # noqa: A002 - the word of the protocol
    record: str | None = None,
    at: int | None = None,
) -> str:
    """Write one record and return its id; raises Refused when its rules don't allow it."""
    return write_many([Draft(author, channel, type, set, record, at)])[0]


def write_many(drafts: Iterable[Draft]) -> list[str]:
    """Write all of them or, with Refused, none; returns the records' ids in order."""
    with writing():
        written = try_many(drafts)
        for one in written:
            if one.verdict is not None:
                raise Refused(one.verdict.reason, one.verdict.words()["en"])
    return [one.record for one in written]


def try_many(drafts: Iterable[Draft]) -> list[Written]:
    """Write what the rules allow and tell of each draft what became of it.

    Fields that say nothing new are left out, so that doing the same twice adds no entry.
    """
    remaining, written = iter(drafts), []
    with writing():
        while some := list(islice(remaining, _AT_ONCE)):
            written += _Pen().write([(draft, draft.record_id()) for draft in some])
    return written


class _Pen:
    """One signed batch of the hub's own device."""

    def __init__(self) -> None:
        self.hub = this_hub()
        # The device's row is locked, so that two acts at once don't take the same number.
        models.Device.objects.select_for_update().get(pk=self.hub.device_id)
        self.intake = Intake(people=None)
        self.stamp = 0
        self.kept: list[Handed] = []
        self._last: dict[str, int] = {}

    def write(self, drafts: list[tuple[Draft, str]]) -> list[Written]:
        self.intake.prepare(self._blank(draft, record) for draft, record in drafts)
        self.stamp = hub_stamp()
        written = [self._write(draft, record) for draft, record in drafts]
        if self.kept:
            hashes = [one.hash for one in self.kept]
            self.intake.finish(
                models.Batch.objects.create(
                    device=self.hub.device,
                    signature=sign(private_key(self.hub), hashes),
                    hashes=b"".join(hashes),
                )
            )
        return written

    def _blank(self, draft: Draft, record: str) -> Entry:
        return Entry(
            self.hub.device_id, draft.channel, 1, 1, draft.author, 0, draft.type, record, dict(draft.set), {}
        )

    def _write(self, draft: Draft, record: str) -> Written:
        cells, values = self._now(draft, record)
        changes = {
            name: value
            for name, value in draft.set.items()
            # Writing the value that is shown settles a conflict, so that isn't nothing.
            if values.get(name) != value or len(heads_of(cells.get(name))) > 1
        }
        if not changes:
            return Written(record, changed=False)
        n = self._last_n(draft.channel) + 1
        entry = Entry(
            self.hub.device_id,
            draft.channel,
            n,
            self.stamp + 1,
            draft.author,
            int(time.time()) if draft.at is None else draft.at,
            draft.type,
            record,
            changes,
            {name: heads_of(cells[name]) for name in changes if name in cells},
        )
        handed = hand_in(entry)
        verdict = self.intake.judge(handed, last_stamp=self.stamp)
        if verdict is None:
            self.intake.keep(handed, None)
            self.kept.append(handed)
            self._last[draft.channel], self.stamp = n, entry.stamp
        return Written(record, changed=verdict is None, verdict=verdict)

    def _now(self, draft: Draft, record: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        if draft.type not in REGISTRY:
            return {}, {}
        row = self.intake.rows.get(REGISTRY[draft.type], draft.channel, record)
        return row.cells, row.values

    def _last_n(self, channel: str) -> int:
        if channel not in self._last:
            own = models.Entry.objects.filter(device=self.hub.device_id, channel=channel)
            self._last[channel] = own.order_by("-n").values_list("n", flat=True).first() or 0
        return self._last[channel]
