"""How a link stands, in words for a steward: last contact, what is ahead and behind, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from debo.ledger.link.giving import heads_of
from debo.ledger.link.homes import given_to
from debo.ledger.link.models import HomeElsewhere, Link
from debo.ledger.models import Entry

#: What can be wrong with a link; every sentence says what is safe or what to do.
TROUBLES: dict[str, str | Promise] = {
    "line": gettext_lazy("The other hub couldn't be reached. Nothing is lost; Debo tries again by itself."),
    "untrue": gettext_lazy(
        "The other hub sent something that can't be true. Nothing of it was taken; speak with its steward."
    ),
    "unknown_link": gettext_lazy("The other hub doesn't know this link, or has another key. Link it anew."),
    "busy": gettext_lazy("The other hub is busy. Debo tries again by itself."),
    "full": gettext_lazy("The other hub's disk is full. Its steward has to make room."),
}
OTHER_TROUBLE = gettext_lazy("The other hub refused to exchange. Nothing is lost; speak with its steward.")


@dataclass(frozen=True)
class Standing:
    """`to_give`: entries the other hub hasn't read yet; `to_take`: those it told of that aren't here yet;
    `waiting`: what was written here and waits for the other hub's word."""

    to_give: int
    to_take: int
    waiting: int
    channels: int
    words: str


def standing(link: Link) -> Standing:
    """How a link stands, as far as the other hub has told."""
    heard = link.heard_of()
    holds = heard.get("holds", {})
    declined = set(heard.get("declined", ()))
    given = heads_of(one for one in given_to(link) if one not in declined)
    followed = list(HomeElsewhere.objects.filter(link=link))
    names = [one.channel for one in followed]
    return Standing(
        sum(max(0, head - int(holds.get(name, (0,))[0])) for name, (head, _digest) in given.items()),
        sum(max(0, one.head - one.cursor) for one in followed),
        Entry.objects.filter(channel__in=names, seq=None, reason="other_hub").count(),
        len(given) + len(followed),
        in_words(link),
    )


def in_words(link: Link) -> str:
    """One sentence in the reader's language."""
    if link.ended_at is not None:
        return _("The link was ended. What has crossed stays on both hubs.")
    if link.trouble:
        said = str(TROUBLES.get(link.trouble, OTHER_TROUBLE))
        return f"{said} ({link.detail})" if link.detail else said
    if link.last_contact is None:
        return _("The hubs haven't exchanged yet.")
    return _("All is well.")
