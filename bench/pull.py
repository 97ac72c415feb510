"""A pull of 50 new entries out of a ledger of ten million, on SQLite and on PostgreSQL, through HTTP.

    .venv/bin/python -m bench.pull                              both, about five minutes and 8 GB of disk each
    .venv/bin/python -m bench.pull postgresql [10000000]

Goal: 20 ms on PostgreSQL. One woreda's channel holds a tenth of all entries, the rest lies in a thousand
others. The rows are made inside the database, without the indexes, which are then built as the migrations
build them. A phone that stands 50 entries behind asks 200 times; the time is that of the whole request on one
connection.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.ledger import Line, headers, zipped
from bench.weighed import DATABASES, Shares, head, row, run_on, verdict, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.nation import ThinPhone

ROWS = 10_000_000
NEW = 50
TIMES = 200
MOST_MS = 20
OTHERS = 1_000
#: Numbers of made-up entries begin here, so that they meet no real one.
FIRST = 1_000_000


def main() -> None:
    """Measure on one database or both, each in a process of its own."""
    asked = sys.argv[1:]
    rows = int(asked[1]) if len(asked) > 1 else ROWS
    if asked and "debo-bench-" in os.environ.get("DEBO_DATA", ""):
        return pull(asked[0], rows)
    for database in asked[:1] or DATABASES:
        command = [sys.executable, "-m", "bench.pull", database, str(rows)]
        run_on(database, command, durable=False)
    return None


def pull(database: str, rows: int) -> None:
    """Fill, ask, and show the plan."""
    from debo.embedded import open_hub  # noqa: PLC0415 - needs its environment first

    open_hub(may_make=True)
    from bench.nation import found  # noqa: PLC0415

    phone = found(1)[0]
    began = time.monotonic()
    fill(database, phone, rows)
    filled = time.monotonic() - began
    plan = explained(phone)
    with weighed() as hub:
        line, sent_with = Line(hub.hub.port), headers(phone.authorization)
        while phone.hear(line.send("/api/sync", zipped(phone.request([])), sent_with)):
            pass
        phone.cursors[phone.collaborative] -= NEW
        body, times, before = zipped(phone.request([])), [], sum(hub.processor())
        for _ in range(TIMES):
            asked = time.monotonic()
            answer = line.send("/api/sync", body, sent_with)
            times.append(1000 * (time.monotonic() - asked))
            if len(answer["entries"]["n"]) != NEW:
                raise RuntimeError(f"{len(answer['entries']['n'])} entries came instead of {NEW}")
        used = 1000 * (sum(hub.processor()) - before) / TIMES
    shares = Shares.of(times)
    head(f"{NEW} new among {rows:,}, {database} (filled in {filled:.0f} s)", "goal", "measured")
    told = f"{shares.p50:.1f} ms, 95 of 100 within {shares.p95:.1f} ms"
    row("one request", f"{MOST_MS} ms", f"{told} ({verdict(shares.p50 <= MOST_MS)})")
    row("processor time a request, hub and database", "", f"{used:.1f} ms")
    print("\n".join(("", *plan, "")))


def explained(phone: ThinPhone) -> list[str]:
    """How the database finds the entries, as it says itself."""
    from django.db import connection  # noqa: PLC0415

    from debo.ledger.models import Channel  # noqa: PLC0415
    from debo.ledger.page import Page, after_cursor  # noqa: PLC0415

    channel = Channel.objects.get(name=phone.collaborative)
    phone.cursors[channel.name] = channel.head - NEW
    said = _statement(lambda: after_cursor(Page(phone.id), channel.name, channel.head, channel.head - NEW))
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN (ANALYZE, BUFFERS) ") + said)
        return [str(line[3] if is_sqlite else line[0]) for line in cursor.fetchall()]


def _statement(work: object) -> str:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        work()  # type: ignore[operator]
    return str(captured[-1]["sql"])


def fill(database: str, phone: ThinPhone, rows: int) -> None:
    """Make the entries in the database itself: one in ten in the phone's channel, the rest in the others."""
    from django.db import connection, transaction  # noqa: PLC0415

    from debo.ledger.models import Batch, Channel, Device  # noqa: PLC0415

    writer = Device.objects.exclude(id=phone.id).order_by("id")[0]
    batch = Batch.objects.create(device=writer, signature="", hashes=b"")
    begin, own = Channel.objects.get(name=phone.collaborative).head, rows // 10
    many = _Many(database, writer.id, batch.pk)
    with connection.cursor() as cursor:
        for statement in _without_indexes(database):
            cursor.execute(statement)
        with transaction.atomic():
            cursor.execute(many.insert(own, f"'{phone.collaborative}'", f"{begin} + i"))
            cursor.execute(many.insert(rows - own, f"'team:' || (i % {OTHERS})", f"1 + i / {OTHERS}"))
        for statement in _with_indexes(database):
            cursor.execute(statement)
    Channel.objects.filter(name=phone.collaborative).update(head=begin + own, stamp=FIRST + own)


@dataclass(frozen=True)
class _Many:
    """Statements that make many entries; every value in them is of our own making."""

    database: str
    device: str
    batch: int

    def insert(self, count: int, channel: str, seq: str) -> str:
        """So many entries, with the channel and number that these expressions of `i` say."""
        return f"""
            INSERT INTO ledger_entry (
                channel, seq, device, n, stamp, author, at, type, record, "set", base, hash, batch_id,
                reason, words, late, told, erased
            )
            SELECT {channel}, {seq}, '{self.device}', {FIRST} + i, {FIRST} + i, rec, 1767225600,
                'observation', rec, '{{"denominator":44,"facility":"' || rec || '","measure":"' || rec
                || '","numerator":9,"period":"e2019-02"}}', '{{}}', hash, {self.batch},
                '', '', false, true, false
            FROM (SELECT i, {self._record} AS rec, {self._hash} AS hash FROM {self._series(count)}) AS made"""

    @property
    def _record(self) -> str:
        if self.database == "postgresql":
            return "md5(i::text)::uuid::text"
        # Eight digits of chance, then the number.
        return "lower(hex(randomblob(4))) || printf('-%04x-4000-8000-%012x', i % 65536, i)"

    @property
    def _hash(self) -> str:
        return "sha256(i::text::bytea)" if self.database == "postgresql" else "randomblob(32)"

    def _series(self, count: int) -> str:
        if self.database == "postgresql":
            return f"generate_series(1, {count}) AS i"
        up = f"SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < {count}"
        return f"(WITH RECURSIVE up(i) AS ({up}) SELECT i FROM up)"


def _without_indexes(database: str) -> Iterator[str]:
    if database == "sqlite":
        yield "PRAGMA synchronous=OFF"
        yield from (f"DROP INDEX {name}" for name in ("entry_record", "entry_untold", "entry_aside"))
        return
    yield "ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_pkey"
    yield from (f"ALTER TABLE ledger_entry DROP CONSTRAINT {name}" for name in ("entry_once", "seq_once"))
    yield from (f"DROP INDEX {name}" for name in ("entry_record", "entry_untold", "entry_aside"))


def _with_indexes(database: str) -> Iterator[str]:
    from debo.ledger.partitions import indexes  # noqa: PLC0415

    if database == "postgresql":
        yield "SET maintenance_work_mem = '512MB'"
        yield from indexes()
        yield "ANALYZE ledger_entry"
        return
    yield "CREATE INDEX entry_record ON ledger_entry (record)"
    yield "CREATE INDEX entry_untold ON ledger_entry (device) WHERE NOT told"
    yield "CREATE INDEX entry_aside ON ledger_entry (record) WHERE seq IS NULL"
    yield "PRAGMA synchronous=FULL"


if __name__ == "__main__":
    main()
