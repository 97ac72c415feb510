"""Following a channel's home: what it accepted is taken as it is, in its numbers' order, and nothing else.

Rights and rules were asked at the home, which knows the people. Here is asked only what the home could not
be right about: who signed, whose device and whose people these are, and whether the entry can be stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from debo.ledger import erasing, models
from debo.ledger.entry import Entry
from debo.ledger.ingest import keep_forks
from debo.ledger.intake import Handed, Intake, hand_in, hub_stamp
from debo.ledger.judge import Proposal, check_form, propose
from debo.ledger.link import foreign
from debo.ledger.link.errors import Untrue
from debo.ledger.link.homes import our_people
from debo.ledger.link.models import Link
from debo.ledger.link.parcel import Parcel, Proof
from debo.ledger.merge import merge, pack_whole, unpack
from debo.ledger.quarantine import as_entry
from debo.ledger.replicated import REGISTRY, Declaration
from debo.ledger.rows import Row
from debo.ledger.turn import writing

#: What check_form says of an entry that this version can keep all the same.
_KEPT_ANYHOW = "unknown_type"
#: Stands for all fields of a type that this version doesn't know yet.
WHOLE_TYPE = ""

#: (device, channel, n) → the entry as it is kept here.
Known = Mapping[tuple[str, str, int], models.Entry]


class Follower(Intake):
    """An intake that takes what the home took."""

    def __init__(self) -> None:
        super().__init__(people=None)

    def accept(self, handed: Handed) -> None:
        """Give the entry its number here and merge it into its record."""
        self.merge_in(handed.entry)
        self.keep(handed, None)

    def merge_in(self, entry: Entry) -> None:
        """Change the record in memory; of a record that was erased by law nothing is said."""
        declaration = REGISTRY.get(entry.type)
        if entry.erased or erasing.subject(entry) in self._erased:
            return
        if declaration is None:
            self._newer.add((entry.type, WHOLE_TYPE))
            return
        row = self.rows.get(declaration, entry.channel, entry.record)
        proposal = _readable(propose(entry, row), entry, declaration)
        self.rows.keep(row, proposal.cells, proposal.values)
        self._newer.update((entry.type, name) for name in proposal.cells.keys() - proposal.values.keys())
        if entry.type == erasing.TYPE:
            self._newly_erased.append(erasing.named_by(entry))


def _readable(proposal: Proposal, entry: Entry, declaration: Declaration) -> Proposal:
    """A value that this version can't read stays whole in its cell, and its column stays empty."""
    cells, values = dict(proposal.cells), dict(proposal.values)
    for name, value in proposal.values.items():
        if value is not None and declaration.fields[name].check_value(value) is not None:
            cells[name] = _whole(proposal.row, entry, name)
            values[name] = None
    return Proposal(proposal.row, cells, values)


def _whole(row: Row, entry: Entry, name: str) -> Any:
    before = unpack(row.cells.get(name), row.values.get(name))
    return pack_whole(merge(before, entry.full_stamp, entry.set[name], entry.base.get(name, ())))


def follow(link: Link, parcel: Parcel, channels: Mapping[str, object]) -> bool:
    """Take the entries of these channels, to which the other hub is home; Untrue takes nothing at all.

    The caller holds the transaction. Entries of other channels are passed over. Says whether a record was
    erased by law.
    """
    handed = [one for one in parcel.handed if one.entry.channel in channels]
    if len({(one.entry.device, one.entry.channel, one.entry.n) for one in handed}) < len(handed):
        raise Untrue(reason="an entry twice")
    known = _known(handed)
    _check(link, parcel, handed, known)
    follower = Follower()
    follower.prepare([one.entry for one in handed])
    for proof, some in groupby(handed, key=lambda one: _proof_of(parcel, one)):
        _take(follower, list(some), proof, known)
    return any(one.entry.type == erasing.TYPE for one in handed)


def adopt_types() -> int:
    """Make the records of types that a hub of a newer version sent before this one knew them; counts them."""
    waiting = models.NewerField.objects.filter(field=WHOLE_TYPE, type__in=list(REGISTRY))
    adopted = 0
    for newer in waiting:
        with writing():
            kept = models.Entry.objects.filter(type=newer.type, seq__isnull=False, erased=False)
            entries = [as_entry(one) for one in kept.order_by("channel", "seq")]
            follower = Follower()
            follower.prepare(entries)
            for entry in entries:
                follower.merge_in(entry)
            follower.save()
            newer.delete()
        adopted += 1
    return adopted


def _proof_of(parcel: Parcel, one: Handed) -> Proof:
    proof = parcel.proof_of(one)
    if proof is None:
        raise Untrue(reason="no signature")
    return proof


def _known(handed: Sequence[Handed]) -> dict[tuple[str, str, int], models.Entry]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in handed:
        places[one.entry.device, one.entry.channel].append(one.entry.n)
    found = {}
    for (device, channel), numbers in places.items():
        kept = models.Entry.objects.filter(
            device=device, channel=channel, n__gte=min(numbers), n__lte=max(numbers)
        )
        found.update({(device, channel, one.n): one for one in kept})
    return found


def _check(link: Link, parcel: Parcel, handed: Sequence[Handed], known: Known) -> None:
    """Whether each entry can be what the home says; Untrue names the first that can't."""
    through = foreign.links_of({one.entry.device for one in handed})
    ours = our_people()
    stamp_here = hub_stamp()
    for one in handed:
        entry = one.entry
        kept = known.get((entry.device, entry.channel, entry.n))
        if kept is not None and bytes(kept.hash) == one.hash:
            continue
        is_theirs = through.get(entry.device) == link.pk
        if not is_theirs and not foreign.speaks_for(_proof_of(parcel, one).by, entry.device):
            raise Untrue(reason=f"device {entry.device} didn't sign")
        if is_theirs and entry.author in ours:
            raise Untrue(reason=f"author {entry.author} isn't theirs")
        verdict = check_form(entry, one.alone, 0, stamp_here)
        if verdict is not None and verdict.reason != _KEPT_ANYHOW:
            raise Untrue(reason=verdict.reason)


def _take(follower: Follower, handed: Sequence[Handed], proof: Proof, known: Known) -> None:
    new = []
    for one in handed:
        entry = one.entry
        kept = known.get((entry.device, entry.channel, entry.n))
        if kept is None or (bytes(kept.hash) != one.hash and _give_way(kept)):
            new.append(one)
        elif bytes(kept.hash) != one.hash:
            # Both say the home took it: the steward sees the two versions, and the digests go on to differ.
            keep_forks(kept.device, [one])
        elif kept.seq is None:
            _accept_waiting(kept, one, follower)
    if new:
        batch = models.Batch.objects.create(
            device_id=proof.by, signature=proof.signature, hashes=b"".join(proof.hashes)
        )
        for one in new:
            follower.accept(one)
        follower.finish(batch)
    else:
        follower.save()


def _give_way(kept: models.Entry) -> bool:
    """Whether an entry waits here under a number that its home gave to another version: a copied device."""
    if kept.seq is not None:
        return False
    keep_forks(kept.device, [hand_in(as_entry(kept))])
    kept.delete()
    return True


def _accept_waiting(kept: models.Entry, one: Handed, follower: Follower) -> None:
    """What waited here for its home has been taken there: its device, if it is ours, is told."""
    follower.merge_in(one.entry)
    kept.seq = follower.number(one)
    kept.reason, kept.words, kept.late = "", "", True
    kept.told = bool(foreign.links_of([kept.device]))
    kept.save()
