"""The charter of a collaborative, and the periods it has closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Count, Day, Flag, LongText, Period, Ref, Text, Words
from debo.ledger.replicated import Ledger, Replicated, writers


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

    ledger = Ledger("collaborative", {"collaborative": writers("steward")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="collaborative_once")]


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
