"""Bringing the numbers up to date with what was noted, milliseconds after it was written.

A reader calls `settle` too, so that an answer is never behind the records, whatever happened after a commit.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from django.utils import timezone

from debo.insights.axis import at_of
from debo.insights.figures import Figure, figures
from debo.insights.keeping import Key, Some, write_series
from debo.insights.locking import work_alone
from debo.insights.making import Terms, acts_of, finished, ground_of, look_up_arrivals, nodes_of, remake
from debo.insights.models import Basis, MeasureHome, Note, RollUp, Series, Site, State
from debo.insights.points import POINT, changed_points
from debo.insights.reading import Acts
from debo.insights.rolling import Differences
from debo.insights.sites import channels_touched
from debo.insights.veiling import draw_veils
from debo.ledger.models import Channel
from debo.ledger.turn import writing
from debo.measures.models import Measure
from debo.people.models import Place

#: Another number makes every hub make everything anew at its next start.
VERSION: Final = 1
#: So many notes at once: some hundred thousand counts at most.
_AT_ONCE: Final = 200


def settle(*, wait: bool = False) -> None:
    """Work off the notes there are. Without `wait`, what somebody else is working at is left to them."""
    while not is_settled():
        with work_alone(wait=wait) as is_ours:
            if not is_ours:
                return
            while _settle_some():
                pass


def is_made() -> bool:
    """Whether this hub's numbers were ever made, by this version."""
    return State.objects.filter(version=VERSION).exists()


def is_settled() -> bool:
    """Whether nothing is noted that isn't in the numbers yet."""
    return not Note.objects.exists()


def bring_up_to_date() -> None:
    """At every start: make everything when another version did, or nobody yet; then work off what is
    noted."""
    if not is_made():
        rebuild()
    settle(wait=True)


def rebuild() -> int:
    """Make everything anew from the records; returns how many series there are."""
    with work_alone(wait=True), writing():
        _make_all()
        return Series.objects.count()


def _settle_some() -> bool:
    with writing():
        rows = list(Note.objects.order_by("pk")[:_AT_ONCE].values_list("pk", "content"))
        if not rows:
            return False
        noted = _Noted.read(content for _, content in rows)
        if noted.is_all or not is_made():
            _make_all()
        else:
            _work(noted)
            if noted.ground or noted.anew:
                # What processes keep about places and measures no longer holds (ground.py).
                State.objects.update(ground=secrets.token_hex(16))
        Note.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    return True


def _make_all() -> None:
    for model in (Series, RollUp, Site, Basis, MeasureHome):
        model._base_manager.all().delete()
    channels = Channel.objects.filter(name__startswith="collaborative:").order_by("name")
    for channel in channels.values_list("name", flat=True):
        differences = Differences()
        remake(channel, differences)
        differences.write()
    draw_veils()
    State.objects.all().delete()
    State.objects.create(version=VERSION, made_at=timezone.now(), ground=secrets.token_hex(16))


#: A count as it was noted: period, numerator, denominator, value, withdrawn.
Count = Sequence[Any]


@dataclass
class _Noted:
    """What some notes say together."""

    is_all: bool = False
    anew: set[str] = field(default_factory=set)
    counts: dict[Key, list[Count]] = field(default_factory=lambda: defaultdict(list))
    ground: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def read(cls, notes: Iterable[str]) -> _Noted:
        noted = cls()
        for text in notes:
            said = json.loads(text)
            noted.is_all |= bool(said.get("all"))
            noted.anew.update(said.get("anew", ()))
            for channel, measure, facility, *count in said.get("counts", ()):
                noted.counts[Key(channel, measure, facility)].append(count)
            for key in said.get("acts", ()):
                noted.counts[Key(*key)].extend(())
            noted.ground.update(tuple(one) for one in said.get("ground", ()))
        return noted


def _work(noted: _Noted) -> None:
    anew = noted.anew | _unsettled_ground(noted.ground)
    differences = Differences()
    rest = {key: counts for key, counts in noted.counts.items() if key.channel not in anew}
    missing = _change(rest, differences)
    anew |= {key.channel for key in missing if _belongs(key)}
    for channel in sorted(anew):
        remake(channel, differences)
    draw_veils(differences.write())


def _unsettled_ground(ground: Iterable[tuple[str, str, str]]) -> set[str]:
    """The collaboratives whose numbers rest on places, measures or charters that are others now."""
    by_channel: dict[str, set[str]] = defaultdict(set)
    for _type, channel, record in ground:
        by_channel[channel].add(record)
    touched: set[str] = set()
    for channel, records in by_channel.items():
        known = dict(
            Basis.objects.filter(channel=channel, record__any_of=sorted(records)).values_list(
                "record", "facts"
            )
        )
        for type_, record, said in ground_of(channel, records):
            if known.get(record) != said:
                touched |= _touched(type_, channel, record)
    return touched


def _touched(type_: str, channel: str, record: str) -> set[str]:
    if type_ == "collaborative":
        return {channel}
    model = Place if type_ == "place" else Measure
    listed = model._base_manager.filter(record=record, channel__startswith="collaborative:").order_by("pk")
    channels = list(listed.values_list("channel", flat=True))
    if channels[:1] != [channel]:
        # Only where it was listed first does it say anything to others.
        return {channel}
    return channels_touched(record, {channel}) if type_ == "place" else set(channels)


def _belongs(key: Key) -> bool:
    """Whether a series that isn't there yet should be: its place and its measure are known."""
    place = Place.objects.filter(record=key.facility, channel=key.channel)
    return place.exists() and Measure.objects.filter(record=key.measure, channel=key.channel).exists()


def _change(noted: dict[Key, list[Count]], differences: Differences) -> list[Key]:
    """Put counts into their series and read these anew; returns the series that aren't there."""
    before = Some.of_keys(noted)
    missing = sorted(noted.keys() - set(before.keys))
    if not before.keys:
        return missing
    known = figures(key.measure for key in before.keys)
    before = before.only([i for i, key in enumerate(before.keys) if key.measure in known])
    terms = {channel: Terms.of(channel) for channel in {key.channel for key in before.keys}}
    nodes = nodes_of({key.facility for key in before.keys})
    after = _changed(before, noted, known, terms)
    differences.change(before, after, nodes)
    write_series(after.rows())
    return missing


def _changed(
    before: Some, noted: dict[Key, list[Count]], known: dict[str, Figure], terms: dict[str, Terms]
) -> Some:
    today = timezone.localdate().toordinal()
    owners: list[int] = []
    points: list[tuple[int, float, float, int]] = []
    gone: list[bool] = []
    for i, key in enumerate(before.keys):
        figure, charter = known[key.measure], terms[key.channel]
        for period, numerator, denominator, value, withdrawn in noted[key]:
            at = at_of(period, figure.period_kind)
            if at is None:
                continue
            point = figure.point(
                {"numerator": numerator, "denominator": denominator, "value": value, "withdrawn": withdrawn}
            )
            owners.append(i)
            gone.append(point is None)
            above, below = point or (0.0, 0.0)
            points.append((at, above, below, charter.arrival(at, figure.period_kind, today)))
    new_owners, table = changed_points(
        before.owners,
        before.points,
        np.array(owners, np.int64),
        np.array(points, POINT),
        np.array(gone, np.bool_),
    )
    look_up_arrivals(before.keys, new_owners, table, known, terms)
    acts: dict[Key, Acts] = {}
    for channel in terms:
        facilities = [key.facility for key in before.keys if key.channel == channel]
        acts |= acts_of(channel, known, facilities)
    columns = {name: list(before.columns[name]) for name in ("home", "since", "until", "form")}
    return finished(before.keys, columns, new_owners, table, known, acts)
