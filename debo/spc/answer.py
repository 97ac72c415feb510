"""Answers to requests: the columns, phases and sentence that `debo chart --json` and `--jsonl` print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .auto import settle
from .batch import Floats
from .charts import KINDS
from .choice import REASONS
from .engine import ALL_RULES, Charts, read_charts
from .funnel_answer import FUNNEL, answer_funnel
from .reading import SINCE, PointCounts, Reading, Say, count_points, reading_keys, reading_of
from .request import Request, gather_wishes, join_requests, read_request
from .rows import RequestError

Answer = dict[str, Any]


def answer_all(raw_requests: Iterable[Any], say: Say = str) -> list[Answer]:
    """Answer requests in their order; one that can't be answered becomes {"name", "error"}.

    say: translates the English sentences of reading, reason and notes; refusals stay English.
    """
    answers: list[Answer] = []
    asked: list[tuple[int, Request]] = []
    for place, raw in enumerate(raw_requests):
        answers.append({})
        try:
            if isinstance(raw, dict) and raw.get("chart") == FUNNEL:
                answers[place] = answer_funnel(raw, say)
            else:
                asked.append((place, raw if isinstance(raw, Request) else read_request(raw)))
        except RequestError as refusal:
            answers[place] = refused(raw.get("name") if isinstance(raw, dict) else None, str(refusal))
    waiting: dict[tuple[str, bool, bool], list[tuple[int, Request]]] = {}
    for (place, given), settled in zip(asked, settle([request for _, request in asked]), strict=True):
        if isinstance(settled, RequestError):
            answers[place] = refused(given.name, str(settled))
        else:
            waiting.setdefault(settled.alike, []).append((place, settled))
    for alike in waiting.values():
        found = answer_alike([request for _, request in alike], say)
        for (place, _), answer in zip(alike, found, strict=True):
            answers[place] = answer
    return answers


def refused(name: Any, error: str) -> Answer:
    """The answer to a request that can't be computed."""
    return {"name": name, "error": error}


def answer_alike(requests: Sequence[Request], say: Say = str) -> list[Answer]:
    """Answer requests of one kind of chart, all with or all without denominators, in one computation."""
    batch = join_requests(requests)
    wishes = gather_wishes(requests, batch.offsets.tolist())
    rules = {*ALL_RULES, *(one.rules for one in requests)}
    charts = read_charts(batch, requests[0].chart, wishes=wishes, rules=rules)
    return _Columns(charts, requests, batch.offsets.tolist(), say).answers()


class _Columns:
    """The arrays of a batch as lists, cut back into one answer per request."""

    def __init__(self, charts: Charts, requests: Sequence[Request], offsets: list[int], say: Say) -> None:
        self.charts, self.requests, self.offsets, self.say = charts, requests, offsets, say
        self.points = count_points(charts)
        self.readings = _readings(charts, self.points, requests)
        lengths = np.diff(charts.phases.offsets)
        self.columns = {
            "value": _with_none(charts.values),
            "centre": _with_none(np.repeat(charts.centre, lengths)),
            "lower": _with_none(charts.lower, offsets[-1]),
            "upper": _with_none(charts.upper, offsets[-1]),
            "useful": ([] if charts.sides is None else (charts.sides != 0).tolist()),
            "signal": [False] * offsets[-1] if charts.signal is None else charts.signal.tolist(),
        }
        self.counts = _phase_columns(charts)

    def answers(self) -> list[Answer]:
        """One answer per request, in their order."""
        phase, made = 0, []
        for request, start, stop in zip(self.requests, self.offsets[:-1], self.offsets[1:], strict=True):
            made.append(self._answer(request, slice(start, stop), slice(phase, phase + request.phases)))
            phase += request.phases
        return made

    def _answer(self, request: Request, here: slice, phases: slice) -> Answer:
        last = phases.stop - 1
        reading: Reading = self.readings[last]
        periods = list(request.periods) if request.periods else list(range(1, len(request.y) + 1))
        since = int(self.charts.phases.offsets[last]) - here.start
        answer: Answer = {
            "name": request.name,
            "chart": request.chart,
            "rules": request.rules,
            "points": {"period": periods, **{name: column[here] for name, column in self.columns.items()}},
            "phases": [self._phase(request, phase, here.start) for phase in range(phases.start, phases.stop)],
            "reading": _since(reading.said(self.say), periods[since] if since else None, self.say),
            "reading_key": reading.key,
            "reading_params": dict(reading.params) | ({"since": periods[since]} if since else {}),
        }
        return answer | self._besides(request, answer["points"])

    def _besides(self, request: Request, points: dict[str, list[Any]]) -> Answer:
        """What not every answer has: target, why the chart was chosen, notes."""
        besides: Answer = {}
        if request.target:
            points["target"] = list(request.target)
        if left_out := {at for at in request.exclude if 0 < at <= len(request.y)}:
            points["excluded"] = [at in left_out for at in range(1, len(request.y) + 1)]
        if request.reason:
            key, params = request.reason
            besides |= {"reason": self.say(REASONS[key]).format(**_whole(params))}
            besides |= {"reason_key": key, "reason_params": dict(params), "measure": request.measure}
        if request.notes:
            besides["notes"] = [self.say(words).format(**params) for words, params in request.notes]
        return besides

    def _phase(self, request: Request, phase: int, start: int) -> Answer:
        first, last = self.charts.phases.offsets[phase : phase + 2].tolist()
        counts = {"first": first - start + 1, "last": last - start}
        counts |= {name: column[phase] for name, column in self.counts.items()}
        if not counts["n_useful"]:
            counts |= dict.fromkeys(("longest_run", "longest_run_max", "crossings", "crossings_min"))
        counts["reading_key"] = self.readings[phase].key
        if request.rules in {"ihi"} and self.charts.ihi is not None:
            counts["ihi"] = _ihi_columns(self.charts, phase)
        if request.rules in self.charts.zones:
            counts[request.rules] = _zone_columns(self.charts, request.rules, phase, start)
        return counts


def _since(sentence: str, period: Any, say: Say) -> str:
    if period is None:
        return sentence
    return say(SINCE).format(since=period, reading=f"{sentence[0].lower()}{sentence[1:]}")


def _whole(params: Mapping[str, float]) -> dict[str, str]:
    """Numbers as a sentence has them: 1,200 and 2.4."""
    return {
        name: f"{number:,.0f}" if number == round(number) else f"{number:,.1f}"
        for name, number in params.items()
    }


def _readings(charts: Charts, points: PointCounts, requests: Sequence[Request]) -> list[Reading]:
    direction = np.array([one.direction for one in requests])[charts.phases.series]
    keys = reading_keys(charts, points, direction=direction)
    asked = np.array([one.rules for one in requests])[charts.phases.series]
    if KINDS[charts.kind].counts_runs:
        for rules in set(asked.tolist()) - {"anhoej"}:
            keys = np.where(asked == rules, reading_keys(charts, points, rules=rules), keys)
    return [reading_of(charts, points, phase, key) for phase, key in enumerate(keys.tolist())]


def _phase_columns(charts: Charts) -> dict[str, list[Any]]:
    runs, verdict = charts.runs, charts.anhoej
    if runs is None or verdict is None:
        raise ValueError("An answer needs the runs and the Anhøj rules.")
    return {
        "n_useful": runs.n_useful.tolist(),
        "longest_run": runs.longest_run.tolist(),
        "longest_run_max": verdict.longest_run_max.tolist(),
        "crossings": runs.crossings.tolist(),
        "crossings_min": verdict.crossings_min.tolist(),
        "runs_signal": charts.runs_signal.astype(int).tolist(),
    }


def _ihi_columns(charts: Charts, phase: int) -> dict[str, Any]:
    verdict = charts.ihi
    if verdict is None:
        return {}
    return {
        "longest_trend": int(verdict.longest_trend[phase]),
        "runs": int(verdict.runs[phase]),
        "runs_min": int(verdict.runs_min[phase]) or None,
        "runs_max": int(verdict.runs_max[phase]) or None,
        "shift": bool(verdict.shift[phase]),
        "trend": bool(verdict.trend[phase]),
        "too_few_runs": bool(verdict.too_few_runs[phase]),
        "too_many_runs": bool(verdict.too_many_runs[phase]),
    }


def _zone_columns(charts: Charts, rules: str, phase: int, start: int) -> dict[str, list[int]]:
    """By rule the positions, counted from 1, at which it is passed: the last of the points that pass it."""
    first, last = charts.phases.offsets[phase : phase + 2].tolist()
    return {
        name: (np.flatnonzero(passed[first:last]) + first - start + 1).tolist()
        for name, passed in charts.zones[rules].items()
    }


def _with_none(column: Floats | None, size: int = 0) -> list[float | None]:
    """Make a list with None where there is no number, as JSON has it."""
    if column is None:
        return [None] * size
    listed: list[float | None] = column.tolist()
    for place in np.flatnonzero(~np.isfinite(column)).tolist():
        listed[place] = None
    return listed
