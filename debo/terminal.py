"""What the commands print: plain tables that fit a terminal and can be copied."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

#: Seconds between two words about how far long work is.
SAYS_EVERY: Final = 5.0


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, two blanks between them."""
    lines = [headers, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(headers))]
    shown = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([shown[0], "  ".join("─" * width for width in widths), *shown[1:]])


def counted(number: int, one: str, several: str) -> str:
    """A number with its word: "1 entry", "1,200 entries"."""
    return f"{number:,} {one if number == 1 else several}"


def telling(what: str, every: float = SAYS_EVERY) -> Callable[[int, int], None]:
    """What says on stderr how far long work is ("120 of 400 partitions"), every few seconds; short work stays
    quiet."""
    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last >= every:
            last = time.monotonic()
            print(f"{done:,} of {of:,} {what}", file=sys.stderr, flush=True)

    return tell
