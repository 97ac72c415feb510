"""What the team wants to reach, what drives it, and the ideas that may change it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Number, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.roles import role_choices

#: The programme's topics (DOMAIN 1.1), the structure of the change package.
TOPICS = [
    ("anc", _("Antenatal care")),
    ("syphilis", _("Syphilis test in pregnancy")),
    ("delivery", _("Skilled delivery")),
    ("on_admission", _("On admission")),
    ("before_pushing", _("Before pushing")),
    ("after_birth", _("Soon after birth")),
    ("pnc", _("Postnatal care")),
    ("newborn", _("Care of sick and small newborns")),
    ("referral", _("Referral and transport")),
    ("supplies", _("Supplies and equipment")),
    ("data", _("Data and registers")),
    ("teamwork", _("Teamwork and leadership")),
    ("community", _("Community")),
    ("other", _("Other")),
]
#: Within whose hands a cause or an idea lies (FEATURES N13).
REACHES = [
    ("ours", _("Within our hands")),
    ("woreda", _("Needs the woreda")),
    ("others", _("Needs others")),
]
APPROVALS = [("agreed", _("Agreed")), ("talk", _("Let us talk about it"))]

#: A person tries it for themselves, the team has it as a draft, the collaborative when it is released.
_TRIED_FIRST = {
    "person": writers("self"),
    "team": writers("member"),
    "collaborative": writers("member", own="facility"),
}


class Aim(Replicated):
    """What a team wants to reach: what, how much, by when, for whom. Its sponsor stands outside the team."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    what = Text(_("What do we want to be better?"), max_length=300, required=True)
    whom = Text(_("For whom"), max_length=300)
    measure = Ref(_("How will we see it?"), to="measure")
    start = Number(_("Where we are now"))
    target = Number(_("Where we want to be"))
    by = Day(_("By when"))
    why = LongText(_("Why it matters here"), max_length=1000)
    sponsor_role = Choice(_("Who outside the team stands behind it?"), choices=role_choices(), max_length=30)
    sponsor_place = Ref(_("Where they work"), to="place")
    ended = Day(_("Ended on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("aim", _TRIED_FIRST)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="aim_once")]


class Approval(Replicated):
    """What those who look after a team say to its released aim, where the charter wants them to.

    Whoever is in the team answers only where nobody else may, and `by_team` then says so."""

    aim = Ref(_("Aim"), to="aim", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    said = Choice(_("Answer"), choices=APPROVALS, max_length=10, required=True)
    words = LongText(_("In a few words"), max_length=1000)
    role = Choice(_("As"), choices=role_choices(), max_length=30)
    on = Day(_("On"), required=True)
    by_team = Flag(_("By the team itself"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "approval", {"collaborative": writers("head", "mentor", "official", "steward", own="facility")}
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="approval_once")]


class Driver(Replicated):
    """A part of the system that moves the aim. Without `parent` it is a primary driver, else a secondary
    one (DOMAIN 2)."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    aim = Ref(_("Aim"), to="aim", required=True)
    parent = Ref(_("Belongs to"), to="driver")
    text = Text(_("What drives it?"), max_length=200, required=True)
    measure = Ref(_("Measure"), to="measure")
    position = Text(_("Order in lists"), max_length=12)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("driver", _TRIED_FIRST)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="driver_once")]


class Idea(Replicated):
    """A change idea. Released it is part of the change package; one that was copied names where it came
    from."""

    team = Ref(_("Team"), to="team", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    driver = Ref(_("Driver"), to="driver")
    text = Text(_("What could we change?"), max_length=300, required=True)
    how = LongText(_("How it is done"))
    needs = LongText(_("What it needs"), max_length=1000)
    topic = Choice(_("Topic"), choices=TOPICS, max_length=20)
    reach = Choice(_("Within whose hands?"), choices=REACHES, max_length=10)
    measure = Ref(_("Measure"), to="measure")
    cause = Ref(_("Cause"), to="cause")
    proposal = Ref(_("Proposed as"), to="proposal")
    copied_from = Ref(_("Taken over from"), to="idea")
    position = Text(_("Order in lists"), max_length=12)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("idea", _TRIED_FIRST)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="idea_once")]
