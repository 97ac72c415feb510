"""Keeping the links: while the hub is served, each link to a hub above is called every few minutes.

A thread in each serving process looks every few seconds; who sees that a link is due takes it for itself in
the database and takes it anew with every message, so that one call is made whatever the number of processes
and however long it lasts. A line that is down is tried less and
less often, at least every hour.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Q
from django.utils import timezone

from debo.ledger.errors import Refusal
from debo.ledger.link import turns
from debo.ledger.link.calling import Called, Line, LineError, call, over_http
from debo.ledger.link.errors import LinkEnded
from debo.ledger.link.models import Link
from debo.ledger.link.naming import hub_name

#: Seconds between two looks at whether a link is due.
LOOK_EVERY = 5
#: Nobody else begins a call so long after a call's last message; after that its process is thought dead.
TAKEN_FOR = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=1)

_log = logging.getLogger("debo.link")


def open_links() -> list[Link]:
    """The links to hubs above that haven't ended."""
    return list(Link.objects.filter(is_above=True, ended_at=None).order_by("pk"))


def keep_links() -> threading.Thread | None:
    """Begin to keep them in the background; None when the setting says that only `debo link --now` calls."""
    if settings.DEBO_LINK_MINUTES == 0:
        return None
    thread = threading.Thread(target=_keep, name="links", daemon=True)
    thread.start()
    return thread


def _keep() -> None:
    pause = threading.Event()
    while not pause.wait(LOOK_EVERY):
        try:
            close_old_connections()
            call_due()
        except DatabaseError:
            # The database is away or busy: the next look is soon enough.
            _log.warning("the links couldn't be looked at; trying again", exc_info=True)
        finally:
            connections.close_all()


def call_due() -> int:
    """Call each link that is due and that nobody else is calling; returns how many were called."""
    called = 0
    for link in open_links():
        now = timezone.now()
        due = Link.objects.filter(Q(next_at=None) | Q(next_at__lte=now), pk=link.pk, ended_at=None)
        if due.update(next_at=now + TAKEN_FOR):
            call_one(link)
            called += 1
    return called


def call_one(link: Link, line: Line | None = None) -> Called | None:
    """Exchange with a hub above and note how it went; None when it broke off, the reason is kept."""
    link.refresh_from_db()
    try:
        called = call(link, hub_name(), _taking(link, line or over_http(link)))
    except LineError as error:
        _note_failure(link, "line", str(error))
    except LinkEnded:
        turns.end(link)
    except Refusal as error:
        if error.code == LinkEnded.code:
            turns.end(link)
        else:
            _note_failure(link, error.code, str(error.values.get("reason", "")) or str(error))
    else:
        every = timedelta(minutes=settings.DEBO_LINK_MINUTES or 60)
        Link.objects.filter(pk=link.pk).update(next_at=timezone.now() + every, failures=0)
        return called
    return None


def _taking(link: Link, line: Line) -> Line:
    """The line, with the link taken anew before each message."""

    def send(raw: bytes, signature: str) -> tuple[bytes, str]:
        Link.objects.filter(pk=link.pk, ended_at=None).update(next_at=timezone.now() + TAKEN_FOR)
        return line(raw, signature)

    return send


def _note_failure(link: Link, trouble: str, detail: str) -> None:
    link.refresh_from_db()
    every = timedelta(minutes=settings.DEBO_LINK_MINUTES or 60)
    wait = min(LONGEST_WAIT, every * 2 ** min(link.failures, 8))
    Link.objects.filter(pk=link.pk).update(
        failures=link.failures + 1,
        trouble=trouble[:40],
        detail=detail[:200],
        next_at=timezone.now() + wait,
    )
