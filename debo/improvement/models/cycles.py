"""What the team tries: cycles, who was asked before, and who does what by when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.models import DEPARTMENT_KINDS
from debo.people.roles import role_choices

DECISIONS = [("adopt", _("Adopt")), ("adapt", _("Adapt")), ("abandon", _("Abandon"))]
COMPARED = [
    ("as_predicted", _("As we predicted")),
    ("partly", _("Partly as we predicted")),
    ("otherwise", _("Otherwise than we predicted")),
]
#: From small to large; the first three are small (DOMAIN 2: small first, then growing).
SCALES = [
    ("one", _("One person, one time")),
    ("shift", _("One shift or one day")),
    ("week", _("One week")),
    ("unit", _("One room or health post for a month")),
    ("facility", _("The whole facility")),
]
SMALL_SCALES = ("one", "shift", "week")
ANSWERS = [
    ("agrees", _("Is for it")),
    ("concern", _("Has a concern")),
    ("against", _("Is against it")),
]


class Cycle(Replicated):
    """A PDSA cycle. Who does it is a role, not a person. `previous` links the cycles of one ramp (DOMAIN
    2)."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    measure = Ref(_("Measure"), to="measure")
    aim = Ref(_("Aim"), to="aim")
    idea = Ref(_("Change idea"), to="idea")
    previous = Ref(_("Follows"), to="cycle")
    copied_from = Ref(_("Taken over from"), to="cycle")
    question = Text(_("What do we want to find out?"), max_length=300, required=True)
    prediction = LongText(_("What do we think will happen?"))
    first_prediction = LongText(_("What we thought before we began"))
    scale = Choice(_("How large is this test?"), choices=SCALES, max_length=10)
    role = Choice(_("Which role leads it?"), choices=role_choices(), max_length=30)
    who = Text(_("Who"), max_length=300)
    what = LongText(_("What"))
    when = Text(_("When"), max_length=300)
    where = Text(_("Where"), max_length=300)
    data = LongText(_("What will we count or watch?"))
    starts = Day(_("Begins"))
    started = Day(_("We began on"))
    override = LongText(_("Why we begin although somebody was not asked"))
    ends = Day(_("Ends"))
    happened = LongText(_("What happened?"))
    compared = Choice(_("Compared with the prediction"), choices=COMPARED, max_length=16)
    learned = LongText(_("What did we learn?"))
    decision = Choice(_("Adopt, adapt or abandon"), choices=DECISIONS, max_length=10)
    reason = LongText(_("Why"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "cycle",
        {
            "person": writers("self"),
            "team": writers("member"),
            "collaborative": writers("member", own="facility"),
        },
        day="starts",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="cycle_once")]


class Asking(Replicated):
    """A role that must work differently was asked before Do, and what it said. In the facility's channel its
    holders answer themselves, members of the team or not."""

    cycle = Ref(_("Cycle"), to="cycle", required=True)
    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    role = Choice(_("Who must work differently?"), choices=role_choices(), max_length=30, required=True)
    department = Choice(_("Where"), choices=DEPARTMENT_KINDS, max_length=20)
    question = LongText(_("What we asked"), max_length=1000)
    asked_on = Day(_("Asked on"))
    answer = Choice(_("What they said"), choices=ANSWERS, max_length=10)
    words = LongText(_("In their words"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "asking",
        {"team": writers("member"), "facility": writers("member", "staff", "head", own="facility")},
        key=("cycle", "role"),
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="asking_once")]


class Task(Replicated):
    """Something to do: it belongs to a role, and is due on a day."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    text = Text(_("What is to be done?"), max_length=300, required=True)
    role = Choice(_("Which role does it?"), choices=role_choices(), max_length=30, required=True)
    department = Choice(_("Where"), choices=DEPARTMENT_KINDS, max_length=20)
    due = Day(_("By when"))
    cycle = Ref(_("Cycle"), to="cycle")
    meeting = Ref(_("Meeting"), to="meeting")
    commitment = Ref(_("Commitment"), to="commitment")
    done_on = Day(_("Done on"))
    outcome = LongText(_("What came of it"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "task",
        {"team": writers("member"), "facility": writers("member", "staff", "head", own="facility")},
        day="due",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="task_once")]
