"""What one hub says to another: the same parts in both directions (docs/protocol.md, section 9).

    {"v":1, "link":uuid, "from":device, "turn":N, "epoch":text, "knows":text|null, "time":seconds,
     "name":text,
     of channels the other is home to:  "holds":{channel:[cursor, digest]}, "vectors":{channel:{device:n}},
     of own ones:  "homes":{channel:[head, digest]}, "page":parcel, "begins":{channel:n},
     "cursors":{channel:n},
     for the other to judge:  "offers":parcel, "people":{device:[person, …]},
     on what it offered:  "acks":{channel:{device:n}}, "lacks":{channel:{device:n}},
     "aside":[[channel, device, n, reason, words], …], "withheld":[[channel, device, n], …],
     "told":[[channel, device, n], …], "declined":[channel, …], "more":bool}

A message is tried part by part when it is read: a name or number that can't be is `Untrue`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from debo.ledger.entry import LONGEST_NAME
from debo.ledger.identity import is_device_id, is_uuid
from debo.ledger.link.errors import Untrue
from debo.ledger.link.homes import crosses
from debo.ledger.reasons import REASONS
from debo.ledger.stamp import LARGEST_COUNTER

VERSION = 1
#: A region has a few hundred woredas and their offices.
MOST_CHANNELS = 20_000
_DIGEST = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Message:
    """One message, read."""

    device: str
    epoch: str
    knows: str | None
    name: str
    holds: Mapping[str, list[Any]]
    vectors: Mapping[str, Mapping[str, int]]
    homes: Mapping[str, list[Any]]
    page: Any
    begins: Mapping[str, int]
    cursors: Mapping[str, int]
    offers: Any
    people: Mapping[str, list[str]]
    acks: Mapping[str, Mapping[str, int]]
    lacks: Mapping[str, Mapping[str, int]]
    aside: list[list[Any]]
    withheld: list[list[Any]]
    told: list[list[Any]]
    declined: list[str]
    more: bool


def read(body: Any) -> Message:
    """Read a message; Untrue names the first part that isn't as agreed. Unknown parts are passed over."""
    if not isinstance(body, dict) or body.get("v") != VERSION or isinstance(body["v"], bool):
        raise Untrue(reason="another version")
    if not is_device_id(body.get("from")) or not _is_short(body.get("epoch"), 16):
        raise Untrue(reason="from")
    knows, name = body.get("knows"), body.get("name", "")
    if (knows is not None and not _is_short(knows, 16)) or not isinstance(name, str):
        raise Untrue(reason="knows")
    return Message(
        body["from"],
        body["epoch"],
        knows,
        name[:100],
        holds=_by_channel(body, "holds", _is_state),
        vectors=_by_channel(body, "vectors", _is_vector),
        homes=_by_channel(body, "homes", _is_state),
        page=body.get("page"),
        begins=_by_channel(body, "begins", _is_number),
        cursors=_by_channel(body, "cursors", _is_number),
        offers=body.get("offers"),
        people=_people(body),
        acks=_by_channel(body, "acks", _is_vector),
        lacks=_by_channel(body, "lacks", _is_vector),
        aside=_list(body, "aside", _is_aside),
        withheld=_list(body, "withheld", _is_place),
        told=_list(body, "told", _is_place),
        declined=_list(body, "declined", _is_crossing),
        more=body.get("more") is True,
    )


def _is_short(value: object, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_COUNTER


def _is_state(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and _is_number(value[0])
        and isinstance(value[1], str)
        and _DIGEST.fullmatch(value[1]) is not None
    )


def _is_vector(value: object) -> bool:
    return isinstance(value, dict) and all(is_device_id(one) and _is_number(n) for one, n in value.items())


def _is_crossing(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_NAME and crosses(value)


def _is_place(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and _is_crossing(value[0])
        and is_device_id(value[1])
        and _is_number(value[2])
    )


def _is_aside(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 5
        and _is_place(value[:3])
        and value[3] in REASONS
        and isinstance(value[4], dict)
        and all(isinstance(one, str) and len(one) <= 500 for pair in value[4].items() for one in pair)
        and len(value[4]) <= 10
    )


def _by_channel(body: Mapping[str, Any], name: str, is_right: Callable[[object], bool]) -> Mapping[str, Any]:
    found = body.get(name, {})
    if not isinstance(found, dict) or len(found) > MOST_CHANNELS:
        raise Untrue(reason=name)
    if not all(_is_crossing(channel) for channel in found):
        # A channel that must stay on its hub is never asked for, told of or taken.
        raise Untrue(reason="private channel")
    if not all(is_right(value) for value in found.values()):
        raise Untrue(reason=name)
    return found


def _list(body: Mapping[str, Any], name: str, is_right: Callable[[object], bool]) -> list[Any]:
    found = body.get(name, [])
    if not isinstance(found, list) or len(found) > MOST_CHANNELS or not all(is_right(one) for one in found):
        raise Untrue(reason=name)
    return found


def _people(body: Mapping[str, Any]) -> Mapping[str, list[str]]:
    found = body.get("people", {})
    if not isinstance(found, dict) or len(found) > MOST_CHANNELS:
        raise Untrue(reason="people")
    for device, people in found.items():
        if (
            not is_device_id(device)
            or not isinstance(people, list)
            or not all(is_uuid(one) for one in people)
        ):
            raise Untrue(reason="people")
    return found
