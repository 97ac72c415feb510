"""What aims, drivers, ideas and what is said to an aim may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from debo.improvement.approvers import ANSWERS_AIMS, roster_of, somebody_outside
from debo.ledger.rules import Context, Objection, rule
from debo.people.access import memberships
from debo.people.roles import roles

HUNDRED = 100


@rule("aim", finds=["measure"])
def aim_within_a_hundred(values: Mapping[str, Any], context: Context) -> Objection | None:
    """Where a team is and where it wants to be are 0 to 100 when its measure is a per cent."""
    measure = context.find("measure", values.get("measure")) or {}
    if measure.get("unit") != "percent" or measure.get("over_hundred"):
        return None
    numbers = [values[name] for name in ("start", "target") if values.get(name) is not None]
    if any(not 0 <= number <= HUNDRED for number in numbers):
        return "not_a_per_cent", _("A per cent lies between 0 and 100. Please look at the numbers once more.")
    return None


@rule("driver", finds=["parent"])
def driver_hangs_on_its_own_aim(values: Mapping[str, Any], context: Context) -> Objection | None:
    """A secondary driver belongs to a primary driver of the same aim; deeper no diagram goes."""
    if not values.get("parent"):
        return None
    parent = context.find("driver", values["parent"])
    if values["parent"] == context.record or (parent and parent.get("parent")):
        return "too_deep", _("A diagram has primary and secondary drivers. Please hang it on a primary one.")
    if parent and parent.get("aim") != values.get("aim"):
        return "other_aim", _("This driver belongs to another aim. Please choose one of the same aim.")
    return None


@rule("approval")
def approval_from_outside_the_team(values: Mapping[str, Any], _context: Context) -> Objection | None:
    """An aim is answered as head, mentor, official or steward."""
    role = roles().get(values.get("role") or "")
    if values.get("role") and (role is None or role.standing not in ANSWERS_AIMS):
        return "other_role", _("An aim is answered by a head, a mentor, an official or a steward.")
    return None


@rule("approval", finds=["aim"])
def own_aim_only_where_nobody_else_may(values: Mapping[str, Any], context: Context) -> Objection | None:
    """Nobody answers the aim of a team they are in while somebody outside it may; else the record says so."""
    if values.get("withdrawn") or not context.changed & {"aim", "said", "by_team", "withdrawn"}:
        return None
    aim, today = context.find("aim", values.get("aim")), timezone.localdate().isoformat()
    team = aim and aim.get("team")
    if not team or all(one.team != team for one in memberships(context.author, today)):
        return None
    context.query("role_held")  # Roles of the same batch are then in the tables the roster is read from.
    if somebody_outside(roster_of(context.channel), str(team), str(values.get("facility")), today):
        return "own_team", _(
            "You are in this team yourself. Its aim is answered by somebody outside it: "
            "a mentor, an official, a steward or another head."
        )
    if not values.get("by_team"):
        return "say_own_team", _(
            "Nobody outside the team may answer this aim yet. "
            "Please keep your answer as one by the team itself."
        )
    return None


@rule("idea")
def idea_from_another(values: Mapping[str, Any], context: Context) -> Objection | None:
    """An idea isn't taken over from itself, and where it came from doesn't change once it is shown."""
    if values.get("copied_from") == context.record:
        return "copied_from_itself", _("An idea can't be taken over from itself.")
    before = context.before.get("copied_from")
    if before and context.channel.startswith("collaborative:") and values.get("copied_from") != before:
        return "other_origin", _("Where an idea came from stays as it was shown.")
    return None
