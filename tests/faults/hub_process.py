"""A hub that lives in a forked process, answers over a pipe, and can be killed at any moment.

It has no HTTP, so it is born and dies in hundredths of a second: what is tried here is its storage.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from django.conf import settings
from django.db import connections

from debo.ledger import models
from debo.ledger.asked import read
from debo.ledger.devices import enrol, join
from debo.ledger.exchange import exchange
from tests.integration.ledger.conftest import ALMAZ, FACILITY, TEAM, WOREDA
from tests.integration.ledger.fixed_access import PATH, FixedAccess


class HubDied(Exception):  # noqa: N818 - an event, not a program's error
    """The process was killed before it answered."""


def give_rights() -> None:
    """Almaz may write in her team and in the woreda's collaborative."""
    settings.DEBO_ACCESS = PATH
    FixedAccess.reset()
    FixedAccess.allow(ALMAZ, WOREDA, "member", places=[FACILITY])
    FixedAccess.allow(ALMAZ, TEAM, "member")


class HubProcess:
    """Forked from a process that has no connection to the database: SQLite's must never cross a fork."""

    def __init__(self) -> None:
        self.pid = 0
        self.line: Connection | None = None

    def start(self) -> None:
        """Fork it."""
        connections.close_all()
        ours, theirs = Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            _live(theirs)
        theirs.close()
        self.line = ours

    def send(self, what: str, *words: Any) -> None:
        """Ask without waiting."""
        assert self.line
        self.line.send((what, *words))

    def receive(self, seconds: float | None = None) -> Any:
        """The answer; HubDied when there will be none, None when it isn't there after `seconds`."""
        assert self.line
        try:
            if seconds is not None and not self.line.poll(seconds):
                return None
            return self.line.recv()
        except (EOFError, OSError) as error:
            raise HubDied from error

    def ask(self, what: str, *words: Any) -> Any:
        """Ask and wait."""
        self.send(what, *words)
        return self.receive()

    def kill(self) -> None:
        """SIGKILL: nobody gets to tidy up."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        assert self.line
        self.line.close()


def _live(line: Connection) -> None:
    """Answer until the other end is gone; never returns into the parent's code."""
    try:
        while True:
            what, *words = line.recv()
            line.send(_ANSWERS[what](*words))
    except EOFError:
        os._exit(0)
    except BaseException:  # the child must not run on in what it was forked from
        import traceback

        traceback.print_exc()
        os._exit(1)


def _enrol(device: str, key: str, person: str) -> str:
    token = enrol(device, key)
    join(models.Device.objects.get(id=device), person)
    return token


def _exchange(device: str, asked: dict[str, Any]) -> dict[str, Any]:
    return exchange(models.Device.objects.get(id=device), read(asked))


def _kept() -> set[tuple[str, str, int]]:
    return set(models.Entry.objects.values_list("device", "channel", "n"))


_ANSWERS: dict[str, Callable[..., Any]] = {"enrol": _enrol, "exchange": _exchange, "kept": _kept}
