"""A hub that is weighed: served on either database, with its memory and its processor time from outside."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.ledger import memory
from tests.browser.hub import Hub
from tests.postgres import cluster

DATABASES = ("sqlite", "postgresql")
_TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024 * 1024


def in_children(module: str, what: Sequence[str], *, durable: bool = True) -> None:
    """Run each of `what` on both databases, each in a process of its own: Django takes one database."""
    for name in what:
        for database in DATABASES:
            run_on(database, [sys.executable, "-m", module, name, database], durable=durable)


def run_on(database: str, command: list[str], *, durable: bool = True) -> None:
    """Run a command with this database named in its environment; a new PostgreSQL is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="debo-bench-") as folder:
        own = {"DEBO_DATA": folder, "DJANGO_SETTINGS_MODULE": "debo.settings"}
        if database == "sqlite":
            subprocess.run(command, check=True, env={**os.environ, **own})
            return
        with cluster(durable=durable) as address:
            subprocess.run(command, check=True, env={**os.environ, **own, "DEBO_DATABASE": address})


@dataclass(frozen=True)
class Weighed:
    """A hub that is being served, and the process of its database, if that is another one."""

    hub: Hub
    server: int
    database: int | None

    def processor(self) -> tuple[float, float]:
        """Seconds of processor time so far: the hub's, and the database's."""
        return seconds(self.server), seconds(self.database) if self.database else 0.0

    def megabytes(self) -> float:
        """The hub's processes, shared pages once."""
        return memory(self.server) / MEGABYTE


@contextmanager
def weighed() -> Iterator[Weighed]:
    """Serve what the environment names."""
    from django.db import connection, connections  # noqa: PLC0415 - the settings need the environment first

    database = None
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            database = _parent(cursor.fetchone()[0])
    connections.close_all()
    # Stopped from outside, it takes its hub along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    hub = Hub(Path(os.environ["DEBO_DATA"]))
    hub.start()
    try:
        assert hub.process is not None
        yield Weighed(hub, hub.process.pid, database)
    finally:
        hub.stop()


def seconds(pid: int) -> float:
    """Processor time of a process and of its children, those that have ended included."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has ended; its parent has its time
        return 0.0
    return sum(map(int, stat[11:15])) / _TICKS + sum(seconds(int(one)) for one in children)


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


@dataclass(frozen=True)
class Shares:
    """How long most of them took, in seconds."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Shares:
        """Of at least two."""
        cuts = statistics.quantiles(times, n=100, method="inclusive")
        return cls(cuts[49], cuts[94], cuts[98])


def row(*cells: object) -> None:
    """One line of a Markdown table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def head(*names: str) -> None:
    """The head of a Markdown table."""
    row(*names)
    row(*["---"] * len(names))


def verdict(is_met: bool) -> str:
    """Beside a goal."""
    return "met" if is_met else "MISSED"


def until(moment: float) -> None:
    """Sleep to this moment of the monotonic clock."""
    time.sleep(max(0.0, moment - time.monotonic()))
