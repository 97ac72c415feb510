"""A steward's second factor for the administration: a six-digit code from another app (TOTP, RFC 6238).

The link that opens the administration proves the phone; the code proves something beside it. The secret is
kept sealed with the hub's own secret. Each code works once, five wrong ones are free, and eight recovery
codes are shown once. `debo steward` takes the factor away at the hub's own console.
"""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import dataclass

import pyotp
from cryptography.fernet import Fernet
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from debo.people import codes, patience
from debo.people.invitations import qr_svg
from debo.people.keys import SecondFactor
from debo.people.refusals import Wait

#: RFC 6238's own step; a phone's clock may be one step off either way (section 5.2 advises no more).
STEP_SECONDS = 30
STEPS_OFF = 1
RECOVERY_CODES = 8


@dataclass(frozen=True)
class Enrolment:
    """What the other app has to know: as a text to type, and as a QR (SVG)."""

    secret: str
    qr: str


def is_enrolled(person: str) -> bool:
    """Whether this person confirmed a second factor."""
    return SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists()


def begin(person: str, label: str) -> Enrolment:
    """Make a secret for a person who has none confirmed; asked again before it is confirmed, the same one."""
    kept, is_new = SecondFactor.objects.get_or_create(person=person)
    if is_new or not kept.sealed:
        kept.sealed = _seal(pyotp.random_base32())
        kept.save(update_fields=["sealed"])
    if kept.confirmed_at is not None:
        raise ValueError("this person has a second factor already")
    secret = _open(kept.sealed)
    uri = pyotp.TOTP(secret).provisioning_uri(name=label or person, issuer_name="Debo")
    return Enrolment(secret, qr_svg(uri))


def confirm(person: str, code: str, at: float | None = None) -> list[str] | None:
    """Turn the factor on with its first right code; answers the recovery codes, None for a wrong code.

    Refuses with Wait after several wrong ones.
    """
    with transaction.atomic():
        kept = SecondFactor.objects.select_for_update().filter(person=person, confirmed_at=None).first()
        if kept is None or not _is_right(kept, code, at):
            return None
        recovery = [codes.new_code() for _ in range(RECOVERY_CODES)]
        kept.recovery = [_digest(one) for one in recovery]
        kept.confirmed_at = timezone.now()
        kept.save(update_fields=["recovery", "confirmed_at"])
        return recovery


def passes(person: str, code: str, at: float | None = None) -> bool:
    """Whether this is a code of the person's app, or an unused recovery code; either is then used up.

    Refuses with Wait after several wrong ones.
    """
    with transaction.atomic():
        kept = SecondFactor.objects.select_for_update().filter(person=person).first()
        if kept is None or kept.confirmed_at is None:
            return False
        return _is_right(kept, code, at) or _uses_recovery(kept, code)


def reset(person: str) -> bool:
    """Take the factor away, whose app was on a lost phone; whether there was one."""
    return SecondFactor.objects.filter(person=person).delete()[0] > 0


def check_pace(person: str) -> None:
    """Count a try before it is judged; Wait when there were too many wrong ones."""
    seconds = patience.begin_try(f"second:{person}", timezone.now())
    if seconds:
        raise Wait(seconds=seconds)


def forget_tries(person: str) -> None:
    """A try was right."""
    patience.forget(f"second:{person}")


def _is_right(kept: SecondFactor, code: str, at: float | None) -> bool:
    totp = pyotp.TOTP(_open(kept.sealed), interval=STEP_SECONDS)
    now = int((time.time() if at is None else at) // STEP_SECONDS)
    typed = "".join(code.split()).encode()
    for step in range(now - STEPS_OFF, now + STEPS_OFF + 1):
        # RFC 6238, 5.2: a code that was accepted once is refused, and with it every older one.
        if step > kept.last_step and hmac.compare_digest(totp.generate_otp(step).encode(), typed):
            kept.last_step = step
            kept.save(update_fields=["last_step"])
            return True
    return False


def _uses_recovery(kept: SecondFactor, code: str) -> bool:
    digest = _digest(code)
    if digest not in kept.recovery:
        return False
    kept.recovery = [one for one in kept.recovery if one != digest]
    kept.save(update_fields=["recovery"])
    return True


def _digest(code: str) -> str:
    return salted_hmac("debo.recovery", codes.normalised(code), algorithm="sha256").hexdigest()


def _seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def _open(sealed: str) -> str:
    return _box().decrypt(sealed.encode()).decode()


def _box() -> Fernet:
    key = salted_hmac("debo.second_factor", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
