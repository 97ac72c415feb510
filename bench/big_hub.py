"""A hub as large as a nation's, made straight into the tables; its figures are those of `debo simulate`.

Places: one country, regions of nine zones, zones of ten woredas, woredas of one hospital and four health
centres with four health posts each; each woreda is a collaborative that lists what lies above it.
Facilities stand in the order of this tree, so a place's facilities are a stretch of it and its sums are
differences of running sums: a way of its own, against which the tests hold the roll-ups that are kept by
difference.

Records and readings are what acts and `debo.insights` would make of it, but for two things: the
observations' cells (what a later merge needs) are empty, and there are no entries, so nobody can tell what
came in time. So it takes minutes and not days.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from bench.many_counts import Counts, Observations
from debo.collaborative.models import Collaborative
from debo.insights import making
from debo.insights.axis import number_of, period_at
from debo.insights.figures import figures
from debo.insights.keeping import READING, Key, Some, write_series
from debo.insights.models import MeasureHome, RollUp, Series, Site, State
from debo.insights.points import POINT, SUM, pack
from debo.insights.rolling import COUNTS, counted_by
from debo.insights.settling import VERSION
from debo.insights.veiling import draw_veils
from debo.ledger.bulk import insert_rows
from debo.ledger.models import Channel
from debo.measures.models import Measure
from debo.people.models import Place
from debo.periods import Kind, period_of
from debo.simulation.inventing import Block, invent
from debo.simulation.plan import Plan

POSTS, CENTRES, WOREDAS, ZONES = 4, 4, 10, 9
OF_WOREDA = 1 + CENTRES * (1 + POSTS)
KIND = Kind.ETHIOPIAN_MONTH
#: Measure after measure of these; one count in three is of deaths.
UNITS = {"share": "percent", "count": "count", "rate": "per_thousand", "measured": "minutes"}


@dataclass
class Node:
    """A place; its facilities are those from `first` up to `last`, not included."""

    id: str
    kind: str
    parent: Node | None
    first: int = 0
    last: int = 0
    channel: str = ""

    @property
    def above(self) -> list[Node]:
        """The places above, the nearest first."""
        found, one = [], self.parent
        while one is not None:
            found.append(one)
            one = one.parent
        return found


@dataclass
class BigHub:
    """What was made: places, measures, and the months they were counted in."""

    plan: Plan
    places: list[Node] = field(default_factory=list)
    facilities: list[Node] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    first: int = 0

    def of_kind(self, kind: str) -> list[Node]:
        """All places of a kind."""
        return [one for one in self.places if one.kind == kind]


def build(plan: Plan) -> BigHub:
    """Make it; on PostgreSQL figures are drawn and read while the database makes rows of those before."""
    hub = BigHub(plan)
    today = timezone.localdate()
    hub.first = number_of(period_of(today, KIND).previous()) - plan.months + 1
    _lay_out(hub)
    _write_places(hub)
    _write_measures(hub)
    periods = [period_at(hub.first + i, KIND).id for i in range(plan.months)]
    loads = Observations([(one.channel, one.id) for one in hub.facilities], hub.measures, periods)
    loads.begin()
    with ThreadPoolExecutor(2) as beside:
        waiting: list[Future[None]] = []
        for number, blocks in _by_measure(plan):
            counts = _together(blocks)
            _write_measure(hub, number, counts)
            waiting.append(beside.submit(loads.load, number, counts))
            # No more than three measures of figures wait in memory.
            for one in waiting[:-3]:
                one.result()
        for one in waiting:
            one.result()
        beside.submit(loads.finish).result()
    draw_veils()
    State.objects.all().delete()
    State.objects.create(version=VERSION, made_at=timezone.now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Series, RollUp, Site, Place, Measure):
                cursor.execute(f"ANALYZE {model._meta.db_table}")
    return hub


def _lay_out(hub: BigHub) -> None:
    country = _place(hub, "country", None)
    region = zone = woreda = centre = country
    for i in range(hub.plan.facilities):
        at = i % OF_WOREDA
        if i % (OF_WOREDA * WOREDAS * ZONES) == 0:
            region = _place(hub, "region", country)
        if i % (OF_WOREDA * WOREDAS) == 0:
            zone = _place(hub, "zone", region)
        if at == 0:
            hub.channels.append(f"collaborative:{uuid.uuid4()}")
            woreda = _place(hub, "woreda", zone)
        is_centre = at > 0 and (at - 1) % (1 + POSTS) == 0
        kind = "hospital" if at == 0 else "health_centre" if is_centre else "health_post"
        one = _place(hub, kind, centre if kind == "health_post" else woreda)
        centre = one if is_centre else centre
        hub.facilities.append(one)
        for node in (one, *one.above):
            node.last = i + 1


def _place(hub: BigHub, kind: str, parent: Node | None) -> Node:
    channel = "" if kind in {"country", "region", "zone"} else hub.channels[-1]
    one = Node(str(uuid.uuid4()), kind, parent, len(hub.facilities), len(hub.facilities), channel)
    hub.places.append(one)
    return one


def _write_places(hub: BigHub) -> None:
    insert_rows(Channel, ("name", "head", "digest", "stamp"), ((one, 0, "0" * 16, 0) for one in hub.channels))
    number = {one.id: i for i, one in enumerate(hub.places)}

    def rows() -> Iterator[tuple[Any, ...]]:
        listed: set[tuple[str, str]] = set()
        for one in hub.facilities:
            for place in (*reversed(one.above), one):
                # Above the woreda, whatever comes first lists it first and is its home.
                place.channel = place.channel or one.channel
                if (one.channel, place.id) not in listed:
                    listed.add((one.channel, place.id))
                    parent = None if place.parent is None else place.parent.id
                    name = f'{{"en": "{place.kind.capitalize()} {number[place.id]}"}}'
                    yield one.channel, place.id, "{}", name, place.kind, parent

    insert_rows(Place, ("channel", "record", "cells", "name", "kind", "parent"), rows())
    above = {one.id for place in hub.places for one in place.above}
    sites = (
        (
            one.id,
            one.channel,
            one.kind,
            one.parent.id if one.parent else "",
            " ".join(x.id for x in one.above),
            one.id in above or one.kind not in {"hospital", "health_centre", "health_post"},
        )
        for one in hub.places
    )
    insert_rows(Site, ("place", "channel", "kind", "parent", "above", "has_sums"), sites)
    starts = period_at(hub.first, KIND).first_day.isoformat()
    woredas = {one.channel: one.id for one in hub.of_kind("woreda")}
    charters = (
        (c, c.partition(":")[2], "{}", '{"en": "Safer births"}', woredas[c], starts, 20) for c in hub.channels
    )
    names = ("channel", "record", "cells", "name", "woreda", "starts", "closes_after_days")
    insert_rows(Collaborative, names, charters)


def _write_measures(hub: BigHub) -> None:
    names = (
        "channel",
        "record",
        "cells",
        "name",
        "kind",
        "direction",
        "unit",
        "period_kind",
        "denominator_kind",
    )
    rows = []
    for i in range(hub.plan.measures):
        kind = hub.plan.kind_of(i).name
        deaths = kind == "count" and i % 3 == 1
        said = ("outcome", "down") if deaths else ("process", "up")
        below = "register" if kind in {"share", "rate"} else "none"
        hub.measures.append(str(uuid.uuid4()))
        name = f'{{"en": "Measure {i + 1:02}"}}'
        rows += [
            (c, hub.measures[-1], "{}", name, *said, UNITS[kind], str(KIND), below) for c in hub.channels
        ]
    insert_rows(Measure, names, rows)
    insert_rows(MeasureHome, ("measure", "channel"), ((one, hub.channels[0]) for one in hub.measures))
    for one in hub.channels:
        making._keep_basis(one)


def _by_measure(plan: Plan) -> Iterator[tuple[int, list[Block]]]:
    blocks: list[Block] = []
    for block in invent(plan):
        if blocks and block.measure != blocks[0].measure:
            yield blocks[0].measure, blocks
            blocks = []
        blocks.append(block)
    yield blocks[0].measure, blocks


def _together(blocks: Sequence[Block]) -> Counts:
    above = np.concatenate([one.reported for one in blocks])
    sizes = [one.sizes for one in blocks if one.sizes is not None]
    below = np.concatenate(sizes) if sizes else None
    is_measured = blocks[0].kind.name == "measured"
    return Counts(np.round(above, 3) if is_measured else above, below, is_measured)


def _write_measure(hub: BigHub, number: int, counts: Counts) -> None:
    """The series and roll-ups of one measure."""
    measure = hub.measures[number]
    known = figures([measure])
    facility, month = np.nonzero(~np.isnan(counts.above))
    points = np.zeros(facility.size, POINT)
    points["at"] = hub.first + month
    points["above"] = counts.above[facility, month]
    points["below"] = np.nan if counts.below is None else counts.below[facility, month]
    keys = [Key(one.channel, measure, one.id) for one in hub.facilities]
    columns: dict[str, list[Any]] = {
        "home": [True] * len(keys),
        "since": [hub.first] * len(keys),
        "until": [None] * len(keys),
        "form": [known[measure].form] * len(keys),
    }
    some = making.finished(keys, columns, facility.astype(np.int64), points, known, {})
    names = ("channel", "measure", "facility", "home", "since", "until", "form", "points", *READING)
    if connection.vendor == "postgresql":
        insert_rows(Series, names, some.rows())
    else:
        write_series(some.rows())
    _write_sums(hub, measure, counts, some)


def _write_sums(hub: BigHub, measure: str, counts: Counts, some: Some) -> None:
    seen = ~np.isnan(counts.above)
    summed = seen & (not counts.is_measured)
    columns = {
        "above": np.where(summed, counts.above, 0),
        "below": np.where(summed, 0 if counts.below is None else counts.below, 0),
        "counted": summed,
        "reported": seen,
    }
    running = {name: _running(column) for name, column in columns.items()}
    reads = _running(counted_by(some))
    ats = hub.first + np.arange(hub.plan.months)

    def rows() -> Iterator[tuple[Any, ...]]:
        for one in hub.places:
            if one.last - one.first < 2 and one.kind in {"hospital", "health_centre", "health_post"}:
                continue
            table = np.zeros(ats.size, SUM)
            table["at"] = ats
            for name, sums in running.items():
                table[name] = sums[one.last] - sums[one.first]
            table["expected"][0] = one.last - one.first
            kept = (table["reported"] > 0) | (table["expected"] != 0)
            yield (
                one.id,
                measure,
                _bytes(pack(table[kept])),
                _bytes(b""),
                *(reads[one.last] - reads[one.first]).tolist(),
            )

    insert_rows(RollUp, ("place", "measure", "sums", "veil", *COUNTS), rows())


def _bytes(packed: bytes) -> Any:
    return packed if connection.vendor == "postgresql" else bytearray(packed)


def _running(column: NDArray[Any]) -> NDArray[Any]:
    """Sums of all facilities before each, so that a stretch is a difference of two."""
    kind = np.float64 if column.dtype.kind == "f" else np.int64
    sums = np.zeros((column.shape[0] + 1, column.shape[1]), kind)
    np.cumsum(column, axis=0, out=sums[1:])
    return sums
