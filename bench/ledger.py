"""What the exchange costs, against the real server (`debo serve`, SQLite, permissions and rules on).

    .venv/bin/python -m bench.ledger [entries]

Goals: at least 5,000 entries/s taken in (the ledger's own aim is 10,000), the server below 300 MB, 60 entries
in at most 4 kB, nothing to do in at most 500 B, joining the demonstration's 38 facilities and 15 months in at
most 200 kB. Bytes are those of the bodies, both ways, as they go over the line.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.integration.ledger.phone import Phone

DEBO = Path(sys.executable).parent / "debo"
BATCH = 1_000
MEGABYTE = 1024 * 1024


def zipped(content: dict[str, Any]) -> bytes:
    """A body as a phone sends it."""
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    return gzip.compress(text.encode(), 6, mtime=0)


def headers(authorization: str) -> dict[str, str]:
    """The headers of an exchange."""
    kind = {"Content-Type": "application/json", "Content-Encoding": "gzip", "Accept-Encoding": "gzip"}
    return {**kind, "Authorization": authorization}


class Line:
    """A connection to the hub that counts what goes over it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.up = self.down = self.requests = 0

    def send(self, path: str, body: bytes, sent_with: dict[str, str]) -> dict[str, Any]:
        """Send one request and bring its answer."""
        self.connection.request("POST", path, body, sent_with)
        answer = self.connection.getresponse()
        raw = answer.read()
        self.up, self.down, self.requests = self.up + len(body), self.down + len(raw), self.requests + 1
        if answer.headers.get("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}: {raw.decode()[:300]}")
        parsed: dict[str, Any] = json.loads(raw)
        return parsed

    def reset(self) -> None:
        """Count from nothing again."""
        self.up = self.down = self.requests = 0


def main() -> None:
    """Serve the demonstration, join it, and measure."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DEBO_DATA": folder, "DJANGO_SETTINGS_MODULE": "debo.settings"}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with (Path(folder) / "log").open("wb") as log:
            command = [str(DEBO), "serve", "--demo", "--port", str(port)]
            server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for(port)
            measure(Line(port), server.pid, wanted)
        finally:
            server.terminate()
            server.wait(20)


def wait_for(port: int) -> None:
    """Until the hub answers."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the hub didn't start")


def measure(line: Line, server: int, wanted: int) -> None:
    """Join as a midwife of the demonstration, then hand in what she wouldn't in a hundred years."""
    import django  # noqa: PLC0415 - the settings need to know the folder first

    django.setup()
    from tests.integration.ledger.phone import Phone  # noqa: PLC0415

    phone = Phone([])
    joined = join(line, phone, "ALMA-Z001", "6666")
    line.reset()
    started = time.monotonic()
    talk(line, phone)
    took = time.monotonic() - started
    show("join 38 facilities, 15 months", line.down, 200_000, f"{line.requests} requests, {took:.1f} s")
    line.reset()
    talk(line, phone)
    show("nothing to do, both ways", line.up + line.down, 500, f"{line.up} up, {line.down} down")
    figures = counts(phone, joined)
    write(phone, figures, 60)
    line.reset()
    talk(line, phone)
    show("60 entries, both ways", line.up + line.down, 4_000, f"{line.up} up, {line.down} down")
    colleague = Phone([])
    pushed = [prepare(phone, figures, wanted // 2)]
    join(line, colleague, "TOLO-SA01", "7777")
    talk(line, colleague)
    pushed.append(prepare(colleague, figures, wanted // 2))
    started = time.monotonic()
    with ThreadPoolExecutor(len(pushed)) as pool:
        sent = list(pool.map(lambda one: push(Line(line.port), *one), pushed))
    took = time.monotonic() - started
    print(
        f"entries taken in from two phones at once: {wanted / took:,.0f}/s (goal 5,000, aim 10,000), "
        f"{sum(sent) / wanted:.0f} B an entry up"
    )
    show("memory of the server, MB", memory(server) // MEGABYTE, 300, "all its processes, shared pages once")


def show(what: str, figure: int, goal: int, more: str) -> None:
    """One line of the result."""
    print(f"{what}: {figure:,} (goal {goal:,}: {'met' if figure <= goal else 'MISSED'}; {more})")


def join(line: Line, phone: Phone, code: str, pin: str) -> dict[str, Any]:
    """Join by the door, as a phone does."""
    from debo.ledger.signing import public_text  # noqa: PLC0415

    asked = {"code": code, "pin": pin, "device": phone.id, "public_key": public_text(phone.key)}
    joined = line.send("/api/join", json.dumps(asked).encode(), {"Content-Type": "application/json"})
    phone.token, phone.epoch = joined["token"], joined["epoch"]
    phone.grants = joined["grants"]
    phone.people.append(joined["person"])
    return joined


def talk(line: Line, phone: Phone) -> None:
    """Exchange to the end."""
    sent_with = headers(f"Debo {phone.id}:{phone.token}")
    phone.exchange(lambda asked: line.send("/api/sync", zipped(asked), sent_with))


def counts(phone: Phone, joined: dict[str, Any]) -> Any:
    """All months of two centuries, all places she writes about, all measures that are plain percentages."""
    from debo.ledger.merge import value_of  # noqa: PLC0415

    records = {
        (type_, record): {name: value_of(cell) for name, cell in cells.items()}
        for (_, type_, record), cells in phone.cells.items()
    }
    measures = [
        record
        for (type_, record), values in records.items()
        if type_ == "measure" and values.get("unit") == "percent" and not values.get("bundle")
    ]
    places = joined["grants"]["people"][joined["person"]]["places"]
    years = range(2100, 1900, -1)
    return product(years, range(1, 13), places, measures)


def write(phone: Phone, figures: Any, wanted: int) -> None:
    """Write so many counts."""
    channel = next(name for name in phone.cursors if name.startswith("collaborative:"))
    chance = random.Random(1)  # the same figures each time, and no pattern for gzip
    for _ in range(wanted):
        year, month, place, measure_ = next(figures)
        phone.write(
            channel,
            "observation",
            measure=measure_,
            facility=place,
            period=f"e{year}-{month:02}",
            numerator=chance.randint(0, 20),
            denominator=chance.randint(20, 60),
        )


def prepare(phone: Phone, figures: Any, wanted: int) -> tuple[list[bytes], dict[str, str]]:
    """Bodies of a thousand entries, made before the clock runs: the phone's work isn't the hub's."""
    write(phone, figures, wanted)
    waiting = phone.unsent(10**9)
    bodies = []
    for i in range(0, len(waiting), BATCH):
        bodies.append(zipped(phone.request(waiting[i : i + BATCH])))
        # As a phone that has read the answer: its own entries and those of the other phone lie behind it.
        for channel in phone.cursors:
            phone.cursors[channel] += 2 * BATCH
    return bodies, headers(f"Debo {phone.id}:{phone.token}")


def push(line: Line, bodies: list[bytes], sent_with: dict[str, str]) -> int:
    """Send them all, one after the other; returns the bytes."""
    for body in bodies:
        answer = line.send("/api/sync", body, sent_with)
        if "attention" in answer or "gaps" in answer:
            raise RuntimeError(f"set aside: {answer}"[:500])
    return line.up


def memory(pid: int) -> int:
    """The proportional size of a process and its children, added up; bytes."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    own = next(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")) * 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(memory(int(child)) for child in children)


if __name__ == "__main__":
    main()
