"""What lies between two rare events, from what people have: counts by period, or the days of the events.

For a G chart cases between events, for a T chart time (Benneyan 2001; Nelson 1994). What lies before the
first event and after the last has no end and is no point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .batch import Batch, Bools, Floats, Ints, check_offsets


@dataclass(frozen=True)
class Between:
    """Stretches between events, series end to end.

    values: float64 (total,), in cases, periods or days; NaN where a missing period lies in between. offsets:
    int64 (series + 1,). at: int64 (total,), the place in the given flat arrays of the event that ends each.
    since: float64 (series,), what has passed since the last event; NaN where there was none. spread: bool
    (series,), whether events of one period had to be taken as evenly spread over it.
    """

    values: Floats
    offsets: Ints
    at: Ints
    since: Floats
    spread: Bools

    @property
    def batch(self) -> Batch:
        """The same as a batch for a G or T chart."""
        return Batch(self.values, self.offsets)


def between_counts(batch: Batch) -> Between:
    """Cases between events, from events (values) and cases (denominators) by period; without denominators
    periods between events.

    Where in its period an event fell is not known: the d events of a period are taken to lie in the middle of
    d equal stretches of it. Refuses (ValueError) events that are no whole number, or less than 0.
    """
    sizes = np.ones(batch.values.size) if batch.denominators is None else batch.denominators
    known = ~np.isnan(batch.values) & (sizes >= 0)
    events = np.where(known, batch.values, 0.0)
    if (events < 0).any() or (events != np.floor(events)).any():
        raise ValueError("Events are whole numbers, 0 or more.")
    events = events.astype(np.int64)
    width = np.where(known, sizes, 0.0)
    ends = np.cumsum(width)
    at = np.repeat(np.arange(events.size), events)
    # The first event of a period is its 0th.
    order = np.arange(at.size) - np.repeat(np.cumsum(events) - events, events)
    place = ends[at] - width[at] * (1 - (order + 0.5) / events[at])
    gone = np.cumsum(~known, dtype=np.int64)
    return _stretches(place, at, gone=gone, offsets=batch.offsets, ends=ends, events=events)


def _stretches(  # noqa: PLR0913
    place: Floats, at: Ints, *, gone: Ints, offsets: Ints, ends: Floats, events: Ints
) -> Between:
    """From one event to the next of the same series."""
    series = offsets.size - 1
    owner = np.searchsorted(offsets, at, side="right") - 1
    follows = np.zeros(at.size, np.bool_)
    follows[1:] = owner[1:] == owner[:-1]
    lengths = np.full(at.size, np.nan)
    lengths[1:] = np.where(gone[at[1:]] == gone[at[:-1]], np.diff(place), np.nan)
    counts = np.bincount(owner[follows], minlength=series)
    found = np.bincount(owner, minlength=series)
    last = np.cumsum(found) - 1
    closing = np.maximum(offsets[1:] - 1, 0)
    if at.size:
        since = np.where(found > 0, ends[closing] - place[np.maximum(last, 0)], np.nan)
        # What passed within a missing period nobody knows.
        since = np.where(gone[closing] == gone[at[np.maximum(last, 0)]], since, np.nan)
    else:
        since = np.full(series, np.nan)
    crowded = np.bincount(owner, events[at] > 1, series) > 0
    return Between(lengths[follows], np.concatenate([[0], np.cumsum(counts)]), at[follows], since, crowded)


def between_days(days: Floats, offsets: Ints) -> Between:
    """Days between events, from the day of each (any zero; parts of a day count), in any order.

    days: float64 (total,), NaN for an event whose day nobody knows: it is left out. offsets: int64
    (series + 1,).
    """
    days, offsets = np.asarray(days, np.float64), np.asarray(offsets, np.int64)
    check_offsets(offsets, days.size)
    owner = np.repeat(np.arange(offsets.size - 1), np.diff(offsets))
    known = np.flatnonzero(~np.isnan(days))
    at = known[np.lexsort((days[known], owner[known]))]
    follows = np.zeros(at.size, np.bool_)
    follows[1:] = owner[at[1:]] == owner[at[:-1]]
    lengths = np.diff(days[at], prepend=np.nan)
    counts = np.bincount(owner[at[follows]], minlength=offsets.size - 1)
    return Between(
        lengths[follows],
        np.concatenate([[0], np.cumsum(counts)]),
        at[follows],
        np.full(offsets.size - 1, np.nan),
        np.zeros(offsets.size - 1, np.bool_),
    )
