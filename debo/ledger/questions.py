"""What every exchange asks of the ledger's own tables, as SQL.

The ORM takes ten times as long to write these statements anew, each time, as a database takes to answer them.
Names are as the models declare them; values go as parameters, never as part of a statement.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

CLOSED = "SELECT 1 FROM ledger_hub WHERE closed_at IS NOT NULL LIMIT 1"

EPOCH = "SELECT epoch FROM ledger_hub ORDER BY id LIMIT 1"

GREATEST_STAMP = "SELECT MAX(stamp) FROM ledger_channel"

READERS = "SELECT person FROM ledger_deviceperson WHERE device_id = %s AND ended_at IS NULL"
AUTHORS = "SELECT person FROM ledger_deviceperson WHERE device_id = %s"

#: Whether a device has anything to hear about entries of its own; mostly not, and the rows are wide.
IS_UNTOLD = "SELECT 1 FROM ledger_entry WHERE device = %s AND NOT told LIMIT 1"

#: The collaboratives of hubs above.
FROM_ABOVE = """
SELECT e.channel FROM ledger_homeelsewhere e JOIN ledger_link l ON l.id = e.link_id
WHERE l.is_above AND e.channel LIKE %s"""


def ask(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())
