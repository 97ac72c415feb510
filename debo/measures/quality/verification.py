"""The verification factor: what a register holds, over what was reported (WHO DQR, module 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.measures.quality.settings import settings

#: What a pair of counts says, by the number in `Verified.reading`. "The report is higher" is a factor below
#: the lower limit. None of them is a verdict on anybody.
READINGS: Final = ("missing", "both_none", "reported_none", "report_higher", "within", "report_lower")
MISSING, BOTH_NONE, REPORTED_NONE, REPORT_HIGHER, WITHIN, REPORT_LOWER = range(6)


@dataclass(frozen=True)
class Verified:
    """Counts set side by side, all of one shape.

    factor: recounted / reported; NaN where nothing was reported, never infinity.
    reading: positions in READINGS.
    recounted, reported: the counts themselves, NaN where missing.
    """

    factor: NDArray[np.float64]
    reading: NDArray[np.int8]
    recounted: NDArray[np.float64]
    reported: NDArray[np.float64]


def verify(recounted: ArrayLike, reported: ArrayLike) -> Verified:
    """Factor and reading of each pair; shapes must agree or broadcast (ValueError), NaN is missing.

    A factor on a limit (0.90, 1.10) lies within.
    """
    there, said = np.broadcast_arrays(
        np.asarray(recounted, dtype=np.float64), np.asarray(reported, dtype=np.float64)
    )
    known = ~(np.isnan(there) | np.isnan(said))
    factor = np.full(there.shape, np.nan)
    np.divide(there, said, out=factor, where=known & (said > 0))
    limits = settings()
    reading = np.select(
        [
            ~known,
            (said == 0) & (there == 0),
            said == 0,
            factor < limits.low,
            factor > limits.high,
        ],
        [MISSING, BOTH_NONE, REPORTED_NONE, REPORT_HIGHER, REPORT_LOWER],
        WITHIN,
    ).astype(np.int8)
    return Verified(factor, reading, there, said)


def pooled(recounted: ArrayLike, reported: ArrayLike, group: ArrayLike, groups: int) -> Verified:
    """One factor a group: the sum of what was recounted over the sum of what was reported.

    For rare events, whose single months say nothing (one death more is a factor of 2), and for places above
    the facility. recounted, reported, group: one length; `group` holds 0 .. groups - 1, else ValueError.
    Pairs of which either is missing count on neither side; a group without any pair is missing.
    """
    there = np.asarray(recounted, dtype=np.float64).ravel()
    said = np.asarray(reported, dtype=np.float64).ravel()
    of = np.asarray(group, dtype=np.int64).ravel()
    if not there.shape == said.shape == of.shape:
        raise ValueError("recounted, reported and group must be of one length")
    if of.size and not 0 <= of.min() <= of.max() < groups:
        raise ValueError(f"group must hold 0 to {groups - 1}")
    known = ~(np.isnan(there) | np.isnan(said))
    pairs = np.bincount(of[known], minlength=groups)
    sums = [np.bincount(of[known], weights=some[known], minlength=groups) for some in (there, said)]
    return verify(*(np.where(pairs > 0, total, np.nan) for total in sums))


def exact_share(recounted: ArrayLike, reported: ArrayLike) -> float:
    """The share of known pairs that agree exactly: another measure than the factor; NaN if none is known."""
    there, said = np.asarray(recounted, dtype=np.float64), np.asarray(reported, dtype=np.float64)
    known = ~(np.isnan(there) | np.isnan(said))
    total = int(known.sum())
    return float((there == said)[known].sum() / total) if total else float("nan")
