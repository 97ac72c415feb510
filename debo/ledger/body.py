"""The body of a request: unpacked while it is read, so that no gzip bomb ever gets to its size."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any, NoReturn

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from debo.ledger.canonical import replace_lone_surrogates
from debo.ledger.errors import BrokenBody, TooLarge

LIMIT = 8 * 1024 * 1024
_CHUNK = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


def read_json(request: HttpRequest) -> Any:
    """The JSON of a request, gzip or plain; TooLarge beyond 8 MB unpacked, BrokenBody for half a body."""
    return parse(read_bytes(request))


def read_bytes(request: HttpRequest) -> bytes:
    """The unpacked bytes of a request; refuses like `read_json`."""
    chunks, size = [], 0
    for chunk in _unpacked(request):
        size += len(chunk)
        if size > LIMIT:
            raise TooLarge(limit=LIMIT // (1024 * 1024))
        chunks.append(chunk)
    return b"".join(chunks)


def parse(body: bytes) -> Any:
    """The JSON of these bytes; BrokenBody when it is none."""
    try:
        parsed = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BrokenBody(reason="not_json") from error
    # JSON writes a lone half of a surrogate pair only as an escape, so its absence is cheap to see.
    has_half = b"\\ud" in body or b"\\uD" in body
    return replace_lone_surrogates(parsed) if has_half else parsed


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _unpacked(request: HttpRequest) -> Iterator[bytes]:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        yield from _raw(request)
    elif encoding == "gzip":
        yield from _gunzipped(request)
    else:
        raise BrokenBody(reason="unknown_encoding")


def _raw(request: HttpRequest) -> Iterator[bytes]:
    expected = int(request.headers.get("Content-Length") or 0)
    read = 0
    try:
        while chunk := request.read(_CHUNK):
            read += len(chunk)
            yield chunk
    except UnreadablePostError as error:
        raise BrokenBody(reason="cut_off") from error
    if read < expected:
        raise BrokenBody(reason="cut_off")


def _gunzipped(request: HttpRequest) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for chunk in _raw(request):
            waiting = chunk
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _CHUNK)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise BrokenBody(reason="not_gzip") from error
    if not unpacker.eof:
        raise BrokenBody(reason="cut_off")
