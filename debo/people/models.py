"""Where people work, who they are, which roles they hold and in which teams they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, Ref, Text, Words
from debo.ledger.replicated import Ledger, Replicated, writers
from debo.people.keys import (
    AdminLink,
    HubSteward,
    JoinCode,
    PinHash,
    SecondFactor,
    SetupCode,
    WrongTries,
)
from debo.people.roles import role_choices

__all__ = [
    "DEPARTMENT_KINDS",
    "FACILITY_KINDS",
    "PLACE_KINDS",
    "SKILLS",
    "TEAM_PARTS",
    "AdminLink",
    "Department",
    "HubSteward",
    "JoinCode",
    "Person",
    "PinHash",
    "Place",
    "RoleHeld",
    "SecondFactor",
    "SetupCode",
    "SkillHeld",
    "Team",
    "TeamMember",
    "WrongTries",
]

PLACE_KINDS = [
    ("country", _("Country")),
    ("region", _("Region")),
    ("zone", _("Zone")),
    ("woreda", _("Woreda")),
    ("hospital", _("Hospital")),
    ("health_centre", _("Health centre")),
    ("health_post", _("Health post")),
]

#: Kinds of place that count things and have staff who look after mothers.
FACILITY_KINDS = ("hospital", "health_centre", "health_post")


class Place(Replicated):
    """A facility or an administrative place. `parent` is what it belongs to in the catchment:
    a health post's health centre, a health centre's woreda. Places end; successors name them (DOMAIN 5.1)."""

    name = Words(_("Name"), required=True)
    kind = Choice(_("Kind"), choices=PLACE_KINDS, max_length=20, required=True)
    parent = Ref(_("Belongs to"), to="place")
    code = Text(
        _("Code"), max_length=40, help_text=_("The facility's code in the national register, if known.")
    )
    since = Day(_("From"))
    until = Day(_("Until"))
    successor = Ref(_("Followed by"), to="place")
    position = Text(_("Order in lists"), max_length=12)

    ledger = Ledger("place", {"collaborative": writers("steward")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="place_once")]
        # Each exchange asks for the places of the reader's collaboratives, not for the nation's.
        indexes = [models.Index("channel", name="place_channel")]


DEPARTMENT_KINDS = [
    ("delivery", _("Delivery room")),
    ("anc", _("Antenatal and postnatal care")),
    ("newborn", _("Newborn care")),
    ("opd", _("Outpatients")),
    ("laboratory", _("Laboratory")),
    ("pharmacy", _("Pharmacy")),
    ("health_information", _("Health information")),
    ("operating", _("Operating room")),
    ("administration", _("Administration")),
    ("cleaning", _("Cleaning")),
    ("community", _("Community")),
    ("other", _("Other")),
]


class Department(Replicated):
    """A part of a facility whose staff work together."""

    place = Ref(_("Facility"), to="place", required=True)
    kind = Choice(_("Kind"), choices=DEPARTMENT_KINDS, max_length=20, required=True)
    name = Words(_("Name, if it has one of its own"))

    ledger = Ledger("department", {"collaborative": writers("steward", "head", own="place")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="department_once")]


class Person(Replicated):
    """Somebody who works here. Only a name: the law's right to erasure removes this record and keeps the
    work."""

    name = Text(_("Name"), required=True)
    phone = Text(_("Phone number"), max_length=20)

    ledger = Ledger("person", {"facility": writers("steward", "head")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="person_once")]


class RoleHeld(Replicated):
    """A person holds a role at a place from a day to a day. Work belongs to the role, not to the person."""

    person = Ref(_("Person"), to="person", required=True)
    role = Choice(_("Role"), choices=role_choices(), max_length=30, required=True)
    place = Ref(_("Place"), to="place", required=True)
    department = Ref(_("Department"), to="department")
    since = Day(_("From"), required=True)
    until = Day(_("Until"))
    partner = Flag(
        _("For a partner"),
        help_text=_("Not employed by the government: the role ends when the work has been handed over."),
    )

    ledger = Ledger("role_held", {"facility": writers("steward", "head", own="place")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="role_held_once")]


class Team(Replicated):
    """A QI team of a facility or of a department. A health centre's team also speaks for its health posts."""

    name = Words(_("Name"), required=True)
    place = Ref(_("Facility"), to="place", required=True)
    department = Ref(_("Department"), to="department")

    ledger = Ledger("team", {"collaborative": writers("steward", "head", own="place")})

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="team_once")]


TEAM_PARTS = [("lead", _("Leads the team")), ("deputy", _("Deputy")), ("member", _("Member"))]


class TeamMember(Replicated):
    """A person is in a team from a day to a day."""

    team = Ref(_("Team"), to="team", required=True)
    person = Ref(_("Person"), to="person", required=True)
    part = Choice(_("Part"), choices=TEAM_PARTS, max_length=10, required=True)
    since = Day(_("From"), required=True)
    until = Day(_("Until"))

    ledger = Ledger("team_member", {"facility": writers("steward", "head")}, key=("team", "person"))

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="team_member_once")]


#: What a team can't do without: at least two people should be able to do each (FEATURES N7).
SKILLS = [
    ("count", _("Count from the register")),
    ("chart", _("Read a run chart")),
    ("cycle", _("Run a PDSA cycle")),
    ("why", _("Ask why until a cause is found")),
    ("meeting", _("Lead a meeting")),
    ("recount", _("Recount a register")),
    ("teach", _("Teach this to others")),
    ("carry", _("Carry entries by hand")),
]


class SkillHeld(Replicated):
    """Somebody here can do something and show it to others: yes or no, never how well."""

    person = Ref(_("Person"), to="person", required=True)
    skill = Choice(_("Can"), choices=SKILLS, max_length=20, required=True)
    since = Day(_("From"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "skill_held", {"facility": writers("member", "staff", "head", "steward")}, key=("person", "skill")
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="skill_held_once")]
