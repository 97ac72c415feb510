"""Which columns of a table make the chart: as asked, or guessed kindly from the headings, and then said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from .charts import KINDS
from .period_order import in_order, sort_keys
from .request import Request, read_request
from .table import Table, TableError, read_number

# Words in headings, the likeliest first; matched as whole words, so that “date” is not found in “update”.
PERIOD_WORDS: Final = (
    "period",
    "month",
    "week",
    "date",
    "quarter",
    "year",
    "time",
    "datetime",
    "day",
    "x",
    "ወር",
)
# Numbers of different measures never mix in one series, wherever they come from.
MEASURE_WORDS: Final = ("indicator", "measure", "element", "variable")
SERIES_WORDS: Final = (
    "facility", "hospital", "district", "unit", "ward", "site", "woreda", "org", "organisation", "orgunit",
    "name", "series", "department", "team", "region", "zone",
)  # fmt: skip
NUMERATOR_WORDS: Final = (
    "numerator", "num", "deaths", "breaches", "events", "cases", "done", "count", "time", "n", "y",
)  # fmt: skip
DENOMINATOR_WORDS: Final = (
    "denominator", "denom", "births", "deliveries", "attendances", "cases", "total", "days", "eligible",
)  # fmt: skip
VALUE_WORDS: Final = (
    "value",
    "percent",
    "pct",
    "rate",
    "coverage",
    "mean",
    "avg",
    "average",
    "median",
    "delay",
    "y",
)
MOST_SERIES: Final = 2_000


@dataclass(frozen=True)
class Columns:
    """Headings of the columns that are used, and in words what was guessed."""

    period: str | None = None
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    series: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()

    def check(self, table: Table) -> None:
        """Refuse a column that the table does not have, or half a pair."""
        wanted = (self.period, self.value, self.numerator, self.denominator, *self.series)
        for heading in filter(None, wanted):
            if heading not in table.headings:
                raise TableError(f"There is no column “{heading}”; there are {', '.join(table.headings)}.")
        if self.denominator and not self.numerator:
            raise TableError("With --denominator there must be --numerator, the column it divides.")
        if self.value and self.numerator:
            raise TableError("Give either --value, or --numerator with or without --denominator; not both.")


def choose_columns(table: Table, asked: Columns, chart: str) -> Columns:
    """Fill in what was not asked for."""
    asked.check(table)
    chosen, said = asked, []
    if not chosen.period and (period := _guess_period(table, asked)):
        chosen = replace(chosen, period=period)
        said.append(f"period “{period}”")
    if not chosen.value and not chosen.numerator:
        chosen = _guess_numbers(table, chosen, chart)
        if chosen.denominator:
            said.append(f"numerator “{chosen.numerator}” and denominator “{chosen.denominator}”")
        else:
            said.append(f"value “{chosen.value}”")
    if not asked.series and (series := _guess_series(table, chosen)):
        chosen = replace(chosen, series=series)
        said.append(f"one series for each {' and '.join(f'“{one}”' for one in series)}")
    return replace(chosen, guessed=tuple(said))


def make_requests(table: Table, columns: Columns, options: Mapping[str, Any], name: str) -> list[Request]:
    """One request for each series of the table, in the order of their first rows.

    Rows without a period are left out. Refuses (RequestError) options that fit no chart.
    """
    y = table.numbers(columns.value or columns.numerator or "")
    n = table.numbers(columns.denominator) if columns.denominator else None
    cells = table.column(columns.period) if columns.period else [str(line) for line in range(1, len(y) + 1)]
    labels = in_order(cells)
    place = {label: order for order, label in enumerate(labels)}
    keys = [" · ".join(row) for row in zip(*(table.column(one) for one in columns.series), strict=True)]
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys or [name] * len(y)):
        if cells[row]:
            rows.setdefault(key, []).append(row)
    if len(rows) > MOST_SERIES:
        raise TableError(f"That makes {len(rows)} series; at most {MOST_SERIES} are drawn from one file.")
    made = []
    for key, own in rows.items():
        raw = {**options, "name": key or "(no name)", "x": [place[cells[row]] for row in own]}
        raw["y"] = [y[row] for row in own]
        if n is not None:
            raw["n"] = [n[row] for row in own]
        request = read_request(raw)
        made.append(replace(request, periods=[labels[int(at)] for at in request.periods or ()]))
    return made


def _words(heading: str) -> list[str]:
    return re.findall(r"[^\W_]+", heading.lower())


def _first(headings: Iterable[str], words: Sequence[str], fits: Callable[[str], bool]) -> str | None:
    """The first fitting heading for the likeliest word; a heading that is the word itself goes before."""
    candidates = [heading for heading in headings if fits(heading)]
    for word in words:
        for test in (
            lambda heading, word=word: _words(heading) == [word],
            lambda h, word=word: word in _words(h),
        ):
            if found := next(filter(test, candidates), None):
                return found
    return None


def _is_numeric(table: Table, heading: str) -> bool:
    """Whether most cells are numbers; a single slip is told by its line rather than hide the column."""
    numbers = others = 0
    for cell in table.column(heading):
        try:
            numbers += read_number(cell, decimal_comma=table.decimal_comma) is not None
        except ValueError:
            others += 1
    return numbers > others


def _guess_period(table: Table, asked: Columns) -> str | None:
    taken = {asked.value, asked.numerator, asked.denominator, *asked.series}

    def fits(heading: str) -> bool:
        return heading not in taken and sort_keys([one for one in table.column(heading) if one]) is not None

    # A column whose cells are understood goes before one that is only called so.
    free = [heading for heading in table.headings if heading not in taken]
    return _first(free, PERIOD_WORDS, fits) or _first(free, PERIOD_WORDS, lambda _: True)


def _guess_numbers(table: Table, chosen: Columns, chart: str) -> Columns:
    def fits(heading: str) -> bool:
        return heading != chosen.period and heading not in chosen.series and _is_numeric(table, heading)

    value = _first(table.headings, VALUE_WORDS, fits)
    if value is None or KINDS[chart].needs_sizes:
        pair = _guess_pair(table, fits) if KINDS[chart].takes_sizes else None
        if pair:
            return replace(chosen, numerator=pair[0], denominator=pair[1])
    value = value or _first(table.headings, NUMERATOR_WORDS, fits) or next(filter(fits, table.headings), None)
    if value is None:
        raise TableError(
            "No column of numbers was found. Name it with --value, or with --numerator and --denominator."
        )
    return replace(chosen, value=value)


def _guess_pair(table: Table, fits: Callable[[str], bool]) -> tuple[str, str] | None:
    below = _first(table.headings, DENOMINATOR_WORDS, fits)
    others = [heading for heading in table.headings if heading != below and fits(heading)]
    above = _first(others, NUMERATOR_WORDS, lambda _: True) or (others[0] if len(others) == 1 else None)
    return (above, below) if above and below else None


def _guess_series(table: Table, chosen: Columns) -> tuple[str, ...]:
    """Columns of names, when several rows fall into one period."""
    periods = table.column(chosen.period) if chosen.period else []
    if len(set(periods)) == len(periods):
        return ()
    taken = {chosen.period, chosen.value, chosen.numerator, chosen.denominator}

    def fits(heading: str) -> bool:
        # A name comes more than once; a remark or the hour of a birth does not.
        names = len(set(table.column(heading)))
        return heading not in taken and not _is_numeric(table, heading) and 1 < names <= len(periods) / 2

    found = (_first(table.headings, words, fits) for words in (MEASURE_WORDS, SERIES_WORDS))
    named = tuple(heading for heading in found if heading)
    texts = [heading for heading in table.headings if fits(heading)]
    return named or (tuple(texts) if len(texts) == 1 else ())
