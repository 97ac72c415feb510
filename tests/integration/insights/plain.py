"""What insights should be, computed again and again from the records, slowly and plainly: no arrays, no
differences, nothing of debo.insights or debo.spc. The second answer that the first is held against.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from debo.collaborative.models import Collaborative
from debo.improvement.models import Baseline, Phase
from debo.ledger.models import Entry
from debo.measures.models import Measure, Observation
from debo.people.models import Place
from debo.periods import parse, period_of

RANKS = ["health_post", "health_centre", "hospital", "woreda", "zone", "region", "country"]
FACILITY_KINDS = RANKS[:3]
FACTORS = {"percent": 100, "per_thousand": 1000, "rate": 1}
BINOMIAL = 0.05


@dataclass
class PlainSeries:
    """One measure at one facility in one channel. points: period -> (above, below, known, timely)."""

    home: bool
    points: dict[str, tuple[float | None, float | None, bool, bool]] = field(default_factory=dict)
    expected: tuple[str | None, str | None] = (None, None)
    reading: dict[str, Any] = field(default_factory=dict)
    far: dict[str, int] = field(default_factory=dict)
    form: str = ""


@dataclass
class PlainSum:
    """One measure at a place, by period."""

    above: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    below: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    reported: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    known: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    timely: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    spans: list[tuple[str, str | None]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def first_listed(model: Any) -> dict[str, Any]:
    """Each record as the collaborative that listed it first has it."""
    found: dict[str, Any] = {}
    for row in model.objects.order_by("pk"):
        if row.channel.startswith("collaborative:"):
            found.setdefault(row.record, row)
    return found


class World:
    """All records, and what they come to."""

    def __init__(self) -> None:
        self.places = first_listed(Place)
        self.measures = first_listed(Measure)
        self.lists = defaultdict(set)
        for row in Place.objects.all():
            self.lists[row.channel].add(row.record)
        self.charters = {
            row.channel: row
            for row in Collaborative.objects.all()
            if row.channel == f"collaborative:{row.record}"
        }
        self.series = self._series()
        self.sums = self._sums()

    def parent(self, record: str) -> str | None:
        """What a place belongs to; see sites.py for the three conditions."""
        place = self.places[record]
        above = self.places.get(place.parent or "")
        if above is None or above.record not in self.lists[place.channel]:
            return None
        rank = {kind: n for n, kind in enumerate(RANKS)}
        if rank.get(above.kind, -1) <= rank.get(place.kind, -1):
            return None
        if above.kind in FACILITY_KINDS and above.channel != place.channel:
            return None
        return str(above.record)

    def nodes(self, record: str) -> list[str]:
        """The roll-ups that a place's counts go into."""
        has_children = any(self.parent(other) == record for other in self.places)
        found = [record] if has_children or self.places[record].kind not in FACILITY_KINDS else []
        one = self.parent(record)
        while one:
            found.append(one)
            one = self.parent(one)
        return found

    def _series(self) -> dict[tuple[str, str, str], PlainSeries]:
        found: dict[tuple[str, str, str], PlainSeries] = {}
        listed = {(row.record, row.channel) for row in Measure.objects.all()}
        for record, channel in listed:
            if not channel.startswith("collaborative:"):
                continue
            for place in self.lists[channel]:
                at = self.places[place]
                if at.channel == channel and at.kind in FACILITY_KINDS:
                    found[channel, record, place] = PlainSeries(True)
        for row in Observation.objects.all():
            if (row.measure, row.channel) not in listed or row.facility not in self.lists[row.channel]:
                continue
            point = self._point(row)
            if point is None:
                continue
            home = self.places[row.facility].channel == row.channel
            one = found.setdefault((row.channel, row.measure, row.facility), PlainSeries(home))
            one.points[row.period] = (*point, *self._arrival(row))
        for (channel, measure, place), one in found.items():
            one.form = form_of(self.measures[measure])
            one.expected = self._expected(channel, measure, place)
            one.reading = self._reading(channel, measure, place, one)
            one.far = self._far(one)
        return found

    def _point(self, row: Any) -> tuple[float | None, float | None] | None:
        measure = self.measures[row.measure]
        try:
            period = parse(row.period)
        except ValueError:
            return None
        if row.withdrawn or period.kind != measure.period_kind:
            return None
        form = form_of(measure)
        if form == "ratio":
            return (
                None
                if row.numerator is None and row.denominator is None
                else (row.numerator, row.denominator)
            )
        value = row.numerator if form == "count" else row.value
        return None if value is None else (value, None)

    def _founded(self, channel: str) -> date | None:
        first = Entry.objects.filter(channel=channel, seq=1).first()
        return None if first is None else timezone.localdate(first.batch.received_at)

    def _start_day(self, channel: str) -> Any:
        charter = self.charters.get(channel)
        return 21 if charter and charter.month_starts_on == 21 else 1

    def _arrival(self, row: Any) -> tuple[bool, bool]:
        charter, founded = self.charters.get(row.channel), self._founded(row.channel)
        if charter is None or charter.closes_after_days is None or founded is None:
            return False, False
        deadline = parse(row.period, self._start_day(row.channel)).last_day + timedelta(
            charter.closes_after_days
        )
        if deadline < founded:
            return False, False
        entries = Entry.objects.filter(channel=row.channel, record=row.record, seq__isnull=False)
        came = min(timezone.localdate(one.batch.received_at) for one in entries)
        return True, came <= deadline

    def _expected(self, channel: str, measure: str, place: str) -> tuple[str | None, str | None]:
        at, what, charter = self.places[place], self.measures[measure], self.charters.get(channel)
        kinds = what.reported_by or FACILITY_KINDS
        if at.channel != channel or what.optional or at.kind not in kinds:
            return None, None
        founded = self._founded(channel)
        starts = (charter.starts if charter else None) or (founded.isoformat() if founded else None)
        begins = [day for day in (starts, at.since) if day]
        ends = [day for day in (charter.ends if charter else None, at.until) if day]
        if not begins:
            return None, None
        kind = parse_kind(what.period_kind)
        first = period_of(date.fromisoformat(max(begins)), kind, self._start_day(channel))
        if not ends:
            return first.id, None
        end = date.fromisoformat(min(ends))
        last = period_of(end, kind, self._start_day(channel))
        if last.last_day > end:
            last = last.previous()
        return (None, None) if last.id < first.id else (first.id, last.id)

    def _reading(self, channel: str, measure: str, place: str, one: PlainSeries) -> dict[str, Any]:
        what = self.measures[measure]
        periods = sorted(one.points)
        acts = {"channel": channel, "measure": measure, "facility": place}
        begun = sorted(
            row.starts
            for row in Phase.objects.filter(**acts)
            if not row.withdrawn and periods and periods[0] < row.starts <= periods[-1]
        )
        since = begun[-1] if begun else None
        now = [period for period in periods if since is None or period >= since]
        baseline = Baseline.objects.filter(**acts).first()
        frozen = 0
        last = baseline.last if baseline and not baseline.withdrawn else None
        if last and periods and periods[0] <= last <= periods[-1]:
            frozen = sum(period <= last for period in now)
        values = [self.value(what, *one.points[period][:2]) for period in now]
        return {**read(values, frozen, what.direction), "phase": since, "frozen": frozen}

    def value(self, what: Any, above: float | None, below: float | None) -> float | None:
        if form_of(what) != "ratio":
            return above
        if above is None or not below:
            return None
        return FACTORS[what.unit] * (above / below)

    def _far(self, one: PlainSeries) -> dict[str, int]:
        if not one.points:
            return {}
        newest = parse(max(one.points))
        window = {newest.id}
        for _ in range(11):
            newest = newest.previous()
            window.add(newest.id)
        counts = {p: v[0] for p, v in one.points.items() if p in window and v[0] is not None}
        if len(counts) < 6:
            return {}
        mean, deviation = statistics.fmean(counts.values()), statistics.stdev(counts.values())
        if deviation == 0:
            return {}
        off = {p: abs(v - mean) / deviation for p, v in counts.items()}
        return {p: 3 if z >= 3 else 2 for p, z in off.items() if z >= 2}

    def _sums(self) -> dict[tuple[str, str], PlainSum]:
        found: dict[tuple[str, str], PlainSum] = defaultdict(PlainSum)
        for (_, measure, place), one in self.series.items():
            if not one.home:
                continue
            for node in self.nodes(place):
                self._give(found[node, measure], one)
        return {
            node: one for node, one in found.items() if one.reported or one.spans or any(one.counts.values())
        }

    @staticmethod
    def _give(to: PlainSum, one: PlainSeries) -> None:
        for period, (above, below, known, timely) in one.points.items():
            to.reported[period] += 1
            to.known[period] += known
            to.timely[period] += timely
            if one.form == "measured" or above is None or (one.form == "ratio" and below is None):
                continue
            to.counted[period] += 1
            to.above[period] += above
            to.below[period] += below or 0
        if one.expected[0] is not None:
            to.spans.append((one.expected[0], one.expected[1]))
        key = one.reading["reading"]
        to.counts["counting"] += bool(one.points)
        to.counts["enough"] += key not in {"no_points", "too_few", "too_few_on_line"}
        to.counts["changed"] += key.split("_")[0] in {"change", "better", "ask"}
        to.counts["better"] += key.startswith("better")
        to.counts["moderate"] += list(one.far.values()).count(2)
        to.counts["extreme"] += list(one.far.values()).count(3)


def parse_kind(kind: str) -> Any:
    from debo.periods import Kind

    return Kind(kind)


def form_of(measure: Any) -> str:
    if measure.denominator_kind != "none" and measure.unit in FACTORS:
        return "ratio"
    return "count" if measure.unit == "count" else "measured"


def read(values: list[float | None], frozen: int, direction: str | None) -> dict[str, Any]:
    """The Anhøj rules on one phase, from their definition."""
    known = [one for one in values if one is not None]
    base = [one for one in (values[:frozen] if frozen else values) if one is not None]
    centre = statistics.median(base) if base else None
    sides = [] if centre is None else [one > centre for one in known if one != centre]
    n = len(sides)
    runs = [0]
    for i, side in enumerate(sides):
        if i and side == sides[i - 1]:
            runs[-1] += 1
        else:
            runs.append(1)
    longest, crossings = max(runs), max(0, len(runs) - 2)
    later = sum(1 if side else -1 for side in sides[-(n // 2) :]) if n // 2 else 0
    said = {
        "centre": centre,
        "n_obs": len(known),
        "n_useful": n,
        "longest_run": longest,
        "crossings": crossings,
    }
    limits = {"longest_run_max": 0, "crossings_min": 0}
    if n:
        limits = {"longest_run_max": round(math.log2(n)) + 3, "crossings_min": fewest(n)}
    later = (later > 0) - (later < 0)
    return {**said, **limits, "later": later, "reading": key_of(said | limits, later, direction)}


def fewest(n: int) -> int:
    """The smallest x with P(X <= x) >= 5 % for n - 1 throws of a coin."""
    below = 0.0
    for x in range(n):
        below += math.comb(n - 1, x) / 2 ** (n - 1)
        if below >= BINOMIAL:
            return x
    return 0


def key_of(said: dict[str, Any], later: int, direction: str | None) -> str:
    if said["n_obs"] == 0:
        return "no_points"
    if said["n_useful"] < 10:
        return "too_few" if said["n_useful"] == said["n_obs"] else "too_few_on_line"
    way = later * {"up": 1, "down": -1}.get(direction or "", 0)
    word = {0: "change", 1: "better", -1: "ask"}[way]
    if said["longest_run"] > said["longest_run_max"]:
        return f"{word}_run"
    return f"{word}_crossings" if said["crossings"] < said["crossings_min"] else "ordinary"
