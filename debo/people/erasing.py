"""Erasing who somebody was, by law: the name goes from every record and entry, the work and its history stay.

What is kept about it names nobody: the id, the day, who asked and why. It stands in a file beside the
database as well, so that a backup brought back is erased again at the next start.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from debo.ledger import acts, erasing
from debo.ledger.hub import this_hub
from debo.ledger.link import homes
from debo.ledger.models import LEFT, Device, Entry, Erasure
from debo.people import revoking
from debo.people.keys import HubSteward, WrongTries
from debo.people.models import Person

#: Beside the database, in DEBO_DATA; one line of JSON for each person. Keep it when a backup is brought back.
FILE = "erasures.jsonl"

#: A shorter word of a name is found in every other sentence.
_SHORTEST_WORD = 3


class NotErasedError(ValueError):
    """Nobody was erased; the message says why, in words for whoever looks after the hub."""


@dataclass(frozen=True)
class Request:
    """Whose identity is erased, who asked (a choice of Erasure) and why, in words that don't name them."""

    person: str
    asked_by: str
    why: str
    day: str


@dataclass(frozen=True)
class Report:
    """What was erased, and where a name still stands in texts that people wrote: type → how many entries."""

    names: tuple[str, ...]
    entries: int
    channels: tuple[str, ...]
    devices: int
    #: Channels that another hub is home to: only there can they be erased.
    elsewhere: tuple[str, ...]
    mentions: dict[str, int]


def look(person: str) -> Report:
    """What erasing would touch; NotErasedError when the hub knows nothing of such a person."""
    names = names_of(person)
    channels, elsewhere = channels_of(person)
    if not channels and elsewhere:
        raise NotErasedError(
            "Another hub looks after this person. Erase them there; it comes here by itself."
        )
    if not channels:
        raise NotErasedError("The hub knows no such person.")
    entries = Entry.objects.filter(type="person", record=person, erased=False).count()
    devices = Device.objects.filter(people__person=person).exclude(label="").count()
    return Report(names, entries, channels, devices, elsewhere, _mentions(names, person))


def erase(asked: Request, *, by: str = "") -> Report:
    """Erase who a person was; NotErasedError, and nothing done, when the reason names them."""
    report = look(asked.person)
    _check_reason(asked.why, report.names)
    _note(asked, by)
    _apply(asked, by)
    erasing.scrub()
    return report


def erase_again() -> int:
    """Erase what the list says and the database doesn't know: a backup was brought back. How many."""
    noted = list(_noted())
    if not noted:
        return 0
    known = set(Erasure.objects.filter(of_type="person").values_list("of_record", flat=True))
    again = [(asked, by) for asked, by in noted if asked.person not in known]
    again = [(asked, by) for asked, by in again if channels_of(asked.person)[0]]
    for asked, by in again:
        _apply(asked, by)
    if again:
        erasing.scrub()
    return len(again)


def channels_of(person: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The channels in which somebody was ever named: those of this hub, and those of another."""
    named = erasing.channels_of("person", person)
    followed = homes.elsewhere(named)
    return tuple(one for one in named if one not in followed), tuple(sorted(followed))


def names_of(person: str) -> tuple[str, ...]:
    """Every name the person was ever written under."""
    kept = Entry.objects.filter(type="person", record=person, erased=False).values_list("set", flat=True)
    return tuple(sorted({name for said in kept if isinstance(name := json.loads(said).get("name"), str)}))


def _apply(asked: Request, by: str) -> None:
    with transaction.atomic():
        _forget_on_devices(asked.person)
        _forget_in_administration(asked.person)
        WrongTries.objects.filter(key=f"person:{asked.person}").delete()
        said = {"of_type": "person", "of_record": asked.person, "asked_by": asked.asked_by, "day": asked.day}
        channels, _elsewhere = channels_of(asked.person)
        acts.write_many(acts.Draft(_author(by), channel, erasing.TYPE, said) for channel in channels)


def _forget_on_devices(person: str) -> None:
    revoking.revoke_person(person, by="", why=LEFT)
    Device.objects.filter(people__person=person).update(label="")


def _forget_in_administration(person: str) -> None:
    User.objects.filter(username=person).update(first_name="", last_name="")
    rows = [str(pk) for pk in Person.objects.filter(record=person).values_list("pk", flat=True)]
    shown = LogEntry.objects.filter(content_type__app_label="people", content_type__model="person")
    shown.filter(object_id__in=rows).update(object_repr=person, change_message="")


def _author(by: str) -> str:
    first = HubSteward.objects.order_by("pk").values_list("person", flat=True).first()
    return by or first or this_hub().device_id


def _check_reason(why: str, names: tuple[str, ...]) -> None:
    if not why.strip():
        raise NotErasedError("Say why, in words that don't name the person.")
    words = {word.casefold() for name in names for word in name.split() if len(word) >= _SHORTEST_WORD}
    if any(word in why.casefold() for word in words):
        raise NotErasedError("The reason names the person; say it without the name.")


def _mentions(names: tuple[str, ...], person: str) -> dict[str, int]:
    """Texts of others in which a whole name stands: only people can tell what to do about them."""
    found: Counter[str] = Counter()
    for name in names:
        said = Entry.objects.filter(set__contains=json.dumps(name, ensure_ascii=False)[1:-1])
        found.update(said.exclude(type="person", record=person).values_list("type", flat=True))
    return dict(sorted(found.items()))


def _path() -> Path:
    return Path(settings.DATA) / FILE


def _note(asked: Request, by: str) -> None:
    """Before the database: should the power go in between, the next start goes on with it."""
    line = json.dumps({**vars(asked), "by": by}, ensure_ascii=False)
    with _path().open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def _noted() -> Iterator[tuple[Request, str]]:
    if not _path().exists():
        return
    for line in _path().read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(line)
            yield Request(said["person"], said["asked_by"], said["why"], said["day"]), said.get("by", "")
        except (ValueError, KeyError):
            # A line that was cut by a power cut: its erasure was never begun.
            continue


def today() -> str:
    """The hub's day."""
    day: date = timezone.localdate()
    return day.isoformat()
