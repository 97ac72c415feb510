"""What makes the hub fast is counted, not timed: queries don't grow with the entries of a batch."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debo.ledger import bulk, models
from debo.ledger.identity import derive
from tests.integration.ledger.conftest import ALMAZ, FACILITY, HANNA, MEASURE, STEWARD, WOREDA, uid
from tests.integration.ledger.fixed_access import FixedAccess
from tests.integration.ledger.hub_state import hub_state
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
    # Rights are asked for once, for the batch and for the answer; anew only when the batch changed them.
    FixedAccess.made = 0
    queries(almaz, 100, 2060)
    assert FixedAccess.made == 1


def test_entries_about_many_measures_need_no_more_queries_than_about_one() -> None:
    """What a rule looks at is read for the whole batch; an edit names it only in the record it edits."""
    almaz = Phone([ALMAZ]).enrol()
    queries(almaz, 1, 1990)

    def about(measures: range, **values: Any) -> int:
        for n in measures:
            key = {"measure": uid(f"e{n:03}"), "facility": FACILITY, "period": "e2019-02"}
            record = derive("observation", ("measure", "facility", "period"), key)
            almaz.write(WOREDA, "observation", record, **(values or {**key, "numerator": n}))
        request: dict[str, Any] = almaz.request()
        with CaptureQueriesContext(connection) as captured:
            almaz.receive(almaz.direct(request))
        assert not almaz.attention
        return len(captured)

    assert about(range(1, 2)) == about(range(2, 30))
    assert about(range(1, 2), numerator=7) == about(range(2, 30), numerator=8)


def plans(selects: list[str]) -> list[str]:
    """What the database would do for each, one step a line, in words that both databases share."""
    found: list[str] = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for one in selects:
                cursor.execute("EXPLAIN QUERY PLAN " + one)
                found += [row[3] for row in cursor.fetchall()]
            return found
        # A small table is read whole even where there is an index; so it is taken only when there is none.
        cursor.execute("SET LOCAL enable_seqscan = off")
        for one in selects:
            cursor.execute("EXPLAIN " + one)
            steps = [row[0].strip().removeprefix("->  ") for row in cursor.fetchall()]
            found += [step.replace("Seq Scan on", "SCAN") for step in steps if " on " in step]
    return found


def test_no_query_reads_a_whole_table() -> None:
    almaz, hanna = Phone([ALMAZ]).enrol(), Phone([HANNA]).enrol()
    queries(almaz, 5, 1990)
    hanna.exchange()
    with CaptureQueriesContext(connection) as captured:
        queries(almaz, 5, 2000)
        almaz.exchange()
        hanna.exchange()
    steps = plans([one["sql"] for one in captured if one["sql"].startswith("SELECT")])
    # entry_aside holds only what waits, which is little.
    steps = [step for step in steps if not step.endswith("INDEX entry_aside")]
    grown = ("ledger_entry", "ledger_batch", "measures_observation")
    assert any("measures_observation" in step for step in steps)
    assert [s for s in steps if s.startswith("SCAN") and s.split()[1].startswith(grown)] == []


def test_what_goes_in_by_the_thousand_comes_out_the_same() -> None:
    """Both databases' own ways to write many rows, with the texts that such ways stumble over."""
    awkward = [
        "ደቦ 🌿",
        "tab\t, line\nand \\N",
        "\"quoted\" 'twice'",
        "{curly,[square]}",
        "\\x00 %s",
        "",
        "null",
    ]
    rows = [(f"team:{n}", n, "0" * 16, n) for n in range(len(awkward))]
    bulk.insert_rows(models.Channel, ("name", "head", "digest", "stamp"), rows)
    more = [(name, head + 1, digest, stamp + 1) for name, head, digest, stamp in rows]
    more.append(("team:new", 2**62, "f" * 16, 5))
    bulk.insert_rows(models.Channel, ("name", "head", "digest", "stamp"), more, replace_by=("name",))
    assert list(models.Channel.objects.order_by("stamp", "name").values_list()) == sorted(
        more, key=lambda row: (row[3], row[0])
    )
    forks = [("f" * 16, text or "-", n, bytes([n, 0, 255]), text) for n, text in enumerate(awkward)]
    names = ("device", "channel", "n", "hash", "content")
    received = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    bulk.insert_rows(models.Fork, (*names, "received_at"), [(*fork, received) for fork in forks])
    kept = models.Fork.objects.order_by("n").values_list(*names)
    assert [(*row[:3], bytes(row[3]), row[4]) for row in kept] == forks
    found = models.Fork.objects.filter(content__any_of=["ደቦ 🌿", "\"quoted\" 'twice'", "nowhere"])
    assert {fork.n for fork in found} == {0, 2}


def test_values_of_json_fields_come_out_the_same() -> None:
    hanna, steward = Phone([HANNA]).enrol(), Phone([STEWARD]).enrol()
    words = {"en": 'a "quote", a \\ and a \n line', "am": "ደቦ 🌿"}
    measure = hanna.write(
        WOREDA, "measure", name=words, reported_by=["health_post"], from_tomorrow=[1.5, None]
    )
    hanna.exchange()
    steward.exchange()
    assert steward.value(measure, "name") == words
    at_hub = {cell.split()[2]: value for cell, (_, value) in hub_state(WOREDA).items()}
    assert at_hub == {"name": words, "reported_by": ["health_post"], "from_tomorrow": [1.5, None]}


def test_an_exchange_with_nothing_to_say_writes_nothing() -> None:
    almaz = Phone([ALMAZ]).enrol()
    almaz.exchange()
    almaz.exchange()
    request = almaz.request()
    with CaptureQueriesContext(connection) as captured:
        almaz.direct(request)
    assert not [one["sql"] for one in captured if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
