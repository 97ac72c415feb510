"""A hub filled with released counts, as the ledger leaves them in their table.

Importing it needs Django's settings, so benches import it after `open_hub()`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.db import transaction

from debo.ledger import acts
from debo.ledger.bulk import insert_rows
from debo.ledger.identity import new_record_id
from debo.measures.models import Observation
from debo.people.access import collaboratives
from debo.people.keys import HubSteward
from debo.people.setting_up import Founding, found

MEASURES, MONTHS = 40, 60
FIELDS = ("channel", "record", "cells", "measure", "facility", "period", "numerator", "denominator")


def fill(counts: int) -> int:
    """A hub with one collaborative and so many released counts; how many there are."""
    found(Founding("Steward", "Nation", "Nation"))
    [channel] = collaboratives()
    author, measures = HubSteward.objects.get().person, [new_record_id() for _ in range(MEASURES)]
    names = {"name": {"en": "Measure"}, "numerator": {"en": "Measure"}}
    kinds = {"kind": "process", "direction": "up", "unit": "percent", "denominator_kind": "register"}
    acts.write_many(
        acts.Draft(author, channel, "measure", {**names, **kinds, "period_kind": "ethiopian_month"}, one)
        for one in measures
    )
    facilities = [new_record_id() for _ in range(max(counts // MEASURES // MONTHS, 1))]
    periods = [f"e{2014 + month // 12}-{month % 12 + 1:02}" for month in range(MONTHS)]

    def rows() -> Iterator[tuple[Any, ...]]:
        for number, (facility, period, measure) in enumerate(product(facilities, periods, measures)):
            record = f"{number:036x}"
            counted = (record, "{}", measure, facility, period, number % 19, 20 + number % 30)
            yield (channel, *counted)
            if number % 2:
                yield ("team:0", *counted)

    with transaction.atomic():
        insert_rows(Observation, FIELDS, rows())
    return len(facilities) * MONTHS * MEASURES
