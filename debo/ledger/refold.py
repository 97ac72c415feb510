"""Whether the hub's records and digests are what its entries make of them: everything is made again and
compared.

Channel by channel the entries are read in the order of their numbers; from them come the hashes, the digest
and, by the merge, every field of every record. Nothing is written. Memory grows with the largest channel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Count, Max, Min
from django.utils.functional import cached_property

from debo.ledger import models
from debo.ledger.canonical import canonical
from debo.ledger.hash import EMPTY_DIGEST, toggled
from debo.ledger.intake import hand_in
from debo.ledger.merge import EMPTY, Cell, merge, unpack, value_of
from debo.ledger.quarantine import as_entry
from debo.ledger.replicated import Declaration, declarations
from debo.ledger.witness import is_bare, is_proven

_AT_ONCE = 2_000

#: (type, record) -> field -> what the entries make of it.
Fold = dict[tuple[str, str], dict[str, Cell]]


@dataclass(frozen=True)
class Fault:
    """One thing that isn't as the entries say; `what` is a sentence for the steward.

    `is_derived`: the entries are whole, only what is made from them is damaged, and can be made again.
    """

    channel: str
    what: str
    is_derived: bool = False
    type: str = ""
    record: str = ""


@dataclass
class Refolded:
    """How much was looked at, and what was wrong with it."""

    entries: int = 0
    records: int = 0
    channels: int = 0
    batches: int = 0
    #: Batches of which only the hub's own row says that it checked them (witness.py).
    bare: int = 0
    faults: list[Fault] = field(default_factory=list)

    def blame(self, channel: str, what: str) -> None:
        """Note damage to the entries or their proofs."""
        self.faults.append(Fault(channel, what))

    def blame_derived(self, channel: str, what: str, type_: str = "", record: str = "") -> None:
        """Note damage to what is made from the entries."""
        self.faults.append(Fault(channel, what, True, type_, record))


def refold() -> Refolded:
    """Look at everything. The caller holds a transaction when somebody may be writing meanwhile."""
    found = Refolded()
    _look_at_batches(found)
    matched: dict[str, int] = {}
    names = models.Entry.objects.order_by("channel").values_list("channel", flat=True).distinct()
    known = set(models.Channel.objects.values_list("name", flat=True))
    for name in sorted(known | set(names)):
        fold = _Channel(name, found).fold()
        for declared in declarations():
            matched[declared.type] = matched.get(declared.type, 0) + _compare(declared, name, fold, found)
    _look_for_others(matched, found)
    _look_for_gaps(found)
    return found


def fold_of(name: str) -> tuple[models.Channel, Fold]:
    """What the entries of a channel make of its own row, and of its records."""
    channel = _Channel(name, Refolded())
    fold = channel.fold()
    stamp = max(channel.stamp, channel.row.stamp)
    return models.Channel(name=name, head=channel.head, digest=channel.digest, stamp=stamp), fold


class _Channel:
    """One channel: its entries in order, and what it should say of them."""

    def __init__(self, name: str, found: Refolded) -> None:
        self.name, self.found = name, found
        self.head, self.stamp, self.digest = 0, 0, EMPTY_DIGEST

    @cached_property
    def row(self) -> models.Channel:
        """The hub's row about it; an empty one where there is none."""
        return models.Channel.objects.filter(name=self.name).first() or models.Channel(name=self.name)

    def fold(self) -> Fold:
        """Go through the entries; returns what they make of the records."""
        fold: Fold = {}
        for kept in self._accepted():
            self._check_entry(kept)
            entry = as_entry(kept)
            cells = fold.setdefault((entry.type, entry.record), {})
            for name, value in entry.set.items():
                base = entry.base.get(name, ())
                cells[name] = merge(cells.get(name, EMPTY), entry.full_stamp, value, base)
        self.found.channels += 1
        self._compare_row()
        return fold

    def _compare_row(self) -> None:
        # A hub that counted further than its entries go has lost the last of them; that is no slip of its
        # counter.
        blame = self._blame if self.head < self.row.head else partial(self.found.blame_derived, self.name)
        if self.head != self.row.head:
            blame(f"the last number is {self.head}, the hub counted {self.row.head}")
        if self.digest != self.row.digest:
            blame(f"the digest of the entries is {self.digest}, the hub kept {self.row.digest}")
        if self.stamp > self.row.stamp:
            blame(f"an entry has the stamp {self.stamp}, beyond the hub's {self.row.stamp}")

    def _blame(self, what: str) -> None:
        self.found.blame(self.name, what)

    def _accepted(self) -> Iterator[models.Entry]:
        entries, last = models.Entry.objects.filter(channel=self.name, seq__isnull=False), 0
        while some := list(entries.filter(seq__gt=last).order_by("seq")[:_AT_ONCE]):
            yield from some
            last = some[-1].seq or 0

    def _check_entry(self, kept: models.Entry) -> None:
        self.found.entries += 1
        if kept.seq != self.head + 1:
            self._blame(f"after number {self.head} comes {kept.seq}")
        self.head = kept.seq or 0
        hash_ = bytes(kept.hash)
        if hand_in(as_entry(kept)).hash != hash_:
            self._blame(f"entry {kept.n} of device {kept.device} isn't what was signed")
        self.digest = toggled(self.digest, hash_)
        self.stamp = max(self.stamp, kept.stamp)


def _compare(declared: Declaration, channel: str, fold: Fold, found: Refolded) -> int:
    """Compare a channel's records of one type; returns how many of them have a row."""
    wanted = {record: cells for (type_, record), cells in fold.items() if type_ == declared.type}
    records, matched = sorted(wanted), 0
    for i in range(0, len(records), _AT_ONCE):
        some = records[i : i + _AT_ONCE]
        rows = {
            row.record: row
            for row in declared.model._base_manager.filter(channel=channel, record__any_of=some)
        }
        matched += len(rows)
        for record in some:
            found.records += 1
            # Of a record that was erased by law there need be no row: its entries say nothing.
            if record not in rows and not wanted[record]:
                continue
            if record not in rows:
                said = f"the {declared.type} {record} is missing"
                found.blame_derived(channel, said, declared.type, record)
            else:
                _compare_cells(declared, rows[record], wanted[record], found)
    return matched


def _compare_cells(declared: Declaration, row: Any, cells: dict[str, Cell], found: Refolded) -> None:
    for name in sorted(cells.keys() | row.cells.keys()):
        shown = getattr(row, name) if name in declared.fields else None
        cell, kept = cells.get(name, EMPTY), unpack(row.cells.get(name), shown)
        is_shown = name not in declared.fields or _same(_readable(declared, name, cell), shown)
        if kept.seen != cell.seen or not _same(dict(kept.heads), dict(cell.heads)) or not is_shown:
            said = f"{name} of the {declared.type} {row.record} isn't what was written"
            found.blame_derived(row.channel, said, declared.type, row.record)


def _readable(declared: Declaration, name: str, cell: Cell) -> Any:
    """What a column shows: nothing when a newer version wrote what this one can't read."""
    value = value_of(cell)
    return None if value is None or declared.fields[name].check_value(value) is not None else value


def _same(one: Any, other: Any) -> bool:
    return one == other or canonical(one) == canonical(other)


def _look_for_others(matched: dict[str, int], found: Refolded) -> None:
    """Records that no entry speaks of."""
    for declared in declarations():
        extra = declared.model._base_manager.count() - matched.get(declared.type, 0)
        if extra > 0:
            found.blame_derived("", f"{extra} records of type {declared.type} stand in no entry")


def _look_for_gaps(found: Refolded) -> None:
    """Each device's numbers in a channel begin at 1 and have no gap, what was set aside included.

    Of a channel that another hub is home to only what that hub accepted has come.
    """
    followed = models.HomeElsewhere.objects.values("channel")
    numbered = models.Entry.objects.exclude(channel__in=followed).values("device", "channel")
    for one in numbered.annotate(least=Min("n"), greatest=Max("n"), count=Count("n")).order_by():
        if one["least"] != 1 or one["greatest"] != one["count"]:
            found.blame(one["channel"], f"entries of device {one['device']} are missing")


def _look_at_batches(found: Refolded) -> None:
    """Every signature is that of its device, or of its witness, over the hashes it names."""
    last = 0
    batches = models.Batch.objects.select_related("device", "witness").order_by("pk")
    while some := list(batches.filter(pk__gt=last)[:_AT_ONCE]):
        for one in some:
            found.batches += 1
            found.bare += is_bare(one)
            if not is_proven(one):
                found.blame("", f"the signature of batch {one.pk} of device {one.device_id} is wrong")
        last = some[-1].pk
