"""Coming in: a join code, a PIN, a device. Several people may join on one phone, and one person on
several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from debo.ledger import devices
from debo.ledger.access import readable
from debo.ledger.locks import PHONE, open_locks
from debo.ledger.models import Device, Entry
from debo.people import codes, patience, pins
from debo.people.access import Access, held_roles, name_of
from debo.people.keys import JoinCode
from debo.people.models import Place
from debo.people.refusals import BadKey, BadPin, UnknownCode, Wait, WrongPin

#: A welcome may be lost on a thin line: for this long the same phone hears it again with its used code.
AGAIN_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Look:
    """Whom a code lets in, so that a person sees their own name before they go on."""

    person: str
    name: str
    place: dict[str, str]
    role: str
    has_pin: bool


@dataclass(frozen=True)
class Former:
    """What the hub has of a device whose browser cleared it: how many entries, and when it was last here."""

    entries: int
    seen: datetime | None


@dataclass(frozen=True)
class Joined:
    """What a phone needs to begin."""

    device: str
    token: str
    person: str
    name: str
    grants: dict[str, Any]
    former: Former | None = None
    #: The channels' keys on that phone which this person may have.
    keys: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Phone:
    """The device somebody joins on; `token` when the hub knows it already (the second person on a phone).

    `former`: the device that this one was before its browser cleared its storage, by its own note.
    """

    device: str
    public_key: str
    token: str = ""
    former: str = ""
    #: The key that carried files for it are sealed to; a phone of an older version has none.
    carry_key: str = ""
    #: Its signature in place of a token that lies there sealed for others.
    proof: str = ""
    #: The hub's copies of the keys on that phone, (channel, sealed).
    locks: tuple[tuple[str, str], ...] = ()


def look(code: str, now: datetime | None = None) -> Look:
    """Tell whom a code is for; refuses with UnknownCode."""
    now = now or timezone.now()
    invitation = _open_invitation(code, now) or _used_lately(code, now)
    if invitation is None:
        raise UnknownCode
    place, role = first_role(invitation.person)
    return Look(invitation.person, name_of(invitation.person), place, role, _asks_old_pin(invitation))


def join(code: str, pin: str, phone: Phone, now: datetime | None = None) -> Joined:
    """Let the holder of a code in on a phone, and use the code up.

    Refuses with UnknownCode, BadPin, WrongPin, Wait, BadKey or UnknownDevice.
    """
    now = now or timezone.now()
    invitation = _open_invitation(code, now)
    if invitation is None:
        return join_again(code, pin, phone, now)
    if not pins.is_pin(pin):
        raise BadPin
    check_pin(invitation, pin, now)
    with transaction.atomic():
        # Whoever changes the row is the one; a second phone with the same code finds nothing to change.
        if not invitation.reusable and not _use_up(invitation, phone, now):
            raise UnknownCode
        if not _asks_old_pin(invitation):
            pins.set_pin(invitation.person, pin)
        return let_in(invitation.person, phone, code)


def join_again(code: str, pin: str, phone: Phone, now: datetime) -> Joined:
    """Say the welcome again to the phone that used the code up within the hour and never heard it.

    It has to be the same device with the same key, which has never exchanged, and the PIN chosen then.
    Refuses with UnknownCode, WrongPin, Wait or UnknownDevice.
    """
    invitation = _used_lately(code, now)
    if invitation is None or invitation.used_on != phone.device:
        raise UnknownCode
    check_pin(invitation, pin, now)
    if phone.token or phone.proof:
        return let_in(invitation.person, phone, code)
    with transaction.atomic():
        token = devices.renew_unheard_token(phone.device, phone.public_key)
        if token is None:
            raise UnknownCode
        return let_in(invitation.person, replace(phone, token=token))


def let_in(person: str, phone: Phone, code: str = "") -> Joined:
    """Enrol the phone, or recognise it by its token or signature, and let the person write on it."""
    device, token = _known(phone, code) or _enrolled(phone)
    if phone.carry_key:
        try:
            devices.keep_carry_key(device.id, phone.carry_key)
        except ValueError:
            raise BadKey from None
    devices.join(device, person)
    access = Access()
    grants = access.grants(devices.people_on(device))
    keys = open_locks(phone.locks, readable(access, [person]))
    if not token and PHONE not in keys:
        # Nobody can open the token that lies there; the colleagues' copies of it end with this one.
        token = devices.renew_token(device)
    return Joined(device.id, token, person, name_of(person), grants, _former(person, phone), keys)


def _former(person: str, phone: Phone) -> Former | None:
    """What became of the device that this one was; told only to somebody who had joined on it, and noted."""
    known = Device.objects.filter(id=phone.former, people__person=person).exclude(id=phone.device)
    device = known.first() if phone.former else None
    if device is None:
        return None
    known.filter(label="").update(label=f"cleared by its browser; goes on as {phone.device}")
    return Former(Entry.objects.filter(device=device.id).count(), device.last_seen)


def check_pin(invitation: JoinCode, pin: str, now: datetime) -> None:
    """Refuse a PIN that isn't the one chosen before; slows down by person and by code."""
    if not _asks_old_pin(invitation):
        return
    keys = (f"person:{invitation.person}", f"code:{invitation.pk}")
    seconds = max(patience.begin_try(key, now) for key in keys)
    if seconds:
        raise Wait(seconds=seconds)
    if not pins.is_right(invitation.person, pin):
        raise WrongPin
    for key in keys:
        patience.forget(key)


def first_role(person: str) -> tuple[dict[str, str], str]:
    """The name of the place and the key of the role a person holds today; empty when they hold none."""
    held = held_roles(person, timezone.localdate().isoformat())
    if not held:
        return {}, ""
    place = Place.objects.filter(record=held[0].place).order_by("pk").first()
    return (place.name or {}) if place else {}, held[0].role


def _open_invitation(code: str, now: datetime) -> JoinCode | None:
    return JoinCode.objects.filter(digest=codes.digest(code), used_at=None, expires__gt=now).first()


def _used_lately(code: str, now: datetime) -> JoinCode | None:
    used = JoinCode.objects.filter(digest=codes.digest(code), used_at__gt=now - AGAIN_WITHIN)
    return used.exclude(used_on="").first()


def _asks_old_pin(invitation: JoinCode) -> bool:
    # Once a code was used, a PIN was chosen with it, also where the code was there to choose anew.
    return pins.has_pin(invitation.person) and not (invitation.reset and invitation.used_at is None)


def _use_up(invitation: JoinCode, phone: Phone, now: datetime) -> bool:
    unused = JoinCode.objects.filter(pk=invitation.pk, used_at=None)
    return unused.update(used_at=now, used_on=phone.device) == 1


def remember_used(code: str, person: str, phone: Phone, now: datetime) -> None:
    """Note a code that let somebody in by another door: a welcome lost there can be said again too."""
    JoinCode.objects.create(
        digest=codes.digest(code), person=person, expires=now, used_at=now, used_on=phone.device
    )


def _known(phone: Phone, code: str) -> tuple[Device, str] | None:
    """The device, when it shows that the hub knows it; its token as far as it is to be told."""
    if phone.token:
        return devices.authenticate(f"Debo {phone.device}:{phone.token}"), phone.token
    known = devices.authenticate_by_key(phone.device, f"debo-join-1\n{phone.device}\n{code}", phone.proof)
    return (known, "") if known else None


def _enrolled(phone: Phone) -> tuple[Device, str]:
    try:
        token = devices.enrol(phone.device, phone.public_key)
    except ValueError:
        raise BadKey from None
    return Device.objects.get(id=phone.device), token
