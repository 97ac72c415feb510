"""Recounts at the hub: drawn once, first reports kept, nobody alarmed, recognition without a value."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debo.ledger import acts, models
from debo.ledger.errors import Refused
from debo.measures.models import AccuracyCheck, Observation, Recount
from debo.measures.quality import READINGS, draw, verify
from debo.measures.recounts import (
    first_entry,
    first_reported,
    keeping_first,
    registers_recounted,
    verified_pairs,
)
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import channel, key

pytestmark = pytest.mark.django_db

PERIOD = "e2018-02"
POOL = [f"line {number} of the report" for number in range(1, 17)]
SEED = "5f0c1e9a5f0c1e9a"


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


def code_of(where: str, type_: str, values: dict[str, Any]) -> str:
    written = acts.try_many([acts.Draft(key("member"), channel(where), type_, values)])[0]
    return "" if written.verdict is None else written.verdict.code or written.verdict.reason


def about(facility: str = "hc1", period: str = PERIOD, **values: Any) -> dict[str, Any]:
    return {"measure": key("measure"), "facility": key(facility), "period": period, **values}


def report(numerator: int, denominator: int, **more: Any) -> str:
    values = about(numerator=numerator, denominator=denominator, **more)
    return acts.write(key("member"), channel("A"), "observation", values)


# --- what can't be


@pytest.mark.parametrize("type_", ["recount", "register_count"])
@pytest.mark.parametrize(
    ("numbers", "code"),
    [((8, 10), ""), ((0, 0), ""), ((11, 10), "above_denominator"), ((1, 0), "nothing_to_divide_by")],
)
def test_a_register_holds_no_more_than_all(type_: str, numbers: tuple[int, int], code: str) -> None:
    values = about(round=1, numerator=numbers[0], denominator=numbers[1])
    assert code_of("team1", type_, values) == code


def check(**values: Any) -> dict[str, Any]:
    fair = {"pool": POOL, "seed": SEED, "drawn": draw(POOL, SEED)}
    return {"facility": key("hc1"), "period": PERIOD, **fair, **values}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, ""),
        ({"drawn": POOL[:12]}, "drawn_otherwise"),
        ({"pool": POOL[:11]}, "drawn_otherwise"),
        ({"seed": None}, "drawn_otherwise"),
        ({"matching": [POOL[0]], "differing": [POOL[0]]}, "compared_otherwise"),
        ({"matching": ["a line that was not drawn"]}, "compared_otherwise"),
    ],
)
def test_chance_draws_and_nobody_else(values: dict[str, Any], code: str) -> None:
    assert code_of("team1", "accuracy_check", check(**values)) == code


def test_a_month_is_drawn_once() -> None:
    """Another seed that suits better, fair as it is, comes too late; so does the draw of a second phone."""
    assert code_of("team1", "accuracy_check", check()) == ""
    again = check(seed="another", drawn=draw(POOL, "another"))
    assert code_of("team1", "accuracy_check", again) == "drawn_already"
    first = draw(POOL, SEED)
    compared = {"facility": key("hc1"), "period": PERIOD, "matching": first[:10], "differing": first[10:]}
    assert code_of("team1", "accuracy_check", compared) == ""
    assert AccuracyCheck.objects.get().seed == SEED


def test_what_a_second_phone_compared_of_its_own_draw_does_not_count() -> None:
    """Both drew offline. What the second ticked belongs to elements that aren't drawn here."""
    one, two = (Phone([key(name)]).enrol() for name in ("member", "hew_member"))
    for phone in (one, two):
        phone.exchange()
    other = draw(POOL, "another")
    assert set(other) != set(draw(POOL, SEED))
    one.write(channel("team1"), "accuracy_check", None, **check())
    two.write(channel("team1"), "accuracy_check", None, **check(seed="another", drawn=other))
    ticks = two.write(
        channel("team1"), "accuracy_check", None,
        facility=key("hc1"), period=PERIOD, matching=other, differing=[],
    )  # fmt: skip
    one.exchange()
    two.exchange()
    # Its draw is refused, or is the older of two at once and changes nothing; its ticks are refused.
    assert two.attention[ticks.channel, ticks.n]["reason"] == "impossible"
    kept = AccuracyCheck.objects.get()
    assert (kept.seed, kept.matching) == (SEED, None)


# --- as first reported


def test_a_correction_keeps_what_was_reported_first() -> None:
    record = report(40, 50, reported_on="2025-11-12")
    report(36, 50, first_numerator=40, first_denominator=50)
    report(35, 50)
    row = Observation.objects.get(channel=channel("A"))
    assert (row.numerator, row.first_numerator, row.reported_on) == (35, 40, "2025-11-12")
    values = {name: getattr(row, name) for name in ("numerator", "first_numerator", "first_denominator")}
    said = {"numerator": 40, "denominator": 50, "value": None}
    assert first_reported(values) == said
    # The phone says what was first; the history proves it.
    assert first_entry(channel("A"), record) == said


def test_nobody_changes_what_was_reported_first() -> None:
    report(40, 50)
    report(36, 50, first_numerator=40, first_denominator=50)
    with pytest.raises(Refused) as refused:
        report(36, 50, first_numerator=36)
    assert refused.value.reason == "impossible"
    assert code_of("A", "observation", about(first_numerator=None)) == "first_report_stays"


def test_two_phones_that_correct_at_once_keep_the_same_first() -> None:
    report(40, 50)
    phones = [Phone([key(name)]).enrol() for name in ("member", "hew_member")]
    for phone in phones:
        phone.exchange()
    for phone, numerator in zip(phones, (36, 37), strict=True):
        kept = about(numerator=numerator, denominator=50, first_numerator=40, first_denominator=50)
        phone.write(channel("A"), "observation", None, **kept)
    for phone in phones:
        phone.exchange()
        assert phone.attention == {}
    row = Observation.objects.get(channel=channel("A"))
    assert (row.first_numerator, row.first_denominator) == (40, 50)


@pytest.mark.parametrize(
    ("before", "change", "kept"),
    [
        ({"numerator": 40, "denominator": 50}, {"numerator": 36},
         {"numerator": 36, "first_numerator": 40, "first_denominator": 50}),
        ({"numerator": 40, "denominator": None}, {"denominator": 50}, {"denominator": 50}),
        ({"numerator": 40}, {"note": "late"}, {"note": "late"}),
        ({"numerator": 40, "first_numerator": 44}, {"numerator": 36}, {"numerator": 36}),
        ({}, {"numerator": 36}, {"numerator": 36}),
        ({"value": 12.5}, {"value": 12.0}, {"value": 12.0, "first_value": 12.5}),
        ({"numerator": 0, "denominator": 9}, {"numerator": 2},
         {"numerator": 2, "first_numerator": 0, "first_denominator": 9}),
    ],
)  # fmt: skip
def test_an_import_that_corrects_keeps_it_too(
    before: dict[str, Any], change: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert keeping_first(before, change) == kept


# --- the released recounts


def test_released_recounts_stand_beside_what_was_first_reported() -> None:
    report(40, 50)
    report(32, 50, first_numerator=40, first_denominator=50)
    recount = about(round=1, numerator=32, denominator=50, how="apart")
    acts.write(key("member"), channel("team1"), "recount", recount)
    assert list(verified_pairs(channel("A"))) == []
    acts.write(key("member"), channel("A"), "recount", recount)
    acts.write(key("member"), channel("A"), "recount", about("hp1", round=1, numerator=3))
    withdrawn = about("hc1", "e2018-03", round=1, numerator=9, withdrawn=True)
    acts.write(key("member"), channel("A"), "recount", withdrawn)
    found = {pair.facility: pair for pair in verified_pairs(channel("A"), [PERIOD, "e2018-03"])}
    assert found[key("hc1")].recounted == (32, 50)
    assert found[key("hc1")].reported == (40, 50)
    assert found[key("hp1")].reported == (None, None)
    [pair] = [pair for pair in found.values() if pair.facility == key("hc1")]
    said = verify(np.array([pair.recounted[0]], float), np.array([pair.reported[0]], float))
    assert (said.factor[0], READINGS[said.reading[0]]) == (0.8, "report_higher")
    assert set(found) == {key("hc1"), key("hp1")}


def test_who_recounted_is_known_without_reading_a_value() -> None:
    """Recognition may ask this; a facility whose numbers fell counts like one whose numbers rose."""
    recount = about(round=1, numerator=1, denominator=90)
    acts.write(key("member"), channel("A"), "recount", recount)
    acts.write(key("member"), channel("team1"), "recount", about("hp1", round=1, numerator=1))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert registers_recounted(channel("A"), [PERIOD]) == {(key("hc1"), PERIOD)}
        assert registers_recounted(channel("A"), ["e2018-03"]) == set()
        assert registers_recounted(channel("A")) == {(key("hc1"), PERIOD)}
    for query in asked.captured_queries:
        for value in ("numerator", "denominator", "cells", "round"):
            assert value not in query["sql"]


# --- nobody is alarmed


def test_a_correction_and_a_recount_alarm_nobody() -> None:
    """What others receive is the count itself and the recount, each as one record they have or may have, and
    nothing that was made because of it: no entry of the hub's, no record for a mentor or an official."""
    report(40, 50)
    onlookers = ["mentor", "woreda_officer", "zonal_officer", "steward", "facility_head"]
    phones = {name: Phone([key(name)]).enrol() for name in onlookers}
    for phone in phones.values():
        phone.exchange()
    seen = {name: set(phone.entries) for name, phone in phones.items()}
    before = models.Entry.objects.count()

    midwife = Phone([key("member")]).enrol()
    midwife.exchange()
    team = channel("team1")
    midwife.write(team, "register_count", None, **about(round=1, numerator=32, denominator=50))
    midwife.write(team, "register_count", None, **about(round=1, numerator=32, denominator=50))
    midwife.write(team, "recount", None, **about(round=1, numerator=32, denominator=50, how="apart"))
    midwife.write(team, "observation", None, **about(numerator=32, denominator=50))
    midwife.exchange()
    for name, phone in phones.items():
        phone.exchange()
        assert set(phone.entries) == seen[name], f"{name} was sent what the team hasn't released"
    kept = about(numerator=32, denominator=50, first_numerator=40, first_denominator=50)
    midwife.write(channel("A"), "observation", None, **kept)
    midwife.exchange()

    # Five entries were written, by the midwife; the hub added none, and set nothing aside.
    added = models.Entry.objects.order_by("id")[before:]
    assert [entry.author for entry in added] == [key("member")] * 5
    assert [entry.reason for entry in added] == [""] * 5
    for name, phone in phones.items():
        answer = phone.exchange()
        new = [phone.entries[one] for one in set(phone.entries) - seen[name]]
        assert [(entry.type, entry.channel) for entry in new] == [("observation", channel("A"))]
        assert phone.attention == {}
        # The answer has no other words for people than these; none speaks of a correction.
        assert not json.dumps(answer["attention"]).count("first")


def test_a_released_recount_is_one_record_however_often_it_is_counted() -> None:
    for numerator, round_ in ((32, 1), (33, 2)):
        acts.write(
            key("member"), channel("A"), "recount", about(round=round_, numerator=numerator, denominator=50)
        )
    assert [row.numerator for row in Recount.objects.all()] == [33]
