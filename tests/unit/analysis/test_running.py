"""Workers that aren't fit for the work. What they say here is what real ones said (Dask 2026.8)."""

from __future__ import annotations

from typing import Any

import pytest

from debo.analysis.refusals import ClusterError
from debo.analysis.running import _check_workers
from debo.version import VERSION


class Scheduler:
    """Answers for its workers."""

    def __init__(self, said: dict[str, object]) -> None:
        self.said = said

    def wait_for_workers(self, number: int, timeout: float) -> None:
        assert (number, timeout) == (1, 5)

    def run(self, _function: object, on_error: str) -> dict[str, object]:
        assert on_error == "return"
        return self.said


def check(**said: object) -> None:
    scheduler: Any = Scheduler(said)
    _check_workers(scheduler, "tcp://somewhere:8786", 5)


def test_workers_with_the_same_debo_may_begin() -> None:
    check(one=VERSION, other=VERSION)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("0.0.9", f"found: 0.0.9, {VERSION}"),
        (Exception("ModuleNotFoundError(\"No module named 'debo'\")"), f"found: {VERSION}, none"),
    ],
)
def test_a_worker_with_another_debo_or_none_is_told(other: object, found: str) -> None:
    with pytest.raises(ClusterError) as refusal:
        check(one=VERSION, other=other)
    assert found in str(refusal.value)
    assert "Nothing was read or written. Install the same on all" in str(refusal.value)
