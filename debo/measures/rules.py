"""Which counts are impossible. What is only improbable is asked about on the phone and kept with a note."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule
from debo.periods import PeriodError, parse

#: What a correction keeps of the first report; once written it stays.
FIRST = ("first_numerator", "first_denominator", "first_value")

#: What makes a series one series: it can't change once something was counted.
FIXED_BY_COUNTS = ("denominator_kind", "period_kind", "unit", "bundle")

SENTENCES: dict[str, str | Promise] = {
    "other_kind_of_period": _(
        "This measure is counted for another kind of period. Please choose the period again."
    ),
    "above_denominator": _(
        "More were counted than there were in all. Please look at both numbers once more."
    ),
    "nothing_to_divide_by": _("Something was counted out of none. Please look at both numbers once more."),
    "below_zero": _("This value is below zero. Please look at it once more."),
    "elements_above_reviewed": _(
        "An element was looked at more often than there were births. Please look once more."
    ),
    "first_report_stays": _(
        "What was reported first stays as it was. "
        "Your correction is kept beside it; please save it once more."
    ),
    "kinds_never_mix": _(
        "This measure has counts already. A change here would mix two kinds; make a new measure."
    ),
}

Values = Mapping[str, Any]


def impossible(values: Values, measure: Values) -> str | None:
    """The code of what can't be in an observation's values for this measure; None when nothing is wrong."""
    if values.get("withdrawn"):
        return None
    # Spelled out: every count of every phone comes by here.
    return (
        _other_kind_of_period(values, measure)
        or _beyond_denominator(values, measure)
        or _below_zero(values)
        or _elements_above_reviewed(values)
    )


@rule("observation", finds=["measure"])
@rule("recount", finds=["measure"])
@rule("register_count", finds=["measure"])
def possible_counts(values: Values, context: Context) -> Objection | None:
    """Refuse what `impossible` finds; a measure that hasn't come yet can't be asked."""
    measure = context.find("measure", values.get("measure"))
    code = impossible(values, measure) if measure else None
    return (code, SENTENCES[code]) if code else None


@rule("observation")
def first_report_stays(values: Values, context: Context) -> Objection | None:
    """A correction may write what was reported first; none may change it."""
    if context.before and any(_differs(name, values, context) for name in FIRST):
        return "first_report_stays", SENTENCES["first_report_stays"]
    return None


@rule("measure")
def kinds_never_mix(values: Values, context: Context) -> Objection | None:
    """A series keeps its denominator, unit, period and bundle: a change would make two series look like
    one."""
    changed = [
        name for name in FIXED_BY_COUNTS if name in context.changed and _differs(name, values, context)
    ]
    if changed and context.query("observation").filter(Q(measure=context.record)).exists():
        return "kinds_never_mix", SENTENCES["kinds_never_mix"]
    return None


def _differs(name: str, values: Values, context: Context) -> bool:
    before = context.before.get(name)
    return before is not None and values.get(name) != before


def _other_kind_of_period(values: Values, measure: Values) -> str | None:
    kind, expected = _kind_of(values.get("period") or ""), measure.get("period_kind")
    return "other_kind_of_period" if kind and expected and kind != expected else None


# Every count of a batch asks, and they name the same few periods.
@lru_cache(maxsize=4096)
def _kind_of(period: str) -> str | None:
    try:
        return parse(period).kind
    except PeriodError:
        return None


def _beyond_denominator(values: Values, measure: Values) -> str | None:
    numerator, denominator = values.get("numerator"), values.get("denominator")
    if numerator is None or denominator is None:
        return None
    if numerator > 0 and denominator == 0:
        return "nothing_to_divide_by"
    is_share = measure.get("unit") == "percent" and not measure.get("over_hundred")
    return "above_denominator" if is_share and numerator > denominator else None


def _below_zero(values: Values) -> str | None:
    value = values.get("value")
    return "below_zero" if value is not None and value < 0 else None


def _elements_above_reviewed(values: Values) -> str | None:
    denominator, elements = values.get("denominator"), values.get("elements")
    if denominator is None or not elements:
        return None
    totals = [sum(parts.values()) for parts in elements.values()]
    return "elements_above_reviewed" if any(total > denominator for total in totals) else None
