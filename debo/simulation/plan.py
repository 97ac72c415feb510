"""What is to be invented: how many series of which kinds, what really changes, and what goes wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

#: Facilities are drawn so many at a time, each block from its own stream of random numbers: memory stays
#: flat, and a facility's figures don't depend on how many others there are.
BLOCK: Final = 1_000


class PlanError(ValueError):
    """A plan that can't be; the message says which number and what it may be."""


@dataclass(frozen=True)
class Kind:
    """How a measure's months vary.

    level: the mean a facility starts from (a share, a count, events per 1,000, or a measured value). between:
    how far facilities' own levels lie apart (standard deviation, as a part of the level, on the scale of
    logarithms or log odds). size: the middle facility's denominator a month; 0 for kinds that have none.
    spread: the standard deviation of the logarithm of sizes, and of a measured value as a part of its level.
    """

    name: str
    level: float
    between: float
    size: float = 0.0
    spread: float = 0.0


#: Levels and sizes like those of the programme's measures (a health centre has some 30 births a month).
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "share": Kind("share", 0.6, 0.4, 31.0, 0.7),
        "count": Kind("count", 6.0, 0.5),
        "rate": Kind("rate", 24.0, 0.4, 120.0, 0.7),
        "measured": Kind("measured", 35.0, 0.2, 0.0, 0.2),
    }
)
#: Rates are events per so many.
PER: Final = 1_000.0


@dataclass(frozen=True)
class Plan:
    """All that decides what is invented; the same plan always gives the same figures.

    shift: in standard deviations of a month's point, from month `shift_at` (counted from 1) on, in this share
    of the series; `shift_at` 0 takes the middle. trend: the same per month, from that month on.
    overdispersion: how many times more the months' variance is than chance alone would make it, less 1.
    missing: the share of months nobody sent. inflation: reported events are so much above the true ones
    (0.25: 25 % more) until month `honest_from`, from which on they are right. Refuses (PlanError) what
    can't be.
    """

    facilities: int = 38
    months: int = 24
    measures: int = 4
    seed: int = 1
    shift: float = 0.0
    shift_share: float = 0.3
    shift_at: int = 0
    trend: float = 0.0
    trend_share: float = 0.0
    overdispersion: float = 0.0
    missing: float = 0.03
    inflation: float = 0.0
    honest_from: int = 0
    kinds: tuple[str, ...] = field(default=("share", "count", "rate", "measured"))

    def __post_init__(self) -> None:
        for name in ("facilities", "months", "measures"):
            if getattr(self, name) < 1:
                raise PlanError(f"There must be at least one of {name}, not {getattr(self, name)}.")
        for name in ("shift_share", "trend_share", "missing"):
            if not 0 <= getattr(self, name) <= 1:
                raise PlanError(f"{name} is a share, from 0 to 1, not {getattr(self, name)}.")
        if self.shift_share + self.trend_share > 1:
            raise PlanError("A series shifts or has a trend, not both: the two shares are above 1 together.")
        for name in ("shift", "trend", "overdispersion", "inflation"):
            if not math.isfinite(getattr(self, name)):
                raise PlanError(f"{name} must be a number, not {getattr(self, name)}.")
        if self.overdispersion < 0 or self.inflation <= -1:
            raise PlanError("overdispersion is 0 or more, and inflation above -1 (0.25: a quarter too many).")
        for name in ("shift_at", "honest_from"):
            if not 0 <= getattr(self, name) <= self.months:
                raise PlanError(
                    f"{name} is a month from 1 to {self.months}, or 0, not {getattr(self, name)}."
                )
        unknown = [kind for kind in self.kinds if kind not in KINDS]
        if unknown or not self.kinds:
            raise PlanError(f"Kinds are {', '.join(KINDS)}, not {', '.join(unknown) or 'nothing'}.")

    @property
    def changes_in(self) -> int:
        """The month, counted from 1, in which a series that changes begins to."""
        return self.shift_at or self.months // 2 + 1

    def kind_of(self, measure: int) -> Kind:
        """The kind of a measure, counted from 0; the kinds take turns."""
        return KINDS[self.kinds[measure % len(self.kinds)]]
