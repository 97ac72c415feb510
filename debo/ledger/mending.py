"""Records and digests made anew from the entries, when these are whole: damage to what is derived is mended.

The entries are what everybody wrote; records, digests and counters are only what they make. So when every
hash and signature agrees and no entry is missing, whatever else is damaged can be made again. When an entry
itself is damaged, nothing is touched: only a backup, or the phones, have it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from debo.ledger import models
from debo.ledger.changes import tell_all_changed
from debo.ledger.merge import Cell, Stored, pack, pack_whole, value_of
from debo.ledger.refold import Fault, Refolded, fold_of, refold
from debo.ledger.replicated import Declaration, declarations
from debo.ledger.rows import Row, Rows
from debo.ledger.turn import writing


class NotMendableError(RuntimeError):
    """Entries themselves are damaged or missing; nothing was changed. `found` says which."""

    def __init__(self, found: Refolded) -> None:
        self.found = found
        super().__init__("Entries themselves are damaged or missing, so nothing was changed.")


def mend() -> tuple[Refolded, list[Fault]]:
    """Make anew what doesn't agree with the entries; returns what was looked at, and what was mended.

    Nobody writes meanwhile. Raises NotMendableError.
    """
    with writing(alone=True):
        found = refold()
        if not found.faults:
            return found, []
        if not all(one.is_derived for one in found.faults):
            raise NotMendableError(found)
        with transaction.atomic():
            _make_anew(found)
            again = refold()
            if again.faults:
                transaction.set_rollback(True)
                raise NotMendableError(again)
    return again, found.faults


def _make_anew(found: Refolded) -> None:
    damaged = {(one.channel, one.type, one.record) for one in found.faults}
    names = set(models.Channel.objects.values_list("name", flat=True))
    names |= set(models.Entry.objects.values_list("channel", flat=True).distinct())
    for name in sorted(names):
        row, fold = fold_of(name)
        models.Channel.objects.update_or_create(
            name=name, defaults={"head": row.head, "digest": row.digest, "stamp": row.stamp}
        )
        rows = Rows()
        for declared in declarations():
            wanted = {record: cells for (type_, record), cells in fold.items() if type_ == declared.type}
            _drop_others(declared, name, wanted)
            for record in sorted(wanted):
                if (name, declared.type, record) in damaged:
                    _put(rows, Row(declared, name, record), wanted[record])
        rows.flush()
    for declared in declarations():
        declared.model._base_manager.exclude(channel__in=names).delete()
    # Made of the records that were damaged; the next newcomer has them made again.
    models.Snapshot.objects.all().delete()
    tell_all_changed()


def _drop_others(declared: Declaration, channel: str, wanted: Mapping[str, Any]) -> None:
    """Take away the channel's records of this type that stand in no entry."""
    kept = declared.model._base_manager.filter(channel=channel)
    extra = set(kept.values_list("record", flat=True)) - wanted.keys()
    for record in extra:
        kept.filter(record=record).delete()


def _put(rows: Rows, row: Row, cells: Mapping[str, Cell]) -> None:
    stored: dict[str, Stored] = {}
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        one, value = row.declaration.fields.get(name), value_of(cell)
        # A value that this version can't read stays in its cell, and the column stays empty (rows.py).
        is_read = one is not None and (value is None or one.check_value(value) is None)
        stored[name] = pack(cell) if is_read else pack_whole(cell)
        if is_read:
            values[name] = value
    rows.keep(row, stored, values)
