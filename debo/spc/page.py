"""Charts as one page of HTML: nothing comes from outside, nothing runs, and it prints.

Each chart with its reading, why it is this chart, and its numbers as a table, in three languages; the reader
picks one by a button that needs no script. A person may save, mail or print it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from debo.languages import LANGUAGES, words

from .charts import KINDS
from .draw import Drawing, draw_chart
from .draw_funnel import draw_funnel
from .funnel_answer import FUNNEL
from .reading import Say
from .scale import Unit, unit_for

SAID: Final = words(
    {
        "period": "Period",
        "counted": "Counted",
        "out_of": "Out of",
        "value": "Value",
        "lower": "Lower limit",
        "upper": "Upper limit",
        "target": "Goal",
        "outside": "outside",
        "left_out": "left out",
        "numbers": "The same numbers as a table",
        "made": "Made with Debo from {file}.",
        "facility": "Facility",
    }
)
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
STYLE: Final = """
:root { color-scheme: light }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: #faf7f0; color: #1c1a17;
  font: 400 1rem/1.55 'Noto Sans','Helvetica Neue',Arial,'Noto Sans Ethiopic',Nyala,Kefa,sans-serif }
h1, h2 { font-family: 'Noto Serif',Georgia,'Noto Serif Ethiopic','Noto Sans Ethiopic',serif;
  font-weight: 500 }
h1 { font-size: 1.75rem; margin: 1rem 0 .5rem } h2 { font-size: 1.3rem; margin: 0 0 .25rem }
input.pick { position: absolute; opacity: 0 }
.languages { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1rem }
.languages label { padding: .6rem 1.1rem; border: 1px solid #8a8474; border-radius: 1.5rem; cursor: pointer }
main > section { display: none }
article { margin: 0 0 2.5rem; padding: 1.25rem; background: #fffefb; border: 1px solid #e9e3d6;
  border-radius: 12px }
article svg { display: block; width: 100%; min-width: 40rem; height: auto }
.reading { margin: .25rem 0 .75rem; font: 400 1.2rem/1.45 'Noto Serif',Georgia,'Noto Serif Ethiopic',
  'Noto Sans Ethiopic',serif }
.quiet { color: #4a463f; font-size: .9375rem; margin: .5rem 0 }
summary { padding: .6rem 0; color: #0b5563; font-weight: 600; cursor: pointer }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .75rem; border-bottom: 1px solid #e9e3d6; text-align: right; font-weight: 400 }
th:first-child { text-align: left } thead th { color: #4a463f; font-weight: 600 }
@media print {
  body { background: none; padding: 0 } .languages { display: none }
  article { border: 0; padding: 0; break-inside: avoid-page } tr { break-inside: avoid }
  .wide { overflow: visible } article svg { min-width: 0 }
  details::details-content { content-visibility: visible; block-size: auto }
}
"""


@dataclass(frozen=True)
class Sheet:
    """One chart of a page, in one language: its answer in that language and what draws it.

    marks: what people marked, by period.
    """

    answer: Mapping[str, Any]
    counts: Sequence[float | None] | None = None
    sizes: Sequence[float | None] | None = None
    baseline: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)


def make_page(
    title: str, sheets: Mapping[str, Sequence[Sheet]], says: Mapping[str, Say], *, source: str, first: str
) -> str:
    """A whole page. sheets, says: by language; first: the language that shows when it is opened."""
    names = {code: name for code, name in LANGUAGES if code in sheets}
    picks = [
        f'<input class="pick" type="radio" name="language" id="in-{code}"{" checked" * (code == first)}>'
        for code in names
    ]
    labels = [f'<label for="in-{code}" lang="{code}">{escape(name)}</label>' for code, name in names.items()]
    rules = [
        f"#in-{code}:checked ~ main > .{code} {{ display: block }}\n"
        f"#in-{code}:checked ~ .languages label[for=in-{code}] {{ background: #0b5563; color: #fffefb }}\n"
        f"#in-{code}:focus-visible ~ .languages label[for=in-{code}] {{ outline: 3px solid #0b5563 }}"
        for code in names
    ]
    parts = [
        f'<!doctype html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        # Whatever a name in a sheet holds, the page fetches nothing and runs nothing.
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        f"<title>{escape(title)}</title>\n<style>{STYLE}",
        *rules,
        f"</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>",
        *picks,
        f'<nav class="languages" aria-label="Language">{"".join(labels)}</nav>' if len(names) > 1 else "",
        "<main>",
    ]
    for code in names:
        parts.append(f'<section class="{code}" lang="{code}">')
        parts += [_article(sheet, says[code], title) for sheet in sheets[code]]
        parts.append(f'<p class="quiet">{escape(says[code](SAID["made"]).format(file=source))}</p></section>')
    return "\n".join([*parts, "</main>\n</body>\n</html>\n"])


def _article(sheet: Sheet, say: Say, title: str) -> str:
    answer = sheet.answer
    name = str(answer["name"])
    heading = "" if name == title else f"<h2>{escape(name)}</h2>\n"
    more = [*([str(answer["reason"])] if "reason" in answer else []), *answer.get("notes", [])]
    said = f'<p class="reading">{escape(str(answer["reading"]))}</p>'
    said += "".join(f'<p class="quiet">{escape(line)}</p>' for line in more)
    if answer["chart"] == FUNNEL:
        picture, table = draw_funnel(answer, say=say, headed=False), _funnel_table(answer, say)
    else:
        drawing = Drawing(answer, sheet.sizes, sheet.baseline, say)
        picture, table = draw_chart(drawing, marks=sheet.marks, headed=False), _table(sheet, say)
    numbers = escape(say(SAID["numbers"]))
    return (
        f"<article>\n{heading}{said}\n"
        f'<div class="wide">{picture}</div>'
        f"<details><summary>{numbers}</summary>\n"
        f'<div class="wide" tabindex="0" role="region" aria-label="{numbers}">{table}</div>'
        "</details>\n</article>"
    )


def _table(sheet: Sheet, say: Say) -> str:
    answer, points = sheet.answer, sheet.answer["points"]
    unit = unit_for(points["value"], points["centre"], ratio=sheet.sizes is not None)
    line = say(KINDS[answer["chart"]].line)
    columns: list[tuple[str, Sequence[str]]] = [(say(SAID["period"]), [str(one) for one in points["period"]])]
    if sheet.sizes is not None and sheet.counts is not None:
        columns += [(say(SAID["counted"]), _plain(sheet.counts)), (say(SAID["out_of"]), _plain(sheet.sizes))]
    columns += [
        (say(SAID["value"]), _written(points["value"], unit)),
        (line, _written(points["centre"], unit)),
    ]
    for name in ("lower", "upper", "target"):
        if any(one is not None for one in points.get(name, [])):
            columns.append((say(SAID[name]), _written(points[name], unit)))
    for name, said in (("signal", "outside"), ("excluded", "left_out")):
        if any(points.get(name, [])):
            columns.append(("", [say(SAID[said]) if marked else "" for marked in points[name]]))
    return _rows(columns)


def _funnel_table(answer: Mapping[str, Any], say: Say) -> str:
    points = answer["points"]
    unit = unit_for(points["value"], [answer["centre"]], ratio=True)
    return _rows(
        [
            (say(SAID["facility"]), [str(one) for one in points["unit"]]),
            (say(SAID["out_of"]), _plain(points["size"])),
            (say(SAID["value"]), _written(points["value"], unit)),
            (say(SAID["lower"]), _written(points["lower"], unit)),
            (say(SAID["upper"]), _written(points["upper"], unit)),
        ]
    )


def _rows(columns: Sequence[tuple[str, Sequence[str]]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(_body(columns))}</tbody></table>"


def _body(columns: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    for first, *others in zip(*(cells for _, cells in columns), strict=True):
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>\n'


def _written(values: Sequence[float | None], unit: Unit) -> list[str]:
    return ["–" if value is None else unit.write(value) for value in values]


def _plain(values: Sequence[float | None]) -> list[str]:
    return ["–" if value is None else f"{value:,.10g}" for value in values]
