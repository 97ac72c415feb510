"""Readings follow a write within the same request, and never get in its way."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from debo.insights import locking, noting, settling
from debo.insights.comparing import faults
from debo.insights.models import Note, RollUp, Series
from debo.insights.settling import bring_up_to_date, rebuild, settle
from debo.ledger import acts
from debo.measures.models import Observation
from tests.integration.insights import land
from tests.integration.insights.compared import differences
from tests.integration.insights.land import count, key, month

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def built() -> None:
    land.build()
    bring_up_to_date()


def reading(facility: str) -> tuple[str, int]:
    row = Series.objects.get(facility=key(facility), measure=key("anc4"), home=True)
    return row.reading, row.n_obs


def ten_counts(facility: str) -> list[acts.Draft]:
    return [count(facility, "anc4", month(n), numerator=n % 3, denominator=9) for n in range(10)]


def test_a_write_is_read_as_soon_as_it_is_committed(built: None) -> None:
    acts.write_many(ten_counts("hc1"))
    assert not Note.objects.exists()
    assert reading("hc1")[1] == 10
    assert RollUp.objects.get(place=key("country"), measure=key("anc4")).counting == 1
    assert differences() == []


def test_what_was_rolled_back_leaves_nothing(built: None) -> None:
    with transaction.atomic():
        acts.write_many(ten_counts("hc1"))
        transaction.set_rollback(True)
    assert not Note.objects.exists()
    assert reading("hc1") == ("no_points", 0)


def test_a_mistake_here_loses_no_count_and_is_made_good(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("planted")

    with monkeypatch.context() as wrong:
        wrong.setattr(settling, "_work", fail)
        acts.write_many(ten_counts("hc1"))
        assert Observation.objects.count() == 10
        assert Note.objects.count() == 1
    acts.write_many(ten_counts("hc2"))
    assert not Note.objects.exists()
    assert differences() == []


def test_power_cut_after_the_commit(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next start finds the note."""
    with monkeypatch.context() as cut:
        cut.setattr(noting, "_work", lambda: None)
        acts.write_many(ten_counts("hc1"))
    assert reading("hc1") == ("no_points", 0)
    bring_up_to_date()
    assert reading("hc1")[1] == 10


def test_nobody_waits_for_who_is_at_it(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody holds the lock: the write goes on, its note stays, and the holder looks again after giving
    it back."""
    from contextlib import contextmanager

    @contextmanager
    def taken(*, wait: bool = False) -> Any:
        yield wait

    with monkeypatch.context() as held:
        held.setattr(settling, "work_alone", taken)
        acts.write_many(ten_counts("hc1"))
        assert Note.objects.count() == 1
    with locking.work_alone() as ours:
        assert ours
    settle()
    assert reading("hc1")[1] == 10


def test_a_new_version_makes_everything_anew_at_its_start(
    built: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts.write_many(ten_counts("hc1"))
    Series.objects.all().delete()
    RollUp.objects.all().delete()
    bring_up_to_date()
    assert not Series.objects.exists()
    monkeypatch.setattr(settling, "VERSION", settling.VERSION + 1)
    bring_up_to_date()
    assert differences() == []


def test_a_change_of_words_costs_no_series(built: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place or measure gets another name: nothing here rests on it."""
    made: list[str] = []
    monkeypatch.setattr(settling, "remake", lambda channel, _differences: made.append(channel))
    acts.write_many(
        [
            land.place("A", "hc1", name={"en": "Another name"}),
            land.measure("A", "anc4", name={"en": "Another"}),
        ]
    )
    assert made == []
    acts.write_many([land.place("A", "hc1", until="2026-09-10")])
    assert made == [land.channel("A")]


def test_check_finds_a_reading_and_a_sum_that_differ(built: None) -> None:
    acts.write_many(ten_counts("hc1"))
    assert list(faults()) == []
    Series.objects.filter(facility=key("hc1"), measure=key("anc4")).update(n_obs=9)
    RollUp.objects.filter(place=key("zone"), measure=key("anc4")).update(counting=2)
    assert [one.split(" at ")[0].rpartition(" of ")[0] for one in faults()] == ["the reading", "the sums"]
    rebuild()
    assert list(faults()) == []
