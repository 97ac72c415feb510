"""Officials' dashboards as HTTP (docs/insights.md). Nothing can be asked for in the order of a value."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from debo.insights import dashboards
from debo.insights.seeing import Viewer
from debo.insights.settling import settle
from debo.people.api import ACTING, Problem, acting_person

router = Router(tags=["insights"])

PlaceId = Annotated[str, Path(max_length=36)]
Shown = Annotated[
    int,
    Query(ge=1, le=dashboards.MOST_SHOWN, description="How many periods, up to the last that is over."),
]
_REFUSED = {401: Problem, 403: Problem}


def _dashboard(request: HttpRequest, place: str, periods: int = dashboards.SHOWN) -> dashboards.Dashboard:
    viewer = Viewer(acting_person(request))
    # Nearly always there is nothing to do: it was done right after the commit.
    settle()
    return dashboards.Dashboard(viewer, place, periods)


@router.get(
    "insights",
    response={200: dict[str, Any], **_REFUSED},
    summary="The places somebody looks after",
    openapi_extra=ACTING,
)
def places(request: HttpRequest) -> dict[str, Any]:
    """The places at which the acting person holds an office: there their dashboards begin."""
    return {"places": dashboards.offices(Viewer(acting_person(request)))}


@router.get(
    "insights/{place}",
    response={200: dict[str, Any], **_REFUSED},
    summary="A place and all its measures",
    openapi_extra=ACTING,
)
def overview(request: HttpRequest, place: PlaceId, periods: Shown = dashboards.SHOWN) -> dict[str, Any]:
    """Every measure summed over what lies below the place: figures, reading, who reported, how facilities
    read."""
    return _dashboard(request, place, periods).overview()


@router.get(
    "insights/{place}/measures/{measure}",
    response={200: dict[str, Any], **_REFUSED},
    summary="One measure at a place and at each that belongs to it",
    openapi_extra=ACTING,
)
def measure(
    request: HttpRequest, place: PlaceId, measure: PlaceId, periods: Shown = dashboards.SHOWN
) -> dict[str, Any]:
    """Small multiples in the order of places; small counts of deaths are left out."""
    return _dashboard(request, place, periods).measure(measure)


@router.get(
    "insights/{place}/reporting",
    response={200: dict[str, Any], **_REFUSED},
    summary="What was reported, and when",
    openapi_extra=ACTING,
)
def reporting(request: HttpRequest, place: PlaceId) -> dict[str, Any]:
    """Completeness and timeliness of the newest twelve months, and counts worth asking about."""
    return _dashboard(request, place).reporting()
