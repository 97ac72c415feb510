"""Every door of a real `debo serve`, thousands of times: no 500, no hang, and its memory stays what it was.

Schemathesis makes requests from the OpenAPI document that the hub itself serves; between them come mutated
exchanges and mutated files. The memory (RSS) of the serving processes is read after a warming-up and at the
end: what grows with each request would show.
"""

from __future__ import annotations

import http.client
import json
import random
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis.errors import NonInteractiveExampleWarning

from debo.ledger.signing import public_text
from tests.faults.attempts import Attempt
from tests.faults.fuzz import mutated, mutated_bytes
from tests.integration.ledger.carried.by_hand import FarPhone
from tests.integration.ledger.phone import Phone
from tests.integration.ledger.served_hub import ALMAZ, Hub, event

FORGIVE = """
from debo.embedded import open_hub; open_hub()
from debo.people.keys import WrongTries; WrongTries.objects.all().delete()
"""
#: Of each door in a run, and of each kind of mutated bytes.
EXAMPLES = 3
MUTATED = 40
SLOWEST_SECONDS = 10.0
#: The hub fills its caches with its first requests; after so many it must stay where it is …
WARM_AFTER = 100
#: … but for what each thread's first requests still fetch. The 19 MB of a PIN go back (debo/wsgi.py).
MAY_GROW_BY_KILOBYTES = 16_000


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """One hub for all runs: its memory is compared from its first to its last."""
    hub = Hub(folder, on_sqlite=True)
    doors = Doors(hub)
    try:
        yield doors.knock
    finally:
        hub.stop()


class Doors:
    """The hub's doors, and how much memory it had when it was warm."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.phone = self.odd = hub.join(ALMAZ)
        self.file = self._carried_file()
        document = json.loads(self._get("/api/openapi.json"))
        self.schema: Any = schemathesis.openapi.from_dict(document)
        self.asked = 0
        self.warm = 0

    def knock(self, seed: int) -> Counter[str]:
        """Each door some times, then what no program would send; the hub is well at the end."""
        chance, counted = random.Random(seed), Counter[str]()
        for operation in self.schema.get_all_operations():
            for case in examples(operation.ok().as_strategy(), EXAMPLES):
                counted[self._answered(case)] += 1
        # What is mutated and signed again may be taken, and then says other things than this phone wrote: to
        # the hub that is a copied phone. So it is one that nobody needs afterwards.
        self.odd = self._join_anew()
        for _ in range(MUTATED):
            counted[self._mutated_exchange(chance)] += 1
            counted[self._mutated_file(chance)] += 1
        event(self.phone, "after all this")
        self.phone.exchange(lambda asked: self.hub.sync(self.phone, asked))
        self._look_at_memory()
        return counted

    def _join_anew(self) -> Phone:
        """The document's requests try wrong codes too, and whoever tries many waits ever longer: not here."""
        self.hub.python(FORGIVE)
        return self.hub.join(ALMAZ)

    def _answered(self, case: Any) -> str:
        """Sent over HTTP as any program would; schemathesis raises when no answer comes."""
        began = time.monotonic()
        token = {"Authorization": f"Debo {self.phone.id}:{self.phone.token}"}
        answer = case.call(base_url=f"http://127.0.0.1:{self.hub.port}", headers=token, timeout=60)
        self._is_well(answer.status_code, began, f"{case.method} {case.path}")
        return f"requests by the document answered {answer.status_code // 100}xx"

    def _mutated_exchange(self, chance: random.Random) -> str:
        if not self.odd.unsent():
            event(self.odd, "some words")
        body, zipped = mutated(self.odd, chance)
        kind = {"Content-Encoding": "gzip"} if zipped else {}
        token = {"Authorization": f"Debo {self.odd.id}:{self.odd.token}"}
        return self._sent("/api/sync", body, {**kind, **token}, "mutated exchanges")

    def _mutated_file(self, chance: random.Random) -> str:
        file = self.file
        for _ in range(chance.randint(1, 3)):
            file = mutated_bytes(file, chance) or b"\0"
        return self._sent("/api/carried", file, {}, "mutated files")

    def _sent(self, path: str, body: bytes, headers: dict[str, str], what: str) -> str:
        began = time.monotonic()
        status, _, _ = self.hub.send("POST", path, body, headers)
        self._is_well(status, began, f"{path} {body[:200]!r}")
        return f"{what} answered {status // 100}xx"

    def _is_well(self, status: int, began: float, what: str) -> None:
        assert status < 500, f"{status} to {what}"
        assert time.monotonic() - began < SLOWEST_SECONDS, f"too long over {what}"
        self.asked += 1
        if self.asked == WARM_AFTER:
            self.warm = resident(self.hub.process.pid)

    def _look_at_memory(self) -> None:
        if self.warm:
            grown = resident(self.hub.process.pid) - self.warm
            assert grown < MAY_GROW_BY_KILOBYTES, f"{grown} kB more after {self.asked} requests"
            print(f"doors: {grown:,} kB more than when warm after {self.asked:,} requests", flush=True)

    def _carried_file(self) -> bytes:
        """A good file for this hub, from a phone that met it once."""
        far = FarPhone(self.phone.people, id=self.phone.id, key=self.phone.key)
        asked = {**self.phone.request(), "carry_key": public_text(far.carry)}
        far.hub = self.hub.sync(self.phone, asked)["hub"]
        for number in range(20):
            event(self.phone, f"carried {number}")
        far.own = self.phone.own
        return b"".join(far.hand_over())

    def _get(self, path: str) -> bytes:
        token = {"Authorization": f"Debo {self.phone.id}:{self.phone.token}"}
        status, _, raw = self.hub.send("GET", path, b"", token)
        assert status == http.client.OK, raw
        return raw


def examples(strategy: Any, count: int) -> list[Any]:
    """Cases as schemathesis makes them up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NonInteractiveExampleWarning)
        return [strategy.example() for _ in range(count)]


def resident(pid: int) -> int:
    """Memory of a process and of those it started, in kB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_own(one) for one in (pid, *map(int, children)))


def _own(pid: int) -> int:
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(row for row in rows if row.startswith("VmRSS")).split()[1])
