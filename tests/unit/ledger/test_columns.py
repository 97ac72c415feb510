"""Columns satisfy vectors/columns.json both ways, and refuse every malformed shape with its code."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.ledger.columns import MOST_ROWS, ColumnsError, decode, encode
from debo.ledger.entry import Entry
from debo.ledger.identity import derived_id
from tests.unit.ledger.vectors import entry, load, names

VECTORS = load("columns.json")
BOTH = VECTORS["cases"]
READ = VECTORS["read"]
REFUSED = VECTORS["refused"]


def key_of(type_: str) -> tuple[str, ...] | None:
    declared = VECTORS["declared"].get(type_)
    return None if declared is None else tuple(declared)


@pytest.mark.parametrize("case", BOTH, ids=names(BOTH))
def test_entries_are_written_as_these_columns(case: dict[str, Any]) -> None:
    written = encode([entry(one) for one in case["entries"]], key_of)
    assert json.dumps(written) == json.dumps(case["columns"])


@pytest.mark.parametrize("case", BOTH + READ, ids=names(BOTH + READ))
def test_columns_are_read_as_these_entries(case: dict[str, Any]) -> None:
    assert decode(case["columns"], key_of) == [entry(one) for one in case["entries"]]


@pytest.mark.parametrize("case", REFUSED, ids=names(REFUSED))
def test_a_malformed_shape_is_refused_with_its_code(case: dict[str, Any]) -> None:
    with pytest.raises(ColumnsError) as refusal:
        decode(case["columns"], key_of)
    assert refusal.value.code == case["code"]


def test_more_rows_than_any_sender_sends_are_refused_before_they_are_read() -> None:
    rows = ("device", "channel", "author", "shape", "n", "stamp", "at", "record", "base")
    columns = {**BOTH[0]["columns"], **{name: [0] * (MOST_ROWS + 1) for name in rows}}
    with pytest.raises(ColumnsError, match="too_many_rows"):
        decode(columns, key_of)


record = st.uuids().map(str)
texts = st.text(alphabet='ab|"ጤ\n', max_size=5)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    type_, key = draw(
        st.sampled_from([("observation", True), ("observation", False), ("event", False), ("new", False)])
    )
    fields: dict[str, Any] = draw(
        st.dictionaries(st.sampled_from(["a", "b", "c"]), st.none() | texts | st.integers(), max_size=3)
    )
    if key:
        fields |= {"measure": draw(texts), "facility": draw(texts), "period": draw(texts)}
        id_ = derived_id(type_, [fields["measure"], fields["facility"], fields["period"]])
    else:
        id_ = draw(record)
    return Entry(
        device=draw(st.sampled_from(["a" * 16, "b" * 16])),
        channel=draw(st.sampled_from(["public", "team:x"])),
        n=draw(st.integers(1, 2**53 - 1)),
        stamp=draw(st.integers(1, 2**53 - 1)),
        author=draw(record),
        at=draw(st.integers(-(2**40), 2**40)),
        type=type_,
        record=id_,
        set=fields,
        base=draw(
            st.dictionaries(
                st.sampled_from(sorted(fields) or ["a"]), st.lists(texts, min_size=1, max_size=2), max_size=2
            )
        ),
    )


@settings(max_examples=100)
@given(st.lists(entries(), max_size=6))
def test_what_was_written_is_read_again(history: list[Entry]) -> None:
    over_the_wire = json.loads(json.dumps(encode(history, key_of)))
    assert decode(over_the_wire, key_of) == history
