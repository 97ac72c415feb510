"""Domain rules: what a record's values may not say together, registered by the rooms above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from debo.ledger.entry import Entry
from debo.ledger.fields import Ref
from debo.ledger.identity import is_uuid
from debo.ledger.replicated import REGISTRY, Replicated
from debo.ledger.rows import Row, Rows

#: A code for programs, and a sentence for the author; a lazy one is told in all three languages.
Objection: TypeAlias = tuple[str, str | Promise]


@dataclass(eq=False, slots=True)
class Context:
    """What a rule may look at beside the record as it would become."""

    row: Row
    author: str
    proposed: Mapping[str, Any]
    rows: Rows

    @property
    def changed(self) -> frozenset[str]:
        """The fields whose value this entry would change."""
        before = self.row.values
        return frozenset(name for name, value in self.proposed.items() if before.get(name) != value)

    @property
    def channel(self) -> str:
        """The channel the record lives in."""
        return self.row.channel

    @property
    def record(self) -> str:
        """The record's own id."""
        return self.row.record

    @property
    def before(self) -> Mapping[str, Any]:
        """The record's values before this entry; empty when it is new."""
        return self.row.values

    def find(self, type_: str, record: str | None) -> Mapping[str, Any] | None:
        """The values of another record: its copy in this channel, else in any; None if it hasn't come."""
        copies = self.rows.copies(type_, record) if record else {}
        found = copies.get(self.channel) or (copies[min(copies)] if copies else None)
        return found.values if found else None

    def query(self, type_: str) -> QuerySet[Replicated]:
        """All records of a type, earlier entries of the batch included. A query each time: for rare types."""
        self.rows.flush()
        return REGISTRY[type_].model._base_manager.all()


Rule: TypeAlias = Callable[[Mapping[str, Any], Context], Objection | None]
AnyRule = TypeVar("AnyRule", bound=Rule)

_RULES: dict[str, list[Rule]] = {}


#: By type, the fields whose records its rules look at: read for a whole batch at once.
_FOUND: dict[str, set[str]] = {}


def rule(type_: str, *, finds: Sequence[str] = ()) -> Callable[[AnyRule], AnyRule]:
    """Register a rule about a type: `@rule("observation") def no_more_than_all(values, context): …`.

    `finds` names the `Ref` fields whose records the rule will `find`: they are then read for the whole batch
    at once. Without it the rule is as right, and asks the database for each.
    """

    def register(one: AnyRule) -> AnyRule:
        _RULES.setdefault(type_, []).append(one)
        _FOUND.setdefault(type_, set()).update(finds)
        return one

    return register


def looked_at(entries: Iterable[Entry], rows: Rows) -> set[tuple[str, str]]:
    """Type and id of what the rules will look at for these entries, whose own records are in `rows`."""
    found: set[tuple[str, str]] = set()
    for entry in entries:
        for name in _FOUND.get(entry.type, ()):
            field = REGISTRY[entry.type].fields[name] if entry.type in REGISTRY else None
            if not isinstance(field, Ref):
                continue
            before = rows.copies(entry.type, entry.record).get(entry.channel)
            for named in (entry.set.get(name), before.values.get(name) if before else None):
                # What is no id was not judged yet, and no database need see it.
                if is_uuid(named):
                    found.add((field.to, named))
    return found


def objection(type_: str, values: Mapping[str, Any], context: Context) -> Objection | None:
    """What the first rule that objects says; None when none does."""
    for one in _RULES.get(type_, ()):
        said = one(values, context)
        if said is not None:
            return said
    return None
