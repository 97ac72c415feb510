"""What causes, what is asked of others and answers to it may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule

#: Five whys are many; nobody asks fifty.
DEEPEST = 50

Values = Mapping[str, Any]


@rule("cause", finds=["parent"])
def why_of_the_same_problem(values: Values, context: Context) -> Objection | None:
    """Why a cause is there belongs to the same problem; a parent that hasn't come yet can't be asked."""
    above = context.find("cause", values.get("parent"))
    if above and above.get("problem") != values.get("problem"):
        return "other_problem", _(
            "This cause belongs to another question than the one it explains. Please write it there."
        )
    return None


@rule("cause", finds=["parent"])
def whys_do_not_go_round(values: Values, context: Context) -> Objection | None:
    """A cause can't explain itself, however many whys lie between."""
    parent = values.get("parent")
    for _step in range(DEEPEST):
        if parent is None:
            return None
        if parent == context.record:
            break
        above = context.find("cause", parent)
        parent = above.get("parent") if above else None
    return "circle_of_causes", _("These whys lead back to where they began. Please ask one of them anew.")


@rule("escalation")
def settled_after_it_was_asked(values: Values, _context: Context) -> Objection | None:
    """What is asked can't be settled before it was asked."""
    asked, settled = values.get("asked_on"), values.get("settled_on")
    if asked and settled and settled < asked:
        return "settled_before_asked", _(
            "This was settled before it was asked. Please look at both days once more."
        )
    return None


@rule("answer", finds=["escalation"])
def answers_what_was_asked(values: Values, context: Context) -> Objection | None:
    """An answer names what was asked, in the channel in which it was asked, and no earlier than it was.

    What hasn't come to this hub yet can't be asked: a hub brought back from a backup takes the answer first.
    """
    asked = values.get("escalation")
    copies = context.rows.copies("escalation", asked) if asked else {}
    if not asked or (copies and context.channel not in copies):
        return "answers_nothing", _(
            "What this answers wasn't asked here. Please open it in the list and answer there."
        )
    here = copies.get(context.channel)
    day, asked_on = values.get("answered_on"), here.values.get("asked_on") if here else None
    if day and asked_on and day < asked_on:
        return "answered_before_asked", _(
            "This was answered before it was asked. Please look at the day once more."
        )
    return None
