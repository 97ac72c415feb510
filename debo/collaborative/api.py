"""The door by which the hub's steward makes a collaborative after another one."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import translation
from ninja import Field, Router, Schema

from debo.collaborative.cloning import Wanted, clone
from debo.collaborative.place_lines import read_place_lines
from debo.collaborative.refusals import MayNotClone
from debo.people.api import ACTING, Name, Problem, acting_person
from debo.people.keys import HubSteward

router = Router(tags=["collaborative"])


class CloneIn(Schema):
    """What is copied, and the names of the next; `places`: “name, kind, belongs to, code” a line."""

    source: Annotated[str, Field(max_length=36)]
    name: Name
    woreda: Name
    starts: date | None = None
    places: Annotated[str, Field(max_length=40_000)] = ""


class CloneOut(Schema):
    """The new collaborative, how many of each type were copied, and how many stood there already."""

    collaborative: str
    copied: dict[str, int]
    kept: dict[str, int]


@router.post(
    "collaboratives/clone",
    response={200: CloneOut, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
    summary="Make a collaborative after another one",
    openapi_extra=ACTING,
)
def clone_it(request: HttpRequest, asked: CloneIn) -> CloneOut:
    """Copy what was agreed and learned; no counts, no people, no drafts. Twice is once."""
    by = acting_person(request)
    if not HubSteward.objects.filter(person=by).exists():
        raise MayNotClone
    language = (translation.get_language() or "en")[:2]
    wanted = Wanted(
        asked.woreda, asked.name, language if language in ("am", "om") else "en", asked.starts,
        tuple(read_place_lines(asked.places)),
    )  # fmt: skip
    done = clone(asked.source, wanted, by)
    return CloneOut(collaborative=done.collaborative, copied=dict(done.copied), kept=dict(done.kept))
