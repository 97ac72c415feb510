"""Handing values to a server batch by batch; each answer is kept, so that a drop costs one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from debo.exchange.dhis2 import audit
from debo.exchange.dhis2.due import Scope, mark_sent
from debo.exchange.dhis2.json_format import as_json
from debo.exchange.dhis2.kept import Exchange
from debo.exchange.dhis2.summary import Summary
from debo.exchange.dhis2.value import Refusal, Value
from debo.exchange.dhis2.web_api import Server

#: Values of one request: some 150 kB.
BATCH = 1_000


@dataclass
class Pushed:
    """What the server took, and each value that it refused with its reason."""

    taken: int = 0
    refused: list[Refusal] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Manner:
    """How to push: only try, as a job of the server, so many at once."""

    dry_run: bool = False
    as_job: bool = False
    batch: int = BATCH

    def params(self) -> dict[str, Any]:
        """For the request."""
        return {
            "dryRun": str(self.dry_run).lower(),
            "async": str(self.as_job).lower(),
            "importStrategy": "CREATE_AND_UPDATE",
            "idScheme": "UID",
        }


def push(  # noqa: PLR0913, PLR0917 - to whom, what, whose, where it is noted, how, and who is told
    server: Server, values: list[Value], scope: Scope, exchange: Exchange, manner: Manner,
    told: Callable[[int], None] = lambda _done: None,
) -> Pushed:  # fmt: skip
    """Hand in all values. What is taken is remembered batch by batch, unless it is a dry run."""
    pushed = Pushed()
    for start in range(0, len(values), manner.batch):
        batch = values[start : start + manner.batch]
        for taken, summary, refused in _settled(server, batch, start, manner):
            if not manner.dry_run:
                mark_sent(scope, taken, exchange.pk)
            pushed.taken += len(taken)
            pushed.refused += refused
            for name, count in summary.counts.items():
                pushed.counts[name] = pushed.counts.get(name, 0) + count
            if not manner.dry_run:
                counts = {"taken": len(taken), "refused": len(refused), **summary.counts}
                audit.note(exchange, {n: c for n, c in counts.items() if c}, refused)
        told(min(start + manner.batch, len(values)))
    return pushed


def _settled(
    server: Server, batch: list[Value], start: int, manner: Manner
) -> Iterator[tuple[list[Value], Summary, list[Refusal]]]:
    """(taken, summary, refused) of a batch. When a server refuses some without saying which, the halves are
    given again: taking the same value twice changes nothing."""
    summary = server.give([as_json(one) for one in batch], manner.params())
    if summary.rejected is None and len(batch) > 1:
        half = len(batch) // 2
        yield from _settled(server, batch[:half], start, manner)
        yield from _settled(server, batch[half:], start + half, manner)
        return
    rejected = frozenset({0}) if summary.rejected is None else summary.rejected
    taken = [one for index, one in enumerate(batch) if index not in rejected]
    refused = [
        Refusal(start + index + 1, "conflict", batch[index].element, _reason(summary, batch[index], index))
        for index in sorted(rejected)
        if index < len(batch)
    ]
    yield taken, summary, refused


def _reason(summary: Summary, value: Value, index: int) -> str:
    said = [one.message for one in summary.conflicts if index in one.indexes or not one.indexes]
    where = f"{value.element} at {value.unit} in {value.period} = {value.value}"
    return f"{where}: DHIS2 says: {'; '.join(dict.fromkeys(said)) or 'refused without a reason'}"
