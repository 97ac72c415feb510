"""What stands of a log, by the vectors and by a merge over random logs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.ledger.entry import Entry
from debo.ledger.hash import EMPTY_DIGEST, entry_hash, toggled
from debo.ledger.merge import EMPTY, Cell, merge
from debo.ledger.snapshots.known import Known, ranges_of
from debo.ledger.snapshots.standing import Standing
from tests.unit.ledger.vectors import entry, load, names

CASES = load("snapshots.json")["cases"]
CHANNEL = "collaborative:01890000-0000-7000-8000-0000000000c0"
DEVICES = tuple(letter * 16 for letter in "abc")


def standing(log: list[Entry]) -> list[Entry]:
    """As the hub makes it: all bases, then all entries, then what stands."""
    found = Standing()
    for one in log:
        found.see(one.type, one.record, one.base)
    kept = [one for one in log if found.meet(one)]
    return [found.reduced(one) for one in kept]


Heads = dict[str, dict[str, Any]]


def folded(*parts: list[Entry]) -> Heads:
    """The heads of entries by the ledger's own merge."""
    cells: dict[str, Cell] = {}
    for one in (one for part in parts for one in part):
        for name, value in one.set.items():
            cell = f"{one.type} {one.record} {name}"
            cells[cell] = merge(cells.get(cell, EMPTY), one.full_stamp, value, one.base.get(name, ()))
    return {cell: dict(found.heads) for cell, found in cells.items()}


@pytest.mark.parametrize("case", CASES, ids=names(CASES))
def test_rows_are_what_the_vectors_say(case: dict[str, Any]) -> None:
    log, later = [entry(one) for one in case["log"]], [entry(one) for one in case["later"]]
    rows = standing(log)
    assert rows == [entry(one) for one in case["rows"]]
    known, digest = Known(), EMPTY_DIGEST
    for one in log:
        known.add(one.device, one.n)
        digest = toggled(digest, entry_hash(one))
    assert known.ranges() == case["known"]
    assert digest == case["digest"]
    assert folded(rows) == folded(log) == case["heads"]
    assert folded(rows, later) == folded(log, later) == case["heads_later"]


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[Entry], list[Entry]]:
    """A log in two parts: entries edit each other, see some of what was written, and some come late."""
    written: list[Entry] = []
    numbers = dict.fromkeys(DEVICES, 0)
    for _ in range(draw(st.integers(1, 14))):
        device = draw(st.sampled_from(DEVICES))
        numbers[device] += 1
        record = draw(st.sampled_from("12"))
        fields = draw(st.sets(st.sampled_from(["value", "reason"]), min_size=1))
        seen = [one for one in written if draw(st.booleans())]
        own = [one.stamp for one in written if one.device == device]
        stamp = 1 + max([0, *own, *(one.stamp for one in seen)])
        base = {
            name: sorted(one.full_stamp for one in seen if one.record[-1] == record and name in one.set)
            for name in fields
        }
        uuid = f"01890000-0000-7000-8000-00000000000{record}"
        values = {name: draw(st.integers(0, 3)) for name in sorted(fields)}
        named = {name: stamps for name, stamps in sorted(base.items()) if stamps}
        written.append(Entry(device, CHANNEL, numbers[device], stamp, uuid, 0, "goal", uuid, values, named))
    # The order in which the hub took them, whatever was set aside meanwhile.
    order = draw(st.permutations(written))
    cut = draw(st.integers(0, len(order)))
    return order[:cut], order[cut:]


@settings(deadline=None)
@given(logs())
def test_what_stands_and_the_rest_make_what_the_whole_log_makes(
    parts: tuple[list[Entry], list[Entry]],
) -> None:
    log, later = parts
    assert folded(standing(log)) == {cell: heads for cell, heads in folded(log).items() if heads}
    assert folded(standing(log), later) == folded(log, later)


def whole_entries(log: list[Entry]) -> list[Entry]:
    found = {(one.device, one.n) for one in standing(log)}
    return [replace(one, base={}) for one in log if (one.device, one.n) in found]


def without_missing_stamps(log: list[Entry]) -> list[Entry]:
    return [replace(one, base={}) for one in standing(log)]


@pytest.mark.parametrize("mistake", [whole_entries, without_missing_stamps])
def test_a_planted_mistake_is_noticed(mistake: Any) -> None:
    wrong = [
        case["name"]
        for case in CASES
        for log, later in [([entry(one) for one in case["log"]], [entry(one) for one in case["later"]])]
        if folded(mistake(log), later) != case["heads_later"]
    ]
    assert wrong != []


@given(st.sets(st.integers(1, 40)))
def test_ranges_hold_exactly_these_numbers(numbers: set[int]) -> None:
    ranges = ranges_of(numbers)
    assert {n for first, last in ranges for n in range(first, last + 1)} == numbers
    assert all(before[1] + 1 < after[0] for before, after in pairwise(ranges))
