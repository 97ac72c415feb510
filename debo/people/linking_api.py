"""The doors by which a hub below is let in with a code (docs/protocol.md, section 9)."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from debo.ledger.hub import this_hub
from debo.ledger.link.naming import hub_name
from debo.people import linking
from debo.people.api import Code, DeviceId, Problem, PublicKey, guess_from

router = Router(tags=["links between hubs"])


class LinkLookIn(Schema):
    """A code from `debo link invite`."""

    code: Code


class PlaceOut(Schema):
    """The place that a hub serves."""

    record: str
    name: dict[str, str]
    kind: str


class LinkLookOut(Schema):
    """Which hub the code is of."""

    name: str
    place: PlaceOut


class LinkJoinIn(Schema):
    """The hub that comes with the code."""

    code: Code
    device: DeviceId
    public_key: PublicKey


class LinkJoinOut(Schema):
    """What it needs to exchange."""

    link: Annotated[str, Field(description="The same at both ends.")]
    name: str
    device: str
    public_key: str
    place: PlaceOut


@router.post(
    "link/look",
    response={200: LinkLookOut, 404: Problem, 422: Problem, 429: Problem},
    summary="Look which hub a link's code is of",
)
def look(request: HttpRequest, asked: LinkLookIn) -> Any:
    """Tell a hub below whom it would link with; the code isn't used up."""
    with guess_from(request):
        return linking.look(asked.code, hub_name())


@router.post(
    "link/join",
    response={200: LinkJoinOut, 404: Problem, 422: Problem, 429: Problem},
    summary="Link a hub below with its code",
)
def join(request: HttpRequest, asked: LinkJoinIn) -> dict[str, Any]:
    """Exchange keys; the code is used up. Asked again within the hour, the same hub hears the same."""
    with guess_from(request):
        place = linking.place_of(asked.code)
        link = linking.take_in(asked.code, asked.device, asked.public_key)
    this = this_hub()
    return {
        "link": link.uid,
        "name": hub_name(),
        "device": this.device_id,
        "public_key": this.device.public_key,
        "place": place,
    }
