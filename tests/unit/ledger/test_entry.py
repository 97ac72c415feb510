"""Values are checked when they are made: stamps, ids, channels, entries."""

import time
from typing import Any

import pytest

from debo.ledger.channels import answer_order, is_channel, kind_of
from debo.ledger.entry import Entry, EntryError
from debo.ledger.identity import is_device_id, is_uuid, new_device_id, new_record_id
from debo.ledger.stamp import counter_of, full_stamp, is_full_stamp, stamp_order

A, B = "a" * 16, "b" * 16
RECORD = "01890000-0000-7000-8000-000000000001"
GOOD: dict[str, Any] = {
    "device": A,
    "channel": "public",
    "n": 1,
    "stamp": 5,
    "author": RECORD,
    "at": 0,
    "type": "event",
    "record": RECORD,
    "set": {"text": "x"},
    "base": {},
}


def test_stamps_are_compared_by_number_then_by_device() -> None:
    stamps = [full_stamp(10, A), full_stamp(9, B), full_stamp(10, B), full_stamp(2, A)]
    assert sorted(stamps, key=stamp_order) == [f"2@{A}", f"9@{B}", f"10@{A}", f"10@{B}"]
    assert counter_of(f"10@{A}") == 10


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        f"0@{A}",
        f"05@{A}",
        f"-5@{A}",
        f"5@{A}0",
        "5@phone",
        f"5.0@{A}",
        f"9007199254740992@{A}",
        5,
        None,
    ],
)
def test_what_is_no_full_stamp(text: object) -> None:
    assert not is_full_stamp(text)


def test_the_greatest_full_stamp_is_one() -> None:
    assert is_full_stamp(f"9007199254740991@{A}")


def test_a_new_record_id_is_a_uuid_of_this_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    made = new_record_id()
    after = time.time_ns() // 1_000_000
    assert is_uuid(made)
    assert made[14] == "7"
    assert made[19] in "89ab"
    assert before <= int(made.replace("-", "")[:12], 16) <= after
    assert new_record_id() != made


def test_a_new_device_id_is_one() -> None:
    assert is_device_id(new_device_id())
    assert not is_device_id(A.upper())
    assert not is_device_id(None)


@pytest.mark.parametrize(
    ("channel", "known"),
    [
        ("public", True),
        ("hub", True),
        (f"team:{RECORD}", True),
        (f"person:{RECORD}", True),
        ("team:", False),
        ("team", False),
        (f"kebele:{RECORD}", False),
        (f"public:{RECORD}", False),
        (f"team:{RECORD.upper()}x", False),
    ],
)
def test_a_channel_is_known_by_its_name(channel: str, known: bool) -> None:
    assert is_channel(channel) is known


def test_channels_are_answered_own_first() -> None:
    names = ["public", f"study:{RECORD}", f"collaborative:{RECORD}", f"facility:{RECORD}", f"team:{RECORD}"]
    names.append(f"person:{RECORD}")
    kinds = [kind_of(name) for name in sorted(names, key=answer_order)]
    assert kinds == ["team", "facility", "person", "collaborative", "public", "study"]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("device", "phone"),
        ("device", 5),
        ("channel", ""),
        ("channel", "c" * 61),
        ("author", None),
        ("type", 5),
        ("record", ""),
        ("n", 0),
        ("n", True),
        ("n", 1.0),
        ("stamp", 0),
        ("stamp", 2**53),
        ("at", "now"),
        ("set", []),
        ("base", None),
    ],
)
def test_what_is_no_entry_is_not_made(part: str, value: Any) -> None:
    with pytest.raises(EntryError):
        Entry(**{**GOOD, part: value})


@pytest.mark.parametrize(
    ("change", "malformed"),
    [
        ({}, False),
        ({"base": {"text": [f"4@{B}"]}}, False),
        ({"set": {}}, True),
        ({"set": {f"f{n}": 1 for n in range(201)}}, True),
        ({"set": {"Text": "x"}}, True),
        ({"set": {"text": "\x00"}}, True),
        ({"set": {"text": {"\x00": 1}}}, True),
        ({"record": "x"}, True),
        ({"base": {"other": [f"4@{B}"]}}, True),
        ({"base": {"text": []}}, True),
        ({"base": {"text": f"4@{B}"}}, True),
        ({"base": {"text": ["4"]}}, True),
        ({"base": {"text": [f"5@{B}"]}}, True),
        ({"base": {"text": [f"6@{B}"]}}, True),
    ],
)
def test_an_entry_that_makes_no_sense_can_be_kept_but_is_malformed(
    change: dict[str, Any], malformed: bool
) -> None:
    assert Entry(**{**GOOD, **change}).is_malformed() is malformed
