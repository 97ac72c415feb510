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
from debo.people.roles import role_choices

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

#: What measures count that other measures count too, so that related ones can be set side by side.
EVENTS = [
    ("first_visits", _("First antenatal visits")),
    ("fourth_visits", _("Fourth antenatal visits")),
    ("deliveries", _("Deliveries")),
    ("live_births", _("Live births")),
    ("stillbirths", _("Stillbirths")),
    ("early_neonatal_deaths", _("Deaths in the first week of life")),
    ("partographs", _("Partographs")),
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
    numerator_event = Choice(
        _("The event that is counted"),
        choices=EVENTS,
        max_length=24,
        help_text=_("So that related measures can be compared. Leave it empty if none fits."),
    )
    denominator_event = Choice(_("The event below the line"), choices=EVENTS, max_length=24)
    due_after_days = Count(
        _("Its report is due after so many days"),
        help_text=_("Days after the period’s end. Left empty, the charter says it."),
    )

    ledger = Ledger("measure", {"collaborative": writers("steward", "mentor"), "team": writers("member")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="measure_once")]


SAMPLINGS = [("all", _("All charts")), ("random", _("A random sample")), ("convenience", _("Those at hand"))]


class Observation(Replicated):
    """One facility's count of one measure in one period. In a team channel it is a draft; the same
    record in the
    collaborative's channel is what the team released. `withdrawn` takes it back: missing, not zero.

    Whoever corrects a released count writes beside it, once, what was reported first; where `first_…` is
    empty, the count itself is that (docs/data-honesty.md). Drafts don't have it.
    """

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
    first_numerator = Count(_("Numerator as first reported"))
    first_denominator = Count(_("Denominator as first reported"))
    first_value = Number(_("Value as first reported"))
    reported_on = Day(_("First reported on"))

    ledger = Ledger(
        "observation",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("measure", "facility", "period"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="observation_once")]
        indexes = [models.Index("measure", "facility", "period", name="observation_series")]


class RegisterCount(Replicated):
    """What one person counted in the register, without seeing what others counted. It never leaves the team,
    and says nothing of who it was: that is known of any entry, and no figure is made of it.

    The counts of one `round` are compared; a later recount of the same period is another round.
    """

    measure = Ref(_("Measure"), to="measure", required=True, db_index=False)
    facility = Ref(_("Facility"), to="place", required=True, db_index=False)
    period = Period(_("Period"), required=True, db_index=False)
    round = Count(_("Round"), required=True)
    numerator = Count(_("Numerator"), required=True)
    denominator = Count(_("Denominator"))
    handed_over = Flag(_("Counted on a colleague’s phone"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("register_count", {"team": writers("member")}, day="period")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="register_count_once")]


RECOUNTED = [("apart", _("Two people, each on their own")), ("together", _("Together, once more"))]


class Recount(Replicated):
    """What the register holds, as two people agree: the count as verified. In the team's channel a draft; in
    the collaborative's, what the team released. A later round writes over it, and the history keeps both."""

    measure = Ref(_("Measure"), to="measure", required=True, db_index=False)
    facility = Ref(_("Facility"), to="place", required=True, db_index=False)
    period = Period(_("Period"), required=True, db_index=False)
    round = Count(_("Round"), required=True)
    numerator = Count(_("Numerator"), required=True)
    denominator = Count(_("Denominator"))
    how = Choice(_("How it was recounted"), choices=RECOUNTED, max_length=10)
    note = LongText(_("Note"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "recount",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("measure", "facility", "period"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="recount_once")]
        indexes = [models.Index("facility", "period", name="recount_of_facility")]


class AccuracyCheck(Replicated):
    """An LQAS check of a facility's report of one period: twelve data elements drawn at random, each compared
    with the register and the tally sheet. Pool, seed and draw stay as first written, so nobody draws again.

    A data element is `<measure>:numerator` or `:denominator`, or a line of the monthly report in the team's
    own words. `matching` and `differing` hold elements that were compared.
    """

    facility = Ref(_("Facility"), to="place", required=True, db_index=False)
    period = Period(_("Period"), required=True, db_index=False)
    pool = Keys(_("Data elements to draw from"), required=True)
    seed = Text(_("Seed of the draw"), max_length=64, required=True)
    drawn = Keys(_("Data elements drawn"), required=True)
    matching = Keys(_("Register and report agree"))
    differing = Keys(_("Register and report differ"))
    note = LongText(_("Note"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "accuracy_check",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("facility", "period"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="accuracy_check_once")]


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


class Duty(Replicated):
    """Which role counts a measure at a facility; whoever holds the role does, and its deputy."""

    measure = Ref(_("Measure"), to="measure", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    role = Choice(_("Which role counts it?"), choices=role_choices(), max_length=30, required=True)

    ledger = Ledger(
        "duty",
        {"facility": writers("member", "head", "steward", own="facility")},
        key=("measure", "facility"),
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="duty_once")]
