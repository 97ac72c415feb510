"""The progress score of a team, said by people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Number, Period, Ref
from debo.ledger.replicated import Ledger, Replicated, writers

SAID_BY = [("team", _("The team")), ("mentor", _("The mentor"))]


class ProgressScore(Replicated):
    """How far a team is, 0.5 to 5.0 in halves (DOMAIN 2.1), as the team or its mentor sees it.

    The two stand side by side; neither overwrites the other. `proposed` is what the evidence allowed then.
    """

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    period = Period(_("Period"), required=True)
    said_by = Choice(_("Who says so"), choices=SAID_BY, max_length=8, required=True)
    score = Number(_("Score"), required=True)
    proposed = Number(_("Proposed from the evidence"))
    why = LongText(_("Why"), max_length=1000)
    day = Day(_("Day"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "progress_score",
        {"team": writers("member"), "facility": writers("member", "mentor", "steward", own="facility")},
        key=("team", "period", "said_by"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="progress_score_once")]
