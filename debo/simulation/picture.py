"""A picture of what each rule set costs and gives: false alarms against signals seen, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape

from debo.simulation.rule_sets import Detection

#: Told apart by dashes as well as by colour, for who prints in black.
STROKES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "anhoej": ("#0b5d7a", ""),
        "ihi": ("#b3541e", "7 4"),
        "we": ("#555555", "2 4"),
        "nelson": ("#7a4a9e", "10 3 2 3"),
        "nhs": ("#3d6b35", "4 2"),
    }
)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"anhoej": "Anhøj", "ihi": "IHI", "we": "Western Electric", "nelson": "Nelson", "nhs": "NHS"}
)
WIDTH, HEIGHT, LEFT, TOP, PLOT, GAP = 960, 440, 64, 90, 250, 60
LEGEND, LEGEND_STEP = 412, 172


def draw_detection(found: Sequence[Detection]) -> str:
    """SVG: a panel for each size of change, share of charts with a signal by months since; the first panel is
    noise alone."""
    shifts = sorted({one.shift for one in found})
    width = (WIDTH - LEFT - GAP * len(shifts)) / len(shifts)
    body = [
        _text(
            LEFT,
            30,
            "How often is there a signal, by months after the line was drawn?",
            size=20,
            weight="600",
        )
    ]
    body.append(_text(LEFT, 52, "Left: nothing has changed, so each signal is a false alarm.", size=13))
    for at, shift in enumerate(shifts):
        left = LEFT + at * (width + GAP)
        body += _panel(left, width, shift, [one for one in found if one.shift == shift])
    inner = "\n".join((*body, *_legend()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="Noto Sans, sans-serif"><rect width="100%" height="100%" fill="#fff"/>\n'
        f"{inner}\n</svg>\n"
    )


def _panel(left: float, width: float, shift: float, found: Sequence[Detection]) -> list[str]:
    bottom, last = TOP + PLOT, max(one.months[-1] for one in found)
    deviations = "deviation" if shift == 1 else "deviations"
    title = f"A change of {shift:g} standard {deviations}" if shift else "No change"
    body = [_text(left, TOP - 8, title, size=14, weight="600")]
    for share in (0, 25, 50, 75, 100):
        y = bottom - PLOT * share / 100
        body.append(f'<path d="M{left:.1f} {y:.1f}h{width:.1f}" stroke="#ddd" fill="none"/>')
        body.append(
            _text(left - 6, y + 4, f"{share} %" if left == LEFT else str(share), size=11, anchor="end")
        )
    for month in range(0, last + 1, 6):
        x = left + width * month / last
        body.append(_text(x, bottom + 18, str(month), size=11, anchor="middle"))
    body.append(_text(left + width / 2, bottom + 38, "months", size=12, anchor="middle"))
    return [*body, *_lines(left, width, bottom, last, found)]


def _lines(left: float, width: float, bottom: float, last: int, found: Sequence[Detection]) -> Iterator[str]:
    for one in found:
        points = [(0, 0.0), *zip(one.months, one.seen, strict=True)]
        path = "L".join(f"{left + width * m / last:.1f} {bottom - PLOT * share:.1f}" for m, share in points)
        yield _stroke(f"M{path}", one.rules)


def _legend() -> Iterator[str]:
    """Which line is whose, below all panels."""
    for at, (rules, name) in enumerate(NAMES.items()):
        x = LEFT + at * LEGEND_STEP
        yield _stroke(f"M{x:.1f} {LEGEND}h40", rules)
        yield _text(x + 48, LEGEND + 4, name, size=13)


def _stroke(path: str, rules: str) -> str:
    colour, dashes = STROKES[rules]
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'


def _text(x: float, y: float, words: str, **style: object) -> str:
    size, anchor = style.get("size", 12), style.get("anchor", "start")
    fill, weight = style.get("fill", "#222"), style.get("weight", "400")
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )
