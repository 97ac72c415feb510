"""What is counted, and the counts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import (
    Choice,
    Count,
    Day,
    ElementCounts,
    Elements,
    Flag,
    Keys,
    LongText,
    Number,
    Period,
    Ref,
    Text,
    Words,
)
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.models import PLACE_KINDS

MEASURE_KINDS = [("outcome", _("Outcome")), ("process", _("Process")), ("balancing", _("Balancing"))]
DIRECTIONS = [("up", _("Up is better")), ("down", _("Down is better")), ("neither", _("Neither"))]
UNITS = [
    ("percent", _("Per cent")),
    ("per_thousand", _("Per thousand")),
    ("count", _("Count")),
    ("minutes", _("Minutes")),
    ("days", _("Days")),
    ("rate", _("Ratio")),
]
PERIOD_KINDS = [
    ("week", _("Week")),
    ("ethiopian_month", _("Ethiopian month")),
    ("gregorian_month", _("Gregorian month")),
]
DENOMINATOR_KINDS = [
    ("none", _("No denominator")),
    ("register", _("From the register")),
    ("population", _("Expected from the population")),
    ("facility_births", _("Births at the facility")),
]


class Bundle(Replicated):
    """A clinical bundle: elements done together, scored all or none. A changed list is a new version,
    and a new
    version is a new record and so a new series (DOMAIN 1.3)."""

    name = Words(_("Name"), required=True)
    version = Count(_("Version"), required=True)
    replaces = Ref(_("Replaces"), to="bundle")
    elements = Elements(_("Elements"), required=True)
    example = Flag(_("An example to adapt"))
    source = Text(_("Source"), max_length=400)

    ledger = Ledger("bundle", {"collaborative": writers("steward")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="bundle_once")]


class Measure(Replicated):
    """What is counted, over what, how often, and which way is better. A different kind of denominator is a
    different measure: kinds never mix in a series, so `denominator_kind` can't change once counts exist."""

    name = Words(_("Name"), required=True)
    numerator = Words(_("What is counted"), required=True)
    denominator = Words(_("Out of what"))
    kind = Choice(_("Type"), choices=MEASURE_KINDS, max_length=12, required=True)
    direction = Choice(_("Which way is better"), choices=DIRECTIONS, max_length=10, required=True)
    unit = Choice(_("Unit"), choices=UNITS, max_length=14, required=True)
    period_kind = Choice(_("How often"), choices=PERIOD_KINDS, max_length=20, required=True)
    denominator_kind = Choice(
        _("Where the denominator comes from"), choices=DENOMINATOR_KINDS, max_length=20, required=True
    )
    source_form = Text(_("Register or form"))
    bundle = Ref(_("Clinical bundle"), to="bundle")
    reported_by = Keys(_("Counted at"), of=tuple(PLACE_KINDS[4:]))
    optional = Flag(_("Facilities may leave it out"))
    goal = Number(_("Goal"))
    over_hundred = Flag(_("May exceed 100 %"))
    team = Ref(_("Belongs to the team"), to="team")
    position = Text(_("Order in lists"), max_length=12)
    definition = LongText(_("How to count it"))

    ledger = Ledger("measure", {"collaborative": writers("steward", "mentor"), "team": writers("member")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="measure_once")]


SAMPLINGS = [("all", _("All charts")), ("random", _("A random sample")), ("convenience", _("Those at hand"))]


class Observation(Replicated):
    """One facility's count of one measure in one period. In a team channel it is a draft; the same
    record in the
    collaborative's channel is what the team released. `withdrawn` takes it back: missing, not zero."""

    # One index for the series; each more would cost every entry a page of the disk, and nobody asks by it.
    measure = Ref(_("Measure"), to="measure", required=True, db_index=False)
    facility = Ref(_("Facility"), to="place", required=True, db_index=False)
    period = Period(_("Period"), required=True, db_index=False)
    numerator = Count(_("Numerator"))
    denominator = Count(_("Denominator"))
    value = Number(_("Value"))
    elements = ElementCounts(_("Elements"))
    sampling = Choice(_("How the charts were picked"), choices=SAMPLINGS, max_length=12)
    note = LongText(_("Note"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "observation",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("measure", "facility", "period"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="observation_once")]
        indexes = [models.Index("measure", "facility", "period", name="observation_series")]


class Goal(Replicated):
    """A facility's own goal line for a measure, beside the charter's."""

    measure = Ref(_("Measure"), to="measure", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    value = Number(_("Goal"))
    by = Day(_("By when"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "goal",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("measure", "facility"),
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="goal_once")]
