"""`refold` finds each kind of damage, and nothing where there is none."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from debo import check_command
from debo.ledger import models, quarantine
from debo.ledger.mending import NotMendableError, mend
from debo.ledger.refold import refold
from debo.ledger.replicated import declarations
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


DERIVED = {"a value", "cells", "a lost record", "a record from nowhere", "a digest", "a stamp"}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_derived_is_made_anew_and_nothing_else_is_touched(damage: str) -> None:
    a_used_hub()
    before = shown()
    harm, said = DAMAGE[damage]
    harm()
    harmed = shown()
    if damage in DERIVED:
        found, mended = mend()
        assert found.faults == []
        assert any(said in one.what for one in mended)
        assert shown() == before
        assert mend()[1] == []
    else:
        with pytest.raises(NotMendableError) as refused:
            mend()
        assert any(said in one.what for one in refused.value.found.faults)
        assert shown() == harmed


def test_no_newcomer_reads_a_snapshot_of_what_was_damaged() -> None:
    a_used_hub()
    DAMAGE["a value"][0]()
    models.Snapshot.objects.create(id="0" * 32, channel=WOREDA, seq=1, digest="0" * 16, since="2026-01-01")
    mend()
    assert not models.Snapshot.objects.exists()


def shown() -> list[object]:
    """All that is made from entries."""
    rows = [
        (declared.type, *row)
        for declared in declarations()
        for row in declared.model._base_manager.order_by("channel", "record").values_list(
            "channel", "record", "cells", *declared.fields
        )
    ]
    return [*rows, *models.Channel.objects.order_by("name").values_list()]


def test_a_counter_that_fell_behind_is_mended_and_one_that_ran_ahead_has_lost_entries() -> None:
    a_used_hub()
    models.Channel.objects.filter(name=WOREDA).update(head=2)
    assert mend()[1]
    assert refold().faults == []


def test_what_its_author_said_anew_is_no_longer_listed() -> None:
    almaz = Phone([ALMAZ]).enrol()
    key = {"measure": MEASURE, "facility": FACILITY, "period": "e2018-01"}
    almaz.write(WOREDA, "observation", **key, numerator=-1, denominator=4)
    almaz.write(WOREDA, "observation", **{**key, "period": "e2018-02"}, numerator=-1)
    almaz.exchange()
    assert quarantine.waiting().count() == 2
    almaz.write(WOREDA, "observation", **key, numerator=1)
    almaz.exchange()
    assert quarantine.waiting().count() == 2
    almaz.write(WOREDA, "observation", **key, denominator=4)
    almaz.exchange()
    assert [one.n for one in quarantine.waiting()] == [2]
    assert quarantine.set_aside().count() == 2


def run_check(capsys: pytest.CaptureFixture[str], *, mend: bool = False) -> tuple[int, str]:
    code = check_command.run(argparse.Namespace(quick=False, records=not mend, mend=mend))
    return code, capsys.readouterr().out


def test_check_notes_what_people_look_after_and_ends_with_0(monkeypatch: pytest.MonkeyPatch) -> None:
    a_used_hub()
    monkeypatch.setattr(check_command, "_is_ready", lambda: True)
    assert check_command.set_aside().mark == "note "
    assert check_command.copied_phones().text == "No phone was copied."
    device = models.Device.objects.exclude(label="hub")[0]
    models.Device.objects.filter(pk=device.pk).update(forked_at=timezone.now())
    forked = check_command.copied_phones()
    assert (forked.mark, device.pk in forked.text, "join anew" in forked.advice) == ("note ", True, True)
    models.Device.objects.filter(pk=device.pk).update(revoked_at=timezone.now())
    assert not check_command.copied_phones().is_note


def test_the_command_mends_and_says_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_used_hub()
    monkeypatch.setattr(check_command, "_is_ready", lambda: True)
    sql("UPDATE measures_observation SET numerator = 99")
    code, said = run_check(capsys)
    assert (code, "debo check --mend" in said) == (1, True)
    code, said = run_check(capsys, mend=True)
    assert (code, "numerator of the observation" in said) == (0, True)
    assert run_check(capsys)[0] == 0
    models.Entry.objects.filter(seq=2, channel=WOREDA).update(at=5)
    code, said = run_check(capsys, mend=True)
    assert (code, "nothing was changed" in said, "restore the last backup" in said) == (1, True, True)
