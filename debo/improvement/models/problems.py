"""What is holding a team back, why, and what it asks of others."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.improvement.models.aims import REACHES
from debo.ledger.fields import Choice, Day, Flag, LongText, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers

#: Kinds of cause: parts of the system, never people (FEATURES N2).
CAUSE_KINDS = [
    ("supplies", _("Supplies and medicines")),
    ("equipment", _("Equipment and room")),
    ("staffing", _("Enough hands")),
    ("skills", _("Training and practice")),
    ("process", _("The way we work")),
    ("communication", _("How we talk to each other")),
    ("data", _("Registers and data")),
    ("road", _("Road and transport")),
    ("community", _("Community and family")),
    ("money", _("Money and rules")),
    ("other", _("Something else")),
]
OUTCOMES = [
    ("done", _("Done")),
    ("will", _("Will be done")),
    ("partly", _("Partly possible")),
    ("cannot", _("Not possible now")),
    ("passed", _("Passed on")),
]


class Problem(Replicated):
    """A question that a team looks into: what is holding us back? It stays in the team."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    text = Text(_("What is holding us back?"), max_length=300, required=True)
    aim = Ref(_("Aim"), to="aim")
    measure = Ref(_("Measure"), to="measure")
    on = Day(_("On"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("problem", {"team": writers("member")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="problem_once")]


class Cause(Replicated):
    """A cause of a problem, or why another cause is there (`parent`): the rungs of the whys."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    problem = Ref(_("Problem"), to="problem", required=True)
    parent = Ref(_("Why is that so?"), to="cause")
    kind = Choice(_("Which part of our work?"), choices=CAUSE_KINDS, max_length=15)
    text = Text(_("Because…"), max_length=300, required=True)
    element = Text(_("Element of the bundle"), max_length=40)
    reach = Choice(_("Within whose hands?"), choices=REACHES, max_length=10)
    position = Text(_("Order in lists"), max_length=12)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("cause", {"team": writers("member")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="cause_once")]


class Escalation(Replicated):
    """What a team asks of the woreda or of others, whose answer the clock waits for."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    to = Ref(_("Whom we ask"), to="place", required=True)
    text = Text(_("What we ask for"), max_length=300, required=True)
    details = LongText(_("Why, and what we tried ourselves"), max_length=2000)
    cause = Ref(_("Cause"), to="cause")
    asked_on = Day(_("Asked on"), required=True)
    settled_on = Day(_("Settled on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "escalation",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        day="asked_on",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="escalation_once")]


class Answer(Replicated):
    """What those who were asked answered: by when, or why not."""

    escalation = Ref(_("What was asked"), to="escalation", required=True)
    place = Ref(_("Who answers"), to="place", required=True)
    outcome = Choice(_("Answer"), choices=OUTCOMES, max_length=10, required=True)
    text = LongText(_("In a few words"), max_length=2000, required=True)
    by = Day(_("By when"))
    answered_on = Day(_("Answered on"), required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("answer", {"collaborative": writers("official", "steward")}, day="answered_on")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="answer_once")]
