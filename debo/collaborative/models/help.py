"""Help between facilities: asks and offers, loans, referral feedback, joint visits; no patient in any of it.

Each side writes what it did itself, so both may be offline and neither waits for the other.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Day, Flag, LongText, Number, Ref, Text
from debo.ledger.replicated import Ledger, Replicated, writers

NOTICES = [("ask", _("We ask")), ("offer", _("We offer"))]
ABOUT = [
    ("know_how", _("Know-how")),
    ("supplies", _("Supplies")),
    ("visit", _("A visit")),
    ("people", _("People")),
    ("data", _("Counting and charts")),
    ("other", _("Something else")),
]
WAYS = [("out", _("Handed over")), ("back", _("Given back"))]
SIDES = [("lender", _("The side that lent")), ("borrower", _("The side that borrowed"))]
REFERRED_FOR = [
    ("bleeding", _("Bleeding")),
    ("blood_pressure", _("High blood pressure")),
    ("long_labour", _("Long labour")),
    ("infection", _("Infection")),
    ("newborn", _("A newborn")),
    ("other", _("Something else")),
]
ARRIVED = [("yes", _("Arrived")), ("late", _("Arrived late")), ("no", _("Did not arrive"))]

_A_FACILITY = {"collaborative": writers("member", "staff", "head", own="facility")}


class Notice(Replicated):
    """A facility asks for help or offers it, on the board that all facilities read."""

    facility = Ref(_("Facility"), to="place", required=True)
    kind = Choice(_("Ask or offer"), choices=NOTICES, max_length=8, required=True)
    about = Choice(_("About"), choices=ABOUT, max_length=12)
    text = LongText(_("In a few words"), max_length=1000, required=True)
    session = Ref(_("Learning session"), to="learning_session")
    day = Day(_("Day"), required=True)
    until = Day(_("Until"))
    closed_on = Day(_("Settled on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger(
        "notice",
        {"collaborative": writers("member", "staff", "head", "mentor", "steward", own="facility")},
        day="day",
    )

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="notice_once")]


class Reply(Replicated):
    """A facility answers another one's notice."""

    notice = Ref(_("Ask or offer"), to="notice", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    text = LongText(_("In a few words"), max_length=1000)
    day = Day(_("Day"), required=True)
    helped = Flag(_("It helped"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("reply", _A_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="reply_once")]


class Helped(Replicated):
    """Whoever asked says that a reply helped."""

    reply = Ref(_("Reply"), to="reply", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    day = Day(_("Day"), required=True)
    words = LongText(_("In a few words"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("helped", _A_FACILITY, key=("reply",), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="helped_once")]


class Need(Replicated):
    """A facility needs something that another may have."""

    facility = Ref(_("Facility"), to="place", required=True)
    item = Text(_("What"), max_length=120, required=True)
    unit = Text(_("Counted in"), max_length=40)
    quantity = Number(_("How much"))
    by = Day(_("By when"))
    words = LongText(_("In a few words"), max_length=1000)
    day = Day(_("Day"), required=True)
    settled_on = Day(_("Settled on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("need", _A_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="need_once")]


class Spare(Replicated):
    """A facility has something to lend or to give: because it has enough, or because it expires soon."""

    facility = Ref(_("Facility"), to="place", required=True)
    item = Text(_("What"), max_length=120, required=True)
    unit = Text(_("Counted in"), max_length=40)
    quantity = Number(_("How much"))
    batch = Text(_("Batch"), max_length=60)
    expires = Day(_("Expires on"))
    gift = Flag(_("Need not be given back"))
    words = LongText(_("In a few words"), max_length=1000)
    day = Day(_("Day"), required=True)
    gone_on = Day(_("Gone on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("spare", _A_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="spare_once")]


class Loan(Replicated):
    """One facility lends another something. Either side may begin it: `facility` is the one that wrote."""

    facility = Ref(_("Facility"), to="place", required=True)
    lender = Ref(_("Lends"), to="place", required=True)
    borrower = Ref(_("Borrows"), to="place", required=True)
    need = Ref(_("Need"), to="need")
    spare = Ref(_("Spare"), to="spare")
    item = Text(_("What"), max_length=120, required=True)
    unit = Text(_("Counted in"), max_length=40)
    quantity = Number(_("How much"))
    day = Day(_("Day"), required=True)
    back_by = Day(_("Given back by"))
    gift = Flag(_("Need not be given back"))
    words = LongText(_("In a few words"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("loan", _A_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="loan_once")]


class Passed(Replicated):
    """What one side saw go out or come back: `part` numbers the goings of one way, from “1”."""

    loan = Ref(_("Loan"), to="loan", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    way = Choice(_("Which way"), choices=WAYS, max_length=6, required=True)
    part = Text(_("Part"), max_length=6, required=True)
    side = Choice(_("Side"), choices=SIDES, max_length=10, required=True)
    quantity = Number(_("How much"))
    batch = Text(_("Batch"), max_length=60)
    expires = Day(_("Expires on"))
    day = Day(_("Day"), required=True)
    role = Text(_("Role"), max_length=30)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("passed", _A_FACILITY, key=("loan", "way", "part", "side"), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="passed_once")]


class Settled(Replicated):
    """Two sides wrote different quantities; a person says which one holds. Both stay."""

    loan = Ref(_("Loan"), to="loan", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    way = Choice(_("Which way"), choices=WAYS, max_length=6, required=True)
    part = Text(_("Part"), max_length=6, required=True)
    quantity = Number(_("How much"))
    why = Text(_("Why"), max_length=300)
    day = Day(_("Day"), required=True)

    ledger = Ledger("settled", _A_FACILITY, key=("loan", "way", "part"), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="settled_once")]


class Forgiven(Replicated):
    """The side that lent asks for nothing back, or for less."""

    loan = Ref(_("Loan"), to="loan", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    quantity = Number(_("How much"))
    day = Day(_("Day"), required=True)
    words = Text(_("In a few words"), max_length=300)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("forgiven", _A_FACILITY, key=("loan",), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="forgiven_once")]


class Referral(Replicated):
    """A facility sent somebody on: a day and a kind, never who."""

    facility = Ref(_("Facility"), to="place", required=True)
    to = Ref(_("Sent to"), to="place", required=True)
    day = Day(_("Day"), required=True)
    kind = Choice(_("Because of"), choices=REFERRED_FOR, max_length=16, required=True)
    asked = LongText(_("What we would like to know"), max_length=500)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("referral", _A_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="referral_once")]


class Feedback(Replicated):
    """What the receiving facility says back, so that the sending one learns."""

    referral = Ref(_("Referral"), to="referral", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    arrived = Choice(_("Arrived"), choices=ARRIVED, max_length=8)
    day = Day(_("Day"), required=True)
    went_well = LongText(_("What went well"), max_length=1000)
    learned = LongText(_("What we learned"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("feedback", _A_FACILITY, key=("referral",), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="feedback_once")]


class JointVisit(Replicated):
    """People of one facility were at another one, to see and to help."""

    facility = Ref(_("Facility"), to="place", required=True)
    host = Ref(_("Visited"), to="place", required=True)
    day = Day(_("Day"), required=True)
    about = Choice(_("About"), choices=ABOUT, max_length=12)
    with_mentor = Flag(_("A mentor came along"))
    learned = LongText(_("What we learned"), max_length=1000)
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("joint_visit", _A_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="joint_visit_once")]
