"""Requests that leave the chart to us: the chart chosen from the measure's kind, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .batch import join_series
from .choice import choose_charts
from .request import AUTO, Request, between_events, check_rules
from .rows import RequestError


def settle(requests: Sequence[Request]) -> list[Request | RequestError]:
    """Give each request that asks for it the chart that fits; the others come back as they were.

    Those of one kind of measure are looked at together. What can't be drawn by the rules asked for comes back
    as the refusal.
    """
    settled: list[Request | RequestError] = list(requests)
    alike: dict[tuple[str, bool], list[int]] = {}
    for place, request in enumerate(requests):
        if request.chart == AUTO:
            alike.setdefault((request.measure, request.n is not None), []).append(place)
    for (measure, _), places in alike.items():
        below = [n for place in places if (n := requests[place].n) is not None]
        batch = join_series([requests[place].y for place in places], below or None)
        fewest = [fewest_on_a_line(requests[place]) for place in places]
        choices = choose_charts(batch, measure, fewest=fewest)
        for series, place in enumerate(places):
            reason = str(choices.reasons[series]), choices.params(series)
            try:
                settled[place] = _with_chart(requests[place], choices.chart(series), reason)
            except RequestError as refusal:
                settled[place] = refusal
    return settled


def fewest_on_a_line(request: Request) -> int:
    """How many points make the line of the phase that has fewest; missing and excluded ones make none."""
    cuts = sorted({part for part in request.parts if 0 < part < len(request.y)})
    fewest = len(request.y)
    for phase, (first, last) in enumerate(pairwise([0, *cuts, len(request.y)])):
        frozen = request.baselines[phase] if request.baselines else 0 if request.parts else request.freeze
        base = range(first, min(last, first + frozen) if frozen else last)
        known = sum(_is_point(request, row) for row in base)
        fewest = min(fewest, known)
    return fewest


def _is_point(request: Request, row: int) -> bool:
    is_counted = request.y[row] is not None and (request.n is None or bool(request.n[row]))
    return is_counted and row + 1 not in request.exclude


def _with_chart(request: Request, chart: str, reason: tuple[str, dict[str, float]]) -> Request:
    check_rules(request.rules, chart)
    chosen = replace(request, chart=chart, reason=reason, groups=request.groups if chart == "xbar" else ())
    return between_events(chosen) if reason[0] in {"rare", "rare_count"} else chosen
