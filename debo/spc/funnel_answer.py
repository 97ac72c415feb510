"""A funnel as it is asked for and answered: facilities in the order they come, unnamed unless asked.

A request is `name`, `y` (events) and `n` (of how many), one entry a facility; `x` their names, kept back
unless `named` is true, which is for figures that every one of them has released; `measure`: share or rate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from debo.languages import words

from .batch import join_series
from .funnel import OUTER, read_funnels
from .rows import RequestError, read_numbers

FUNNEL: Final = "funnel"
SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    words(
        {
            "funnel_empty": "No facility has a figure yet.",
            "funnel_ordinary": "Ordinary variation: all {of} lie where chance alone would put them.",
            "funnel_outside": "Worth asking about: {n} of {of} lie further from the middle than chance puts"
            " one in 500. What is different there, and are the counts right?",
        }
    )
)


def answer_funnel(raw: Mapping[str, Any], say: Callable[[str], str] = str) -> dict[str, Any]:
    """Answer one request; refuses (RequestError) what is no funnel.

    The answer: points by column (unit, value, size, both limits, signal), centre and reading.
    """
    y = read_numbers(raw.get("y"), "y")
    if raw.get("n") is None:
        raise RequestError("A funnel needs “n”, a denominator for every count.")
    n = read_numbers(raw["n"], "n", size=len(y))
    if not y:
        raise RequestError("There is no point in “y”.")
    kind = raw.get("measure") or _kind(y, n)
    centre = raw.get("centre")
    given = None if centre is None else np.array([read_numbers([centre], "centre")[0]], np.float64)
    try:
        found = read_funnels(join_series([y], [n]), kind, centre=given)
    except ValueError as refusal:
        raise RequestError(str(refusal)) from None
    columns = {
        "value": found.values,
        "size": np.where(np.isnan(found.values), np.nan, np.array(n, np.float64)),
        "lower_inner": found.inner[0],
        "upper_inner": found.inner[1],
        "lower": found.outer[0],
        "upper": found.outer[1],
    }
    points = {name: [_or_none(one) for one in column.tolist()] for name, column in columns.items()}
    counted, outside = int((~np.isnan(found.values)).sum()), int(found.outside.sum())
    key = "funnel_outside" if outside else "funnel_ordinary" if counted else "funnel_empty"
    params = {"n": outside, "of": counted}
    return {
        "name": raw.get("name"),
        "chart": FUNNEL,
        "measure": kind,
        "centre": _or_none(float(found.centre[0])),
        "tail": OUTER,
        "points": {"unit": _units(raw, len(y)), **points, "signal": found.outside.tolist()},
        "reading": say(SENTENCES[key]).format(**params),
        "reading_key": key,
        "reading_params": params,
    }


def _kind(y: list[float | None], n: list[float | None]) -> str:
    """A share where every count is a whole number of a whole number; else a rate."""
    pairs = [(above, below) for above, below in zip(y, n, strict=True) if above is not None and below]
    whole = all(above == int(above) and below == int(below) and 0 <= above <= below for above, below in pairs)
    return "share" if whole else "rate"


def _units(raw: Mapping[str, Any], points: int) -> list[Any]:
    names = raw.get("x")
    if not raw.get("named") or names is None:
        return list(range(1, points + 1))
    if not isinstance(names, list) or len(names) != points:
        raise RequestError("“x” is a list of names, as many as there are in “y”.")
    return names


def _or_none(number: float) -> float | None:
    return number if math.isfinite(number) else None
