"""How many of the signals noise alone would give, counted as answers come in; the same in any order."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from debo.spc.batch import Bools, Floats
from debo.spc.false_alarms import adjust, false_alarms, p_values
from debo.spc.reading import ENOUGH


@dataclass
class Tally:
    """Charts by what is known of them. Numbers are kept by their value, so the sums know no order.

    judged: with enough useful points and a line that is their own median; of those alone the probability of
    a false alarm is known. too_few: no verdict yet. frozen: read, but left out of what is said about noise.
    """

    series: int = 0
    points: int = 0
    too_few: int = 0
    frozen: int = 0
    judged: int = 0
    signals: int = 0
    frozen_signals: int = 0
    _alarms: Counter[float] = field(default_factory=Counter)
    _p: Counter[float] = field(default_factory=Counter)
    _useful: Counter[int] = field(default_factory=Counter)
    _useful_signals: Counter[int] = field(default_factory=Counter)
    _useful_alarms: dict[int, Counter[float]] = field(default_factory=dict)

    def add(self, judged: pa.Table) -> None:
        """Count readings that `judge` has looked at."""
        useful = judged["useful"].to_numpy()
        frozen, signal = judged["is_frozen"].to_numpy(), judged["signal"].to_numpy()
        alarm, p = judged["false_alarm"].to_numpy(), judged["p_value"].to_numpy()
        enough, known = useful >= ENOUGH, ~np.isnan(alarm)
        self.series += useful.size
        self.points += int(judged["points"].to_numpy().sum())
        self.too_few += int(np.count_nonzero(~enough))
        self.frozen += int(np.count_nonzero(enough & frozen))
        self.frozen_signals += int(np.count_nonzero(signal & frozen))
        self.judged += int(np.count_nonzero(known))
        self.signals += int(np.count_nonzero(signal & known))
        _count(self._alarms, alarm[known])
        _count(self._p, p[known])
        _count(self._useful, useful[known])
        _count(self._useful_signals, useful[known & signal])
        for points in np.unique(useful[known]).tolist():
            alarms = self._useful_alarms.setdefault(points, Counter())
            _count(alarms, alarm[known & (useful == points)])

    @property
    def expected(self) -> float:
        """How many signals noise alone would give: the sum of the charts' own probabilities, which holds
        however charts hang together."""
        return _summed(self._alarms)

    @property
    def spread(self) -> float:
        """The standard deviation of that number, were charts independent of each other."""
        return math.sqrt(math.fsum(a * (1 - a) * n for a, n in sorted(self._alarms.items())))

    def adjusted(self) -> tuple[Floats, Floats]:
        """The different p values, rising, and what each becomes among so many charts."""
        p = np.array(sorted(self._p), np.float64)
        return p, adjust(p, np.array([self._p[one] for one in p.tolist()], np.int64))

    def kept(self, level: float) -> tuple[int, float]:
        """How many charts remain when at most this share of them is expected to be noise, and their largest
        p value (0: none remain)."""
        p, adjusted = self.adjusted()
        kept = p[adjusted <= level].tolist()
        return sum(self._p[one] for one in kept), max(kept, default=0.0)

    def told(self, level: float) -> dict[str, Any]:
        """As it stands in summary.json."""
        kept, threshold = self.kept(level)
        return {
            "series": self.series,
            "points": self.points,
            "too_few_points": self.too_few,
            "frozen_lines": self.frozen,
            "signals_on_frozen_lines": self.frozen_signals,
            "judged": self.judged,
            "signals": self.signals,
            "expected_by_chance": self.expected,
            "spread_by_chance_if_independent": self.spread,
            "false_discovery_rate": level,
            "kept": kept,
            "largest_p_kept": threshold,
            "by_useful_points": [
                {
                    "useful": useful,
                    "charts": self._useful[useful],
                    "signals": self._useful_signals[useful],
                    "expected_by_chance": _summed(self._useful_alarms[useful]),
                }
                for useful in sorted(self._useful)
            ],
        }


def judge(readings: pa.Table) -> pa.Table:
    """Readings with `false_alarm` and `p_value`: null with too few points, and on a line frozen earlier."""
    columns = [readings[name].to_numpy() for name in ("above", "below", "longest_run", "crossings")]
    known = (readings["useful"].to_numpy() >= ENOUGH) & ~readings["is_frozen"].to_numpy()
    above, below, longest_run, crossings = (column[known] for column in columns)
    alarm = _put(false_alarms(above, below), known)
    p = _put(p_values(above, below, longest_run, crossings), known)
    return readings.append_column("false_alarm", alarm).append_column("p_value", p)


def _count(counter: Counter[Any], numbers: NDArray[Any]) -> None:
    """Count each different number; most come many times."""
    different, times = np.unique(numbers, return_counts=True)
    for one, number in zip(different.tolist(), times.tolist(), strict=True):
        counter[one] += number


def _summed(alarms: Counter[float]) -> float:
    return math.fsum(alarm * number for alarm, number in sorted(alarms.items()))


def _put(numbers: Floats, judged: Bools) -> pa.Array:
    """One number for each judged chart, null for the others."""
    whole = np.full(judged.size, np.nan)
    whole[judged] = numbers
    return pa.array(whole, pa.float64(), from_pandas=True)


def with_adjusted(readings: pa.Table, p: Floats, adjusted: Floats) -> pa.Table:
    """Readings with `adjusted_p`: null where there is no p value."""
    own = readings["p_value"].to_numpy()
    known = ~np.isnan(own)
    found = adjusted[np.searchsorted(p, own[known])] if p.size else np.zeros(0)
    return readings.append_column("adjusted_p", _put(found, known))
