"""Hubs for tests of links: each lives in a forked process with a database of its own and answers over a pipe.

So that two and three hubs can be played with as fast as one, on SQLite and on PostgreSQL alike. What a test
does to a hub is a function that is called in its process. The line between two hubs is here, in the test:
it can drop messages, lose answers, and kill.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, connections

from debo.ledger.errors import Refusal, problem
from tests.integration.ledger.fixed_access import PATH
from tests.integration.ledger.link import at_hub


class HubDied(Exception):  # noqa: N818 - an event, not a program's error
    """The process was killed before it answered."""


class Said(Exception):  # noqa: N818 - what a hub refused with
    """A Refusal that was raised in a hub's process."""

    def __init__(self, code: str, values: dict[str, Any], words: str) -> None:
        super().__init__(words)
        self.code, self.values = code, values


class TestHub:
    """One hub. `ask(function, …)` calls a function of `at_hub` in its process."""

    __test__ = False

    def __init__(self, name: str, empty: str, folder: Path) -> None:
        self.name, self.empty, self.folder = name, empty, folder
        self.database = _copied(empty, folder / f"{name}.sqlite3")
        self.rights: dict[str, Any] = {}
        self.pid = 0
        self.pipe: Connection | None = None
        self.backup = ""
        self.start()

    def start(self) -> None:
        """Fork it from a process without a connection: SQLite's must never cross a fork."""
        connections.close_all()
        ours, theirs = Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            ours.close()
            self._live(theirs)
        theirs.close()
        self.pipe = ours
        self.ask("give_rights", self.rights)

    def ask(self, what: str, *words: Any) -> Any:
        """Call and wait; HubDied when it was killed meanwhile; a Refusal is raised here as it was there."""
        assert self.pipe
        try:
            self.pipe.send((what, words))
            told, answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise HubDied from error
        if told == "refused":
            code, values, words = answer
            raise Said(str(code), values, str(words))
        return answer

    def kill(self) -> None:
        """SIGKILL: nobody gets to tidy up."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        assert self.pipe
        self.pipe.close()

    def back_up(self) -> None:
        """Keep the database as it is."""
        self.kill()
        self.backup = _copied(self.database, self.folder / f"{self.name}.backup")
        self.start()

    def restore(self) -> None:
        """The disk died; the backup is all there is."""
        self.kill()
        self.database = _copied(self.backup, self.folder / f"{self.name}-{os.urandom(3).hex()}.sqlite3")
        self.start()
        self.ask("new_epoch")

    def allow(self, rights: Mapping[str, Any]) -> None:
        """What people may do, by this hub's own records."""
        self.rights = dict(rights)
        self.ask("give_rights", self.rights)

    def _live(self, line: Connection) -> None:
        """Answer until the other end is gone; never returns into the parent's code."""
        try:
            connection.settings_dict["NAME"] = _name_of(self.database)
            settings.DATABASES["default"]["NAME"] = _name_of(self.database)
            # What the tests' own process had open isn't ours; a database in memory closes only now.
            connection.close()
            settings.DEBO_ACCESS = PATH
            while True:
                what, words = line.recv()
                try:
                    answer = ("done", getattr(at_hub, what)(*words))
                except Refusal as error:
                    answer = ("refused", (error.code, error.values, str(problem(error, "en"))))
                line.send(answer)
        except EOFError:
            os._exit(0)
        except BaseException:  # the child must not run on in what it was forked from
            traceback.print_exc()
            os._exit(1)


def _name_of(database: str) -> str | Path:
    return urlsplit(database).path.strip("/") if "://" in database else Path(database)


def _copied(database: str, to: Path) -> str:
    """A copy of a database that nobody is using."""
    if "://" not in database:
        with _sqlite(database) as source, _sqlite(str(to)) as target:
            source.backup(target)
        return str(to)
    import psycopg

    parts = urlsplit(database)
    name = f"debo_{os.urandom(4).hex()}"
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {parts.path.strip('/')}".encode())
    return parts._replace(path=f"/{name}").geturl()


@contextmanager
def _sqlite(path: str) -> Iterator[Any]:
    import sqlite3

    opened = sqlite3.connect(path)
    try:
        yield opened
    finally:
        opened.close()


def link(below: TestHub, above: TestHub) -> str:
    """Link two hubs as `debo link` would, without the door; returns the link's id."""
    told = above.ask("make_below", below.name, *below.ask("keys"))
    below.ask("make_above", above.name, told, *above.ask("keys"))
    return str(told)


def exchange(below: TestHub, above: TestHub, damage: Callable[[str], None] | None = None) -> int:
    """Turns until nothing is new; `damage` is told each step and may raise. Returns the number of turns."""
    before: Any = None
    raw, signature, _ = below.ask("ask_above", above.name)
    for count in range(1, 400):
        if damage:
            damage("asked")
        answer = above.ask("answer", raw, signature)
        if damage:
            damage("answered")
        news, lasting = below.ask("hear_above", above.name, raw, *answer)
        raw, signature, has_more = below.ask("ask_above", above.name)
        if not (news or has_more) or lasting == before:
            return count
        before = lasting
    raise AssertionError("the hubs never came to an end")
