"""Which columns of a table make the chart: as asked, or guessed kindly from the headings, and then said."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from .between import Between, between_days
from .charts import KINDS
from .funnel_answer import FUNNEL
from .period_order import in_order, sort_keys
from .request import AUTO, Note, Request, read_request, with_target
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
    """Headings of the columns that are used, and in words what was guessed.

    events: the column of days in a list of events, one a row; then there is neither period nor number.
    """

    period: str | None = None
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    series: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    events: str | None = None

    def check(self, table: Table) -> None:
        """Refuse a column that the table does not have, or half a pair."""
        wanted = (self.period, self.value, self.numerator, self.denominator, self.events, *self.series)
        for heading in filter(None, wanted):
            if heading not in table.headings:
                raise TableError(f"There is no column “{heading}”; there are {', '.join(table.headings)}.")
        if self.denominator and not self.numerator:
            raise TableError("With --denominator there must be --numerator, the column it divides.")
        if self.value and self.numerator:
            raise TableError("Give either --value, or --numerator with or without --denominator; not both.")
        if self.events and (self.value or self.numerator):
            raise TableError(
                "With --events each row is one event, so there is no --value and no --numerator."
            )


def choose_columns(table: Table, asked: Columns, chart: str) -> Columns:
    """Fill in what was not asked for."""
    asked.check(table)
    if asked.events:
        return asked
    chosen, said = asked, []
    if not chosen.period and (period := _guess_period(table, asked)):
        chosen = replace(chosen, period=period)
        said.append(f"period “{period}”")
    if not chosen.value and not chosen.numerator:
        chosen = _guess_numbers(table, chosen, _wants(chart))
        if chosen.denominator:
            said.append(f"numerator “{chosen.numerator}” and denominator “{chosen.denominator}”")
        else:
            said.append(f"value “{chosen.value}”")
    if not asked.series and (series := _guess_series(table, chosen, always=chart == FUNNEL)):
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
    rest = {key: wish for key, wish in options.items() if key != "target"}
    made = []
    for key, own in _rows_of(table, columns, name, cells).items():
        raw = {**rest, "name": key, "x": [place[cells[row]] for row in own]}
        raw["y"] = [y[row] for row in own]
        if n is not None:
            raw["n"] = [n[row] for row in own]
        request = read_request(raw)
        named = replace(
            request,
            periods=[labels[int(at)] for at in request.periods or ()],
            notes=tuple(_named(note, labels) for note in request.notes),
        )
        made.append(with_target(named, options.get("target")))
    return made


def _named(note: Note, labels: Sequence[str]) -> Note:
    words, params = note
    return (words, {**params, "period": labels[params["period"]]}) if "period" in params else note


def make_event_requests(
    table: Table, columns: Columns, options: Mapping[str, Any], name: str, read_day: Callable[[str], float]
) -> list[Request]:
    """One request for each series of a list of events: what lies between them, in days.

    read_day: the day of a cell, counted from anywhere, parts of a day included; it refuses with ValueError. A
    row without a day is left out. A G chart takes whole days.
    """
    cells = table.column(columns.events or "")
    days = [_day(cell, line, read_day) for cell, line in zip(cells, table.lines, strict=True)]
    rest = {key: wish for key, wish in options.items() if key != "target"}
    made = []
    for key, own in _rows_of(table, columns, name, cells).items():
        known = np.array([days[row] for row in own], np.float64)
        whole = np.floor(known) if options.get("chart") == "g" else known
        found = between_days(whole, np.array([0, len(own)]))
        if not found.values.size:
            raise TableError(f"“{key}” has fewer than two events, so nothing lies between them yet.")
        _refuse_same_day(options, found, [cells[row] for row in own])
        request = read_request({**rest, "name": key, "y": found.values.tolist()})
        named = replace(request, periods=[cells[own[at]] for at in found.at.tolist()])
        made.append(with_target(named, options.get("target")))
    return made


def _refuse_same_day(options: Mapping[str, Any], found: Between, days: Sequence[str]) -> None:
    if options.get("chart") == "t" and (found.values == 0).any():
        day = days[int(found.at[np.argmin(found.values)])]
        raise TableError(
            f"Two events fell on {day}, and a T chart needs time between them. Give the hour too, such as"
            " 2021-03-05 14:30, or ask for a G chart of whole days (--chart g)."
        )


def make_funnel(table: Table, columns: Columns, options: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A funnel's request: the counts of each series summed, in the order of their first rows.

    A row with half a pair counts for neither. Refuses (TableError) a table without pairs or names.
    """
    if not (columns.numerator and columns.denominator):
        raise TableError("A funnel needs --numerator and --denominator, both summed for each facility.")
    if not columns.series:
        raise TableError("A funnel needs --series, the column with the facilities' names.")
    y, n = table.numbers(columns.numerator), table.numbers(columns.denominator)
    rows = _rows_of(table, columns, name, ["all"] * len(y))
    pairs = [
        [(above, below) for row in own if (above := y[row]) is not None and (below := n[row]) is not None]
        for own in rows.values()
    ]
    return {
        **options,
        "name": name,
        "x": list(rows),
        "y": [sum(above for above, _ in own) if own else None for own in pairs],
        "n": [sum(below for _, below in own) if own else None for own in pairs],
    }


def _rows_of(table: Table, columns: Columns, name: str, cells: Sequence[str]) -> dict[str, list[int]]:
    """The rows of each series; those without a period (or a day) belong to none."""
    keys = [" · ".join(row) for row in zip(*(table.column(one) for one in columns.series), strict=True)]
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(keys or [name] * len(cells)):
        if cells[row]:
            rows.setdefault(key or "(no name)", []).append(row)
    if len(rows) > MOST_SERIES:
        raise TableError(f"That makes {len(rows)} series; at most {MOST_SERIES} are drawn from one file.")
    return rows


def _day(cell: str, line: int, read_day: Callable[[str], float]) -> float:
    if not cell:
        return math.nan
    try:
        return read_day(cell)
    except ValueError as problem:
        raise TableError(f"Line {line}: {problem}") from None


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


def _wants(chart: str) -> Literal["pair", "either", "alone"]:
    """Whether a chart is made from a numerator with its denominator, from a number, or from what there is."""
    if chart in {AUTO, FUNNEL} or KINDS[chart].needs_sizes:
        return "pair"
    return "either" if KINDS[chart].takes_sizes else "alone"


def _guess_numbers(table: Table, chosen: Columns, wants: Literal["pair", "either", "alone"]) -> Columns:
    def fits(heading: str) -> bool:
        return heading != chosen.period and heading not in chosen.series and _is_numeric(table, heading)

    value = _first(table.headings, VALUE_WORDS, fits)
    if value is None or wants == "pair":
        pair = _guess_pair(table, fits) if wants != "alone" else None
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


def _guess_series(table: Table, chosen: Columns, *, always: bool) -> tuple[str, ...]:
    """Columns of names, when several rows fall into one period; a funnel needs them always."""
    periods = table.column(chosen.period) if chosen.period else []
    if len(set(periods)) == len(periods) and not always:
        return ()
    taken = {chosen.period, chosen.value, chosen.numerator, chosen.denominator}

    def fits(heading: str) -> bool:
        # A name comes more than once; a remark or the hour of a birth does not.
        names = len(set(table.column(heading)))
        few = names <= len(periods) / 2 or (always and not chosen.period)
        return heading not in taken and not _is_numeric(table, heading) and names > 1 and few

    found = (_first(table.headings, words, fits) for words in (MEASURE_WORDS, SERIES_WORDS))
    named = tuple(heading for heading in found if heading)
    texts = [heading for heading in table.headings if fits(heading)]
    return named or (tuple(texts) if len(texts) == 1 else ())
