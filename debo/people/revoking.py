"""Shutting out a lost phone, or somebody who works elsewhere now; what they wrote stays theirs.

A person who was shut out can be invited again. Their roles are records and end in the roster, by an act like
any other: this closes doors, it doesn't rewrite who worked where.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from debo.ledger import devices
from debo.ledger.models import LEFT, Device, DevicePerson, Hub
from debo.people.access import Access, held_roles
from debo.people.invitations import MAY_INVITE
from debo.people.keys import AdminLink, HubSteward, JoinCode, PinHash
from debo.people.refusals import MayNotRevoke, UnknownPhone

#: Whose phones each standing may shut out, at a place they look after: mentors visit, they don't employ.
MAY_REVOKE = {name: MAY_INVITE[name] for name in ("head", "steward")}


@dataclass(frozen=True)
class Phone:
    """A device as whoever may shut it out sees it; `others` have joined on it too."""

    id: str
    label: str
    enrolled_at: datetime
    revoked_at: datetime | None
    revoked_why: str
    others: int


@dataclass(frozen=True)
class Revoked:
    """What was done: devices shut out, devices a person was taken off, codes that no longer open."""

    devices: tuple[str, ...]
    left: tuple[str, ...]
    codes: int


def phones_of(person: str, *, by: str) -> list[Phone]:
    """The devices on which a person has joined, newest first; refuses with MayNotRevoke."""
    if by != person and not can_revoke(by, person):
        raise MayNotRevoke
    joined = Device.objects.filter(people__person=person, people__ended_at=None).order_by("-enrolled_at")
    return [
        Phone(
            one.id,
            one.label,
            one.enrolled_at,
            one.revoked_at,
            one.revoked_why,
            others=len(set(devices.people_on(one)) - {person}),
        )
        for one in joined
    ]


def can_revoke(by: str, person: str) -> bool:
    """Whether `by` is the hub's steward, or looks after every place where `person` holds a role."""
    if HubSteward.objects.filter(person=by).exists():
        return True
    if HubSteward.objects.filter(person=person).exists():
        return False
    held = held_roles(person, timezone.localdate().isoformat())
    mine = Access().standings(by)
    return bool(held) and all(
        any(one.standing in MAY_REVOKE.get(word, ()) for word in mine.get(f"facility:{one.place}", ()))
        for one in held
    )


def revoke_as(by: str, *, why: str, person: str = "", device: str = "") -> Revoked:
    """Shut out a person or one device; refuses with MayNotRevoke or UnknownPhone."""
    if person:
        if not can_revoke(by, person):
            raise MayNotRevoke
        return revoke_person(person, by=by, why=why)
    phone = _phone(device)
    if not all(one == by or can_revoke(by, one) for one in devices.people_on(phone) or [""]):
        raise MayNotRevoke
    return revoke_device(phone, by=by, why=why)


def revoke_device(device: Device, *, by: str, why: str) -> Revoked:
    """Shut a device out, and end the administration's sessions of whoever uses it."""
    if Hub.objects.filter(device=device).exists():
        raise UnknownPhone
    with transaction.atomic():
        changed = devices.revoke(device, by=by, why=why)
        for person in devices.people_on(device):
            end_sessions(person)
    return Revoked((device.id,) if changed else (), (), 0)


def revoke_person(person: str, *, by: str, why: str) -> Revoked:
    """Shut a person out everywhere; a phone that others use too only loses them.

    Their PIN is forgotten, and no open code that is for them, or was given out by them, opens any more. A
    steward of the hub who left is none any more, unless nobody else is.
    """
    with transaction.atomic():
        own, shared = [], []
        for device in Device.objects.filter(people__person=person, people__ended_at=None).order_by("id"):
            if devices.people_on(device) == [person]:
                own += [device.id] if devices.revoke(device, by=by, why=why) else []
            else:
                devices.leave(device, person)
                shared.append(device.id)
        end_sessions(person)
        PinHash.objects.filter(person=person).delete()
        opens = JoinCode.objects.filter(Q(person=person) | Q(made_by=person), used_at=None, reusable=False)
        codes, _ = opens.delete()
        others = HubSteward.objects.exclude(person=person)
        if why == LEFT and others.exists():
            HubSteward.objects.filter(person=person).delete()
    return Revoked(tuple(own), tuple(shared), codes)


def end_sessions(person: str) -> None:
    """End the administration's sessions of a person; a new link begins a new one."""
    AdminLink.objects.filter(person=person).delete()
    for user in User.objects.filter(username=person):
        # Another unusable password is another session hash: every session of before is refused.
        user.set_unusable_password()
        user.is_active = False
        user.save()


def people_with_phones() -> list[str]:
    """Everybody who has joined on a device that isn't shut out."""
    joined = DevicePerson.objects.filter(ended_at=None, device__revoked_at=None)
    return sorted(set(joined.values_list("person", flat=True)))


def _phone(device: str) -> Device:
    found = Device.objects.filter(id=device).first()
    if found is None:
        raise UnknownPhone
    return found
