"""Learning sessions: what they consist of, who comes, what is shared, and what the facilities commit to.

A learning session is no evaluation meeting: nothing here holds a mark, a rank or an indicator's value.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Count, Day, Flag, LongText, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.models import DEPARTMENT_KINDS, FACILITY_KINDS, PLACE_KINDS
from debo.people.roles import role_choices

_LEVELS = [(key, label) for key, label in PLACE_KINDS if key in FACILITY_KINDS]
PARTS = [
    ("plenary", _("Plenary")),
    ("breakout", _("Breakout")),
    ("storyboards", _("Storyboard round")),
    ("round", _("Round of three questions")),
    ("planning", _("Team planning time")),
    ("clinical", _("Clinical update")),
    ("teamwork", _("Teamwork skills")),
    ("thanks", _("Thanks and recognition")),
    ("pause", _("Pause")),
]
TRACKS = [("joint", _("All together")), *_LEVELS]
WHY_INVITED = [
    ("waited", _("Waited longest")),
    ("continuity", _("Was there last time")),
    ("presents", _("Presents the team’s storyboard")),
    ("asked", _("Asked to come")),
    ("other", _("Another reason")),
]
COMING = [("yes", _("Comes")), ("no", _("Can’t come")), ("later", _("Next time"))]
THREE_QUESTIONS = [
    ("tried", _("What did you try?")),
    ("happened", _("What happened?")),
    ("holding", _("What is holding you back?")),
]
OUTCOMES = [
    ("done", _("Done")),
    ("partly", _("Partly done")),
    ("not_yet", _("Not yet")),
    ("otherwise", _("We did something else")),
]
AGREE = [("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))]

#: Who speaks for a facility, and who runs a session and writes down what was said in the room.
_IN_THE_ROOM = writers("member", "staff", "head", "mentor", "steward", own="facility")
_RUNS_IT = writers("mentor", "steward")


class LearningSession(Replicated):
    """A learning session; the action period after it lasts until the next one begins."""

    collaborative = Ref(_("Collaborative"), to="collaborative", required=True)
    number = Count(_("Number"), required=True)
    theme = Text(_("Theme"), max_length=300)
    starts = Day(_("First day"), required=True)
    ends = Day(_("Last day"))
    venue = Text(_("Where"), max_length=300)
    seats = Count(_("Seats for each facility"))
    focus = LongText(_("What teams work on until the next session"))
    opened_on = Day(_("Opened on"))
    ended_on = Day(_("Ended on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("learning_session", {"collaborative": _RUNS_IT}, day="starts")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="learning_session_once")]


class AgendaPart(Replicated):
    """A part of a session's agenda. `begins` counts minutes since midnight."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    day = Day(_("Day"))
    begins = Count(_("Begins"))
    minutes = Count(_("Minutes"))
    kind = Choice(_("Kind"), choices=PARTS, max_length=12, required=True)
    track = Choice(_("For whom"), choices=TRACKS, max_length=14)
    title = Text(_("Title"), max_length=300)
    led_by = Text(_("Led by"), max_length=200)
    notes = LongText(_("Notes"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("agenda_part", {"collaborative": _RUNS_IT})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="agenda_part_once")]


class Invitation(Replicated):
    """Somebody of a facility is invited, with the reason; all staff of the facility see both."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    person = Ref(_("Person"), to="person", required=True)
    why = Choice(_("Why"), choices=WHY_INVITED, max_length=12)
    words = Text(_("Why, in a few words"), max_length=300)
    coming = Choice(_("Answer"), choices=COMING, max_length=10)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("invitation", {"facility": _IN_THE_ROOM}, key=("session", "person"))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="invitation_once")]


class Attended(Replicated):
    """Somebody of a facility was at a session on a day."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    person = Ref(_("Person"), to="person", required=True)
    day = Day(_("Day"), required=True)
    here = Flag(_("Is here"))

    ledger = Ledger("attended", {"facility": _IN_THE_ROOM}, key=("session", "person", "day"), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="attended_once")]


class Shared(Replicated):
    """What a facility says in the round of three questions."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    question = Choice(_("Question"), choices=THREE_QUESTIONS, max_length=10, required=True)
    text = LongText(_("In our words"), max_length=1000, required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("shared", {"collaborative": _IN_THE_ROOM})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="shared_once")]


class WallQuestion(Replicated):
    """A question on the session's wall. It has no facility and no author: the room's own device writes it."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    text = LongText(_("Question"), max_length=1000, required=True)
    answer = LongText(_("Answer"), max_length=2000)
    answered_on = Day(_("Answered on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("wall_question", {"collaborative": _RUNS_IT})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="wall_question_once")]


class TakeHome(Replicated):
    """What a facility takes home from a session: it becomes part of the digest, and of lessons."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    text = LongText(_("What we take home"), max_length=1000, required=True)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("take_home", {"collaborative": _IN_THE_ROOM})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="take_home_once")]


class Commitment(Replicated):
    """What a team will do until the next session, or agreed on with its mentor at a visit.

    It has a role and a day, comes back with its outcome, and a team takes it over as a task of its own.
    """

    session = Ref(_("Learning session"), to="learning_session")
    visit = Ref(_("Visit"), to="visit")
    facility = Ref(_("Facility"), to="place", required=True)
    team = Ref(_("Team"), to="team")
    text = Text(_("What we will do"), max_length=300, required=True)
    role = Choice(_("Which role does it?"), choices=role_choices(), max_length=30, required=True)
    department = Choice(_("Where"), choices=DEPARTMENT_KINDS, max_length=20)
    due = Day(_("By when"), required=True)
    outcome = Choice(_("What became of it"), choices=OUTCOMES, max_length=10)
    told = LongText(_("In a few words"), max_length=1000)
    told_on = Day(_("Told on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("commitment", {"collaborative": _IN_THE_ROOM, "facility": _IN_THE_ROOM}, day="due")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="commitment_once")]


class SessionSlip(Replicated):
    """What somebody thinks of a session, without a name: written by the room's device, shown from five."""

    session = Ref(_("Learning session"), to="learning_session", required=True)
    worth = Choice(_("Was it worth the time?"), choices=AGREE, max_length=8)
    safe = Choice(_("Could you say what did not work?"), choices=AGREE, max_length=8)
    useful = Choice(_("Do you know what you will try next?"), choices=AGREE, max_length=8)
    keep = LongText(_("What should stay?"), max_length=1000)
    change = LongText(_("What should be otherwise?"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("session_slip", {"collaborative": _RUNS_IT})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="session_slip_once")]
