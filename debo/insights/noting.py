"""What the ledger tells, noted in its own transaction; the work is done a moment later, after the commit.

A note costs an entry some microseconds and holds no lock. Should the power go before the work is done, the
note is still there, and whoever comes next does it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from debo.insights.models import Note
from debo.ledger.changes import when_all_changed, when_changed
from debo.ledger.rows import Row

#: Only what was released is looked at here: drafts stay in their team (docs/decisions/0001-released-copy.md).
RELEASED = "collaborative:"


@when_changed("observation")
def note_counts(_type: str, rows: Sequence[Row]) -> None:
    """Note the counts as they now are: [channel, measure, facility, period, numerator, denominator, value,
    withdrawn]."""
    counts, anew = [], set()
    for row in rows:
        channel, values = row.channel, row.values
        if not channel.startswith(RELEASED):
            continue
        get = values.get
        measure, facility, period = get("measure"), get("facility"), get("period")
        if measure is None or facility is None or period is None:
            # Erased by law: nothing says any more which count it was.
            anew.add(channel)
            continue
        counts.append(
            [
                channel,
                measure,
                facility,
                period,
                get("numerator"),
                get("denominator"),
                get("value"),
                get("withdrawn"),
            ]
        )
    _keep({"counts": counts, "anew": sorted(anew)})


@when_changed("baseline", "phase")
def note_acts(_type: str, rows: Sequence[Row]) -> None:
    """Note whose chart people decided about."""
    acts, anew = set(), set()
    for row in rows:
        if row.channel.startswith(RELEASED):
            measure, facility = row.values.get("measure"), row.values.get("facility")
            if measure and facility:
                acts.add((row.channel, measure, facility))
            else:
                anew.add(row.channel)
    _keep({"acts": sorted(acts), "anew": sorted(anew)})


@when_changed("place", "measure", "collaborative")
def note_ground(type_: str, rows: Sequence[Row]) -> None:
    """Note the places, measures and charters; whether the numbers rest on what changed is seen later."""
    ground = sorted({(type_, row.channel, row.record) for row in rows if row.channel.startswith(RELEASED)})
    _keep({"ground": ground})


@when_all_changed
def note_all() -> None:
    """Everything must be made anew."""
    _keep({"all": True})


def _keep(content: dict[str, Any]) -> None:
    content = {name: said for name, said in content.items() if said}
    if not content:
        return
    Note.objects.create(content=json.dumps(content, separators=(",", ":")))
    transaction.on_commit(_work, robust=True)


def _work() -> None:
    from debo.insights.soon import settle_soon  # noqa: PLC0415 - numpy only where there is something to do

    settle_soon()
