"""How often each rule set calls noise a signal, and how soon it sees a real change.

Charts are read as people read them: after each new month again, with the line of the first twelve months
carried on. A rule that is passed once has alarmed; that is why rates here grow with every month, unlike those
of a single look at a finished chart (`single_look`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from debo.spc import zones
from debo.spc.batch import Batch, Bools, Floats
from debo.spc.engine import ALL_RULES, Charts, Wishes, read_charts

#: Months that make the line.
BASELINE: Final = 12
#: Series computed together.
AT_ONCE: Final = 20_000


@dataclass(frozen=True)
class Detection:
    """What one rule set made of series that changed by `shift` standard deviations after the baseline.

    months: after which the shares were taken. seen: the share of series with a signal by then, of those
    without one in the baseline. median: months until half of them had one; None if fewer than half ever had.
    early: the share of series that had a signal within the baseline already.
    """

    rules: str
    shift: float
    months: tuple[int, ...]
    seen: tuple[float, ...]
    median: int | None
    early: float


def _anhoej(charts: Charts) -> Bools:
    return charts.runs_signal


def _ihi(charts: Charts) -> Bools:
    if charts.ihi is None:
        raise ValueError("The IHI rules were not asked for.")
    return charts.ihi.signal


def _zoned(name: str) -> Callable[[Charts], Bools]:
    def passed(charts: Charts) -> Bools:
        offsets = charts.phases.offsets
        marks = np.logical_or.reduce(list(charts.zones[name].values()))
        return np.add.reduceat(marks, offsets[:-1]) > 0

    return passed


@dataclass(frozen=True)
class Reader:
    """A rule set: on which chart it is read, and where the charts' answer says that it is passed."""

    chart: str
    rules: tuple[str, ...]
    passed: Callable[[Charts], Bools]


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "anhoej": Reader("run", ALL_RULES, _anhoej),
        "ihi": Reader("run", ALL_RULES, _ihi),
        **{name: Reader("i", (name,), _zoned(name)) for name in zones.RULE_SETS},
    }
)

#: The parts of the IHI rules that docs/charts.md tells apart.
IHI_PARTS: Final = ("shift", "trend", "too_few_runs", "too_many_runs")


def single_look(points: int, shift: float, series: int, seed: int) -> dict[str, float]:
    """The share of finished charts with a signal: `shift` standard deviations from the middle on, median of
    all points. Beside the rule sets the IHI rules one by one."""
    found: dict[str, float] = {}
    for values in _noise(points, series, seed):
        values[:, points // 2 :] += shift
        charts = read_charts(_batch(values), "run", rules=ALL_RULES, points=False)
        said = {"anhoej": _anhoej(charts), "ihi": _ihi(charts)}
        said |= {f"ihi {part}": getattr(charts.ihi, part) for part in IHI_PARTS}
        for name, marks in said.items():
            found[name] = found.get(name, 0.0) + float(np.count_nonzero(marks))
    return {name: count / series for name, count in found.items()}


def detect(rules: str, shift: float, months: tuple[int, ...], series: int, seed: int) -> Detection:
    """Read the charts of series that shift after the baseline, month by month. Refuses (KeyError) a set
    there is not, and (ValueError) months that don't rise."""
    if sorted(set(months)) != list(months) or months[0] < 1:
        raise ValueError("Months after the change rise from 1 on.")
    reader, last = READERS[rules], months[-1]
    first = np.concatenate(
        [_first_signals(reader, values, shift, last) for values in _noise(BASELINE + last, series, seed)]
    )
    clean = first > 0
    later = first[clean]
    seen = tuple(float(np.mean(later <= month)) for month in months)
    half = int(np.ceil(later.size / 2)) - 1
    middle = int(np.partition(later, half)[half]) if later.size else last + 1
    return Detection(rules, shift, months, seen, middle if middle <= last else None, 1 - float(clean.mean()))


def _first_signals(reader: Reader, values: Floats, shift: float, last: int) -> Floats:
    """Months after the baseline until the first signal; 0: within it, last + 1: never."""
    values[:, BASELINE:] += shift
    first = np.full(len(values), last + 1)
    for month in range(last, -1, -1):
        first[_passes(reader, values[:, : BASELINE + month])] = month
    return first


def _passes(reader: Reader, values: Floats) -> Bools:
    wishes = Wishes(freeze=np.full(len(values), BASELINE))
    batch = _batch(np.ascontiguousarray(values))
    return reader.passed(read_charts(batch, reader.chart, wishes=wishes, rules=reader.rules, points=False))


def _noise(points: int, series: int, seed: int) -> Iterator[Floats]:
    """Standard normal series, some at a time."""
    for at, first in enumerate(range(0, series, AT_ONCE)):
        random = np.random.default_rng([seed, points, at])
        yield random.normal(0, 1, (min(AT_ONCE, series - first), points))


def _batch(values: Floats) -> Batch:
    series, points = values.shape
    return Batch(values.reshape(-1), np.arange(series + 1) * points)
