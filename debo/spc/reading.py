"""What a chart says, in words and not verdicts: likely a real change, worth asking about, ordinary variation.

A reading is a message key with its numbers, so that screens say it in their reader's language, and the same
in English. web/src/charts/rules.ts and reading-words.ts say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.languages import words

from . import anhoej, ihi, zones
from .batch import Bools, Ints
from .charts import KINDS
from .engine import Charts

#: Translates an English sentence that was registered with `words`.
Say = Callable[[str], str]

# Fewer useful points than this say nothing yet (Anhøj and Olesen 2014: valid from about ten).
ENOUGH: Final = 10

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    words(
        {
            "no_points": "No points yet.",
            "too_few": "Keep going: {n} of 10 points.",
            "too_few_on_line": "Keep going: {n} of 10 points (on the line, so not counted: {on_line}).",
            "ordinary": "Ordinary variation: nothing here needs an explanation of its own.",
            "change_run": "Likely a real change: {n} points in a row on one side of the line; chance seldom"
            " makes more than {limit}.",
            "change_crossings": "Likely a real change: few crossings of the line ({n}; chance seldom makes"
            " fewer than {limit}).",
            "better_run": "Likely a real change for the better: {n} points in a row on one side of the line;"
            " chance seldom makes more than {limit}.",
            "better_crossings": "Likely a real change for the better: few crossings of the line ({n}; chance"
            " seldom makes fewer than {limit}).",
            "ask_run": "Worth asking about: {n} points in a row on one side of the line; chance seldom makes"
            " more than {limit}.",
            "ask_crossings": "Worth asking about: few crossings of the line ({n}; chance seldom makes fewer"
            " than {limit}).",
            "outside_one": "Worth asking about: one point lies outside the limits.",
            "outside_many": "Worth asking about: {n} points lie outside the limits.",
            "ihi_shift": "Worth asking about: a shift, {n} points in a row on one side of the line.",
            "ihi_trend": "Worth asking about: a trend, {n} points in a row all rising or all falling.",
            "ihi_few_runs": "Worth asking about: few runs along the line ({n}).",
            "ihi_many_runs": "Worth asking about: many runs along the line ({n}).",
            "one_side": "Worth asking about: {n} points in a row lie on one side of the line.",
            "trend": "Worth asking about: {n} points in a row all rise or all fall.",
            "alternating": "Worth asking about: {n} points in a row rise and fall in turn.",
            "two_of_three": "Worth asking about: 2 of 3 points lie further than two standard deviations from"
            " the line, on one side.",
            "four_of_five": "Worth asking about: 4 of 5 points lie further than one standard deviation from"
            " the line, on one side.",
            "hugging": "Worth asking about: {n} points in a row lie within one standard deviation of the"
            " line.",
            "avoiding": "Worth asking about: {n} points in a row lie further than one standard deviation from"
            " the line.",
            "near_a_limit": "Worth asking about: 2 of 3 points lie near a limit, on one side of the line.",
        }
    )
)
SINCE: Final = words("Since {since}: {reading}")


def sentence_of(key: str) -> str:
    """The English sentence of a message key; rules of zones are said alike, whichever set they belong to."""
    rule_set, _, rule = key.partition("_")
    return SENTENCES[rule if rule_set in zones.RULE_SETS else key]


@dataclass(frozen=True)
class Reading:
    """A message key and its numbers."""

    key: str
    params: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return self.said()

    def said(self, say: Say = str) -> str:
        """The sentence in the language of `say`, which translates one English sentence."""
        return say(sentence_of(self.key)).format(**self.params)


@dataclass(frozen=True)
class PointCounts:
    """Per phase, from the points: those counted and not excluded, those outside the limits, the later half.

    later: 1 where most of the later half of the useful points lies above the line, -1 below, 0 neither.
    """

    n_obs: Ints
    outside: Ints
    later: Ints
    n_useful: Ints


def count_points(charts: Charts) -> PointCounts:
    """Count what the readings need beyond the runs; the charts must have been read with their points."""
    if charts.sides is None or charts.runs is None:
        raise ValueError("Readings need the points and the runs: read_charts(…, points=True, rules=…).")
    offsets, lengths = charts.phases.offsets, np.diff(charts.phases.offsets)
    n_useful = charts.runs.n_useful.astype(np.int64)
    useful = np.cumsum(charts.sides != 0)
    rank = useful - np.repeat(np.concatenate([[0], np.cumsum(n_useful)[:-1]]), lengths)
    later = np.where(rank > np.repeat(n_useful - n_useful // 2, lengths), charts.sides, 0)
    counted = ~np.isnan(charts.values)
    if charts.exclude is not None:
        counted &= ~charts.exclude
    outside = np.zeros(later.size, np.bool_) if charts.signal is None else charts.signal
    return PointCounts(
        _totals(counted, offsets), _totals(outside, offsets), np.sign(_totals(later, offsets)), n_useful
    )


def _totals(points: NDArray[Any], offsets: Ints) -> Ints:
    """Sum the points of each phase, phases without any included."""
    running = np.concatenate([[0], np.cumsum(points, dtype=np.int64)])
    totals: Ints = running[offsets[1:]] - running[offsets[:-1]]
    return totals


def reading_keys(
    charts: Charts, points: PointCounts, *, rules: str = anhoej.NAME, direction: ArrayLike = 0
) -> NDArray[np.str_]:
    """The message key of every phase, by one rule set; never by two together.

    direction: 1 where up is better, -1 where down is, 0 where neither; for all phases or one for each.
    """
    counts_runs = KINDS[charts.kind].counts_runs
    few = points.n_obs < ENOUGH if not counts_runs else points.n_useful < ENOUGH
    off_line = points.n_useful == points.n_obs if counts_runs else np.True_
    cases = [(points.n_obs == 0, "no_points"), (few & off_line, "too_few"), (few, "too_few_on_line")]
    if counts_runs:
        cases += _cases(charts, points, rules, direction)
    cases += [(points.outside == 1, "outside_one"), (points.outside > 1, "outside_many")]
    conditions, keys = zip(*cases, strict=True)
    return np.select(list(conditions), list(keys), "ordinary")


def _cases(charts: Charts, points: PointCounts, rules: str, direction: ArrayLike) -> list[tuple[Bools, str]]:
    if rules in zones.RULE_SETS:
        return _zone_cases(charts, rules)
    return _ihi_cases(charts) if rules == ihi.NAME else _anhoej_cases(charts, points, direction)


def _zone_cases(charts: Charts, rules: str) -> list[tuple[Bools, str]]:
    if rules not in charts.zones:
        raise ValueError(f"These charts were read without the rules of {zones.RULE_SETS[rules].name}.")
    # Points outside are said last, with their number, as for every other rule set.
    return [
        (_totals(passed, charts.phases.offsets) > 0, f"{rules}_{name}")
        for name, passed in charts.zones[rules].items()
        if name != "outside"
    ]


def _anhoej_cases(charts: Charts, points: PointCounts, direction: ArrayLike) -> list[tuple[Bools, str]]:
    verdict = charts.anhoej
    if verdict is None:
        raise ValueError("These charts were read without the Anhøj rules.")
    better = points.later * np.asarray(direction)
    return [
        (found & (better == way), f"{word}_{rule}")
        for found, rule in ((verdict.long_run, "run"), (verdict.few_crossings, "crossings"))
        for way, word in ((0, "change"), (1, "better"), (-1, "ask"))
    ]


def _ihi_cases(charts: Charts) -> list[tuple[Bools, str]]:
    verdict = charts.ihi
    if verdict is None:
        raise ValueError("These charts were read without the IHI rules.")
    return [
        (verdict.shift, "ihi_shift"),
        (verdict.trend, "ihi_trend"),
        (verdict.too_few_runs, "ihi_few_runs"),
        (verdict.too_many_runs, "ihi_many_runs"),
    ]


def reading_of(charts: Charts, points: PointCounts, phase: int, key: str) -> Reading:
    """Put the numbers of one phase to its message key."""
    rule_set, _, rule = key.partition("_")
    if rule_set in zones.RULE_SETS:
        takes = "{n}" in SENTENCES[rule]
        return Reading(key, {"n": zones.RULE_SETS[rule_set].rules[rule].points} if takes else {})
    return Reading(
        key, {name: number(charts, points, phase) for name, number in _NUMBERS.get(key, {}).items()}
    )


Number = Callable[[Charts, PointCounts, int], int]


def _run(charts: Charts, _points: PointCounts, phase: int) -> int:
    return 0 if charts.runs is None else int(charts.runs.longest_run[phase])


def _run_limit(charts: Charts, _points: PointCounts, phase: int) -> int:
    return 0 if charts.anhoej is None else int(charts.anhoej.longest_run_max[phase])


def _crossings(charts: Charts, _points: PointCounts, phase: int) -> int:
    return 0 if charts.runs is None else int(charts.runs.crossings[phase])


def _crossing_limit(charts: Charts, _points: PointCounts, phase: int) -> int:
    return 0 if charts.anhoej is None else int(charts.anhoej.crossings_min[phase])


def _trend(charts: Charts, _points: PointCounts, phase: int) -> int:
    return 0 if charts.ihi is None else int(charts.ihi.longest_trend[phase])


def _runs(charts: Charts, _points: PointCounts, phase: int) -> int:
    return 0 if charts.ihi is None else int(charts.ihi.runs[phase])


def _outside(_charts: Charts, points: PointCounts, phase: int) -> int:
    return int(points.outside[phase])


def _counted(charts: Charts, points: PointCounts, phase: int) -> int:
    return int((points.n_useful if KINDS[charts.kind].counts_runs else points.n_obs)[phase])


def _on_line(_charts: Charts, points: PointCounts, phase: int) -> int:
    return int(points.n_obs[phase] - points.n_useful[phase])


_NUMBERS: Final[Mapping[str, Mapping[str, Number]]] = MappingProxyType(
    {
        "too_few": {"n": _counted},
        "too_few_on_line": {"n": _counted, "on_line": _on_line},
        **{f"{word}_run": {"n": _run, "limit": _run_limit} for word in ("change", "better", "ask")},
        **{
            f"{word}_crossings": {"n": _crossings, "limit": _crossing_limit}
            for word in ("change", "better", "ask")
        },
        "outside_many": {"n": _outside},
        "ihi_shift": {"n": _run},
        "ihi_trend": {"n": _trend},
        "ihi_few_runs": {"n": _runs},
        "ihi_many_runs": {"n": _runs},
    }
)
