"""A small exchange cut at each of its bytes, and requests that come twice, late, out of order or never back.

Between a phone and a real `debo serve` lies a line (`tests.faults.line`). A run takes every sixteenth byte of
the request and of the answer, beginning at its seed, so sixteen runs in a row cut at every byte. After
each cut the hub must hold at least what the phone believes it holds; at the end everything is there once.
"""

from __future__ import annotations

import gzip
import http.client
import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.faults.attempts import Attempt
from tests.faults.line import DOWN, UP, Line
from tests.integration.ledger.served_hub import ALMAZ, TOLOSA, Hub, event

STRIDE = 16
ODD_EXCHANGES = 12


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """One hub and one line for all; every run has a phone of its own."""
    hub = Hub(folder, on_sqlite=True)
    line = Line(hub.port)

    def attempt(seed: int) -> Counter[str]:
        return Troubled(hub, line, seed).go()

    try:
        yield attempt
    finally:
        line.close()
        hub.stop()


class Troubled:
    """A phone that speaks through the line."""

    def __init__(self, hub: Hub, line: Line, seed: int) -> None:
        self.hub, self.line, self.seed = hub, line, seed
        self.chance = random.Random(seed)
        self.phone = hub.join(ALMAZ)
        self.reader = hub.join(TOLOSA)
        self.counted: Counter[str] = Counter()

    def go(self) -> Counter[str]:
        """Cut, then double and swap; everything must have come, once."""
        lengths = self._lengths()
        for way in (UP, DOWN):
            for bytes_ in range(self.seed % STRIDE, lengths[way] + 1, STRIDE):
                self._cut(way, bytes_)
        for _ in range(ODD_EXCHANGES):
            self._oddly()
        self.phone.exchange(lambda asked: self.hub.sync(self.phone, asked))
        self._everything_came_once()
        return self.counted

    def _lengths(self) -> dict[str, int]:
        """Bytes of a request and of its answer, heads and all."""
        event(self.phone, "the first")
        self.line.heard.clear()
        asked = self.phone.request()
        assert self._ask(asked) is not None
        (raw,) = self.line.heard
        return {UP: len(raw), DOWN: len(self.line.hand_in_again(raw))}

    def _cut(self, way: str, bytes_: int) -> None:
        """The same request is cut again and again; each answer that comes whole begins a new one."""
        if not self.phone.unsent():
            event(self.phone, f"{way} {bytes_}")
        self.line.cut_after(way, bytes_)
        answer = self._ask(self.phone.request())
        self.line.whole()
        self.counted[f"cuts of {'a request' if way == UP else 'an answer'}"] += 1
        if answer is not None:
            self.phone.receive(answer)
        self._acknowledged_is_committed()

    def _oddly(self) -> None:
        """An exchange that comes twice at once, whose answer is lost, or that is followed by an older one."""
        event(self.phone, "odd")
        way = self.chance.choice(["handed in three times at once", "answers lost", "old ones again"])
        if way == "answers lost":
            self.line.cut_after(DOWN, 0)
        self.line.copies = 2 if way.startswith("handed") else 0
        answer = self._ask(self.phone.request())
        self.line.copies = 0
        self.line.whole()
        if way == "old ones again":
            for raw in self.chance.choices(self.line.heard, k=3):
                self.line.hand_in_again(raw)
                self.counted["old requests again"] += 1
        else:
            self.counted[way] += 1
        # A hub that is asked three times at once may ask one of them to come again.
        if answer is not None:
            self.phone.receive(answer)
        for copy in self.line.copied:
            copy.join(60)
        self._acknowledged_is_committed()

    def _ask(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """The whole answer to a request, None when the line was cut or the hub asked to come again."""
        headers = {"Authorization": f"Debo {self.phone.id}:{self.phone.token}", "Content-Encoding": "gzip"}
        body = gzip.compress(json.dumps(asked).encode(), mtime=0)
        line = http.client.HTTPConnection("127.0.0.1", self.line.port, timeout=30)
        with closing(line), suppress(OSError, http.client.HTTPException, json.JSONDecodeError):
            line.request("POST", "/api/sync", body, headers)
            answer = line.getresponse()
            raw = answer.read()
            # A request that was cut may be answered: that it came in part.
            assert answer.status in (200, 400, 503), raw
            return dict(json.loads(raw)) if answer.status == 200 else None
        return None

    def _acknowledged_is_committed(self) -> None:
        with closing(sqlite3.connect(self.hub.data / "debo.sqlite3")) as database:
            asked = "SELECT channel, n FROM ledger_entry WHERE device = ? AND seq IS NOT NULL"
            held = set(database.execute(asked, [self.phone.id]))
        for channel, last in self.phone.acked.items():
            assert {(channel, n) for n in range(1, last + 1)} <= held

    def _everything_came_once(self) -> None:
        self.reader.exchange(lambda asked: self.hub.sync(self.reader, asked))
        read = [place for place in self.reader.entries if place[0] == self.phone.id]
        written = {(self.phone.id, c, entry.n) for c, own in self.phone.own.items() for entry in own}
        assert set(read) == written
        assert len(read) == len(written)
        assert self.phone.repairs == self.reader.repairs == 0
        self.counted["entries written, and read by another phone"] += len(written)
