"""The door at which linked hubs exchange."""

from __future__ import annotations

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import Router

from debo.ledger.body import read_bytes
from debo.ledger.errors import not_written
from debo.ledger.link.calling import SIGNATURE
from debo.ledger.link.envelope import answer
from debo.ledger.link.naming import hub_name
from debo.ledger.link.openapi import EXCHANGE_DOOR

router = Router(tags=["links between hubs"])


@router.post("link/exchange", summary="One turn of two linked hubs", openapi_extra=EXCHANGE_DOOR)
def exchange(request: HttpRequest) -> HttpResponse:
    """Signed by the hub that calls; docs/protocol.md, section 9, says all of it."""
    scheme, _, signature = request.headers.get("Authorization", "").partition(" ")
    try:
        raw, signed = answer(read_bytes(request), signature if scheme == "Debo-Link" else "", hub_name())
    except OperationalError as error:
        raise not_written(error) from error
    return HttpResponse(
        raw, content_type="application/json", headers={SIGNATURE: signed, "Cache-Control": "no-store"}
    )
