"""What keeps a collaborative going, who holds it, and when the woreda takes it over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers

FUNCTIONS = [
    ("mentoring", _("Mentoring")),
    ("data_check", _("Checking data")),
    ("sessions", _("Learning sessions")),
    ("server", _("The hub and its keys")),
    ("training", _("Training newcomers")),
    ("budget", _("Budget line")),
    ("other", _("Another function")),
]
HOLDERS = [("partner", _("A partner")), ("shared", _("Shared")), ("woreda", _("The woreda"))]


class FunctionHeld(Replicated):
    """Who holds a function from a day on. Each move is a record of its own, so the way stays readable."""

    collaborative = Ref(_("Collaborative"), to="collaborative", required=True)
    function = Choice(_("Function"), choices=FUNCTIONS, max_length=12, required=True)
    named = Text(_("Its name, if it is another"), max_length=120)
    holder = Choice(_("Held by"), choices=HOLDERS, max_length=10, required=True)
    since = Day(_("From"))
    planned_for = Day(_("Planned for"))
    words = LongText(_("In a few words"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("function_held", {"collaborative": writers("steward")}, day="since")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="function_held_once")]


class Readiness(Replicated):
    """One thing that must be so before a function moves on: a person trained, a budget signed."""

    collaborative = Ref(_("Collaborative"), to="collaborative", required=True)
    function = Choice(_("Function"), choices=FUNCTIONS, max_length=12, required=True)
    named = Text(_("Its name, if it is another"), max_length=120)
    text = Text(_("What must be so"), max_length=300, required=True)
    due = Day(_("By when"))
    done_on = Day(_("So since"))
    words = LongText(_("In a few words"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("readiness", {"collaborative": writers("steward", "mentor", "official")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="readiness_once")]
