"""The values of one place and period as observations: sums are made, what is missing stays missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from debo.exchange.dhis2.expressions import Term
from debo.exchange.dhis2.lookup import ElementFacts
from debo.exchange.dhis2.period_ids import Calendar, Length, PeriodIdError, is_in_year, read_id, to_debo
from debo.exchange.dhis2.sources import Part
from debo.exchange.dhis2.staging import StagedValue
from debo.exchange.dhis2.value import Refusal
from debo.periods import Kind, StartDay, parse

#: DHIS2 turns a year's figure into a month's by 365 days, in leap years too.
DAYS_OF_YEAR = 365

#: (unit, element, combo) → its years' figures by DHIS2's id of the year.
YearFigures = dict[tuple[str, str, str], dict[str, int]]
Group = Mapping[str, Mapping[str, StagedValue]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What DHIS2 says of one measure at one place in one period; None empties a field. `rows` said it."""

    measure: str
    place: str
    period: str
    values: dict[str, Any]
    staged: tuple[StagedValue, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the file that said it."""
        return tuple(one.row for one in self.staged)


@dataclass
class Sum:
    """A part's sum: its value, or that it was deleted, or (both unset) that nothing came for it."""

    value: int | None = None
    deleted: bool = False
    staged: list[StagedValue] = field(default_factory=list)


class _IncompleteError(ValueError):
    """Some terms of a sum came and others didn't: what is missing is not zero."""

    def __init__(self, rows: list[int], missing: str) -> None:
        super().__init__(f"a sum needs “{missing}” too, which didn't come; missing is not zero")
        self.rows = rows


@dataclass(frozen=True)
class Assembler:
    """How values become observations in one collaborative."""

    parts: tuple[Part, ...]
    elements: Mapping[str, ElementFacts]
    kinds: Mapping[str, Kind]
    calendar: Calendar
    start_day: StartDay
    year_figures: YearFigures

    @cached_property
    def users(self) -> dict[str, tuple[str, ...]]:
        """Element → the measures that count it."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in self.parts:
            for term in part.terms:
                found[term.element].add(part.measure)
        return {element: tuple(sorted(measures)) for element, measures in found.items()}

    @cached_property
    def by_measure(self) -> dict[str, list[Part]]:
        """Measure → its parts."""
        found: dict[str, list[Part]] = defaultdict(list)
        for part in self.parts:
            found[part.measure].append(part)
        return dict(found)

    @cached_property
    def yearly_elements(self) -> frozenset[str]:
        """Elements whose figures are for a year."""
        return frozenset(t.element for part in self.parts if part.yearly for t in part.terms)

    def uses(self, element: str) -> bool:
        """Whether any measure here counts this element."""
        return element in self.users

    def figures(
        self, unit: str, place: str, period: str, staged: list[StagedValue]
    ) -> Iterator[Figures | Refusal]:
        """The observations of one place and period, and the rows that none of them takes."""
        group: dict[str, dict[str, StagedValue]] = defaultdict(dict)
        for one in staged:
            group[one.cell.element][one.cell.combo] = one
        taken: set[int] = set()
        reasons: dict[int, Refusal] = {}
        for measure in sorted({measure for element in group for measure in self.users.get(element, ())}):
            try:
                ours = to_debo(period, self.kinds[measure], self.calendar)
                found = self._measure(measure, (unit, place, ours), group)
            except PeriodIdError as reason:
                for one in staged:
                    reasons[one.row] = Refusal(one.row, "period", period, str(reason))
                continue
            except _IncompleteError as reason:
                for row in reason.rows:
                    reasons[row] = Refusal(row, "incomplete", measure, str(reason))
                continue
            if found is not None:
                taken.update(found.rows)
                yield found
        for one in staged:
            if one.row in taken or self._is_year_figure(one):
                continue
            left_over = "no measure here counts this element for this option combo; see debo exchange link"
            yield reasons.get(one.row) or Refusal(one.row, "unmapped", one.cell.element, left_over)

    def _is_year_figure(self, one: StagedValue) -> bool:
        is_yearly = read_id(one.cell.period).length in (Length.YEAR, Length.FINANCIAL_YEAR)
        return is_yearly and one.cell.element in self.yearly_elements

    def _measure(self, measure: str, where: tuple[str, str, str], group: Group) -> Figures | None:
        unit, place, period = where
        sums: dict[str, Sum] = {}
        for part in self.by_measure[measure]:
            sums[part.part] = self._share(part, unit, period) if part.yearly else self._sum(part, group)
        staged = tuple(one for found in sums.values() for one in found.staged)
        if not staged:
            return None
        values: dict[str, Any] = {}
        for name, one in sums.items():
            if one.value is not None:
                values[name] = one.value
            elif one.deleted:
                values[name] = None
        if "numerator" in values:
            values["withdrawn"] = values["numerator"] is None
            if values["withdrawn"]:
                # Taken back as a whole; what it said before stays in its history.
                values = {"withdrawn": True}
        comments = list(dict.fromkeys(one.comment for one in staged if one.comment))
        if comments and not values.get("withdrawn"):
            values["note"] = "\n".join(comments)
        return Figures(measure, place, period, values, staged)

    def _sum(self, part: Part, group: Group) -> Sum:
        """The sum of a part's terms. All came, or all were deleted, or none came; else _IncompleteError."""
        total, found = 0, Sum()
        missing = deleted = 0
        for term in part.terms:
            came = self._term(term, group, found)
            if came is None:
                missing += 1
            elif not [one for one in came if not one.deleted]:
                deleted += 1
            else:
                total += term.sign * sum(one.value or 0 for one in came if not one.deleted)
        if missing + deleted == 0:
            found.value = total
        elif deleted and missing == 0 and deleted == len(part.terms):
            found.deleted = True
        elif missing < len(part.terms):
            absent = next(one for one in part.terms if one.element not in group or deleted)
            raise _IncompleteError([one.row for one in found.staged], self.elements[absent.element].name)
        return found

    def _term(self, term: Term, group: Group, found: Sum) -> list[StagedValue] | None:
        """The values of one term; None when none came.

        Of an element that is divided, a part that didn't come is none where DHIS2 keeps no zeros
        (zeroIsSignificant is false), and missing where it does: then the sum isn't made.
        """
        by_combo = group.get(term.element, {})
        came = [by_combo[term.combo]] if term.combo in by_combo and term.combo else []
        if not term.combo:
            came = list(by_combo.values())
        found.staged += came
        if not came:
            return None
        facts = self.elements[term.element]
        is_whole = term.combo or "" in by_combo or not facts.zeros or facts.combos <= by_combo.keys()
        if not is_whole:
            raise _IncompleteError(
                [one.row for one in found.staged], f"{facts.name}, all {len(facts.combos)} parts"
            )
        return came

    def _share(self, part: Part, unit: str, period: str) -> Sum:
        """A period's share of a year's figures by its days; nothing when a figure is missing."""
        when = parse(period, self.start_day)
        total = 0
        for term in part.terms:
            years = self.year_figures.get((unit, term.element, term.combo), {})
            figure = next((v for year, v in sorted(years.items()) if is_in_year(when, read_id(year))), None)
            if figure is None:
                return Sum()
            total += term.sign * figure
        return Sum(round(total * when.days / DAYS_OF_YEAR))
