"""What officials see: a place with its measures, one measure over what lies below, and who has reported.

Everything stands in the order of places and of the charter's measures, never of a value; nothing names a
person. Each dashboard reads some hundred packed rows, however many facilities there are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from django.utils import timezone

from debo.insights.axis import number_of, period_at
from debo.insights.cells import ODD, ToRead, Window, of_series, of_sums, read_all
from debo.insights.figures import Figure
from debo.insights.ground import Named, ground
from debo.insights.keeping import Some
from debo.insights.models import RollUp, Series, Site
from debo.insights.points import EXTREME, KNOWN, MODERATE, SUM, TIMELY, Ints, Table, unpack
from debo.insights.rolling import COUNTS
from debo.insights.seeing import NotYours, Viewer
from debo.insights.veiling import Hidden, hidden_at
from debo.periods import Kind, period_of

#: Periods that are shown, unless fewer or more are asked for.
SHOWN: Final = 24
MOST_SHOWN: Final = 120
#: Periods of which completeness and timeliness are told.
REPORTING: Final = 12
_NOTHING: Final = Hidden(set(), {})
_ROLLED: Final = ("place", "measure", "sums", *COUNTS)


def offices(viewer: Viewer) -> list[dict[str, Any]]:
    """The places from which somebody looks down."""
    found = ground().names(viewer.offices)
    return [one.told() for one in sorted(found.values(), key=lambda one: one.order)]


class Dashboard:
    """What is known of one place for one viewer; raises NotYours."""

    def __init__(self, viewer: Viewer, place: str, shown: int = SHOWN) -> None:
        self.viewer, self.shown = viewer, shown
        self._ground = viewer.ground
        self.path = viewer.path(place)
        self.site = self.path[-1]
        self._kinds: dict[str, tuple[Window, list[str]]] = {}

    @cached_property
    def below(self) -> list[Site]:
        """What belongs to the place, in the order of names."""
        return self._ground.below(self.site.place)

    @cached_property
    def names(self) -> dict[str, Named]:
        """Of the place, what lies above it and what belongs to it."""
        return self._ground.names([one.place for one in (*self.path, *self.below)])

    @property
    def _whole_path(self) -> list[str]:
        """From the very top: what is hidden depends on what is shown above, whoever asks."""
        return [*reversed(self.site.above.split()), self.site.place]

    def head(self) -> dict[str, Any]:
        """The place, what lies above it and below."""
        names = self.names
        return {
            "place": names[self.site.place].told(),
            "above": [names[one.place].told() for one in self.path[:-1]],
            "below": [{**names[one.place].told(), "has_below": one.has_sums} for one in self.below],
            "made": int(timezone.now().timestamp()),
        }

    def overview(self) -> dict[str, Any]:
        """Every measure at this place, summed over all that lies below it."""
        if self.site.has_sums:
            rolled = {
                row["measure"]: row for row in RollUp.objects.filter(place=self.site.place).values(*_ROLLED)
            }
            own = None
            measures: Collection[str] = rolled
        else:
            rolled, own = {}, self._own({self.site.place}, None)
            measures = [key.measure for key in own.keys]
        told = self._measures(measures)
        hidden = hidden_at(self._whole_path, [one for one, _ in told], self._ground)
        found, waiting = [], list[ToRead]()
        for figure, said in told:
            window = self._window(figure)
            veil = hidden.get(figure.measure, _NOTHING).total
            if own is None:
                cells = of_sums(figure, rolled[figure.measure], window, veil, waiting)
            else:
                at = next(i for i, key in enumerate(own.keys) if key.measure == figure.measure)
                cells = of_series(figure, own, at, window, veil, waiting)
            found.append({**said, "periods": self._ids(figure), "whole": cells})
        read_all(waiting)
        return {**self.head(), "measures": found}

    def measure(self, measure: str) -> dict[str, Any]:
        """One measure at this place and, as small multiples, at each that belongs to it."""
        told = self._measures([measure])
        if not told:
            raise NotYours
        figure, said = told[0]
        window = self._window(figure)
        hidden = hidden_at(self._whole_path, [figure], self._ground).get(measure, _NOTHING)
        rolled, own = self._parts([figure])
        place = self.site.place
        names = self.names
        waiting = list[ToRead]()

        def cells_of(one: str, has_sums: bool, veil: set[int]) -> dict[str, Any] | None:
            row = rolled.get((one, measure)) if has_sums else None
            if row is not None:
                return of_sums(figure, row, window, veil, waiting)
            at = None if has_sums else number.get(one)
            return None if at is None else of_series(figure, own, at, window, veil, waiting)

        number = {key.facility: i for i, key in enumerate(own.keys)}
        cells = cells_of(place, self.site.has_sums, hidden.total)
        if cells is None:
            # Nothing of it is counted here: perhaps a measure of others, whose very name isn't told.
            raise NotYours
        parts = []
        for one in self.below:
            veil = hidden.members.get(one.place, set())
            is_shown = one.has_sums or self.viewer.sees_within(one.channel)
            part = cells_of(one.place, one.has_sums, veil) if is_shown else None
            parts.append({**names[one.place].told(), "has_below": one.has_sums, "cells": part})
        itself = None
        if self.site.has_sums and self.site.kind in {"health_centre", "hospital", "health_post"}:
            veil = hidden.members.get(place, set())
            itself = cells_of(place, False, veil)
        read_all(waiting)
        return {
            **self.head(),
            "measure": said,
            "periods": self._ids(figure),
            "whole": cells,
            "itself": itself,
            "parts": parts,
        }

    def reporting(self) -> dict[str, Any]:
        """Of the newest twelve periods that are over: what was expected, what came, what came in time, by
        place."""
        site = self.site
        here: Any = Series.objects.filter(facility=site.place, home=True)
        if site.has_sums:
            here = RollUp.objects.filter(place=site.place)
        told_of = self._measures(list(here.values_list("measure", flat=True)))
        known = {figure.measure: figure for figure, _ in told_of}
        months = [one for one in known.values() if one.period_kind == Kind.ETHIOPIAN_MONTH]
        window = _window_of(Kind.ETHIOPIAN_MONTH, REPORTING)
        rolled, own = self._parts(months)
        by_place: dict[str, list[Any]] = {}
        for (place, measure), row in rolled.items():
            # Among months without a death, to ask about one is to tell of a few.
            asked = {} if known[measure].is_deaths else row
            by_place.setdefault(place, []).append({**row, **{one: asked.get(one, 0) for one in ODD}})
        names = self.names
        parts = []
        for one in (site, *self.below):
            told = names[one.place].told()
            if one.has_sums:
                parts.append(
                    {**told, "has_below": True, **_reported_sums(by_place.get(one.place, []), window)}
                )
            elif self.viewer.sees_within(one.channel):
                parts.append({**told, "has_below": False, **_reported_series(one.place, own, window, known)})
        periods = [period_at(at, Kind.ETHIOPIAN_MONTH).id for at in window.ats.tolist()]
        return {
            **self.head(),
            "periods": periods,
            "whole": parts[0] if parts else None,
            "parts": parts[1:],
            "measures": [said for _, said in told_of],
        }

    def _parts(self, some: Sequence[Figure]) -> tuple[dict[tuple[str, str], Any], Some]:
        """Roll-ups and series of the place and of what belongs to it."""
        sites = [self.site, *self.below]
        measures = sorted(one.measure for one in some)
        summed = [one.place for one in sites if one.has_sums]
        alone = {one.place for one in sites if not one.has_sums or one.place == self.site.place}
        rows = RollUp.objects.filter(place__any_of=sorted(summed), measure__any_of=measures).values(*_ROLLED)
        return {(row["place"], row["measure"]): row for row in rows}, self._own(alone, measures)

    @staticmethod
    def _own(places: Collection[str], measures: Sequence[str] | None) -> Some:
        rows = Series.objects.filter(facility__any_of=sorted(places), home=True)
        return Some.read(rows if measures is None else rows.filter(measure__any_of=list(measures)))

    def _window(self, figure: Figure) -> Window:
        return self._shown_of(figure.period_kind)[0]

    def _ids(self, figure: Figure) -> list[str]:
        return self._shown_of(figure.period_kind)[1]

    def _shown_of(self, kind: str) -> tuple[Window, list[str]]:
        """The periods of a kind that are shown, and their ids; looked up once for forty measures."""
        if kind not in self._kinds:
            window = _window_of(kind, self.shown)
            self._kinds[kind] = window, [period_at(at, kind).id for at in window.ats.tolist()]
        return self._kinds[kind]

    def _measures(self, measures: Collection[str]) -> list[tuple[Figure, Mapping[str, Any]]]:
        """Measures in the charter's order, with what a reader needs of each."""
        return [(one.figure, one.told) for one in self._ground.measures(measures)]


def _window_of(kind: str, shown: int) -> Window:
    """The newest periods, up to the last that is over."""
    today = timezone.localdate()
    running = period_of(today, Kind(kind))
    last = number_of(running if running.is_over(today) else running.previous())
    return Window(last - shown + 1, last)


def _reported_sums(rows: Sequence[Any], window: Window) -> dict[str, Any]:
    _, table = unpack([row["sums"] for row in rows], SUM)
    found = _in_window(table, table, window)
    begun = table[table["at"] <= window.last]
    running = np.zeros(window.ats.size, np.int64)
    np.add.at(running, np.clip(begun["at"] - window.first, 0, None), begun["expected"])
    return {
        "expected": np.cumsum(running).tolist(),
        **found,
        "moderate": sum(row["moderate"] for row in rows),
        "extreme": sum(row["extreme"] for row in rows),
        "far": [],
    }


def _in_window(table: Table, counts: Table, window: Window) -> dict[str, Any]:
    inside, where = window.places(table["at"])
    size = window.ats.size
    return {
        said: np.bincount(where, counts[name][inside], size).astype(np.int64).tolist()
        for said, name in (("reported", "reported"), ("dated", "known"), ("timely", "timely"))
    }


def _reported_series(place: str, own: Some, window: Window, known: Mapping[str, Figure]) -> dict[str, Any]:
    chosen = [i for i, key in enumerate(own.keys) if key.facility == place]
    some = own.only(chosen)
    points, ats = some.points, window.ats
    counts = np.zeros(points.size, SUM)
    counts["reported"] = 1
    counts["known"] = (points["state"] & KNOWN) > 0
    counts["timely"] = (points["state"] & TIMELY) > 0
    expected = np.zeros(ats.size, np.int64)
    for since, until in zip(some.columns["since"], some.columns["until"], strict=True):
        if since is not None:
            expected += (ats >= since) & (ats <= (window.last if until is None else until))
    far = _far(some, window, known)
    return {
        "expected": expected.tolist(),
        **_in_window(points, counts, window),
        **{name: sum(_not_of_deaths(some, name, known)) for name in ODD},
        "far": far,
    }


def _far(some: Some, window: Window, known: Mapping[str, Figure]) -> list[dict[str, Any]]:
    """Counts far from the facility's others, in the order of measures and time, without saying how large
    they are."""
    marked: Ints = np.flatnonzero(some.points["state"] & (MODERATE | EXTREME))
    return [
        {
            "measure": some.keys[some.owners[i]].measure,
            "period": period_at(
                int(some.points["at"][i]), known[some.keys[some.owners[i]].measure].period_kind
            ).id,
            "extreme": bool(some.points["state"][i] & EXTREME),
        }
        for i in marked.tolist()
        if some.points["at"][i] >= window.first and not known[some.keys[some.owners[i]].measure].is_deaths
    ]


def _not_of_deaths(some: Some, name: str, known: Mapping[str, Figure]) -> list[int]:
    """Of each series how many counts are odd; of deaths it isn't told."""
    counts = zip(some.keys, some.columns[name], strict=True)
    return [count for key, count in counts if not known[key.measure].is_deaths]
