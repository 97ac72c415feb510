"""What an exchange takes on a thin line (40 kbit/s, 700 ms there and back), against the real server.

    .venv/bin/python -m bench.line

A small proxy on loopback holds every byte back as such a line would: a token bucket each way and
half of the delay on each way. Bytes are those of whole requests and answers, headers included (900 B each
time); goals are the ledger's (14).
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench.ledger import DEBO, counts, headers, join, show, wait_for, write, zipped

BYTES_PER_SECOND = 40_000 / 8
ONE_WAY = 0.35
_PIECE = 512


class ThinLine:
    """Listens on a port of its own and passes on to another, slowly; counts the bytes each way."""

    def __init__(self, to: int) -> None:
        self.to, self.up, self.down = to, 0, 0
        self._free = {"up": 0.0, "down": 0.0}
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            near, _ = self._listening.accept()
            far = socket.create_connection(("127.0.0.1", self.to))
            for way, one, other in (("up", near, far), ("down", far, near)):
                threading.Thread(target=self._pass, args=(way, one, other), daemon=True).start()

    def _pass(self, way: str, one: socket.socket, other: socket.socket) -> None:
        """Each piece leaves when the line is free, and arrives half a round trip later."""
        under_way: queue.Queue[tuple[float, bytes]] = queue.Queue()
        threading.Thread(target=_arrive, args=(under_way, other), daemon=True).start()
        try:
            while piece := one.recv(_PIECE):
                left = self._leave(way, len(piece))
                time.sleep(max(0.0, left - time.monotonic()))
                under_way.put((left + ONE_WAY, piece))
        except OSError:
            pass
        under_way.put((time.monotonic() + ONE_WAY, b""))

    def _leave(self, way: str, size: int) -> float:
        with self._lock:
            setattr(self, way, getattr(self, way) + size)
            begins = max(self._free[way], time.monotonic())
            self._free[way] = begins + size / BYTES_PER_SECOND
            return self._free[way]


def _arrive(under_way: queue.Queue[tuple[float, bytes]], other: socket.socket) -> None:
    while True:
        arrives, piece = under_way.get()
        time.sleep(max(0.0, arrives - time.monotonic()))
        try:
            if not piece:
                other.shutdown(socket.SHUT_WR)
                return
            other.sendall(piece)
        except OSError:
            return


class OnTheLine:
    """One connection through the thin line, as a browser keeps it."""

    def __init__(self, line: ThinLine) -> None:
        self.line = line
        self.connection = http.client.HTTPConnection("127.0.0.1", line.port, timeout=300)
        self.requests = 0
        self._up, self._down = line.up, line.down
        self._began = time.monotonic()

    def reset(self) -> None:
        self.requests, self._up, self._down = 0, self.line.up, self.line.down
        self._began = time.monotonic()

    @property
    def took(self) -> float:
        return time.monotonic() - self._began

    @property
    def size(self) -> int:
        return self.line.up - self._up + self.line.down - self._down

    def send(self, path: str, body: bytes | None, sent_with: dict[str, str]) -> dict[str, Any]:
        import gzip  # noqa: PLC0415

        import brotli  # noqa: PLC0415

        self.connection.request("GET" if body is None else "POST", path, body, sent_with)
        answer = self.connection.getresponse()
        raw, self.requests = answer.read(), self.requests + 1
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(
            answer.headers.get("Content-Encoding", "")
        )
        said: dict[str, Any] = json.loads(unpack(raw) if unpack else raw)
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} answered {answer.status}: {said}")
        return said


def main() -> None:
    """Serve the demonstration behind the line and print each of the ledger's goals."""
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
            measure(OnTheLine(ThinLine(port)))
        finally:
            server.terminate()
            server.wait(20)


def measure(line: OnTheLine) -> None:
    """A new facility phone, then a day's work on it."""
    import django  # noqa: PLC0415

    django.setup()
    from tests.integration.ledger.phone import Phone  # noqa: PLC0415

    for _ in range(2):  # the first one has the snapshot made
        phone = Phone([])
        joined = join(line, phone, "ALMA-Z001", "6666")  # type: ignore[arg-type]
        line.reset()
        newest = begin(line, phone)
    show("new facility phone, bytes", line.size, 200_000, f"{line.requests} requests")
    show("newest 90 days, s", round(newest, 1), 15, "usable")  # type: ignore[arg-type]
    show("all of it, s", round(line.took, 1), 45, "")  # type: ignore[arg-type]

    def talk(what: str, bytes_goal: int, seconds: float) -> None:
        line.reset()
        phone.exchange(lambda asked: line.send("/api/sync", zipped(asked), with_brotli(phone)))
        show(f"{what}, bytes", line.size, bytes_goal, f"{line.requests} requests, headers included")
        show(f"{what}, s", round(line.took, 1), seconds, "")  # type: ignore[arg-type]

    phone.exchange(lambda asked: line.send("/api/sync", zipped(asked), with_brotli(phone)))
    talk("nothing to do", 500 + 900, 3)
    figures = counts(phone, joined)
    write(phone, figures, 50)
    talk("50 changes", 1_500 + 900, 3)
    write(phone, figures, 500)
    talk("500 entries", 40_000, 8)


def with_brotli(phone: Any) -> dict[str, str]:
    return {**headers(f"Debo {phone.id}:{phone.token}"), "Accept-Encoding": "gzip, deflate, br"}


def begin(line: OnTheLine, phone: Any) -> float:
    """As newcomer.ts: the newest pieces, then the older ones; returns when the newest were here."""
    from debo.ledger.columns import decode  # noqa: PLC0415
    from debo.ledger.replicated import key_of  # noqa: PLC0415

    newest = 0.0
    offers: dict[str, dict[str, Any]] = {}
    while True:
        asked = phone.request() | {"snapshots": {name: one["id"] for name, one in offers.items()}}
        answer = line.send("/api/sync", zipped(asked), with_brotli(phone))
        offers = answer.get("snapshots", {})
        phone.receive(answer)
        for name, one in offers.items():
            for i in range(one["segments"]):
                piece = line.send(f"/api/snapshots/{one['id']}/{i}", None, with_brotli(phone))
                for row in decode(piece["entries"], key_of):
                    phone.add(row)
                if i + 1 == one["recent"]:
                    newest = line.took
            phone.cursors[name] = one["seq"]
        if not offers and not answer.get("more"):
            return newest or line.took
        offers = {}


if __name__ == "__main__":
    main()
