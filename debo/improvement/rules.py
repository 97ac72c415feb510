"""What a cycle may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
