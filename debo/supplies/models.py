"""Watched items, what is left of them, and words sent early."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import Choice, Count, Day, Flag, LongText, Number, Ref, Text, Words
from debo.ledger.replicated import Ledger, Replicated, writers

KEEPERS = [("laboratory", _("Laboratory")), ("pharmacy", _("Pharmacy"))]
REPLIES = [
    ("coming", _("It is on its way")),
    ("here", _("We have it here")),
    ("asked", _("We have asked for it")),
    ("instead", _("Use something else meanwhile")),
    ("none", _("There is none now")),
]
_OF_THE_FACILITY = {"facility": writers("member", "staff", "head", own="facility")}


class WatchedItem(Replicated):
    """Something that must not run out. Fewer days left than `word_at` and a word goes to its keeper."""

    facility = Ref(_("Facility"), to="place", required=True)
    name = Words(_("Name"), required=True)
    unit = Text(_("Counted in"), max_length=40)
    keeper = Choice(_("Who keeps it"), choices=KEEPERS, max_length=20, required=True)
    word_at = Count(_("Send word when fewer days are left than"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("watched_item", _OF_THE_FACILITY)

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="watched_item_once")]


class Stock(Replicated):
    """What was left of an item on a day, and how much a week needs."""

    item = Ref(_("Item"), to="watched_item", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    day = Day(_("Day"), required=True)
    left = Number(_("How much is left"))
    weekly = Number(_("How much a week needs"))

    ledger = Ledger("stock", _OF_THE_FACILITY, key=("item", "day"), day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="stock_once")]


class EarlyWord(Replicated):
    """A word to whoever keeps an item that it runs low, and the answer."""

    item = Ref(_("Item"), to="watched_item", required=True)
    facility = Ref(_("Facility"), to="place", required=True)
    day = Day(_("Day"), required=True)
    days_left = Count(_("Days left"))
    words = LongText(_("In a few words"), max_length=1000)
    reply = Choice(_("Answer"), choices=REPLIES, max_length=10)
    reply_words = LongText(_("Answer in a few words"), max_length=1000)
    reply_by = Day(_("By when"))
    replied_on = Day(_("Answered on"))
    settled_on = Day(_("Settled on"))
    withdrawn = Flag(_("Taken back"))

    ledger = Ledger("early_word", _OF_THE_FACILITY, day="day")

    class Meta:
        constraints = [models.UniqueConstraint("record", "channel", name="early_word_once")]
