"""How far long work is: nothing of short work, a line of its own in a log."""

from __future__ import annotations

import io

import pytest

from debo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr("time.monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_short_work_says_nothing(clock: Clock) -> None:
    out = Terminal()
    progress = Progress("Files read", 3, out=out)
    clock.now += 0.9
    progress.tell(2)
    progress.end()
    assert out.getvalue() == ""


def test_on_a_terminal_one_line_is_written_over_and_left_clean(clock: Clock) -> None:
    out = Terminal()
    progress = Progress("Files read", 3_000, out=out)
    clock.now += 1
    progress.tell(1_000)
    clock.now += 0.1
    progress.tell(1_100)
    clock.now += 0.5
    progress.tell(2_000)
    progress.end()
    assert out.getvalue() == "\rFiles read: 1,000 of 3,000 … \rFiles read: 2,000 of 3,000 … \r\x1b[2K"


def test_a_log_gets_a_line_every_half_minute(clock: Clock) -> None:
    out = io.StringIO()
    progress = Progress("Requests answered", out=out)
    for _ in range(61):
        clock.now += 1
        progress.tell(7)
    progress.end()
    assert out.getvalue() == "Requests answered: 7\nRequests answered: 7\n"
