"""Data quality: vectors/verification.json, which the phone satisfies too, and a plain reading beside it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from debo.measures.models import EVENTS
from debo.measures.quality import (
    ANSWERS,
    OUTLIERS,
    READINGS,
    Related,
    compare,
    draw,
    exact_share,
    level,
    levels,
    outliers,
    pooled,
    reaches_target,
    reporting,
    settings,
    verify,
    was_on_time,
)
from debo.measures.quality.completeness import due_day
from debo.periods import parse

CASES: dict[str, Any] = json.loads(Path("vectors/verification.json").read_text(encoding="utf-8"))
COUNTS = st.one_of(st.none(), st.integers(0, 60))


def named(part: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", CASES[part], ids=lambda case: case["name"])


def nan(values: Sequence[float | None]) -> list[float]:
    return [math.nan if value is None else float(value) for value in values]


def none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


@named("verify")
def test_a_factor_and_what_it_says(case: dict[str, Any]) -> None:
    found = verify(*nan([case["recounted"], case["reported"]]))
    assert none(float(found.factor)) == pytest.approx(case["factor"], abs=1e-12)
    assert READINGS[int(found.reading)] == case["reading"]


@named("pooled")
def test_rare_events_are_pooled(case: dict[str, Any]) -> None:
    recounted, reported = nan(case["recounted"]), nan(case["reported"])
    found = pooled(recounted, reported, [0] * len(recounted), 1)
    assert [none(found.recounted[0]), none(found.reported[0])] == case["sums"]
    assert none(found.factor[0]) == pytest.approx(case["factor"], abs=1e-12)
    assert READINGS[found.reading[0]] == case["reading"]
    assert none(exact_share(recounted, reported)) == pytest.approx(case["exact"], abs=1e-12)


def test_all_cases_pooled_at_once_are_the_same_as_each_alone() -> None:
    """One call for a nation: each case is a group, in a shuffled order."""
    rows = [
        (recounted, reported, group)
        for group, case in enumerate(CASES["pooled"])
        for recounted, reported in zip(nan(case["recounted"]), nan(case["reported"]), strict=True)
    ]
    np.random.default_rng(4).shuffle(rows)
    recounted, reported, group = zip(*rows, strict=True)
    found = pooled(recounted, reported, np.array(group, dtype=int), len(CASES["pooled"]))
    assert [READINGS[reading] for reading in found.reading] == [case["reading"] for case in CASES["pooled"]]


@given(st.lists(st.tuples(COUNTS, COUNTS, st.integers(0, 3)), max_size=30))
def test_pooled_as_a_plain_reading_sums(rows: list[tuple[int | None, int | None, int]]) -> None:
    found = pooled(nan([row[0] for row in rows]), nan([row[1] for row in rows]), [row[2] for row in rows], 4)
    for group in range(4):
        pairs = [(a, b) for a, b, of in rows if of == group and a is not None and b is not None]
        there, said = sum(a for a, _ in pairs), sum(b for _, b in pairs)
        if not pairs:
            reading = "missing"
        elif said == 0:
            reading = "reported_none" if there else "both_none"
        else:
            # In whole numbers, so that no rounding decides on a limit.
            reading = "report_higher" if 10 * there < 9 * said else "within"
            reading = "report_lower" if 10 * there > 11 * said else reading
        assert READINGS[found.reading[group]] == reading
        assert (none(found.factor[group]) is None) == (not pairs or said == 0)


@pytest.mark.parametrize(("group", "groups"), [([0, 2], 2), ([-1, 0], 2), ([0], 1)])
def test_groups_that_arent_there_are_refused(group: list[int], groups: int) -> None:
    with pytest.raises(ValueError, match="group"):
        pooled([1, 2], [1, 2], group, groups)
    with pytest.raises(ValueError, match="group"):
        reporting([True, True], [True, True], [1, 1], group, groups)


def test_the_decision_table() -> None:
    table = CASES["lqas"]
    assert [level(matches) for matches in range(13)] == table["levels"]
    assert [reaches_target(matches) for matches in range(13)] == table["reaches_target"]
    assert levels([math.nan, *range(13)]).tolist()[1:] == table["levels"]
    assert math.isnan(levels(math.nan))
    for impossible in (-1, 13):
        with pytest.raises(ValueError, match="0 to 12"):
            level(impossible)
        with pytest.raises(ValueError, match="0 to 12"):
            levels([impossible])


@named("draws")
def test_chance_draws_the_same_everywhere(case: dict[str, Any]) -> None:
    if case["drawn"] is None:
        with pytest.raises(ValueError, match="12 data elements"):
            draw(case["pool"], case["seed"])
    else:
        assert draw(case["pool"], case["seed"]) == case["drawn"]


def test_no_element_is_preferred() -> None:
    """Of twenty, each is among the twelve in 60 % of 2,000 draws, within five standard errors."""
    pool = [f"element {number}" for number in range(20)]
    drawn = [element for seed in range(2_000) for element in draw(pool, str(seed))]
    shares = [drawn.count(element) / 2_000 for element in pool]
    assert max(abs(share - 0.6) for share in shares) < 5 * math.sqrt(0.6 * 0.4 / 2_000)


@named("outliers")
def test_outliers(case: dict[str, Any]) -> None:
    assert [OUTLIERS[found] for found in outliers(nan(case["values"]))] == case["found"]


@given(st.lists(COUNTS, max_size=14))
def test_outliers_as_a_plain_reading_finds_them(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    far = [0] * len(values)
    if len(known) >= 6 and (spread := stdev(known)) > 0:
        distances = [0.0 if one is None else abs(one - fmean(known)) / spread for one in values]
        # On a limit to the last bit, rounding decides.
        if any(abs(distance - limit) < 1e-9 for distance in distances for limit in (2, 3)):
            return
        far = [(distance >= 2) + (distance >= 3) for distance in distances]
    assert outliers(nan(values)).tolist() == far


def test_outliers_of_many_series_at_once() -> None:
    cases = [case for case in CASES["outliers"] if len(case["values"]) == 12]
    found = outliers([nan(case["values"]) for case in cases])
    assert [[OUTLIERS[one] for one in row] for row in found] == [case["found"] for case in cases]


@named("due")
def test_when_a_report_is_due(case: dict[str, Any]) -> None:
    period = parse(case["period"], case["start_day"])
    assert date.fromordinal(due_day(period, case["measure"], case["charter"])).isoformat() == case["day"]


@named("reporting")
def test_completeness_and_timeliness(case: dict[str, Any]) -> None:
    def days(texts: list[str | None]) -> list[float]:
        return [math.nan if text is None else date.fromisoformat(text).toordinal() for text in texts]

    timely = was_on_time(days(case["day"]), days(case["due"]))
    found = reporting(case["expected"], case["received"], timely, [0] * len(timely), 1)
    assert [n[0] for n in (found.expected, found.received, found.on_time, found.unknown)] == case["counts"]
    assert none(found.completeness[0]) == pytest.approx(case["completeness"])
    assert none(found.timeliness[0]) == pytest.approx(case["timeliness"])


def test_reports_are_summed_by_place() -> None:
    """Place 1 has no report at all: neither share is zero there, there is none."""
    found = reporting([1, 1, 1], [1, 0, 1], [1, math.nan, 0], [0, 0, 2], 3)
    assert found.completeness.tolist() == pytest.approx([0.5, math.nan, 1.0], nan_ok=True)
    assert found.timeliness.tolist() == pytest.approx([0.5, math.nan, 0.0], nan_ok=True)


CHECKS = {one.key: one for one in settings().related}


@named("related")
def test_related_measures(case: dict[str, Any]) -> None:
    counts = {event: nan(row) for event, row in case["counts"].items()}
    found = compare(CHECKS[case["check"]], counts)
    assert [ANSWERS[one] for one in found.answer] == case["answer"]
    last = [none(found.left[-1]), none(found.right[-1])]
    assert last == (case["last"] or [None, None])


def plainly(check: Related, left: list[int | None], right: list[int | None], at: int) -> str:
    """One period, period by period: the slow reading of settings.json."""

    def window(last: int) -> tuple[int, int] | None:
        some = range(max(0, last - check.window + 1), last + 1)
        known = [(a, b) for a, b in ((left[i], right[i]) for i in some) if a is not None and b is not None]
        return (sum(a for a, _ in known), sum(b for _, b in known)) if len(known) >= check.need else None

    now = window(at)
    if now is None:
        return "cannot_tell"
    if check.kind == "opposite":
        before = window(at - check.window) if at >= check.window else None
        if before is None:
            return "cannot_tell"
        by = [one - other for one, other in zip(now, before, strict=True)]
        moved = min(abs(one) for one in by) >= check.slack and (by[0] < 0) != (by[1] < 0)
        return "ask" if moved and abs(sum(by)) <= check.tolerance * sum(before) else "fits"
    over = now[0] - now[1] if check.kind == "at_most" else abs(now[0] - now[1])
    return "ask" if over > max(check.slack, check.tolerance * now[1]) else "fits"


ROWS = st.integers(0, 30).flatmap(
    lambda length: st.tuples(*[st.lists(COUNTS, min_size=length, max_size=length)] * 2)
)


@pytest.mark.parametrize("key", CHECKS)
@given(rows=ROWS)
def test_related_measures_as_a_plain_reading_finds_them(
    key: str, rows: tuple[list[int | None], list[int | None]]
) -> None:
    """Each side as one event: how several are added is held by the cases."""
    left, right = rows
    check = replace(CHECKS[key], left=("l",), right=("r",))
    found = compare(check, {"l": nan(left), "r": nan(right)})
    plain = [plainly(check, left, right, at) for at in range(len(left))]
    assert [ANSWERS[one] for one in found.answer] == plain


def test_related_measures_of_many_facilities_at_once() -> None:
    check = CHECKS["births_add_up"]
    cases = [case for case in CASES["related"] if case["check"] == check.key and len(case["counts"]) == 3]
    cases = [case for case in cases if len(case["answer"]) == 3]
    counts = {event: [nan(case["counts"][event]) for case in cases] for event in (*check.left, *check.right)}
    found = compare(check, counts)
    assert [[ANSWERS[one] for one in row] for row in found.answer] == [case["answer"] for case in cases]
    with pytest.raises(ValueError, match="shape"):
        compare(check, {**counts, "deliveries": [1.0]})


def test_every_check_speaks_of_known_events_in_three_languages() -> None:
    known = {event for event, _ in EVENTS}
    for check in settings().related:
        assert {*check.left, *check.right} <= known
        assert set(check.ask) == {"en", "am", "om"}
        for sentence in check.ask.values():
            assert ("{left}" in sentence) == ("{right}" in sentence)
    asked = {event for check in settings().related for event in (*check.left, *check.right)}
    assert asked == known
