"""A device that begins with a snapshot ends like one that read the whole log, whatever happens meanwhile.

Stories on the real database: two phones write and edit each other's counts, some of it is set aside and taken
later, the hub writes, records are erased by law, the hub comes back from a backup; and newcomers read a few
pieces at a time, write before they have read all, and find their snapshot gone.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from debo.ledger import acts, erasing, exchange, hub, quarantine
from debo.ledger.entry import Entry
from debo.ledger.identity import derived_id
from debo.ledger.models import Channel, Snapshot
from debo.ledger.models import Entry as Kept
from debo.ledger.snapshots import cutting, known, making, offering, order, standing
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, STEWARD, WOREDA
from tests.integration.ledger.fixed_access import PATH, FixedAccess
from tests.integration.ledger.newcomer import Newcomer, plain_heads
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

PERIODS = ("e2018-01", "e2018-02", "e2010-05")
OFTEN = ("write", "exchange", "join", "read")
SELDOM = ("aside", "take", "act", "newcomer_writes", "erase", "backup", "restore", "gone")
KINDS = (*OFTEN, *OFTEN, *SELDOM, "write", "exchange")
#: The newest of the newcomers.
NEWEST = -1


#: Fields and what they say.
Said = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Step:
    kind: str
    who: int = 0
    period: int = 0
    values: Said = (("numerator", 1),)
    patience: int = 1


@dataclass
class Stage:
    phones: list[Phone]
    newcomers: list[Newcomer] = field(default_factory=list)
    backup: str | None = None
    #: How many newcomers the hub of the backup knows.
    known_then: int = 0
    was_restored: bool = False


@pytest.fixture(autouse=True)
def small(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is worth a snapshot, and each entry has a segment of its own."""
    settings.DEBO_ACCESS = PATH
    make_small(monkeypatch)


def make_small(patch: pytest.MonkeyPatch) -> None:
    FixedAccess.reset()
    FixedAccess.allow(ALMAZ, WOREDA, "member", places=[FACILITY])
    FixedAccess.allow(STEWARD, WOREDA, "steward")
    patch.setattr(cutting, "MOST_BYTES", 1)
    patch.setattr(offering, "LEAST_ENTRIES", 1)
    for module in (offering, making):
        patch.setattr(module, "is_smaller", lambda one, **_: one.segments > 0)


def play(story: list[Step]) -> Stage:
    with transaction.atomic():
        stage = Stage([Phone([ALMAZ]).enrol(), Phone([ALMAZ]).enrol()])
        for step in story:
            act_out(stage, step)
        for _ in range(3):
            for phone in (*stage.phones, *stage.newcomers):
                if isinstance(phone, Newcomer):
                    phone.patience = 1_000
                phone.exchange()
        late = Newcomer([ALMAZ]).enrol()
        late.exchange()
        stage.newcomers.append(late)
        check(stage)
        transaction.set_rollback(True)
    return stage


def act_out(stage: Stage, step: Step) -> None:
    phone = stage.phones[step.who]
    newcomer = stage.newcomers[step.who % len(stage.newcomers)] if stage.newcomers else None
    values = {"measure": MEASURE, "facility": FACILITY, "period": PERIODS[step.period], **dict(step.values)}
    if step.kind == "write":
        phone.write(WOREDA, "observation", **values)
    elif step.kind == "aside":
        # The right to write about the place is missing just now; what comes after it is taken.
        phone.exchange()
        FixedAccess.places[ALMAZ] = frozenset()
        phone.write(WOREDA, "observation", **values)
        phone.exchange()
        FixedAccess.places[ALMAZ] = frozenset([FACILITY])
    elif step.kind == "take":
        quarantine.retry_all()
    elif step.kind == "exchange":
        phone.exchange()
    elif step.kind == "act":
        acts.write(STEWARD, WOREDA, "observation", values)
    elif step.kind == "join":
        stage.newcomers.append(Newcomer([ALMAZ], patience=step.patience).enrol())
    elif step.kind == "read" and newcomer:
        newcomer.receive(newcomer.direct(newcomer.request()))
    elif step.kind == "newcomer_writes" and newcomer:
        newcomer.write(WOREDA, "observation", **values)
    elif step.kind == "erase":
        said = {"of_type": "observation", "of_record": record_of(PERIODS[step.period]), "day": "2026-11-27"}
        acts.write(STEWARD, WOREDA, erasing.TYPE, said)
    elif step.kind == "gone":
        Snapshot.objects.all().delete()
    elif step.kind == "backup":
        stage.backup, stage.known_then = transaction.savepoint(), len(stage.newcomers)
    elif step.kind == "restore" and stage.backup is not None:
        transaction.savepoint_rollback(stage.backup)
        hub.new_epoch()
        stage.was_restored = True
        del stage.newcomers[stage.known_then :]


def record_of(period: str) -> str:
    return derived_id("observation", [MEASURE, FACILITY, period])


def check(stage: Stage) -> None:
    accepted = [quarantine.as_entry(one) for one in Kept.objects.exclude(seq=None).order_by("seq")]
    channel = Channel.objects.filter(name=WOREDA).first()
    expected = plain_heads(accepted)
    for newcomer in stage.newcomers:
        # What a lost hub alone had written is told by whoever read it, for ever (docs/reliability.md).
        if stage.was_restored and newcomer is not stage.newcomers[-1]:
            continue
        assert channel is None or newcomer.digest(WOREDA) == channel.digest, "the digest"
        assert newcomer.heads(WOREDA) == expected, "the heads"
        assert newcomer.unsent() == []


values = st.dictionaries(st.sampled_from(["numerator", "denominator"]), st.integers(0, 3), min_size=1).map(
    lambda chosen: tuple(sorted(chosen.items()))
)
steps = st.builds(
    Step,
    kind=st.sampled_from(KINDS),
    who=st.integers(0, 1),
    period=st.integers(0, len(PERIODS) - 1),
    values=values,
    patience=st.integers(0, 3),
)

PHASES = [Phase.generate, Phase.shrink]
AT_EASE = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=PHASES)


def taken_late(who: int, period: int, first: Said, aside: Said, above: Said) -> list[Step]:
    """What was set aside is taken after a newcomer has read a snapshot that is without it.

    Its n is a hole in `known`, and what was written above it names a stamp that is still to come. Chance
    alone didn't put these nine steps together in 200 stories.
    """
    return [
        Step("write", who, period, first),
        Step("exchange", who),
        Step("aside", who, period, aside),
        Step("write", who, period, above),
        Step("exchange", who),
        Step("join", patience=1_000),
        Step("read", NEWEST),
        Step("take"),
        Step("read", NEWEST),
    ]


some = st.lists(steps, max_size=8)
late = st.builds(taken_late, st.integers(0, 1), st.integers(0, len(PERIODS) - 1), values, values, values)
stories = st.one_of(
    st.lists(steps, min_size=8, max_size=24), st.tuples(some, late, some).map(lambda parts: [*chain(*parts)])
)


@settings(AT_EASE, max_examples=20)
@given(stories)
def test_a_newcomer_ends_like_everybody(story: list[Step]) -> None:
    play(story)


def made_up(chance: random.Random) -> list[Step]:
    def step() -> Step:
        who, period = chance.randrange(2), chance.randrange(len(PERIODS))
        return Step(chance.choice(KINDS), who, period, said(), chance.randrange(4))

    def said() -> Said:
        names = chance.choice([("numerator",), ("denominator",), ("denominator", "numerator")])
        return tuple((name, chance.randrange(4)) for name in names)

    story = [step() for _ in range(chance.randint(8, 20))]
    at = chance.randrange(len(story))
    story[at:at] = taken_late(chance.randrange(2), chance.randrange(len(PERIODS)), said(), said(), said())
    return story


#: Stories that hold, and in one of which each planted mistake is noticed.
SEEDS = range(8)


def test_the_stories_read_pieces_and_meet_every_kind() -> None:
    """Otherwise nothing here would mean anything: what is noticed below isn't there without the mistake."""
    met, pieces = set(), 0
    for seed in SEEDS:
        story = made_up(random.Random(seed))
        met |= {step.kind for step in story}
        pieces += sum(one.pieces for one in play(story).newcomers)
    assert met == set(KINDS)
    assert pieces > 40


Plant = Callable[[pytest.MonkeyPatch], None]


def entries_go_whole(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing.Standing, "reduced", lambda _self, entry: without_base(entry))


def without_base(entry: Entry) -> Entry:
    return replace(entry, base={})


def stamps_still_to_come_are_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(standing.Standing, "_missed", lambda *_: [])


def ranges_have_no_holes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known, "ranges_of", lambda numbers: [[min(numbers), max(numbers)]])


def a_part_is_left_out(patch: pytest.MonkeyPatch) -> None:
    original = order.Order.seqs
    patch.setattr(order.Order, "seqs", lambda self, *parts: list(original(self, *parts))[1:])


def entries_come_beside_it(patch: pytest.MonkeyPatch) -> None:
    """The hub moves the cursor to the end while a snapshot is under way."""
    original = exchange._Reading.page

    def ahead(self: Any) -> Any:
        page = original(self)
        page.cursors.update({name: self._head(name) for name in self.offers})
        return page

    patch.setattr(exchange._Reading, "page", ahead)


#: With what is said when it is noticed: any other failure would be a mistake of the test.
PLANTS: list[tuple[Plant, str]] = [
    (entries_go_whole, "the heads"),
    (stamps_still_to_come_are_dropped, "the heads"),
    (ranges_have_no_holes, "the digest"),
    (a_part_is_left_out, "the heads"),
    (entries_come_beside_it, "beside a snapshot"),
]


@pytest.mark.parametrize(("plant", "words"), PLANTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_planted_mistake_is_caught(plant: Plant, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=words):
        play_all()


def play_all() -> None:
    for seed in SEEDS:
        play(made_up(random.Random(seed)))
