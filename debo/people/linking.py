"""Inviting a hub below, and linking this one with a hub above: codes, keys, and the place both share.

The hub above says which place it serves. The hub below writes that place above its own in its collaboratives:
whoever holds a role there may then read what the woreda has released, by the same rule as everybody else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from debo.ledger import acts, hub
from debo.ledger.channels import kind_of
from debo.ledger.identity import is_device_id, is_uuid, new_record_id
from debo.ledger.link import foreign
from debo.ledger.link.homes import elsewhere, given_to, take_over
from debo.ledger.link.models import Link, LinkCode
from debo.ledger.models import Channel
from debo.ledger.signing import PublicKeyError, load_public_key
from debo.people import codes
from debo.people.access import collaboratives, held_roles
from debo.people.keys import HubSteward
from debo.people.models import FACILITY_KINDS, PLACE_KINDS, Place
from debo.people.refusals import BadKey, UnknownCode

#: As join codes.
DAYS = 14
#: A welcome that was lost on the way is said again to the same hub within this time.
AGAIN_WITHIN = timedelta(hours=1)

_RANKS = [kind for kind, _ in PLACE_KINDS]
#: Countries first; what isn't in it is a facility.
OFFICE_KINDS = tuple(kind for kind in _RANKS if kind not in FACILITY_KINDS)


class NotLinkedError(ValueError):
    """Nothing was changed; the message says why, in words for whoever looks after the hub."""


@dataclass(frozen=True)
class Welcome:
    """What the hub above says of itself to whoever comes with a code."""

    name: str
    place: Mapping[str, Any]


def invite(name: str, *, place: str = "", replaces: Link | None = None, days: int = DAYS) -> str:
    """A code with which one hub below links itself; NotLinkedError when this hub's place isn't known.

    `replaces`: the link of a hub that has lost its key, whose channels the new link goes on with.
    """
    if not name.strip():
        raise NotLinkedError("Say what the other hub is called: --name.")
    ours = own_place(place)
    code = codes.new_code()
    LinkCode.objects.create(
        digest=codes.digest(code),
        name=name.strip()[:100],
        place=json.dumps(ours, ensure_ascii=False),
        replaces=replaces,
        expires=timezone.now() + timedelta(days=days),
    )
    return code


def own_place(wanted: str = "") -> dict[str, Any]:
    """The place this hub serves: the one its steward holds a role at, or the one that is wanted."""
    offices = Place.objects.filter(channel__in=own_collaboratives(), kind__in=OFFICE_KINDS).order_by("pk")
    if wanted:
        found = [one for one in offices if wanted == one.record or wanted in (one.name or {}).values()]
        if len({one.record for one in found}) != 1:
            raise NotLinkedError(f"This hub knows no place above the facilities that is called {wanted}.")
        return _told(found[0])
    today = timezone.localdate().isoformat()
    for steward in HubSteward.objects.order_by("pk"):
        for held in held_roles(steward.person, today):
            one = offices.filter(record=held.place).first()
            if one is not None:
                return _told(one)
    raise NotLinkedError("Say which place this hub serves: --place NAME. It must be listed as a place here.")


def _told(place: Place) -> dict[str, Any]:
    return {"record": place.record, "name": place.name or {}, "kind": place.kind}


def own_collaboratives() -> list[str]:
    """The collaboratives that are at home on this hub."""
    names = collaboratives()
    followed = elsewhere(names)
    return [one for one in names if one not in followed]


# --- the hub above ----------------------------------------------------------------------------------------


def look(code: str, name: str, now: datetime | None = None) -> Welcome:
    """What a code opens; refuses with UnknownCode. It isn't used up."""
    found = _open_code(code, now or timezone.now())
    if found is None:
        raise UnknownCode
    return Welcome(name, json.loads(found.place))


def place_of(code: str) -> dict[str, Any]:
    """The place that was said when the code was made, used or not; refuses with UnknownCode."""
    found = LinkCode.objects.filter(digest=codes.digest(code)).first()
    if found is None:
        raise UnknownCode
    told: dict[str, Any] = json.loads(found.place)
    return told


def take_in(code: str, device: str, public_key: str, now: datetime | None = None) -> Link:
    """Link the hub that comes with a code, and use the code up; refuses with UnknownCode or BadKey."""
    now = now or timezone.now()
    try:
        load_public_key(public_key)
    except PublicKeyError:
        raise BadKey from None
    if not is_device_id(device) or public_key == hub.this_hub().device.public_key:
        raise BadKey
    found = _open_code(code, now)
    if found is None:
        return _said_again(code, public_key, now)
    with transaction.atomic():
        # Of two who come with one code the first is let in.
        if not LinkCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
            raise UnknownCode
        link = Link.objects.create(
            uid=new_record_id(), name=found.name, is_above=False, public_key=public_key
        )
        if found.replaces is not None:
            take_over(found.replaces, link)
            Link.objects.filter(pk=found.replaces.pk, ended_at=None).update(ended_at=now)
        LinkCode.objects.filter(pk=found.pk).update(link=link)
        foreign.learn(link, {device: public_key})
    return link


def _open_code(code: str, now: datetime) -> LinkCode | None:
    return LinkCode.objects.filter(digest=codes.digest(code), used_at=None, expires__gt=now).first()


def _said_again(code: str, public_key: str, now: datetime) -> Link:
    used = LinkCode.objects.filter(digest=codes.digest(code), used_at__gt=now - AGAIN_WITHIN)
    one = used.select_related("link").first()
    if one is None or one.link is None or one.link.public_key != public_key or one.link.ended_at is not None:
        raise UnknownCode
    return one.link


# --- the hub below ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Crossing:
    """What linking would do: how many entries of which channels go up, and where the place goes."""

    collaboratives: tuple[str, ...]
    offices: tuple[str, ...]
    entries: int
    stays: int
    #: The names of our places that will belong to the hub above's place.
    below: tuple[str, ...]


def would_cross(place: Mapping[str, Any]) -> Crossing:
    """Say beforehand what a link to a hub above would carry up."""
    up = given_to(Link(is_above=True))
    heads = dict(Channel.objects.values_list("name", "head"))
    tops = [one for channel in own_collaboratives() for one in tops_of(channel, place)]
    return Crossing(
        tuple(one for one in up if kind_of(one) == "collaborative"),
        tuple(one for one in up if kind_of(one) != "collaborative"),
        sum(heads[one] for one in up),
        sum(head for name, head in heads.items() if name not in up),
        tuple(str(one) for one in tops),
    )


def tops_of(channel: str, place: Mapping[str, Any]) -> list[Place]:
    """Our places of a collaborative that belong to nothing yet, and may belong to that place."""
    if place.get("kind") not in OFFICE_KINDS:
        return []
    found = Place.objects.filter(channel=channel, parent=None).exclude(record=str(place["record"]))
    rank = _RANKS.index(str(place["kind"]))
    return [one for one in found if one.kind in _RANKS and _RANKS.index(str(one.kind)) > rank]


def keep_link(told: Mapping[str, Any], name: str, address: str, authority: str) -> Link:
    """Note the link to a hub above, and put its place above ours; NotLinkedError when it says nonsense."""
    uid, device, key, place = (told.get(part) for part in ("link", "device", "public_key", "place"))
    if not is_uuid(uid) or not is_device_id(device) or not isinstance(key, str):
        raise NotLinkedError("The other hub's answer isn't that of a hub.")
    try:
        load_public_key(key)
    except PublicKeyError as error:
        raise NotLinkedError("The other hub's key can't be read.") from error
    with transaction.atomic():
        link, _ = Link.objects.update_or_create(
            uid=uid,
            defaults={
                "name": name,
                "is_above": True,
                "address": address,
                "authority": authority,
                "public_key": key,
                "ended_at": None,
            },
        )
        foreign.learn(link, {str(device): key})
        if isinstance(place, Mapping):
            join_places(place)
    return link


def join_places(place: Mapping[str, Any]) -> None:
    """Write the place of the hub above in each of our collaboratives, above our own places."""
    name, kind = place.get("name"), place.get("kind")
    if not is_uuid(place.get("record")) or not isinstance(name, dict) or kind not in OFFICE_KINDS:
        return
    record = str(place["record"])
    author = (
        HubSteward.objects.order_by("pk").values_list("person", flat=True).first() or hub.this_hub().device_id
    )
    for channel in own_collaboratives():
        tops = tops_of(channel, place)
        if tops:
            acts.write(author, channel, "place", {"name": name, "kind": kind}, record=record)
        for one in tops:
            acts.write(author, channel, "place", {"parent": record}, record=one.record)
