"""Taking entries into the records: what phones hand in, what the hub writes itself, what is tried again.

An Intake is one transaction's work. Its channels are locked before anything is read, and the numbers of a
channel are given under that lock, so that they are gapless and in the order of the commits: a reader's cursor
misses nothing (an ordinary sequence silently missed 39.5 % with concurrent writers).
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from debo.ledger import erasing, models
from debo.ledger.access import Access, new_access
from debo.ledger.bulk import insert_rows
from debo.ledger.channels import is_channel
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_text, set_and_base, text_hash
from debo.ledger.judge import (
    Alone,
    Bound,
    bound_of,
    check_channel,
    check_form,
    check_key,
    check_places,
    check_rules,
    check_writer,
    look_alone,
    propose,
)
from debo.ledger.link.homes import elsewhere
from debo.ledger.questions import GREATEST_STAMP, ask
from debo.ledger.reasons import Verdict
from debo.ledger.replicated import REGISTRY, Declaration
from debo.ledger.rows import Rows
from debo.ledger.rules import looked_at

#: Said to who writes at the hub itself: there nothing waits.
_NOT_HERE = _("Another hub looks after this. Nothing was changed; write it at that hub.")

#: The first eight bytes of a hash as a number: what a channel's digest is made of.
_FIRST_EIGHT = struct.Struct(">Q").unpack_from

_COLUMNS = (
    "channel",
    "seq",
    "device",
    "n",
    "stamp",
    "author",
    "at",
    "type",
    "record",
    "set",
    "base",
    "hash",
    "batch",
    "reason",
    "words",
    "late",
    "told",
    "erased",
)


@dataclass(frozen=True, slots=True)
class Handed:
    """An entry as it was handed in: with its hash, its canonical size in bytes, its texts as kept.

    What can be said of it alone is found out here, before the channel is locked and others wait for it.
    """

    entry: Entry
    hash: bytes
    size: int
    set: str
    base: str
    alone: Alone


def hand_in(entry: Entry) -> Handed:
    """Hash an entry; NotCanonicalError when it can't be."""
    set_, base = set_and_base(entry)
    text = entry_text(entry, set_, base)
    hash_ = bytes.fromhex(entry.erased) if entry.erased else text_hash(text)
    return Handed(entry, hash_, len(text), set_.decode(), base.decode(), look_alone(entry, len(text)))


@dataclass(eq=False, slots=True)
class _Head:
    """Where a locked channel stands: its last number, its digest as a number, its greatest stamp."""

    n: int
    digest: int
    stamp: int


@dataclass(frozen=True)
class _Rights:
    """What an author may do with a type in a channel: nothing (`verdict` says why), or write."""

    verdict: Verdict | None
    bound: Bound | None = None


class Intake:
    """`people` are those whose entries are believed; None: the hub writes, its caller has rights.

    `is_doubted`: the device was reported lost, so a stranger may have written; all of it is set aside.
    """

    def __init__(self, people: Collection[str] | None, *, is_doubted: bool = False) -> None:
        self.rows = Rows()
        self.people = people
        self.is_doubted = is_doubted
        self._access: Access | None = None
        self._channels: dict[str, _Head] = {}
        self._pending: list[tuple[Handed, int | None, Verdict | None]] = []
        self._hub_stamp = 0
        self.created: set[str] = set()
        self._newer: set[tuple[str, str]] = set()
        self._erased: set[erasing.Erased] = set()
        self._newly_erased: list[erasing.Erased] = []
        #: Channels to which another hub is home: what is written there waits until that hub has judged it.
        self._elsewhere: set[str] = set()
        #: By author, channel and type: a batch asks the same again.
        self._rights: dict[tuple[str, str, str], _Rights] = {}

    @property
    def access(self) -> Access:
        """Who may do what, the entries taken so far included."""
        return self._access or self._read_access()

    @property
    def known_access(self) -> Access | None:
        """Who may do what after all entries taken so far; None if that wasn't asked or has changed."""
        return self._access

    def _read_access(self) -> Access:
        self.rows.flush()
        self._rights.clear()
        self._access = new_access()
        return self._access

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Lock the channels and read the records of these entries, each with one query. To be called once."""
        entries = list(entries)
        self._lock(self._own_channels(entries))
        self._erased |= erasing.erased_in({entry.channel for entry in entries})
        self._elsewhere |= elsewhere({entry.channel for entry in entries})
        self._hub_stamp = max(self._hub_stamp, hub_stamp())
        self.rows.locked |= self._channels.keys()
        self.rows.read((entry.type, entry.record) for entry in entries)
        self.rows.read(looked_at(entries, self.rows))

    def _own_channels(self, entries: Sequence[Entry]) -> set[str]:
        """The channels that may be written; others get no row because somebody named them."""
        named = {entry.channel for entry in entries if is_channel(entry.channel)}
        if self.people is None:
            return named
        authors = {entry.author for entry in entries} & set(self.people)
        return {name for name in named if any(name in self.access.standings(author) for author in authors)}

    def _lock(self, names: set[str]) -> None:
        # In the order of their names, so that two intakes can wait for each other but never in a ring.
        models.Channel.objects.bulk_create(
            [models.Channel(name=name) for name in sorted(names)], ignore_conflicts=True
        )
        locked = models.Channel.objects.select_for_update().filter(name__in=names).order_by("name")
        for channel in locked:
            self._channels[channel.name] = _Head(channel.head, int(channel.digest, 16), channel.stamp)

    def _hold(self, channel: str) -> None:
        """Lock a channel that may be written only since this batch; others may have written it meanwhile."""
        if channel not in self._channels:
            self._lock({channel})
            self.rows.hold(channel)

    def take(self, handed: Handed, last_stamp: int) -> Verdict | None:
        """Take the entry, or say why it is set aside.

        `last_stamp` is that of its device's entry before it in the channel.
        """
        verdict = self.judge(handed, last_stamp)
        self.keep(handed, verdict)
        return verdict

    def keep(self, handed: Handed, verdict: Verdict | None) -> None:
        """Give the entry that was judged its place: in the channel, or beside it."""
        self._pending.append((handed, None if verdict else self.number(handed), verdict))

    def judge(self, handed: Handed, last_stamp: int) -> Verdict | None:
        """Whether the entry fits; if so the record is changed in memory, and a number must follow."""
        entry = handed.entry
        verdict = check_form(entry, handed.alone, last_stamp, self._hub_stamp) or self._check_author(entry)
        if entry.channel in self._elsewhere and (verdict is None or verdict.reason == "unknown_type"):
            return Verdict("other_hub", sentence=_NOT_HERE if self.people is None else "")
        if verdict is not None:
            return verdict
        declaration = REGISTRY[entry.type]
        rights = self._rights_of(entry, declaration)
        if rights.verdict is not None:
            return rights.verdict
        if self._erased and erasing.subject(entry) in self._erased:
            # It has its place, and says nothing any more.
            return None
        self._hold(entry.channel)
        return Verdict("malformed") if entry.erased else self._merge(handed, declaration, rights.bound)

    def _check_author(self, entry: Entry) -> Verdict | None:
        is_believed = self.people is None or entry.author in self.people
        if not is_believed:
            return Verdict("forged_author")
        return Verdict("revoked_device") if self.is_doubted else None

    def _rights_of(self, entry: Entry, declaration: Declaration) -> _Rights:
        if self._access is None and self.people is not None:
            self._read_access()
        asked = (entry.author, entry.channel, entry.type)
        found = self._rights.get(asked)
        if found is None:
            found = self._rights[asked] = self._ask_rights(entry, declaration)
        return found

    def _ask_rights(self, entry: Entry, declaration: Declaration) -> _Rights:
        verdict = check_channel(entry, declaration)
        if self.people is None or verdict is not None:
            return _Rights(verdict)
        verdict = check_writer(entry, declaration, self.access)
        return _Rights(verdict, None if verdict else bound_of(entry, declaration, self.access))

    def _merge(self, handed: Handed, declaration: Declaration, bound: Bound | None) -> Verdict | None:
        entry = handed.entry
        row = self.rows.get(declaration, entry.channel, entry.record)
        verdict = handed.alone.values or (
            None if handed.alone.has_key else check_key(entry, declaration, row)
        )
        if verdict is not None:
            return verdict
        proposal = propose(entry, row)
        if bound is not None:
            verdict = check_places(entry, proposal, bound)
        verdict = verdict or check_rules(entry, proposal, self.rows)
        if verdict is None:
            if row.is_new:
                self.created.add(entry.record)
            self.rows.keep(row, proposal.cells, proposal.values)
            if entry.type == erasing.TYPE:
                self._newly_erased.append(erasing.named_by(entry))
            if len(proposal.cells) > len(proposal.values):
                newer = proposal.cells.keys() - proposal.values.keys()
                self._newer.update((entry.type, name) for name in newer)
            if self._access is not None and self._access.changed_by(entry.type):
                self._access = None
        return verdict

    def number(self, handed: Handed) -> int:
        """The next number of the entry's channel, whose row is locked until the commit."""
        name, stamp = handed.entry.channel, handed.entry.stamp
        self._hold(name)
        channel = self._channels[name]
        channel.n += 1
        channel.digest ^= _FIRST_EIGHT(handed.hash)[0]
        if stamp > channel.stamp:
            channel.stamp = stamp
            self._hub_stamp = max(self._hub_stamp, stamp)
        return channel.n

    def finish(self, batch: models.Batch) -> None:
        """Write the records, the entries and the channels; the caller's transaction commits them together."""
        erased = self._erased
        rows = (
            _columns(one, batch.pk, bool(erased) and erasing.subject(one[0].entry) in erased)
            for one in self._pending
        )
        insert_rows(models.Entry, _COLUMNS, rows)
        self._pending.clear()
        self.save()

    def save(self) -> None:
        """Write the records and the channels' heads and digests."""
        for subject in self._newly_erased:
            erasing.drop_content(subject, self.rows)
        self._newly_erased.clear()
        self.rows.flush()
        newer = [models.NewerField(type=type_, field=field) for type_, field in sorted(self._newer)]
        models.NewerField.objects.bulk_create(newer, ignore_conflicts=True)
        insert_rows(
            models.Channel,
            ("name", "head", "digest", "stamp"),
            ((name, one.n, f"{one.digest:016x}", one.stamp) for name, one in self._channels.items()),
            replace_by=("name",),
        )


def hub_stamp() -> int:
    """The hub's clock: the greatest stamp it has accepted in any channel."""
    return ask(GREATEST_STAMP)[0][0] or 0


def _columns(
    one: tuple[Handed, int | None, Verdict | None], batch: int, is_erased: bool
) -> tuple[object, ...]:
    handed, seq, verdict = one
    entry = handed.entry
    # Of an entry that is too large only the hash is kept: the signature can still be checked with it.
    is_kept = not is_erased and (verdict is None or verdict.reason != "too_large")
    return (
        entry.channel,
        seq,
        entry.device,
        entry.n,
        entry.stamp,
        entry.author,
        entry.at,
        entry.type,
        entry.record,
        handed.set if is_kept else "{}",
        handed.base if is_kept else "{}",
        # sqlite3 takes numbers and bytearrays as they are, and looks long at what bytes and bools might be.
        bytearray(handed.hash),
        batch,
        verdict.reason if verdict else "",
        verdict.stored() if verdict else "",
        0,
        0 if verdict else 1,
        1 if is_erased or entry.erased else 0,
    )
