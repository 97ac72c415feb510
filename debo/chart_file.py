"""A chart of a file: the sheet read, the answers computed, printed and drawn. What `debo chart` does."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final
from zipfile import BadZipFile

from .spc.answer import answer_all
from .spc.charts import KINDS
from .spc.columns import Columns, choose_columns, make_requests
from .spc.draw import Drawing, draw_chart, draw_many
from .spc.request import RequestError
from .spc.sketch import summarise
from .spc.table import Table, TableError, decode, make_table, read_text

# Lines of --jsonl answered together; a line that comes alone is answered at once.
TOGETHER: Final = 2_048
READ_AT_ONCE: Final = 1 << 20


class ChartFileError(Exception):
    """What was asked can't be done; the message says why and what to do."""


# What a person can put right; everything else is our mistake and may show its trace.
REFUSALS: Final = (ChartFileError, TableError, RequestError)


def chart_file(args: argparse.Namespace) -> int:
    """Chart a CSV or XLSX file as the options ask."""
    if not args.file:
        raise ChartFileError("Which file? Try: debo chart FILE.csv, or debo chart --help.")
    options = _options(args)
    table = _read_table(args.file)
    asked = Columns(args.period, args.value, args.numerator, args.denominator, tuple(args.series))
    columns = choose_columns(table, asked, options["chart"])
    if columns.guessed:
        print(f"Guessed from the headings: {'; '.join(columns.guessed)}.", file=sys.stderr)
    requests = make_requests(table, columns, options, args.title or Path(args.file).stem)
    if not requests:
        raise ChartFileError(f"No row has a period in “{columns.period}”, so there is nothing to draw.")
    answers = answer_all(requests)
    _draw(args, answers, [request.n for request in requests])
    if args.json:
        json.dump({"series": answers}, sys.stdout, ensure_ascii=False, allow_nan=False)
        print()
    elif not (args.svg or args.png):
        _summarise(answers, ratio=columns.denominator is not None)
    return 0


def _options(args: argparse.Namespace) -> dict[str, Any]:
    """The wishes of the command line as a request has them."""
    chart = "run" if args.chart == "auto" else args.chart
    if chart not in KINDS:
        raise ChartFileError(f"There is no chart “{chart}” here; there are {', '.join(KINDS)}.")
    options: dict[str, Any] = {"chart": chart, "rules": args.rules, "screen_mr": args.screen_mr}
    if args.freeze is not None:
        options["freeze"] = args.freeze
    if args.direction:
        options["direction"] = args.direction
    for name in ("parts", "exclude"):
        if given := getattr(args, name):
            options[name] = _positions(given, name)
    return options


def _positions(given: str, name: str) -> list[int]:
    try:
        return [int(one) for one in given.split(",") if one.strip()]
    except ValueError:
        raise ChartFileError(
            f"--{name} takes positions with commas between, such as 12,24; not “{given}”."
        ) from None


def _read_table(file: str) -> Table:
    if file == "-":
        return read_text(decode(sys.stdin.buffer.read()))
    path = Path(file)
    if path.suffix.lower() in {".xls", ".ods"}:
        raise ChartFileError(
            f"{path.name} is not read here. Save it as .xlsx or as “CSV UTF-8” and try again."
        )
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise ChartFileError(f"{file} could not be read: {problem.strerror}.") from None
    if content[:4] == b"PK\x03\x04":
        return _read_workbook(path)
    return read_text(decode(content))


def _read_workbook(path: Path) -> Table:
    """The first sheet of an XLSX file, its cells as text."""
    # Imported here: it costs a tenth of a second that a CSV file need not pay.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        raise ChartFileError(
            f"{path.name} is not a whole .xlsx file. Save it again and try once more."
        ) from None
    rows = book.worksheets[0].iter_rows(values_only=True)
    table = make_table((line, [_cell_text(cell) for cell in row]) for line, row in enumerate(rows, start=1))
    book.close()
    return table


def _cell_text(cell: object) -> str:

    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _summarise(answers: Sequence[Mapping[str, Any]], *, ratio: bool) -> None:
    print("\n\n".join(summarise(answer, ratio=ratio) for answer in answers))


def _draw(
    args: argparse.Namespace,
    answers: Sequence[Mapping[str, Any]],
    sizes: Sequence[Sequence[float | None] | None],
) -> None:
    if not (args.svg or args.png):
        return
    drawings = [
        Drawing(answer, below, args.freeze or 0) for answer, below in zip(answers, sizes, strict=True)
    ]
    if len(drawings) == 1:
        picture = draw_chart(drawings[0], title=args.title, marks=_marks(args.mark))
    else:
        picture = draw_many(drawings, title=args.title, columns=3 if len(drawings) <= 12 else 4)
    if args.svg:
        _write(args.svg, picture.encode())
    if args.png:
        import resvg_py  # noqa: PLC0415  (6 MB that only a picture needs)

        # Twice the size, so that it is sharp on a phone and in print.
        _write(args.png, bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=2)))


def _marks(given: Iterable[str]) -> dict[str, str]:
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


def answer_lines(file: str, out: IO[str]) -> int:
    """Answer one request per line, in the same order; a line that can't be answered says why."""
    if file == "-":
        _answer_stream(sys.stdin.buffer, out)
        return 0
    try:
        with Path(file).open("rb") as source:
            _answer_stream(source, out)
    except OSError as problem:
        raise ChartFileError(f"{file} could not be read: {problem.strerror}.") from None
    return 0


def _answer_stream(source: Any, out: IO[str]) -> None:
    for lines in _lines_together(source):
        answers = answer_all([_parsed(line) for line in lines])
        out.writelines(f"{json.dumps(one, ensure_ascii=False, allow_nan=False)}\n" for one in answers)
        out.flush()


def _lines_together(source: Any) -> Iterator[list[bytes]]:
    """Whole lines as they come: all that are there, but never waiting for more before answering."""
    rest = b""
    read = source.read1 if hasattr(source, "read1") else source.read
    while chunk := read(READ_AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        full = [line for line in lines if line.strip()]
        for first in range(0, len(full), TOGETHER):
            yield full[first : first + TOGETHER]
    if rest.strip():
        yield [rest]


def _parsed(line: bytes) -> Any:
    """One request; a line that is no JSON becomes an answer that says so."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as problem:
        return ValueError(f"This line is not JSON ({problem}).")
