"""A power cut at every write of the hub: its write-ahead log ends after or in any frame, or in rubbish.

With synchronous=FULL the log is on the disk before a commit returns, so a cut leaves everything up to the
last acknowledgement and any part of what came after it. Here the log of a busy hub is cut at the end of each
frame, in the middle of each, and with each torn frame's rest written as rubbish; then it is opened anew. A
cut while the log is carried over into the database leaves any mixture of old and new pages beside a whole
log: that is tried too. The format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from debo.embedded import migrate
from debo.ledger.hash import EMPTY_DIGEST, toggled
from tests.faults.attempts import Attempt
from tests.faults.hub_process import give_rights
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, TEAM, WOREDA
from tests.integration.ledger.phone import Phone

HEADER = 32
FRAME_HEADER = 24
EXCHANGES = 6
MIXTURES = 20

Kept = set[tuple[str, str, int]]


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
        connections.close_all()
        for stale in database.parent.glob(f"{database.name}*"):
            stale.unlink()
        shutil.copy(empty, database)
        return Cuts(random.Random(seed), database, folder / "cut").make()

    yield attempt


class Cuts:
    """One busy hub, and every way in which the power can leave its files."""

    def __init__(self, chance: random.Random, database: Path, cut: Path) -> None:
        self.chance, self.database, self.cut = chance, database, cut
        self.log = database.with_name(f"{database.name}-wal")
        #: Length of the log after each acknowledged commit, and what the hub then held.
        self.commits: list[tuple[int, Kept]] = []
        self.counted: Counter[str] = Counter()

    def make(self) -> Counter[str]:
        """Work, then cut."""
        self._work()
        old, log = self.database.read_bytes(), self.log.read_bytes()
        page = int.from_bytes(log[8:12])
        for end in range(HEADER, len(log) + 1, FRAME_HEADER + page):
            self._look_after_cut(old, log[:end], b"")
            torn = self.chance.randrange(1, FRAME_HEADER + page)
            self._look_after_cut(old, log[:end], log[end : end + torn])
            self._look_after_cut(old, log[:end], self.chance.randbytes(FRAME_HEADER + page))
        self._look_after_carrying_over(old, log, page)
        return self.counted

    def _work(self) -> None:
        phones = [Phone([ALMAZ]).enrol() for _ in range(2)]
        with connection.cursor() as cursor:
            # What happened so far goes into the database, and the log is kept as long as this hub works.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA wal_autocheckpoint=0")
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,), "without FULL a commit returns before the disk has it"
        self.commits.append((0, self._kept(self.database)))
        for _ in range(EXCHANGES):
            phone = self.chance.choice(phones)
            for _ in range(self.chance.randint(1, 12)):
                key = {
                    "measure": MEASURE,
                    "facility": FACILITY,
                    "period": f"e20{self.chance.randint(10, 18)}-01",
                }
                phone.write(self.chance.choice([WOREDA, TEAM]), "observation", **key, numerator=7)
            phone.receive(phone.direct(phone.request()))
            self.commits.append((self.log.stat().st_size, self._kept(self.database)))

    def _look_after_cut(self, old: bytes, log: bytes, rest: bytes) -> None:
        """What was acknowledged is there; of what came after, a batch whole or nothing."""
        whole = next(kept for length, kept in reversed(self.commits) if length <= len(log))
        later = next((kept for length, kept in self.commits if length > len(log)), whole)
        # The entries' own commit is on the disk a little before the answer goes out.
        assert self._opened(old, log + rest) in (whole, later), f"in halves after {len(log)} bytes"
        self.counted["cuts of the log"] += 1

    def _look_after_carrying_over(self, old: bytes, log: bytes, page: int) -> None:
        new = self._carried_over(old, log)
        for _ in range(MIXTURES):
            mixed = b"".join(
                (new if self.chance.random() < 0.5 else old.ljust(len(new), b"\0"))[at : at + page]
                for at in range(0, len(new), page)
            )
            assert self._opened(mixed, log) == self.commits[-1][1]
            self.counted["cuts while carrying the log over"] += 1

    def _carried_over(self, old: bytes, log: bytes) -> bytes:
        self._opened(old, log)
        with closing(sqlite3.connect(self.cut)) as hub:
            hub.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self.cut.read_bytes()

    def _opened(self, database: bytes, log: bytes) -> Kept:
        for stale in self.cut.parent.glob(f"{self.cut.name}*"):
            stale.unlink()
        self.cut.write_bytes(database)
        self.cut.with_name(f"{self.cut.name}-wal").write_bytes(log)
        return self._kept(self.cut)

    @staticmethod
    def _kept(path: Path) -> Kept:
        """What a hub holds, after looking whether it is whole in itself."""
        with closing(sqlite3.connect(path)) as hub:
            assert hub.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = hub.execute("SELECT device, channel, n, seq, hash FROM ledger_entry").fetchall()
            for name, head, digest in hub.execute("SELECT name, head, digest FROM ledger_channel"):
                own = sorted((seq, hash_) for _, channel, _, seq, hash_ in rows if channel == name)
                assert [seq for seq, _ in own] == list(range(1, head + 1))
                summed = EMPTY_DIGEST
                for _, hash_ in own:
                    summed = toggled(summed, hash_)
                assert summed == digest
        return {(device, channel, n) for device, channel, n, _, _ in rows}
