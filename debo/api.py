"""The API: its doors, its errors and the page that shows it. Everything is said in the reader's language."""

from __future__ import annotations

import json
import time
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from debo.collaborative.api import router as collaborative_router
from debo.collaborative.models import Collaborative
from debo.insights.api import router as insights_router
from debo.ledger.api import router as ledger_router
from debo.ledger.carried.api import router as carried_router
from debo.ledger.errors import Refusal, not_written, problem
from debo.ledger.hub import this_hub
from debo.ledger.link.api import router as link_router
from debo.ledger.schema import schema_hash
from debo.people.api import router as people_router
from debo.people.keys import JoinCode
from debo.people.linking_api import router as linking_router
from debo.people.setting_up import is_empty
from debo.version import VERSION

api = NinjaAPI(
    title="Debo",
    version=VERSION,
    description="What a phone and a hub say to each other. docs/protocol.md explains the exchange.",
    docs_url="docs",
)
api.add_router("", ledger_router)
api.add_router("", carried_router)
api.add_router("", people_router)
api.add_router("", link_router)
api.add_router("", linking_router)
api.add_router("", insights_router)
api.add_router("", collaborative_router)


class HubOut(Schema):
    """What a phone asks before it does anything else."""

    name: str
    version: str
    empty: bool
    demo: bool
    epoch: str
    time: int
    declared: str = Field(alias="schema", description="Changes whenever a declared record does.")


def problem_answer(content: dict[str, Any]) -> HttpResponse:
    """An application/problem+json answer."""
    body = json.dumps(content, ensure_ascii=False)
    return HttpResponse(
        body, status=content["status"], content_type="application/problem+json; charset=utf-8"
    )


@api.exception_handler(OperationalError)
def not_kept(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database took nothing, and everything is as it was."""
    return refused(request, not_written(error))


@api.exception_handler(Refusal)
def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    """A refusal that has its own words."""
    answer = problem_answer(problem(error, translation.get_language() or "en"))
    if "seconds" in error.values:
        answer.headers["Retry-After"] = str(error.values["seconds"])
    return answer


@api.exception_handler(ValidationError)
def not_as_agreed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request whose parts have another shape than the OpenAPI document says."""
    where = ", ".join(sorted({".".join(map(str, one["loc"][2:])) for one in error.errors} - {""}))
    return problem_answer(
        {
            "type": "not_as_agreed",
            "status": 422,
            "title": _("A part of this isn't as agreed"),
            "detail": where,
            "safe": _("Nothing was changed, and what is on this phone is safe."),
            "next": _("Look at what you typed and try again."),
        }
    )


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Anything else that HTTP has a number for, such as a body that isn't JSON."""
    return problem_answer(
        {
            "type": "http",
            "status": error.status_code,
            "title": _("The hub couldn't answer this"),
            "detail": "",
            "safe": _("Nothing was changed, and what is on this phone is safe."),
            "next": _("Debo sends it again by itself; you needn't do anything."),
        }
    )


@api.get("hub", response=HubOut, by_alias=True, summary="Which hub is this?", tags=["hub"])
def hub(request: HttpRequest) -> dict[str, Any]:
    """Name and state of the hub: whether it is empty, whether it is a demonstration, its epoch and its
    time."""
    return {
        "name": hub_name(),
        "version": VERSION,
        "empty": is_empty(),
        "demo": is_demo(),
        "epoch": this_hub().epoch,
        "time": int(time.time()),
        "schema": schema_hash(),
    }


def hub_name() -> str:
    """The name of the first collaborative in the reader's language; empty on an empty hub."""
    first = Collaborative.objects.order_by("pk").first()
    names = (first.name or {}) if first else {}
    language = (translation.get_language() or "en")[:2]
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def is_demo() -> bool:
    """Whether this hub holds the demonstration: only there do join codes open more than once."""
    return JoinCode.objects.filter(reusable=True).exists()
