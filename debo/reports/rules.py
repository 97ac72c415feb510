"""What a monthly report may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule


@rule("monthly_report")
def a_team_reports_for_itself(values: Mapping[str, Any], context: Context) -> Objection | None:
    """A draft lies in the channel of the team it is about."""
    if context.channel.startswith("team:") and context.channel != f"team:{values.get('team')}":
        return "other_team", _("This report names another team. Please begin it again from your team’s page.")
    return None
