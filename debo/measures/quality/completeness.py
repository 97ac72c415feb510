"""Completeness and timeliness: reports that came, and came by their day, over those expected (WHO DQR)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.measures.quality.settings import settings
from debo.periods import Period


@dataclass(frozen=True)
class Reporting:
    """Per group: how many reports were expected, came, came by their day, and came on a day nobody knows."""

    expected: NDArray[np.int64]
    received: NDArray[np.int64]
    on_time: NDArray[np.int64]
    unknown: NDArray[np.int64]

    @property
    def completeness(self) -> NDArray[np.float64]:
        """Received over expected; NaN where none was expected."""
        return _share(self.received, self.expected)

    @property
    def timeliness(self) -> NDArray[np.float64]:
        """Received by their day over expected, without those of an unknown day; NaN where none is left."""
        return _share(self.on_time, self.expected - self.unknown)


def was_on_time(received: ArrayLike, due: ArrayLike) -> NDArray[np.float64]:
    """1 for a report that came on or before its day, 0 for a later one, NaN where either day is missing.

    received, due: days as numbers of any one calendar (such as `date.toordinal()`), NaN for missing.
    """
    came, day = np.asarray(received, dtype=np.float64), np.asarray(due, dtype=np.float64)
    return np.where(np.isnan(came) | np.isnan(day), np.nan, came <= day)


def reporting(
    expected: ArrayLike, received: ArrayLike, on_time: ArrayLike, group: ArrayLike, groups: int
) -> Reporting:
    """Sum single reports up by group: a place, a month, a measure.

    expected, received: true or false; on_time: 1, 0 or NaN for not known (as `was_on_time` says); group: 0 ..
    groups - 1. All of one length, else ValueError. What came without being expected counts nowhere, so that
    no share exceeds one.
    """
    wanted = np.asarray(expected, dtype=bool).ravel()
    came = np.asarray(received, dtype=bool).ravel() & wanted
    timely = np.asarray(on_time, dtype=np.float64).ravel()
    of = np.asarray(group, dtype=np.int64).ravel()
    if not wanted.shape == came.shape == timely.shape == of.shape:
        raise ValueError("expected, received, on_time and group must be of one length")
    if of.size and not 0 <= of.min() <= of.max() < groups:
        raise ValueError(f"group must hold 0 to {groups - 1}")
    return Reporting(
        *(
            np.bincount(of[some], minlength=groups)
            for some in (wanted, came, came & (timely == 1), came & np.isnan(timely))
        )
    )


def due_day(period: Period, measure: int | None = None, charter: int | None = None) -> int:
    """The last day on which a period's report is on time, as `date.toordinal()`.

    measure, charter: days after the period's end, as the measure or the charter sets them; the measure's goes
    first, and where neither says, settings.json does.
    """
    days = next((one for one in (measure, charter) if one is not None), settings().days_after)
    return period.last_day.toordinal() + days


def _share(some: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.float64]:
    found = np.full(some.shape, np.nan)
    np.divide(some, of, out=found, where=of > 0)
    return found
