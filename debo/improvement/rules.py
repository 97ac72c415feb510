"""What a cycle may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule


@rule("cycle")
def cycle_ends_after_it_began(values: Mapping[str, Any], _context: Context) -> Objection | None:
    """A cycle can't end before it begins."""
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        return "ends_before_it_begins", _(
            "The last day lies before the first. Please look at both days once more."
        )
    return None


@rule("cycle")
def cycle_follows_another(values: Mapping[str, Any], context: Context) -> Objection | None:
    """A cycle can't follow itself."""
    if values.get("previous") == context.record:
        return "follows_itself", _("A cycle can't follow itself. Please choose the one before it.")
    return None


@rule("cycle")
def ask_before_do(values: Mapping[str, Any], context: Context) -> Objection | None:
    """Do can't begin while a role that must work differently has not answered, unless a reason is given.

    Only askings of the cycle's own channel are looked at: those its author had in sight (FEATURES N14).
    """
    begins = values.get("started") and not context.before.get("started")
    unsaid = values.get("started") and context.before.get("override") and not _said(values, "override")
    if not (begins or unsaid) or _said(values, "override"):
        return None
    nobody = Q(answer__isnull=True) | Q(answer="")
    standing = Q(withdrawn__isnull=True) | Q(withdrawn=False)
    here = Q(cycle=context.record, channel=context.channel)
    open_askings = context.query("asking").filter(here & standing & nobody)
    if open_askings.exists():
        return "ask_first", _(
            "Somebody who must work differently has not answered yet. Please ask them first, "
            "or write why you begin before."
        )
    return None


@rule("cycle")
def first_prediction_stays(values: Mapping[str, Any], context: Context) -> Objection | None:
    """What was predicted before Do stays: it isn't changed later, and none is written in afterwards.

    Taking the beginning back (an undo) frees it again.
    """
    before = context.before
    if not before.get("started") or not values.get("started"):
        return None
    if (values.get("first_prediction") or "") != (before.get("first_prediction") or ""):
        return "first_prediction_stays", _(
            "What was predicted before you began stays as it was. A new prediction is kept beside it."
        )
    return None


def _said(values: Mapping[str, Any], name: str) -> bool:
    return bool((values.get(name) or "").strip())
