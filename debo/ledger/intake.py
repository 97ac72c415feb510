"""Taking entries into the records: what phones hand in, what the hub writes itself, what is tried again.

An Intake is one transaction's work. Its channels are locked before anything is read, and the numbers of a
channel are given under that lock, so that they are gapless and in the order of the commits: a reader's cursor
misses nothing (an ordinary sequence silently missed 39.5 % with concurrent writers).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from debo.ledger import erasing, models
from debo.ledger.access import Access, new_access
from debo.ledger.bulk import insert_rows
from debo.ledger.channels import is_channel
from debo.ledger.entry import Entry
from debo.ledger.hash import entry_text, set_and_base, text_hash, toggled
from debo.ledger.judge import (
    check_channel,
    check_form,
    check_key,
    check_places,
    check_rules,
    check_values,
    check_writer,
    propose,
)
from debo.ledger.link.homes import elsewhere
from debo.ledger.reasons import Verdict
from debo.ledger.replicated import REGISTRY, Declaration
from debo.ledger.rows import Rows

#: Said to who writes at the hub itself: there nothing waits.
_NOT_HERE = _("Another hub looks after this. Nothing was changed; write it at that hub.")

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
    """An entry as it was handed in: with its hash, its canonical size in bytes, and its texts as kept."""

    entry: Entry
    hash: bytes
    size: int
    set: str
    base: str


def hand_in(entry: Entry) -> Handed:
    """Hash an entry; NotCanonicalError when it can't be."""
    set_, base = set_and_base(entry)
    text = entry_text(entry, set_, base)
    hash_ = bytes.fromhex(entry.erased) if entry.erased else text_hash(text)
    return Handed(entry, hash_, len(text), set_.decode(), base.decode())


class Intake:
    """`people` are those whose entries are believed; None: the hub writes, its caller has rights.

    `is_doubted`: the device was reported lost, so a stranger may have written; all of it is set aside.
    """

    def __init__(self, people: Collection[str] | None, *, is_doubted: bool = False) -> None:
        self.rows = Rows()
        self.people = people
        self.is_doubted = is_doubted
        self._access: Access | None = None
        self._channels: dict[str, models.Channel] = {}
        self._pending: list[tuple[Handed, int | None, Verdict | None]] = []
        self._hub_stamp = 0
        self.created: set[str] = set()
        self._newer: set[tuple[str, str]] = set()
        self._erased: set[erasing.Erased] = set()
        self._newly_erased: list[erasing.Erased] = []
        #: Channels to which another hub is home: what is written there waits until that hub has judged it.
        self._elsewhere: set[str] = set()
        #: What check_channel and check_writer said, by author, channel and type: a batch asks the same again.
        self._rights: dict[tuple[str, str, str], Verdict | None] = {}

    @property
    def access(self) -> Access:
        """Who may do what, the entries taken so far included."""
        if self._access is None:
            self.rows.flush()
            self._access = new_access()
            self._rights.clear()
        return self._access

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Lock the channels and read the records of these entries, each with one query."""
        entries = list(entries)
        self._lock(self._own_channels(entries))
        self._erased |= erasing.erased_in({entry.channel for entry in entries})
        self._elsewhere |= elsewhere({entry.channel for entry in entries})
        self._hub_stamp = max(self._hub_stamp, hub_stamp())
        self.rows.read((entry.type, entry.record) for entry in entries)

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
        self._channels.update({channel.name: channel for channel in locked})

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
        verdict = check_form(entry, handed.size, last_stamp, self._hub_stamp) or self._check_author(entry)
        if entry.channel in self._elsewhere and (verdict is None or verdict.reason == "unknown_type"):
            return Verdict("other_hub", sentence=_NOT_HERE if self.people is None else "")
        if verdict is not None:
            return verdict
        declaration = REGISTRY[entry.type]
        verdict = self._check_rights(entry, declaration)
        if verdict is not None:
            return verdict
        if erasing.subject(entry) in self._erased:
            # It has its place, and says nothing any more.
            return None
        return Verdict("malformed") if entry.erased else self._merge(entry, declaration)

    def _check_author(self, entry: Entry) -> Verdict | None:
        is_believed = self.people is None or entry.author in self.people
        if not is_believed:
            return Verdict("forged_author")
        return Verdict("revoked_device") if self.is_doubted else None

    def _check_rights(self, entry: Entry, declaration: Declaration) -> Verdict | None:
        if self.people is None:
            return check_channel(entry, declaration)
        access, asked = self.access, (entry.author, entry.channel, entry.type)
        if asked not in self._rights:
            verdict = check_channel(entry, declaration) or check_writer(entry, declaration, access)
            self._rights[asked] = verdict
        return self._rights[asked]

    def _merge(self, entry: Entry, declaration: Declaration) -> Verdict | None:
        row = self.rows.get(declaration, entry.channel, entry.record)
        verdict = check_values(entry, declaration) or check_key(entry, declaration, row)
        if verdict is not None:
            return verdict
        proposal = propose(entry, row)
        if self.people is not None:
            verdict = check_places(entry, proposal, self.access)
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
        name = handed.entry.channel
        if name not in self._channels:
            self._lock({name})
        channel = self._channels[name]
        channel.head += 1
        channel.digest = toggled(channel.digest, handed.hash)
        channel.stamp = max(channel.stamp, handed.entry.stamp)
        self._hub_stamp = max(self._hub_stamp, handed.entry.stamp)
        return channel.head

    def finish(self, batch: models.Batch) -> None:
        """Write the records, the entries and the channels; the caller's transaction commits them together."""
        rows = (
            _columns(one, batch.pk, erasing.subject(one[0].entry) in self._erased) for one in self._pending
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
            ((one.name, one.head, one.digest, one.stamp) for one in self._channels.values()),
            replace_by=("name",),
        )


def hub_stamp() -> int:
    """The hub's clock: the greatest stamp it has accepted in any channel."""
    return models.Channel.objects.aggregate(greatest=Max("stamp"))["greatest"] or 0


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
        handed.hash,
        batch,
        verdict.reason if verdict else "",
        verdict.stored() if verdict else "",
        False,
        verdict is None,
        is_erased or entry.erased != "",
    )
