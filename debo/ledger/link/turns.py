"""One turn of two linked hubs: say what is new for the other, hear what it says.

Both sides do the same, so a chain of hubs is a row of links. Everything that is heard is taken in one
transaction, together with how far it was read; what is said is made after the commit. So a turn that was cut
anywhere is simply taken again.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from debo.ledger import hub, models
from debo.ledger.devices import authors_on
from debo.ledger.hash import EMPTY_DIGEST
from debo.ledger.link import foreign, offering
from debo.ledger.link.errors import Untrue
from debo.ledger.link.following import follow
from debo.ledger.link.giving import give, heads_of, vector_of
from debo.ledger.link.homes import claim, given_to, homes_here
from debo.ledger.link.message import VERSION, Message
from debo.ledger.link.models import HomeElsewhere, Link
from debo.ledger.link.parcel import unwrap, wrap
from debo.ledger.quarantine import judged_elsewhere, was_judged_elsewhere
from debo.ledger.reasons import read_words
from debo.ledger.turn import writing

#: Entries of one message: small enough for a line that drops; the caller grows and shrinks it.
MOST_ENTRIES = 500
_MOST_NEWS = 200


@dataclass(frozen=True)
class Said:
    """A message's parts, and whether the other hub's answer can bring anything on."""

    parts: dict[str, Any]
    has_more: bool


def say(link: Link, name: str, most: int = MOST_ENTRIES) -> Said:
    """What this hub has to say to the other one now."""
    heard, this = link.heard_of(), hub.this_hub()
    declined = set(heard.get("declined", ()))
    channels = [one for one in given_to(link) if one not in declined]
    holds = heard.get("holds", {})
    parts: dict[str, Any] = {
        "v": VERSION,
        "link": link.uid,
        "from": this.device_id,
        "epoch": this.epoch,
        "knows": link.epoch or None,
        "time": int(time.time()),
        "name": name,
        "holds": _held(link),
        "vectors": _vectors(link),
        "homes": _homes(channels, holds),
        "aside": offering.news_for(link, _MOST_NEWS),
        "withheld": offering.withheld_by(link, _MOST_NEWS),
        "acks": heard.get("due", {}),
        "told": heard.get("told_us", []),
        "declined": heard.get("refused", []),
    }
    has_more = bool(parts["vectors"] or parts["told"] or parts["aside"])
    if heard.get("knows") == this.epoch:
        vectors = heard.get("vectors", {})
        mine = homes_here(link, vectors)
        parts["lacks"] = {one: vector_of(one, with_aside=True) for one in vectors if one in mine}
        given = give(channels, holds, vectors, most)
        if given.cursors:
            parts |= {"begins": given.begins, "cursors": given.cursors}
            has_more = True
        if given.entries:
            parts["page"] = wrap(given.entries)
        parts["more"] = given.is_full
    offered = offering.offer(link, heard, most)
    if offered.entries:
        parts["offers"] = wrap(offered.entries)
        parts["people"] = _authors(offered.entries)
        has_more = True
    parts["more"] = bool(parts.get("more")) or not offered.is_whole
    # Mostly there is nothing to say.
    return Said({part: said for part, said in parts.items() if said or part in _ALWAYS}, has_more)


def _authors(entries: Sequence[models.Entry]) -> dict[str, list[str]]:
    """Device → who of these entries' authors has joined on it."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in entries:
        found[one.device].add(one.author)
    return {one: sorted(found[one] & set(authors_on(models.Device(id=one)))) for one in sorted(found)}


_ALWAYS = frozenset({"v", "link", "from", "epoch", "knows", "time", "name", "holds"})


def _held(link: Link) -> dict[str, list[Any]]:
    followed = list(HomeElsewhere.objects.filter(link=link))
    digests = heads_of([one.channel for one in followed])
    return {one.channel: [one.cursor, digests.get(one.channel, (0, EMPTY_DIGEST))[1]] for one in followed}


def _vectors(link: Link) -> dict[str, dict[str, int]]:
    in_repair = HomeElsewhere.objects.filter(link=link, is_in_repair=True)
    return {one.channel: vector_of(one.channel, with_aside=False) for one in in_repair}


def _homes(channels: list[str], holds: dict[str, Any]) -> dict[str, list[Any]]:
    """Number and digest of each channel where the other hub stands elsewhere."""
    heads = {name: [head, digest] for name, (head, digest) in heads_of(channels).items()}
    return {name: state for name, state in heads.items() if holds.get(name) != state}


def hear(link: Link, message: Message) -> bool:
    """Take a message in, all of it or, with Untrue, nothing; says whether it erases something by law."""
    with writing():
        link = Link.objects.select_for_update().get(pk=link.pk)
        heard = link.heard_of()
        if link.epoch != message.epoch:
            _begin_anew(link, message.epoch, heard)
        _suspect(message)
        refused = _learn_homes(link, message)
        has_erased = _hear_page(link, message)
        due = _hear_offers(link, message)
        _hear_news(link, message)
        _hear_state(message, heard, due, refused)
        _look_at_digests(link)
        link.heard = json.dumps(heard)
        link.failures, link.trouble, link.detail = 0, "", ""
        link.last_contact = timezone.now()
        link.save()
    return has_erased


def _begin_anew(link: Link, epoch: str, heard: dict[str, Any]) -> None:
    """The other hub was restored, or speaks for the first time: its numbers of before say nothing now."""
    link.epoch = epoch
    link.channels.update(cursor=0, epoch=epoch, is_in_repair=True, settled="", head=0, digest="")
    for gone in ("acks", "lacks", "withheld"):
        heard.pop(gone, None)


def _suspect(message: Message) -> None:
    """The other hub has read further than this one can count: this one was restored and nobody said so."""
    this = hub.this_hub()
    if message.knows == this.epoch:
        heads = heads_of(message.holds)
        if any(state[0] > heads.get(name, (0, ""))[0] for name, state in message.holds.items()):
            hub.suspect_restoration()


def _learn_homes(link: Link, message: Message) -> list[str]:
    """Note the channels that the other hub is home to; returns those it can't be home to."""
    refused = []
    for name, (head, digest) in message.homes.items():
        home = claim(link, name)
        if home is None:
            refused.append(name)
            continue
        home.head, home.digest, home.epoch = head, digest, message.epoch
        home.save()
    return refused


def _hear_page(link: Link, message: Message) -> bool:
    has_erased = False
    homes = {
        one.channel: one for one in HomeElsewhere.objects.filter(link=link, channel__in=list(message.cursors))
    }
    # What begins beyond the cursor would leave a hole; it comes again.
    fitting = {name: one for name, one in homes.items() if message.begins.get(name, 0) <= one.cursor}
    if message.page is not None:
        parcel = unwrap(message.page)
        foreign.learn(link, parcel.keys)
        has_erased = follow(link, parcel, fitting)
    for name, home in fitting.items():
        home.cursor = max(home.cursor, message.cursors[name])
        home.save()
    return has_erased


def _hear_offers(link: Link, message: Message) -> offering.Places:
    if message.offers is None:
        return {}
    parcel = unwrap(message.offers)
    foreign.learn(link, parcel.keys)
    named = {one.entry.channel for one in parcel.handed}
    return offering.judge(link, parcel, message.people, homes_here(link, named))


def _hear_news(link: Link, message: Message) -> None:
    """What the home set aside keeps its place here too, with the home's words; its author is told."""
    homes = set(link.channels.values_list("channel", flat=True))
    for channel, device, n, reason, words in message.aside:
        kept = models.Entry.objects.filter(channel=channel, device=device, n=n, seq=None).first()
        # An entry that this hub itself holds back stays so, whatever its home would say.
        if kept is None or channel not in homes or not _waits_for_home(kept):
            continue
        if (kept.reason, read_words(kept.words).get("hub")) == (reason, words.get("hub", link.name)):
            continue
        judged_elsewhere(kept, reason, words, str(words.get("hub", link.name)))
    theirs = set(link.devices.values_list("device_id", flat=True))
    for channel, device, n in message.told:
        if device in theirs:
            models.Entry.objects.filter(channel=channel, device=device, n=n, seq=None).update(told=True)


def _waits_for_home(kept: models.Entry) -> bool:
    return kept.reason == "other_hub" or was_judged_elsewhere(kept)


def _hear_state(message: Message, heard: dict[str, Any], due: offering.Places, refused: list[str]) -> None:
    """Keep what the next message to this hub has to know."""
    acks: dict[str, dict[str, int]] = defaultdict(dict, heard.get("acks", {}))
    for channel, devices in message.acks.items():
        acks[channel] = {**acks[channel], **devices}
    for channel, devices in message.lacks.items():
        # What the home says of itself now goes before what it once acknowledged.
        acks[channel] = {**acks[channel], **devices}
    heard |= {
        "acks": acks,
        "lacks": {
            channel: vector
            for channel, vector in {**heard.get("lacks", {}), **message.lacks}.items()
            if offering.has_more_for(channel, acks[channel])
        },
        "withheld": message.withheld,
        "told_us": [one[:3] for one in message.aside],
        "due": due,
        "refused": refused,
        "declined": sorted({*heard.get("declined", ()), *message.declined}),
        "holds": dict(message.holds),
        "vectors": dict(message.vectors),
        "knows": message.knows,
    }


def _look_at_digests(link: Link) -> None:
    """Read to the end and yet other: both sides compare, once for each pair of digests."""
    for home in HomeElsewhere.objects.filter(link=link):
        if home.cursor < home.head:
            continue
        own = heads_of([home.channel]).get(home.channel, (0, EMPTY_DIGEST))[1]
        pair = f"{own}|{home.digest}"
        is_equal = own == home.digest or not home.digest
        if home.is_in_repair and home.head:
            home.is_in_repair, home.settled = False, "" if is_equal else pair
        elif not is_equal and pair != home.settled:
            home.is_in_repair, home.cursor = True, 0
        else:
            continue
        home.save()


def end(link: Link) -> None:
    """Exchange no more; what has crossed stays on both hubs."""
    Link.objects.filter(pk=link.pk, ended_at=None).update(ended_at=timezone.now(), next_at=None)


def refuse(link: Link, error: Untrue) -> None:
    """Note beside the link what the other hub said that can't be."""
    Link.objects.filter(pk=link.pk).update(trouble=error.code, detail=error.detail_of[:200])
