"""What a stock and an early word may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule

Values = Mapping[str, Any]


@rule("stock")
def stock_is_not_below_zero(values: Values, _context: Context) -> Objection | None:
    """Nothing can be left less than nothing, and nobody needs less than nothing."""
    if any((values.get(name) or 0) < 0 for name in ("left", "weekly")):
        return "below_zero", _("This value is below zero. Please look at it once more.")
    return None


@rule("stock", finds=["item"])
@rule("early_word", finds=["item"])
def about_an_item_kept_here(values: Values, context: Context) -> Objection | None:
    """A stock and a word stand where their item is watched; an item that hasn't come yet can't be asked."""
    item = values.get("item")
    copies = context.rows.copies("watched_item", item) if item else {}
    if not item or (copies and context.channel not in copies):
        return "item_elsewhere", _("This item is watched at another facility. Please write it there.")
    return None


@rule("early_word")
def answered_after_it_was_sent(values: Values, _context: Context) -> Objection | None:
    """A word can be neither answered nor settled before it was sent."""
    sent = values.get("day")
    if sent and any((values.get(name) or sent) < sent for name in ("replied_on", "settled_on")):
        return "answered_before_asked", _(
            "This was answered before it was asked. Please look at the day once more."
        )
    return None
