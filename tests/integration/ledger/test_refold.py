"""`refold` finds each kind of damage, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from debo.ledger import models
from debo.ledger.refold import refold
from tests.integration.ledger.conftest import ALMAZ, FACILITY, HANNA, MEASURE, TEAM, TOLOSA, WOREDA
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db


def a_used_hub() -> None:
    """Two people, concurrent edits, an edit of an edit, an entry set aside, and a field from tomorrow."""
    almaz, hanna, tolosa = Phone([ALMAZ]).enrol(), Phone([HANNA]).enrol(), Phone([TOLOSA]).enrol()
    key = {"measure": MEASURE, "facility": FACILITY, "period": "e2018-01"}
    almaz.write(WOREDA, "observation", **key, numerator=1, denominator=10)
    almaz.write(TEAM, "event", text="Stock-out", facility=FACILITY, day="2026-01-05")
    almaz.exchange()
    tolosa.exchange()
    tolosa.write(WOREDA, "observation", **key, numerator=2)
    almaz.write(WOREDA, "observation", **key, numerator=3)
    hanna.write(WOREDA, "measure", name={"en": "Oxytocin"}, from_tomorrow=[1.0, {"b": 1, "a": None}])
    hanna.write(WOREDA, "nothing_known", name="x")
    for phone in (tolosa, almaz, hanna, almaz):
        phone.exchange()
    almaz.write(WOREDA, "observation", **key, denominator=11)
    almaz.exchange()


def test_a_hub_that_is_whole() -> None:
    a_used_hub()
    found = refold()
    assert found.faults == []
    # By hand: 3 of Almaz's counts, her event, Tolosa's count, Hanna's measure; one more is set aside.
    assert (found.entries, found.records, models.Entry.objects.count()) == (6, 3, 7)
    assert found.batches == models.Batch.objects.count()


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


DAMAGE: dict[str, tuple[Callable[[], object], str]] = {
    "a value": (
        lambda: sql("UPDATE measures_observation SET numerator = 99"),
        "numerator of the observation",
    ),
    "cells": (
        lambda: sql("UPDATE measures_observation SET cells = '{}'"),
        "denominator of the observation",
    ),
    "a lost record": (lambda: sql("DELETE FROM measures_observation"), "is missing"),
    "a record from nowhere": (
        lambda: sql("INSERT INTO measures_observation (channel, record, cells) VALUES ('public', 'x', '{}')"),
        "1 records of type observation stand in no entry",
    ),
    "a changed entry": (
        lambda: models.Entry.objects.filter(seq=2, channel=WOREDA).update(at=5),
        "isn't what was signed",
    ),
    "a lost entry": (lambda: models.Entry.objects.filter(seq=1, channel=WOREDA).delete(), "after number 0"),
    "a lost entry that was set aside": (
        lambda: models.Entry.objects.create(
            device="e" * 16, channel=WOREDA, n=2, stamp=1, at=1, hash=b"", batch_id=1, reason="malformed"
        ),
        "entries of device eeeeeeeeeeeeeeee are missing",
    ),
    "a digest": (lambda: models.Channel.objects.update(digest="1" * 16), "the digest of the entries"),
    "a head": (lambda: models.Channel.objects.update(head=77), "the hub counted 77"),
    "a stamp": (lambda: models.Channel.objects.update(stamp=0), "beyond the hub's 0"),
    "a signature": (lambda: models.Batch.objects.update(signature="A" * 86), "the signature of batch"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(damage: str) -> None:
    a_used_hub()
    harm, said = DAMAGE[damage]
    harm()
    faults = refold().faults
    assert any(said in fault.what for fault in faults), faults
