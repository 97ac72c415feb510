"""What the OpenAPI document says of the door between hubs, whose body is signed and so read as bytes."""

from __future__ import annotations

from typing import Any

_INTEGER = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}
_PLACE = {"type": "array", "description": "[channel, device, n]"}


def _by_channel(of: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": of, "description": description}


_STATE = {"type": "array", "prefixItems": [_INTEGER, _TEXT]}
_PARCEL = {"type": "object", "description": "Entries as columns, with the signatures that prove them."}

MESSAGE: dict[str, Any] = {
    "type": "object",
    "required": ["v", "link", "from", "epoch", "turn"],
    "properties": {
        "v": {"const": 1},
        "link": {"type": "string", "format": "uuid"},
        "from": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        "turn": {**_INTEGER, "description": "Greater than in any message before; not in answers."},
        "epoch": _TEXT,
        "knows": {
            "type": ["string", "null"],
            "description": "The other hub's epoch, as the sender knows it.",
        },
        "time": {"type": "integer"},
        "name": _TEXT,
        "holds": _by_channel(_STATE, "[cursor, digest] of channels that the other hub is home to."),
        "vectors": _by_channel(_by_channel(_INTEGER, "device: n"), "Of channels that the sender repairs."),
        "homes": _by_channel(_STATE, "[last number, digest] of channels that the sender is home to."),
        "page": _PARCEL,
        "begins": _by_channel(_INTEGER, "After which number the page begins."),
        "cursors": _by_channel(_INTEGER, "Where to go on reading."),
        "offers": _PARCEL,
        "people": _by_channel({"type": "array", "items": _TEXT}, "Who writes on a device."),
        "acks": _by_channel(_by_channel(_INTEGER, "device: n"), "Where the sender stands with offers."),
        "lacks": _by_channel(
            _by_channel(_INTEGER, "device: n"), "What the sender has, where it is repaired."
        ),
        "aside": {"type": "array", "items": {"type": "array"}, "description": "Offers that were set aside."},
        "withheld": {"type": "array", "items": _PLACE},
        "told": {"type": "array", "items": _PLACE},
        "declined": {"type": "array", "items": _TEXT},
        "more": {"type": "boolean"},
        "end": {"type": "boolean", "description": "The sender ends the link."},
    },
}


def _problem(description: str) -> dict[str, Any]:
    texts = dict.fromkeys(("type", "title", "detail", "safe", "next"), _TEXT)
    problem = {"type": "object", "properties": {**texts, "status": {"type": "integer"}}}
    return {"description": description, "content": {"application/problem+json": {"schema": problem}}}


EXCHANGE_DOOR: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Authorization",
            "required": True,
            "schema": {"type": "string", "pattern": "^Debo-Link [A-Za-z0-9_-]{86}$"},
        }
    ],
    "requestBody": {"required": True, "content": {"application/json": {"schema": MESSAGE}}},
    "responses": {
        200: {
            "description": "The other hub's message",
            "headers": {"Debo-Signature": {"schema": _TEXT}},
            "content": {"application/json": {"schema": MESSAGE}},
        },
        400: _problem("Cut off or not JSON"),
        401: _problem("No such link, or not signed by its hub"),
        409: _problem("A message with this number has come already"),
        410: _problem("The link was ended"),
        413: _problem("More than 8 MB when unpacked"),
        422: _problem("Something in it can't be true; nothing was taken"),
        503: _problem("The hub is busy"),
    },
}
