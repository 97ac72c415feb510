"""Offering to a channel's home what was written here in it, and judging what is offered to this hub.

An offer is judged like what a phone hands in: in the order of its device's numbers, gapless, duplicates
harmless. The home acknowledges by device and channel, and tells what it set aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Max, Min, Q

from debo.ledger import hub, models
from debo.ledger.devices import authors_on
from debo.ledger.ingest import keep_forks
from debo.ledger.intake import Handed, Intake
from debo.ledger.link import foreign
from debo.ledger.link.errors import Untrue
from debo.ledger.link.homes import people_of
from debo.ledger.link.models import HomeElsewhere, Link
from debo.ledger.link.parcel import Parcel
from debo.ledger.quarantine import retry, retry_waiting
from debo.ledger.reasons import read_words

#: Channel → device → n.
Places = dict[str, dict[str, int]]


# --- what this hub offers ---------------------------------------------------------------------------------


@dataclass
class Offer:
    """What goes to the home now. `is_whole`: nothing more waits to be offered."""

    entries: list[models.Entry] = field(default_factory=list)
    is_whole: bool = True


def offer(link: Link, heard: Mapping[str, Any], most: int) -> Offer:
    """Own people's entries that wait for their home's word, and what a restored home says it lacks."""
    made = Offer(_asked_again(link, heard.get("withheld", []), most))
    acks: Places = heard.get("acks", {})
    lacks: Places = heard.get("lacks", {})
    for home in HomeElsewhere.objects.filter(link=link).order_by("channel"):
        starts = _waiting(home.channel, acks.get(home.channel, {}))
        if home.channel in lacks:
            starts |= _lacking(home.channel, {**lacks[home.channel], **acks.get(home.channel, {})})
        for device, after in sorted(starts.items()):
            made.entries += _gapless(home.channel, device, after, most - len(made.entries))
            if len(made.entries) >= most:
                made.is_whole = False
                return made
    return made


def _waiting(channel: str, acks: Mapping[str, int]) -> dict[str, int]:
    """Device → after which n there is something that the home hasn't acknowledged."""
    kept = models.Entry.objects.filter(channel=channel, seq=None, reason="other_hub")
    found = kept.values("device").annotate(first=Min("n"), last=Max("n")).order_by("device")
    return {
        one["device"]: acks.get(one["device"], one["first"] - 1)
        for one in found
        if one["last"] > acks.get(one["device"], 0)
    }


def _lacking(channel: str, has: Mapping[str, int]) -> dict[str, int]:
    kept = models.Entry.objects.filter(channel=channel)
    found = kept.values("device").annotate(last=Max("n")).order_by("device")
    return {
        one["device"]: has.get(one["device"], 0) for one in found if one["last"] > has.get(one["device"], 0)
    }


def has_more_for(channel: str, acks: Mapping[str, int]) -> bool:
    """Whether a home that lacked something of a channel can still be given more of it."""
    lacking = _lacking(channel, acks)
    return any(_gapless(channel, device, after, 1) for device, after in lacking.items())


def _gapless(channel: str, device: str, after: int, most: int) -> list[models.Entry]:
    """The device's entries from `after` on, up to the first that isn't here: its home knows that one."""
    kept = models.Entry.objects.filter(channel=channel, device=device, n__gt=after).order_by("n")
    found: list[models.Entry] = []
    for entry in kept[:most]:
        if entry.n != after + 1 + len(found):
            break
        found.append(entry)
    return found


def _asked_again(link: Link, withheld: Sequence[Sequence[Any]], most: int) -> list[models.Entry]:
    """What the home has only the place of, and this hub's steward has vouched for meanwhile."""
    found = []
    for channel, device, n in withheld[:most]:
        waiting = models.Entry.objects.filter(
            channel=channel, device=device, n=n, seq=None, reason="other_hub"
        )
        if HomeElsewhere.objects.filter(channel=channel, link=link).exists():
            found += list(waiting)
    return found


# --- what is offered here ---------------------------------------------------------------------------------


def judge(link: Link, parcel: Parcel, people: Mapping[str, Sequence[str]], homes: Iterable[str]) -> Places:
    """Take what fits, set aside what doesn't; returns where this hub now stands with each device.

    `people` says who writes on which device, in the other hub's word; it is believed of its own people only.
    `homes`: the channels that this hub gives the other one; entries of others are Untrue. The caller holds
    the transaction.
    """
    allowed, theirs = set(homes), people_of(link)
    through = foreign.links_of({one.entry.device for one in parcel.handed})
    for one in parcel.handed:
        if one.entry.channel not in allowed:
            raise Untrue(reason=f"not offered to this hub: {one.entry.channel}")
        proof, device = parcel.proof_of(one), one.entry.device
        if through.get(device) != link.pk and (proof is None or not foreign.speaks_for(proof.by, device)):
            raise Untrue(reason=f"device {device} didn't sign")
    acks: Places = defaultdict(dict)
    handed = sorted(parcel.handed, key=lambda one: (one.entry.device, one.entry.stamp, one.entry.n))
    for device, group in groupby(handed, key=lambda one: one.entry.device):
        if through.get(device) == link.pk:
            foreign.vouch(device, set(people.get(device, ())) & theirs)
        for channel, n in _take_device(device, list(group), parcel).items():
            acks[channel][device] = n
    return dict(acks)


def _take_device(device: str, handed: list[Handed], parcel: Parcel) -> dict[str, int]:
    """One device's entries; returns its highest n here for each channel."""
    one = models.Device.objects.select_for_update().get(pk=device)
    order = _Order(device, {h.entry.channel for h in handed})
    before = order.acks()
    new = [(h, last) for h in handed if (last := order.place(h)) is not None]
    if order.forks:
        keep_forks(device, order.forks)
    if order.forks or one.forked_at is not None:
        # Both versions are kept; nothing more is taken from two stores that claim to be one.
        return before
    if new:
        intake = Intake(_believed(one), is_doubted=one.is_lost)
        intake.prepare(h.entry for h, _ in new)
        for proof, some in groupby(new, key=lambda pair: parcel.proof_of(pair[0])):
            if proof is None:
                raise Untrue(reason="no signature")
            batch = models.Batch.objects.create(
                device_id=proof.by, signature=proof.signature, hashes=b"".join(proof.hashes)
            )
            for h, last_stamp in some:
                intake.take(h, last_stamp)
            intake.finish(batch)
        retry_waiting(intake.created)
    for kept in order.filled:
        kept.save()
    retry(order.filled)
    return order.acks()


def _is_withheld(kept: models.Entry) -> bool:
    """Whether the other hub told only the place of an entry: it had set it aside itself."""
    return kept.seq is None and kept.erased and kept.reason == "malformed"


def withheld_by(link: Link, most: int) -> list[list[Any]]:
    """[channel, device, n] of entries of which only the place came; their hub may vouch for them."""
    theirs = link.devices.values("device_id")
    kept = models.Entry.objects.filter(seq=None, erased=True, reason="malformed", device__in=theirs)
    return [list(one) for one in kept.order_by("id").values_list("channel", "device", "n")[:most]]


def _believed(device: models.Device) -> list[str] | None:
    """Whose entries are believed on it; None for a device under which this hub wrote before a restoration."""
    is_own = device.public_key == hub.this_hub().device.public_key
    return None if is_own else authors_on(device)


class _Order:
    """Where a device stands in each channel, and which of its entries come next."""

    def __init__(self, device: str, channels: set[str]) -> None:
        self.device = device
        self.forks: list[Handed] = []
        #: Entries of which only the place was known here, with their content.
        self.filled: list[models.Entry] = []
        self._last = {channel: self._find(channel) for channel in channels}

    def _find(self, channel: str) -> tuple[int, int]:
        kept = models.Entry.objects.filter(device=self.device, channel=channel).order_by("-n")
        return kept.values_list("n", "stamp").first() or (0, 0)

    def place(self, one: Handed) -> int | None:
        """The stamp before a new entry; None for one that is known, or comes after a gap."""
        channel, n = one.entry.channel, one.entry.n
        last, last_stamp = self._last[channel]
        if n == last + 1:
            self._last[channel] = n, one.entry.stamp
            return last_stamp
        known = models.Entry.objects.filter(device=self.device, channel=channel, n=n).first()
        if known is not None and bytes(known.hash) != one.hash:
            self.forks.append(one)
        elif known is not None and _is_withheld(known) and not one.entry.erased:
            known.set, known.base, known.erased = one.set, one.base, False
            self.filled.append(known)
        return None

    def acks(self) -> dict[str, int]:
        return {channel: n for channel, (n, _) in self._last.items()}


# --- news of what was set aside ---------------------------------------------------------------------------


def news_for(link: Link, most: int) -> list[list[Any]]:
    """[channel, device, n, reason, words] of the other hub's devices' entries that this hub set aside."""
    kept = models.Entry.objects.filter(
        Q(told=False), seq=None, device__in=link.devices.values("device_id")
    ).exclude(reason="other_hub")
    return [
        [one.channel, one.device, one.n, one.reason, read_words(one.words)]
        for one in kept.order_by("id")[:most]
    ]
