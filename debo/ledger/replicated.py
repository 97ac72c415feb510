"""The one declaration of a record: a Django model that says its fields, its channels and who may write.

From it come the merge, the API's schema, the TypeScript types, the generic forms and the admin (DESIGN 2).
A record lives in a channel; the same record in a wider channel is its *released* copy, so a row is found
by (record, channel), in this order in each model's unique key: records are looked up in all channels at once.
Only `debo.ledger.acts` and `debo.ledger.ingest` write these tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NoReturn, TypeAlias, TypeVar

from django.db import models

from debo.ledger.errors import OnlyTheLedgerWritesError
from debo.ledger.fields import RecordField
from debo.ledger.identity import derived_id


@dataclass(frozen=True)
class Writers:
    """Who may write a type of record in one kind of channel.

    `standings` are words that people's access rules answer for (member, staff, head, mentor, official,
    steward). `own` names the field that holds a place: a `member`, `staff` or `head` may then write only
    about a place of their own, that is their team's place and the places of its catchment. Stewards and
    mentors aren't bound by it.
    """

    standings: frozenset[str]
    own: str | None = None


def writers(*standings: str, own: str | None = None) -> Writers:
    """Say who may write: `writers("member", "steward", own="facility")`."""
    return Writers(frozenset(standings), own)


#: A declared model's class; inside a declaration the word `type` is taken.
RecordModel: TypeAlias = "type[Replicated]"


@dataclass(frozen=True)
class Declaration:
    """What a type of record says of itself. `key`: fields whose values make its id; empty = a UUIDv7."""

    type: str
    model: RecordModel
    key: tuple[str, ...]
    channels: Mapping[str, Writers]
    #: The field that tells a record's day, so that new devices read the newest first; empty: it has none.
    day: str = ""

    @cached_property
    def fields(self) -> dict[str, RecordField]:
        """The declared fields by name, in the order of their declaration."""
        return {f.name: f for f in self.model._meta.get_fields() if isinstance(f, RecordField)}

    def record_id(self, values: Mapping[str, Any]) -> str:
        """The deterministic id of a record with a natural key; KeyError when part of the key is missing."""
        return derived_id(self.type, [str(values[name]) for name in self.key])


#: Every declared type by name; filled as the models are imported.
REGISTRY: dict[str, Declaration] = {}


AnyRecord = TypeVar("AnyRecord", bound=models.Model)


class ReadOnly(models.QuerySet[AnyRecord]):
    """Records are read like any model's; whoever tries to change them is told about acts."""

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise OnlyTheLedgerWritesError("Records are written by debo.ledger.acts.write, and by nothing else.")

    create = update = delete = bulk_create = bulk_update = get_or_create = update_or_create = _refuse


class RecordManager(models.Manager[AnyRecord]):
    """Every model's `objects`; what a manager can do to a record, its query set refuses."""

    def get_queryset(self) -> ReadOnly[AnyRecord]:
        """Records to read."""
        return ReadOnly(self.model, using=self._db)


class Replicated(models.Model):
    """A row is the merge of all accepted entries of one record in one channel.

    `cells` holds per field what the merge needs (the heads with their stamps, the stamps that were seen), and
    under names that no field has what a newer version of Debo wrote: kept, passed on, not understood here.
    """

    channel = models.CharField(max_length=60, editable=False)
    record = models.CharField(max_length=36, editable=False)
    cells = models.JSONField(default=dict, editable=False)

    objects = RecordManager()

    #: What a subclass declares in its body: `ledger = Ledger("observation", key=(…), channels={…})`.
    ledger: ClassVar[Ledger]

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        """Its name or words, if it has any; else its id."""
        for name in ("name", "question", "text", "period"):
            said = getattr(self, name, None)
            if said:
                return (
                    str(said.get("en") or next(iter(said.values()))) if isinstance(said, dict) else str(said)
                )
        return self.record

    def save(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refused: a change that is no entry would reach no other replica."""
        raise OnlyTheLedgerWritesError("Records are written by debo.ledger.acts.write, and by nothing else.")

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Refused: nothing is ever deleted; types that can be taken back have a field for it."""
        raise OnlyTheLedgerWritesError("Records are never deleted; write `withdrawn` or an end date instead.")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        declared = cls.__dict__.get("ledger")
        if isinstance(declared, Ledger):
            REGISTRY[declared.type] = Declaration(
                declared.type, cls, declared.key, declared.channels, declared.day
            )


@dataclass(frozen=True)
class Ledger:
    """The declaration in a model's body; see `Replicated`."""

    type: str
    channels: Mapping[str, Writers]
    key: tuple[str, ...] = ()
    day: str = ""


def declarations() -> Iterator[Declaration]:
    """All declared types, sorted by name, so that what is generated from them is stable."""
    return (REGISTRY[name] for name in sorted(REGISTRY))


def key_of(type_: str) -> tuple[str, ...] | None:
    """The natural key of a declared type, () when its ids are random; None for a type nobody declared."""
    declared = REGISTRY.get(type_)
    return None if declared is None else declared.key
