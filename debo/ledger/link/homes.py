"""Each channel has one home: the hub that knows its people and judges what is written there."""

from __future__ import annotations

from collections.abc import Collection

from debo.ledger.access import new_access
from debo.ledger.channels import kind_of
from debo.ledger.entry import Entry
from debo.ledger.link.models import HomeElsewhere, Link
from debo.ledger.models import Channel
from debo.ledger.questions import FROM_ABOVE, ask

#: The kinds of channel that may ever leave a hub. Teams' drafts, a person's own channel, studies and the
#: anonymous answers of `hub` never do: nothing else in this folder knows how to send or take them.
CROSSING = frozenset({"collaborative", "facility", "public"})


class StaysHomeError(ValueError):
    """A program was about to send, or asked for, what must not leave its hub."""


def crosses(channel: str) -> bool:
    """Whether a channel is of a kind that two hubs may exchange."""
    return kind_of(channel) in CROSSING


def must_cross(entries: Collection[Entry]) -> None:
    """Raise StaysHomeError if any of these entries must stay on its hub."""
    if not all(crosses(one.channel) for one in entries):
        raise StaysHomeError("a draft or a private channel must not leave its hub")


def elsewhere(channels: Collection[str]) -> set[str]:
    """Those of these channels that another hub is home to."""
    found = HomeElsewhere.objects.filter(channel__in=channels)
    return set(found.values_list("channel", flat=True))


def from_above() -> list[str]:
    """The collaboratives of hubs above this one: everybody who works in one of ours may read them."""
    return sorted(channel for (channel,) in ask(FROM_ABOVE, "collaborative:%"))


def given_to(link: Link) -> list[str]:
    """The channels that this hub gives the other one, in order.

    A channel never goes back to where it comes from. What is released in the woredas goes up; what comes from
    above goes down, and no woreda hears of another.
    """
    homes = {one.channel: one.link for one in HomeElsewhere.objects.select_related("link")}
    found = []
    for name in Channel.objects.filter(head__gt=0).values_list("name", flat=True):
        home = homes.get(name)
        is_ours = home is None or (home != link and (link.is_above or home.is_above))
        if crosses(name) and is_ours and (name != "public" or not link.is_above):
            found.append(name)
    facilities = {name for name in found if kind_of(name) == "facility"}
    return sorted(set(found) - facilities | (facilities & _facilities_for(link)))


def homes_here(link: Link, channels: Collection[str]) -> set[str]:
    """Those of these channels about which the other hub may ask this one as their home.

    Beside what is given to it: channels of which this hub, restored, has nothing left.
    """
    empty = set(channels) - set(
        Channel.objects.filter(name__in=list(channels), head__gt=0).values_list("name", flat=True)
    )
    return set(given_to(link)) & set(channels) | {one for one in empty - elsewhere(empty) if crosses(one)}


def _facilities_for(link: Link) -> set[str]:
    """Offices' channels, so that each side knows the other's officials; and what those may read by our rules.

    A midwife's name, for instance, goes up only when a mentor or steward of the region may read it here.
    """
    access = new_access()
    readable = {
        name
        for person in people_of(link)
        for name, standings in access.standings(person).items()
        if standings and kind_of(name) == "facility"
    }
    return access.offices() | readable


def people_of(link: Link) -> set[str]:
    """Who belongs to the other hub: people whose roles were written in channels it is home to."""
    if link.pk is None:
        # A link that is only thought of, to say what would cross.
        return set()
    theirs = HomeElsewhere.objects.filter(link=link, channel__startswith="facility:")
    return new_access().people_of(list(theirs.values_list("channel", flat=True)))


def our_people() -> set[str]:
    """Who belongs to this hub: people whose roles were written in channels it is home to."""
    ours = Channel.objects.filter(name__startswith="facility:", head__gt=0)
    return new_access().people_of(
        list(ours.exclude(name__in=HomeElsewhere.objects.values("channel")).values_list("name", flat=True))
    )


def claim(link: Link, channel: str) -> HomeElsewhere | None:
    """Note that the other hub is home to a channel; None when it can't be, because somebody else is.

    Whoever had a channel first stays its home: a hub can't take another's, and a circle of links ends here.
    """
    if not crosses(channel):
        return None
    known = HomeElsewhere.objects.select_related("link").filter(channel=channel).first()
    if known is not None:
        return _adopted(known, link)
    if Channel.objects.filter(name=channel, head__gt=0).exists():
        return None
    made, _ = HomeElsewhere.objects.get_or_create(channel=channel, defaults={"link": link})
    return made if made.link_id == link.pk else None


def _adopted(known: HomeElsewhere, link: Link) -> HomeElsewhere | None:
    """A link that was ended and made anew by the same hub has its channels again."""
    if known.link_id == link.pk:
        return known
    if known.link.ended_at is None or known.link.public_key != link.public_key:
        return None
    take_over(known.link, link, channel=known.channel)
    known.refresh_from_db()
    return known


def take_over(former: Link, link: Link, channel: str = "") -> None:
    """Give a new link what an ended one had: one channel or, when none is named, all channels and devices."""
    channels = former.channels.filter(channel=channel) if channel else former.channels.all()
    channels.update(link=link, epoch="", cursor=0, is_in_repair=True, settled="")
    former.devices.update(link=link)
