"""The doors for carried files: who has a network hands in what others wrote, and fetches what is for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, StreamingHttpResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from debo.ledger.carried.errors import NobodyThere
from debo.ledger.carried.inward import take_in
from debo.ledger.carried.outward import devices_of, write_for
from debo.ledger.carried.writing import Piece
from debo.ledger.devices import authenticate
from debo.ledger.errors import TooLarge, not_written
from debo.ledger.identity import is_uuid

router = Router(tags=["carried files"])

#: A nation's facility writes less in a hundred years; larger files are carried to the hub itself.
LIMIT = 64 * 1024 * 1024
KIND = "application/x-debo"


class RefusedPart(Schema):
    """Something that couldn't be taken: a code of the protocol, and words in the reader's language."""

    reason: str
    words: str


class CarriedOut(Schema):
    """What became of what was handed in: files, segments and entries, and the receipts' codes."""

    files: int
    segments: int
    applied: int
    known: int
    waiting: int
    refused: list[RefusedPart]
    receipts: list[str]


class _Limited:
    """A request's body, read as it comes and no further than the limit."""

    def __init__(self, request: HttpRequest) -> None:
        self._request, self._left = request, LIMIT

    def read(self, size: int, /) -> bytes:
        try:
            piece: bytes = self._request.read(size)
        except UnreadablePostError:
            # The line was cut: what came before is whole segment by segment.
            return b""
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge(limit=LIMIT // (1024 * 1024))
        return piece


@router.post(
    "carried",
    response=CarriedOut,
    summary="Hand in a carried file, one's own or somebody else's",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def hand_in(request: HttpRequest) -> dict[str, Any]:
    """Take in what is whole and meant for this hub. Needs no token: each segment is signed by its maker."""
    try:
        return take_in(_Limited(request)).told()
    except OperationalError as error:
        raise not_written(error) from error


@router.get("carried", summary="A carried file for all phones of a place", response={200: None})
def fetch(request: HttpRequest, place: str) -> HttpResponseBase:
    """For any phone that has joined: it can't read the file, only take it along."""
    authenticate(request.headers.get("Authorization", ""))
    pieces = write_for(devices_of(place)) if is_uuid(place) else iter(())
    first = next(pieces, None)
    if first is None:
        raise NobodyThere
    answer = StreamingHttpResponse(_bytes(first, pieces), content_type=KIND)
    answer.headers["Content-Disposition"] = 'attachment; filename="carried.debo"'
    answer.headers["Cache-Control"] = "no-store"
    # What is sealed can't be made smaller.
    answer.headers["Content-Encoding"] = "identity"
    return answer


def _bytes(first: Piece, rest: Iterator[Piece]) -> Iterator[bytes]:
    yield first.raw
    for piece in rest:
        yield piece.raw
