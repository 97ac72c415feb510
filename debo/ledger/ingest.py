"""One batch from a device: verified, put in order, taken or set aside, all in one transaction.

1. Verify: the columns, the sender, the signature. What fails is refused whole and nothing of it is stored.
2. Known n: the same content is a duplicate and changes nothing; other content is a fork, of which both are
kept.
3. A gap: from the first missing n on nothing is taken in that channel; the device goes back to it.
4. The rest is judged one by one (judge.py) and gets its place, taken or set aside.
The acknowledgement is made from what `ingest` returns, so never before the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from debo.ledger import models
from debo.ledger.access import Access
from debo.ledger.canonical import NotCanonicalError
from debo.ledger.columns import ColumnsError, decode
from debo.ledger.errors import BrokenBatch, ForkedDevice
from debo.ledger.hash import entry_text
from debo.ledger.intake import Handed, Intake, hand_in
from debo.ledger.quarantine import retry_waiting
from debo.ledger.replicated import key_of
from debo.ledger.signing import verifies
from debo.ledger.turn import writing


@dataclass(frozen=True)
class Signed:
    """A batch that was verified: whose it is, and the signature that proves it."""

    handed: list[Handed]
    signature: str
    #: Channel → the device's signature over that channel's rows alone: proof for another hub.
    of_channels: Mapping[str, str] = field(default_factory=dict)
    #: The hub's device, when it signed in place of the one that handed in (witness.py).
    witness: models.Device | None = None


@dataclass
class Outcome:
    """Per channel: the highest n that is durably kept, and the first one that is missing."""

    acks: dict[str, int] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)
    #: The rights as they are after the batch, if it had to ask for them.
    access: Access | None = None


def verify(
    device: models.Device, columns: Any, signature: Any, of_channels: Mapping[str, str] | None = None
) -> Signed:
    """Read and check a batch; BrokenBatch if it is none, or not this device's. Needs no transaction."""
    try:
        handed = [hand_in(entry) for entry in decode(columns, key_of)]
    except ColumnsError as error:
        raise BrokenBatch(reason=error.code) from error
    except NotCanonicalError as error:
        raise BrokenBatch(reason="bad_number") from error
    if any(one.entry.device != device.id for one in handed):
        raise BrokenBatch(reason="another_device")
    if not verifies(device.public_key, [one.hash for one in handed], signature):
        raise BrokenBatch(reason="wrong_signature")
    for channel, apart in (of_channels or {}).items():
        if not verifies(device.public_key, _hashes_in(channel, handed), apart):
            raise BrokenBatch(reason="wrong_signature")
    return Signed(handed, signature, of_channels or {})


def _hashes_in(channel: str, handed: Iterable[Handed]) -> list[bytes]:
    return [one.hash for one in handed if one.entry.channel == channel]


def ingest(device: models.Device, batch: Signed, people: Collection[str] | None) -> Outcome:
    """Take a verified batch; see the module. Raises ForkedDevice after both versions have been kept."""
    with writing():
        # One request of a device at a time: a retry that overtakes its first try finds it done.
        models.Device.objects.select_for_update().get(pk=device.pk)
        order = _Order(device.id, [one.entry.channel for one in batch.handed])
        new = order.sort(batch.handed)
        if order.forks:
            keep_forks(device.id, order.forks)
        access = None if order.forks or not new else _take(device, batch, new, people)
    if order.forks:
        raise ForkedDevice
    return Outcome(order.acks(), order.gaps, access)


def _take(
    device: models.Device, batch: Signed, new: list[tuple[Handed, int]], people: Collection[str] | None
) -> Access | None:
    intake = Intake(people, is_doubted=device.is_lost)
    intake.prepare(handed.entry for handed, _ in new)
    kept = models.Batch.objects.create(
        device=device,
        signature=batch.signature,
        witness=batch.witness,
        hashes=b"".join(one.hash for one in batch.handed),
    )
    models.ChannelSignature.objects.bulk_create(
        models.ChannelSignature(
            batch=kept, channel=name, signature=apart, hashes=b"".join(_hashes_in(name, batch.handed))
        )
        for name, apart in batch.of_channels.items()
    )
    for handed, last_stamp in new:
        intake.take(handed, last_stamp)
    intake.finish(kept)
    # What was waiting may give rights of its own when it is taken now.
    return None if retry_waiting(intake.created) else intake.known_access


class _Order:
    """Where each channel of a device stands, and what of a batch is new, known, missing or forked."""

    def __init__(self, device: str, channels: Collection[str]) -> None:
        self.device = device
        self.gaps: dict[str, int] = {}
        self.forks: list[Handed] = []
        self._last: dict[str, tuple[int, int]] = {name: self._find_last(name) for name in set(channels)}
        self._known: dict[tuple[str, int], bytes] = {}

    def _find_last(self, channel: str) -> tuple[int, int]:
        found = models.Entry.objects.filter(device=self.device, channel=channel).order_by("-n")
        return found.values_list("n", "stamp").first() or (0, 0)

    def acks(self) -> dict[str, int]:
        return {channel: n for channel, (n, _) in self._last.items() if n > 0}

    def sort(self, handed: list[Handed]) -> list[tuple[Handed, int]]:
        """The new entries, each with its predecessor's stamp; forks and gaps are noted on the way."""
        self._read_known(handed)
        new = []
        for one in handed:
            channel, n = one.entry.channel, one.entry.n
            last, last_stamp = self._last[channel]
            if n <= last:
                if self._known[channel, n] != one.hash:
                    self.forks.append(one)
            elif n > last + 1:
                self.gaps.setdefault(channel, last + 1)
            else:
                new.append((one, last_stamp))
                self._last[channel] = n, one.entry.stamp
                self._known[channel, n] = one.hash
        return new

    def _read_known(self, handed: list[Handed]) -> None:
        """The hashes of those n of the batch that are known already; mostly there are none to ask for."""
        again: dict[str, list[int]] = {}
        for one in handed:
            if one.entry.n <= self._last[one.entry.channel][0]:
                again.setdefault(one.entry.channel, []).append(one.entry.n)
        for channel, numbers in again.items():
            known = models.Entry.objects.filter(
                device=self.device, channel=channel, n__gte=min(numbers), n__lte=max(numbers)
            )
            self._known.update({(channel, n): bytes(hash_) for n, hash_ in known.values_list("n", "hash")})


def keep_forks(device: str, forks: list[Handed]) -> None:
    """Keep the other version of these entries, and note that two stores claim to be the device."""
    models.Fork.objects.bulk_create(
        [
            models.Fork(
                device=device,
                channel=one.entry.channel,
                n=one.entry.n,
                hash=one.hash,
                content=entry_text(one.entry).decode(),
            )
            for one in forks
        ],
        ignore_conflicts=True,
    )
    models.Device.objects.filter(pk=device).update(forked_at=timezone.now())
