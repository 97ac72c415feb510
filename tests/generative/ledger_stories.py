"""Stories that chance makes up: four phones and the hub write, exchange, lose answers, crash, come back from
a backup, while a right ends and begins again.

Almaz has two phones and shares a third with Tolosa, who has one of his own.

`play` acts a story out on the real database and checks, step by step and at its end, what must always hold
(points 2 to 6 and 13 of the ledger's requirements). It raises AssertionError when something doesn't.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from unittest import mock

from django.db import connection, transaction
from hypothesis import strategies as st

from debo.ledger import acts, hub, page
from debo.ledger.carried.inward import take_in_all
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_hash
from debo.ledger.identity import derived_id
from debo.ledger.models import Channel
from debo.ledger.models import Entry as Kept
from debo.ledger.quarantine import as_entry
from tests.integration.ledger.carried.by_hand import FarPhone
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, TOLOSA, WOREDA
from tests.integration.ledger.fixed_access import FixedAccess
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
    #: Before which statement the power goes.
    moment: int = 0


WRITES = ("write", "write", "write", "write_as_tolosa", "write_bad", "act")
EXCHANGES = ("exchange", "exchange", "answer_lost", "sent_twice", "sent_in_part", "answer_late", "hub_dies")
CARRYING = ("hand_over", "carry")
EVENTS = (*CARRYING, "clock", "right", "backup", "restore")
KINDS = frozenset(WRITES + EXCHANGES + EVENTS)
#: An exchange asks the database some thirty times.
MOMENTS = 36

_values = st.dictionaries(
    st.sampled_from(["numerator", "denominator", "value"]),
    st.none() | st.integers(0, 3),
    min_size=1,
    max_size=3,
).map(lambda chosen: tuple(sorted(chosen.items())))

steps = st.builds(
    Step,
    phone=st.integers(0, 3),
    kind=st.sampled_from(WRITES + WRITES + EXCHANGES + EXCHANGES + EVENTS),
    period=st.integers(0, len(PERIODS) - 1),
    values=_values,
    part=st.integers(0, 3),
    moment=st.integers(0, MOMENTS),
)
#: Long enough for two phones to meet at the hub and write about the same thing again.
stories = st.lists(steps, min_size=8, max_size=18)


@dataclass
class Stage:
    """Everybody in a story, and all that was ever written."""

    phones: list[FarPhone]
    written: list[Entry] = field(default_factory=list)
    late: list[tuple[Phone, dict[str, Any]]] = field(default_factory=list)
    #: Files that carriers have taken along, and still have: they come late, in any order, more than once.
    bag: list[bytes] = field(default_factory=list)
    #: Tolosa may read and write; his right can end and begin again.
    has_right: bool = True
    #: The savepoint that stands for a backup.
    backup: str | None = None
    was_restored: bool = False
    #: A right that comes back is a channel read anew, one's own entries too.
    right_came_back: bool = False


@contextmanager
def an_empty_hub() -> Iterator[None]:
    """A database as it was before, whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def play(story: list[Step]) -> None:
    """Act it out, with pages of three entries so that every story turns some."""
    with an_empty_hub(), mock.patch.object(page, "MOST_ENTRIES", 3):
        give_right()
        stage = Stage([FarPhone(people).enrol() for people in ([ALMAZ, TOLOSA], [ALMAZ], [ALMAZ], [TOLOSA])])
        for step in story:
            act_out(stage, step)
            check_always(stage)
        for phone, answer in stage.late:
            phone.receive(answer)
        # A restored hub takes one round more.
        for _ in range(3):
            for phone in stage.phones:
                phone.exchange(partial(ask, stage, phone))
        check_at_the_end(stage)


def give_right() -> None:
    for person in (ALMAZ, TOLOSA):
        FixedAccess.allow(person, WOREDA, "member", places=[FACILITY])


def act_out(stage: Stage, step: Step) -> None:
    phone = stage.phones[step.phone]
    if step.kind == "clock":
        phone.at = CLOCKS[step.part]
    elif step.kind == "right":
        change_right(stage)
    elif step.kind == "backup":
        stage.backup = transaction.savepoint()
    elif step.kind == "restore":
        restore(stage)
    elif step.kind in CARRYING:
        carry(stage, phone, step)
    elif step.kind == "act":
        write_at_the_hub(step)
    elif step.kind in WRITES:
        stage.written.append(write(phone, step))
    else:
        exchange(stage, phone, step)


def carry(stage: Stage, phone: FarPhone, step: Step) -> None:
    """Somebody takes along what a phone has; or comes to the hub with any file that was ever taken along."""
    if step.kind == "hand_over":
        stage.bag += phone.hand_over(at_once=2)
    elif stage.bag:
        before = accepted_of_tolosa()
        take_in_all([io.BytesIO(stage.bag[step.moment % len(stage.bag)])])
        assert stage.has_right or accepted_of_tolosa() == before, "carried past a right that had ended"


def change_right(stage: Stage) -> None:
    stage.has_right = not stage.has_right
    if stage.has_right:
        give_right()
        stage.right_came_back = True
    else:
        FixedAccess.withdraw(TOLOSA, WOREDA)


def restore(stage: Stage) -> None:
    """The disk died, and the last backup is all there is; without one there is nothing to bring back."""
    if stage.backup is not None:
        transaction.savepoint_rollback(stage.backup)
        hub.new_epoch()
        stage.was_restored = True


def write(phone: Phone, step: Step) -> Entry:
    if step.kind == "write_bad":
        return phone.write(WOREDA, "event", facility=FACILITY, day="2026-02-30", text="no such day")
    values = dict(step.values)
    author = TOLOSA if step.kind == "write_as_tolosa" and TOLOSA in phone.people else phone.people[0]
    entry = phone.write_as(author, WOREDA, "observation", None, {**key(step), **values})
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


def ask(stage: Stage, phone: Phone, request: dict[str, Any]) -> dict[str, Any]:
    """Ask the hub, and look that nothing passes by somebody without the right."""
    before = accepted_of_tolosa()
    answer = phone.direct(request)
    if not stage.has_right:
        assert accepted_of_tolosa() == before, "taken from somebody without the right"
        assert phone.people != [TOLOSA] or answer["entries"] is None, "told to somebody without the right"
    return answer


def accepted_of_tolosa() -> int:
    return Kept.objects.filter(author=TOLOSA, seq__isnull=False).count()


def exchange(stage: Stage, phone: Phone, step: Step) -> None:
    if step.kind == "exchange":
        phone.receive(ask(stage, phone, phone.request()))
    elif step.kind == "answer_lost":
        ask(stage, phone, phone.request())
    elif step.kind == "sent_twice":
        request = phone.request()
        ask(stage, phone, request)
        phone.receive(ask(stage, phone, request))
    elif step.kind == "sent_in_part":
        phone.receive(ask(stage, phone, phone.request(phone.unsent(step.part))))
    elif step.kind == "answer_late":
        stage.late.append((phone, ask(stage, phone, phone.request())))
    elif step.kind == "hub_dies":
        die_in_an_exchange(phone, step.moment)


def die_in_an_exchange(phone: Phone, moment: int) -> None:
    """The power goes before the statement of this number; if there are fewer, after all is committed."""
    count = 0

    def counted(execute: Any, *call: Any) -> Any:
        nonlocal count
        count += 1
        # Once only: whoever goes on after it (a mistake planted on purpose) is let go on.
        if count == moment + 1:
            raise HubDied
        return execute(*call)

    try:
        with transaction.atomic(), connection.execute_wrapper(counted):
            phone.receive(phone.direct(phone.request()))
    except HubDied:
        pass


def check_always(stage: Stage) -> None:
    """Acknowledged means in the hub; numbers of a channel have no gap; a device's stamps rise."""
    kept = {(entry.device, entry.n) for entry in Kept.objects.all()}
    epoch = hub.this_hub().epoch
    for phone in stage.phones:
        # Who has not yet heard of the restoration believes what the lost hub said.
        if phone.epoch == epoch:
            assert {(phone.id, n) for n in range(1, phone.acked.get(WOREDA, 0) + 1)} <= kept
        if not stage.was_restored and not stage.right_came_back:
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
    aside = {(entry.device, entry.n): entry for entry in Kept.objects.filter(seq=None)}
    for entry in stage.written:
        found = aside.pop((entry.device, entry.n), None)
        assert (found is not None) or entry.type != "event"
        if found is not None and entry.type != "event":
            assert (entry.author, found.reason[:9]) == (TOLOSA, "forbidden")
    assert aside == {}
    expected = slow_merge([as_entry(entry) for entry in Kept.objects.exclude(seq=None)])
    assert {cell: value for cell, (_, value) in hub_state(WOREDA).items()} == expected
    channel = Channel.objects.filter(name=WOREDA).first()
    for phone in stage.phones:
        assert phone.unsent() == []
        if phone.people == [TOLOSA] and not stage.has_right:
            # What he wrote himself and was set aside stays, for him to mend.
            assert {device for device, _, _ in phone.entries} <= {phone.id}, "not forgotten"
            continue
        asides = {(phone.id, WOREDA, n) for _, n in phone.attention}
        lost = acts_lost(stage, phone)
        held = [e for place, e in phone.entries.items() if place not in asides and place not in lost]
        assert slow_merge(held) == expected, explain(stage, phone)
        if not asides and not lost:
            assert phone.state(WOREDA) == hub_state(WOREDA)
        if not lost:
            assert channel is None or phone.digest(WOREDA) == channel.digest, explain(stage, phone)


def explain(stage: Stage, phone: Phone) -> str:
    """Which entries the hub and a phone hold differently."""
    accepted = set(Kept.objects.exclude(seq=None).values_list("device", "channel", "n"))
    asides = {(phone.id, channel, n) for channel, n in phone.attention}
    held = set(phone.entries) - asides
    number = next(i for i, one in enumerate(stage.phones) if one is phone)
    return f"phone {number} lacks {accepted - held} and has besides {held - accepted}; aside {asides}"


def acts_lost(stage: Stage, phone: Phone) -> set[tuple[str, str, int]]:
    """What this phone read before the hub was brought back from its backup, and the hub no longer holds so.

    Either the hub had written it itself, or it judged otherwise when it was handed in again, because a right
    had ended.
    """
    accepted = set(Kept.objects.exclude(seq=None).values_list("device", "channel", "n"))
    aside = set(Kept.objects.filter(seq=None, author=TOLOSA).values_list("device", "channel", "n"))
    phones = {phone.id for phone in stage.phones}
    own = {(phone.id, channel, n) for channel, n in phone.attention}
    lost = {place for place in phone.entries if place not in accepted} - own
    assert all(place[0] not in phones or place in aside for place in lost)
    assert stage.was_restored or not lost
    return lost


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
