"""LQAS as Ethiopian facilities use it: 12 data elements at random, register against report, one table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from debo.measures.quality.settings import settings

#: The level that stands for "below 20 %".
BELOW: Final = 0


def draw(pool: Iterable[str], seed: str) -> list[str]:
    """Twelve elements of a pool, at random by the seed; the same pool and seed always give the same ones.

    Each element's lot is SHA-1 of "seed|element" in hex; the twelve lowest are drawn, in that order, so the
    order of the pool decides nothing and no element can be preferred. Elements named twice count once. A pool
    of fewer than twelve is refused with ValueError: the table reads twelve.
    """
    lots = sorted((_lot(seed, element), element) for element in set(pool))
    wanted = settings().elements
    if len(lots) < wanted:
        raise ValueError(f"LQAS needs {wanted} data elements to draw from, and there are {len(lots)}")
    return [element for _, element in lots[:wanted]]


def _lot(seed: str, element: str) -> str:
    return hashlib.sha1(f"{seed}|{element}".encode(), usedforsecurity=False).hexdigest()


def level(matches: int) -> int:
    """The level of accuracy, in per cent, that so many matches of twelve show; 0 stands for below 20 %.

    It is the highest level whose number of matches is reached. Refuses with ValueError what is not 0 to 12.
    """
    if not 0 <= matches <= settings().elements:
        raise ValueError(f"matches must be 0 to {settings().elements}, not {matches}")
    reached = [percent for needed, percent in settings().levels if matches >= needed]
    return max(reached, default=BELOW)


def levels(matches: ArrayLike) -> NDArray[np.float64]:
    """The same for an array of any shape; NaN stays NaN (no check was made)."""
    table = np.array([level(number) for number in range(settings().elements + 1)], dtype=np.float64)
    given = np.asarray(matches, dtype=np.float64)
    known = ~np.isnan(given)
    found = np.full(given.shape, np.nan)
    numbers = given[known].astype(np.int64)
    if numbers.size and not 0 <= numbers.min() <= numbers.max() <= settings().elements:
        raise ValueError(f"matches must be 0 to {settings().elements}")
    found[known] = table[numbers]
    return found


def reaches_target(matches: int) -> bool:
    """Whether so many matches show the level to keep."""
    return level(matches) >= settings().target
