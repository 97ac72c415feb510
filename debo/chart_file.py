"""Charts of files: sheets read, charts chosen and computed, printed and drawn. What `debo chart` does."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from .chart_lines import LinesError
from .chart_sheet import SheetError, read_sheet
from .languages import LANGUAGES
from .languages.saying import sayer
from .periods.day import parse_day
from .periods.refusal import PeriodError
from .progress import Progress
from .spc.answer import answer_all
from .spc.auto import settle
from .spc.charts import KINDS
from .spc.columns import Columns, choose_columns, make_event_requests, make_funnel, make_requests
from .spc.draw import Drawing, draw_chart, draw_many
from .spc.draw_funnel import draw_funnel
from .spc.funnel_answer import FUNNEL
from .spc.page import Sheet, make_page
from .spc.request import AUTO, Request
from .spc.rows import RequestError
from .spc.sketch import summarise, summarise_funnel
from .spc.table import TableError

#: Series answered together, so that progress can be told.
TOGETHER: Final = 500
#: More charts than this on a page are in one language only, or it grows too large to mail.
MOST_IN_THREE: Final = 60

Answer = dict[str, Any]


class ChartFileError(Exception):
    """What was asked can't be done; the message says why and what to do."""


# What a person can put right; everything else is our mistake and may show its trace.
REFUSALS: Final = (ChartFileError, SheetError, LinesError, TableError, RequestError)


@dataclass(frozen=True)
class Asked:
    """What is to be answered, in the order of files and rows: charts, or funnels as raw requests."""

    requests: tuple[Request | Answer, ...]

    def answers(self, language: str) -> list[Answer]:
        """Answer all, in a language; the first that can't be answered stops it."""
        say, progress = sayer(language), Progress("Charts computed", len(self.requests))
        answers: list[Answer] = []
        for first in range(0, len(self.requests), TOGETHER):
            answers += answer_all(self.requests[first : first + TOGETHER], say)
            progress.tell(len(answers))
        progress.end()
        for answer in answers:
            if "error" in answer:
                raise ChartFileError(str(answer["error"]))
        return answers

    def sizes(self, place: int) -> Sequence[float | None] | None:
        """The denominators of a chart; none of what has none."""
        request = self.requests[place]
        return request.n if isinstance(request, Request) else None


def chart_file(args: argparse.Namespace) -> int:
    """Chart files as the options ask."""
    if not args.file:
        raise ChartFileError("Which file? Try: debo chart FILE.csv, or debo chart --help.")
    asked = _read_all(args)
    answers = asked.answers(args.language)
    _draw(args, asked, answers)
    if args.html:
        _write(args.html, _page(args, asked, answers).encode())
    if args.json:
        json.dump({"series": answers}, sys.stdout, ensure_ascii=False, allow_nan=False)
        print()
    elif not (args.svg or args.png or args.html):
        say = sayer(args.language)
        print("\n\n".join(_summary(one, asked.sizes(place), say) for place, one in enumerate(answers)))
    return 0


def _read_all(args: argparse.Namespace) -> Asked:
    options, progress = _options(args), Progress("Files read", len(args.file))
    found: list[Request | Answer] = []
    for done, file in enumerate(args.file):
        progress.tell(done)
        try:
            own = _read_one(args, file, options)
        except (TableError, RequestError) as refusal:
            raise ChartFileError(f"{file}: {refusal}" if len(args.file) > 1 else str(refusal)) from None
        found += _named(own, Path(file).stem) if len(args.file) > 1 else own
    progress.end()
    charts = [one for one in found if isinstance(one, Request)]
    settled = iter(settle(charts))
    requests: list[Request | Answer] = []
    for one in found:
        chosen = next(settled) if isinstance(one, Request) else one
        if isinstance(chosen, RequestError):
            raise chosen
        requests.append(chosen)
    return Asked(tuple(requests))


def _read_one(args: argparse.Namespace, file: str, options: dict[str, Any]) -> list[Request | Answer]:
    """What is asked of one file: a chart for each series, or one funnel of them all."""
    table = read_sheet(file)
    asked = Columns(
        args.period, args.value, args.numerator, args.denominator, tuple(args.series), events=args.events
    )
    columns = choose_columns(table, asked, args.chart)
    if columns.guessed:
        where = f"{file}: guessed" if len(args.file) > 1 else "Guessed"
        print(f"{where} from the headings: {'; '.join(columns.guessed)}.", file=sys.stderr)
    own = dict(options)
    if args.target:
        own["target"] = _target(args.target, ratio=columns.denominator is not None)
    name = args.title or Path(file).stem
    if args.chart == FUNNEL:
        return [make_funnel(table, columns, own, name)]
    if columns.numerator and not columns.denominator and "measure" not in own:
        # A numerator alone is counted, not measured.
        own["measure"] = "count" if args.chart in {AUTO, "t", "g"} else None
    if columns.events:
        own.pop("measure", None)
        made = make_event_requests(table, columns, own, name, _read_day)
    else:
        made = make_requests(table, columns, own, name)
    _check_target(args.target, made)
    if not made:
        raise ChartFileError(f"No row has a period in “{columns.period}”, so there is nothing to draw.")
    return list(made)


def _named(requests: Sequence[Request | Answer], stem: str) -> list[Request | Answer]:
    """Series of several files are told apart by their file."""
    named: list[Request | Answer] = []
    for one in requests:
        if not isinstance(one, Request):
            named.append({**one, "name": stem})
        else:
            named.append(replace(one, name=stem if len(requests) == 1 else f"{stem} · {one.name}"))
    return named


def _options(args: argparse.Namespace) -> dict[str, Any]:
    """The wishes of the command line as a request has them."""
    if args.chart not in {*KINDS, AUTO, FUNNEL}:
        raise ChartFileError(
            f"There is no chart “{args.chart}” here; there are {', '.join(KINDS)}, auto, funnel."
        )
    if args.events and args.chart not in {"g", "t"}:
        raise ChartFileError(
            "--events is a list of days, which a T chart (--chart t) or a G chart (g) draws."
        )
    options: dict[str, Any] = {"chart": args.chart, "rules": args.rules, "screen_mr": args.screen_mr}
    for name in ("freeze", "direction", "centre", "measure"):
        if getattr(args, name) is not None:
            options[name] = getattr(args, name)
    for name in ("parts", "exclude"):
        if given := getattr(args, name):
            options[name] = _positions(given, name)
    if args.named:
        options["named"] = True
    return options


def _positions(given: str, name: str) -> list[int]:
    try:
        return [int(one) for one in given.split(",") if one.strip()]
    except ValueError:
        raise ChartFileError(
            f"--{name} takes positions with commas between, such as 12,24; not “{given}”."
        ) from None


def _target(given: str, *, ratio: bool) -> float | dict[str, float | None]:
    """0.9, 90% and 2021-01=80%,2021-07=90%; a target that ends has nothing after its sign."""
    if "=" not in given:
        return _target_number(given, given, ratio=ratio)
    steps: dict[str, float | None] = {}
    for one in given.split(","):
        period, _, number = one.partition("=")
        steps[period.strip()] = _target_number(number, given, ratio=ratio) if number.strip() else None
    return steps


def _target_number(text: str, given: str, *, ratio: bool) -> float:
    plain = text.strip().removesuffix("%").strip()
    try:
        number = float(plain)
    except ValueError:
        raise ChartFileError(
            f"--target takes a number, or PERIOD=NUMBER with commas between, such as 2021-01=80%,2021-07=90%;"
            f" not “{given}”."
        ) from None
    return number / 100 if ratio and text.strip().endswith("%") else number


def _check_target(given: str | None, requests: Sequence[Request]) -> None:
    """A share's target above 1 was meant in per cent, and would squeeze the chart flat."""
    for one in requests:
        pairs = [] if one.n is None else zip(one.y, one.n, strict=True)
        shares = all(above <= below for above, below in pairs if above is not None and below)
        if one.n is not None and shares and any(value > 1 for value in one.target if value is not None):
            raise ChartFileError(
                f"--target {given}: a share lies between 0 and 1; write 90% or 0.9 for nine in ten."
            )


def _read_day(cell: str) -> float:
    """A day as a number, its time of day as a part; Gregorian, or Ethiopian as people write it."""
    try:
        at = datetime.datetime.fromisoformat(cell)
    except ValueError:
        try:
            return float(parse_day(cell).toordinal())
        except PeriodError as refusal:
            raise ValueError(str(refusal)) from None
    return at.toordinal() + (at.hour * 60 + at.minute) / 1440 + at.second / 86_400


def _summary(answer: Answer, sizes: Sequence[float | None] | None, say: Callable[[str], str]) -> str:
    if answer["chart"] == FUNNEL:
        return summarise_funnel(answer)
    return summarise(answer, ratio=sizes is not None, say=say)


def _draw(args: argparse.Namespace, asked: Asked, answers: Sequence[Answer]) -> None:
    if not (args.svg or args.png):
        return
    picture = _picture(args, asked, answers)
    if args.svg:
        _write(args.svg, picture.encode())
    if args.png:
        import resvg_py  # noqa: PLC0415  (6 MB that only a picture needs)

        # Twice the size, so that it is sharp on a phone and in print.
        _write(args.png, bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=2)))


def _picture(args: argparse.Namespace, asked: Asked, answers: Sequence[Answer]) -> str:
    say = sayer(args.language)
    funnels = [one for one in answers if one["chart"] == FUNNEL]
    if funnels:
        if len(funnels) > 1:
            raise ChartFileError("One picture holds one funnel. Draw the files one by one, or use --html.")
        return draw_funnel(funnels[0], title=args.title, say=say)
    drawings = [
        Drawing(answer, asked.sizes(place), args.freeze or 0, say) for place, answer in enumerate(answers)
    ]
    if len(drawings) == 1:
        return draw_chart(drawings[0], title=args.title, marks=_marks(args.mark))
    return draw_many(drawings, title=args.title, columns=3 if len(drawings) <= 12 else 4)


def _page(args: argparse.Namespace, asked: Asked, answers: Sequence[Answer]) -> str:
    codes = [code for code, _ in LANGUAGES]
    if len(answers) > MOST_IN_THREE:
        codes = [args.language]
        print(f"With {len(answers)} charts the page is in one language only.", file=sys.stderr)
    marks = _marks(args.mark)
    sheets = {}
    for code in codes:
        said = answers if code == args.language else asked.answers(code)
        sheets[code] = [
            Sheet(one, _counts(asked.requests[place]), asked.sizes(place), args.freeze or 0, marks)
            for place, one in enumerate(said)
        ]
    names = ", ".join(Path(file).name for file in args.file)
    title = args.title or (str(answers[0]["name"]) if len(answers) == 1 else names)
    return make_page(title, sheets, {code: sayer(code) for code in codes}, source=names, first=args.language)


def _counts(request: Request | Answer) -> Sequence[float | None] | None:
    return request.y if isinstance(request, Request) else None


def _marks(given: Iterable[str]) -> Mapping[str, str]:
    marks = {}
    for one in given:
        period, equals, words = one.partition("=")
        if not equals or not words.strip():
            raise ChartFileError(f"--mark takes PERIOD=TEXT, such as 2021-03=Training; not “{one}”.")
        marks[period.strip()] = words.strip()
    return marks


def _write(file: str, content: bytes) -> None:
    try:
        Path(file).write_bytes(content)
    except OSError as problem:
        raise ChartFileError(f"{file} could not be written: {problem.strerror}.") from None
