"""Which DHIS2, which collaborative, in whose name: what every exchange asks first."""

from __future__ import annotations

from dataclasses import dataclass

from debo.collaborative.models import Collaborative
from debo.exchange.collaborative import find_author, find_collaborative
from debo.exchange.dhis2.kept import Instance
from debo.exchange.dhis2.period_ids import Calendar

FIRST_NAME = "dhis2"


class SessionError(ValueError):
    """It can't be told which DHIS2 is meant; the message says what there is."""


@dataclass(frozen=True)
class Session:
    """One exchange's surroundings."""

    instance: str
    collaborative: Collaborative
    author: str
    calendar: Calendar

    @property
    def channel(self) -> str:
        """The collaborative's channel."""
        return self.collaborative.channel


def open_session(collaborative: str, author: str, server: str = "", calendar: str = "") -> Session:
    """Find them; the calendar that was said once is remembered. Refuses with SessionError, TargetError."""
    found = find_collaborative(collaborative)
    instance = find_instance(server)
    if calendar and instance.calendar != calendar:
        instance.calendar = calendar
        if instance.pk:
            instance.save(update_fields=["calendar"])
    return Session(instance.name, found, find_author(author, found.channel), Calendar(instance.calendar))


def find_instance(name: str) -> Instance:
    """The DHIS2 of this name; the only one when nothing was said. One that is new isn't kept yet."""
    rows = list(Instance.objects.order_by("pk"))
    if name:
        return next((row for row in rows if row.name == name), Instance(name=name))
    if len(rows) > 1:
        names = ", ".join(row.name for row in rows)
        raise SessionError(f"Say which DHIS2 with --server NAME. Known: {names}. Nothing was changed.")
    return rows[0] if rows else Instance(name=FIRST_NAME)


def keep_instance(session: Session, address: str = "", version: str = "") -> None:
    """Remember the instance, and where it is."""
    said = {"calendar": str(session.calendar)}
    said |= {name: text for name, text in (("address", address), ("version", version)) if text}
    Instance.objects.update_or_create(name=session.instance, defaults=said)
