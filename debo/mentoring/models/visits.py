"""A mentor's visits, how often they come, and what a team does without them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Count, Day, Flag, Keys, LongText, Period, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.models import DEPARTMENT_KINDS

VISIT_KINDS = [
    ("on_site", _("At the facility")),
    ("call", _("By telephone")),
    ("joint", _("With another facility")),
]
#: From often to seldom: a team moves on step by step and may step back whenever it asks to.
RHYTHMS = [
    ("weekly", _("Every week")),
    ("fortnightly", _("Every two weeks")),
    ("monthly", _("Every month")),
    ("on_call", _("When the team calls")),
]

_MENTORS = {"facility": writers("mentor", "steward")}


class Visit(Replicated):
    """A mentor's visit, planned or made. What was agreed on stands in commitments of its own."""

    facility = Ref(_("Facility"), to="place", required=True)
    team = Ref(_("Team"), to="team")
    kind = Choice(_("How"), choices=VISIT_KINDS, max_length=10)
    planned_for = Day(_("Planned for"))
    day = Day(_("Day of the visit"))
    because = Text(_("Why now"), max_length=300)
    met = Keys(_("Departments met"), of=tuple(DEPARTMENT_KINDS))
    clinical = LongText(_("Clinical part"))
    improvement = LongText(_("Improvement part"))
    modelled = LongText(_("What we showed or did together"))
    praised = LongText(_("What goes well here"))
    recounted = Flag(_("We recounted a register together"))
    asked_for = Flag(_("The team asked for it"))
    next_on = Day(_("Next visit"))
    ended = Flag(_("The visit has ended"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("visit", _MENTORS, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="visit_once")]


class VisitAsked(Replicated):
    """A team asks its mentor to come or to call."""

    facility = Ref(_("Facility"), to="place", required=True)
    team = Ref(_("Team"), to="team")
    day = Day(_("Day"), required=True)
    about = LongText(_("What about"), max_length=1000)
    visit = Ref(_("Visit"), to="visit")
    answered = LongText(_("Answer"), max_length=1000)
    answered_on = Day(_("Answered on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "visit_asked",
        {"facility": writers("member", "staff", "head", "mentor", "steward", own="facility")},
        day="day",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="visit_asked_once")]


class Fading(Replicated):
    """From a day on the mentor comes in another rhythm; the team agrees, or asks for more."""

    facility = Ref(_("Facility"), to="place", required=True)
    team = Ref(_("Team"), to="team", required=True)
    rhythm = Choice(_("How often"), choices=RHYTHMS, max_length=12, required=True)
    since = Day(_("From"), required=True)
    why = LongText(_("Why"), max_length=1000)
    team_says = Choice(
        _("The team says"),
        choices=[("agrees", _("We agree")), ("more", _("We would like more"))],
        max_length=8,
    )
    team_words = LongText(_("In the team’s words"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "fading",
        {"facility": writers("member", "head", "mentor", "steward", own="facility")},
        key=("team", "since"),
        day="since",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="fading_once")]


class Independence(Replicated):
    """What the team did by itself in the 90 days before the period's end: its freedom, not a score.

    Made by the team's phone from the team's own records, and shared with the mentor when the team says so.
    """

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    period = Period(_("Period"), required=True)
    acts = Count(_("Things done"))
    own_acts = Count(_("Begun by the team itself"))
    longest_gap = Count(_("Longest time without a visit, with a cycle under way, in days"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "independence",
        {"team": writers("member"), "facility": writers("member", "head", own="facility")},
        key=("team", "period"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="independence_once")]
