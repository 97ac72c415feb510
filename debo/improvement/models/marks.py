"""What a person marks on a chart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Day, Flag, LongText, Period, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers


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
