"""PINs at the hub: 4 to 8 digits, kept as Argon2id."""

from __future__ import annotations

import re

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from debo.people.keys import PinHash

# OWASP's smallest advised setting: a hub of a woreda is an old PC, and twenty people may join in one meeting.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

_SHAPE = re.compile(r"[0-9]{4,8}", re.ASCII)


def is_pin(text: str) -> bool:
    """Whether `text` has the shape of a PIN."""
    return _SHAPE.fullmatch(text) is not None


def has_pin(person: str) -> bool:
    """Whether the hub knows a PIN of this person."""
    return PinHash.objects.filter(person=person).exists()


def set_pin(person: str, pin: str) -> None:
    """Keep a new PIN; the old one is forgotten."""
    PinHash.objects.update_or_create(person=person, defaults={"digest": HASHER.hash(pin)})


def is_right(person: str, pin: str) -> bool:
    """Whether this is the person's PIN; false also when they have none."""
    kept = PinHash.objects.filter(person=person).first()
    if kept is None:
        return False
    try:
        return HASHER.verify(kept.digest, pin)
    except VerificationError:
        return False
