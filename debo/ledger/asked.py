"""What a device asks in one exchange, checked when read (docs/protocol.md, section 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from debo.ledger.entry import LONGEST_NAME
from debo.ledger.errors import BrokenRequest
from debo.ledger.identity import is_device_id
from debo.ledger.signing import PublicKeyError, load_public_key
from debo.ledger.stamp import LARGEST_COUNTER

VERSION = 1
#: A nation's phone reads a few hundred channels; more in one request are no phone's.
MOST_CHANNELS = 5_000

_DIGEST = re.compile(r"[0-9a-f]{16}")


#: What stands beside an entry that was set aside and is taken now, in `accepted` and in the `told` that
#: repeats it.
ACCEPTED = "accepted"


@dataclass(frozen=True)
class Told:
    """The device has heard what became of one of its entries."""

    channel: str
    n: int
    is_accepted: bool


@dataclass(frozen=True)
class Asked:
    """One request. `batch` and `signature` are checked later, by ingest.verify."""

    epoch: str | None
    batch: Any
    signature: Any
    cursors: Mapping[str, int]
    digests: Mapping[str, str]
    grants: str | None
    vectors: Mapping[str, Mapping[str, int]] | None
    told: list[Told]
    time: int | None
    #: Channel -> the snapshot it is reading there; None: it doesn't know what a snapshot is.
    snapshots: Mapping[str, str] | None = None
    #: The key that files for this device are sealed to, as long as it doesn't know the hub's.
    carry_key: str | None = None
    #: Channel → the signature over its rows of the batch alone, where a batch holds several channels.
    signatures: Mapping[str, str] = field(default_factory=dict)
    #: Nothing is wanted of channels that `cursors` doesn't name: their keys aren't at hand on that phone.
    only: bool = False
    #: The device's counter; only carried files are put in order by it.
    stamp: int = 0


def read(body: Any) -> Asked:
    """Read a request; BrokenRequest names the first part that isn't as agreed. Others are passed over."""
    if not isinstance(body, dict):
        raise BrokenRequest(reason="not_an_object")
    if body.get("v") != VERSION or isinstance(body["v"], bool):
        raise BrokenRequest(reason="other_version")
    return Asked(
        epoch=_text(body, "epoch"),
        batch=body.get("batch"),
        signature=body.get("signature"),
        cursors=_by_channel(body, "cursors", _is_number),
        digests=_by_channel(body, "digests", _is_digest),
        grants=_text(body, "grants"),
        vectors=_vectors(body),
        told=_told(body),
        time=_time(body),
        carry_key=_carry_key(body),
        signatures=_by_channel(body, "signatures", _is_signature),
        only=body.get("only") is True,
        stamp=_stamp(body),
        snapshots=_snapshots(body),
    )


def _text(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > 100):
        raise BrokenRequest(reason=name)
    return value


def _time(body: Mapping[str, Any]) -> int | None:
    value = body.get("time")
    if value is not None and (type(value) is not int or abs(value) > LARGEST_COUNTER):
        raise BrokenRequest(reason="time")
    return value


def _carry_key(body: Mapping[str, Any]) -> str | None:
    value = _text(body, "carry_key")
    if value is not None:
        try:
            load_public_key(value)
        except PublicKeyError as error:
            raise BrokenRequest(reason="carry_key") from error
    return value


def _stamp(body: Mapping[str, Any]) -> int:
    value = body.get("stamp")
    return value if type(value) is int and 0 <= value <= LARGEST_COUNTER else 0


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_COUNTER


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_signature(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 90


def _by_channel(body: Mapping[str, Any], name: str, is_right: Callable[[object], bool]) -> Mapping[str, Any]:
    found = body.get(name, {})
    if not isinstance(found, dict) or len(found) > MOST_CHANNELS:
        raise BrokenRequest(reason=name)
    if not all(len(channel) <= LONGEST_NAME and is_right(value) for channel, value in found.items()):
        raise BrokenRequest(reason=name)
    return found


def _vectors(body: Mapping[str, Any]) -> Mapping[str, Mapping[str, int]] | None:
    found = body.get("vectors")
    return None if found is None else _by_channel({"vectors": found}, "vectors", _is_vector)


def _is_vector(value: object) -> bool:
    return isinstance(value, dict) and all(is_device_id(one) and _is_number(n) for one, n in value.items())


def _snapshots(body: Mapping[str, Any]) -> Mapping[str, str] | None:
    found = body.get("snapshots")
    return None if found is None else _by_channel({"snapshots": found}, "snapshots", _is_id)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME


def _told(body: Mapping[str, Any]) -> list[Told]:
    told = body.get("told", [])
    if not isinstance(told, list) or len(told) > MOST_CHANNELS or not all(_is_told(one) for one in told):
        raise BrokenRequest(reason="told")
    return [Told(channel, n, is_accepted=rest == [ACCEPTED]) for channel, n, *rest in told]


def _is_told(one: object) -> bool:
    if not isinstance(one, list) or len(one) not in {2, 3}:
        return False
    return isinstance(one[0], str) and _is_number(one[1]) and one[2:] in ([], [ACCEPTED])
