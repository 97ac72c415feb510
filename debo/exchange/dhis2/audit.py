"""The hub's memory of each exchange with DHIS2: who, when, what, how much, and what either side refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from debo.exchange.dhis2.kept import Exchange
from debo.exchange.dhis2.value import Refusal

#: Conflicts kept beside an exchange; all of them are counted, and --report writes each to a file.
MOST_CONFLICTS = 1_000


@dataclass(frozen=True)
class Asked:
    """What an exchange is about; the same again while it is stopped goes on with it."""

    instance: str
    channel: str
    direction: str
    what: str
    where: str
    by: str
    details: Mapping[str, Any]

    def as_kept(self) -> dict[str, Any]:
        """Its columns."""
        return {
            "instance": self.instance,
            "channel": self.channel,
            "direction": self.direction,
            "what": self.what,
            "where": self.where[:300],
            "by": self.by,
            "asked": dict(self.details),
        }


def begin(asked: Asked) -> Exchange:
    """A new exchange, or the stopped one that asked for the same."""
    kept = asked.as_kept()
    stopped = [
        one
        for one in Exchange.objects.filter(state__in=("stopped", "running"), what=asked.what).order_by("-pk")
        if all(getattr(one, name) == kept[name] for name in ("instance", "channel", "where", "asked"))
    ]
    if not stopped:
        return Exchange.objects.create(**kept)
    found = stopped[0]
    found.state, found.by = "running", asked.by
    found.save(update_fields=["state", "by"])
    return found


def note(exchange: Exchange, counts: Mapping[str, int], conflicts: Iterable[Refusal | str] = ()) -> None:
    """Add to what an exchange counted, and to its conflicts as far as there is room."""
    for name, count in counts.items():
        exchange.counts[name] = exchange.counts.get(name, 0) + count
    for one in conflicts:
        if len(exchange.conflicts) < MOST_CONFLICTS:
            exchange.conflicts.append(one if isinstance(one, str) else [one.row, one.subject, one.reason])
    exchange.save(update_fields=["counts", "conflicts"])


def end(exchange: Exchange, state: str) -> None:
    """Say how it ended: tried, stopped, done or part."""
    exchange.state, exchange.ended = state, timezone.now()
    exchange.save(update_fields=["state", "ended"])
