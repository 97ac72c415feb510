"""What a soak tries besides the hub's faults: phones in Node and in Chromium, slow lines, planted mistakes.

These are tests of their own; a soak runs them with more seeds and reads off what they counted.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.attempts import Tally

ROOT = Path(__file__).parents[2]
VITEST = ("npm", "run", "--silent", "test", "--", "--reporter", "verbose", "--testTimeout", "60000")
PYTEST = (sys.executable, "-m", "pytest", "-n", "0", "-q", "-rA")


@dataclass(frozen=True)
class Outside:
    """A command, where it runs, how many times more in a soak of `a_run` minutes, and what is read off."""

    kind: str
    command: tuple[str, ...]
    folder: Path
    #: What to count, by the words in which it is told; a group's number, or one for each line.
    counts: dict[str, str]
    #: The setting that says how many runs, and how many minutes of the soak are one.
    setting: str = ""
    a_run: float = 1.0
    least: int = 1
    #: The share of what was counted that may fail: of planted mistakes one in twenty.
    may_fail: float = 0.0
    more: dict[str, str] = field(default_factory=dict)

    def run(self, minutes: float, seed: int) -> Tally:
        """Run it and read."""
        runs = max(self.least, round(minutes / self.a_run))
        settings = {self.setting: str(runs)} if self.setting else {}
        seeded = {"DEBO_BROWSER_SEED": str(seed % 1_000_000)}
        began = time.monotonic()
        done = subprocess.run(
            self.command,
            cwd=self.folder,
            env={**os.environ, **seeded, **settings, **self.more},
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        tally = Tally(self.kind, runs if self.setting else 1, time.monotonic() - began, self._read(said))
        failed, passed = tally.counted["failed"], tally.counted.total() - tally.counted["failed"]
        # Ended badly with nothing counted as failed: it never came so far as to count.
        if done.returncode and (not failed or failed > self.may_fail * (failed + passed)):
            print(said[-6000:], flush=True)
            tally.failed.append(seed)
        return tally

    def _read(self, said: str) -> Counter[str]:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
        counted: Counter[str] = Counter()
        for what, words in self.counts.items():
            found = re.findall(words, plain, re.MULTILINE)
            counted[what] += sum(int(one.replace(",", "")) if one.isdecimal() else 1 for one in found)
        return counted


OUTSIDE = (
    Outside(
        "on_postgresql",
        ("make", "on-postgres", "ON_POSTGRES=tests/integration tests/generative"),
        ROOT,
        {"tests on PostgreSQL": r"(\d+) passed", "failed": r"(\d+) failed"},
    ),
    Outside(
        "phone_crashes",
        (*VITEST, "tests/ledger/crashes.test.ts"),
        ROOT / "web",
        {"power cuts of a phone": r"(\d+) power cuts of a phone"},
        "VITE_SOAK_CRASHES",
        a_run=3,
    ),
    Outside(
        "slow_lines",
        (*VITEST, "tests/ledger/slow-line.test.ts", "-t", "soak"),
        ROOT / "web",
        {"times 2,000 entries, cut about every 20 kB, came whole": r"^.*slow lines: 2,000 entries in"},
        "VITE_SOAK_LINES",
        a_run=6,
        least=3,
    ),
    Outside(
        "browser",
        (*PYTEST, "tests/browser/test_faults.py"),
        ROOT,
        {
            "stories with Chromium killed six times": r"^PASSED .*killed_again_and_again",
            "stories with six cut exchanges": r"^PASSED .*cut_at_any_byte",
            "updates of the app in between": r"^PASSED .*update_of_the_app",
            "failed": r"^(?:FAILED|ERROR) ",
        },
        "DEBO_BROWSER_RUNS",
        a_run=6,
        least=2,
    ),
    Outside(
        "planted_mistakes",
        (*PYTEST, "tests/generative/test_ledger_exchange.py", "-k", "planted_mistake"),
        ROOT,
        {"caught of the hub's": r"^PASSED .*planted_mistake", "failed": r"^FAILED .*planted_mistake"},
        may_fail=0.05,
    ),
    Outside(
        "planted_in_the_phone",
        (*VITEST, "tests/ledger/property.test.ts", "-t", "notice"),
        ROOT / "web",
        {"caught of the phone's": r"^ *✓ .* that ", "failed": r"^ *[×✗] .* that "},
        may_fail=0.05,
    ),
)
