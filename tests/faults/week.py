"""A week in the field, made up by a seed: who writes what without a line, and what is then done at the hub.

Almaz counts on her phone and on a second one, Tolosa on the facility's PC, Hanna mentors and carries a stick.
There is a correction, a conflict and its settling, a hub that is started anew, two sticks that cross, a right
that ends while its owner is away and comes back. Each step has a part on phones alone and a part at the hub;
the second part can be done again after whatever went wrong in it, as people and phones do.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from debo.ledger import acts, models
from debo.ledger.carried.inward import take_in_all
from debo.ledger.quarantine import retry_after_upgrade
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.conftest import ALMAZ, FACILITY, HANNA, MEASURE, STEWARD, TEAM, TOLOSA, WOREDA
from tests.integration.ledger.fixed_access import PATH, FixedAccess
from tests.integration.ledger.phone import Phone


@dataclass(frozen=True)
class Step:
    """What happens on phones, and then at the hub, to whom."""

    says: str
    at_the_hub: Callable[[], object]
    on_phones: Callable[[], object] = lambda: None


def give_rights() -> None:
    """Almaz and Tolosa are in the team, Hanna mentors, the steward looks after everything."""
    from django.conf import settings

    settings.DEBO_ACCESS = PATH
    FixedAccess.reset()
    for person in (ALMAZ, TOLOSA):
        FixedAccess.allow(person, WOREDA, "member", "staff", places=[FACILITY])
        FixedAccess.allow(person, TEAM, "member")
    FixedAccess.allow(HANNA, WOREDA, "mentor")
    FixedAccess.allow(STEWARD, WOREDA, "steward")


class Week:
    """Everybody's phones, the sticks on their way, and what is still to come."""

    def __init__(self, chance: random.Random) -> None:
        give_rights()
        self.chance = chance
        self.almaz, self.second, self.tolosa, self.hanna = (
            self._phone(who) for who in (ALMAZ, ALMAZ, TOLOSA, HANNA)
        )
        self.phones = [self.almaz, self.second, self.tolosa, self.hanna]
        self.sticks: list[list[bytes]] = []
        months = [f"e{year}-{month:02}" for year in range(2010, 2019) for month in range(1, 13)]
        self.months = chance.sample(months, 12)

    def _phone(self, person: str) -> FarPhone:
        phone = FarPhone([person], id=f"{self.chance.getrandbits(64):016x}").enrol()
        phone.at = self.chance.choice([0, 1_672_617_600, 1_767_225_600, 1_861_833_600])
        return phone

    def steps(self) -> Iterator[Step]:
        """Monday to Sunday; made while it is lived, so that each step sees what came before it."""
        yield from self._monday()
        yield from self._tuesday_and_wednesday()
        yield from self._thursday_and_friday()
        yield from self._weekend()

    def _monday(self) -> Iterator[Step]:
        yield self._exchange("Almaz counts", self.almaz, lambda: self._count(self.almaz, 4))
        yield self._exchange("Tolosa counts on the PC", self.tolosa, lambda: self._count(self.tolosa, 3))
        yield self._exchange("Hanna reads", self.hanna)
        yield self._exchange("Almaz' second phone reads", self.second)
        yield self._exchange("Almaz reads what Tolosa wrote", self.almaz)

    def _tuesday_and_wednesday(self) -> Iterator[Step]:
        yield self._exchange("Tolosa has an event", self.tolosa, lambda: self._event(self.tolosa))
        yield Step("the steward corrects a count at the hub", self._act)
        yield self._carry_in("Hanna takes Almaz' stick along", lambda: self._hand_over(self.almaz, 4), 0)
        yield Step("the hub is started anew", retry_after_upgrade)
        yield Step("Hanna brings a stick back", lambda: self.almaz.take(*brought_to(self.almaz)))
        yield self._exchange("a wrong day is set aside", self.almaz, lambda: self._event(self.almaz, "30-02"))
        yield self._exchange("and she is told", self.almaz)

    def _thursday_and_friday(self) -> Iterator[Step]:
        yield self._exchange("Almaz corrects herself", self.almaz, lambda: self._count(self.almaz, 1))
        yield self._exchange("and quarrels with Tolosa", self.tolosa, lambda: self._count(self.tolosa, 1))
        yield self._exchange("and with her second phone", self.second, lambda: self._count(self.second, 2))
        yield self._exchange("she sees both", self.almaz)
        yield self._exchange("she settles it", self.almaz, lambda: self._count(self.almaz, 1))
        yield self._exchange("Tolosa reads it", self.tolosa)
        yield self._exchange("the same request comes twice", self.tolosa, lambda: self._count(self.tolosa, 2))

    def _weekend(self) -> Iterator[Step]:
        def two_sticks() -> None:
            self._hand_over(self.second, 2)
            self._hand_over(self.second, 2)

        yield self._carry_in("the later of two sticks comes first", two_sticks, 2)
        yield self._exchange("while the line works too", self.second, lambda: self._count(self.second, 1))
        yield self._carry_in("then the earlier one", lambda: None, 1)
        yield self._exchange("Tolosa's right ends while he is away", self.tolosa, self._end_tolosas_right)
        yield self._exchange("he is told to forget", self.tolosa)
        yield self._exchange("his right comes back", self.tolosa, give_rights)
        for phone in self.chance.sample(self.phones, len(self.phones)):
            yield self._exchange("everybody exchanges on Sunday", phone)
        for phone in self.phones:
            yield self._exchange("and once more", phone)

    def _exchange(self, says: str, phone: Phone, before: Callable[[], object] = lambda: None) -> Step:
        return Step(says, lambda: phone.receive(phone.direct(phone.request())), before)

    def _carry_in(self, says: str, before: Callable[[], object], which: int) -> Step:
        def take_in() -> None:
            report = take_in_all(io.BytesIO(file) for file in self.sticks[which])
            assert report.refused == [], report.refused

        return Step(says, take_in, before)

    def _hand_over(self, phone: FarPhone, entries: int) -> None:
        self._count(phone, entries)
        self.sticks.append(phone.hand_over(at_once=3))

    def _end_tolosas_right(self) -> None:
        self._count(self.tolosa, 2)
        FixedAccess.withdraw(TOLOSA, WOREDA)

    def _count(self, phone: Phone, entries: int) -> None:
        entries = self.chance.randint(1, entries + 2)
        for month in self.chance.sample(self.months[: max(3, 2 * entries)], entries):
            values: dict[str, Any] = {"measure": MEASURE, "facility": FACILITY, "period": month}
            numbers = {"numerator": self.chance.randint(0, 99), "denominator": self.chance.randint(1, 99)}
            channel = TEAM if TEAM in FixedAccess.given[phone.people[0]] else WOREDA
            phone.write(self.chance.choice([WOREDA, channel]), "observation", **values, **numbers)

    def _event(self, phone: Phone, day: str = "03-11") -> None:
        phone.write(WOREDA, "event", facility=FACILITY, day=f"2026-{day}", text="ኦክሲቶሲን አልነበረም")

    def _act(self) -> None:
        values = {"measure": MEASURE, "facility": FACILITY, "period": self.months[0], "value": 7}
        acts.write(STEWARD, WOREDA, "observation", values)


def written(phones: list[FarPhone]) -> set[tuple[str, str, int]]:
    """The places of all that was ever written on these phones."""
    return {(phone.id, c, entry.n) for phone in phones for c, own in phone.own.items() for entry in own}


def acknowledged(phones: list[FarPhone]) -> set[tuple[str, str, int]]:
    """The places of what the hub has said it holds."""
    return {(p.id, c, n) for p in phones for c, last in p.acked.items() for n in range(1, last + 1)}


def kept() -> set[tuple[str, str, int]]:
    """The places of what the hub does hold."""
    return set(models.Entry.objects.values_list("device", "channel", "n"))
