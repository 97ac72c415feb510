"""What the team tries, and what a person marks on its charts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Period, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers

DECISIONS = [("adopt", _("Adopt")), ("adapt", _("Adapt")), ("abandon", _("Abandon"))]
COMPARED = [
    ("as_predicted", _("As we predicted")),
    ("partly", _("Partly as we predicted")),
    ("otherwise", _("Otherwise than we predicted")),
]


class Cycle(Replicated):
    """A PDSA cycle. Who does it is a role, not a person. `previous` links the cycles of one ramp (DOMAIN
    2)."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    measure = Ref(_("Measure"), to="measure")
    previous = Ref(_("Follows"), to="cycle")
    question = Text(_("What do we want to find out?"), max_length=300, required=True)
    prediction = LongText(_("What do we think will happen?"))
    who = Text(_("Who"), max_length=300)
    what = LongText(_("What"))
    when = Text(_("When"), max_length=300)
    where = Text(_("Where"), max_length=300)
    data = LongText(_("What will we count or watch?"))
    starts = Day(_("Begins"))
    ends = Day(_("Ends"))
    happened = LongText(_("What happened?"))
    compared = Choice(_("Compared with the prediction"), choices=COMPARED, max_length=16)
    learned = LongText(_("What did we learn?"))
    decision = Choice(_("Adopt, adapt or abandon"), choices=DECISIONS, max_length=10)
    reason = LongText(_("Why"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("cycle", {"team": writers("member"), "collaborative": writers("member", own="facility")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="cycle_once")]


class Baseline(Replicated):
    """The points up to and with `last` set the centre line, which is frozen there and extended (DESIGN 4)."""

    measure = Ref(_("Measure"), to="measure", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    last = Period(_("Last period of the baseline"))
    reason = LongText(_("Why"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "baseline",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("measure", "facility"),
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="baseline_once")]


class Phase(Replicated):
    """A new phase of a chart begins at `starts`: a person's act, with a reason; never a training's date."""

    measure = Ref(_("Measure"), to="measure", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    starts = Period(_("First period of the new phase"), required=True)
    reason = LongText(_("Why"), required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "phase",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("measure", "facility", "starts"),
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="phase_once")]


class Event(Replicated):
    """Something that happened and may explain a chart: a stock-out, a training, a new colleague."""

    facility = Ref(_("Facility"), to="place", required=True)
    measure = Ref(_("Only on the chart of"), to="measure")
    day = Day(_("Day"), required=True)
    text = Text(_("What happened"), max_length=200, required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "event",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        day="day",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="event_once")]
