"""Recognition and thanks. Neither has a field for a number, so neither can rest on an indicator's value."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers

RECOGNISED_FOR = [
    ("verified", _("Checked its own data")),
    ("honest", _("Told what did not work")),
    ("taught", _("Taught others")),
    ("lent", _("Lent to others")),
    ("answered", _("Answered when others asked")),
    ("own_way", _("Better than it was itself, as the team tells it")),
]


class Recognition(Replicated):
    """A facility is recognised for something that it did. `told` is the team's own telling."""

    facility = Ref(_("Facility"), to="place", required=True)
    team = Ref(_("Team"), to="team")
    kind = Choice(_("For"), choices=RECOGNISED_FOR, max_length=12, required=True)
    day = Day(_("Day"), required=True)
    told = LongText(_("In the team’s own words"), max_length=1000)
    words = Text(_("Words on the certificate"), max_length=300)
    session = Ref(_("Learning session"), to="learning_session")
    given_on = Day(_("Given on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "recognition",
        {"collaborative": writers("member", "staff", "head", "mentor", "steward", own="facility")},
        day="day",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="recognition_once")]


class Thanks(Replicated):
    """One facility thanks another."""

    facility = Ref(_("Facility"), to="place", required=True)
    to = Ref(_("Thanks to"), to="place", required=True)
    kind = Choice(_("For"), choices=RECOGNISED_FOR, max_length=12)
    text = LongText(_("In our words"), max_length=500, required=True)
    session = Ref(_("Learning session"), to="learning_session")
    day = Day(_("Day"), required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "thanks",
        {"collaborative": writers("member", "staff", "head", "mentor", "steward", own="facility")},
        day="day",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="thanks_once")]
