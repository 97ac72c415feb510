"""How many of the signals noise alone would give, counted as answers come in; the same in any order."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from debo.spc.batch import Bools, Floats, Ints
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

    def add(self, readings: pa.Table) -> pa.Table:
        """Count these readings; gives them back with `false_alarm` and `p_value`, null where not judged."""
        columns = {name: readings[name].to_numpy() for name in _COUNTS}
        frozen = readings["is_frozen"].to_numpy()
        signal = readings["signal"].to_numpy()
        useful = columns["useful"]
        enough = useful >= ENOUGH
        judged = enough & ~frozen
        chosen = {name: column[judged] for name, column in columns.items()}
        alarm = false_alarms(chosen["above"], chosen["below"])
        p = p_values(chosen["above"], chosen["below"], chosen["longest_run"], chosen["crossings"])
        self.series += useful.size
        self.points += int(columns["points"].sum())
        self.too_few += int(np.count_nonzero(~enough))
        self.frozen += int(np.count_nonzero(enough & frozen))
        self.frozen_signals += int(np.count_nonzero(signal & frozen))
        self._count(chosen["useful"], signal[judged], alarm, p)
        return readings.append_column("false_alarm", _put(alarm, judged)).append_column(
            "p_value", _put(p, judged)
        )

    def _count(self, useful: Ints, signal: Bools, alarm: Floats, p: Floats) -> None:
        self.judged += useful.size
        self.signals += int(np.count_nonzero(signal))
        self._alarms.update(alarm.tolist())
        self._p.update(p.tolist())
        self._useful.update(useful.tolist())
        self._useful_signals.update(useful[signal].tolist())
        for points in np.unique(useful).tolist():
            self._useful_alarms.setdefault(points, Counter()).update(alarm[useful == points].tolist())

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


_COUNTS = ("points", "useful", "above", "below", "longest_run", "crossings")


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
