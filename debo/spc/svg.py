"""Pieces of a drawing: paper and ink, lines of text, numbers as SVG writes them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

# Paper and ink are those of the app (web/src/design/tokens.css). Fonts are the reader's own; the last of them
# has the Ethiopic letters.
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


def page(width: float, height: float, body: Sequence[str], title: str) -> str:
    """A whole drawing, with its title for who can't see it."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}"'
            f' width="{number(width)}" height="{number(height)}" font-family="{SANS}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{number(width)}" height="{number(height)}" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        ]
    )


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
    family = f"{ETHIOPIC},{family or SANS}" if is_ethiopic(words) else family
    more += f' font-family="{family}"' if family else ""
    where = f'x="{number(x)}" y="{number(y)}"'
    return f'<text {where} font-size="{number(size)}" fill="{fill}"{more}>{escape(words)}</text>'


def is_ethiopic(words: str) -> bool:
    """Whether any letter is Ethiopic; such letters are wider too."""
    return any("ሀ" <= letter <= "᎙" for letter in words)


def wrapped(sentence: str, most: int) -> list[str]:
    """A sentence in as few lines of at most so many letters as it takes, of about one length."""
    most = most * 3 // 4 if is_ethiopic(sentence) else most
    lines = _broken(sentence, most)
    even = len(sentence) // len(lines)
    return next(
        (made for width in range(even, most) if len(made := _broken(sentence, width)) == len(lines)), lines
    )


def _broken(sentence: str, most: int) -> list[str]:
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def cut(words: str, most: int) -> str:
    """As much of it as fits, with a sign that there is more."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def number(of: float) -> str:
    """One decimal, no more than is needed."""
    return f"{of:.1f}".rstrip("0").rstrip(".")
