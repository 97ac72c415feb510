"""Three hubs in a row, whatever is written, lost and killed: they end alike, and no draft has moved.

Mistakes planted on purpose must be found by the same stories.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from typing import Any

import pytest

from debo.ledger.hash import entry_hash
from debo.ledger.link import following, giving, offering, parcel, turns
from tests.integration.ledger.link.conftest import MakeHub, empty_hub, make_hub
from tests.integration.ledger.link.hubs import HubDied, TestHub, exchange, link
from tests.integration.ledger.link.land import (
    ALMAZ,
    GOMMA,
    LENSA,
    OBSA,
    REGION,
    RIGHTS,
    TEAM,
    TOLOSA,
    ZONE,
    count,
    event,
    meet,
    phone_at,
)
from tests.integration.ledger.link.test_two_hubs import found_offices
from tests.integration.ledger.phone import Phone

__all__ = ["empty_hub", "make_hub"]

STEPS = 24
WRITES = ("count", "count", "draft", "answer", "answer", "bad", "at_hub")
LINES = ("line", "line", "cut", "kill", "meet", "meet")


class World:
    """Gomma under Jimma under Oromia; a phone at each end, and all that was drafted."""

    def __init__(self, make: MakeHub, seed: int) -> None:
        self.chance = random.Random(seed)
        self.hubs = [make(name) for name in ("gomma", "jimma", "oromia")]
        for hub in self.hubs:
            hub.allow(RIGHTS)
        gomma, jimma, oromia = self.hubs
        found_offices(gomma, oromia)
        jimma.ask("write", OBSA, ZONE, "person", {"name": "Obsa"})
        oromia.ask("write", LENSA, REGION, "event", event("the region's first"))
        gomma.ask("write", TOLOSA, GOMMA, "event", event("the woreda's first"))
        self.pairs = [(gomma, jimma), (jimma, oromia)]
        for below, above in self.pairs:
            link(below, above)
        self.phones: list[tuple[Phone, TestHub]] = [
            (phone_at(gomma, ALMAZ), gomma),
            (phone_at(oromia, LENSA), oromia),
        ]
        self.drafts: set[str] = set()
        self.settle()

    def settle(self, rounds: int = 3) -> None:
        for _ in range(rounds):
            for below, above in self.pairs:
                exchange(below, above)
            for phone, hub in self.phones:
                meet(phone, hub)

    def step(self) -> None:
        getattr(self, self.chance.choice(WRITES + LINES))()

    def count(self) -> None:
        phone, _ = self.chance.choice(self.phones)
        month = self.chance.randint(1, 2)
        phone.write(GOMMA, "observation", **count(f"e2018-{month:02}", self.chance.randint(0, 9)))

    def draft(self) -> None:
        phone, _ = self.phones[0]
        self.drafts.add(entry_hash(phone.write(TEAM, "event", **event(f"draft {len(self.drafts)}"))).hex())

    def answer(self) -> None:
        phone, _ = self.phones[1]
        phone.write(self.chance.choice((GOMMA, REGION)), "event", **event("an answer"))

    def bad(self) -> None:
        phone, _ = self.chance.choice(self.phones)
        phone.write(GOMMA, "event", **{**event("no such day"), "day": "2026-02-30"})

    def at_hub(self) -> None:
        gomma, _, oromia = self.hubs
        if self.chance.random() < 0.5:
            gomma.ask("write", TOLOSA, GOMMA, "observation", count("e2018-01", self.chance.randint(0, 9)))
        else:
            oromia.ask("write", LENSA, REGION, "event", event("at the hub"))

    def meet(self) -> None:
        phone, hub = self.chance.choice(self.phones)
        meet(phone, hub)

    def line(self) -> None:
        exchange(*self.chance.choice(self.pairs))

    def cut(self) -> None:
        left = self.chance.randint(1, 6)

        def drop(_where: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise HubDied

        with contextlib.suppress(HubDied):
            exchange(*self.chance.choice(self.pairs), drop)

    def kill(self) -> None:
        hub = self.chance.choice(self.hubs)
        hub.kill()
        hub.start()

    def check(self) -> None:
        gomma, *others = self.hubs
        for channel in (GOMMA, REGION, ZONE):
            states = [(hub.ask("digest", channel), hub.ask("state", channel)) for hub in self.hubs]
            assert states[0] == states[1] == states[2], channel
        for hub in self.hubs:
            assert hub.ask("check") == []
        for hub in others:
            assert TEAM not in hub.ask("channels")
            assert not self.drafts & set(hub.ask("hashes"))
        for phone, hub in self.phones:
            assert phone.unsent() == []
            kept = {(n, ok) for device, n, ok, _ in gomma.ask("entries", GOMMA) if device == phone.id}
            aside = {n for channel, n in phone.attention if channel == GOMMA}
            assert kept == {(one.n, one.n not in aside) for one in phone.own.get(GOMMA, [])}
            # Whoever wrote what was set aside heard it from its home, wherever they met Debo.
            waits = [one for one in phone.attention.values() if one["reason"] == "other_hub"]
            assert not waits, "nobody told the author what the home said"
            assert phone.state(GOMMA) == hub.ask("state", GOMMA)
        assert [exchange(*pair) for pair in self.pairs] == [1, 1], "something is said over and over"


def play(make: MakeHub, seed: int) -> None:
    world = World(make, seed)
    for _ in range(STEPS):
        world.step()
    world.settle()
    world.check()


@pytest.mark.parametrize("seed", [0, 1])
def test_three_hubs_end_alike(make_hub: MakeHub, seed: int) -> None:
    play(make_hub, seed)


Plant = Callable[[pytest.MonkeyPatch], None]


def gives_all_but_one(patch: pytest.MonkeyPatch) -> None:
    honest = giving.give

    def give(*words: Any) -> giving.Given:
        given = honest(*words)
        if len(given.entries) > 1:
            given.entries.pop()
        return given

    patch.setattr(turns, "give", give)


def shows_hashes_of_drafts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(parcel, "_of_one_channel", lambda by_place, _batches: set(by_place))


def judges_what_isnt_its_own(patch: pytest.MonkeyPatch) -> None:
    from debo.ledger import intake

    patch.setattr(intake, "elsewhere", lambda _channels: set())


def forgets_what_waited(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(following, "_accept_waiting", lambda *_words: None)


def passes_over_what_it_set_aside(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offering, "news_for", lambda *_words: [])


#: Each with the seed of a story that finds it.
PLANTED: list[tuple[Plant, int]] = [
    (gives_all_but_one, 0),
    (shows_hashes_of_drafts, 2),
    (judges_what_isnt_its_own, 2),
    (forgets_what_waited, 2),
    (passes_over_what_it_set_aside, 2),
]


@pytest.mark.parametrize(("plant", "seed"), PLANTED, ids=[plant.__name__ for plant, _ in PLANTED])
def test_a_planted_mistake_is_found(
    make_hub: MakeHub, monkeypatch: pytest.MonkeyPatch, plant: Plant, seed: int
) -> None:
    # The hubs' processes are forked from this one, so they have the mistake too.
    plant(monkeypatch)
    with pytest.raises((AssertionError, HubDied)):
        play(make_hub, seed)
