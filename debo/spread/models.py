"""What somebody who leaves says to whoever comes after."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Ref
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.roles import role_choices


class Handover(Replicated):
    """A role's work is handed over: what the log doesn't say, in the words of whoever held it."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    role = Choice(_("Role"), choices=role_choices(), max_length=30, required=True)
    on = Day(_("On"), required=True)
    next_steps = LongText(_("What comes next"), max_length=2000)
    worries = LongText(_("What I would look at first"), max_length=2000)
    contacts = LongText(_("Whom to ask"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("handover", {"team": writers("member")}, day="on")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="handover_once")]
