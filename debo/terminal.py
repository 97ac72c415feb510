"""What the commands print: plain tables that fit a terminal and can be copied."""

from __future__ import annotations

from collections.abc import Sequence


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
