"""What aims, drivers, ideas and what is said to an aim may not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from debo.ledger.rules import Context, Objection, rule
from debo.people.roles import roles

HUNDRED = 100
#: Whose answer to an aim counts: those who look after a team from outside.
ANSWERS_AIMS = frozenset({"head", "mentor", "official", "steward"})


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


@rule("idea")
def idea_from_another(values: Mapping[str, Any], context: Context) -> Objection | None:
    """An idea isn't taken over from itself, and where it came from doesn't change once it is shown."""
    if values.get("copied_from") == context.record:
        return "copied_from_itself", _("An idea can't be taken over from itself.")
    before = context.before.get("copied_from")
    if before and context.channel.startswith("collaborative:") and values.get("copied_from") != before:
        return "other_origin", _("Where an idea came from stays as it was shown.")
    return None
