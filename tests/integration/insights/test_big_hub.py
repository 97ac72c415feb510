"""The hub that is measured is what acts would have made of it: running totals against differences."""

from __future__ import annotations

import pytest

from bench.big_hub import build
from debo.insights.comparing import faults
from debo.insights.settling import rebuild
from debo.simulation.plan import Plan
from tests.integration.insights.compared import everything

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_hub_made_straight_into_the_tables_agrees_with_its_records() -> None:
    hub = build(Plan(45, 14, 6, shift=2.0))
    assert len(hub.of_kind("woreda")) == 3
    assert list(faults()) == []
    made = everything()
    rebuild()
    assert everything() == made
