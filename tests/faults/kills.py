"""SIGKILL while the hub takes entries in, at a random moment of its work, again and again on one database."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from debo.embedded import migrate
from debo.ledger.signing import public_text
from tests.faults.attempts import Attempt
from tests.faults.hub_process import HubDied, HubProcess, give_rights
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, TEAM, WOREDA
from tests.integration.ledger.phone import Phone

LIVES = 10


@contextmanager
def ready(folder: Path) -> Iterator[Attempt]:
    """An empty hub's database, copied anew for every run."""
    migrate()
    give_rights()
    connections.close_all()
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    empty = folder / "empty"
    shutil.copy(database, empty)

    def attempt(seed: int) -> Counter[str]:
        for stale in database.parent.glob(f"{database.name}*"):
            stale.unlink()
        shutil.copy(empty, database)
        return Siege(seed).lay()

    yield attempt


class Siege:
    """One phone that writes and exchanges, and a hub that is killed ten times meanwhile."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.hub = HubProcess()
        self.phone = Phone([ALMAZ])
        #: Of late answers, in seconds: a kill falls anywhere within one, or shortly after it.
        self.usual = 0.03
        self.counted: Counter[str] = Counter()

    def lay(self) -> Counter[str]:
        """Kill it, again and again; whatever was acknowledged must be there at the next start."""
        self.hub.start()
        self.hub.ask("enrol", self.phone.id, public_text(self.phone.key), ALMAZ)
        for _ in range(LIVES):
            self._until_killed()
            self.hub.start()
            self._nothing_acknowledged_is_lost()
        self.phone.exchange(self._exchanged)
        self._nothing_acknowledged_is_lost()
        assert self.phone.unsent() == []
        assert self.phone.repairs == 0
        self.hub.kill()
        self.counted["entries"] += len(self.phone.entries)
        return self.counted

    def _until_killed(self) -> None:
        try:
            while True:
                self._write()
                asked = self.phone.request()
                self.hub.send("exchange", self.phone.id, asked)
                began = time.monotonic()
                is_last = self.chance.random() < 0.4
                answer = self.hub.receive(self.chance.uniform(0, 1.2 * self.usual) if is_last else None)
                if answer is not None:
                    self.usual = 0.8 * self.usual + 0.2 * (time.monotonic() - began)
                    self.phone.receive(answer)
                if is_last:
                    self.counted["kills while it worked" if answer is None else "kills after an answer"] += 1
                    self.hub.kill()
                    return
        except HubDied as error:
            raise AssertionError("the hub died of itself") from error

    def _exchanged(self, asked: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.hub.ask("exchange", self.phone.id, asked)
        return answer

    def _write(self) -> None:
        for _ in range(self.chance.randint(1, 40)):
            year, month = self.chance.randint(1900, 2018), self.chance.randint(1, 12)
            key = {"measure": MEASURE, "facility": FACILITY, "period": f"e{year}-{month:02}"}
            channel = self.chance.choice([WOREDA, TEAM])
            self.phone.write(channel, "observation", **key, numerator=self.chance.randint(0, 99))

    def _nothing_acknowledged_is_lost(self) -> None:
        kept = self.hub.ask("kept")
        acked = {(self.phone.id, c, n) for c, last in self.phone.acked.items() for n in range(1, last + 1)}
        assert acked <= kept, f"acknowledged and gone: {sorted(acked - kept)}"
        written = {(self.phone.id, c, entry.n) for c, own in self.phone.own.items() for entry in own}
        assert kept <= written, "the hub holds what nobody wrote"
        self.counted["acknowledged entries looked for"] += len(acked)
