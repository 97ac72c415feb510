"""Setting up an empty hub: its first collaborative, its woreda, and the steward who looks after them.

The code that is asked for is printed by `debo serve`, so only who can see the hub's own window sets it up.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from debo.ledger import acts
from debo.ledger.identity import new_record_id
from debo.people import codes, patience, pins
from debo.people.access import collaboratives
from debo.people.joining import Joined, Phone, join_again, let_in, remember_used
from debo.people.keys import HubSteward, SetupCode
from debo.people.refusals import BadPin, NotEmpty, UnknownCode, Wait, WrongSetupCode


@dataclass(frozen=True)
class Founding:
    """What a steward says when they set a hub up; names are in their own `language`."""

    steward: str
    collaborative: str
    woreda: str
    language: str = "en"


def is_empty() -> bool:
    """Whether nobody has set this hub up yet."""
    return not collaboratives() and not HubSteward.objects.exists()


def new_setup_code() -> str:
    """Make the code for setting up and forget the one before."""
    code = codes.new_code()
    with transaction.atomic():
        SetupCode.objects.all().delete()
        SetupCode.objects.create(digest=codes.digest(code))
    return code


def set_up(code: str, pin: str, founding: Founding, phone: Phone) -> Joined:
    """Found the first collaborative and let its steward in.

    Refuses with NotEmpty, WrongSetupCode, Wait, WrongPin, BadPin, BadKey; then nothing is left behind. A
    steward whose welcome was lost on the way hears it again, as with a join code.
    """
    now = timezone.now()
    if not is_empty():
        try:
            return join_again(code, pin, phone, now)
        except UnknownCode:
            raise NotEmpty from None
    if not pins.is_pin(pin):
        raise BadPin
    seconds = patience.begin_try("setup", now)
    if seconds:
        raise Wait(seconds=seconds)
    kept = SetupCode.objects.first()
    if kept is None or not constant_time_compare(kept.digest, codes.digest(code)):
        raise WrongSetupCode
    patience.forget("setup")
    with transaction.atomic():
        # Of two who set up at once the one who takes the code away goes on.
        if SetupCode.objects.filter(pk=kept.pk).delete()[0] == 0:
            raise NotEmpty
        person = found(founding)
        pins.set_pin(person, pin)
        remember_used(code, person, phone, now)
        return let_in(person, phone)


def found(founding: Founding) -> str:
    """Write the collaborative, its woreda and its steward; returns the steward's id."""
    person, place, collaborative = new_record_id(), new_record_id(), new_record_id()
    HubSteward.objects.create(person=person)
    open_collaborative(person, collaborative, place, founding)
    facility = f"facility:{place}"
    today = timezone.localdate().isoformat()
    acts.write(person, facility, "person", {"name": founding.steward}, record=person)
    held = {"person": person, "role": "steward", "place": place, "since": today}
    acts.write(person, facility, "role_held", held, record=new_record_id())
    return person


def open_collaborative(by: str, collaborative: str, place: str, founding: Founding) -> str:
    """Open one more collaborative on this hub, with its woreda; returns its channel."""
    channel = f"collaborative:{collaborative}"
    woreda = {"name": {founding.language: founding.woreda}, "kind": "woreda"}
    acts.write(by, channel, "place", woreda, record=place)
    charter = {
        "name": {founding.language: founding.collaborative},
        "woreda": place,
        "month_starts_on": 1,
        "starts": timezone.localdate().isoformat(),
    }
    acts.write(by, channel, "collaborative", charter, record=collaborative)
    return channel
