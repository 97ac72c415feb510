"""How often mere noise passes the Anhøj rules, exactly, and how surprising a chart is.

Noise here is the weakest that can be said: the values of a chart could have come in any order. Then every
order of its points above and below its own median is as likely as every other, ties and skew included, and
what the rules look at is the theory of runs (Mood 1940, Annals of Mathematical Statistics 11: 367-392; Swed
and Eisenhart 1943, 14: 66-87). All is counted in whole numbers; nothing is simulated or approximated.

It holds for a line that is the median of the points read. Of a line that was frozen earlier it does not:
such charts alarm more often (docs/rules.md), and whoever counts leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .anhoej import crossing_limits, longest_run_limit
from .batch import Floats, Ints

#: The limits of all shorter charts come with those of the longest, so they are asked for in such steps.
_STEP: Final = 256


def false_alarms(above: Ints, below: Ints) -> Floats:
    """The probability that chance alone passes an Anhøj rule, for each chart.

    above, below: int64 (charts,), its useful points on either side of its median; 0 and 0 give 0. Refuses
    (ValueError) more points than a century of days has.
    """
    return _each(_false_alarm, above, below)


def p_values(above: Ints, below: Ints, longest_run: Ints, crossings: Ints) -> Floats:
    """The probability that chance alone makes a chart at least as surprising, for each chart.

    A chart is as surprising as the rarer of its two counts: so long a run or a longer one, so few crossings
    or fewer. The answer is the share of all orders in which either is at least so rare; it is 1 without
    useful points, and never too small (P(p <= t) <= t for noise). All int64 (charts,).
    """
    return _each(_p_value, above, below, longest_run, crossings)


def _each(work: Callable[..., float], above: Ints, below: Ints, *counts: Ints) -> Floats:
    """Work out each different row once; the sides may change places."""
    columns = [np.maximum(above, below), np.minimum(above, below), *counts]
    base = 1 + max((int(one.max(initial=0)) for one in columns), default=0)
    if base ** len(columns) > np.iinfo(np.int64).max:
        raise ValueError("No chart here has so many points.")
    # Each row as one number, which sorts ten times as fast.
    packed = np.zeros(above.size, np.int64)
    for one in columns:
        packed = packed * base + one
    different, which = np.unique(packed, return_inverse=True)
    places = [base**power for power in range(len(columns) - 1, -1, -1)]
    found = [work(*(row // place % base for place in places)) for row in different.tolist()]
    answer: Floats = np.array(found, np.float64)[which]
    return answer


@cache
def _false_alarm(above: int, below: int) -> float:
    useful = above + below
    if not useful:
        return 0.0
    longest, crossings = longest_run_limit(useful), _crossing_limit(useful)
    return _share(comb(useful, above) - count_orders(above, below, longest, crossings + 1), useful, above)


@cache
def _p_value(above: int, below: int, longest_run: int, crossings: int) -> float:
    useful = above + below
    if not useful:
        return 1.0
    all_orders, fewer = comb(useful, above), _orders_by_runs(above, below)
    long, few = all_orders - count_orders(above, below, longest_run - 1), fewer[crossings + 1]
    rarest = min(long, few)
    # The least run, and the most crossings, that are as rare as the rarer of the two.
    while all_orders - count_orders(above, below, longest_run - 1) > rarest:
        longest_run += 1
    runs = max(place for place, orders in enumerate(fewer) if orders <= rarest)
    return _share(all_orders - count_orders(above, below, longest_run - 1, runs + 1), useful, above)


@cache
def count_orders(above: int, below: int, longest: int, fewest: int = 1) -> int:
    """In how many orders of so many points above and below no run is longer and there are so many runs.

    Runs of both sides follow each other, so an order is a composition of `above` into its runs and one of
    `below` into as many, one more or one less.
    """
    total = 0
    for runs in range(max(fewest, 1), 2 * min(above, below) + 2):
        more, less = runs - runs // 2, runs // 2
        total += compositions(above, more, longest) * compositions(below, less, longest)
        total += compositions(below, more, longest) * compositions(above, less, longest)
    return total


@cache
def compositions(points: int, parts: int, most: int) -> int:
    """In how many ways so many points make so many runs of 1 to `most` points: inclusion and exclusion."""
    if not parts:
        return int(points == 0)
    if not parts <= points <= parts * most:
        return 0
    return sum(
        (-1) ** over * comb(parts, over) * comb(points - over * most - 1, parts - 1)
        for over in range((points - parts) // most + 1)
    )


@cache
def _orders_by_runs(above: int, below: int) -> list[int]:
    """Entry r: in how many orders there are r runs or fewer."""
    orders = [0]
    for runs in range(1, above + below + 1):
        more, less = runs - runs // 2, runs // 2
        found = compositions(above, more, above) * compositions(below, less, max(below, 1))
        found += compositions(below, more, max(below, 1)) * compositions(above, less, above)
        orders.append(orders[-1] + found)
    return orders


def _share(orders: int, useful: int, above: int) -> float:
    return orders / comb(useful, above)


def _crossing_limit(useful: int) -> int:
    return _crossing_limits(-(-useful // _STEP) * _STEP)[useful - 1]


@cache
def _crossing_limits(most: int) -> list[int]:
    return crossing_limits(most)


def adjust(p: Floats, charts: Ints) -> Floats:
    """P values made fit for many charts at once (Benjamini and Hochberg 1995, J R Stat Soc B 57: 289-300).

    p: float64, different and rising; charts: int64, how many charts have each. Keeping the charts with an
    adjusted value up to q, at most a share q of those kept is expected to be noise, if charts are
    independent of each other or move together (Benjamini and Yekutieli 2001, Annals of Statistics 29:
    1165-1188). Refuses (ValueError) values that don't rise.
    """
    if p.size and (np.diff(p) <= 0).any():
        raise ValueError("P values must be different and rise.")
    ranks = np.cumsum(charts)
    raised: NDArray[np.float64] = p * (ranks[-1] if ranks.size else 0) / np.maximum(ranks, 1)
    adjusted: Floats = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted
