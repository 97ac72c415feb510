"""Slowing down after wrong tries: a few are free, then 30 seconds, doubling to an hour; nobody is locked out
for good.

Kept in the database, so that several processes and a restart know the same. A try is counted before it is
judged and forgotten when it was right: a hundred guesses sent at once are a hundred tries.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from debo.people.keys import WrongTries

FREE_TRIES = 5
#: A whole meeting may join through one router, and everybody may mistype twice; a guesser needs millions.
FREE_TRIES_OF_ADDRESS = 60
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
#: Who made no wrong try for so long begins anew.
FORGOTTEN_AFTER = timedelta(days=1)


def begin_try(key: str, now: datetime, free: int = FREE_TRIES) -> int:
    """Count a try under `key` (a join code, a person, an address, the set-up code).

    Returns 0 when the try may go on, else how many seconds to wait; a try that must wait isn't counted.
    """
    with transaction.atomic():
        WrongTries.objects.get_or_create(key=key)
        kept = WrongTries.objects.select_for_update().get(key=key)
        if kept.wait_until is not None and kept.wait_until > now:
            return int((kept.wait_until - now).total_seconds()) + 1
        if kept.last_at is not None and now - kept.last_at > FORGOTTEN_AFTER:
            kept.count = 0
        kept.count, kept.last_at = kept.count + 1, now
        if kept.count >= free:
            # The exponent is bounded: past 2⁷ the longest wait holds anyway.
            kept.wait_until = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(kept.count - free, 7))
        kept.save()
    return 0


def begin_try_from(address: str, now: datetime) -> int:
    """Count a try that came from an address, whatever it tries; like `begin_try`."""
    return begin_try(f"address:{address}", now, FREE_TRIES_OF_ADDRESS) if address else 0


def forget(key: str) -> None:
    """The try was right: start anew."""
    WrongTries.objects.filter(key=key).delete()


def take_back(address: str) -> None:
    """A try from this address was right: it isn't counted, but earlier wrong ones are.

    Otherwise whoever has one good code could guess others for ever.
    """
    tried = WrongTries.objects.filter(key=f"address:{address}", count__gt=0)
    tried.update(count=F("count") - 1, wait_until=None)
