"""A measure as the numbers of this room need it, and a count as a point. web/src/measures/value.ts says the
same."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from debo.insights.models import MeasureHome
from debo.measures.models import Measure
from debo.people.models import FACILITY_KINDS

#: What one over one comes to, by unit; a measure with another unit is no ratio.
FACTORS: Final = {"percent": 100.0, "per_thousand": 1000.0, "rate": 1.0}
RATIO, COUNT, MEASURED = "ratio", "count", "measured"

_BASED_ON: Final = ("unit", "denominator_kind", "period_kind", "direction", "kind", "reported_by", "optional")


@dataclass(frozen=True)
class Figure:
    """How a measure's counts become points.

    direction: 1 where up is better, -1 where down is, 0 where neither. is_deaths: whether small counts are
    kept from view above the facility. reported_by: kinds of facility; optional: no facility need report it.
    """

    measure: str
    period_kind: str
    form: str
    factor: float
    direction: int
    is_deaths: bool
    reported_by: frozenset[str]
    optional: bool

    @classmethod
    def of(cls, measure: str, values: Mapping[str, Any]) -> Figure:
        """From the values of a measure's record."""
        unit = values.get("unit") or ""
        is_ratio = values.get("denominator_kind") != "none" and unit in FACTORS
        form = RATIO if is_ratio else COUNT if unit == "count" else MEASURED
        return cls(
            measure,
            values.get("period_kind") or "",
            form,
            FACTORS[unit] if is_ratio else 1.0,
            {"up": 1, "down": -1}.get(values.get("direction") or "", 0),
            form != MEASURED and counts_deaths(values),
            frozenset(values.get("reported_by") or FACILITY_KINDS),
            bool(values.get("optional")),
        )

    def point(self, counted: Mapping[str, Any]) -> tuple[float, float] | None:
        """What was counted, above and below the line, NaN for a missing half; None when nothing was.

        Withdrawn is missing, and missing is not zero.
        """
        if counted.get("withdrawn"):
            return None
        if self.form == RATIO:
            above, below = counted.get("numerator"), counted.get("denominator")
            if above is None and below is None:
                return None
            return math.nan if above is None else float(above), math.nan if below is None else float(below)
        above = counted.get("numerator" if self.form == COUNT else "value")
        return None if above is None else (float(above), math.nan)


def counts_deaths(values: Mapping[str, Any]) -> bool:
    """Whether it is, or may be, a count of deaths: an outcome of which fewer is better.

    No field says so, so what nobody has described yet is taken for one: better hidden than told.
    """
    return (values.get("kind") or "outcome") == "outcome" and (values.get("direction") or "down") == "down"


def homes_of(measures: Iterable[str]) -> dict[str, str]:
    """The collaboratives that listed these measures first, by channel; of those that somebody has listed.

    A nation's measure is listed a thousand times, so this is looked up once and kept.
    """
    wanted = set(measures)
    kept = MeasureHome.objects.filter(measure__any_of=sorted(wanted))
    found = dict(kept.values_list("measure", "channel"))
    missing = wanted - found.keys()
    if missing:
        rows = Measure.objects.filter(record__any_of=sorted(missing), channel__startswith="collaborative:")
        first: dict[str, str] = {}
        for record, channel in rows.order_by("pk").values_list("record", "channel"):
            first.setdefault(record, channel)
        homes = [MeasureHome(measure=record, channel=channel) for record, channel in sorted(first.items())]
        MeasureHome.objects.bulk_create(homes, ignore_conflicts=True)
        found |= first
    return found


def at_home(measures: Iterable[str], names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """These fields of measures' records, each as the collaborative that listed it first has it."""
    homes = homes_of(measures)
    rows = Measure.objects.filter(
        record__any_of=sorted(homes), channel__any_of=sorted(set(homes.values()))
    ).values_list("record", "channel", *names)
    return {record: tuple(values) for record, channel, *values in rows if homes[record] == channel}


def figures(measures: Iterable[str]) -> dict[str, Figure]:
    """The measures among these that there are."""
    return {
        record: Figure.of(record, dict(zip(_BASED_ON, values, strict=True)))
        for record, values in sorted(at_home(measures, _BASED_ON).items())
    }


def with_fields(measures: Iterable[str], names: Sequence[str]) -> list[tuple[str, Figure, tuple[Any, ...]]]:
    """The measures among these that there are, each with these fields of its record, by one question."""
    rows = at_home(measures, (*_BASED_ON, *names))
    return [
        (record, Figure.of(record, dict(zip(_BASED_ON, values, strict=False))), values[len(_BASED_ON) :])
        for record, values in sorted(rows.items())
    ]


def facts(values: Mapping[str, Any]) -> str:
    """What of a measure's record the numbers rest on, as a text to compare."""
    return json.dumps([values.get(name) for name in _BASED_ON])
