"""What was written about one record, for people to read: who, when, from where, and what it changed.

A day is the hub's, in Addis Ababa. The record "as it was on a day" is the merge of what had come to this hub
by the end of that day: the hub's clock decides, a phone's is only a claim and is shown beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from debo.ledger import models
from debo.ledger.merge import EMPTY, Cell, conflicts_of, merge, unpack, value_of
from debo.ledger.quarantine import as_entry
from debo.ledger.reasons import read_words
from debo.ledger.replicated import REGISTRY, Declaration, Replicated


@dataclass(frozen=True)
class Change:
    """One field: its label, what it showed before this entry and what it showed after, at this hub."""

    label: str
    before: Any
    after: Any
    #: What the entry wrote, when something written at the same time is shown instead.
    written: Any
    #: What else was written at the same time, and not settled yet.
    beside: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Written:
    """One entry. `came`: when the hub took it in. `at`: when its device claims it was written; None when that
    is no date. `corrected`: the claim put right by what was measured at the device's last contact."""

    author: str
    name: str
    device: str
    label: str
    n: int
    stamp: str
    came: datetime
    at: datetime | None
    corrected: datetime | None
    changes: list[Change]
    reason: str
    sentence: str
    late: bool
    erased: bool
    #: Fields that this version doesn't know.
    newer: tuple[str, ...] = ()


@dataclass
class State:
    """A record as it was: label → value; and label → what else was written at the same time."""

    values: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, list[Any]] = field(default_factory=dict)


def end_of(day: date) -> datetime:
    """The first moment after a day in Addis Ababa."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day + timedelta(days=1), time.min, zone)


def history(
    declaration: Declaration, channel: str, record: str, until: datetime | None = None
) -> Iterator[Written]:
    """All entries about a record in a channel, also those set aside, in the order in which they came."""
    cells: dict[str, Cell] = {}
    for kept in _kept(declaration, channel, record, until):
        yield _written(declaration, kept, cells)


def as_on(declaration: Declaration, channel: str, record: str, until: datetime | None = None) -> State:
    """The record as the entries make it that had come before `until`; by the merge, from the log alone."""
    cells: dict[str, Cell] = {}
    for kept in _kept(declaration, channel, record, until):
        _merge(cells, kept)
    labels = {name: str(one.verbose_name) for name, one in declaration.fields.items()}
    state = State()
    for name, cell in cells.items():
        label = labels.get(name, name)
        state.values[label] = value_of(cell)
        if others := [value for _stamp, value in conflicts_of(cell)]:
            state.beside[label] = others
    return state


def conflicts(declaration: Declaration, row: Replicated) -> list[tuple[str, Any]]:
    """Label and value of what else was written at the same time, field by field."""
    return [
        (str(one.verbose_name), value)
        for name, one in declaration.fields.items()
        for _stamp, value in conflicts_of(unpack(row.cells.get(name), getattr(row, name)))
    ]


def _kept(
    declaration: Declaration, channel: str, record: str, until: datetime | None
) -> Iterator[models.Entry]:
    kept = models.Entry.objects.filter(record=record, channel=channel, type=declaration.type)
    if until is not None:
        kept = kept.filter(batch__received_at__lt=until)
    yield from kept.select_related("batch").order_by("batch__received_at", "id")


def _merge(cells: dict[str, Cell], kept: models.Entry) -> None:
    """What was set aside has no number and changes nothing."""
    if kept.seq is None:
        return
    entry = as_entry(kept)
    for name, value in entry.set.items():
        cells[name] = merge(cells.get(name, EMPTY), entry.full_stamp, value, entry.base.get(name, ()))


def _written(declaration: Declaration, kept: models.Entry, cells: dict[str, Cell]) -> Written:
    entry = as_entry(kept)
    before = {name: value_of(cells.get(name, EMPTY)) for name in entry.set}
    _merge(cells, kept)
    changes = [
        Change(
            str(declaration.fields[name].verbose_name) if name in declaration.fields else name,
            before[name],
            value_of(cells.get(name, EMPTY)),
            value,
            tuple(other for _stamp, other in conflicts_of(cells.get(name, EMPTY))),
        )
        for name, value in entry.set.items()
    ]
    label, offset = _device(kept.device)
    said = read_words(kept.words)
    return Written(
        kept.author,
        name_of(kept.author),
        kept.device,
        label,
        kept.n,
        entry.full_stamp,
        kept.batch.received_at,
        _readable(kept.at),
        None if offset is None else _readable(kept.at - offset),
        changes,
        kept.reason,
        str(said.get(_language(), said.get("en", ""))),
        kept.late,
        kept.erased,
        tuple(sorted(entry.set.keys() - declaration.fields.keys())),
    )


def name_of(person: str) -> str:
    """The name somebody is known by; empty when nobody has written it, or the law had it erased."""
    declared = REGISTRY.get("person")
    if declared is None:
        return ""
    rows = declared.model._base_manager.filter(record=person).order_by("pk")
    return next((str(name) for row in rows if (name := getattr(row, "name", None))), "")


def was_erased(person: str) -> bool:
    """Whether the law had somebody's name erased."""
    return models.Erasure.objects.filter(of_type="person", of_record=person).exclude(cells={}).exists()


def _device(device: str) -> tuple[str, int | None]:
    found = models.Device.objects.filter(id=device).values_list("label", "clock_offset").first()
    return found or ("", None)


def _language() -> str:
    return (get_language() or "en")[:2]


def _readable(at: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def plain(value: Any) -> str:
    """A value as a person writes it: words in their language, a dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, Mapping) and set(value) <= {"en", "am", "om"} and value:
        return str(value.get(_language()) or value.get("en") or next(iter(value.values())))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
