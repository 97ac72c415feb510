"""A team's monthly report, and the answer to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Day, Flag, LongText, Period, Ref
from debo.ledger.replicated import Ledger, Replicated, writers


class MonthlyReport(Replicated):
    """What a team says about a month. Its numbers, charts and cycles are those that it released anyway."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    period = Period(_("Period"), required=True)
    lessons = LongText(_("What we learned"))
    barriers = LongText(_("What is holding us back"))
    next_tests = LongText(_("What we will try next"))
    help_wanted = LongText(_("Where we would like help"))
    submitted_on = Day(_("Handed in on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "monthly_report",
        {"team": writers("member"), "collaborative": writers("member", own="facility")},
        key=("team", "period"),
        day="period",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="monthly_report_once")]


class ReportAnswer(Replicated):
    """What a mentor answers to a monthly report."""

    report = Ref(_("Monthly report"), to="monthly_report", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    well = LongText(_("What goes well"), max_length=1000)
    question = LongText(_("What I would ask"), max_length=1000)
    offer = LongText(_("What I can help with"), max_length=1000)
    day = Day(_("Day"), required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("report_answer", {"collaborative": writers("mentor", "steward", "official")}, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="report_answer_once")]
