"""Invitations: a code, its address, and the QR that a phone's camera reads. Nobody may invite somebody who
may do
more than they may themselves, because who hands out a code could use it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from django.utils import timezone

from debo.ledger.link.models import HomeElsewhere
from debo.people import codes
from debo.people.access import Access, held_roles
from debo.people.keys import HubSteward, JoinCode
from debo.people.refusals import MayNotInvite

DAYS = 14
LONGEST_DAYS = 90

#: Whom each standing may invite at a place they look after.
MAY_INVITE = {
    "head": frozenset({"staff", "head"}),
    "mentor": frozenset({"staff", "head"}),
    "steward": frozenset({"staff", "head", "mentor", "official", "steward"}),
}


@dataclass(frozen=True)
class Invitation:
    """What is shown, printed or sent. `qr` is an SVG."""

    code: str
    expires: datetime
    url: str
    qr: str


def invite(person: str, *, by: str, at_url: str, days: int = DAYS, reset: bool = False) -> Invitation:
    """Make a code for `person`; refuses with MayNotInvite. `reset` lets them choose a new PIN."""
    if not can_invite(by, person):
        raise MayNotInvite
    return make_invitation(person, by=by, at_url=at_url, days=days, reset=reset)


def make_invitation(
    person: str, *, by: str, at_url: str, days: int = DAYS, reset: bool = False
) -> Invitation:
    """Make a code without asking who may: for the hub's own commands, whose user owns the hub anyway."""
    code = codes.new_code()
    expires = timezone.now() + timedelta(days=min(max(days, 1), LONGEST_DAYS))
    JoinCode.objects.create(
        digest=codes.digest(code), person=person, made_by=by, expires=expires, reset=reset
    )
    url = f"{at_url.rstrip('/')}/#/join/{code}"
    return Invitation(code, expires, url, qr_svg(url))


def can_invite(by: str, person: str) -> bool:
    """Whether `by` looks after every place where `person` holds a role, and may do at least as much there."""
    if belongs_elsewhere(person):
        # Their own hub knows their phones; what they wrote here under their name, it could not believe.
        return False
    if HubSteward.objects.filter(person=by).exists():
        return True
    if HubSteward.objects.filter(person=person).exists():
        return False
    held = held_roles(person, timezone.localdate().isoformat())
    mine = Access().standings(by)
    return bool(held) and all(
        any(
            one.standing in MAY_INVITE.get(standing, ()) for standing in mine.get(f"facility:{one.place}", ())
        )
        for one in held
    )


def belongs_elsewhere(person: str) -> bool:
    """Whether a person's roles come from another hub."""
    followed = HomeElsewhere.objects.filter(channel__startswith="facility:")
    return person in Access().people_of(list(followed.values_list("channel", flat=True)))


def qr_svg(text: str) -> str:
    """The QR of a text as an SVG that fits any width, as an element of a page or as a picture of its own.

    Black on white whatever the page's colours: many phones' cameras don't read it the other way round.
    """
    drawn = io.BytesIO()
    code = segno.make(text, error="m")
    code.save(
        drawn,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        lineclass=None,
        nl=False,
    )
    return drawn.getvalue().decode()
