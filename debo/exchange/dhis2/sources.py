"""Where measures are counted in DHIS2: kept, written with the measures, and read for an exchange."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from debo.exchange.dhis2.expressions import Term, expression_of, read_expression
from debo.exchange.dhis2.kept import Known, Source
from debo.exchange.dhis2.links import LinkError
from debo.exchange.dhis2.measure_plan import MeasurePlan, PlannedMeasure, PlannedSource, Setting
from debo.exchange.dhis2.period_ids import Calendar
from debo.exchange.dhis2.value import Refusal
from debo.exchange.names import Named, Names, plain, texts_of
from debo.ledger import acts
from debo.measures.models import Measure


@dataclass(frozen=True)
class Part:
    """One part of one measure, and the terms it is the sum of."""

    measure: str
    part: str
    terms: tuple[Term, ...]
    yearly: bool


def parts_of(instance: str, channel: str) -> list[Part]:
    """All parts that are counted in this DHIS2 today."""
    rows = Source.objects.filter(instance=instance, channel=channel, ended=None).order_by("pk")
    return [Part(row.measure, row.part, read_expression(row.expression), row.yearly) for row in rows]


def setting_of(instance: str, channel: str, calendar: Calendar, *, link_names: bool) -> Setting:
    """What planning measures needs to know of the hub."""
    names: dict[str, str] = {}
    for row in Measure.objects.filter(channel=channel):
        names.update({plain(text): row.record for text in texts_of(row.name)})
    sources: dict[str, set[tuple[str, str]]] = {}
    for one in Source.objects.filter(instance=instance, channel=channel, ended=None):
        sources.setdefault(one.measure, set()).add((one.part, one.expression))
    frozen = {measure: frozenset(found) for measure, found in sources.items()}
    return Setting(instance, calendar, names, frozen, link_names)


def write_measures(plan: MeasurePlan, instance: str, channel: str, author: str) -> int:
    """Write the plan's measures through the ledger and keep their sources; returns the number of entries."""
    drafts = [acts.Draft(author, channel, "measure", one.values, record=one.record) for one in plan.new]
    with transaction.atomic():
        written = acts.try_many(drafts)
        taken: list[PlannedMeasure] = list(plan.linked)
        for one, done in zip(plan.new, written, strict=True):
            if done.verdict is None:
                taken.append(one)
            else:
                reason = f"“{one.thing.name}”: {done.verdict.sentence_here()}"
                plan.refused.append(Refusal(one.thing.row, "rules", one.thing.uid, reason))
        for one in taken:
            for source in one.sources:
                keep_source(one.record, source, instance, channel, author)
    return sum(done.changed for done in written)


def keep_source(measure: str, source: PlannedSource, instance: str, channel: str, author: str) -> None:
    """Say where a part is counted; what was said before ends."""
    current = Source.objects.filter(
        instance=instance, channel=channel, measure=measure, part=source.part, ended=None
    )
    if current.filter(expression=source.expression, yearly=source.yearly).exists():
        return
    current.update(ended=timezone.now())
    Source.objects.create(
        instance=instance,
        channel=channel,
        measure=measure,
        part=source.part,
        expression=source.expression,
        yearly=source.yearly,
        factor=source.factor,
        by=author,
    )


def link_measure(  # noqa: PLR0913, PLR0917 - what, to what, which part, and where
    element: str, measure: str, part: str, yearly: bool, instance: str, channel: str, by: str
) -> str:
    """Say by hand where a part of a measure is counted; `element` is an id, code, name or expression.

    Returns the expression. Refuses with LinkError.
    """
    names = Names(Named(row.record, texts_of(row.name)) for row in Measure.objects.filter(channel=channel))
    record = names.find(measure)
    if record is None:
        raise LinkError(f"{names.why_not(measure, 'measure')}. Nothing was changed.")
    terms = read_expression(element) if "#{" in element else (Term(_element(element, instance)),)
    unknown = _unknown((term.element for term in terms), instance)
    if unknown:
        raise LinkError(f"No element of DHIS2 has the id {unknown[0]}; bring its metadata in first.")
    expression = expression_of(terms)
    keep_source(record, PlannedSource(part, expression, yearly), instance, channel, by)
    return expression


def _element(text: str, instance: str) -> str:
    wanted = plain(text)
    rows = Known.objects.filter(instance=instance, kind="element")
    found = [row.uid for row in rows if row.uid == text or wanted in (plain(row.code), plain(row.name))]
    if len(found) != 1:
        what = "several elements are" if found else "no element is"
        raise LinkError(f"{what} “{text}”; give its id. Nothing was changed.")
    return found[0]


def _unknown(uids: Iterable[str], instance: str) -> list[str]:
    wanted = set(uids)
    rows = Known.objects.filter(instance=instance, kind="element", uid__in=wanted)
    return sorted(wanted - set(rows.values_list("uid", flat=True)))
