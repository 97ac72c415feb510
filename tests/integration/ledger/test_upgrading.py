"""The hub becomes a newer version between two requests of one exchange; and a hundred exchanges."""

from __future__ import annotations

from typing import Any

import pytest

from debo.improvement.models import Event
from debo.ledger import page, quarantine
from debo.ledger.models import Entry as Kept
from debo.ledger.replicated import REGISTRY, Declaration
from tests.integration.ledger.conftest import ALMAZ, FACILITY, HANNA, TOLOSA, WOREDA
from tests.integration.ledger.hub_state import hub_state, seqs
from tests.integration.ledger.phone import Phone, complete
from tests.integration.ledger.test_stories import count

pytestmark = pytest.mark.django_db


def older(declared: Declaration, *without: str) -> Declaration:
    """What the version before knew of a type."""
    made = Declaration(declared.type, declared.model, declared.key, declared.channels)
    made.__dict__["fields"] = {name: one for name, one in declared.fields.items() if name not in without}
    return made


def test_the_hub_is_upgraded_between_two_requests_of_one_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """The older hub knows no events and no denominators; the newer one does, and takes what waited."""
    monkeypatch.setattr(page, "MOST_ENTRIES", 3)
    almaz, tolosa, hanna = Phone([ALMAZ]).enrol(), Phone([TOLOSA]).enrol(), Phone([HANNA]).enrol()
    newer = {name: REGISTRY[name] for name in ("event", "observation")}
    monkeypatch.delitem(REGISTRY, "event")
    monkeypatch.setitem(REGISTRY, "observation", older(newer["observation"], "denominator"))
    for month in range(1, 6):
        count(tolosa, month, f"e2017-{month:02}")
    tolosa.exchange()
    counted = [count(almaz, month, f"e2018-{month:02}") for month in range(1, 4)]
    events = [
        almaz.write(WOREDA, "event", facility=FACILITY, day=f"2026-01-0{day}", text="Stock-out")
        for day in (1, 2)
    ]
    # The first request of her exchange: three of her five entries go up, three of Tolosa's come down.
    answer = complete(almaz.direct(almaz.request(almaz.unsent(4))))
    assert answer["more"]
    assert almaz.acked == {}
    upgrade(monkeypatch, newer)
    almaz.receive(answer)
    assert almaz.attention[WOREDA, 4]["reason"] == "unknown_type"
    almaz.exchange()
    for phone in (tolosa, hanna, almaz):
        phone.exchange()
    assert almaz.attention == {}
    assert almaz.unsent() == []
    assert almaz.repairs == tolosa.repairs == hanna.repairs == 0
    assert [hanna.value(entry, "text") for entry in events] == ["Stock-out"] * 2
    assert [hanna.value(entry, "denominator") for entry in counted] == [20] * 3
    assert Event.objects.count() == 2
    assert almaz.state(WOREDA) == tolosa.state(WOREDA) == hanna.state(WOREDA)
    # The hub keeps a field that it had to adopt in the long form of the protocol; it says the same.
    assert shown(almaz.state(WOREDA)) == shown(hub_state(WOREDA))
    assert seqs(WOREDA) == list(range(1, 11))


def shown(state: dict[str, Any]) -> dict[str, Any]:
    """What people see of each cell."""
    return {cell: value for cell, (_, value) in state.items()}


def upgrade(monkeypatch: pytest.MonkeyPatch, newer: dict[str, Declaration]) -> None:
    """As the next version's first start does."""
    for name, declared in newer.items():
        monkeypatch.setitem(REGISTRY, name, declared)
    monkeypatch.setattr(quarantine, "VERSION", "the next one")
    quarantine.retry_after_upgrade()


def test_a_hundred_exchanges_one_after_the_other() -> None:
    almaz, tolosa = Phone([ALMAZ]).enrol(), Phone([TOLOSA]).enrol()
    asked: list[Any] = []

    def line(phone: Phone) -> Any:
        def ask(request: dict[str, Any]) -> dict[str, Any]:
            asked.append(request)
            return phone.direct(request)

        return ask

    almaz.exchange()
    tolosa.exchange()
    for number in range(100):
        writer, reader = (almaz, tolosa) if number % 2 else (tolosa, almaz)
        entry = count(writer, number % 20, f"e2018-{1 + number % 12:02}")
        asked.clear()
        writer.exchange(line(writer))
        reader.exchange(line(reader))
        assert len(asked) == 2, "an exchange of one entry is one request"
        assert reader.value(entry, "numerator") == number % 20
        assert reader.conflicts(entry, "numerator") == []
    # Neither what is asked nor what is kept beside the entries grows with the number of exchanges.
    assert all(len(request["cursors"]) <= 3 for request in asked)
    assert all(len(request["told"]) == 0 for request in asked)
    assert almaz.repairs == tolosa.repairs == 0
    assert almaz.state(WOREDA) == tolosa.state(WOREDA) == hub_state(WOREDA)
    assert Kept.objects.filter(channel=WOREDA).count() == 100
    stamps = [entry.stamp for entry in almaz.own[WOREDA]]
    assert stamps == sorted(set(stamps))
