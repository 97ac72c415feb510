"""Axes of a drawn chart: round numbers, units in which shares and rates read well, places on paper."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Number = float | None

# Steps that people count in.
ROUND_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Unit:
    """How a value is written: times a factor, with a word after it."""

    factor: float = 1.0
    word: str = ""

    def write(self, value: float, step: float | None = None) -> str:
        """Write a value, with as many decimals as the step between ticks needs; else three figures."""
        shown = value * self.factor
        if step is None:
            decimals = max(0, 2 - math.floor(math.log10(abs(shown)))) if shown else 0
            text = f"{shown:,.{min(decimals, 6)}f}"
            text = text.rstrip("0").rstrip(".") if "." in text else text
        else:
            decimals = next((d for d in range(7) if math.isclose(step, round(step, d), rel_tol=1e-6)), 6)
            text = f"{shown:,.{decimals}f}"
        return f"{text} {self.word}".rstrip()


def unit_for(values: Iterable[Number], centres: Iterable[Number], *, ratio: bool) -> Unit:
    """Percent for shares, per thousand or more for rare events, the plain number for the rest."""
    if not ratio:
        return Unit()
    most = max((value for value in values if value is not None), default=0.0)
    if most > 1.5:
        return Unit()
    if most >= 0.02:
        return Unit(100.0, "%")
    middle = max((centre for centre in centres if centre), default=most) or 1.0
    per = min(1_000_000, max(1_000, 10 ** math.ceil(-math.log10(middle))))
    return Unit(float(per), f"per {per:,}")


def round_step(span: float, parts: int) -> float:
    """The round number that divides a span into at most so many parts."""
    rough = span / parts
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in ROUND_STEPS if step * power >= rough * (1 - 1e-9))


@dataclass(frozen=True)
class Axis:
    """From low to high in steps, as values."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """Where the lines across stand."""
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * place for place in range(count + 1)]


@dataclass(frozen=True)
class Fit:
    """How an axis is made.

    parts: at most so many steps; squeeze: by which share of the values' span limits may stretch the axis.
    """

    from_zero: bool
    parts: int
    squeeze: float = 0.6


def axis_for(values: Iterable[Number], limits: Iterable[Number], fit: Fit, unit: Unit) -> Axis:
    """An axis that holds all values, and of the limits what does not squeeze the values.

    It begins at 0 for counts and shares, and for measures whose ups and downs are large enough to see so.
    """
    known = [value * unit.factor for value in values if value is not None] or [0.0]
    bounds = [limit * unit.factor for limit in limits if limit is not None]
    low, high = min(known), max(known)
    at_zero = low >= 0 and (fit.from_zero or high - low > 0.4 * high)
    low = 0.0 if at_zero else low
    room = fit.squeeze * (high - low)
    low = low if at_zero else max(low - room, min([low, *bounds]))
    high = min(high + room, max([high, *bounds]))
    if high <= low:
        high = low + (abs(low) or 1.0)
    step = round_step(high - low, fit.parts)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if unit.word == "%" and max(known) <= 100 < last * step:
        last = math.ceil(100 / step - 1e-9)
    return Axis(first * step / unit.factor, last * step / unit.factor, step / unit.factor)
