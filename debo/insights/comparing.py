"""Whether readings and roll-ups are what the records make of them; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator

from debo.insights.keeping import Some
from debo.insights.making import make, nodes_of
from debo.insights.models import RollUp, Series
from debo.insights.rolling import COUNTS, Differences
from debo.insights.sites import Land
from debo.ledger.models import Channel


def faults() -> Iterator[str]:
    """What differs, in words for whoever looks after the hub. Memory grows with one measure's series."""
    channels = Channel.objects.filter(name__startswith="collaborative:").order_by("name")
    for channel in channels.values_list("name", flat=True):
        yield from _series(channel)
    for measure in Series.objects.order_by("measure").values_list("measure", flat=True).distinct():
        yield from _sums(measure)


def _series(channel: str) -> Iterator[str]:
    kept = {row[:3]: row for row in Some.read(Series.objects.filter(channel=channel)).rows()}
    made = {row[:3]: row for row in make(Land(channel)).rows()}
    for key in sorted(kept.keys() | made.keys()):
        if kept.get(key) != made.get(key):
            yield f"the reading of measure {key[1]} at {key[2]} in {channel} isn't what its counts say"


def _sums(measure: str) -> Iterator[str]:
    some = Some.read(Series.objects.filter(measure=measure, home=True))
    differences = Differences()
    differences.add(some, nodes_of({key.facility for key in some.keys}), sign=1)
    made = differences.from_nothing()
    kept = {
        (place, one): (bytes(sums), counts)
        for place, one, sums, *counts in RollUp.objects.filter(measure=measure).values_list(
            "place", "measure", "sums", *COUNTS
        )
    }
    for node in sorted(kept.keys() | made.keys()):
        if kept.get(node) != made.get(node):
            yield f"the sums of measure {node[1]} at {node[0]} aren't those of what lies below it"
