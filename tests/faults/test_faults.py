"""A share of the soak in every run of the tests: the kept seeds first, then a few fixed ones."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("kind", "runs", "looks_for"),
    [
        ("stories", 3, "restored hubs"),
        ("kills", 1, "kills while it worked"),
        ("torn_logs", 1, "cuts while carrying the log over"),
        ("full_disk", 1, "answers 507"),
        ("fuzz", 1, "answers 400"),
        ("crash_points", 1, "rest of the week lived after one"),
        ("lines", 1, "cuts of an answer"),
        ("files", 2, "rescue files refused"),
        ("doors", 1, "requests by the document answered 2xx"),
    ],
)
def test_nothing_is_lost(kind: str, runs: int, looks_for: str) -> None:
    words = [sys.executable, "-m", "tests.faults", kind, "--seed", "1", "--runs", str(runs)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert looks_for in done.stdout
