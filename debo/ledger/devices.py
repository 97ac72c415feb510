"""Devices: how they are enrolled, how they show who they are, and who has joined on them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from debo.ledger.errors import ForkedDevice, RevokedDevice, UnknownDevice
from debo.ledger.identity import is_device_id
from debo.ledger.models import LEFT, LOST, Device, DevicePerson
from debo.ledger.questions import AUTHORS, READERS, ask
from debo.ledger.signing import load_public_key, verifies_bytes

#: `last_seen` is for people; a write at every exchange would be one too many.
SEEN_EVERY = timedelta(minutes=5)


def token_hash(token: str) -> str:
    """What is kept of a token. It is 256 bits of chance, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def enrol(device: str, public_key: str, label: str = "") -> str:
    """Enrol a device that is new here and return its token, which is told once and kept nowhere.

    Raises ValueError for an id that is no device's or is known, PublicKeyError for a key that is none.
    """
    if not is_device_id(device) or Device.objects.filter(id=device).exists():
        raise ValueError("not a new device's id")
    load_public_key(public_key)
    token = secrets.token_urlsafe(32)
    Device.objects.create(id=device, public_key=public_key, token_hash=token_hash(token), label=label)
    return token


def renew_unheard_token(device: str, public_key: str) -> str | None:
    """Return a new token for a device whose first one was lost on the way, or None.

    Only a device that has never shown its token, and comes with the key of its enrolment, is given another.
    """
    token = secrets.token_urlsafe(32)
    unheard = Device.objects.filter(
        id=device, public_key=public_key, last_seen=None, revoked_at=None, forked_at=None
    )
    return token if unheard.update(token_hash=token_hash(token)) else None


def keep_carry_key(device: str, carry_key: str) -> None:
    """Keep the key that files for this device are sealed to; PublicKeyError for one that is none."""
    load_public_key(carry_key)
    Device.objects.filter(id=device).exclude(carry_key=carry_key).update(carry_key=carry_key)


def join(device: Device, person: str) -> None:
    """Let this person write on this device; saying it twice changes nothing."""
    DevicePerson.objects.update_or_create(device=device, person=person, defaults={"ended_at": None})


def leave(device: Device, person: str) -> None:
    """From now on nothing comes to this device for this person; what they wrote there stays theirs."""
    DevicePerson.objects.filter(device=device, person=person, ended_at=None).update(ended_at=timezone.now())


def revoke(device: Device, *, by: str, why: str) -> bool:
    """Shut a device out, `why` LOST or LEFT; False when it was already, though what was left may be lost."""
    if why not in {LOST, LEFT}:
        raise ValueError("a device is lost, or its owner left")
    worse = Q(revoked_at=None) | Q(revoked_why=LEFT) if why == LOST else Q(revoked_at=None)
    same = Device.objects.filter(worse, pk=device.pk)
    return same.update(revoked_at=timezone.now(), revoked_why=why, revoked_by=by) == 1


def recognise(authorization: str) -> Device:
    """The device that `Authorization: Debo <device>:<token>` names, also one that was shut out.

    Raises UnknownDevice.
    """
    scheme, _, rest = authorization.partition(" ")
    id_, _, token = rest.partition(":")
    device = Device.objects.filter(id=id_).first() if scheme == "Debo" and is_device_id(id_) else None
    known = device.token_hash if device else ""
    # Compared even when there is no such device, in constant time: the answer tells nobody which ids exist.
    if not hmac.compare_digest(known, token_hash(token)) or device is None:
        raise UnknownDevice
    return device


def authenticate(authorization: str) -> Device:
    """The device that may come in by any door.

    Raises UnknownDevice, RevokedDevice, or ForkedDevice when two stores claim to be it.
    """
    device = recognise(authorization)
    if device.revoked_at is not None:
        raise RevokedDevice
    if device.forked_at is not None:
        raise ForkedDevice
    return device


def authenticate_by_key(device: str, said: str, signature: str) -> Device | None:
    """The device that signed this; None when it is unknown here or didn't.

    Raises RevokedDevice or ForkedDevice like `authenticate`.
    """
    known = Device.objects.filter(id=device).first() if signature and is_device_id(device) else None
    if known is None or not verifies_bytes(known.public_key, said.encode(), signature):
        return None
    if known.revoked_at is not None:
        raise RevokedDevice
    if known.forked_at is not None:
        raise ForkedDevice
    return known


def renew_token(device: Device) -> str:
    """A new token for a device whose old one nobody can open any more; the old one ends."""
    token = secrets.token_urlsafe(32)
    Device.objects.filter(id=device.id).update(token_hash=token_hash(token))
    return token


def people_on(device: Device) -> list[str]:
    """Who has joined on this device and reads there, sorted."""
    return sorted(person for (person,) in ask(READERS, device.id))


def authors_on(device: Device) -> list[str]:
    """Whose entries are believed on this device: also of those who left it since, sorted."""
    return sorted(person for (person,) in ask(AUTHORS, device.id))


def note_contact(device: Device, device_time: int | None) -> None:
    """Remember when the device was last here and by how much its clock is wrong."""
    now = timezone.now()
    if device.last_seen is not None and now - device.last_seen < SEEN_EVERY:
        return
    # A phone may claim any date; what can't be stored is no offset anybody could read.
    offset = (
        None if device_time is None else max(min(device_time - int(now.timestamp()), 2**31 - 1), -(2**31))
    )
    Device.objects.filter(id=device.id).update(last_seen=now, clock_offset=offset)
