"""Officials' dashboards on a hub as large as a nation's, and how soon a reading follows a write.

    .venv/bin/python -m bench.insights                                 PostgreSQL, 21,700 facilities × 40 × 60
    .venv/bin/python -m bench.insights postgresql 2100 20 36
    .venv/bin/python -m bench.insights sqlite 420 12 24

Goals on two cores: each dashboard within 100 ms, 95 of 100; made in at most ten minutes, on at most 40 GB
of disk. The figures are those of `debo simulate`; a country of regions, zones and woredas is made straight
into the tables (bench/big_hub.py). Then a hub is served and officials of each level ask over HTTP,
permissions on; each request about another place or measure, so that nothing answers from what was just
read. From write to reading: one month's counts of all measures at one facility, as one batch; measured from
the commit to the moment at which reading and roll-ups of all levels are current.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.weighed import Shares, head, row, run_on, verdict, weighed

if TYPE_CHECKING:
    from bench.big_hub import BigHub, Node
    from bench.weighed import Weighed

FACILITIES, MEASURES, MONTHS = 21_700, 40, 60
TIMES = 100
WRITES = 40
MOST_MS = 100
MOST_MINUTES = 10
MOST_GB = 40
#: Where officials look from, with the role that does.
LEVELS = {
    "country": "federal_officer",
    "region": "regional_officer",
    "zone": "zonal_officer",
    "woreda": "woreda_officer",
}


def main() -> None:
    """Measure on one database, in a process of its own."""
    asked = sys.argv[1:]
    database = asked[0] if asked else "postgresql"
    sizes = [int(one) for one in asked[1:]] or [FACILITIES, MEASURES, MONTHS]
    if "debo-bench-" in os.environ.get("DEBO_DATA", ""):
        return insights(database, *sizes)
    command = [sys.executable, "-m", "bench.insights", database, *map(str, sizes)]
    return run_on(database, command, durable=False)


def insights(database: str, facilities: int, measures: int, months: int) -> None:
    """Build, ask, write."""
    from debo.embedded import open_hub  # noqa: PLC0415 - needs its environment first

    open_hub(may_make=True)
    from bench.big_hub import build  # noqa: PLC0415
    from debo.simulation.plan import Plan  # noqa: PLC0415

    plan = Plan(facilities, months, measures, shift=2.0, overdispersion=0.3)
    began = time.monotonic()
    hub = build(plan)
    minutes = (time.monotonic() - began) / 60
    observations = _count("measures_observation")
    head(f"{facilities:,} facilities × {measures} × {months}, {database}", "goal", "measured")
    row("observations", "", f"{observations:,}")
    row("building the hub", f"{MOST_MINUTES} min", f"{minutes:.1f} min ({verdict(minutes <= MOST_MINUTES)})")
    gigabytes = _disk()
    row("disk", f"{MOST_GB} GB", f"{gigabytes:.1f} GB ({verdict(gigabytes <= MOST_GB)})")
    for name, size in _sizes():
        row(f"… of it {name}", "", f"{size / 1e9:.2f} GB")
    print()
    officials = _officials(hub)
    _write_and_read(hub)
    with weighed() as served:
        _ask(served, hub, officials)
        print()
        row("memory of the hub after it all", "", f"{served.megabytes():.0f} MB")


@dataclass(frozen=True)
class Official:
    """Somebody with an office, on a device of their own."""

    person: str
    authorization: str


def _officials(hub: BigHub) -> dict[str, Official]:
    """One at each level, by acts and an enrolled device as everybody."""
    from bench.nation import ThinPhone  # noqa: PLC0415
    from debo.ledger import acts  # noqa: PLC0415
    from debo.ledger.identity import new_record_id  # noqa: PLC0415

    found = {}
    for level, role in LEVELS.items():
        place, person = hub.of_kind(level)[0], new_record_id()
        held = {"person": person, "role": role, "place": place.id, "since": "2020-01-01"}
        acts.write(person, f"facility:{place.id}", "role_held", held)
        phone = ThinPhone(person, place.id, place.channel, hub.measures).enrol()
        found[level] = Official(person, phone.authorization)
    return found


def _write_and_read(hub: BigHub) -> None:
    """From the commit of a month's counts to current readings and roll-ups, in the process that wrote."""
    from django.db import transaction  # noqa: PLC0415

    from debo.insights.axis import period_at  # noqa: PLC0415
    from debo.insights.models import Note, Series  # noqa: PLC0415
    from debo.ledger import acts  # noqa: PLC0415

    chance, period = random.Random(1), period_at(hub.first + hub.plan.months, "ethiopian_month").id
    after, whole = [], []
    for one in chance.sample(hub.facilities, min(WRITES, len(hub.facilities))):
        drafts = [_draft(one, measure, period, hub, i) for i, measure in enumerate(hub.measures)]
        committed: list[float] = []
        began = time.monotonic()
        with transaction.atomic():
            transaction.on_commit(partial(_note_time, committed))
            acts.write_many(drafts)
        now = time.monotonic()
        if Note.objects.exists():
            raise RuntimeError("the readings aren't current")
        after.append(1000 * (now - committed[0]))
        whole.append(1000 * (now - began))
        newest = Series.objects.filter(facility=one.id, measure=hub.measures[0]).get()
        if newest.n_obs < 1:
            raise RuntimeError("the reading isn't there")
    told = Shares.of(after)
    head(f"one month's {len(hub.measures)} counts of a facility", "50 of 100", "95 of 100")
    row("from the commit to current readings and roll-ups", f"{told.p50:.0f} ms", f"{told.p95:.0f} ms")
    told = Shares.of(whole)
    row("writing and all that follows", f"{told.p50:.0f} ms", f"{told.p95:.0f} ms")
    print()


def _note_time(committed: list[float]) -> None:
    committed.append(time.monotonic())


def _draft(one: Node, measure: str, period: str, hub: BigHub, i: int) -> Any:
    from debo.ledger.acts import Draft  # noqa: PLC0415

    kind = hub.plan.kind_of(i).name
    numbers = {"value": 31.5} if kind == "measured" else {"numerator": 7}
    if kind in {"share", "rate"}:
        numbers["denominator"] = 40
    said = {"measure": measure, "facility": one.id, "period": period, **numbers}
    return Draft(one.id, one.channel, "observation", said)


def _ask(served: Weighed, hub: BigHub, officials: dict[str, Official]) -> None:
    columns = ("dashboard", "seen by", "50 of 100", "95 of 100", "processor: hub, database", "largest answer")
    head(*columns, f"goal: {MOST_MS} ms")
    deaths = [one for i, one in enumerate(hub.measures) if i % 4 == 1 and i % 3 == 1]
    others = [one for one in hub.measures if one not in deaths]
    for level, official in officials.items():
        top = hub.of_kind(level)[0]
        near = [one for one in hub.places if one is top or top in one.above]
        places = {kind: [one.id for one in near if one.kind == kind] for kind in {one.kind for one in near}}
        kinds = [level] if level != "woreda" else ["woreda", "health_centre"]
        for kind in kinds:
            here = places[kind]
            _time(served, official, f"{kind}: all measures", level, [f"/{one}" for one in here])
            pairs = [f"/{one}/measures/{measure}" for one in here for measure in others]
            _time(served, official, f"{kind}: one measure", level, pairs)
            if deaths:
                pairs = [f"/{one}/measures/{measure}" for one in here for measure in deaths]
                _time(served, official, f"{kind}: one measure of deaths", level, pairs)
            _time(served, official, f"{kind}: who reported", level, [f"/{one}/reporting" for one in here])
    below = {"zone": "country", "woreda": "zone"}
    for kind, level in below.items():
        here = [one.id for one in hub.of_kind(kind) if hub.of_kind(level)[0] in one.above]
        _time(served, officials[level], f"{kind}: all measures", level, [f"/{one}" for one in here])


def _time(served: Weighed, official: Official, what: str, level: str, paths: list[str]) -> None:
    chance, times, largest = random.Random(what), [], 0
    line = http.client.HTTPConnection("127.0.0.1", served.hub.port, timeout=60)
    sent_with = {
        "Authorization": official.authorization,
        "Debo-Person": official.person,
        "Accept-Encoding": "gzip",
    }
    before = served.processor()
    for _ in range(TIMES):
        began = time.monotonic()
        line.request("GET", f"/api/insights{chance.choice(paths)}", headers=sent_with)
        answer = line.getresponse()
        said = answer.read()
        times.append(1000 * (time.monotonic() - began))
        largest = max(largest, len(said))
        if answer.status != http.client.OK:
            raise RuntimeError(f"{what} answered {answer.status}: {said[:300]!r}")
    line.close()
    own, theirs = (1000 * (b - a) / TIMES for a, b in zip(before, served.processor(), strict=True))
    told = Shares.of(times)
    row(
        what,
        level,
        f"{told.p50:.0f} ms",
        f"{told.p95:.0f} ms",
        f"{own:.1f} ms, {theirs:.1f} ms",
        f"{largest / 1000:.1f} kB",
        verdict(told.p95 <= MOST_MS),
    )


def _count(table: str) -> int:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def _disk() -> float:
    """What the database takes on the disk now, its log included where it is a server's."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size / 1e9
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) + (SELECT sum(size) FROM pg_ls_waldir())")
        return float(cursor.fetchone()[0]) / 1e9


def _sizes() -> list[tuple[str, int]]:
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        return []
    tables = ("measures_observation", "insights_series", "insights_rollup", "insights_site")
    found = []
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [name])
            found.append((name, int(cursor.fetchone()[0])))
    return found


if __name__ == "__main__":
    print(f"free disk: {shutil.disk_usage('/tmp').free / 1e9:.0f} GB", file=sys.stderr)
    main()
