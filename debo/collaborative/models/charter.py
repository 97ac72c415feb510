"""The charter of a collaborative, who takes part, and the periods it has closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Count, Day, Flag, LongText, Period, Ref, Text, Words
from debo.ledger.replicated import Ledger, Replicated, writers

#: From prework to holding the gains (DOMAIN 2); what lies between is told by the learning sessions.
STAGES = [
    ("prework", _("Prework")),
    ("action", _("Sessions and action periods")),
    ("spreading", _("Spreading what worked")),
    ("holding", _("Holding the gains")),
]
SCOPES = [("prototype", _("Prototype: a few facilities first")), ("scale", _("All facilities"))]


class Collaborative(Replicated):
    """Its record id is also the id of its channel. `woreda` is the place whose people run it."""

    name = Words(_("Name"), required=True)
    woreda = Ref(_("Woreda"), to="place", required=True)
    topic = Text(_("Topic"), max_length=300)
    aim = LongText(_("Aim: what, how much, by when, for whom"))
    starts = Day(_("Begins"))
    ends = Day(_("Ends"))
    month_starts_on = Count(
        _("The reporting month begins on day"), help_text=_("1 or 21 of the Ethiopian month.")
    )
    closes_after_days = Count(_("A period closes after so many days"))
    report_due_after_days = Count(
        _("A report is due after so many days"),
        help_text=_("Days after the period’s end; 6 where nothing is written."),
    )

    approves_aims = Flag(
        _("Aims are approved"),
        help_text=_("A team’s aim waits for a word from those who look after it; work goes on meanwhile."),
    )

    stage = Choice(_("Where it stands"), choices=STAGES, max_length=12)
    scope = Choice(_("Who takes part"), choices=SCOPES, max_length=12)
    cloned_from = Ref(_("Made after"), to="collaborative")
    sees = LongText(_("Who sees what, in our words"))
    attending = LongText(_("Who attends sessions, and how they are chosen"))
    allowance = LongText(
        _("Travel and allowance"), help_text=_("The same rule for everybody, shown to all staff.")
    )

    ledger = Ledger("collaborative", {"collaborative": writers("steward")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="collaborative_once")]


class TakingPart(Replicated):
    """A facility takes part from a day to a day; in a prototype first, or from the beginning of the scale."""

    collaborative = Ref(_("Collaborative"), to="collaborative", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    scope = Choice(_("Since"), choices=SCOPES, max_length=12)
    since = Day(_("From"))
    until = Day(_("Until"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "taking_part", {"collaborative": writers("steward", "mentor")}, key=("collaborative", "facility")
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="taking_part_once")]


class Closure(Replicated):
    """The charter has closed a period: later counts are kept with a note. `open_again` undoes it."""

    collaborative = Ref(_("Collaborative"), to="collaborative", required=True)
    period = Period(_("Period"), required=True)
    open_again = Flag(_("Open again"))

    ledger = Ledger("closure", {"collaborative": writers("steward")}, key=("collaborative", "period"))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="closure_once")]


class OwnWord(Replicated):
    """A word of Debo, or the name of a role, as this collaborative says it: `term.pdsa`, `role.midwife`."""

    word = Text(_("Word"), max_length=60, required=True)
    said = Words(_("As we say it"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("own_word", {"collaborative": writers("steward")}, key=("word",))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="own_word_once")]
