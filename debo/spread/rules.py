"""What a handover may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule


@rule("handover")
def a_team_hands_over_its_own(values: Mapping[str, Any], context: Context) -> Objection | None:
    """A handover is about the team in whose channel it lies."""
    if context.channel != f"team:{values.get('team')}":
        return "other_team", _(
            "This handover names another team. Please begin it again from your team’s page."
        )
    return None
