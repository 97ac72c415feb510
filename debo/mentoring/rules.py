"""What a progress score and a fading plan may not say, and who speaks for a team."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule
from debo.people.access import memberships


@rule("progress_score")
def a_score_goes_in_halves(values: Mapping[str, Any], context: Context) -> Objection | None:  # noqa: ARG001
    """From 0.5 to 5.0 in steps of a half (DOMAIN 2.1)."""
    score = values.get("score")
    if score is not None and not (0.5 <= score <= 5 and float(score * 2).is_integer()):
        return "no_such_score", _("The score goes from 0.5 to 5.0 in halves. Please choose one of them.")
    return None


@rule("progress_score")
def each_speaks_for_themselves(values: Mapping[str, Any], context: Context) -> Objection | None:
    """The team's word is its members', the mentor's somebody else's; neither overwrites the other."""
    if not context.changed & {"score", "why", "withdrawn"}:
        return None
    is_member = _is_in(values.get("team"), context.author)
    if values.get("said_by") == "team" and not is_member:
        return "not_the_team", _("Only the team says how far it is. Say how you see it yourself.")
    if values.get("said_by") == "mentor" and is_member:
        return "not_the_mentor", _("Who is in the team speaks as the team.")
    return None


@rule("fading")
def only_the_team_agrees(values: Mapping[str, Any], context: Context) -> Objection | None:
    """A rhythm holds once the team has agreed, and nobody agrees in its place (FEATURES N6)."""
    if not values.get("team_says") or not context.changed & {"team_says", "rhythm"}:
        return None
    if _is_in(values.get("team"), context.author):
        return None
    return "not_the_team", _("The team itself says whether it agrees. Ask it on its own phone.")


def _is_in(team: Any, person: str) -> bool:
    today = timezone.localdate().isoformat()
    return any(one.team == team for one in memberships(person, today))
