"""Independence: what a team begins by itself, told from days alone (FEATURES N6). It is the team's freedom,
not a score.

The phone has the same in web/src/mentoring/team/independence.ts; both answer to vectors/independence.json.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from debo.mentoring.settings import SETTINGS

WINDOW: int = SETTINGS["independence"]["window_days"]
AFTER: int = SETTINGS["independence"]["after_visit_days"]


@dataclass(frozen=True)
class UnderWay:
    """A cycle under way from its first to its last day; without `last` it still is."""

    first: date
    last: date | None = None


@dataclass(frozen=True)
class Independence:
    """What happened in the days looked at.

    `share` is None without an act; `days_to_next` has an entry for each visit, None where no act followed
    yet; `longest_gap` is the longest stretch of days without a visit on all of which a cycle was under
    way.
    """

    acts: int
    own: int
    share: float | None
    days_to_next: tuple[int | None, ...]
    longest_gap: int


def independence(
    acts: Iterable[date], visits: Iterable[date], cycles: Sequence[UnderWay], today: date
) -> Independence:
    """Look at the 90 days that end with `today`. An act within 7 days after a visit, the day of the visit
    included, is not begun by the team itself; acts and visits after `today` are left out."""
    begins = today - timedelta(days=WINDOW - 1)
    known = sorted(day for day in visits if day <= today)
    done = sorted(day for day in acts if begins <= day <= today)
    own = sum(1 for day in done if _is_own(day, known))
    return Independence(
        acts=len(done),
        own=own,
        share=own / len(done) if done else None,
        days_to_next=tuple(_to_next(day, done) for day in known if day >= begins),
        longest_gap=_longest_gap(frozenset(known), cycles, begins, today),
    )


def _is_own(day: date, visits: Sequence[date]) -> bool:
    before = bisect_right(visits, day)
    return before == 0 or (day - visits[before - 1]).days > AFTER


def _to_next(visit: date, acts: Sequence[date]) -> int | None:
    later = bisect_right(acts, visit)
    return (acts[later] - visit).days if later < len(acts) else None


def _longest_gap(visits: frozenset[date], cycles: Sequence[UnderWay], begins: date, today: date) -> int:
    longest = run = 0
    for step in range((today - begins).days + 1):
        day = begins + timedelta(days=step)
        alive = any(one.first <= day and (one.last is None or day <= one.last) for one in cycles)
        run = run + 1 if alive and day not in visits else 0
        longest = max(longest, run)
    return longest
