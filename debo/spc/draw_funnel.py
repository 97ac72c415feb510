"""A funnel plot as SVG: each facility a dot like any other, at its size; no name unless all released it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from debo.languages import words

from .batch import Floats
from .funnel import INNER, OUTER, funnel_limits
from .reading import Say
from .scale import Axis, Fit, Unit, axis_for, unit_for
from .svg import ACCENT, BAND, EDGE, INK, LINE, PAPER, SERIF, SOFT, number, page, text, wrapped

WIDTH: Final = 1000
HEIGHT: Final = 560
LEFT: Final = 78
RIGHT: Final = 128
#: Inside the inner limits; the ground between inner and outer is BAND.
INMOST: Final = "#d3e3e2"
#: Sizes at which the funnel is drawn; more could not be seen.
STEPS: Final = 160
#: More names than this would lie on each other.
MOST_NAMES: Final = 25
SAID: Final = words(
    {
        "funnel": "Funnel plot",
        "per": "per {n}",
        "dots": "each dot is a facility",
        "bands": "shaded: where chance alone puts 95 and 99.8 of 100",
        "ringed": "ringed: outside",
        "size": "How many were counted there",
        "mean": "All together",
    }
)


def draw_funnel(answer: Mapping[str, Any], *, title: str = "", say: Say = str, headed: bool = True) -> str:
    """One funnel on a page of 1,000 by 560; its answer is funnel_answer's. headed: as of draw_chart."""
    head = list(_head(answer, title)) if headed else []
    points = answer["points"]
    known = [place for place, value in enumerate(points["value"]) if value is not None]
    values = [points["value"][place] for place in known]
    unit = unit_for(values, [answer["centre"]], ratio=True)
    if not known:
        return page(WIDTH, 120, head, title or str(answer["name"]))
    sizes = [points["size"][place] for place in known]
    across = axis_for(sizes, [], Fit(from_zero=True, parts=6), Unit())
    grid = _grid_sizes(across, answer["measure"])
    centre = np.full(grid.size, answer["centre"])
    inner = funnel_limits(centre, grid, INNER, answer["measure"])
    outer = funnel_limits(centre, grid, OUTER, answer["measure"])
    # The narrow neck of the funnel reaches to 0 and 1, and would leave the dots no room.
    bounds = [*points["lower"], *points["upper"]]
    up = axis_for([*values, answer["centre"]], bounds, Fit(from_zero=True, parts=5, squeeze=0.35), unit)
    plot = _Plot(across, up, 76 + 22 * len(_reading(answer)) if headed else 24)
    body = [
        *head,
        plot.band(grid, outer, BAND),
        plot.band(grid, inner, INMOST),
        *plot.grid(unit),
        plot.level(answer["centre"]),
        text(WIDTH - RIGHT + 10, plot.y(answer["centre"]) - 3, say(SAID["mean"]), size=13, fill=SOFT),
        text(
            WIDTH - RIGHT + 10,
            plot.y(answer["centre"]) + 14,
            unit.write(answer["centre"]).removesuffix(unit.word if unit.word != "%" else "").rstrip(),
            size=15,
            weight=600,
        ),
        *_dots(plot, points, known),
        text(WIDTH - RIGHT, plot.bottom + 40, say(SAID["size"]), size=13, fill=SOFT, anchor="end"),
        text(40, HEIGHT - 20, _footer(points, unit, say), size=12, fill=EDGE),
    ]
    return page(WIDTH, HEIGHT, body, title or str(answer["name"]))


class _Plot:
    """Where a size and a value lie on the paper."""

    def __init__(self, across: Axis, up: Axis, top: float) -> None:
        self.across, self.up, self.top, self.bottom = across, up, top, HEIGHT - 100

    def x(self, size: float) -> float:
        share = (size - self.across.low) / (self.across.high - self.across.low)
        return LEFT + (WIDTH - LEFT - RIGHT) * share

    def y(self, value: float) -> float:
        within = min(max(value, self.up.low), self.up.high)
        return self.bottom - (self.bottom - self.top) * (within - self.up.low) / (self.up.high - self.up.low)

    def band(self, sizes: Floats, limits: tuple[Floats, Floats], fill: str) -> str:
        there = [f"{number(self.x(n))} {number(self.y(y))}" for n, y in zip(sizes, limits[1], strict=True)]
        back = [f"{number(self.x(n))} {number(self.y(y))}" for n, y in zip(sizes, limits[0], strict=True)]
        return f'<path d="M{"L".join([*there, *back[::-1]])}Z" fill="{fill}"/>'

    def level(self, value: float) -> str:
        y = number(self.y(value))
        return f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{INK}" stroke-width="1.6"/>'

    def grid(self, unit: Unit) -> Iterator[str]:
        for tick in self.up.ticks:
            y = self.y(tick)
            yield f'<path d="M{LEFT} {number(y)}H{WIDTH - RIGHT}" stroke="{LINE}" stroke-opacity=".8"/>'
            label = unit.write(tick, self.up.step * unit.factor)
            label = label if unit.word == "%" else label.removesuffix(unit.word).rstrip()
            yield text(LEFT - 10, y + 5, label, size=13, fill=EDGE, anchor="end")
        for tick in self.across.ticks:
            x = self.x(tick)
            yield f'<path d="M{number(x)} {number(self.bottom)}v5" stroke="{EDGE}"/>'
            label = Unit().write(tick, self.across.step)
            yield text(x, self.bottom + 22, label, size=13, fill=EDGE, anchor="middle")


def _grid_sizes(across: Axis, measure: str) -> Floats:
    """Sizes at which the limits are drawn: closer together where the funnel bends; whole for shares."""
    least = across.high / 2_000
    sizes = np.geomspace(max(least, 1.0) if measure == "share" else least, across.high, STEPS)
    return np.unique(np.round(sizes)) if measure == "share" else sizes


def _dots(plot: _Plot, points: Mapping[str, Sequence[Any]], known: Sequence[int]) -> Iterator[str]:
    names = points["unit"]
    are_named = any(isinstance(name, str) for name in names)
    for place in known:
        x, y = plot.x(points["size"][place]), plot.y(points["value"][place])
        where = f'cx="{number(x)}" cy="{number(y)}"'
        if points["signal"][place]:
            yield f'<circle {where} r="6.4" fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.2"/>'
        yield f'<circle {where} r="3.6" fill="{ACCENT}" fill-opacity=".85"/>'
        if are_named and len(known) <= MOST_NAMES:
            yield text(x + 8, y - 6, str(names[place]), size=12, fill=SOFT)


def _reading(answer: Mapping[str, Any]) -> list[str]:
    return wrapped(str(answer["reading"]), 122)


def _head(answer: Mapping[str, Any], title: str) -> Iterator[str]:
    yield text(40, 46, title or str(answer["name"]), size=24, family=SERIF)
    for row, line in enumerate(_reading(answer)):
        yield text(40, 76 + 22 * row, line, size=16, fill=SOFT)


def _footer(points: Mapping[str, Sequence[Any]], unit: Unit, say: Say) -> str:
    parts = [say(SAID["funnel"])]
    if unit.word not in {"", "%"}:
        parts.append(say(SAID["per"]).format(n=unit.word.removeprefix("per ")))
    parts += [say(SAID["dots"]), say(SAID["bands"])]
    if any(points["signal"]):
        parts.append(say(SAID["ringed"]))
    return " · ".join(parts)
