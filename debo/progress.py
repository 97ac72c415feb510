"""How far a long piece of work is, on stderr: at once for who waits at a terminal, seldom for a log."""

from __future__ import annotations

import sys
import time
from typing import IO, Final

#: Seconds before the first word, and between two: on a terminal, and where nobody watches.
ON_A_TERMINAL: Final = (1.0, 0.5)
IN_A_LOG: Final = (30.0, 30.0)


class Progress:
    """Says how many of how many; short work says nothing at all."""

    def __init__(self, what: str, of: int | None = None, *, out: IO[str] | None = None) -> None:
        self.what, self.of = what, of
        self.out = sys.stderr if out is None else out
        self.watched = self.out.isatty()
        first, self.pause = ON_A_TERMINAL if self.watched else IN_A_LOG
        self.next = time.monotonic() + first
        self.said = False

    def tell(self, done: int) -> None:
        """Say how many are done, when it is time to."""
        now = time.monotonic()
        if now < self.next:
            return
        self.next, self.said = now + self.pause, True
        share = f"{done:,} of {self.of:,}" if self.of else f"{done:,}"
        self.out.write(f"\r{self.what}: {share} … " if self.watched else f"{self.what}: {share}\n")
        self.out.flush()

    def end(self) -> None:
        """Leave the terminal's line clean for what comes after."""
        if self.said and self.watched:
            self.out.write("\r\x1b[2K")
            self.out.flush()
