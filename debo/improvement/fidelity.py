"""How many of a collaborative's cycles have each lamp, by quarter of the Ethiopian fiscal year.

Never by person or by team, and hidden where a quarter has fewer than five cycles. The app computes the same
for the phone that has no network (web/src/improvement/lamps/fidelity.ts).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from debo.improvement.lamps import LAMPS, Cycles, Points, began_on, lamps_of
from debo.periods import EthiopianDate, fiscal_year_of

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter: 1 is Hamle to Meskerem, 4 is Miazia to Sene. `lit` is None where cycles are too few."""

    year: int
    quarter: int
    cycles: int
    lit: dict[str, int] | None


def quarter_of(day: date) -> tuple[int, int]:
    """The fiscal year (EFY) and the quarter that a day lies in."""
    month = EthiopianDate.from_gregorian(day).month
    return fiscal_year_of(day), 1 if month == 1 or month >= 11 else (month - 2) // 3 + 2


def fidelity(cycles: Cycles, points: Callable[[str], Points]) -> list[Quarter]:
    """The quarters in which released cycles began, the newest first.

    `points` gives those of the measure and the facility of a cycle, by the cycle's id.
    """
    lit: dict[tuple[int, int], list[dict[str, int]]] = {}
    for record, cycle in cycles.items():
        day = began_on(cycle)
        if day and not cycle.get("withdrawn"):
            lamps = lamps_of(record, cycles, points(record))
            row = {lamp: int(getattr(lamps, lamp)) for lamp in LAMPS}
            lit.setdefault(quarter_of(date.fromisoformat(day)), []).append(row)
    return [
        Quarter(year, quarter, len(rows), _summed(rows))
        for (year, quarter), rows in sorted(lit.items(), reverse=True)
    ]


def _summed(rows: list[dict[str, int]]) -> dict[str, int] | None:
    if len(rows) < FEWEST:
        return None
    return {lamp: sum(row[lamp] for row in rows) for lamp in LAMPS}
