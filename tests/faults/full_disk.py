"""The hub's disk fills up: a real `debo serve` on a file system of its own that holds a few megabytes.

Who may not mount one (root may) tries it with a limit on the size of a file instead, which SQLite meets as a
disk that can't be written. While it is full every request gets a kind answer or is cut; nothing acknowledged
is lost; once there is room again the phone hands in what waited, without anybody's help.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import resource
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.faults.attempts import Attempt
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.served_hub import ALMAZ, TOLOSA, Hub, event

MEGABYTES = 16
ROOM = 1024 * 1024


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """A small file system where one may be mounted, else a small limit."""
    small = folder / "small"
    small.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "debo-small", str(small)]
    is_mounted = os.geteuid() == 0 and subprocess.run(words, check=False, capture_output=True).returncode == 0

    def attempt(seed: int) -> Counter[str]:
        data = small / str(seed)
        data.mkdir()
        try:
            return fill(random.Random(seed), data, is_mounted)
        finally:
            # The next one needs the room.
            shutil.rmtree(data)

    try:
        yield attempt
    finally:
        if is_mounted:
            subprocess.run(["umount", str(small)], check=True)


def fill(chance: random.Random, data: Path, is_mounted: bool) -> Counter[str]:
    """Hand in until the disk is full and some times more; then make room."""
    hub, counted = Hub(data), Counter[str]()
    try:
        almaz = hub.join(ALMAZ)
        ballast = data / "ballast"
        make_full(hub, ballast, is_mounted)
        while sum(counted[what] for what in counted if what != "200") < 8:
            write(almaz, chance)
            counted[hand_in(hub, almaz)] += 1
            assert counted["200"] < 1000, "the disk never filled up"
        make_room(hub, ballast, is_mounted)
        almaz.exchange(lambda asked: hub.sync(almaz, asked))
        reader = hub.join(TOLOSA)
        for channel, own in almaz.own.items():
            assert almaz.acked[channel] == len(own)
            assert {(almaz.id, channel, entry.n) for entry in own} <= reader.entries.keys()
        assert almaz.repairs == 0
        counted["entries"] += len(almaz.entries)
    finally:
        hub.process.terminate()
        hub.process.wait(20)
    return Counter({f"answers {what}" if what.isdecimal() else what: n for what, n in counted.items()})


def write(phone: Phone, chance: random.Random) -> None:
    """Texts that don't compress on the disk."""
    for _ in range(40):
        event(phone, chance.randbytes(100).hex())


def make_full(hub: Hub, ballast: Path, is_mounted: bool) -> None:
    """Leave little more than nothing."""
    if is_mounted:
        left = os.statvfs(ballast.parent).f_bavail * os.statvfs(ballast.parent).f_frsize
        with ballast.open("wb") as file:
            file.write(b"\0" * max(0, left - ROOM))
    else:
        largest = max(path.stat().st_size for path in ballast.parent.iterdir() if path.is_file())
        limit(hub, largest + ROOM)


def make_room(hub: Hub, ballast: Path, is_mounted: bool) -> None:
    """As a steward does who clears the disk; the hub runs on."""
    if is_mounted:
        ballast.unlink()
    else:
        limit(hub, resource.RLIM_INFINITY)


def limit(hub: Hub, bytes_: int) -> None:
    """No file of the running hub may grow beyond this."""
    children = Path(f"/proc/{hub.process.pid}/task/{hub.process.pid}/children").read_text().split()
    for pid in (hub.process.pid, *map(int, children)):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (bytes_, resource.RLIM_INFINITY))


def hand_in(hub: Hub, phone: Phone) -> str:
    """One exchange; answers its status, or that the line was cut."""
    with suppress(OSError, http.client.HTTPException, json.JSONDecodeError):
        status, _, answer = hub.ask(phone, phone.request())
        if status == http.client.OK:
            phone.receive(answer)
        else:
            is_kind(status, answer)
        return str(status)
    return "lines cut"


def is_kind(status: int, answer: Any) -> None:
    """A problem of the protocol that says the hub will do again, in words for a person."""
    assert (status, answer["type"]) == (507, "full"), f"{status}: {answer}"
    assert all(answer[name].strip() for name in ("title", "detail", "safe", "next"))
