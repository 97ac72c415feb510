"""The entries' table on PostgreSQL: in partitions by the hash of the channel.

A pull, a number and a digest all concern one channel, so they meet one partition and its small indexes; what
is tidied up is tidied up a sixteenth at a time. Both unique keys hold the channel, as PostgreSQL asks of a
partitioned table. Reasons: docs/decisions/0040-partitions.md.
"""

from __future__ import annotations

from collections.abc import Iterator

#: A power of two, so that each could once be halved.
PARTITIONS = 16

_KEYS = (
    "ADD PRIMARY KEY (id, channel)",
    "ADD CONSTRAINT entry_once UNIQUE (device, channel, n)",
    "ADD CONSTRAINT seq_once UNIQUE (channel, seq)",
)
_INDEXES = (
    "entry_record ON ledger_entry (record)",
    "entry_untold ON ledger_entry (device) WHERE NOT told",
    "entry_aside ON ledger_entry (record) WHERE seq IS NULL",
)


def indexes() -> Iterator[str]:
    """The statements that give the table its keys and indexes, in all partitions."""
    yield from (f"ALTER TABLE ledger_entry {key}" for key in _KEYS)
    yield from (f"CREATE INDEX {index}" for index in _INDEXES)


def divide() -> Iterator[str]:
    """The statements that put the table in partitions, with all that is in it; one transaction."""
    yield "ALTER TABLE ledger_entry RENAME TO ledger_entry_whole"
    # Columns made by identity can't be divided before PostgreSQL 17; a sequence of the table's own does it.
    yield "ALTER TABLE ledger_entry_whole ALTER COLUMN id DROP IDENTITY"
    yield (
        "CREATE TABLE ledger_entry (LIKE ledger_entry_whole INCLUDING DEFAULTS INCLUDING COMMENTS) "
        "PARTITION BY HASH (channel)"
    )
    for i in range(PARTITIONS):
        yield (
            f"CREATE TABLE ledger_entry_{i:02} PARTITION OF ledger_entry "
            f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {i})"
        )
    yield "INSERT INTO ledger_entry SELECT * FROM ledger_entry_whole"
    yield "DROP TABLE ledger_entry_whole"
    yield from indexes()
    yield "CREATE SEQUENCE ledger_entry_id_seq OWNED BY ledger_entry.id"
    yield "ALTER TABLE ledger_entry ALTER COLUMN id SET DEFAULT nextval('ledger_entry_id_seq')"
    yield "SELECT setval('ledger_entry_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM ledger_entry), false)"
