"""What the hub holds of a channel, in the form in which a test's phone tells it."""

from typing import Any

from debo.ledger.merge import unpack, value_of
from debo.ledger.models import Channel, Entry
from debo.ledger.replicated import declarations


def hub_state(channel: str) -> dict[str, Any]:
    state = {}
    for declared in declarations():
        for row in declared.model._base_manager.filter(channel=channel):
            for name, stored in row.cells.items():
                shown = getattr(row, name, None)
                state[f"{declared.type} {row.record} {name}"] = (
                    stored,
                    shown if name in declared.fields else value_of(unpack(stored, None)),
                )
    return state


def seqs(channel: str) -> list[int]:
    accepted = Entry.objects.filter(channel=channel, seq__isnull=False).order_by("seq")
    return [entry.seq or 0 for entry in accepted]


def head(channel: str) -> int:
    return Channel.objects.get(name=channel).head
