"""What the OpenAPI document says of the exchange, whose body is read as a stream and so not by pydantic."""

from __future__ import annotations

from typing import Any


def _by_channel(of: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": of, "description": description}


_INTEGER = {"type": "integer"}
_TEXT = {"type": "string"}
_DIGEST = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
_PLACES = {
    "type": "array",
    "items": {"type": "array", "prefixItems": [_TEXT, _INTEGER, {"const": "accepted"}], "items": False},
}

_COLUMNS = {
    "type": ["object", "null"],
    "description": "Entries as columns (docs/protocol.md, section 3).",
    "required": ["v", "devices", "channels", "authors", "shapes", "device", "channel", "author", "shape"],
}

_SNAPSHOT = {
    "type": "object",
    "properties": {
        "id": {**_TEXT, "description": "For GET snapshots/{id}/{segment}."},
        "seq": {**_INTEGER, "description": "The cursor once all of it is read."},
        "digest": {**_DIGEST, "description": "The channel's at that number."},
        "segments": {**_INTEGER, "description": "How many there are."},
        "recent": {**_INTEGER, "description": "The first so many hold all but what is older than `since`."},
        "since": {**_TEXT, "description": "A day, YYYY-MM-DD."},
    },
}

REQUEST: dict[str, Any] = {
    "type": "object",
    "required": ["v"],
    "properties": {
        "v": {"const": 1},
        "epoch": {"type": ["string", "null"], "description": "Of the hub's last answer."},
        "time": {"type": ["integer", "null"], "description": "The device's clock, seconds since 1970."},
        "stamp": {**_INTEGER, "description": "The device's Lamport counter."},
        "batch": _COLUMNS,
        "signature": {"type": ["string", "null"], "description": "ECDSA P-256, raw r‖s, base64url."},
        "cursors": _by_channel({**_INTEGER, "minimum": 0}, "The last number read per channel."),
        "digests": _by_channel(_DIGEST, "XOR of the first 8 bytes of all entries' hashes."),
        "grants": {"type": ["string", "null"], "description": "The hash of the grants the device knows."},
        "vectors": {"type": ["object", "null"], "additionalProperties": _by_channel(_INTEGER, "device: n")},
        "snapshots": {
            **_by_channel(_TEXT, "Says that the device knows snapshots; names those it is reading."),
            "type": ["object", "null"],
        },
        "told": {**_PLACES, "description": "Entries whose fate the device has heard of."},
        "carry_key": {"type": ["string", "null"], "description": "Its key for carried files, once."},
        "only": {"type": "boolean", "description": "Send nothing of channels not in cursors."},
    },
}

ANSWER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "v": {"const": 1},
        "epoch": _TEXT,
        "time": {**_INTEGER, "description": "The hub's clock, seconds since 1970."},
        "stamp": {**_INTEGER, "description": "The greatest stamp the hub has accepted."},
        "acks": _by_channel(_INTEGER, "The sender's highest n that is durably kept."),
        "gaps": _by_channel(_INTEGER, "The first n that is missing."),
        "attention": {"type": "array", "items": {"type": "object"}, "description": "Entries set aside."},
        "accepted": {**_PLACES, "description": "Formerly set aside, now taken."},
        "entries": _COLUMNS,
        "cursors": _by_channel(_INTEGER, "Where to go on reading."),
        "snapshots": _by_channel(_SNAPSHOT, "Channels to be read from a snapshot (section 4b)."),
        "more": {"type": "boolean", "description": "Ask again at once."},
        "digests": _by_channel(_DIGEST, "Of channels read to their end, and of those that differ."),
        "repair": {"type": "array", "items": _TEXT, "description": "Send your vector for these."},
        "grants": {"type": ["object", "null"]},
        "forget": {"type": "array", "items": _TEXT, "description": "Channels no longer yours to read."},
        "hub": {"type": ["object", "null"], "description": "The hub's keys, to whoever told carry_key."},
    },
}


def _problem(description: str) -> dict[str, Any]:
    texts = dict.fromkeys(("type", "title", "detail", "safe", "next"), _TEXT)
    problem = {"type": "object", "properties": {**texts, "status": _INTEGER}}
    return {"description": description, "content": {"application/problem+json": {"schema": problem}}}


SYNC_DOOR: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Authorization",
            "required": True,
            "schema": {"type": "string", "pattern": "^Debo [0-9a-f]{16}:.+$"},
        }
    ],
    "requestBody": {"required": True, "content": {"application/json": {"schema": REQUEST}}},
    "responses": {
        200: {"description": "The answer", "content": {"application/json": {"schema": ANSWER}}},
        400: _problem("Cut off, not JSON, or not as agreed"),
        401: _problem("Unknown device, or one that was shut out (docs/protocol.md, 4a)"),
        409: _problem("Two stores claim to be this device"),
        413: _problem("More than 8 MB when unpacked"),
        503: _problem("The hub is busy"),
    },
}
