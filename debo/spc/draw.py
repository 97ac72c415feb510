"""Charts as SVG: quiet, one accent, told apart by shape and never by red and green. A string out, no file.

Paper and ink are those of the app (web/src/design/tokens.css). Fonts are the reader's own; the last of them
has the Ethiopic letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any, Final

from .charts import KINDS
from .period_order import axis_labels, places_of
from .scale import Axis, Fit, Unit, axis_for, unit_for

PAPER: Final = "#fffefb"
INK: Final = "#1c1a17"
SOFT: Final = "#4a463f"
EDGE: Final = "#8a8474"
LINE: Final = "#e9e3d6"
ACCENT: Final = "#0b5563"
BAND: Final = "#e4eeed"
SANS: Final = "'Noto Sans','Helvetica Neue',Arial,'Noto Sans Ethiopic',Nyala,Kefa,sans-serif"
SERIF: Final = "'Noto Serif',Georgia,'Noto Serif Ethiopic','Noto Sans Ethiopic',serif"
ETHIOPIC: Final = "'Noto Sans Ethiopic',Nyala,Kefa"
# Fewer than so many below the line, and chance alone moves the point a lot: it is drawn hollow.
SMALL: Final = 10
ROOM_FOR_LABEL: Final = 120


@dataclass(frozen=True)
class Drawing:
    """One series to draw: its answer, its denominators, the points of its frozen baseline (0: all)."""

    answer: Mapping[str, Any]
    sizes: Sequence[float | None] | None = None
    baseline: int = 0

    @property
    def points(self) -> Mapping[str, list[Any]]:
        """The columns of the answer."""
        points: Mapping[str, list[Any]] = self.answer["points"]
        return points


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


def draw_chart(drawing: Drawing, *, title: str = "", marks: Mapping[str, str] | None = None) -> str:
    """One chart on a page of 1,000 by 520."""
    width, height = 1000, 520
    unit, axis = _unit_and_axis([drawing], parts=5, squeeze=0.6)
    sentence = _lines(str(drawing.answer["reading"]), 122)
    above = 24 if marks or len(drawing.answer["phases"]) > 1 else 12
    top = 66 + 22 * len(sentence) + above
    frame = Frame(78, top, width - 78 - 128, height - top - 74, places_of(drawing.points["period"]), axis)
    body = [
        text(40, 46, title or str(drawing.answer["name"]), size=24, family=SERIF),
        *(text(40, 76 + 22 * row, line, size=16, fill=SOFT) for row, line in enumerate(sentence)),
        *_plot(drawing, frame, unit, ALONE),
        *_marks(drawing, frame, marks or {}),
        text(40, height - 20, _footer([drawing], unit), size=12, fill=EDGE),
    ]
    return _page(width, height, body, title or str(drawing.answer["name"]))


def draw_many(drawings: Sequence[Drawing], *, title: str = "", columns: int = 3) -> str:
    """Many small charts on one scale, in the order given and never by value."""
    cell_width, cell_height, head = 320, 190, 60 if title else 24
    rows = -(-len(drawings) // columns)
    width, height = 40 + columns * cell_width, head + rows * cell_height + 44
    unit, axis = _unit_and_axis(drawings, parts=3, squeeze=0.15)
    body = [text(32, 40, title, size=24, family=SERIF)] if title else []
    for place, drawing in enumerate(drawings):
        left, top = 32 + place % columns * cell_width, head + place // columns * cell_height
        frame = Frame(
            left + 48, top + 54, cell_width - 74, cell_height - 88, places_of(drawing.points["period"]), axis
        )
        body += [
            text(left, top + 22, _cut(str(drawing.answer["name"]), 40), size=14, weight=600),
            text(left, top + 40, _cut(_short_reading(drawing.answer), 50), size=12, fill=SOFT),
            *_plot(drawing, frame, unit, AMONG_MANY),
        ]
    body.append(text(32, height - 16, _footer(drawings, unit), size=12, fill=EDGE))
    return _page(width, height, body, title or "Charts")


def _page(width: float, height: float, body: Sequence[str], title: str) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
            f' height="{height}" font-family="{SANS}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _unit_and_axis(drawings: Sequence[Drawing], *, parts: int, squeeze: float) -> tuple[Unit, Axis]:
    values = [value for one in drawings for value in one.points["value"]]
    centres = [value for one in drawings for value in one.points["centre"]]
    limits = [value for one in drawings for name in ("upper", "lower") for value in one.points[name]]
    ratio = drawings[0].sizes is not None
    unit = unit_for(values, centres, ratio=ratio)
    from_zero = ratio or drawings[0].answer["chart"] in {"c", "mr", "s", "t", "g"}
    return unit, axis_for([*values, *centres], limits, Fit(from_zero, parts, squeeze), unit)


def _plot(drawing: Drawing, frame: Frame, unit: Unit, style: Style) -> Iterator[str]:
    yield from _grid(drawing, frame, unit, style)
    yield from _limits(drawing, frame)
    yield from _centre(drawing, frame, unit, style)
    yield from _data(drawing, frame, style)


def _grid(drawing: Drawing, frame: Frame, unit: Unit, style: Style) -> Iterator[str]:
    for tick in frame.axis.ticks:
        y = frame.y(tick)
        yield f'<path d="M{_n(frame.left)} {_n(y)}H{_n(frame.right)}" stroke="{LINE}"/>'
        label = _brief(unit, tick, frame.axis.step * unit.factor)
        yield text(
            frame.left - 10, y + style.text * 0.35, label, size=style.text - 1, fill=EDGE, anchor="end"
        )
    for place, label in axis_labels(drawing.points["period"], style.labels):
        x = frame.x(place)
        yield f'<path d="M{_n(x)} {_n(frame.bottom)}v5" stroke="{EDGE}"/>'
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
        there = [f"L{_n(frame.x(i, -0.5))} {_y(frame, upper[i])}H{_n(frame.x(i, 0.5))}" for i in steps]
        back = [f"L{_n(frame.x(i, 0.5))} {_y(frame, lower[i])}H{_n(frame.x(i, -0.5))}" for i in steps[::-1]]
        yield f'<path d="M{"".join([*there, *back])[1:]}Z" fill="{BAND}"/>'


def _centre(drawing: Drawing, frame: Frame, unit: Unit, style: Style) -> Iterator[str]:
    """The line of each phase, dashed where a frozen baseline is carried on, with its value beside it."""
    centre, phases = drawing.points["centre"], drawing.answer["phases"]
    name = KINDS[drawing.answer["chart"]].line
    for phase in phases:
        first, last = phase["first"] - 1, phase["last"]
        value = centre[first]
        if value is None:
            continue
        frozen = min(drawing.baseline or last, last) if len(phases) == 1 else last
        yield _level(frame, (first, frozen), value, f'stroke-width="{style.stroke}"')
        if frozen < last:
            dashed = f'stroke-width="{style.stroke}" stroke-dasharray="6 5"'
            yield _level(frame, (frozen, last), value, dashed)
        if not style.named_line:
            continue
        if last == frame.count:
            yield text(frame.right + 10, frame.y(value) - 3, name, size=13, fill=SOFT)
            yield text(frame.right + 10, frame.y(value) + 14, _brief(unit, value), size=15, weight=600)
        elif frame.x(last - 1) - frame.x(first) > ROOM_FOR_LABEL:
            yield _swatch(frame.x(first, -0.5), frame.top - 12, f"{name} {_brief(unit, value)}")


def _brief(unit: Unit, value: float, step: float | None = None) -> str:
    """A value with its percent sign; “per 1,000” stands in the footer once."""
    written = unit.write(value, step)
    return written if unit.word == "%" else written.removesuffix(unit.word).rstrip()


def _level(frame: Frame, span: tuple[int, int], value: float, stroke: str) -> str:
    path = f"M{_n(frame.x(span[0], -0.5))} {_n(frame.y(value))}H{_n(frame.x(span[1] - 1, 0.5))}"
    return f'<path d="{path}" stroke="{INK}" {stroke}/>'


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
        path.append(f"{'L' if goes_on else 'M'}{_n(frame.x(i))} {_y(frame, y)}")
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
        where = f'cx="{_n(frame.x(i))}" cy="{_y(frame, y)}"'
        if signal[i]:
            ring = f'fill="{PAPER}" stroke="{ACCENT}" stroke-width="1.2"'
            yield f'<circle {where} r="{_n(dot + 2.6)}" {ring}/>'
        yield f'<circle {where} r="{_n(dot)}" {fill}/>'


def _marks(drawing: Drawing, frame: Frame, marks: Mapping[str, str]) -> Iterator[str]:
    """What people marked, before the first point of its period, named above the plot."""
    periods = [str(period) for period in drawing.points["period"]]
    for period, words in marks.items():
        place = next((i for i, own in enumerate(periods) if own.startswith(period)), None)
        if place is None:
            continue
        x = frame.x(place, -0.5)
        anchor = "end" if x > frame.left + 0.8 * frame.width else "start"
        path = f"M{_n(x)} {_n(frame.top - 22)}V{_n(frame.bottom)}"
        yield f'<path d="{path}" stroke="{EDGE}" stroke-dasharray="2 4"/>'
        yield text(
            x + (-6 if anchor == "end" else 6), frame.top - 8, words, size=14, fill=SOFT, anchor=anchor
        )


def _footer(drawings: Sequence[Drawing], unit: Unit) -> str:
    parts = [KINDS[drawings[0].answer["chart"]].title]
    if unit.word not in {"", "%"}:
        parts.append(unit.word)
    if any(0 < one.baseline < len(one.points["value"]) for one in drawings):
        parts.append("dashed: the frozen line carried on")
    if any(value is not None for one in drawings for value in one.points["upper"]):
        parts.append("shaded: limits, three standard deviations from the line")
    if any(True in one.points["signal"] for one in drawings):
        parts.append("ringed: outside the limits")
    if any(size is not None and size < SMALL for one in drawings for size in one.sizes or ()):
        parts.append(f"hollow: fewer than {SMALL} counted")
    if len(drawings) > 1:
        parts.append("all on one scale")
    return " · ".join(parts)


def _short_reading(answer: Mapping[str, Any]) -> str:
    return str(answer["reading"]).split(": ", 2 if "since" in answer["reading_params"] else 1)[0].rstrip(".")


def text(  # noqa: PLR0913  (an SVG text has as many sides)
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
    family: str = "",
) -> str:
    """One line of text."""
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += f' font-weight="{weight}"' if weight != 400 else ""
    # Named first, or a drawing program takes any font that has the letters, bold ones too.
    family = f"{ETHIOPIC},{family or SANS}" if any("ሀ" <= letter <= "᎙" for letter in words) else family
    more += f' font-family="{family}"' if family else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}"{more}>{escape(words)}</text>'


def _swatch(x: float, y: float, words: str) -> str:
    """The name of an earlier phase's line, above the plot where no point hides it."""
    line = f'<path d="M{_n(x)} {_n(y)}h18" stroke="{INK}" stroke-width="1.6"/>'
    return line + text(x + 26, y + 4.5, words, size=13, fill=SOFT)


def _lines(sentence: str, most: int) -> list[str]:
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _y(frame: Frame, value: float) -> str:
    return _n(frame.y(min(max(value, frame.axis.low), frame.axis.high)))


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
