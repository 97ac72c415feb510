"""Seeded attempts at one kind of fault: so many, or for so long; what was counted, and what failed."""

from __future__ import annotations

import json
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

Attempt = Callable[[int], Counter[str]]
Ready = Callable[[Path], AbstractContextManager[Attempt]]

#: Seeds that once failed, by kind: they are tried first, each time.
KEPT = Path(__file__).with_name("kept.json")


@dataclass
class Tally:
    """What a kind of fault came to."""

    kind: str
    runs: int = 0
    seconds: float = 0.0
    counted: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)

    def line(self) -> str:
        """For the person who reads it."""
        parts = ", ".join(f"{n:,} {what}" for what, n in self.counted.items())
        seeds = f"; FAILED with the seeds {self.failed}" if self.failed else ""
        a_thousand = 1000 * self.seconds / max(1, self.runs) / 60
        taken = f"{self.seconds:.0f} s (1,000 take {a_thousand:.1f} minutes)"
        return f"{self.kind}: {self.runs:,} runs in {taken}: {parts}{seeds}"

    def as_text(self) -> str:
        """For another process."""
        return json.dumps(vars(self))

    @classmethod
    def told(cls, text: str) -> Tally:
        """What another process counted."""
        said = json.loads(text)
        return cls(**{**said, "counted": Counter(said["counted"])})


def table(tallies: list[Tally]) -> str:
    """All kinds, one a row: runs, what was counted, and whether anything was lost."""
    rows = ["| kind | runs | minutes | counted | lost or wrong |", "|---|---|---|---|---|"]
    for one in tallies:
        counted = ", ".join(f"{n:,} {what}" for what, n in sorted(one.counted.items()) if n)
        wrong = f"seeds {one.failed}" if one.failed else "nothing"
        rows.append(f"| {one.kind} | {one.runs:,} | {one.seconds / 60:.1f} | {counted} | {wrong} |")
    return "\n".join(rows)


def kept(kind: str) -> list[int]:
    """The seeds that failed once."""
    seeds: list[int] = json.loads(KEPT.read_text()).get(kind, [])
    return seeds


def keep(kind: str, seed: int) -> None:
    """Keep a seed that failed as a case."""
    cases: dict[str, list[int]] = json.loads(KEPT.read_text())
    if seed not in cases.setdefault(kind, []):
        cases[kind].append(seed)
        KEPT.write_text(json.dumps(cases, indent=2, sort_keys=True) + "\n")


def try_out(kind: str, attempt: Attempt, *, first: int, runs: int | None, seconds: float | None) -> Tally:
    """The kept seeds, then from `first` on, until there were `runs` or `seconds` are over."""
    tally = Tally(kind)
    began = time.monotonic()
    for seed in _seeds(kind, first):
        tally.seconds = time.monotonic() - began
        if tally.runs == runs or (seconds is not None and tally.seconds >= seconds and tally.runs):
            break
        tally.runs += 1
        try:
            tally.counted.update(attempt(seed))
        except Exception:  # whatever went wrong in a run, the seed is what one needs
            traceback.print_exc()
            print(f"{kind}: seed {seed} failed; again: python -m tests.faults {kind} --seed {seed} --runs 1")
            tally.failed.append(seed)
            keep(kind, seed)
    return tally


def _seeds(kind: str, first: int) -> Iterator[int]:
    yield from kept(kind)
    yield from count(first)
