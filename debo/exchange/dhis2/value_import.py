"""Values of DHIS2 into observations: staged, compared with the hub, and written through the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from debo.collaborative.models import Collaborative
from debo.exchange.dhis2.assembling import Assembler, Figures
from debo.exchange.dhis2.kept import SENT_CELL, Sent, YearFigure
from debo.exchange.dhis2.links import unit_links
from debo.exchange.dhis2.lookup import Lookup, LookupRefusedError, read_whole
from debo.exchange.dhis2.period_ids import Calendar, Length, PeriodIdError, read_id
from debo.exchange.dhis2.sources import parts_of
from debo.exchange.dhis2.staging import StagedValue, Staging
from debo.exchange.dhis2.value import Refusal, Value
from debo.ledger import acts
from debo.ledger.bulk import insert_rows
from debo.ledger.replicated import REGISTRY
from debo.ledger.turn import writing
from debo.measures.models import Measure, Observation
from debo.measures.recounts import PARTS, keeping_first
from debo.measures.rules import SENTENCES, impossible
from debo.periods import Kind, StartDay

#: Observations compared and written together: one signed batch of the hub, one transaction.
AT_ONCE = 1_000
_YEARS = (Length.YEAR, Length.FINANCIAL_YEAR)


@dataclass(frozen=True)
class Target:
    """Where values go to: an instance's links into one collaborative."""

    instance: str
    channel: str
    author: str
    calendar: Calendar
    lookup: Lookup
    places: Mapping[str, str]
    measures: Mapping[str, Mapping[str, Any]]
    assembler: Assembler


@dataclass
class Outcome:
    """What was read and what came of it; `refused` rows are in the staging, each with its reason."""

    read: int = 0
    blank: int = 0
    follow_up: int = 0
    repeated: int = 0
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    year_figures: int = 0
    entries: int = 0
    refused: int = 0

    def compare_again(self) -> None:
        """Forget what a comparison counted, before the next one."""
        self.new = self.changed = self.withdrawn = self.unchanged = self.entries = 0

    def counts(self) -> dict[str, int]:
        """As kept beside an exchange: all of them that aren't zero."""
        return {name: count for name, count in vars(self).items() if count}


def target_of(
    collaborative: Collaborative, instance: str, author: str, calendar: Calendar, lookup: Lookup
) -> Target:
    """All that is known here of the instance's elements and units."""
    channel = collaborative.channel
    rows = list(Measure.objects.filter(channel=channel))
    measures = {row.record: {"unit": row.unit, "over_hundred": row.over_hundred} for row in rows}
    kinds = {row.record: Kind(row.period_kind or Kind.ETHIOPIAN_MONTH) for row in rows}
    parts = tuple(part for part in parts_of(instance, channel) if part.measure in kinds)
    start_day: StartDay = 21 if collaborative.month_starts_on == 21 else 1
    figures: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for one in YearFigure.objects.filter(instance=instance):
        figures[one.unit, one.element, one.combo][one.year] = one.value
    assembler = Assembler(parts, lookup.elements, kinds, calendar, start_day, figures)
    places = unit_links(instance, channel)
    return Target(instance, channel, author, calendar, lookup, places, measures, assembler)


def stage(
    values: Iterable[Value], target: Target, staging: Staging, outcome: Outcome, *, refuse_repeated: bool
) -> None:
    """Read every value once; those that can be taken wait in `staging`, the others are refused there."""
    reader = _Reader(target, outcome)
    outcome.repeated += staging.add(reader.staged(values, staging), refuse_repeated=refuse_repeated)


@dataclass
class _Reader:
    target: Target
    outcome: Outcome
    _refused: list[Refusal] = field(default_factory=list)

    def staged(self, values: Iterable[Value], staging: Staging) -> Iterator[StagedValue]:
        for value in values:
            self.outcome.read += 1
            self.outcome.follow_up += value.follow_up
            try:
                found = self._one(value)
            except (LookupRefusedError, PeriodIdError) as reason:
                self._refused.append(_refusal(reason, value))
                if len(self._refused) >= AT_ONCE:
                    self._let_go(staging)
                continue
            if found is None:
                self.outcome.blank += 1
            else:
                yield found
        self._let_go(staging)

    def _let_go(self, staging: Staging) -> None:
        staging.refuse(self._refused)
        self._refused.clear()

    def _one(self, value: Value) -> StagedValue | None:
        """None when nothing was counted: an empty value is missing, and changes nothing."""
        cell = self.target.lookup.cell(value)
        read_id(cell.period)
        if cell.unit not in self.target.places:
            name = self.target.lookup.names[cell.unit]
            raise LookupRefusedError(
                "unlinked", cell.unit,
                f"“{name}” ({cell.unit}) is linked to no place of this collaborative; see debo exchange link",
            )  # fmt: skip
        if not self.target.assembler.uses(cell.element):
            name = self.target.lookup.names[cell.element]
            raise LookupRefusedError(
                "unmapped", cell.element,
                f"“{name}” ({cell.element}) is counted by no measure here; see debo exchange link",
            )  # fmt: skip
        if value.deleted:
            return StagedValue(cell, None, True, "", value.row)
        if not value.value:
            return None
        return StagedValue(cell, read_whole(value.value), False, value.comment, value.row)


def _refusal(reason: LookupRefusedError | PeriodIdError, value: Value) -> Refusal:
    if isinstance(reason, LookupRefusedError):
        return reason.at(value.row)
    return Refusal(value.row, "period", value.period, str(reason))


def bring_in(target: Target, staging: Staging, outcome: Outcome, *, write: bool) -> None:
    """Compare all that is staged with the hub, and write what differs when told to.

    Written are a thousand observations at a time: after a power cut the same again writes the rest.
    """
    outcome.compare_again()
    staging.forget_comparison()
    _take_year_figures(target, staging, outcome, write=write)
    figures = _figures(target, staging)
    while some := list(islice(figures, AT_ONCE)):
        _compare(some, target, staging, outcome, write=write)
    outcome.refused = staging.refused_count()


def _figures(target: Target, staging: Staging) -> Iterator[Figures]:
    refused: list[Refusal] = []
    for unit, period, staged in staging.groups():
        for one in target.assembler.figures(unit, target.places[unit], period, staged):
            if isinstance(one, Figures):
                yield one
            else:
                refused.append(one)
        if len(refused) >= AT_ONCE:
            staging.refuse(refused, compared=True)
            refused.clear()
    staging.refuse(refused, compared=True)


def _take_year_figures(target: Target, staging: Staging, outcome: Outcome, *, write: bool) -> None:
    """Keep figures of years for the months that need their share, now and at later imports."""
    yearly = target.assembler.yearly_elements
    years = [period for period in staging.periods() if read_id(period).length in _YEARS]
    rows = []
    known = target.assembler.year_figures
    for one in staging.of_periods(years):
        cell = one.cell
        if cell.element not in yearly or one.value is None:
            continue
        known.setdefault((cell.unit, cell.element, cell.combo), {})[cell.period] = one.value
        rows.append(
            YearFigure(
                instance=target.instance, element=cell.element, combo=cell.combo, unit=cell.unit,
                year=cell.period, value=one.value,
            )
        )  # fmt: skip
    outcome.year_figures = len(rows)
    if write:
        YearFigure.objects.bulk_create(
            rows,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["instance", "element", "combo", "unit", "year"],
            update_fields=["value"],
        )


def _compare(some: list[Figures], target: Target, staging: Staging, outcome: Outcome, *, write: bool) -> None:
    declaration = REGISTRY["observation"]
    ids = [
        declaration.record_id({"measure": one.measure, "facility": one.place, "period": one.period})
        for one in some
    ]
    names = (*PARTS, *PARTS.values(), "note", "withdrawn")
    rows = Observation.objects.filter(channel=target.channel, record__any_of=ids)
    known = {
        record: dict(zip(names, kept, strict=True)) for record, *kept in rows.values_list("record", *names)
    }
    waiting: list[tuple[Figures, acts.Draft, str]] = []
    for one, record in zip(some, ids, strict=True):
        before = known.get(record)
        how, differing = _difference(one, before)
        if not differing:
            outcome.unchanged += 1
            continue
        if not write and (code := impossible({**(before or {}), **one.values}, target.measures[one.measure])):
            _refuse(one, str(SENTENCES[code]), staging)
            continue
        key = {"measure": one.measure, "facility": one.place, "period": one.period}
        values = {**key, **keeping_first(before or {}, differing)}
        draft = acts.Draft(target.author, target.channel, "observation", values, record)
        waiting.append((one, draft, how))
    _count_or_write(waiting, staging, outcome, write=write)
    if write:
        # In one transaction: each row by itself would wait for the disk.
        with writing():
            _remember_known(some, target)


def _remember_known(some: list[Figures], target: Target) -> None:
    """DHIS2 itself said these, so an export needn't tell it until somebody here says otherwise."""
    rows = {
        (one.cell.element, one.cell.combo, one.cell.unit, one.cell.period): one
        for figures in some
        for one in figures.staged
    }
    insert_rows(
        Sent,
        ("instance", "attribute", *SENT_CELL, "value", "comment", "deleted", "exchange"),
        (
            (target.instance, target.lookup.attribute, *cell, _text(one), one.comment, one.deleted, 0)
            for cell, one in rows.items()
        ),
        replace_by=("instance", "attribute", *SENT_CELL),
    )


def _text(one: StagedValue) -> str:
    return "" if one.value is None else str(one.value)


def _difference(one: Figures, before: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """How it differs from the hub, and the fields that do."""
    if before is None:
        kept = {name: value for name, value in one.values.items() if value is not None and value is not False}
        return "new", {} if "withdrawn" in kept else kept
    differing = {name: value for name, value in one.values.items() if not _is_same(before[name], value)}
    if before["withdrawn"] and one.values.get("withdrawn") is None:
        # A denominator alone doesn't bring back what was taken back.
        differing = {}
    return "withdrawn" if one.values.get("withdrawn") else "changed", differing


def _is_same(before: object, now: object) -> bool:
    """A flag that was never set is the same as one that isn't set; a count that is missing is no zero."""
    return before == now or (before is None and now is False)


def _refuse(one: Figures, reason: str, staging: Staging) -> None:
    staging.refuse([Refusal(row, "rules", one.measure, reason) for row in one.rows], compared=True)


def _count_or_write(
    waiting: list[tuple[Figures, acts.Draft, str]], staging: Staging, outcome: Outcome, *, write: bool
) -> None:
    counted: Counter[str] = Counter()
    if not write:
        counted.update(how for _one, _draft, how in waiting)
    elif waiting:
        written = acts.try_many(draft for _one, draft, _how in waiting)
        for (one, _draft, how), done in zip(waiting, written, strict=True):
            if done.verdict is not None:
                _refuse(one, done.verdict.sentence_here(), staging)
                continue
            counted[how] += 1
            outcome.entries += done.changed
    outcome.new += counted["new"]
    outcome.changed += counted["changed"]
    outcome.withdrawn += counted["withdrawn"]
