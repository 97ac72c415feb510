"""Stock and early words: what can't be, and that they stay with a facility's people."""

from __future__ import annotations

from typing import Any

import pytest

from debo.ledger import acts
from debo.supplies.models import EarlyWord
from tests.integration import woreda
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()
    item = {"facility": key("hc1"), "name": {"en": "Syphilis tests"}, "keeper": "laboratory", "word_at": 14}
    acts.write(key("midwife"), channel("hc1"), "watched_item", item, key("tests"))


def code_of(
    author: str, type_: str, values: dict[str, Any], record: str | None = None, where: str = "hc1"
) -> str:
    said = {"item": key("tests"), "facility": key(where), "day": today(-3), **values}
    draft = acts.Draft(key(author), channel(where), type_, said, record and key(record))
    written = acts.try_many([draft])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"left": 20, "weekly": 7.5}, ""),
        ({"left": 0, "weekly": 0}, ""),
        ({"left": -1, "weekly": 7}, "below_zero"),
        ({"left": 1, "weekly": -7}, "below_zero"),
        ({"left": 1, "item": None}, "missing_key"),
    ],
)
def test_nothing_is_left_less_than_nothing(values: dict[str, Any], code: str) -> None:
    assert code_of("midwife", "stock", values) == code


def test_a_stock_and_a_word_stand_where_the_item_is_watched() -> None:
    assert code_of("hew", "stock", {"left": 1}, where="hp1") == "item_elsewhere"
    assert code_of("hew", "early_word", {}, "word", where="hp1") == "item_elsewhere"
    assert code_of("midwife", "early_word", {"item": None}, "word") == "item_elsewhere"
    assert code_of("midwife", "early_word", {"days_left": 9}, "word") == ""


def test_a_word_is_answered_after_it_was_sent() -> None:
    assert code_of("midwife", "early_word", {"days_left": 9}, "word") == ""
    late = {"reply": "coming", "replied_on": today(-4)}
    assert code_of("pharmacy", "early_word", late, "word") == "answered_before_asked"
    assert code_of("pharmacy", "early_word", {"settled_on": today(-4)}, "word") == "answered_before_asked"
    # The laboratory answers; the midwife who sent the word reads it.
    assert code_of("laboratory", "early_word", {"reply": "coming", "replied_on": today()}, "word") == ""
    assert EarlyWord.objects.get().reply == "coming"


@pytest.mark.parametrize("person", ["woreda_officer", "zonal_officer", "hospital_member", "outsider", "hew"])
def test_nobody_outside_the_facility_reads_what_is_left(person: str) -> None:
    assert code_of("midwife", "stock", {"left": 2, "weekly": 7}) == ""
    assert code_of("midwife", "early_word", {"days_left": 2}, "word") == ""
    online = Phone([key(person)]).enrol()
    online.exchange()
    far = FarPhone([key(person)]).enrol()
    assert far.take(*brought_to(far)) == []
    types = {entry.type for phone in (online, far) for entry in phone.entries.values()}
    assert types
    assert not types & {"watched_item", "stock", "early_word"}


def test_the_keeper_and_the_team_read_it() -> None:
    assert code_of("midwife", "early_word", {"days_left": 2}, "word") == ""
    for person in ("laboratory", "member", "facility_head"):
        phone = Phone([key(person)]).enrol()
        phone.exchange()
        assert {e.type for e in phone.entries.values()} >= {"watched_item", "early_word"}, person
