"""The door for the pieces of a snapshot."""

from __future__ import annotations

import gzip

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from debo.ledger.devices import authenticate
from debo.ledger.snapshots.offering import piece

router = Router(tags=["ledger"])


@router.get(
    "snapshots/{id}/{segment}",
    openapi_extra={
        "responses": {
            200: {
                "description": "The segment (docs/protocol.md, section 4b)",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        }
    },
    summary="A piece of what stands in a channel",
)
def get_segment(
    request: HttpRequest,
    id: Path[str],  # noqa: A002 - the name in the address
    segment: Path[int],
) -> HttpResponse:
    """Packed beforehand, in the encoding that the reader takes; only of channels it may read now."""
    device = authenticate(request.headers.get("Authorization", ""))
    found = piece(device, id, segment)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    encoding = chosen(request.headers.get("Accept-Encoding", ""))
    if encoding == "br":
        body = bytes(found.brotli)
    else:
        body = bytes(found.gzip) if encoding else gzip.decompress(bytes(found.gzip))
    if encoding:
        headers["Content-Encoding"] = encoding
    return HttpResponse(body, content_type="application/json", headers=headers)


def chosen(accepts: str) -> str:
    """The smaller of the encodings that a browser says it takes; empty when it takes neither."""
    offered = (one.replace(" ", "") for one in accepts.lower().split(","))
    taken = {one.partition(";")[0] for one in offered if not one.endswith(";q=0")}
    return next((one for one in ("br", "gzip") if one in taken), "")
