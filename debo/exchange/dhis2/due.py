"""What DHIS2 doesn't know yet: released counts of mapped measures, each cell once, beside what was last sent.

Only the collaborative's channel is read: a draft in a team's channel is never part of an export.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, islice

from debo.exchange.dhis2.kept import Known, Sent
from debo.exchange.dhis2.links import unit_links
from debo.exchange.dhis2.period_ids import Calendar, PeriodIdError, from_debo
from debo.exchange.dhis2.sources import Part, parts_of
from debo.exchange.dhis2.value import Value
from debo.measures.models import Measure, Observation
from debo.periods import parse

_AT_ONCE = 500
#: DHIS2's own bound for a comment.
LONGEST_COMMENT = 50_000


@dataclass(frozen=True, slots=True)
class Key:
    """A cell of DHIS2 by its own ids."""

    unit: str
    period: str
    element: str
    combo: str


@dataclass(frozen=True)
class Said:
    """What a cell should say; `deleted` when its count was taken back."""

    value: str
    comment: str
    deleted: bool = False


@dataclass
class Due:
    """What to send, in groups of one place and period, and what can't be, said by name."""

    values: list[Value] = field(default_factory=list)
    new: int = 0
    corrections: int = 0
    deleted: int = 0
    unchanged: int = 0
    zeros_not_kept: int = 0
    refused: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """As kept beside an exchange."""
        found = {"new": self.new, "corrections": self.corrections, "deleted": self.deleted}
        return {name: count for name, count in found.items() if count} | {"unchanged": self.unchanged}


@dataclass(frozen=True)
class Scope:
    """What is exported: an instance's links out of one collaborative; `again`: also what was sent before."""

    instance: str
    channel: str
    calendar: Calendar
    attribute: str = ""
    again: bool = False
    first: str = ""
    last: str = ""


def due(scope: Scope) -> Due:
    """All that differs from what was last sent; memory grows with what is due, not with what is kept."""
    found = Due()
    units = {place: unit for unit, place in unit_links(scope.instance, scope.channel).items()}
    parts = _one_term_parts(scope, found)
    data_sets, zeros = _facts(scope.instance)
    rows = _observations(scope, parts, units)
    for unit, said in _cells(scope, rows, parts, found):
        keys = list(said)
        before = _sent(scope, unit, keys)
        for key in keys:
            one = _value(scope, key, said[key], before.get(key), found)
            if one is not None:
                value, _key = one
                if value.value == "0" and key.element not in zeros:
                    found.zeros_not_kept += 1
                found.values.append(_with_data_set(value, data_sets))
    found.values.sort(key=lambda one: (one.data_set, one.period, one.unit, one.element, one.combo))
    return found


def _one_term_parts(scope: Scope, found: Due) -> dict[str, list[Part]]:
    """Measure → the parts that are one element each; what was summed can't be divided again."""
    kept: dict[str, list[Part]] = defaultdict(list)
    parts = [part for part in parts_of(scope.instance, scope.channel) if not part.yearly]
    rows = Observation.objects.filter(channel=scope.channel, measure__in={part.measure for part in parts})
    counted = set(rows.order_by().values_list("measure", flat=True).distinct())
    for part in parts:
        if part.measure not in counted:
            continue
        if len(part.terms) == 1 and part.terms[0].sign > 0 and not _is_divided(scope.instance, part):
            kept[part.measure].append(part)
        else:
            name = Measure.objects.filter(channel=scope.channel, record=part.measure).first()
            found.refused.append(
                f"The {part.part} of “{name}” is a sum in DHIS2; one number can't be divided into it again."
            )
    return kept


def _is_divided(instance: str, part: Part) -> bool:
    """Whether an element without a combo has several of them."""
    term = part.terms[0]
    if term.combo:
        return False
    element = Known.objects.filter(instance=instance, kind="element", uid=term.element).first()
    combo = element.facts["combo"] if element else ""
    rows = Known.objects.filter(instance=instance, kind="option_combo", facts__combo=combo)
    return bool(combo) and rows.count() > 1


def _facts(instance: str) -> tuple[dict[str, str], frozenset[str]]:
    """Element → its data set, and the elements whose zeros DHIS2 keeps."""
    data_sets: dict[str, str] = {}
    for row in Known.objects.filter(instance=instance, kind="data_set").order_by("-uid"):
        data_sets.update(dict.fromkeys(row.facts["elements"], row.uid))
    elements = Known.objects.filter(instance=instance, kind="element")
    return data_sets, frozenset(row.uid for row in elements if row.facts["zeros"])


def _observations(
    scope: Scope, parts: Mapping[str, list[Part]], units: Mapping[str, str]
) -> Iterator[tuple[str, Observation]]:
    """(unit, observation) of mapped measures at linked places, place by place."""
    rows = Observation.objects.filter(channel=scope.channel, measure__in=list(parts))
    if scope.first:
        rows = rows.filter(period__gte=scope.first)
    if scope.last:
        rows = rows.filter(period__lte=scope.last)
    for row in rows.order_by("facility", "period", "measure").iterator(chunk_size=2_000):
        unit = units.get(row.facility or "")
        if unit is not None:
            yield unit, row


def _cells(
    scope: Scope,
    rows: Iterator[tuple[str, Observation]],
    parts: Mapping[str, list[Part]],
    found: Due,
) -> Iterator[tuple[str, dict[Key, Said]]]:
    """Per unit, what each of its cells should say; a cell that two measures fill differently is refused."""
    for unit, group in groupby(rows, lambda one: one[0]):
        said: dict[Key, Said] = {}
        torn: set[Key] = set()
        for _unit, row in group:
            for key, one in _of_observation(scope, unit, row, parts, found):
                before = said.get(key)
                if before is None or before.deleted:
                    said[key] = one
                elif not one.deleted and before.value != one.value:
                    torn.add(key)
                    found.refused.append(
                        f"{key.element} at {key.unit} in {key.period}: one measure says {before.value} and "
                        f"another {one.value}. Neither is sent; make them agree."
                    )
        yield unit, {key: one for key, one in said.items() if key not in torn}


def _of_observation(
    scope: Scope, unit: str, row: Observation, parts: Mapping[str, list[Part]], found: Due
) -> Iterator[tuple[Key, Said]]:
    try:
        period = from_debo(parse(row.period or ""), scope.calendar)
    except PeriodIdError as reason:
        found.refused.append(f"{reason}; nothing of it is sent.")
        return
    for part in parts[row.measure or ""]:
        term = part.terms[0]
        key = Key(unit, period, term.element, term.combo)
        number = row.numerator if part.part == "numerator" else row.denominator
        if row.withdrawn or number is None:
            yield key, Said("", "", deleted=True)
        else:
            comment = (row.note or "")[:LONGEST_COMMENT] if part.part == "numerator" else ""
            yield key, Said(str(number), comment)


def _sent(scope: Scope, unit: str, keys: list[Key]) -> dict[Key, Sent]:
    rows = Sent.objects.filter(instance=scope.instance, unit=unit, attribute=scope.attribute)
    wanted = set(keys)
    found = {Key(row.unit, row.period, row.element, row.combo): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def _value(scope: Scope, key: Key, said: Said, before: Sent | None, found: Due) -> tuple[Value, Key] | None:
    """The value to send for a cell; None when DHIS2 knows it, or never heard of what was taken back."""
    was_there = before is not None and not before.deleted
    if said.deleted and not was_there and not (scope.again and before):
        return None
    if (
        before
        and not said.deleted
        and was_there
        and (before.value, before.comment) == (said.value, said.comment)
    ):
        found.unchanged += 1
        if not scope.again:
            return None
    elif said.deleted:
        found.deleted += 1
    elif was_there:
        found.corrections += 1
    else:
        found.new += 1
    # An empty combo is DHIS2's own default; a value is looked for even where it is to be deleted.
    text = before.value if said.deleted and before else said.value
    value = Value(
        0, key.element, key.period, key.unit, key.combo, scope.attribute, text, said.comment,
        deleted=said.deleted,
    )  # fmt: skip
    return value, key


def _with_data_set(value: Value, data_sets: Mapping[str, str]) -> Value:
    return replace(value, data_set=data_sets.get(value.element, ""))


def mark_sent(scope: Scope, values: Iterable[Value], exchange: int) -> None:
    """Remember that DHIS2 was told these; they are sent again only when they change."""
    remaining = iter(values)
    while some := list(islice(remaining, _AT_ONCE)):
        Sent.objects.bulk_create(
            [
                Sent(
                    instance=scope.instance,
                    element=one.element,
                    combo=one.combo,
                    attribute=scope.attribute,
                    unit=one.unit,
                    period=one.period,
                    value=one.value or "",
                    comment=one.comment,
                    deleted=one.deleted,
                    exchange=exchange,
                )
                for one in some
            ],
            update_conflicts=True,
            unique_fields=["instance", "element", "combo", "attribute", "unit", "period"],
            update_fields=["value", "comment", "deleted", "exchange"],
        )
