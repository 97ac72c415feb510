"""The exchange beside Morango's, the engine of Kolibri, in one run on one machine.

    .venv/bin/python -m bench.morango [10000 50000]

Morango is installed from its package into an environment of its own (bench/peer/.venv, made at the first run;
its Django is an older one than ours). Two SQLite nodes each, HTTP on loopback. A phone hands in new records,
then 50 changes, then nothing. What counts is from the first byte to the last acknowledgement, the phone's own
work included (hashing, signing, packing; Morango's serialising), writing the records not. Bytes are those of
bodies and, for Morango, as its own counters say.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.ledger import Line, counts, headers, join, wait_for, write, zipped
from tests.browser.hub import Hub

if TYPE_CHECKING:
    from bench.quick_phone import QuickPhone

#: The newest that installs beside Python 3.11 (November 2026).
MORANGO = "morango==0.8.15"
HERE = Path(__file__).parent
PEER = HERE / "peer" / ".venv"
CHANGED = 50
#: Small changes one after the other; the one in the middle counts, on both sides.
TIMES = 5
#: How many times as much time and bytes Morango should need: of new records, of the small change, of nothing.
GOALS = ((20, 3), (100, 10), None)


@dataclass(frozen=True)
class Cost:
    """What one exchange cost."""

    seconds: float
    bytes: int
    requests: int


def main() -> None:
    """Measure both, and print what they cost and how many times more Morango does."""
    sizes = [int(word) for word in sys.argv[1:]] or [10_000, 50_000]
    install()
    print("| | Morango | Debo | Morango ÷ Debo | goal |\n|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            theirs = morango(Path(folder), size)
            ours = debo(Path(folder) / "debo", size)
        steps = (f"{size:,} new", f"{CHANGED} changed among {size:,}", "nothing to do")
        for step, their, our, goal in zip(steps, theirs, ours, GOALS, strict=True):
            told = told_of(goal, their, our)
            print(f"| {step} | {shown(their)} | {shown(our)} | {compared(their, our)} | {told} |", flush=True)


def shown(cost: Cost) -> str:
    """As in the table."""
    return f"{cost.seconds:.3g} s, {cost.bytes / 1000:,.1f} kB, {cost.requests} requests"


def told_of(goal: tuple[int, int] | None, their: Cost, our: Cost) -> str:
    """The goal and whether it was met."""
    if goal is None:
        return ""
    times, bytes_ = goal
    is_met = their.seconds >= times * our.seconds and their.bytes >= bytes_ * our.bytes
    return f"{times} × time, {bytes_} × bytes ({'met' if is_met else 'MISSED'})"


def compared(their: Cost, our: Cost) -> str:
    """How many times as much."""
    return f"{their.seconds / our.seconds:,.0f} × time, {their.bytes / our.bytes:,.1f} × bytes"


def install() -> None:
    """Make the environment in which Morango lives, once."""
    if (PEER / "installed").exists():
        return
    shutil.rmtree(PEER, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
    subprocess.run([str(PEER / "bin/pip"), "install", "--quiet", MORANGO], check=True)
    (PEER / "installed").touch()


def node(*words: str, **more: Any) -> subprocess.Popen[str]:
    """A node of Morango."""
    command = [str(PEER / "bin/python"), "-m", "node", *words]
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.Popen(command, cwd=PEER.parent, env=own, text=True, stdout=subprocess.PIPE, **more)


def morango(folder: Path, size: int) -> list[Cost]:
    """What Morango's three exchanges cost."""
    certificates = folder / "certificates.json"
    hub = str(folder / "morango-hub.sqlite3")
    certificates.write_text(node(hub, "found").communicate()[0])
    port = free_port()
    with (folder / "log").open("w") as log:
        server = node(hub, "serve", str(port), stderr=log)
    try:
        wait_for(port)
        phone = node(
            str(folder / "morango-phone.sqlite3"),
            "phone",
            str(port),
            str(certificates),
            stdin=subprocess.PIPE,
        )
        changes = f"change {CHANGED}\n" * TIMES
        told, _ = phone.communicate(f"new {size}\n{changes}quiet\n")
        return with_median([Cost(**json.loads(line)) for line in told.splitlines()])
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return Hub(Path("unused")).port


def debo(data: Path, size: int) -> list[Cost]:
    """What our three exchanges cost."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "debo.settings")
    with served(data) as hub:
        import django  # noqa: PLC0415 - Django wants its settings first

        django.setup()
        from bench.quick_phone import QuickPhone  # noqa: PLC0415

        phone, line = QuickPhone([]), Line(hub.port)
        joined = join(line, phone, "ALMA-Z001", "6666")
        exchange(line, phone)
        figures = list(counts(phone, joined))
        # Both hand in as many places, measures and periods in no order at all: the hardest to compress.
        write(phone, iter(random.Random(size).sample(figures, size)), size)
        costs = [exchange(line, phone)]
        for _ in range(TIMES):
            change(phone)
            costs.append(exchange(line, phone))
        return with_median([*costs, exchange(line, phone)])


def with_median(costs: list[Cost]) -> list[Cost]:
    """Of the small changes the one in the middle; the first exchange and the last as they are."""
    first, *changes, last = costs
    return [first, sorted(changes, key=lambda one: one.seconds)[len(changes) // 2], last]


@contextmanager
def served(data: Path) -> Iterator[Hub]:
    """The demonstration, served on a free port."""
    hub = Hub(data)
    hub.debo("demo")
    hub.start()
    try:
        yield hub
    finally:
        hub.stop()


def change(phone: QuickPhone) -> None:
    """Count fifty of them again."""
    own = next(entries for entries in phone.own.values() if entries)
    for entry in own[:CHANGED]:
        # Another figure, and never above the denominator: such a count would be set aside.
        phone.write(entry.channel, entry.type, entry.record, numerator=(entry.set["numerator"] + 1) % 20)


def exchange(line: Line, phone: QuickPhone) -> Cost:
    """Exchange to the end."""
    line.reset()
    sent_with = headers(f"Debo {phone.id}:{phone.token}")
    began = time.monotonic()
    phone.exchange(lambda asked: line.send("/api/sync", zipped(asked), sent_with))
    return Cost(time.monotonic() - began, line.up + line.down, line.requests)


if __name__ == "__main__":
    main()
