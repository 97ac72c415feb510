"""What places, roles, teams and memberships may not say; such an entry is set aside as impossible and its
author told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule
from debo.people.roles import roles

#: No real catchment is deeper than country, region, zone, woreda, health centre, health post.
DEEPEST = 20

Values = Mapping[str, Any]


@rule("role_held")
@rule("team_member")
@rule("place")
def ends_after_it_began(values: Values, _context: Context) -> Objection | None:
    """A day until which something holds can't lie before the day it began."""
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        return "ends_before_it_begins", _(
            "The last day lies before the first. Please look at both days once more."
        )
    return None


@rule("place")
def no_circle(values: Values, context: Context) -> Objection | None:
    """A place can't belong to itself, nor to what belongs to it."""
    parent = values.get("parent")
    for _step in range(DEEPEST):
        if parent is None:
            return None
        if parent == context.record:
            break
        above = context.find("place", parent)
        parent = above.get("parent") if above else None
    return "circle_of_places", _(
        "A place can't belong to itself or to a place below it. Please choose another one."
    )


@rule("role_held", finds=["place"])
def held_where_it_is_said(values: Values, context: Context) -> Objection | None:
    """A role stands in its own place's channel, and at a kind of place that has such a role."""
    if values.get("place") and context.channel != f"facility:{values['place']}":
        return "other_place", _("This role was written at another place than its own. Please write it there.")
    role, place = roles().get(values.get("role") or ""), context.find("place", values.get("place"))
    if role and place and place.get("kind") and place["kind"] not in role.at:
        return "role_not_here", _(
            "This role isn't held at this kind of place. Please choose another role or place."
        )
    return None


@rule("team_member", finds=["team"])
def member_where_the_team_is(values: Values, context: Context) -> Objection | None:
    """A membership stands in the channel of the team's own place, so that nobody joins a team from
    elsewhere."""
    team = context.find("team", values.get("team"))
    if team and team.get("place") and context.channel != f"facility:{team['place']}":
        return "other_place", _(
            "This member was written at another place than the team's. Please write it there."
        )
    return None


@rule("team")
def team_stays_where_it_is(values: Values, context: Context) -> Objection | None:
    """A team doesn't move: its drafts would come into other hands. A new place has a new team."""
    before = context.before.get("place")
    if before and values.get("place") != before:
        return "team_moved", _("A team stays at its place. Please begin a new team there.")
    return None
