"""One exchange: take what a device hands in, answer with what it may read (docs/protocol.md, section 4).

The same request again is harmless: what was taken is known, and an answer that was lost is given again.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from debo.ledger import hub, models
from debo.ledger.access import new_access, readable
from debo.ledger.asked import VERSION, Asked
from debo.ledger.columns import encode
from debo.ledger.devices import authors_on, keep_carry_key, note_contact, people_on
from debo.ledger.errors import ForkedDevice, RevokedDevice
from debo.ledger.hash import EMPTY_DIGEST
from debo.ledger.ingest import Outcome, ingest, verify
from debo.ledger.intake import hub_stamp
from debo.ledger.page import Page, after_cursor, beyond_vector
from debo.ledger.quarantine import as_entry, mark_told, tell_again, untold
from debo.ledger.replicated import key_of
from debo.ledger.snapshots.offering import offers


def exchange(device: models.Device, asked: Asked, *, brotli: bool = False) -> dict[str, Any]:
    """The answer to one request; raises a Refusal when nothing of it can be trusted.

    `brotli`: the device can unpack it, which decides whether a snapshot is the smaller way.
    """
    if device.forked_at is not None:
        raise ForkedDevice
    outcome = _take_in(device, asked)
    note_contact(device, asked.time)
    if device.revoked_at is not None:
        raise _farewell(device, asked, outcome)
    people = people_on(device)
    if asked.carry_key is not None:
        keep_carry_key(device.id, asked.carry_key)
    mark_told(device, asked.told)
    # Rights are read after the batch: what it holds may have changed them.
    access = outcome.access or new_access()
    channels = readable(access, people)
    grants = access.grants(people)
    reading = _Reading(device, asked, channels)
    if reading.starts_over:
        tell_again(device)
    else:
        reading.offer_snapshots(brotli=brotli)
    page = reading.page()
    said = {"v": VERSION, "epoch": reading.epoch, "time": int(time.time()), "stamp": hub_stamp()}
    parts = {
        "acks": outcome.acks | reading.acks(),
        "gaps": outcome.gaps,
        **untold(device),
        "entries": encode((as_entry(one) for one in page.entries), key_of) if page.entries else None,
        "snapshots": reading.offers,
        "more": page.is_full or reading.must_come_again,
        "digests": reading.digests(page),
        "repair": reading.repair,
        "grants": None if grants["hash"] == asked.grants else grants,
        "forget": sorted(set(asked.cursors) - set(channels)),
        "hub": hub.told_keys() if asked.carry_key is not None else None,
    }
    # Mostly there is nothing to say, and every name costs a phone on a thin line.
    return {**said, "cursors": page.cursors, **{name: part for name, part in parts.items() if part}}


def _take_in(device: models.Device, asked: Asked) -> Outcome:
    if asked.batch is None:
        return Outcome()
    signed = verify(device, asked.batch, asked.signature, asked.signatures)
    return ingest(device, signed, authors_on(device))


def _farewell(device: models.Device, asked: Asked, outcome: Outcome) -> RevokedDevice:
    """What a device that was shut out hears: where the hub stands with its entries, and to forget the rest.

    Of another epoch's hub it doesn't know what that one has, so it is told of each channel it named.
    """
    doubted = sorted(asked.cursors) if asked.epoch not in {None, hub.this_hub().epoch} else []
    acks = last_numbers(device.id, doubted) | outcome.acks
    return RevokedDevice(acks=acks, gaps=outcome.gaps, repair=doubted, forget="all")


class _Reading:
    """What of the channels a device may read goes into this answer."""

    def __init__(self, device: models.Device, asked: Asked, channels: list[str]) -> None:
        self.device, self.asked = device, asked
        self.channels = [name for name in channels if not asked.only or name in asked.cursors]
        self.repair: list[str] = []
        self.must_come_again = False
        #: Channels that it reads from a snapshot now, and so not from their entries.
        self.offers: dict[str, dict[str, Any]] = {}
        self._heads = {
            one.name: one for one in models.Channel.objects.filter(name__in={*channels, *(asked.cursors)})
        }
        self.epoch = self._epoch()

    def _epoch(self) -> str:
        """The hub's epoch; a new one when this device has read further than the hub can count."""
        is_beyond = any(n > self._head(name) for name, n in self.asked.cursors.items())
        epoch = hub.epoch()
        return hub.suspect_restoration() if self.asked.epoch == epoch and is_beyond else epoch

    @property
    def starts_over(self) -> bool:
        """Whether the device counts by another epoch: its cursors say nothing here."""
        return self.asked.epoch is not None and self.asked.epoch != self.epoch

    def _head(self, channel: str) -> int:
        return self._heads[channel].head if channel in self._heads else 0

    def offer_snapshots(self, *, brotli: bool) -> None:
        """Where the device is better served with what stands than with all that was ever written."""
        heads = {name: one.head for name, one in self._heads.items()}
        self.offers = offers(self.asked, self.channels, heads, brotli=brotli)

    def page(self) -> Page:
        """The entries to send, and the cursors after them."""
        page = Page(self.device.id)
        if self.starts_over:
            # Numbers of another epoch say nothing here: the device comes again with its vectors.
            self.repair = list(self.channels)
            self.must_come_again = bool(self.channels)
            return page
        vectors = self.asked.vectors or {}
        for channel in self.channels:
            if channel in self.offers:
                continue
            if channel in vectors:
                beyond_vector(page, channel, self._head(channel), vectors[channel])
            elif self.asked.cursors.get(channel, 0) < self._head(channel):
                after_cursor(page, channel, self._head(channel), self.asked.cursors.get(channel, 0))
            elif self._is_other(channel):
                self.repair.append(channel)
        return page

    def _is_other(self, channel: str) -> bool:
        """Whether the device, having read all there is, holds something else than the hub."""
        digest = self.asked.digests.get(channel)
        is_even = self.asked.cursors.get(channel, 0) == self._head(channel)
        return is_even and digest is not None and digest != self._digest(channel)

    def _digest(self, channel: str) -> str:
        return self._heads[channel].digest if channel in self._heads else EMPTY_DIGEST

    def digests(self, page: Page) -> dict[str, str]:
        """Of the channels that are now read to their end and weren't before, and of those that differ."""
        ends = [name for name, n in page.cursors.items() if n == self._head(name)]
        return {name: self._digest(name) for name in (*ends, *self.repair) if name in self._heads}

    def acks(self) -> dict[str, int]:
        """Where the hub stands with this device's own entries: told again whenever it was in doubt."""
        in_doubt: Iterable[str] = (*(self.asked.vectors or ()), *self.repair)
        return last_numbers(self.device.id, in_doubt)


def last_numbers(device: str, channels: Iterable[str]) -> dict[str, int]:
    """The device's highest n per channel; 0 where the hub has nothing of it, which it then offers again."""
    found: Mapping[str, int] = {
        name: models.Entry.objects.filter(device=device, channel=name)
        .order_by("-n")
        .values_list("n", flat=True)
        .first()
        or 0
        for name in channels
    }
    return dict(found)
