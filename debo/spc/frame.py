"""Where a chart lies on the paper: the frame of its plot, and what differs between one chart and many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .scale import Axis


@dataclass(frozen=True)
class Frame:
    """Where the plot lies on the paper, and where a point of it lies.

    places: where each point stands along the axis, in periods; an absent month leaves one free.
    """

    left: float
    top: float
    width: float
    height: float
    places: Sequence[int]
    axis: Axis

    def x(self, point: int, aside: float = 0.0) -> float:
        """The middle of a point's place, or so much of a place aside; half a place of air at either end."""
        return self.left + self.width * (self.places[point] + 0.5 + aside) / (self.places[-1] + 1)

    @property
    def count(self) -> int:
        """How many points."""
        return len(self.places)

    def y(self, value: float) -> float:
        """Up is more."""
        return self.top + self.height * (1 - (value - self.axis.low) / (self.axis.high - self.axis.low))

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width


@dataclass(frozen=True)
class Style:
    """What differs between a chart alone and one among many."""

    dot: float
    stroke: float
    text: float
    labels: int
    named_line: bool


ALONE: Final = Style(dot=3.4, stroke=1.6, text=14, labels=9, named_line=True)
AMONG_MANY: Final = Style(dot=2.2, stroke=1.2, text=11, labels=3, named_line=False)
