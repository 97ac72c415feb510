"""Believable counts: levels and effects of the programme (docs/demo.md), ordinary variation, gaps, small
numbers.

Everything is drawn from one `random.Random`, so that a seed and a day always give the same figures. No real
facility's result is among them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from debo.demo.catalogue import table
from debo.periods import Period

#: The share of single counts, and of whole months of a facility, that nobody sent.
MISSING_COUNT = 0.03
MISSING_MONTH = {"hospital": 0.0, "health_centre": 0.04, "health_post": 0.14}
#: At most so many charts are reviewed for a bundle; more births than that are sampled.
MOST_CHARTS = 30
#: Facilities differ in level by about so many percentage points (standard deviation).
BETWEEN_FACILITIES = 6.0
#: No real team reaches a hundred per cent month after month.
BEST_LEVEL = 0.96


@dataclass(frozen=True)
class Figure:
    """One facility's count of one measure in one period; `values` are an observation's fields."""

    measure: str
    facility: str
    period: Period
    values: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """From the month with this index on, a measure at a facility stands at another level."""

    measure: str
    facility: str
    month: int


def simulate(random: Random, periods: list[Period], changes: list[Change]) -> list[Figure]:
    """All counts of all facilities, oldest first within each series; what is missing is simply not there."""
    changed = {(change.measure, change.facility): change.month for change in changes}
    figures = []
    for place in table("places"):
        measures = [m for m in table("measures") if place["kind"] in m["at"]]
        if not measures:
            continue
        levels = {m["key"]: random.gauss(0, BETWEEN_FACILITIES) for m in measures}
        for month, period in enumerate(periods):
            months_numbers = _month(random, place, period)
            silent = random.random() < MISSING_MONTH[place["kind"]]
            known: dict[str, int] = {}
            for measure in measures:
                level = _level(
                    measure, levels[measure["key"]], month, changed.get((measure["key"], place["key"]))
                )
                values = _count(random, measure, level, months_numbers, known)
                known[measure["key"]] = values.get("numerator", 0)
                if not silent and random.random() >= MISSING_COUNT:
                    figures.append(Figure(measure["key"], place["key"], period, values))
    return figures


def effect(measure: Mapping[str, Any]) -> float:
    """How many points a facility changes by when it does: the programme's mean effect is carried by the
    few that
    change, bounded so that no single facility does wonders."""
    change = float(measure["post"]) - float(measure["pre"])
    facilities = sum(place["kind"] in measure["at"] for place in table("places"))
    return change * float(min(facilities / max(measure["changing"], 1), 1.6))


def _level(measure: Mapping[str, Any], own: float, month: int, changed_from: int | None) -> float:
    if "pre" not in measure:
        return 0.0
    level = float(measure["pre"]) + own
    if changed_from is not None and month >= changed_from:
        # The first month of a change shows half of it.
        level += effect(measure) * (0.5 if month == changed_from else 1.0)
    return min(max(level / 100, 0.02), 1.15 if measure.get("over_hundred") else BEST_LEVEL)


def _month(random: Random, place: Mapping[str, Any], period: Period) -> dict[str, int]:
    """A facility's month in numbers: what the measures divide by. Meskerem with Pagume has 35 or 36 days."""
    expected = place["expected"] * period.days / 30
    births = _poisson(random, expected * 0.6)
    return {
        "expected": round(expected),
        "first_visits": _poisson(random, expected * 0.9),
        "births": births,
        "reviewed": min(births, MOST_CHARTS),
        "asphyxia": _poisson(random, births * 0.05),
        "sepsis": _poisson(random, births * 0.06),
        "kebele_births": _poisson(random, expected * 0.7),
        "kebele_pregnant": _poisson(random, expected * 2.2),
    }


def _count(
    random: Random,
    measure: Mapping[str, Any],
    level: float,
    month: Mapping[str, int],
    known: Mapping[str, int],
) -> dict[str, Any]:
    if "sum_of" in measure:
        return {"numerator": sum(known[part] for part in measure["sum_of"])}
    if "per_month" in measure:
        return {"numerator": _poisson(random, measure["per_month"])}
    if "minutes" in measure:
        return {"value": round(random.gauss(measure["minutes"], 6), 1)}
    if "bundle" in measure:
        return _bundle(random, measure["bundle"], level, month)
    # Kangaroo care is counted among the low birth weights of the same month, which come later in the list.
    of = round(month["births"] * 0.16) if measure["of"] == "low_weight" else month[measure["of"]]
    if measure.get("over_hundred"):
        # Population denominators are estimates: more may come than were expected.
        return {"numerator": _poisson(random, of * level), "denominator": of}
    return {"numerator": _binomial(random, of, level), "denominator": of}


def _bundle(random: Random, key: str, level: float, month: Mapping[str, int]) -> dict[str, Any]:
    """Births one by one, all or none; of what wasn't done, a part wasn't documented."""
    bundle = next(row for row in table("bundles") if row["key"] == key)
    rates: dict[str, float] = bundle["rates"]
    # The elements' rates to one power, chosen so that their product is the bundle's level.
    power = math.log(level) / math.log(math.prod(rates.values()))
    counts = {
        name: dict.fromkeys(("done", "not_done", "not_applicable", "not_documented"), 0) for name in rates
    }
    all_done = 0
    for _ in range(month["reviewed"]):
        missed = 0
        for name, rate in rates.items():
            outcome = _element(random, rate**power)
            counts[name][outcome] += 1
            missed += outcome in ("not_done", "not_documented")
        all_done += missed == 0
    return {
        "numerator": all_done,
        "denominator": month["reviewed"],
        "elements": {name: {k: n for k, n in parts.items() if n} for name, parts in counts.items()},
        "sampling": "all" if month["births"] <= MOST_CHARTS else "random",
    }


def _element(random: Random, rate: float) -> str:
    if random.random() < 0.01:
        return "not_applicable"
    if random.random() < rate:
        return "done"
    return "not_documented" if random.random() < 0.4 else "not_done"


def _binomial(random: Random, n: int, p: float) -> int:
    return sum(random.random() < p for _ in range(n))


def _poisson(random: Random, mean: float) -> int:
    """Knuth's method; the means here are below two hundred."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
