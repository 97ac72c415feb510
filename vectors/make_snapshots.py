"""Writes vectors/snapshots.json: what of a log stands, by hand from docs/protocol.md, sections 1, 2 and 4b.

    .venv/bin/python vectors/make_snapshots.py

The plainest way: for each value ever written, look through the whole log whether anybody's base names it. It
imports nothing of Debo.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

CHANNEL = "collaborative:01890000-0000-7000-8000-0000000000c0"
ALMAZ = "01890000-0000-7000-8000-0000000000a1"
RECORD = "01890000-0000-7000-8000-000000000001"
OTHER = "01890000-0000-7000-8000-000000000002"
A, B, C = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc"

Log = list[dict[str, Any]]


def entry(
    device: str, n: int, stamp: int, set_: dict[str, Any], base: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "device": device,
        "channel": CHANNEL,
        "n": n,
        "stamp": stamp,
        "author": ALMAZ,
        "at": 1_770_000_000 + stamp,
        "type": "goal",
        "record": RECORD,
        "set": set_,
        "base": base or {},
        **more,
    }


def hash_of(one: dict[str, Any]) -> str:
    if one.get("erased"):
        return str(one["erased"])
    parts = [
        one[name]
        for name in ("device", "channel", "n", "stamp", "author", "at", "type", "record", "set", "base")
    ]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest(log: Log) -> str:
    total = 0
    for one in log:
        total ^= int(hash_of(one)[:16], 16)
    return f"{total:016x}"


def heads(log: Log) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in log:
        for name, value in one["set"].items():
            if not is_named(one, name, log):
                cell = f"{one['type']} {one['record']} {name}"
                found.setdefault(cell, {})[f"{one['stamp']}@{one['device']}"] = value
    return found


def is_named(one: dict[str, Any], name: str, log: Log) -> bool:
    stamp = f"{one['stamp']}@{one['device']}"
    return any(
        (other["type"], other["record"]) == (one["type"], one["record"])
        and stamp in other["base"].get(name, [])
        for other in log
    )


def rows(log: Log) -> Log:
    found = []
    for one in log:
        standing = {name: value for name, value in one["set"].items() if not is_named(one, name, log)}
        if standing:
            bases = {name: not_here(one, name, log) for name in standing}
            found.append({**one, "set": standing, "base": {name: b for name, b in bases.items() if b}})
    return found


def not_here(one: dict[str, Any], name: str, log: Log) -> list[str]:
    """Stamps that some base names for this cell, of entries that the log lacks, older than this one."""
    same = [o for o in log if (o["type"], o["record"]) == (one["type"], one["record"])]
    named = {stamp for other in same for stamp in other["base"].get(name, [])}
    here = {f"{o['stamp']}@{o['device']}" for o in same if name in o["set"]}
    return sorted(stamp for stamp in named - here if int(stamp.split("@")[0]) < one["stamp"])


def known(log: Log) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = {}
    for device in sorted({one["device"] for one in log}):
        for n in sorted(one["n"] for one in log if one["device"] == device):
            ranges = found.setdefault(device, [])
            if ranges and ranges[-1][1] == n - 1:
                ranges[-1][1] = n
            else:
                ranges.append([n, n])
    return found


def erased(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "set": {}, "base": {}, "erased": hash_of(one)}


FIRST = entry(A, 1, 1, {"value": 60, "reason": "so far"})
CASES: list[tuple[str, Log, Log]] = [
    ("nothing but first values", [FIRST, entry(B, 1, 2, {"value": 70}, record=OTHER)], []),
    (
        "a value that was written over is gone",
        [entry(A, 1, 1, {"value": 60}), entry(B, 1, 2, {"value": 70}, {"value": ["1@" + A]})],
        [],
    ),
    (
        "a living entry's stale field doesn't come back",
        [FIRST, entry(B, 1, 2, {"value": 70}, {"value": ["1@" + A]})],
        [entry(A, 2, 3, {"value": 80}, {"value": ["2@" + B]})],
    ),
    ("two who wrote apart: both stand", [entry(A, 1, 1, {"value": 60}), entry(B, 1, 1, {"value": 70})], []),
    (
        "a conflict is settled after the snapshot",
        [entry(A, 1, 1, {"value": 60}), entry(B, 1, 1, {"value": 70})],
        [entry(C, 1, 2, {"value": 65}, {"value": ["1@" + A, "1@" + B]})],
    ),
    (
        "an edit apart comes after the snapshot",
        [entry(A, 1, 1, {"value": 60}), entry(A, 2, 2, {"value": 61}, {"value": ["1@" + A]})],
        [entry(B, 1, 2, {"value": 70}, {"value": ["1@" + A]})],
    ),
    (
        "what waits set aside was written over already when it is taken",
        [entry(A, 1, 1, {"value": 60}), entry(A, 3, 3, {"value": 80}, {"value": ["2@" + A]})],
        [entry(A, 2, 2, {"value": 70, "reason": "late"}, {"value": ["1@" + A]})],
    ),
    (
        "an emptied field stands as empty",
        [FIRST, entry(B, 1, 2, {"reason": None}, {"reason": ["1@" + A]})],
        [],
    ),
    (
        "of an erased record only places and hashes are left",
        [
            erased(FIRST),
            erased(entry(B, 1, 2, {"value": 70}, {"value": ["1@" + A]})),
            entry(C, 1, 3, {"of_type": "goal", "of_record": RECORD}, type="erasure", record=OTHER),
        ],
        [erased(entry(A, 2, 4, {"value": 1}))],
    ),
]


def case(name: str, log: Log, later: Log) -> dict[str, Any]:
    whole = log + later
    return {
        "name": name,
        "log": log,
        "later": later,
        "rows": rows(log),
        "known": known(log),
        "digest": digest(log),
        "heads": heads(log),
        "heads_later": heads(whole),
        "known_later": known(whole),
        "digest_later": digest(whole),
    }


if __name__ == "__main__":
    about = "What of a log stands in a snapshot (docs/protocol.md, 4b). Made by make_snapshots.py."
    written = {"about": about, "cases": [case(*one) for one in CASES]}
    path = Path(__file__).with_name("snapshots.json")
    path.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
