"""Requests as people and programs send them, many at once: lists in, columns out.

A request is a mapping: `name`, `chart`, `y`, and optionally `n` (denominators), `x` (periods), `freeze`,
`parts`, `exclude`, `baselines`, `centre`, `target`, `measure`, `screen_mr`, `rules`, `direction`. The order
of work is: rows without a period are dropped; one row is made per period, sorted by period; events become
what lies between them, where that was asked; positions count those rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from debo.languages import words

from . import anhoej, ihi, zones
from .batch import Batch, join_series
from .between import between_counts
from .charts import KINDS
from .choice import MEASURES, WITH_SIZES
from .engine import Wishes, check_kind
from .rows import Number, Period, RequestError, groups_of, one_row_a_period, read_number, read_numbers
from .subgroups import group
from .targets import TargetError, step_targets

#: An English sentence and what fills its places.
Note = tuple[str, Mapping[str, Any]]

#: Instead of a kind of chart: choose one.
AUTO: Final = "auto"
#: What a rare-event chart may be made from: events by period.
RARE: Final = frozenset({"t", "g"})
NOTES: Final = words(
    {
        "impossible": "{period}: {above} of {below} is impossible and was left out.",
        "spread": "Several of one period are taken as evenly spread over it.",
        "since_cases": "Since the last one: {since} cases.",
        "since_periods": "Since the last one: {since} periods.",
    }
)

RULE_SETS: Final = (anhoej.NAME, ihi.NAME, *zones.RULE_SETS)
DIRECTIONS: Final = {"up": 1, "down": -1, None: 0}
# A count summed over its rows; all others are the mean of their rows, as qicharts2 has it.
SUMMED: Final = frozenset({"c", "p", "pp", "u", "up"})


@dataclass(frozen=True)
class Request:
    """One series, checked: one row per period, in order.

    y, n: None where missing; periods: labels, or None for 1, 2, 3 …; notes: what was left out and why.
    groups: of a chart of subgroups, the measurements of each row; y is then their mean.
    """

    name: Any
    chart: str
    y: Sequence[Number]
    n: Sequence[Number] | None
    periods: Sequence[Period] | None
    freeze: int = 0
    parts: tuple[int, ...] = ()
    baselines: tuple[int, ...] | None = None
    exclude: tuple[int, ...] = ()
    centre: float = math.nan
    screen_mr: bool = False
    rules: str = anhoej.NAME
    direction: int = 0
    notes: tuple[Note, ...] = ()
    groups: tuple[tuple[float, ...], ...] = ()
    target: tuple[Number, ...] = ()
    measure: str = ""
    reason: tuple[str, Mapping[str, float]] | None = None

    @property
    def alike(self) -> tuple[str, bool, bool]:
        """Requests that are alike in this can be computed together."""
        return self.chart, self.n is not None, self.screen_mr

    @property
    def phases(self) -> int:
        """How many phases the parts make."""
        return 1 + len({part for part in self.parts if 0 < part < len(self.y)})


def read_request(raw: Any) -> Request:
    """Check one request; refuse it with a RequestError that says what is wrong and where."""
    if isinstance(raw, ValueError):
        # What the reader of the line already found out.
        raise RequestError(str(raw))
    if not isinstance(raw, Mapping):
        raise RequestError("A request is an object with at least “y”, a list of numbers.")
    chart = raw.get("chart", "run")
    if not isinstance(chart, str):
        raise RequestError(f"“chart” is one of {', '.join(KINDS)}, or auto.")
    y = read_numbers(raw.get("y"), "y")
    n = None if raw.get("n") is None else read_numbers(raw["n"], "n", size=len(y))
    measure = _measure(raw, chart, y, n)
    of_events = chart in RARE and (n is not None or measure == "count")
    if chart != AUTO:
        _check_kind(chart, has_sizes=n is not None and not (of_events and chart == "g"))
    subgroups = measure == "values" if chart == AUTO else KINDS[chart].of_subgroups
    groups = groups_of(raw.get("x"), y) if subgroups else ()
    summed = chart in SUMMED or of_events or (chart == AUTO and measure in {*WITH_SIZES, "count"})
    periods, y, n = one_row_a_period(raw.get("x"), y, n, summed=summed)
    if not y:
        raise RequestError("There is no point in “y”.")
    parts = _positions(raw.get("parts"), "parts")
    rules = _choice(raw.get("rules") or anhoej.NAME, "rules", RULE_SETS)
    if chart != AUTO:
        check_rules(rules, chart)
    request = Request(
        raw.get("name"),
        chart,
        y,
        n,
        periods,
        _freeze(raw.get("freeze")),
        parts,
        exclude=_positions(raw.get("exclude"), "exclude"),
        centre=_centre(raw.get("centre")),
        screen_mr=_flag(raw.get("screen_mr"), "screen_mr"),
        rules=rules,
        direction=DIRECTIONS[_choice(raw.get("direction") or None, "direction", tuple(DIRECTIONS))],
        notes=() if n is None else tuple(_impossible(y, n, periods)),
        groups=groups,
        measure=measure,
    )
    if of_events:
        request = between_events(request)
    if chart != AUTO and KINDS[chart].above_zero:
        _refuse_no_time(request)
    request = replace(request, baselines=_baselines(raw.get("baselines"), parts, len(request.y)))
    return with_target(request, raw.get("target"))


def check_rules(rules: str, chart: str) -> None:
    """Refuse (RequestError) rules that the chart has nothing to be read by."""
    if rules in zones.RULE_SETS and not KINDS[chart].has_zones:
        raise RequestError(
            f"The {zones.RULE_SETS[rules].name} rules read zones, which a {chart} chart does not have; "
            "ask for an i, xbar, p, pp, c, u or up chart."
        )


def with_target(request: Request, raw: Any) -> Request:
    """The same with a target, a number or from which period on which; None for none."""
    try:
        return replace(request, target=step_targets(raw, request.periods or range(1, len(request.y) + 1)))
    except TargetError as refusal:
        raise RequestError(str(refusal)) from None


def between_events(request: Request) -> Request:
    """Events by period made into what lies between them: cases, or periods where nothing else was counted."""
    try:
        found = between_counts(join_series([request.y], None if request.n is None else [request.n]))
    except ValueError as refusal:
        raise RequestError(str(refusal)) from None
    if not found.values.size:
        raise RequestError("Fewer than two events were counted, so nothing lies between them yet.")
    labels = request.periods or range(1, len(request.y) + 1)
    notes: list[Note] = [(NOTES["spread"], {})] if found.spread[0] else []
    if not math.isnan(found.since[0]):
        since = NOTES["since_periods" if request.n is None else "since_cases"]
        notes.append((since, {"since": f"{found.since[0]:g}"}))
    return replace(
        request,
        y=[None if math.isnan(one) else one for one in found.values.tolist()],
        n=None,
        periods=[labels[place] for place in found.at.tolist()],
        notes=(*request.notes, *notes),
        groups=(),
    )


def _check_kind(chart: str, *, has_sizes: bool) -> None:
    try:
        check_kind(chart, has_sizes=has_sizes)
    except ValueError as refusal:
        raise RequestError(str(refusal)) from None


def _measure(raw: Mapping[str, Any], chart: str, y: list[Number], n: list[Number] | None) -> str:
    """The kind of measure that was named; where a chart is to be chosen without, what the numbers say."""
    measure: str = _choice(raw.get("measure") or None, "measure", (*MEASURES, None)) or ""
    if chart != AUTO:
        return measure
    if measure and (measure in WITH_SIZES) != (n is not None):
        raise RequestError(
            f"A measure that is a {measure} {'needs' if n is None else 'has no'} denominators."
        )
    if measure:
        return measure
    if n is None:
        periods = [one for one in raw.get("x") or [] if one is not None]
        return "values" if len({*map(str, periods)}) < len(periods) else "value"
    # Days and other amounts come in parts; cases don't.
    pairs = [(top, size) for top, size in zip(y, n, strict=True) if top is not None and size]
    shares = all(0 <= top <= size and size == math.floor(size) for top, size in pairs)
    return "share" if shares else "rate"


def gather_wishes(requests: Sequence[Request], offsets: Sequence[int]) -> Wishes:
    """Lay the wishes of requests that are alike beside each other; nothing asked, nothing made."""
    exclude = np.zeros(offsets[-1], np.bool_)
    for request, start in zip(requests, offsets, strict=False):
        exclude[[start + at - 1 for at in request.exclude if 0 < at <= len(request.y)]] = True
    baselines = [count for one in requests for count in _baseline_counts(one)]
    centres = [one.centre for one in requests]
    return Wishes(
        parts=[one.parts for one in requests] if any(one.parts for one in requests) else None,
        baselines=baselines if any(baselines) else None,
        exclude=exclude if exclude.any() else None,
        centre=None if all(map(math.isnan, centres)) else centres,
        screen_mr=requests[0].screen_mr,
    )


def join_requests(requests: Sequence[Request]) -> Batch:
    """Lay requests that are alike end to end as a batch."""
    below = [one.n for one in requests if one.n is not None]
    batch = join_series([one.y for one in requests], below or None)
    if not KINDS[requests[0].chart].of_subgroups:
        return batch
    groups = [row for one in requests for row in one.groups]
    points = np.cumsum([0, *map(len, groups)])
    found = group(np.array([number for row in groups for number in row], np.float64), points)
    return Batch(found.means, batch.offsets, None, found.deviations, found.measured)


def _baseline_counts(request: Request) -> Iterable[int]:
    if request.baselines is not None:
        return request.baselines
    # Cut into phases, a chart starts afresh in each, and freeze means nothing.
    return (0,) * request.phases if request.parts else (request.freeze,)


def _impossible(y: list[Number], n: list[Number], periods: list[Period] | None) -> Iterable[Note]:
    """Say which points were left out because something stands above nothing."""
    for place, (above, below) in enumerate(zip(y, n, strict=True)):
        if above is not None and below is not None and below <= 0 and (above != 0 or below < 0):
            label = periods[place] if periods else f"point {place + 1}"
            yield NOTES["impossible"], {"period": label, "above": f"{above:g}", "below": f"{below:g}"}


def _refuse_no_time(request: Request) -> None:
    """A time of nothing between two events has no root; leaving it out would make the others look rarer."""
    for place, time in enumerate(request.y):
        if time is not None and time <= 0:
            label = request.periods[place] if request.periods else f"Point {place + 1}"
            raise RequestError(
                f"{label}: {time:g} is no time between two events. A t chart needs times above 0; give hours "
                "instead of days, or count cases between events in a g chart."
            )


def _positions(raw: Any, name: str) -> tuple[int, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all(_is_whole(one) for one in raw):
        raise RequestError(f"“{name}” is a list of positions, counted from 1.")
    return tuple(raw)


def _baselines(raw: Any, parts: tuple[int, ...], points: int) -> tuple[int, ...] | None:
    if raw is None:
        return None
    counts = _positions(raw, "baselines")
    phases = 1 + len({part for part in parts if 0 < part < points})
    if len(counts) != phases:
        raise RequestError(
            f"“baselines” has {len(counts)} entries for {phases} phases; use 0 for all points."
        )
    return counts


def _freeze(raw: Any) -> int:
    if raw is None:
        return 0
    if not _is_whole(raw) or raw < 1:
        raise RequestError("“freeze” is how many first points make the baseline, at least 1.")
    return int(raw)


def _centre(raw: Any) -> float:
    number = read_number(raw, "centre", 1)
    return math.nan if number is None else number


def _flag(raw: Any, name: str) -> bool:
    if raw is not None and not isinstance(raw, bool):
        raise RequestError(f"“{name}” is true or false.")
    return bool(raw)


def _choice(raw: Any, name: str, choices: Sequence[str | None]) -> Any:
    if not isinstance(raw, str | None) or raw not in choices:
        raise RequestError(f"“{name}” is one of {', '.join(one for one in choices if one)}.")
    return raw


def _is_whole(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)
