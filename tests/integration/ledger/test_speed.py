"""What makes the hub fast is counted, not timed: queries don't grow with the entries of a batch."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.integration.ledger.conftest import ALMAZ, FACILITY, HANNA, MEASURE, WOREDA
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.phone import Phone

pytestmark = pytest.mark.django_db


def queries(phone: Phone, entries: int, year: int) -> int:
    for n in range(entries):
        phone.write(
            WOREDA,
            "observation",
            measure=MEASURE,
            facility=FACILITY,
            period=f"e{year + n // 12}-{n % 12 + 1:02}",
            numerator=n,
        )
    request: dict[str, Any] = phone.request()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        phone.receive(phone.direct(request))
    return len(captured)


def test_a_thousand_entries_need_no_more_queries_than_ten() -> None:
    almaz = Phone([ALMAZ]).enrol()
    queries(almaz, 1, 1990)
    few = queries(almaz, 10, 2000)
    assert queries(almaz, 480, 2010) == few
    assert few < 40
    # Rights are asked for once before the batch and once after it, whatever it holds.
    FixedAccess.made = 0
    queries(almaz, 100, 2060)
    assert FixedAccess.made == 2


def test_no_query_reads_a_whole_table(settings: Any) -> None:
    if connection.vendor != "sqlite":
        return
    almaz, hanna = Phone([ALMAZ]).enrol(), Phone([HANNA]).enrol()
    queries(almaz, 5, 1990)
    hanna.exchange()
    with CaptureQueriesContext(connection) as captured:
        queries(almaz, 5, 2000)
        almaz.exchange()
        hanna.exchange()
    plans = []
    with connection.cursor() as cursor:
        for one in captured:
            if one["sql"].startswith("SELECT"):
                cursor.execute("EXPLAIN QUERY PLAN " + one["sql"])
                plans += [row[3] for row in cursor.fetchall()]
    # entry_aside holds only what waits, which is little.
    plans = [plan for plan in plans if not plan.endswith("INDEX entry_aside")]
    grown = ("ledger_entry", "ledger_batch", "measures_observation")
    assert any("measures_observation" in plan for plan in plans)
    assert [plan for plan in plans if plan.startswith("SCAN") and plan.split()[1] in grown] == []


def test_an_exchange_with_nothing_to_say_writes_nothing() -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.exchange()
    almaz.exchange()
    request = almaz.request()
    with CaptureQueriesContext(connection) as captured:
        almaz.direct(request)
    assert not [one["sql"] for one in captured if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
