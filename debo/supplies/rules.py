"""What a stock may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule


@rule("stock")
def stock_is_not_below_zero(values: Mapping[str, Any], _context: Context) -> Objection | None:
    """Nothing can be left less than nothing, and nobody needs less than nothing."""
    if any((values.get(name) or 0) < 0 for name in ("left", "weekly")):
        return "below_zero", _("This value is below zero. Please look at it once more.")
    return None
