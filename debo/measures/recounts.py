"""What the hub's records say of recounts: who did one, what was verified, what was reported first.

All of it reads a collaborative's channel alone: what a team hasn't released is nobody's here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from debo.ledger import models as ledger
from debo.ledger.quarantine import as_entry
from debo.ledger.replicated import REGISTRY
from debo.measures.models import Observation, Recount

#: The parts of a count that were reported, each with the field that keeps its first report.
PARTS = {"numerator": "first_numerator", "denominator": "first_denominator", "value": "first_value"}


@dataclass(frozen=True)
class Pair:
    """One count as verified beside what was reported first; None is missing, which is not zero."""

    measure: str
    facility: str
    period: str
    recounted: tuple[int | None, int | None]
    reported: tuple[int | None, int | None]


def registers_recounted(channel: str, periods: Iterable[str] | None = None) -> set[tuple[str, str]]:
    """(facility, period) of every facility that recounted a register: for recognition, which reads no value.

    The question asks for keys alone, so what was counted can't matter. It isn't a rank either: a facility is
    in the set or it isn't, however many of its measures were recounted.
    """
    rows = Recount.objects.filter(channel=channel).exclude(withdrawn=True)
    if periods is not None:
        rows = rows.filter(period__in=list(periods))
    return {(str(facility), str(period)) for facility, period in rows.values_list("facility", "period")}


def verified_pairs(channel: str, periods: Iterable[str] | None = None) -> Iterator[Pair]:
    """Every released recount with the report it verifies: what `quality.verify` and `pooled` take.

    A denominator that isn't in a register (expected pregnancies) isn't recounted: it is None there.
    """
    rows = Recount.objects.filter(channel=channel).exclude(withdrawn=True)
    if periods is not None:
        rows = rows.filter(period__in=list(periods))
    recounts = {(one.measure, one.facility, one.period): one for one in rows}
    reports = _reports(channel, recounts)
    for key, one in sorted(recounts.items()):
        first = first_reported(reports.get(key, {}))
        yield Pair(
            str(one.measure),
            str(one.facility),
            str(one.period),
            (one.numerator, one.denominator),
            (first["numerator"], first["denominator"]),
        )


#: Parameters of one query stay below SQLite's limit.
_AT_ONCE = 500


def _reports(
    channel: str, keys: Iterable[tuple[Any, Any, Any]]
) -> dict[tuple[Any, Any, Any], dict[str, Any]]:
    """The released counts of these measures, facilities and periods, by the same three."""
    declared = REGISTRY["observation"]
    ids = [declared.record_id(dict(zip(declared.key, key, strict=True))) for key in keys]
    found: dict[tuple[Any, Any, Any], dict[str, Any]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = Observation.objects.filter(channel=channel, record__in=ids[start : start + _AT_ONCE])
        for row in rows.exclude(withdrawn=True):
            values = {name: getattr(row, name) for name in (*PARTS, *PARTS.values())}
            found[row.measure, row.facility, row.period] = values
    return found


def first_reported(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a released count said first: `first_…` where a correction kept it, else the count itself.

    `values` are an observation's fields. A count that was corrected keeps all its parts, so a part that was
    missing at first stays missing.
    """
    was_corrected = any(values.get(name) is not None for name in PARTS.values())
    return {part: values.get(first if was_corrected else part) for part, first in PARTS.items()}


def keeping_first(before: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A correction with what it must keep: `change`, and what was reported first where this is the first one.

    For whoever writes counts on the hub (imports, the administration). `before` is the released count as it
    stands; a count that isn't there yet, or says the same, keeps nothing.
    """
    is_correction = any(
        part in change and before.get(part) is not None and before[part] != change[part] for part in PARTS
    )
    if not is_correction or any(before.get(first) is not None for first in PARTS.values()):
        return dict(change)
    kept = {first: before.get(part) for part, first in PARTS.items() if before.get(part) is not None}
    return {**change, **kept}


def first_entry(channel: str, record: str) -> dict[str, Any]:
    """What the first accepted entry of a count said, as the ledger has it: {} when it holds none.

    The history is the proof: a phone says what was first, and this is what it can be held against.
    """
    kept = ledger.Entry.objects.filter(channel=channel, record=record, type="observation", seq__isnull=False)
    first = kept.order_by("seq").first()
    return {} if first is None else {part: as_entry(first).set.get(part) for part in PARTS}
