"""Figures that nobody counted, month by month, with the levels they were drawn from.

Shares are binomial, counts and rates Poisson, measured values normal. Over-dispersion is drawn as it comes
about: each month's own level varies (beta for shares, gamma for counts and rates), so that shares never leave
0 to 1 and counts never fall below 0; a measured value's deviation is made wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from debo.simulation.plan import BLOCK, PER, Kind, Plan
from debo.spc.batch import Batch, Bools, Floats, Ints

#: A level stays this far inside 0 and 1, or above 0, whatever shift was asked for.
MARGIN: Final = 0.005
#: The least denominator of a month.
FEWEST: Final = 3


@dataclass(frozen=True)
class Block:
    """One measure of up to 1,000 facilities; arrays are facilities × months unless said.

    reported: what was sent, NaN where nobody sent anything: numerators, or values of kinds without
    denominators. actual: what a recount would find. sizes: denominators, or None. level: the mean the month
    was drawn from. change: per facility 0 for none, 1 for a shift, 2 for a trend. deviation: per facility the
    standard deviation of one month's point before any change, in the units of the level.
    """

    measure: int
    first: int
    kind: Kind
    reported: Floats
    actual: Floats
    sizes: Floats | None
    level: Floats
    change: NDArray[np.int8]
    deviation: Floats

    @property
    def facilities(self) -> int:
        """How many facilities are in it."""
        return int(self.reported.shape[0])

    def batch(self) -> Batch:
        """What was reported, as the chart engine reads it."""
        facilities, months = self.reported.shape
        sizes = None if self.sizes is None else self.sizes.reshape(-1)
        return Batch(self.reported.reshape(-1), np.arange(facilities + 1) * months, sizes)


def invent(plan: Plan) -> Iterator[Block]:
    """Yield block after block: measure by measure, facilities in their order."""
    for measure in range(plan.measures):
        for first in range(0, plan.facilities, BLOCK):
            yield _invent(plan, measure, first, min(BLOCK, plan.facilities - first))


def _invent(plan: Plan, measure: int, first: int, facilities: int) -> Block:
    # A stream for each block, and whole blocks drawn always: facility 7 is the same among 38 and 21,700.
    random = np.random.default_rng([plan.seed, measure, first])
    kind = plan.kind_of(measure)
    base = _own_levels(kind, random)
    typical = kind.size * np.exp(random.normal(0, kind.spread, BLOCK)) if kind.size else np.ones(BLOCK)
    deviation = _deviation(plan, kind, base, typical)
    change = _changes(plan, random)
    level = _levels(plan, kind, base, change, deviation)
    sizes = np.maximum(random.poisson(typical[:, None], level.shape), FEWEST) if kind.size else None
    actual = _draw(plan, kind, level, sizes, random)
    reported = _report(plan, actual, sizes, kind)
    reported[random.random(level.shape) < plan.missing] = np.nan
    here = slice(facilities)
    return Block(
        measure,
        first,
        kind,
        reported[here],
        actual[here],
        None if sizes is None else sizes[here].astype(np.float64),
        level[here],
        change[here],
        deviation[here],
    )


def _own_levels(kind: Kind, random: np.random.Generator) -> Floats:
    """Each facility's own level: shares spread on the scale of log odds, the others on that of logarithms."""
    apart = random.normal(0, kind.between, BLOCK)
    if kind.name == "share":
        odds: Floats = kind.level / (1 - kind.level) * np.exp(apart)
        return odds / (1 + odds)
    own: Floats = kind.level * np.exp(apart)
    return own


def _deviation(plan: Plan, kind: Kind, level: Floats, size: Floats) -> Floats:
    """The standard deviation of a month's point of the middle size: what shifts are measured in."""
    deviation: Floats = np.sqrt(_chance(kind, level, size) * (1 + plan.overdispersion))
    return deviation


def _chance(kind: Kind, level: Floats, size: Floats) -> Floats:
    """The variance that chance alone gives a month's point."""
    match kind.name:
        case "share":
            return level * (1 - level) / size
        case "rate":
            return level * PER / size
        case "count":
            return level
        case _:
            return np.full_like(level, (kind.spread * kind.level) ** 2)


def _changes(plan: Plan, random: np.random.Generator) -> NDArray[np.int8]:
    drawn = random.random(BLOCK)
    shifted = (drawn < plan.shift_share) & (plan.shift != 0)
    trending = (drawn >= 1 - plan.trend_share) & (plan.trend != 0)
    return np.where(shifted, 1, np.where(trending, 2, 0)).astype(np.int8)


def _levels(plan: Plan, kind: Kind, base: Floats, change: NDArray[np.int8], deviation: Floats) -> Floats:
    since = np.maximum(np.arange(1, plan.months + 1) - plan.changes_in + 1, 0)
    steps = np.where(change == 1, plan.shift, 0.0)[:, None] * (since > 0)
    steps = steps + np.where(change == 2, plan.trend, 0.0)[:, None] * since
    level: Floats = base[:, None] + steps * deviation[:, None]
    if kind.name == "share":
        return np.clip(level, MARGIN, 1 - MARGIN)
    return level if kind.name == "measured" else np.maximum(level, MARGIN * kind.level)


def _draw(plan: Plan, kind: Kind, level: Floats, sizes: Ints | None, random: np.random.Generator) -> Floats:
    phi = plan.overdispersion
    if kind.name == "measured":
        return random.normal(level, kind.spread * kind.level * np.sqrt(1 + phi))
    if kind.name == "share" and sizes is not None:
        return random.binomial(sizes, _varied_share(level, sizes, phi, random)).astype(np.float64)
    mean = level if sizes is None else level * sizes / PER
    if phi:
        # Gamma with mean 1 and variance phi / mean: the counts' variance is then mean × (1 + phi).
        mean = mean * random.gamma(mean / phi, phi / mean)
    return random.poisson(mean).astype(np.float64)


def _varied_share(level: Floats, sizes: Ints, phi: float, random: np.random.Generator) -> Floats:
    """Beta around the level, so that the counts' variance is 1 + phi times the binomial's.

    Of n the beta-binomial's factor is 1 + (n - 1) ρ, with ρ = 1 ÷ (a + b + 1). With few births a month it
    can't exceed n, so ρ stays below 1.
    """
    if not phi:
        return level
    rho = np.minimum(phi / np.maximum(sizes - 1, 1), 0.9)
    both = 1 / rho - 1
    return random.beta(level * both, (1 - level) * both)


def _report(plan: Plan, actual: Floats, sizes: Ints | None, kind: Kind) -> Floats:
    """What was sent: events counted more often than they happened, until somebody looks."""
    reported = actual.copy()
    if not plan.inflation or kind.name == "measured":
        return reported
    until = plan.honest_from - 1 if plan.honest_from else plan.months
    early = np.rint(actual[:, :until] * (1 + plan.inflation))
    if kind.name == "share" and sizes is not None:
        early = np.minimum(early, sizes[:, :until])
    reported[:, :until] = early
    return reported


def missing(block: Block) -> Bools:
    """The months nobody sent."""
    return np.isnan(block.reported)
