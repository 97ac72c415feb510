"""What a process keeps about places and measures is never behind what was written."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debo.insights.ground import ground
from debo.insights.models import State
from debo.insights.settling import bring_up_to_date
from debo.ledger import acts
from tests.integration.insights import land
from tests.integration.insights.land import count, key, month

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def built() -> None:
    land.build()
    bring_up_to_date()


def name_of(place: str) -> str:
    return str(ground().names([key(place)])[key(place)].name.get("en", ""))


def test_a_new_name_is_told_at_once(built: None) -> None:
    before = name_of("hc1")
    acts.write_many([land.place("A", "hc1", name={"en": "Another name"})])
    assert before != "Another name"
    assert name_of("hc1") == "Another name"
    acts.write_many([land.measure("A", "anc4", name={"en": "Another measure"})])
    (measure,) = ground().measures([key("anc4")])
    assert measure.told["name"] == {"en": "Another measure"}


def test_counts_leave_it_as_it_was_and_nothing_is_asked_again(built: None) -> None:
    first = ground()
    first.names([key("hc1")])
    first.below(key("woreda"))
    acts.write_many([count("hc1", "anc4", month(0), numerator=1, denominator=9)])
    with CaptureQueriesContext(connection) as asked:
        again = ground()
        again.names([key("hc1")])
        again.below(key("woreda"))
    assert again is first
    assert len(asked) == 1


def test_a_place_that_moves_is_found_where_it_is_now(built: None) -> None:
    below = [one.place for one in ground().below(key("hc1"))]
    acts.write_many([land.place("A", "hp1", parent=key("hc2"))])
    assert key("hp1") in below
    assert key("hp1") not in [one.place for one in ground().below(key("hc1"))]
    assert key("hp1") in [one.place for one in ground().below(key("hc2"))]


def test_a_hub_that_was_never_made_keeps_nothing(built: None) -> None:
    State.objects.all().delete()
    assert ground() is not ground()


def test_whoever_asked_before_a_change_isn_t_given_to_the_next(built: None) -> None:
    held = ground()
    acts.write_many([land.place("A", "hc1", name={"en": "Changed"})])
    held.names([key("hc1")])
    assert ground() is not held
    assert name_of("hc1") == "Changed"
