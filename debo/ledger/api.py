"""The ledger's two doors: the exchange, and the schema from which other programs know the records."""

from __future__ import annotations

import gzip
import json
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import Router

from debo.ledger.asked import read
from debo.ledger.body import read_json
from debo.ledger.devices import recognise
from debo.ledger.errors import not_written
from debo.ledger.exchange import exchange
from debo.ledger.openapi import SYNC_DOOR
from debo.ledger.schema import schema
from debo.ledger.snapshots.api import chosen
from debo.ledger.snapshots.api import router as snapshots_router

router = Router(tags=["ledger"])
router.add_router("", snapshots_router)

#: Fast and nearly as small as 9; an answer is made for each device anew.
_LEVEL = 6
#: gzip makes a shorter answer longer.
_SHORT = 200


@router.post("sync", openapi_extra=SYNC_DOOR, summary="Hand in entries and receive those of others")
def sync(request: HttpRequest) -> HttpResponse:
    """One request per exchange; the same request again is harmless. docs/protocol.md says all of it."""
    device = recognise(request.headers.get("Authorization", ""))
    asked = read(read_json(request))
    try:
        answer = exchange(device, asked, brotli=chosen(request.headers.get("Accept-Encoding", "")) == "br")
    except OperationalError as error:
        # The disk is full, or another writer held the database too long: nothing was committed.
        raise not_written(error) from error
    return _packed(request, answer)


@router.get("schema", response=dict[str, Any], summary="The declared types of record")
def get_schema(request: HttpRequest) -> dict[str, Any]:
    """Fields, kinds, labels, choices, channels and writers of every type, from the models' declarations."""
    return schema()


def _packed(request: HttpRequest, answer: dict[str, Any]) -> HttpResponse:
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    accepts = request.headers.get("Accept-Encoding", "")
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if "gzip" in accepts and len(body) > _SHORT:
        body, headers["Content-Encoding"] = gzip.compress(body, _LEVEL, mtime=0), "gzip"
    return HttpResponse(body, content_type="application/json", headers=headers)
