"""Whether an entry may become part of its record: one small check per reason, in the order of the protocol.

A check answers None or a Verdict; none raises, because a bad entry is set aside and never blocks the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from debo.ledger.access import BOUND, Access
from debo.ledger.channels import WRITE_ONLY, is_channel, kind_of
from debo.ledger.entry import Entry
from debo.ledger.identity import derive
from debo.ledger.merge import Stored, merge, merge_stored, pack_whole, unpack
from debo.ledger.reasons import Verdict
from debo.ledger.replicated import REGISTRY, Declaration, Writers
from debo.ledger.rows import Row, Rows
from debo.ledger.rules import Context, objection

#: The largest entry in canonical bytes; of a larger one only the hash is kept.
LARGEST_ENTRY = 64 * 1024
#: How far ahead of the hub a stamp may be. A phone that writes every second needs four months for it.
FURTHEST_AHEAD = 10_000_000


@dataclass(eq=False, slots=True)
class Proposal:
    """What an entry would make of its record: new cells, and new values of declared fields."""

    row: Row
    cells: dict[str, Stored]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Alone:
    """What is found out about an entry by itself, whatever else the hub knows."""

    #: Its size or its shape is impossible.
    form: Verdict | None = None
    #: A value isn't of its field's kind.
    values: Verdict | None = None
    #: It names its whole natural key, and its record is the one that this key gives.
    has_key: bool = False


def look_alone(entry: Entry, size: int) -> Alone:
    """Judge of an entry of `size` canonical bytes what needs no record, no right and no lock."""
    if size > LARGEST_ENTRY:
        return Alone(Verdict("too_large"))
    if entry.is_malformed():
        return Alone(Verdict("malformed"))
    declaration = REGISTRY.get(entry.type)
    if declaration is None:
        return Alone()
    derived = derive(declaration.type, declaration.key, entry.set)
    return Alone(None, check_values(entry, declaration), derived == entry.record)


def check_form(entry: Entry, alone: Alone, last_stamp: int, hub_stamp: int) -> Verdict | None:
    """What can be said without knowing any record: size, shape, a rising stamp, a believable one."""
    if alone.form is not None:
        return alone.form
    if entry.stamp <= last_stamp:
        return Verdict("malformed")
    if entry.stamp > hub_stamp + FURTHEST_AHEAD:
        return Verdict("far_stamp")
    return Verdict("unknown_type") if entry.type not in REGISTRY else None


def check_channel(entry: Entry, declaration: Declaration) -> Verdict | None:
    """Whether this type is at home in this kind of channel."""
    is_home = is_channel(entry.channel) and kind_of(entry.channel) in declaration.channels
    return None if is_home else Verdict("forbidden_channel")


def check_writer(entry: Entry, declaration: Declaration, access: Access) -> Verdict | None:
    """Whether the author may write this type in this channel at all; `check_places` then asks about what."""
    if entry.channel == WRITE_ONLY:
        return None
    standings = access.standings(entry.author).get(entry.channel, frozenset())
    if not standings:
        return Verdict("forbidden_channel")
    writers = declaration.channels[kind_of(entry.channel)]
    return None if standings & writers.standings else Verdict("forbidden_write")


@dataclass(frozen=True)
class Bound:
    """Who may write only about own places: the field that names the place, and the places."""

    field: str
    places: frozenset[str]


def bound_of(entry: Entry, declaration: Declaration, access: Access) -> Bound | None:
    """To which places the author, who may write in this channel, is bound there; None if to none."""
    writers: Writers = declaration.channels[kind_of(entry.channel)]
    standings = access.standings(entry.author).get(entry.channel, frozenset()) & writers.standings
    if writers.own is None or standings - BOUND:
        return None
    return Bound(writers.own, access.own_places(entry.author))


def check_places(entry: Entry, proposal: Proposal, bound: Bound) -> Verdict | None:
    """Whether the author writes only about own places, before, after and in between."""
    own, is_named = bound.field, False
    for values in (proposal.row.values, proposal.values, entry.set):
        place = values.get(own)
        if place is not None:
            if place not in bound.places:
                return Verdict("forbidden_write")
            is_named = True
    return None if is_named else Verdict("forbidden_write")


def check_values(entry: Entry, declaration: Declaration) -> Verdict | None:
    """Whether each value is of its field's kind. Fields of a newer version aren't judged by this one."""
    fields = declaration.fields
    for name, value in entry.set.items():
        one = fields.get(name)
        if one is None:
            continue
        if value is None:
            code = "missing_key" if name in declaration.key else None
        else:
            code = one.check_value(value)
        if code is not None:
            return Verdict(code, field=name, label=one.verbose_name)
    return None


def check_key(entry: Entry, declaration: Declaration, row: Row) -> Verdict | None:
    """Whether the record's id is the one that its natural key gives."""
    if not declaration.key:
        return None
    key_values: Mapping[str, Any] = {**row.values, **entry.set} if row.values else entry.set
    missing = next((name for name in declaration.key if key_values.get(name) is None), None)
    if missing is not None:
        return Verdict("missing_key", field=missing, label=declaration.fields[missing].verbose_name)
    is_right = derive(declaration.type, declaration.key, key_values) == entry.record
    return None if is_right else Verdict("wrong_record")


def propose(entry: Entry, row: Row) -> Proposal:
    """The record's cells and values after this entry; the record itself stays as it is."""
    cells: dict[str, Stored] = {}
    values: dict[str, Any] = {}
    stamp, declared = entry.full_stamp, row.declaration.fields
    if row.is_new and not row.cells and entry.set.keys() <= declared.keys() and not entry.base:
        # A new record, which most entries begin: what merging into empty cells comes to.
        return Proposal(row, dict.fromkeys(entry.set, stamp), dict(entry.set))
    for name, value in entry.set.items():
        stored, base = row.cells.get(name), entry.base.get(name, ())
        if name in declared:
            cells[name], values[name] = merge_stored(stored, row.values.get(name), stamp, value, base)
        else:
            cells[name] = pack_whole(merge(unpack(stored, None), stamp, value, base))
    return Proposal(row, cells, values)


def check_rules(entry: Entry, proposal: Proposal, rows: Rows) -> Verdict | None:
    """What the rooms above say of the record as it would become."""
    row = proposal.row
    context = Context(row, entry.author, proposal.values, rows)
    becomes = {**row.values, **proposal.values} if row.values else proposal.values
    said = objection(entry.type, becomes, context)
    return None if said is None else Verdict("impossible", code=said[0], sentence=said[1])
