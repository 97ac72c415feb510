"""Registers that a team of the demonstration recounted: at first fewer births than reported, then as many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast
from debo.demo.catalogue import demo_id
from debo.demo.figures import Figure
from debo.periods import Period

#: Whose register was recounted, for which measure, and what it held of the report, by months from the end.
FACILITY, MEASURE = "hc1", "skilled"
HELD = {5: 0.8, 4: 0.95, 3: 1.0, 2: 1.0}


def recounts(cast: Cast, figures: list[Figure], periods: list[Period], channel: str) -> Iterator[Act]:
    """What the team showed: each recount, and the first month's report corrected by it."""
    months = {periods[-back].id: share for back, share in HELD.items()}
    for figure in figures:
        if (figure.facility, figure.measure) != (FACILITY, MEASURE) or figure.period.id not in months:
            continue
        reported = figure.values["numerator"]
        held = round(reported * months[figure.period.id])
        day = figure.period.last_day + timedelta(days=9)
        key = {
            "measure": demo_id("measure", MEASURE),
            "facility": demo_id("place", FACILITY),
            "period": figure.period.id,
        }
        lead = cast.lead(FACILITY)
        found: dict[str, Any] = {**key, "round": 1, "numerator": held, "how": "apart"}
        yield Act(lead, channel, "recount", found, None, day)
        if months[figure.period.id] == HELD[5]:
            first = {"first_numerator": reported, "first_denominator": figure.values["denominator"]}
            yield Act(lead, channel, "observation", {**key, "numerator": held, **first}, None, day)
