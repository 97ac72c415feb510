"""Meetings with equal voice. All of it stays in the team: no other channel is declared, so no door and no
carried file can bring it to anybody else.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Count, Day, Flag, LongText, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers

MEETING_KINDS = [("huddle", _("Huddle of ten minutes")), ("full", _("Full meeting"))]
DECIDED_BY = [
    ("all", _("All agreed")),
    ("most", _("Most agreed")),
    ("consent", _("Nobody had a serious concern")),
    ("lead", _("The lead decided after hearing everybody")),
    ("try", _("We try it and look again")),
]
#: What somebody did for a meeting beside proposing and deciding, which have records of their own.
SPOKE = [("said", _("Said something")), ("showed", _("Showed the numbers")), ("wrote", _("Wrote for us"))]
_IN_THE_TEAM = {"team": writers("member")}


class Meeting(Replicated):
    """A team meets."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    day = Day(_("Day"), required=True)
    kind = Choice(_("Kind"), choices=MEETING_KINDS, max_length=10, required=True)
    subject = Text(_("What it is about"), max_length=300)
    question = Text(_("Question of the silent round"), max_length=300)
    shown_on = Day(_("The ideas were shown on"))
    notes = LongText(_("Notes"))
    next_day = Day(_("We meet again on"))
    ended = Flag(_("The meeting has ended"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("meeting", _IN_THE_TEAM, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="meeting_once")]


class Present(Replicated):
    """Somebody is at a meeting: of the team, or a guest."""

    meeting = Ref(_("Meeting"), to="meeting", required=True)
    person = Ref(_("Person"), to="person", required=True)
    here = Flag(_("Is here"))

    ledger = Ledger("present", _IN_THE_TEAM, key=("meeting", "person"))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="present_once")]


class Proposal(Replicated):
    """An idea of a silent round. Screens don't say whose it is before all have been shown."""

    meeting = Ref(_("Meeting"), to="meeting", required=True)
    person = Ref(_("Person"), to="person")
    text = Text(_("Idea"), max_length=300, required=True)
    same_as = Ref(_("The same as"), to="proposal")
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("proposal", _IN_THE_TEAM)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="proposal_once")]


class Vote(Replicated):
    """A voice for an idea, with nobody's name: `slip` is a number drawn for one person in one round."""

    meeting = Ref(_("Meeting"), to="meeting", required=True)
    proposal = Ref(_("Idea"), to="proposal", required=True)
    slip = Text(_("Slip"), max_length=40, required=True)
    points = Count(_("Dots"))

    ledger = Ledger("vote", _IN_THE_TEAM, key=("proposal", "slip"))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="vote_once")]


class Decision(Replicated):
    """What a meeting decided, and how."""

    meeting = Ref(_("Meeting"), to="meeting", required=True)
    text = Text(_("What we decided"), max_length=300, required=True)
    proposal = Ref(_("Idea"), to="proposal")
    how = Choice(_("How we decided"), choices=DECIDED_BY, max_length=10)
    reason = LongText(_("Why"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("decision", _IN_THE_TEAM)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="decision_once")]


class Decider(Replicated):
    """Somebody took part in a decision."""

    decision = Ref(_("What we decided"), to="decision", required=True)
    meeting = Ref(_("Meeting"), to="meeting", required=True)
    person = Ref(_("Person"), to="person", required=True)
    took_part = Flag(_("Took part"))

    ledger = Ledger("decider", _IN_THE_TEAM, key=("decision", "person"))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="decider_once")]


class Voice(Replicated):
    """Somebody's part in a meeting, tapped as it happens."""

    meeting = Ref(_("Meeting"), to="meeting", required=True)
    person = Ref(_("Person"), to="person", required=True)
    kind = Choice(_("What they did"), choices=SPOKE, max_length=10, required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("voice", _IN_THE_TEAM)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="voice_once")]
