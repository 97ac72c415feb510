"""Counts far from the others of their year (WHO Data Quality Review): worth asking about, never refused."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.measures.quality.settings import settings

#: What the numbers in an answer of `outliers` mean.
OUTLIERS: Final = ("none", "moderate", "extreme")


def outliers(values: ArrayLike) -> NDArray[np.int8]:
    """0 for an ordinary count, 1 for a moderate outlier (2 SD or more from the mean), 2 for an extreme (3).

    values: (…, periods), a year of one series in the last axis, NaN for missing. Mean and standard deviation
    (n - 1) are those of all counts of the row, the one in question included, as in the WHO's tool. A row with
    fewer than six counts, or with all alike, has none.
    """
    given = np.asarray(values, dtype=np.float64)
    limits = settings()
    known = ~np.isnan(given)
    count = known.sum(axis=-1, keepdims=True)
    filled = np.where(known, given, 0.0)
    enough = count >= limits.least
    mean = np.divide(filled.sum(axis=-1, keepdims=True), count, out=np.zeros(count.shape), where=enough)
    away = np.where(known, given - mean, 0.0)
    squares = (away * away).sum(axis=-1, keepdims=True)
    spread = np.sqrt(np.divide(squares, count - 1, out=np.zeros(count.shape), where=enough))
    distance = np.divide(np.abs(away), spread, out=np.zeros(given.shape), where=spread > 0)
    found = (distance >= limits.moderate).astype(np.int8) + (distance >= limits.extreme)
    return np.where(enough & known, found, 0).astype(np.int8)
