"""The end of a partner's time: every role for a partner ends, their phones are shut out, all else goes on.

First it is looked at what would stop. While something would, nothing is done: the woreda takes it over first
(FEATURES N12).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from debo.ledger import acts
from debo.ledger.models import LEFT
from debo.mentoring.models import FunctionHeld
from debo.people.access import collaboratives, held_roles, is_current, memberships, name_of
from debo.people.keys import HubSteward
from debo.people.models import RoleHeld, TeamMember
from debo.people.revoking import Revoked, revoke_person


@dataclass(frozen=True)
class Stop:
    """Something that would have nobody any more: what it is, and which collaborative, team or function."""

    what: str
    which: str = ""


@dataclass(frozen=True)
class Seat:
    """A role or a membership that ends: its record, where it lies, and whose it is."""

    type: str
    record: str
    channel: str
    person: str


@dataclass(frozen=True)
class Ending:
    """What ends on a day, who is shut out, and what stands against it."""

    seats: tuple[Seat, ...]
    #: People with no other role: their phones are shut out.
    leaving: tuple[str, ...]
    #: People who keep a role of the government's: only the role for a partner ends.
    staying: tuple[str, ...]
    stops: tuple[Stop, ...]


def look_ahead(today: str) -> Ending:
    """What would end with every role for a partner, and what would stop. Writes nothing.

    Compared are the rights people have today, by the hub's own rules, with those they would have without
    these roles.
    """
    held = RoleHeld.objects.filter(partner=True).exclude(person=None).order_by("pk")
    # What ends today has been ended already.
    ending = [row for row in held if row.until is None or row.until > today]
    people = sorted({str(row.person) for row in ending})
    staying = tuple(one for one in people if _has_another(one, {row.record for row in ending}, today))
    leaving = tuple(one for one in people if one not in staying)
    seats = [Seat("role_held", row.record, row.channel, str(row.person)) for row in ending]
    seats += [
        Seat("team_member", row.record, row.channel, str(row.person))
        for row in TeamMember.objects.filter(person__in=leaving).order_by("pk")
        if row.until is None or row.until > today
    ]
    return Ending(tuple(seats), leaving, staying, tuple(_stops(held, leaving, today)))


def end(today: str) -> tuple[Ending, list[Revoked]]:
    """End them all, in one go, with `today` as their last day; refuses with StillNeededError while something
    would stop. Doing it twice changes nothing."""
    with transaction.atomic():
        ending = look_ahead(today)
        if ending.stops:
            raise StillNeededError(ending.stops)
        author = _steward_who_stays(ending)
        acts.write_many(
            acts.Draft(author, one.channel, one.type, {"until": today}, one.record) for one in ending.seats
        )
        return ending, [revoke_person(one, by=author, why=LEFT) for one in ending.leaving]


class StillNeededError(Exception):
    """Something would have nobody any more; `stops` says what."""

    def __init__(self, stops: Iterable[Stop]) -> None:
        self.stops = tuple(stops)
        super().__init__(", ".join(f"{one.what} {one.which}".strip() for one in self.stops))


class NobodyMeantError(Exception):
    """No person, or more than one, has this name or id, or none of their roles is the government's."""


def look_after_the_hub(whom: str, today: str) -> str:
    """Let somebody with a role of the government's look after this hub, beside those who do; returns the id.
    Refuses with NobodyMeantError."""
    people = {
        str(row.person)
        for row in RoleHeld.objects.exclude(person=None).exclude(partner=True)
        if is_current(row.since, row.until, today)
    }
    meant = [one for one in sorted(people) if whom == one or whom.casefold() == name_of(one).casefold()]
    if not whom or len(meant) != 1:
        raise NobodyMeantError(whom)
    HubSteward.objects.get_or_create(person=meant[0])
    return meant[0]


def _has_another(person: str, ending: set[str], today: str) -> bool:
    """Whether a person holds a role, today, that is not for a partner."""
    return any(
        is_current(row.since, row.until, today)
        for row in RoleHeld.objects.filter(person=person).exclude(record__in=ending)
    )


def _stops(held: Iterable[RoleHeld], leaving: tuple[str, ...], today: str) -> Iterable[Stop]:
    if leaving and not HubSteward.objects.exclude(person__in=leaving).exists():
        yield Stop("hub_steward")
    ends = {(str(row.person), row.role, str(row.place)) for row in held}
    now, after = _standings(ends, today)
    for channel in collaboratives():
        for standing in ("steward", "mentor", "official"):
            if (channel, standing) in now and (channel, standing) not in after:
                yield Stop(standing, channel)
    gone = set(leaving)
    seats: defaultdict[str, set[str]] = defaultdict(set)
    for person in sorted(set(TeamMember.objects.exclude(person=None).values_list("person", flat=True))):
        for one in memberships(str(person), today):
            seats[one.team].add(str(person))
    yield from (Stop("team", team) for team, sit in sorted(seats.items()) if sit <= gone)
    yield from _functions(today)


def _standings(
    ends: set[tuple[str, str | None, str]], today: str
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Collaborative and standing that somebody has today, and those that somebody would still have."""
    now, after = set(), set()
    for person in sorted(set(RoleHeld.objects.exclude(person=None).values_list("person", flat=True))):
        for one in held_roles(str(person), today):
            found = {(channel, one.standing) for channel in one.collaboratives}
            now |= found
            if (str(person), one.role, one.place) not in ends:
                after |= found
    return now, after


def _functions(today: str) -> Iterable[Stop]:
    """Functions whose newest holder isn't the woreda."""
    newest: dict[tuple[str, str, str], FunctionHeld] = {}
    for row in FunctionHeld.objects.order_by("since", "record"):
        if row.holder and row.since and row.since <= today and not row.withdrawn:
            newest[row.channel, str(row.function), (row.named or "").strip()] = row
    for (_, function, named), row in sorted(newest.items()):
        if row.holder != "woreda":
            yield Stop("function", named or function)


def _steward_who_stays(ending: Ending) -> str:
    stays = HubSteward.objects.exclude(person__in=ending.leaving).order_by("pk").first()
    if stays is None:
        # Without anybody leaving there may be no steward at all: then nothing is written either.
        return ending.staying[0] if ending.staying else ""
    return str(stays.person)


def said(stop: Stop) -> str:
    """What would stop and what to do first, for the window of the command."""
    which = stop.which
    return {
        "hub_steward": "Nobody would look after the hub any more. Let somebody of the woreda do it first:"
        ' debo transition hub "Their whole name"',
        "steward": f"{_name(which)} would have no steward. Give the role to somebody of the woreda first.",
        "mentor": f"{_name(which)} would have no mentor. Give the role to somebody of the woreda first.",
        "official": f"{_name(which)} would have no official of the government.",
        "team": f"The team {_name(which)} would have no members. Let others join it first.",
        "function": f"The function “{which}” isn’t the woreda’s yet. Move it first, under “Who holds what”.",
    }[stop.what]


def _name(which: str) -> str:
    from debo.collaborative.models import Collaborative  # noqa: PLC0415
    from debo.people.models import Team  # noqa: PLC0415

    record = which.partition(":")[2] or which
    found = Collaborative.objects.filter(record=record).first() or Team.objects.filter(record=record).first()
    names = getattr(found, "name", None) or {}
    return str(names.get("en") or next(iter(names.values()), which))


def names(people: Iterable[str]) -> list[str]:
    """What people are called; their id where the law had the name erased."""
    return [name_of(one) or one for one in people]
