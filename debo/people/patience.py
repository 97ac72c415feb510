"""Slowing down after wrong tries: five are free, then 30 seconds, doubling to an hour; nobody is locked out
for good.

Kept in the database, so that several processes and a restart know the same. A try is counted before it is
judged and forgotten when it was right: a hundred guesses sent at once are a hundred tries.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from debo.people.keys import WrongTries

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


def begin_try(key: str, now: datetime) -> int:
    """Count a try under `key` (a join code, a person, the set-up code).

    Returns 0 when the try may go on, else how many seconds to wait; a try that must wait isn't counted.
    """
    with transaction.atomic():
        WrongTries.objects.get_or_create(key=key)
        kept = WrongTries.objects.select_for_update().get(key=key)
        if kept.wait_until is not None and kept.wait_until > now:
            return int((kept.wait_until - now).total_seconds()) + 1
        kept.count += 1
        if kept.count >= FREE_TRIES:
            # The exponent is bounded: past 2⁷ the longest wait holds anyway.
            kept.wait_until = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(kept.count - FREE_TRIES, 7))
        kept.save()
    return 0


def forget(key: str) -> None:
    """The try was right: start anew."""
    WrongTries.objects.filter(key=key).delete()
