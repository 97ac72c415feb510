"""Charts as SVG: quiet, one accent, told apart by shape and never by red and green. A string out, no file."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from debo.languages import words

from .charts import KINDS
from .frame import ALONE, AMONG_MANY, Frame, Style
from .period_order import axis_labels, places_of
from .reading import Say
from .scale import Axis, Fit, Unit, axis_for, unit_for
from .svg import (
    ACCENT,
    BAND,
    EDGE,
    INK,
    LINE,
    PAPER,
    SERIF,
    SOFT,
    cut,
    number,
    page,
    text,
    wrapped,
)

# Fewer than so many below the line, and chance alone moves the point a lot: it is drawn hollow.
SMALL: Final = 10
ROOM_FOR_LABEL: Final = 120
#: Two names in the margin must stand so far apart.
MARGIN_ROW: Final = 38
SAID: Final = words(
    {
        "between": "from one to the next",
        "per": "per {n}",
        "dashed": "dashed: the frozen line carried on",
        "dotted": "dotted: the goal",
        "shaded": "shaded: limits, three standard deviations from the line",
        "ringed": "ringed: outside the limits",
        "hollow": "hollow: fewer than {n} counted",
        "crossed": "crossed: left out of the line and of the runs",
        "one_scale": "all on one scale",
        "own_scales": "each on its own scale",
        "target": "Goal",
        "charts": "Charts",
    }
)


@dataclass(frozen=True)
class Drawing:
    """One series to draw: its answer, its denominators, the points of its frozen baseline (0: all).

    say: translates the words beside the answer, whose own sentences come translated.
    """

    answer: Mapping[str, Any]
    sizes: Sequence[float | None] | None = None
    baseline: int = 0
    say: Say = str

    @property
    def points(self) -> Mapping[str, list[Any]]:
        """The columns of the answer."""
        points: Mapping[str, list[Any]] = self.answer["points"]
        return points

    @property
    def kind(self) -> str:
        """The kind of chart."""
        return str(self.answer["chart"])

    @property
    def quantity(self) -> str:
        """What is plotted; only charts of the same can stand on one scale."""
        return self.kind if self.kind in {"g", "t", "mr", "s"} else "share" if self.sizes else "number"


def draw_chart(
    drawing: Drawing, *, title: str = "", marks: Mapping[str, str] | None = None, headed: bool = True
) -> str:
    """One chart on a page of 1,000 by 520; without its head, title and reading stand elsewhere."""
    width, height = 1000, 520
    unit, axis = _unit_and_axis([drawing], parts=5, squeeze=0.6)
    reading = wrapped(str(drawing.answer["reading"]), 122)
    reason = wrapped(str(drawing.answer.get("reason", "")), 150)
    lines = [(line, 16, SOFT) for line in reading] + [(line, 13, EDGE) for line in reason if line]
    if not headed:
        height, lines = 430, []
    footer = wrapped(_footer([drawing], unit), 160)
    above = 24 if marks or len(drawing.answer["phases"]) > 1 else 12
    top = (66 if headed else 8) + 22 * len(lines) + above
    room = height - top - 58 - 16 * len(footer)
    frame = Frame(78, top, width - 78 - 128, room, places_of(drawing.points["period"]), axis)
    body = [
        *([text(40, 46, title or str(drawing.answer["name"]), size=24, family=SERIF)] if headed else []),
        *(text(40, 76 + 22 * row, line, size=size, fill=ink) for row, (line, size, ink) in enumerate(lines)),
        *_plot(drawing, frame, unit, ALONE),
        *_marks(drawing, frame, marks or {}),
        *_foot(footer, 40, height - 20),
    ]
    return page(width, height, body, title or str(drawing.answer["name"]))


def draw_many(drawings: Sequence[Drawing], *, title: str = "", columns: int = 3) -> str:
    """Many small charts in the order given and never by value; on one scale where they plot the same."""
    cell_width, cell_height, head = 320, 190, 60 if title else 24
    rows = -(-len(drawings) // columns)
    width = 40 + columns * cell_width
    alike = len({drawing.quantity for drawing in drawings}) == 1
    unit, axis = _unit_and_axis(drawings, parts=3, squeeze=0.15)
    footer = wrapped(_footer(drawings, unit if alike else Unit()), 160)
    height = head + rows * cell_height + 28 + 16 * len(footer)
    body = [text(32, 40, title, size=24, family=SERIF)] if title else []
    for place, drawing in enumerate(drawings):
        left, top = 32 + place % columns * cell_width, head + place // columns * cell_height
        if not alike:
            unit, axis = _unit_and_axis([drawing], parts=3, squeeze=0.15)
        frame = Frame(
            left + 48, top + 54, cell_width - 74, cell_height - 88, places_of(drawing.points["period"]), axis
        )
        body += [
            text(left, top + 22, cut(str(drawing.answer["name"]), 40), size=14, weight=600),
            text(left, top + 40, cut(_short_reading(drawing.answer), 50), size=12, fill=SOFT),
            *_plot(drawing, frame, unit, AMONG_MANY),
        ]
    body += _foot(footer, 32, height - 16)
    return page(width, height, body, title or drawings[0].say(SAID["charts"]))


def _foot(lines: Sequence[str], left: float, bottom: float) -> list[str]:
    last = len(lines) - 1
    return [
        text(left, bottom - 16 * (last - row), line, size=12, fill=EDGE) for row, line in enumerate(lines)
    ]


def _unit_and_axis(drawings: Sequence[Drawing], *, parts: int, squeeze: float) -> tuple[Unit, Axis]:
    values = [value for one in drawings for value in one.points["value"]]
    centres = [value for one in drawings for value in one.points["centre"]]
    limits = [value for one in drawings for name in ("upper", "lower") for value in one.points[name]]
    targets = [value for one in drawings for value in one.points.get("target", [])]
    ratio = drawings[0].sizes is not None
    unit = unit_for(values, centres, ratio=ratio)
    # Of thousands a share moves little; from 0 on it would look like a ruler.
    from_zero = drawings[0].quantity != "number" and drawings[0].kind not in {"pp", "up"}
    from_zero |= drawings[0].kind == "c"
    return unit, axis_for([*values, *centres, *targets], limits, Fit(from_zero, parts, squeeze), unit)


def _plot(drawing: Drawing, frame: Frame, unit: Unit, style: Style) -> Iterator[str]:
    yield from _grid(drawing, frame, unit, style)
    yield from _limits(drawing, frame)
    yield from _target(drawing, frame)
    yield from _centre(drawing, frame)
    if style.named_line:
        yield from _names(drawing, frame, unit)
    yield from _data(drawing, frame, style)


def _grid(drawing: Drawing, frame: Frame, unit: Unit, style: Style) -> Iterator[str]:
    for tick in frame.axis.ticks:
        y = frame.y(tick)
        yield f'<path d="M{number(frame.left)} {number(y)}H{number(frame.right)}" stroke="{LINE}"/>'
        label = _brief(unit, tick, frame.axis.step * unit.factor)
        yield text(
            frame.left - 10, y + style.text * 0.35, label, size=style.text - 1, fill=EDGE, anchor="end"
        )
    for place, label in axis_labels(drawing.points["period"], style.labels):
        x = frame.x(place)
        yield f'<path d="M{number(x)} {number(frame.bottom)}v5" stroke="{EDGE}"/>'
        yield text(x, frame.bottom + style.text + 8, label, size=style.text - 1, fill=EDGE, anchor="middle")


def _limits(drawing: Drawing, frame: Frame) -> Iterator[str]:
    """A soft band between the limits, a step for each point; cut where it leaves the plot."""
    lower, upper = drawing.points["lower"], drawing.points["upper"]
    for known, places in groupby(
        range(frame.count), key=lambda i: lower[i] is not None and upper[i] is not None
    ):
        if not known:
            continue
        steps = list(places)
        there = [
            f"L{number(frame.x(i, -0.5))} {_y(frame, upper[i])}H{number(frame.x(i, 0.5))}" for i in steps
        ]
        back = [
            f"L{number(frame.x(i, 0.5))} {_y(frame, lower[i])}H{number(frame.x(i, -0.5))}"
            for i in steps[::-1]
        ]
        yield f'<path d="M{"".join([*there, *back])[1:]}Z" fill="{BAND}"/>'


def _target(drawing: Drawing, frame: Frame) -> Iterator[str]:
    """A dotted line, a piece for each stretch with one target."""
    for value, places in groupby(range(frame.count), key=_steps(drawing)):
        if value is not None:
            stretch = list(places)
            dotted = f'stroke="{SOFT}" stroke-width="1.6" stroke-linecap="round" stroke-dasharray="0.1 5"'
            yield _level(frame, (stretch[0], stretch[-1] + 1), value, dotted)


def _steps(drawing: Drawing) -> Callable[[int], float | None]:
    target = drawing.points.get("target")
    return (lambda _: None) if target is None else target.__getitem__


def _centre(drawing: Drawing, frame: Frame) -> Iterator[str]:
    """The line of each phase, dashed where a frozen baseline is carried on."""
    phases = drawing.answer["phases"]
    for phase in phases:
        first, last = phase["first"] - 1, phase["last"]
        value = drawing.points["centre"][first]
        if value is None:
            continue
        frozen = min(drawing.baseline or last, last) if len(phases) == 1 else last
        yield _level(frame, (first, frozen), value, f'stroke="{INK}" stroke-width="1.6"')
        if frozen < last:
            dashed = f'stroke="{INK}" stroke-width="1.6" stroke-dasharray="6 5"'
            yield _level(frame, (frozen, last), value, dashed)


def _names(drawing: Drawing, frame: Frame, unit: Unit) -> Iterator[str]:
    """What the lines are called and stand at: the last in the margin, earlier phases above the plot."""
    name = drawing.say(KINDS[drawing.kind].line)
    ends = []
    for phase in drawing.answer["phases"]:
        first, last = phase["first"] - 1, phase["last"]
        value = drawing.points["centre"][first]
        if value is None:
            continue
        if last == frame.count:
            ends.append((frame.y(value), name, _stands_at(unit, value, frame), 600))
        elif frame.x(last - 1) - frame.x(first) > ROOM_FOR_LABEL:
            yield _swatch(frame.x(first, -0.5), frame.top - 12, f"{name} {_stands_at(unit, value, frame)}")
    goal = (drawing.points.get("target") or [None])[-1]
    if goal is not None:
        ends.append((frame.y(goal), drawing.say(SAID["target"]), _stands_at(unit, goal, frame), 400))
    # Each at its line where there is room, the lowest not below the plot, others moved up from it.
    above = frame.bottom - 8 + MARGIN_ROW
    for y, called, value, weight in sorted(ends, reverse=True):
        above = min(y, above - MARGIN_ROW)
        yield text(frame.right + 10, above - 3, called, size=13, fill=SOFT)
        yield text(frame.right + 10, above + 14, value, size=15, weight=weight)


def _brief(unit: Unit, value: float, step: float | None = None) -> str:
    """A value with its percent sign; “per 1,000” stands in the footer once.

    step: between ticks, which the value is then written as finely as.
    """
    written = unit.write(value, step)
    return written if unit.word == "%" else written.removesuffix(unit.word).rstrip()


def _stands_at(unit: Unit, value: float, frame: Frame) -> str:
    """Where a line stands: three figures, or one finer than the axis where those are coarser."""
    shown, step = abs(value * unit.factor), frame.axis.step * unit.factor
    coarse = shown > 0 and 10 ** (math.floor(math.log10(shown)) - 2) > step
    return _brief(unit, value, step / 10 if coarse else None)


def _level(frame: Frame, span: tuple[int, int], value: float, stroke: str) -> str:
    path = f"M{number(frame.x(span[0], -0.5))} {number(frame.y(value))}H{number(frame.x(span[1] - 1, 0.5))}"
    return f'<path d="{path}" {stroke}/>'


def _data(drawing: Drawing, frame: Frame, style: Style) -> Iterator[str]:
    """Points, and a line that breaks where nothing was counted and where a new phase begins."""
    points = drawing.points
    value, signal = points["value"], points["signal"]
    starts = {
        place for place in range(1, frame.count) if points["centre"][place] != points["centre"][place - 1]
    }
    path, pen_down = [], False
    for i, y in enumerate(value):
        if y is None:
            pen_down = False
            continue
        goes_on = pen_down and i not in starts and frame.places[i] == frame.places[i - 1] + 1
        path.append(f"{'L' if goes_on else 'M'}{number(frame.x(i))} {_y(frame, y)}")
        pen_down = True
    yield (
        f'<path d="{"".join(path)}" fill="none" stroke="{ACCENT}" stroke-width="{style.stroke}"'
        ' stroke-opacity=".45" stroke-linejoin="round"/>'
    )
    dot = style.dot if frame.count <= 60 else style.dot * 0.8
    for i, y in enumerate(value):
        if y is None:
            continue
        size = drawing.sizes[i] if drawing.sizes else None
        hollow = size is not None and size < SMALL
        fill = f'fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.4"' if hollow else f'fill="{ACCENT}"'
        where = f'cx="{number(frame.x(i))}" cy="{_y(frame, y)}"'
        if signal[i]:
            ring = f'fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.2"'
            yield f'<circle {where} r="{number(dot + 2.6)}" {ring}/>'
        if points.get("excluded") and points["excluded"][i]:
            yield _cross(frame.x(i), frame.y(min(max(y, frame.axis.low), frame.axis.high)), dot)
            continue
        yield f'<circle {where} r="{number(dot)}" {fill}/>'


def _cross(x: float, y: float, arm: float) -> str:
    there = f"M{number(x - arm)} {number(y - arm)}L{number(x + arm)} {number(y + arm)}"
    back = f"M{number(x - arm)} {number(y + arm)}L{number(x + arm)} {number(y - arm)}"
    return f'<path d="{there}{back}" stroke="{SOFT}" stroke-width="1.6" stroke-linecap="round"/>'


def _marks(drawing: Drawing, frame: Frame, marks: Mapping[str, str]) -> Iterator[str]:
    """What people marked, before the first point of its period, named above the plot."""
    periods = [str(period) for period in drawing.points["period"]]
    for period, called in marks.items():
        place = next((i for i, own in enumerate(periods) if own.startswith(period)), None)
        if place is None:
            continue
        x = frame.x(place, -0.5)
        anchor = "end" if x > frame.left + 0.8 * frame.width else "start"
        path = f"M{number(x)} {number(frame.top - 22)}V{number(frame.bottom)}"
        yield f'<path d="{path}" stroke="{EDGE}" stroke-dasharray="2 4"/>'
        yield text(
            x + (-6 if anchor == "end" else 6), frame.top - 8, called, size=14, fill=SOFT, anchor=anchor
        )


def _footer(drawings: Sequence[Drawing], unit: Unit) -> str:
    say = drawings[0].say
    parts = list(dict.fromkeys(say(KINDS[one.kind].title) for one in drawings))
    quantities = {one.quantity for one in drawings}
    if quantities & {"g", "t"}:
        parts.append(say(SAID["between"]))
    if unit.word not in {"", "%"}:
        parts.append(say(SAID["per"]).format(n=unit.word.removeprefix("per ")))
    if any(0 < one.baseline < len(one.points["value"]) for one in drawings):
        parts.append(say(SAID["dashed"]))
    if any(value is not None for one in drawings for value in one.points.get("target", [])):
        parts.append(say(SAID["dotted"]))
    if any(value is not None for one in drawings for value in one.points["upper"]):
        parts.append(say(SAID["shaded"]))
    if any(True in one.points["signal"] for one in drawings):
        parts.append(say(SAID["ringed"]))
    if any(size is not None and size < SMALL for one in drawings for size in one.sizes or ()):
        parts.append(say(SAID["hollow"]).format(n=SMALL))
    if any(any(one.points.get("excluded", [])) for one in drawings):
        parts.append(say(SAID["crossed"]))
    if len(drawings) > 1:
        parts.append(say(SAID["one_scale" if len(quantities) == 1 else "own_scales"]))
    return " · ".join(parts)


def _short_reading(answer: Mapping[str, Any]) -> str:
    """What a reading says before it says why; Amharic writes ፦ for a colon."""
    parts = re.split(r"\s*[:፦]\s+", str(answer["reading"]))
    return ": ".join(parts[: 2 if "since" in answer["reading_params"] else 1]).rstrip(".።")


def _swatch(x: float, y: float, words: str) -> str:
    """The name of an earlier phase's line, above the plot where no point hides it."""
    line = f'<path d="M{number(x)} {number(y)}h18" stroke="{INK}" stroke-width="1.6"/>'
    return line + text(x + 26, y + 4.5, words, size=13, fill=SOFT)


def _y(frame: Frame, value: float) -> str:
    return number(frame.y(min(max(value, frame.axis.low), frame.axis.high)))
