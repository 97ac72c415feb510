"""`debo chart --jsonl`: one request a line in, one answer a line out, in the same order, as they come."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from .progress import Progress
from .spc.answer import answer_all

# Lines answered together; a line that comes alone is answered at once.
TOGETHER: Final = 2_048
READ_AT_ONCE: Final = 1 << 20


class LinesError(Exception):
    """A file of requests that can't be read; the message says why."""


def answer_lines(file: str, out: IO[str], say: Callable[[str], str] = str) -> int:
    """Answer one request per line, in the same order; a line that can't be answered says why."""
    if file == "-":
        _answer_stream(sys.stdin.buffer, out, say)
        return 0
    try:
        with Path(file).open("rb") as source:
            _answer_stream(source, out, say)
    except OSError as problem:
        raise LinesError(f"{file} could not be read: {problem.strerror}.") from None
    return 0


def _answer_stream(source: Any, out: IO[str], say: Callable[[str], str]) -> None:
    # Answers on a terminal show themselves how far it is.
    progress = None if out.isatty() else Progress("Requests answered")
    done = 0
    for lines in _lines_together(source):
        answers = answer_all([_parsed(line) for line in lines], say)
        out.writelines(f"{json.dumps(one, ensure_ascii=False, allow_nan=False)}\n" for one in answers)
        out.flush()
        done += len(answers)
        if progress:
            progress.tell(done)
    if progress:
        progress.end()


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
