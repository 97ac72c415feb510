"""In a serving process readings follow beside the answers: soon, together, and never lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError

from debo.insights import soon
from debo.insights.comparing import faults
from debo.insights.models import Note, Series
from debo.insights.settling import bring_up_to_date, settle
from debo.ledger import acts
from tests.integration.insights import land
from tests.integration.insights.land import count, key, month

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a serving process, but its thread is played by the test: what it would do, one turn at a time."""
    land.build()
    bring_up_to_date()
    monkeypatch.setattr(soon, "IDLE", 0.01)
    monkeypatch.setattr(soon, "STILL", 0.01)
    monkeypatch.setattr(soon, "AGAIN", 0.0)
    soon._serving.set()
    yield
    soon._serving.clear()
    soon._wanted.clear()


class Ended(BaseException):
    """Ends the thread's loop in a test."""


def run_until_settled(monkeypatch: pytest.MonkeyPatch, tries: list[type[Exception] | None]) -> int:
    """Play the thread until it settled once without an error; returns how often it tried."""
    done = 0

    def tried() -> None:
        nonlocal done
        error = tries[done] if done < len(tries) else None
        done += 1
        if error is not None:
            raise error("planted")
        settle()
        raise Ended

    monkeypatch.setattr(soon, "settle", tried)
    with pytest.raises(Ended):
        soon._keep()
    return done


def a_count(facility: str, n: int) -> None:
    acts.write_many([count(facility, "anc4", month(n), numerator=1, denominator=9)])


def test_a_batch_is_answered_before_the_sums_are_made(turns: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        a_count("hc1", n)
    assert Note.objects.count() == 3
    assert Series.objects.get(facility=key("hc1"), measure=key("anc4"), home=True).n_obs == 0
    assert run_until_settled(monkeypatch, []) == 1
    assert Series.objects.get(facility=key("hc1"), measure=key("anc4"), home=True).n_obs == 3
    assert list(faults()) == []


def test_whoever_reads_needn_t_wait_for_the_thread(turns: Any) -> None:
    a_count("hc1", 0)
    settle()
    assert not Note.objects.exists()


def test_a_database_that_is_away_is_asked_again(turns: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    a_count("hc1", 0)
    assert run_until_settled(monkeypatch, [DatabaseError, DatabaseError]) == 3
    assert not Note.objects.exists()


def test_after_another_mistake_the_next_count_brings_both(
    turns: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_count("hc1", 0)
    months = iter([1])
    wait = soon._wait_for_stillness

    def waited() -> None:
        wait()
        for n in months:
            a_count("hc2", n)

    monkeypatch.setattr(soon, "_wait_for_stillness", waited)
    assert run_until_settled(monkeypatch, [RuntimeError]) == 2
    assert not Note.objects.exists()


def test_a_stream_is_worked_off_together_but_not_put_off_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soon, "STILL", 0.05)
    monkeypatch.setattr(soon, "LONGEST", 0.2)
    monkeypatch.setattr(soon._wanted, "wait", lambda _seconds: True)
    began = time.monotonic()
    soon._wait_for_stillness()
    assert 0.2 <= time.monotonic() - began < 2
