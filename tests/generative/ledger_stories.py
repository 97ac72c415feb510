"""Stories that Hypothesis makes up: three phones and the hub write, exchange, lose answers and crash.

`play` acts a story out on the real database and checks, step by step and at its end, what must always hold
(points 2 to 6 and 13 of the ledger's requirements). It raises AssertionError when something doesn't.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import transaction
from hypothesis import strategies as st

from debo.ledger import acts, page
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_hash
from debo.ledger.identity import derived_id
from debo.ledger.intake import Intake
from debo.ledger.models import Channel
from debo.ledger.models import Entry as Kept
from debo.ledger.quarantine import as_entry
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, WOREDA
from tests.integration.ledger.hub_state import hub_state
from tests.integration.ledger.phone import Phone

PERIODS = ("e2018-01", "e2018-02")
#: 1970, three years early and late, and a battery that died before its first charge.
CLOCKS = (0, 1_672_617_600, 1_767_225_600, 1_861_833_600, -86_400)


class HubDied(Exception):  # noqa: N818 - a story's event, no error of a program
    """The power went in the middle of a transaction."""


@dataclass(frozen=True)
class Step:
    """What happens next: to whom, what, with which numbers."""

    phone: int
    kind: str
    period: int = 0
    values: tuple[tuple[str, int | None], ...] = ()
    part: int = 1


WRITES = ("write", "write", "write", "write_bad", "act")
EXCHANGES = ("exchange", "exchange", "answer_lost", "sent_twice", "sent_in_part", "answer_late", "hub_dies")
KINDS = frozenset(WRITES + EXCHANGES + ("clock",))

_values = st.dictionaries(
    st.sampled_from(["numerator", "denominator", "value"]),
    st.none() | st.integers(0, 3),
    min_size=1,
    max_size=3,
).map(lambda chosen: tuple(sorted(chosen.items())))

steps = st.builds(
    Step,
    phone=st.integers(0, 2),
    kind=st.sampled_from(WRITES + EXCHANGES + ("clock",)),
    period=st.integers(0, len(PERIODS) - 1),
    values=_values,
    part=st.integers(0, 3),
)
#: Long enough for two phones to meet at the hub and write about the same thing again.
stories = st.lists(steps, min_size=8, max_size=16)


@dataclass
class Stage:
    """Everybody in a story, and all that was ever written."""

    phones: list[Phone]
    written: list[Entry] = field(default_factory=list)
    late: list[tuple[Phone, dict[str, Any]]] = field(default_factory=list)


@contextmanager
def an_empty_hub() -> Iterator[None]:
    """A database as it was before, whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def play(story: list[Step]) -> None:
    """Act it out, with pages of three entries so that every story turns some."""
    with an_empty_hub(), mock.patch.object(page, "MOST_ENTRIES", 3):
        stage = Stage([Phone([ALMAZ]).enrol() for _ in range(3)])
        for step in story:
            act_out(stage, step)
            check_always(stage)
        for phone, answer in stage.late:
            phone.receive(answer)
        for _ in range(2):
            for phone in stage.phones:
                phone.exchange()
        check_at_the_end(stage)


def act_out(stage: Stage, step: Step) -> None:
    phone = stage.phones[step.phone]
    if step.kind == "clock":
        phone.at = CLOCKS[step.part]
    elif step.kind == "act":
        write_at_the_hub(step)
    elif step.kind in WRITES:
        stage.written.append(write(phone, step))
    elif step.kind == "hub_dies":
        try:
            with transaction.atomic(), mock.patch.object(Intake, "save", side_effect=HubDied):
                phone.receive(phone.direct(phone.request()))
        except HubDied:
            pass
    else:
        exchange(stage, phone, step)


def write(phone: Phone, step: Step) -> Entry:
    if step.kind == "write_bad":
        return phone.write(WOREDA, "event", facility=FACILITY, day="2026-02-30", text="no such day")
    values = dict(step.values)
    entry = phone.write(WOREDA, "observation", **key(step), **values)
    # One's own edit sticks, at any clock.
    for name, value in values.items():
        assert phone.value(entry, name) == value
        assert phone.conflicts(entry, name) == []
    return entry


def key(step: Step) -> dict[str, str]:
    return {"measure": MEASURE, "facility": FACILITY, "period": PERIODS[step.period]}


def write_at_the_hub(step: Step) -> None:
    values = {**key(step), **dict(step.values)}
    acts.write(ALMAZ, WOREDA, "observation", values)
    record = derived_id("observation", [MEASURE, FACILITY, PERIODS[step.period]])
    state = hub_state(WOREDA)
    for name, value in step.values:
        # Emptying what nobody filled says nothing and leaves no cell.
        assert state.get(f"observation {record} {name}", (None, None))[1] == value


def exchange(stage: Stage, phone: Phone, step: Step) -> None:
    if step.kind == "exchange":
        phone.receive(phone.direct(phone.request()))
    elif step.kind == "answer_lost":
        phone.direct(phone.request())
    elif step.kind == "sent_twice":
        request = phone.request()
        phone.direct(request)
        phone.receive(phone.direct(request))
    elif step.kind == "sent_in_part":
        phone.receive(phone.direct(phone.request(phone.unsent(step.part))))
    elif step.kind == "answer_late":
        stage.late.append((phone, phone.direct(phone.request())))


def check_always(stage: Stage) -> None:
    """Acknowledged means in the hub; numbers of a channel have no gap; a device's stamps rise."""
    kept = {(entry.device, entry.n) for entry in Kept.objects.all()}
    for phone in stage.phones:
        assert {(phone.id, n) for n in range(1, phone.acked.get(WOREDA, 0) + 1)} <= kept
        assert phone.repairs == 0, "a repair, though nothing was restored"
        stamps = [entry.stamp for entry in phone.own.get(WOREDA, [])]
        assert stamps == sorted(set(stamps))
    numbers = sorted(entry.seq for entry in Kept.objects.exclude(seq=None) if entry.seq)
    assert numbers == list(range(1, len(numbers) + 1))


def check_at_the_end(stage: Stage) -> None:
    """Nothing lost, nothing invented, and the same everywhere: by a merge that is written here once more."""
    check_always(stage)
    kept = {(e.device, e.n): bytes(e.hash) for e in Kept.objects.all()}
    by_phones = {(e.device, e.n): entry_hash(e) for e in stage.written}
    phones = {phone.id for phone in stage.phones}
    assert {place: hash_ for place, hash_ in kept.items() if place[0] in phones} == by_phones
    aside = {(entry.device, entry.n) for entry in Kept.objects.filter(seq=None)}
    assert aside == {(entry.device, entry.n) for entry in stage.written if entry.type == "event"}
    expected = slow_merge([as_entry(entry) for entry in Kept.objects.exclude(seq=None)])
    assert {cell: value for cell, (_, value) in hub_state(WOREDA).items()} == expected
    channel = Channel.objects.filter(name=WOREDA).first()
    for phone in stage.phones:
        assert {cell: value for cell, (_, value) in phone.state(WOREDA).items()} == expected
        assert phone.state(WOREDA) == hub_state(WOREDA)
        assert channel is None or phone.digest(WOREDA) == channel.digest
        assert phone.unsent() == []


def slow_merge(entries: list[Entry]) -> dict[str, Any]:
    """The value shown in each cell, straight from the protocol's words: of the stamps that no base names, the
    greatest counter, then the greatest device."""
    cells: dict[str, list[tuple[int, str, Any]]] = {}
    seen: dict[str, set[str]] = {}
    for entry in entries:
        for name, value in entry.set.items():
            cell = f"{entry.type} {entry.record} {name}"
            cells.setdefault(cell, []).append((entry.stamp, entry.device, value))
            seen.setdefault(cell, set()).update(entry.base.get(name, ()))
    return {
        cell: max(
            (one for one in written if f"{one[0]}@{one[1]}" not in seen[cell]), key=lambda one: one[:2]
        )[2]
        for cell, written in cells.items()
    }
