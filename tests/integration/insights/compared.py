"""What stands in the tables, in the words of plain.py; and the difference between the two."""

from __future__ import annotations

from typing import Any

import numpy as np

from debo.insights.axis import period_at
from debo.insights.keeping import Some
from debo.insights.models import RollUp, Series, Site
from debo.insights.points import EXTREME, KNOWN, MODERATE, SUM, TIMELY, expected_at, unpack
from tests.integration.insights.plain import PlainSeries, PlainSum, World

KIND = "ethiopian_month"


def name(at: int | None) -> str | None:
    return None if at is None else period_at(at, KIND).id


def given(number: float) -> float | None:
    return None if np.isnan(number) else number


def kept_series() -> dict[tuple[str, str, str], PlainSeries]:
    some = Some.read(Series.objects.all())
    found = {}
    for i, key in enumerate(some.keys):
        columns = {what: column[i] for what, column in some.columns.items()}
        points = some.points[some.owners == i]
        one = PlainSeries(columns["home"], form=columns["form"])
        one.expected = name(columns["since"]), name(columns["until"])
        for point in points:
            state = int(point["state"])
            arrived = bool(state & KNOWN), bool(state & TIMELY)
            one.points[str(name(int(point["at"])))] = (given(point["above"]), given(point["below"]), *arrived)
        one.far = {
            str(name(int(p["at"]))): 3 if p["state"] & EXTREME else 2
            for p in points
            if p["state"] & (MODERATE | EXTREME)
        }
        assert columns["moderate"] == list(one.far.values()).count(2)
        assert columns["extreme"] == list(one.far.values()).count(3)
        counts = ("n_obs", "n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min")
        rest = ("reading", *counts, "centre", "later", "frozen")
        one.reading = {what: columns[what] for what in rest} | {"phase": name(columns["phase"])}
        found[key.channel, key.measure, key.facility] = one
    return found


def differences(world: World | None = None) -> list[str]:
    """Where the tables and the plain answer disagree."""
    world = world or World()
    kept, found = kept_series(), []
    for key in sorted(world.series.keys() | kept.keys()):
        if kept.get(key) != world.series.get(key):
            found.append(f"{key}: kept {kept.get(key)}, should be {world.series.get(key)}")
    rows = {(row.place, row.measure): row for row in RollUp.objects.all()}
    for node in sorted(world.sums.keys() | rows.keys()):
        if node not in rows or node not in world.sums:
            found.append(f"{node}: {'kept' if node in rows else 'not kept'}")
        else:
            found += [f"{node} {one}" for one in sums_differ(rows[node], world.sums[node])]
    sites = {row.place: row for row in Site.objects.all()}
    for place in world.places:
        row, nodes = sites.get(place), world.nodes(place)
        ours = None if row is None else [*([place] if row.has_sums else []), *row.above.split()]
        if ours != nodes:
            found.append(f"{place} lies {ours}, should lie {nodes}")
    return found


def sums_differ(row: RollUp, plain: PlainSum) -> list[str]:
    _, table = unpack([row.sums], SUM)
    found = []
    at = {str(name(int(one["at"]))): one for one in table}
    for what in ("above", "below", "counted", "reported", "known", "timely"):
        ours = {period: float(one[what]) for period, one in at.items() if one[what]}
        theirs = {period: float(number) for period, number in getattr(plain, what).items() if number}
        if ours != theirs:
            found.append(f"{what}: {ours}, should be {theirs}")
    # Every month in which anything could be expected.
    for number in range(2017 * 12, 2022 * 12):
        period = str(name(number))
        should = sum(first <= period and (last is None or period <= last) for first, last in plain.spans)
        if int(expected_at(table, np.array([number]))[0]) != should:
            found.append(f"expected in {period}: should be {should}")
    counts: dict[str, Any] = {
        what: getattr(row, what)
        for what in ("counting", "enough", "changed", "better", "moderate", "extreme")
    }
    if counts != {what: plain.counts[what] for what in counts}:
        found.append(f"{counts}, should be {dict(plain.counts)}")
    return found


def everything() -> dict[str, list[Any]]:
    """All rows of the tables, byte by byte, whatever their numbers."""
    found: dict[str, list[Any]] = {}
    for model in (Series, RollUp, Site):
        names = [one.attname for one in model._meta.concrete_fields if not one.primary_key]
        rows = [tuple(map(plain, row)) for row in model._base_manager.values_list(*names)]
        found[model.__name__] = sorted(rows, key=repr)
    return found


def plain(value: Any) -> Any:
    """Bytes as such, whatever the database calls them."""
    return bytes(value) if isinstance(value, bytes | memoryview) else value
