"""Indicators and elements of DHIS2 as measures: what can be counted by hand, what can't, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from debo.exchange.dhis2.expressions import ExpressionError, Term, expression_of, is_one, read_expression
from debo.exchange.dhis2.metadata import Metadata, Thing
from debo.exchange.dhis2.period_ids import Calendar
from debo.exchange.dhis2.unit_plan import Odd
from debo.exchange.dhis2.value import Refusal
from debo.exchange.names import plain
from debo.ledger.identity import derived_id

#: Kinds of value that are counts; of NUMBER only whole ones are taken.
COUNTED = frozenset({"INTEGER", "INTEGER_POSITIVE", "INTEGER_ZERO_OR_POSITIVE", "NUMBER"})
_UNITS = {100: "percent", 1000: "per_thousand", 1: "rate"}
_YEARS = ("Yearly", "Financial")


@dataclass(frozen=True)
class PlannedSource:
    """Where a part of a measure is counted in DHIS2."""

    part: str
    expression: str
    yearly: bool = False
    factor: float = 1


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure to be made, or one that is here already and gets its sources (`values` is then empty)."""

    thing: Thing
    record: str
    values: dict[str, Any]
    sources: tuple[PlannedSource, ...]


@dataclass
class MeasurePlan:
    """Every indicator and element, each in exactly one list; `parts` counts elements that others use."""

    new: list[PlannedMeasure] = field(default_factory=list)
    linked: list[PlannedMeasure] = field(default_factory=list)
    unchanged: int = 0
    parts: int = 0
    odd: list[Odd] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Setting:
    """The instance, its calendar, the measures that are here by plain name, and sources by measure."""

    instance: str
    calendar: Calendar
    measures: Mapping[str, str]
    sources: Mapping[str, frozenset[tuple[str, str]]]
    link_names: bool = False


class _CountError(ValueError):
    """Why this can't be counted by hand, and the kind of reason."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def plan_measures(metadata: Metadata, setting: Setting, take: Iterable[str]) -> MeasurePlan:
    """Compare indicators and elements with the measures of a collaborative; nothing is written."""
    return _Planning(metadata, setting).plan(frozenset(take))


class _Planning:
    def __init__(self, metadata: Metadata, setting: Setting) -> None:
        self.metadata, self.setting, self.found = metadata, setting, MeasurePlan()
        self.elements = {one.uid: one for one in metadata.of("element")}
        self.types = {one.uid: one.facts for one in metadata.of("indicator_type")}
        self.often: dict[str, set[str]] = {}
        for data_set in metadata.of("data_set"):
            for uid in data_set.facts["elements"]:
                self.often.setdefault(uid, set()).add(data_set.facts["period_type"])
        self.used: set[str] = set()

    def plan(self, take: frozenset[str]) -> MeasurePlan:
        if "indicators" in take:
            for thing in self.metadata.of("indicator"):
                self._try(thing, self._from_indicator)
        if "elements" in take:
            for thing in self.metadata.of("element"):
                if thing.uid in self.used:
                    self.found.parts += 1
                else:
                    self._try(thing, self._from_element)
        return self.found

    def _try(self, thing: Thing, make: Any) -> None:
        try:
            values, sources = make(thing)
        except _CountError as reason:
            text = f"“{thing.name}” ({thing.uid}): {reason}"
            self.found.refused.append(Refusal(thing.row, reason.kind, thing.uid, text))
            return
        record = derived_id("measure", [self.setting.instance, thing.uid])
        same_name = self.setting.measures.get(plain(thing.name))
        if record in self.setting.sources or record in self.setting.measures.values():
            self._keep_known(PlannedMeasure(thing, record, {}, sources))
        elif same_name is None:
            self.found.new.append(PlannedMeasure(thing, record, values, sources))
        elif self.setting.link_names:
            self._keep_known(PlannedMeasure(thing, same_name, {}, sources))
        else:
            text = f"“{thing.name}” ({thing.uid}) is called like a measure that is here; say --link-names"
            self.found.refused.append(Refusal(thing.row, "same_name", thing.uid, text))

    def _keep_known(self, planned: PlannedMeasure) -> None:
        wanted = {(one.part, one.expression) for one in planned.sources}
        if wanted <= self.setting.sources.get(planned.record, frozenset()):
            self.found.unchanged += 1
        else:
            self.found.linked.append(planned)

    def _from_element(self, thing: Thing) -> tuple[dict[str, Any], tuple[PlannedSource, ...]]:
        term = Term(thing.uid)
        kind = self._period_kind((term,), thing)
        values = self._values(thing, "count", kind, "none") | {"numerator": thing.names}
        return values, (PlannedSource("numerator", expression_of((term,))),)

    def _from_indicator(self, thing: Thing) -> tuple[dict[str, Any], tuple[PlannedSource, ...]]:
        facts = thing.facts
        above = self._terms(facts["numerator"], "numerator")
        kind = self._period_kind(above, thing)
        factor = float(self.types.get(facts["type"], {}).get("factor", 100) or 1)
        sources = [PlannedSource("numerator", expression_of(above), factor=factor)]
        denominator_kind = "none"
        below: tuple[Term, ...] = ()
        if not is_one(facts["denominator"]):
            below = self._terms(facts["denominator"], "denominator")
            is_yearly = self._denominator_is_yearly(below, thing)
            denominator_kind = "population" if is_yearly else "register"
            sources.append(PlannedSource("denominator", expression_of(below), is_yearly, factor))
        unit = _UNITS.get(int(factor), "rate") if below else "count"
        if below and factor not in _UNITS:
            text = f"“{thing.name}” is per {factor:,.0f} in DHIS2; Debo draws the bare ratio"
            self.found.odd.append(Odd("factor", thing.uid, text))
        values = self._values(thing, unit, kind, denominator_kind)
        values["numerator"] = {"en": (facts["numerator_words"] or thing.name)[:1000]}
        if below:
            values["denominator"] = {"en": (facts["denominator_words"] or facts["denominator"])[:1000]}
        # Coverage of expected numbers passes 100 % where people come from elsewhere; that is no mistake.
        values |= {"over_hundred": True} if denominator_kind == "population" else {}
        self.used |= {term.element for term in (*above, *below)}
        return values, tuple(sources)

    def _terms(self, text: str, part: str) -> tuple[Term, ...]:
        try:
            terms = read_expression(text)
        except ExpressionError as reason:
            raise _CountError("expression", f"its {part} can't be typed as a count: {reason}") from None
        for term in terms:
            self._check_element(term.element)
        return terms

    def _check_element(self, uid: str) -> None:
        element = self.elements.get(uid)
        if element is None:
            raise _CountError("unknown_element", f"its element {uid} isn't in what came")
        value_type = element.facts["value_type"]
        if value_type not in COUNTED:
            spoken = value_type.lower().replace("_", " ")
            raise _CountError("value_type", f"“{element.name}” holds {spoken}, which is no count")
        if element.facts["domain"] == "TRACKER":
            raise _CountError("tracker", f"“{element.name}” is about single cases, which Debo never keeps")

    def _period_kind(self, terms: tuple[Term, ...], thing: Thing) -> str:
        for term in terms:
            self._check_element(term.element)
        often = set().union(*(self.often.get(term.element, set()) for term in terms))
        if not often:
            text = f"“{thing.name}”: no data set says how often; taken as monthly"
            self.found.odd.append(Odd("how_often", thing.uid, text))
        if not often or "Monthly" in often:
            return f"{self.setting.calendar}_month"
        if "Weekly" in often:
            return "week"
        said = " and ".join(sorted(often)).lower()
        raise _CountError("too_long", f"is reported {said}; Debo counts by the month or week")

    def _denominator_is_yearly(self, terms: tuple[Term, ...], thing: Thing) -> bool:
        often = set().union(*(self.often.get(term.element, set()) for term in terms))
        is_of_years = bool(often) and all(one.startswith(_YEARS) for one in often)
        if thing.facts["annualised"]:
            if often and not is_of_years:
                raise _CountError("annualised", "is annualised, though its denominator isn't a year's figure")
            return True
        if is_of_years:
            raise _CountError("annualised", "divides a month by a whole year, and isn't annualised")
        return False

    def _values(self, thing: Thing, unit: str, kind: str, denominator_kind: str) -> dict[str, Any]:
        return {
            "name": thing.names,
            "kind": "process",
            "direction": "neither",
            "unit": unit,
            "period_kind": kind,
            "denominator_kind": denominator_kind,
            "source_form": f"DHIS2 {thing.code or thing.uid}"[:200],
            "definition": "Made from DHIS2; say which way is better, and how it is counted.",
        }
