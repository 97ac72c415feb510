"""What a monthly report, and an answer to one, may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule

Values = Mapping[str, Any]


@rule("monthly_report")
def a_team_reports_for_itself(values: Values, context: Context) -> Objection | None:
    """A draft lies in the channel of the team it is about."""
    if context.channel.startswith("team:") and context.channel != f"team:{values.get('team')}":
        return "other_team", _("This report names another team. Please begin it again from your team’s page.")
    return None


@rule("report_answer")
def an_answer_says_something(values: Values, _context: Context) -> Objection | None:
    """An answer has words in one of its three places; one that was taken back needs none."""
    if values.get("withdrawn") or any(
        (values.get(one) or "").strip() for one in ("well", "question", "offer")
    ):
        return None
    return "empty_answer", _("A few words are enough, but an answer needs some.")
