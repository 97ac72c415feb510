"""Filling an empty hub with the demonstration, through the ledger like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from debo.demo.act import Act
from debo.demo.cast import person_id
from debo.demo.catalogue import table
from debo.demo.script import write_script
from debo.ledger import acts
from debo.people import codes, pins
from debo.people.keys import HubSteward, JoinCode
from debo.people.roles import roles
from debo.people.setting_up import is_empty

#: A demonstration is put aside long before its codes run out.
CODES_LAST = timedelta(days=3650)
#: What people's phones say was written in the morning.
MORNING = time(9, 30, tzinfo=ZoneInfo("Africa/Addis_Ababa"))


class HubNotEmptyError(RuntimeError):
    """The demonstration is never mixed with real work."""


@dataclass(frozen=True)
class Login:
    """Who may try the demonstration: their name, what they do and where, their code and PIN."""

    name: str
    role: str
    place: str
    code: str
    pin: str


def fill(seed: int, until: date) -> int:
    """Write the demonstration and returns the number of entries; refuses with HubNotEmptyError a hub
    that holds anything."""
    if not is_empty():
        raise HubNotEmptyError
    written = 0
    with transaction.atomic():
        for step in write_script(seed, until):
            written += len(acts.write_many(_draft(act) for act in step))
        HubSteward.objects.get_or_create(person=person_id("steward"))
        _let_in()
    return written


def logins() -> list[Login]:
    """The people who may log in, as the command prints them."""
    places = {row["key"]: row["name"]["en"] for row in table("places")}
    return [
        Login(row["name"], _role(row["roles"][0]), places[row["place"]], row["code"], row["pin"])
        for row in table("people")
    ]


def is_filled() -> bool:
    """Whether this hub holds the demonstration: only there does a code open more than once."""
    return JoinCode.objects.filter(reusable=True).exists()


def _role(key: str) -> str:
    return roles()[key].label


def _draft(act: Act) -> acts.Draft:
    at = int(datetime.combine(act.day, MORNING).timestamp())
    return acts.Draft(act.author, act.channel, act.type, act.values, act.record, at)


def _let_in() -> None:
    expires = timezone.now() + CODES_LAST
    for row in table("people"):
        person = person_id(row["key"])
        pins.set_pin(person, row["pin"])
        JoinCode.objects.create(
            digest=codes.digest(row["code"]), person=person, expires=expires, reusable=True
        )
