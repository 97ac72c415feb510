"""Which chart fits a measure, and why: a key with its numbers, and the same as a sentence.

A control chart needs enough points, and enough events in each, or its limits mean nothing; then the run chart
is the honest one. Thresholds:
- LIMITS_FROM: Provost and Murray, The Health Care Data Guide, chapter 4: limits of fewer than 12 points are
  trial limits; NHS England, Making Data Count, draws none below 12.
- EXPECTED: the rarer of the two outcomes must be expected at least four times a period, n >= 4 / p (ASTM,
  Manual on Presentation of Data and Control Chart Analysis, 1990; Hart and Hart, Statistical Process Control
  for Health Care, 2002); for counts and rates the same number of events.
- RARE: where more than a quarter of the periods have no event, what lies between two events says more
  (Provost and Murray, chapters 5 and 7; Benneyan 2001; Woodall, J Qual Technol 38 (2006): 89-104).
- LARGE: with thousands of cases (of a rate: of events) chance is not all that moves the points (Laney 2002);
  P′ and U′ equal P and U where it is. From 1,000 on is our own round number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.languages import words

from .batch import Batch, Floats

LIMITS_FROM: Final = 12
EXPECTED: Final = 4
RARE: Final = 0.25
LARGE: Final = 1_000
#: With fewer nothing lies between two of them.
FEWEST_EVENTS: Final = 1.5

#: What a measure can be: x of n; x per n; a count with the same chance in every period; one measured value a
#: period, or several; what lies between two events, as cases or as time.
MEASURES: Final = ("share", "rate", "count", "value", "values", "cases_between", "time_between")
WITH_SIZES: Final = frozenset({"share", "rate"})

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    words(
        {
            "few_points": "Run chart: limits need {needed} points, and there are {points}.",
            "few_on_a_line": "Run chart: limits need {needed} points on each line, and one here is made of"
            " {points}.",
            "none_counted": "Run chart: fewer than two were counted in all periods together, too few for"
            " limits.",
            "all_counted": "Run chart: all were counted in every period, and limits would lie on the line.",
            "share": "P chart: a share of {size} a period on average, enough for limits.",
            "small_share": "Run chart: a share would have a P chart, but {size} a period on average are too"
            " few for limits; at this level they need {needed}.",
            "large_share": "P′ chart: a share of {size} a period on average, so many that more than chance"
            " moves the points.",
            "rate": "U chart: a rate with {events} counted a period on average, enough for limits.",
            "small_rate": "Run chart: a rate would have a U chart, but {events} counted a period on average"
            " are too few for limits; they need {needed}.",
            "large_rate": "U′ chart: a rate with {events} counted a period on average, so many that more than"
            " chance moves the points.",
            "rare": "G chart: in {zeros} of {points} periods there was none, so the cases between one and the"
            " next say more.",
            "count": "C chart: a count with the same chance in every period, {events} on average.",
            "small_count": "Run chart: a count would have a C chart, but {events} a period on average are too"
            " few for limits; they need {needed}.",
            "rare_count": "T chart: in {zeros} of {points} periods there was none, so the time between one"
            " and the next says more.",
            "value": "I chart: one measured value a period.",
            "values": "X̄ chart: several measured values a period.",
            "cases_between": "G chart: cases between one and the next.",
            "time_between": "T chart: time between one and the next.",
        }
    )
)

#: Reason → chart.
CHART_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "few_points": "run",
        "few_on_a_line": "run",
        "none_counted": "run",
        "all_counted": "run",
        "share": "p",
        "small_share": "run",
        "large_share": "pp",
        "rate": "u",
        "small_rate": "run",
        "large_rate": "up",
        "rare": "g",
        "count": "c",
        "small_count": "run",
        "rare_count": "t",
        "value": "i",
        "values": "xbar",
        "cases_between": "g",
        "time_between": "t",
    }
)
#: What a reason's sentence names.
_NAMED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "few_points": ("points", "needed"),
        "few_on_a_line": ("points", "needed"),
        "share": ("size",),
        "small_share": ("size", "needed"),
        "large_share": ("size",),
        "rate": ("events",),
        "small_rate": ("events", "needed"),
        "large_rate": ("events",),
        "rare": ("zeros", "points"),
        "count": ("events",),
        "small_count": ("events", "needed"),
        "rare_count": ("zeros", "points"),
    }
)


@dataclass(frozen=True)
class Choices:
    """Per series: a key of REASONS, and the numbers that it may name.

    reasons: (series,); figures: by name (series,): points, periods with a count; zeros, those of them without
    an event; size, mean of the denominators; events, mean events a period; needed, what limits would need.
    """

    reasons: NDArray[np.str_]
    figures: Mapping[str, Floats]

    def chart(self, series: int) -> str:
        """The kind of chart of one series."""
        return CHART_OF[str(self.reasons[series])]

    def params(self, series: int) -> dict[str, float]:
        """The numbers that the reason names: whole from ten on, below with one decimal, as they are read."""
        named = _NAMED.get(str(self.reasons[series]), ())
        return {name: _readable(float(self.figures[name][series])) for name in named}


def choose_charts(batch: Batch, measure: str, *, fewest: ArrayLike | None = None) -> Choices:
    """Choose the chart of every series of a batch.

    batch: as the measure is counted; a share or a rate has denominators. Time series of one measure. fewest:
    (series,) how many points make the line of the phase that has fewest, where there are phases or a frozen
    baseline. Refuses (ValueError) a measure that is none of MEASURES, and denominators missing or not
    expected.
    """
    if measure not in MEASURES:
        raise ValueError(f"A measure is one of {', '.join(MEASURES)}; not “{measure}”.")
    if (batch.denominators is not None) != (measure in WITH_SIZES):
        wanted = "needs denominators" if measure in WITH_SIZES else "has no denominators"
        raise ValueError(f"A measure that is a {measure} {wanted}.")
    with np.errstate(divide="ignore", invalid="ignore"):
        figures = _figures(batch, measure)
        points = figures["points"]
        on_a_line = points if fewest is None else np.minimum(np.asarray(fewest, np.float64), points)
        few = on_a_line < LIMITS_FROM
        cases = [(points < LIMITS_FROM, "few_points"), (few, "few_on_a_line"), *_cases(figures, measure)]
        figures["points"] = np.where(few & (points >= LIMITS_FROM), on_a_line, points)
        figures["needed"] = np.where(few, LIMITS_FROM, figures["needed"])
    conditions, keys = zip(*cases, strict=True)
    return Choices(np.select(list(conditions), list(keys), measure), MappingProxyType(figures))


def _figures(batch: Batch, measure: str) -> dict[str, Floats]:
    owner = np.repeat(np.arange(batch.series), np.diff(batch.offsets))
    sizes = batch.denominators
    known = ~np.isnan(batch.values)
    if sizes is not None:
        known &= sizes > 0

    def total(points: NDArray[Any]) -> Floats:
        return np.bincount(owner[known], points[known], batch.series).astype(np.float64)

    points = total(np.ones(known.size))
    events = total(batch.values) / points
    size = np.full(batch.series, np.nan) if sizes is None else total(sizes) / points
    level = events / size
    rarer = np.minimum(level, 1 - level) if measure == "share" else level
    needed = (
        np.ceil(EXPECTED / rarer - 1e-9) if measure == "share" else np.full(batch.series, float(EXPECTED))
    )
    return {
        "points": points,
        "zeros": total(batch.values == 0),
        "size": size,
        "events": events,
        "level": level,
        "expected": size * rarer if measure == "share" else events,
        "needed": needed,
    }


def _cases(figures: Mapping[str, Floats], measure: str) -> list[tuple[NDArray[np.bool_], str]]:
    """What speaks against the plain chart of a measure, the weightiest first."""
    if measure not in {"share", "rate", "count"}:
        return []
    rare = "rare_count" if measure == "count" else "rare"
    cases = [
        (figures["events"] * figures["points"] < FEWEST_EVENTS, "none_counted"),
        (figures["zeros"] > RARE * figures["points"], rare),
        (figures["expected"] < EXPECTED * (1 - 1e-9), f"small_{measure}"),
    ]
    if measure == "share":
        cases.insert(1, (figures["level"] >= 1, "all_counted"))
    if measure in WITH_SIZES:
        # What a rate is over has no unit of its own (days, years); its events have.
        many = figures["size" if measure == "share" else "events"] >= LARGE
        cases.append((many, f"large_{measure}"))
    return cases


def _readable(figure: float) -> float:
    return round(figure) if figure >= 10 or figure == round(figure) else round(figure, 1)
