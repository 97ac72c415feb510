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


@rule("learning_session")
def a_session_makes_sense(values: Mapping[str, Any], context: Context) -> Objection | None:
    """It ends after it begins, has a number from 1, and lies in its own collaborative."""
    if context.channel != f"collaborative:{values.get('collaborative')}":
        return "other_collaborative", _(
            "This session names another collaborative. Please begin it again from this one’s calendar."
        )
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        return "ends_before_it_begins", _(
            "The last day lies before the first. Please look at both days once more."
        )
    if values.get("number") == 0:
        return "no_number", _("Learning sessions are counted from 1.")
    return None


@rule("loan")
def two_facilities_lend(values: Mapping[str, Any], context: Context) -> Objection | None:  # noqa: ARG001
    """A loan is between two facilities, and one of them writes it."""
    lender, borrower = values.get("lender"), values.get("borrower")
    if lender == borrower:
        return "same_facility", _("A loan is between two facilities. Please choose the other one.")
    if values.get("facility") not in (lender, borrower):
        return "neither_side", _(
            "One of the two facilities writes a loan down. Please begin it from your own."
        )
    return None


@rule("passed")
def what_is_passed_on_can_be_used(values: Mapping[str, Any], context: Context) -> Objection | None:  # noqa: ARG001
    """More than nothing goes from one side to the other, and nothing whose batch had expired on that day."""
    quantity = values.get("quantity")
    if quantity is not None and quantity <= 0:
        return "nothing_passed", _("How much was it? Please write a number above 0.")
    expires, day = values.get("expires"), values.get("day")
    if expires and day and expires < day:
        return "expired", _(
            "This batch had expired on that day. Please don’t pass it on; look at the batch once more, "
            "or set it aside."
        )
    return None
