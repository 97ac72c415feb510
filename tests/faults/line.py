"""A line between phones and a hub on which everything goes wrong that goes wrong in the field.

It passes TCP on, byte by byte where asked to: it can be cut after any byte, carry a request twice at once,
hand in an old one again, swallow an answer; it can be as slow, as far and as lossy as a mast on a hill. TCP
hides loss: a lost packet arrives after it was sent again, so loss is a pause here.

    python -m tests.faults.line PORT [--2g] [--seed N] [--cut-every BYTES] [--faster TIMES]

serves one to the hub at PORT for other programs and prints its own port first.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

PACKET = 1_400
UP, DOWN = "up", "down"
#: Only the exchange is cut or doubled: what the app loads besides goes through as it is.
EXCHANGE = b"POST /api/sync"


@dataclass(frozen=True)
class Pace:
    """How slow: bytes a second each way, seconds there and back, share of packets that must be sent again.

    `dead`: in each second of use the chance that the mast is gone for five to fifteen. `cut_every`: bytes
    after which, about, the line is cut. `faster`: all seconds are divided by this, for tests in a hurry.
    """

    bytes_per_second: float = 5_000.0
    there_and_back: float = 0.6
    loss: float = 0.10
    dead: float = 0.01
    cut_every: float = 0.0
    faster: float = 1.0

    def pause(self, chance: random.Random, bytes_: int) -> float:
        """Seconds that a packet takes longer than no time at all."""
        seconds = bytes_ / self.bytes_per_second
        if chance.random() < self.loss:
            # Sent again after a timeout, which doubles when the second try is lost too (RFC 6298).
            seconds += self.there_and_back + (1.0 if chance.random() < 1 - self.loss else 3.0)
        if chance.random() < self.dead * seconds:
            seconds += chance.uniform(5, 15)
        return seconds / self.faster


@dataclass
class Line:
    """Listens on `port` and passes on to the hub at `to`."""

    to: int
    pace: Pace | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    port: int = 0
    #: Whole requests of the exchange as they came by, with their heads.
    heard: list[bytes] = field(default_factory=list)
    cuts: int = 0
    #: Nobody gets through.
    is_dead: bool = False
    #: How many times more each exchange is handed in, at the same moment.
    copies: int = 0
    copied: list[threading.Thread] = field(default_factory=list)
    #: What is answered here to requests that begin so, in the hub's place: a file of another version.
    instead: dict[bytes, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open it."""
        self._cut: tuple[str, int] | None = None
        self._lock = threading.Lock()
        self._way = {UP: threading.Lock(), DOWN: threading.Lock()}
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        """Nobody gets through any more."""
        # Who waits in `accept` isn't woken by closing alone.
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for one in self.copied:
            one.join(60)

    def cut_after(self, way: str, bytes_: int) -> None:
        """Cut the next exchange when so many bytes of its request (up) or its answer (down) have passed."""
        self._cut = (way, bytes_)

    def whole(self) -> None:
        """Cut nothing."""
        self._cut = None

    def hand_in_again(self, raw: bytes) -> bytes:
        """An old request comes to the hub once more, from nowhere; what it answers."""
        with socket.create_connection(("127.0.0.1", self.to), 60) as hub:
            hub.sendall(raw)
            answer = b""
            while not _is_whole(answer) and (more := _received(hub)):
                answer += more
            return answer

    def _open(self) -> None:
        while True:
            try:
                phone, _ = self._door.accept()
            except OSError:
                return
            try:
                if self.is_dead:
                    raise ConnectionError
                hub = socket.create_connection(("127.0.0.1", self.to), 60)
            except OSError:
                phone.close()
                continue
            threading.Thread(target=_Call(self, phone, hub).go, daemon=True).start()

    def takes(self, way: str, bytes_: int) -> int | None:
        """How many of these bytes still go through; None when the line isn't cut here."""
        with self._lock:
            if self._cut is None or self._cut[0] != way:
                return None
            left = self._cut[1] - bytes_
            if left > 0:
                self._cut = (way, left)
                return None
            through, self._cut = self._cut[1], None
            self.cuts += 1
            return through

    def carry(self, way: str, bytes_: int) -> bool:
        """Take the time that a packet takes; whether the line was cut meanwhile."""
        if self.pace is None:
            return False
        with self._way[way]:
            time.sleep(self.pace.pause(self.chance, bytes_))
        is_cut = bool(self.pace.cut_every) and self.chance.random() < bytes_ / self.pace.cut_every
        self.cuts += is_cut
        return is_cut


class _Call:
    """One connection from a phone to the hub."""

    def __init__(self, line: Line, phone: socket.socket, hub: socket.socket) -> None:
        self.line, self.phone, self.hub = line, phone, hub
        self.is_exchange = False
        self.request = b""

    def go(self) -> None:
        """Until both ends have said what they had to say."""
        up = threading.Thread(target=self.up, daemon=True)
        up.start()
        self.down()
        up.join()
        self.phone.close()
        self.hub.close()

    def up(self) -> None:
        for packet in _packets(self.phone):
            if EXCHANGE in packet:
                self.is_exchange, self.request = True, b""
            self._hear(packet)
            if answer := next(
                (raw for begin, raw in self.line.instead.items() if packet.startswith(begin)), b""
            ):
                self.phone.sendall(answer)
                continue
            if not self._pass(UP, packet, self.hub):
                return
        with contextlib.suppress(OSError):
            self.hub.shutdown(socket.SHUT_WR)

    def down(self) -> None:
        first = True
        for packet in _packets(self.hub):
            if first and self.line.pace is not None:
                time.sleep(self.line.pace.there_and_back / self.line.pace.faster)
            first = False
            if not self._pass(DOWN, packet, self.phone):
                return
        with contextlib.suppress(OSError):
            self.phone.shutdown(socket.SHUT_WR)

    def _pass(self, way: str, packet: bytes, to: socket.socket) -> bool:
        """Pass it on, or the part of it that gets through; whether the line is whole still."""
        if self.line.is_dead:
            self._hang_up(gently=False)
            return False
        through = self.line.takes(way, len(packet)) if self.is_exchange else None
        is_cut = self.line.carry(way, len(packet)) if through is None else True
        with contextlib.suppress(OSError):
            to.sendall(packet if through is None else packet[:through])
            if not is_cut:
                return True
        self._hang_up(gently=through is not None and way == UP)
        return False

    def _hear(self, packet: bytes) -> None:
        if not self.is_exchange:
            return
        self.request += packet
        if _is_whole(self.request):
            self.line.heard.append(self.request)
            for _ in range(self.line.copies):
                copy = threading.Thread(target=self.line.hand_in_again, args=[self.request], daemon=True)
                self.line.copied.append(copy)
                copy.start()
            self.request = b""

    def _hang_up(self, gently: bool) -> None:
        """What has been passed on arrives; then the end comes as an end or as a reset, as masts do."""
        for end in (self.phone, self.hub):
            with contextlib.suppress(OSError):
                if not gently:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.shutdown(socket.SHUT_RDWR)


def _packets(end: socket.socket) -> Iterator[bytes]:
    while packet := _received(end, PACKET):
        yield packet


def _received(end: socket.socket, most: int = 65_536) -> bytes:
    try:
        return end.recv(most)
    except OSError:
        return b""


def _is_whole(message: bytes) -> bool:
    """Whether a request or an answer has all that its head promises."""
    head, _, body = message.partition(b"\r\n\r\n")
    fields = dict(row.lower().split(b":", 1) for row in head.split(b"\r\n")[1:] if b":" in row)
    if b"content-length" in fields:
        return len(body) >= int(fields[b"content-length"])
    return b"chunked" in fields.get(b"transfer-encoding", b"") and body.endswith(b"0\r\n\r\n")


def main() -> None:
    """Serve one line until this process is ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.line", description=__doc__)
    parser.add_argument("to", type=int)
    parser.add_argument("--2g", dest="is_slow", action="store_true")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cut-every", type=float, default=0.0)
    parser.add_argument("--faster", type=float, default=1.0)
    args = parser.parse_args()
    pace = Pace(cut_every=args.cut_every, faster=args.faster) if args.is_slow else None
    print(Line(args.to, pace, random.Random(args.seed)).port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
