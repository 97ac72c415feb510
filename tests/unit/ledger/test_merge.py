"""The merge satisfies vectors/merge.json in every order, and its fast form is the plain one."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.ledger.merge import (
    EMPTY,
    Cell,
    Stored,
    conflicts_of,
    heads_of,
    merge,
    merge_stored,
    pack,
    unpack,
    value_of,
)
from tests.unit.ledger.vectors import load, names

CASES = load("merge.json")["cases"]
State = dict[str, tuple[Stored, Any]]


def add(state: State, entry: dict[str, Any]) -> None:
    stamp = f"{entry['stamp']}@{entry['device']}"
    for field, value in entry["set"].items():
        stored, current = state.get(field, (None, None))
        state[field] = merge_stored(stored, current, stamp, value, entry["base"].get(field, ()))


@pytest.mark.parametrize("case", CASES, ids=names(CASES))
def test_every_order_and_every_repetition_ends_in_the_state_of_the_case(case: dict[str, Any]) -> None:
    for order in permutations(case["entries"]):
        state: State = {}
        for entry in (*order, order[0], order[-1]):
            add(state, entry)
        told = {
            field: {
                "stored": stored,
                "value": value,
                "conflicts": [{"stamp": s, "value": v} for s, v in conflicts_of(unpack(stored, value))],
            }
            for field, (stored, value) in state.items()
        }
        assert told == case["state"]
        # Equality of dicts says nothing of their order, and true == 1: the text does.
        assert repr(sorted(told.items())) == repr(sorted(case["state"].items())) or _same_but_objects(
            told, case
        )


def _same_but_objects(told: dict[str, Any], case: dict[str, Any]) -> bool:
    """The order of names inside a value is nobody's; only that of the stamps is the protocol's."""
    return all(
        list(told[field]["stored"]["h"]) == list(cell["stored"]["h"])
        for field, cell in case["state"].items()
        if isinstance(cell["stored"], dict)
    )


stamps = st.builds("{}@{}".format, st.integers(1, 12), st.sampled_from(["a" * 16, "b" * 16]))
writes = st.tuples(stamps, st.integers(0, 3), st.lists(stamps, max_size=3))


@settings(max_examples=150)
@given(st.lists(writes, max_size=8, unique_by=lambda write: write[0]))
def test_the_stored_form_is_the_plain_merge(history: list[tuple[str, int, list[str]]]) -> None:
    cell: Cell = EMPTY
    stored: Stored | None = None
    value: Any = None
    for stamp, new, base in history:
        cell = merge(cell, stamp, new, base)
        stored, value = merge_stored(stored, value, stamp, new, base)
        assert stored == pack(cell)
        assert value == value_of(cell)
        assert unpack(stored, value) == cell
        assert heads_of(stored) == list(pack(cell)["h"] if isinstance(pack(cell), dict) else [stored])  # type: ignore[index]


def test_a_field_nobody_filled_has_no_heads_and_no_value() -> None:
    assert heads_of(None) == []
    assert value_of(EMPTY) is None
    assert conflicts_of(EMPTY) == []
