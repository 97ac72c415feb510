"""What a hub bears, on SQLite and on PostgreSQL, through HTTP, permissions and rules on.

    .venv/bin/python -m bench.hub                      all of it, about ten minutes
    .venv/bin/python -m bench.hub ingest [sqlite|postgresql]
    .venv/bin/python -m bench.hub phones [sqlite|postgresql]
    .venv/bin/python -m bench.hub memory [sqlite|postgresql]

ingest: twelve phones hand in 60,000 counts at once; goal 10,000/s on two cores.
phones: 494 phones (13 woredas of 38 teams) sync within a minute, each with ten new counts, reading what the
others of its woreda wrote; goal 95 of 100 within 1 s, none refused, memory flat over two rounds; then all in
ten seconds, told apart.
memory: 20,000 requests of all kinds; goal at most 24 MB more than after the first 5,000.
The phones run on the same machine, so the seconds are theirs as well; processor time is the hub's own. Both
databases wait for the disk at each commit.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.ledger import BATCH, Line, headers, zipped
from bench.weighed import DATABASES, Shares, Weighed, head, in_children, row, run_on, until, verdict, weighed

if TYPE_CHECKING:
    from bench.nation import ThinPhone

ENTRIES = 60_000
PER_SECOND = 10_000
WOREDAS = 13
NEW = 10
MOST_SECONDS = 1.0
REQUESTS = 20_000
SETTLED = 5_000
MOST_GROWTH = 24


def main() -> None:
    """Measure what is asked for, each in a process of its own."""
    asked = sys.argv[1:]
    if len(asked) == 2 and asked[1] in DATABASES and _is_inside():
        return {"ingest": ingest, "phones": phones, "memory": flat_memory}[asked[0]](asked[1])
    if len(asked) == 2:
        return run_on(asked[1], [sys.executable, "-m", "bench.hub", *asked])
    return in_children("bench.hub", asked or ["ingest", "phones", "memory"])


def _is_inside() -> bool:
    """Whether `run_on` has made the database already."""
    return "debo-bench-" in os.environ.get("DEBO_DATA", "")


def ingest(database: str) -> None:
    """Twelve phones of twelve woredas at once, their bodies made before the clock runs.

    Fewer would by chance sit on one of the two workers.
    """
    open_hub()
    from bench.nation import FACILITIES, found  # noqa: PLC0415

    chosen = found(12)[::FACILITIES]
    pushed = []
    for phone in chosen:
        waiting = phone.write(ENTRIES // len(chosen))
        pushed.append([zipped(phone.request(waiting[i : i + BATCH])) for i in range(0, len(waiting), BATCH)])
    with weighed() as hub:
        before, started = hub.processor(), time.monotonic()
        with ThreadPoolExecutor(len(chosen)) as pool:
            list(pool.map(lambda one: _push(hub, *one), zip(chosen, pushed, strict=True)))
        took, after = time.monotonic() - started, hub.processor()
    rate, own, theirs = ENTRIES / took, after[0] - before[0], after[1] - before[1]
    head(f"{ENTRIES:,} entries, twelve phones at once", "goal", "measured")
    row(f"{database}: entries/s", f"{PER_SECOND:,}", f"{rate:,.0f} ({verdict(rate >= PER_SECOND)})")
    cost = (own + theirs) / ENTRIES * 1000
    most = 2 * 1000 / PER_SECOND
    row(
        f"{database}: processor time an entry",
        f"{most:.2f} ms (two cores)",
        f"{own / ENTRIES * 1000:.3f} ms in the hub, {theirs / ENTRIES * 1000:.3f} ms in the database "
        f"({verdict(cost <= most)})",
    )


def _push(hub: Weighed, phone: ThinPhone, bodies: list[bytes]) -> None:
    sent_with = headers(phone.authorization)
    for body in bodies:
        # Each on a connection of its own: the two workers share connections by chance, as on a real hub.
        line = Line(hub.hub.port)
        answer = line.send("/api/sync", body, sent_with)
        line.connection.close()
        if "attention" in answer or "gaps" in answer:
            raise RuntimeError(f"set aside: {answer}"[:500])


@dataclass
class Round:
    """What the phones of one round met with."""

    times: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, took: float, refused: str) -> None:
        """One phone is done."""
        with self.lock:
            self.times.append(took)
            if refused:
                self.refused.append(refused)


def phones(database: str) -> None:
    """Two rounds spread over a minute, then one within ten seconds."""
    open_hub()
    from bench.nation import found  # noqa: PLC0415

    all_phones = found(WOREDAS)
    with weighed() as hub:
        head(
            f"{len(all_phones)} phones, {database}",
            "p50",
            "p95",
            "p99",
            "refused",
            "memory of the hub",
            "goal",
        )
        for name, spread in (("over 60 s", 60), ("over 60 s again", 60), ("over 10 s", 10)):
            before = hub.processor()
            met = _round(hub, all_phones, spread)
            shares, used = Shares.of(met.times), sum(hub.processor()) - sum(before)
            is_met = shares.p95 <= MOST_SECONDS and not met.refused
            goal = f"p95 ≤ 1 s, none refused ({verdict(is_met)})" if spread == 60 else "told apart"
            row(
                f"{name} ({used:.0f} s of processor time)",
                *(f"{one:.2f} s" for one in (shares.p50, shares.p95, shares.p99)),
                len(met.refused),
                f"{hub.megabytes():.0f} MB",
                goal,
            )
            if met.refused:
                print(met.refused[0])


def _round(hub: Weighed, all_phones: list[ThinPhone], spread: float) -> Round:
    met, chance = Round(), random.Random(spread)
    bodies = [zipped(phone.request(phone.write(NEW))) for phone in all_phones]
    begin = time.monotonic() + 1
    arrivals = [begin + chance.random() * spread for _ in all_phones]
    threads = [
        threading.Thread(target=_sync, args=(hub.hub.port, *one, met))
        for one in zip(all_phones, bodies, arrivals, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


def _sync(port: int, phone: ThinPhone, body: bytes, arrival: float, met: Round) -> None:
    until(arrival)
    refused = ""
    try:
        line, sent_with = Line(port), headers(phone.authorization)
        while phone.hear(line.send("/api/sync", body, sent_with)):
            body = zipped(phone.request([]))
        line.connection.close()
    except (OSError, RuntimeError, http.client.HTTPException) as error:
        refused = str(error) or type(error).__name__
    met.note(time.monotonic() - arrival, refused)


def flat_memory(database: str) -> None:
    """Exchanges with and without entries, refusals and carried files, one after the other on four lines."""
    open_hub()
    from bench.nation import found  # noqa: PLC0415

    chosen = found(1)[:4]
    with weighed() as hub:
        sizes = []
        for wanted in (SETTLED, *[(REQUESTS - SETTLED) // 3] * 3):
            with ThreadPoolExecutor(len(chosen)) as pool:
                list(pool.map(lambda one, n=wanted // 4: _mixed(hub.hub.port, one, n), chosen))
            sizes.append(hub.megabytes())
    growth = max(sizes[1:]) - sizes[0]
    head(f"{REQUESTS:,} requests, {database}", "goal", "measured")
    row(
        "memory after 5,000, 10,000, 15,000, 20,000",
        f"at most {MOST_GROWTH} MB more than after 5,000",
        f"{', '.join(f'{one:.0f}' for one in sizes)} MB: {growth:+.1f} MB ({verdict(growth <= MOST_GROWTH)})",
    )


def _mixed(port: int, phone: ThinPhone, wanted: int) -> None:
    """Of ten, four exchanges with an entry, three with none; refused: a token, a body, a carried file."""
    line = Line(port)
    for i in range(wanted):
        kind = i % 10
        if kind < 7:
            body = zipped(phone.request(phone.write(1) if kind < 4 else []))
            phone.hear(line.send("/api/sync", body, headers(phone.authorization)))
            continue
        path, given, sent_with = (
            ("/api/sync", b"{}", headers(f"Debo {phone.id}:wrong")),
            ("/api/sync", b'{"v": 1, "batch": [', {"Authorization": phone.authorization}),
            ("/api/carried", b"DEBO" + bytes(2_000), {"Content-Type": "application/octet-stream"}),
        )[kind - 7]
        try:
            line.connection.request("POST", path, given, sent_with)
            answer = line.connection.getresponse()
        except ConnectionError:
            # A server may close a line after it refused what came on it; any client then opens another.
            line = Line(port)
            line.connection.request("POST", path, given, sent_with)
            answer = line.connection.getresponse()
        told = answer.read()
        if answer.status >= 500 or (answer.status < 400 and path == "/api/sync"):
            raise RuntimeError(f"{path} answered {answer.status}: {json.loads(told)}")


def open_hub() -> None:
    """Django, and the database brought up to date."""
    from debo.embedded import open_hub as open_it  # noqa: PLC0415 - needs its environment first

    open_it(may_make=True)


if __name__ == "__main__":
    main()
