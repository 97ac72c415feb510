"""Stories of people whose phones exchange with the hub."""

import pytest

from tests.integration.ledger.conftest import ALMAZ, FACILITY, HANNA, MEASURE, WOREDA
from tests.integration.ledger.hub_state import hub_state, seqs
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db


def count(phone: Phone, numerator: int, period: str = "e2018-01", channel: str = WOREDA):  # type: ignore[no-untyped-def]
    return phone.write(
        channel,
        "observation",
        measure=MEASURE,
        facility=FACILITY,
        period=period,
        numerator=numerator,
        denominator=20,
    )


def test_a_count_written_on_one_phone_is_read_on_the_other() -> None:
    almaz, hanna = Phone([ALMAZ]).enrol(), Phone([HANNA]).enrol()
    entry = count(almaz, 17)
    almaz.exchange()
    hanna.exchange()
    assert hanna.value(entry, "numerator") == 17
    assert hanna.state(WOREDA) == almaz.state(WOREDA) == hub_state(WOREDA)
    assert almaz.acked == {WOREDA: 1}
    assert seqs(WOREDA) == [1]
