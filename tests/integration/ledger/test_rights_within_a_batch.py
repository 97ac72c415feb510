"""A batch whose first entry gives the right to write the second: its channel is locked late, then read."""

from collections.abc import Set as AbstractSet

import pytest

from debo.ledger.acts import write
from debo.ledger.intake import Intake
from debo.ledger.replicated import REGISTRY
from debo.ledger.rows import Rows
from tests.integration.ledger.conftest import ALMAZ, FACILITY, MEASURE, STEWARD, WOREDA, uid
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db

NEW_TEAM = "team:" + uid("71")
COUNT = {"measure": MEASURE, "facility": FACILITY, "period": "e2018-01"}


def test_what_others_wrote_until_the_lock_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    record = write(STEWARD, NEW_TEAM, "observation", {**COUNT, "numerator": 1})

    def joins_a_team(_access: FixedAccess, type: str) -> bool:  # noqa: A002
        FixedAccess.allow(ALMAZ, NEW_TEAM, "member")
        return type == "event"

    waited: list[AbstractSet[str]] = []
    lock = Intake._lock

    def another_was_first(intake: Intake, names: set[str]) -> None:
        # What the wait for the lock ends with: whoever held it has written and committed.
        if names == {NEW_TEAM} and not waited:
            waited.append(names)
            write(STEWARD, NEW_TEAM, "observation", {**COUNT, "denominator": 20})
        lock(intake, names)

    monkeypatch.setattr(FixedAccess, "changed_by", joins_a_team)
    monkeypatch.setattr(Intake, "_lock", another_was_first)
    almaz = Phone([ALMAZ]).enrol()
    almaz.write(WOREDA, "event", facility=FACILITY, day="2026-01-03", text="A team of our own")
    almaz.write(NEW_TEAM, "observation", record, **COUNT, numerator=17)
    almaz.exchange()

    kept = Rows().copies("observation", record)[NEW_TEAM].values
    assert waited == [{NEW_TEAM}]
    assert (kept["numerator"], kept["denominator"]) == (17, 20)
    assert not almaz.attention
    assert REGISTRY["observation"].model._base_manager.filter(record=record).count() == 1
