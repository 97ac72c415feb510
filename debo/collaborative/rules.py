"""What a charter may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule

#: The reporting month is the Ethiopian month itself, or runs from the 21st to the 20th (DOMAIN 5.4).
MONTH_STARTS = (1, 21)


@rule("collaborative")
def charter_makes_sense(values: Mapping[str, Any], context: Context) -> Objection | None:
    """It ends after it begins, its months begin on day 1 or 21, and it lives in its own channel."""
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        return "ends_before_it_begins", _(
            "The last day lies before the first. Please look at both days once more."
        )
    if values.get("month_starts_on") not in (None, *MONTH_STARTS):
        return "other_month_start", _(
            "A reporting month begins on day 1 or on day 21. Please choose one of them."
        )
    if context.channel != f"collaborative:{context.record}":
        return "other_collaborative", _("A charter stands in its own collaborative. Please write it there.")
    return None
