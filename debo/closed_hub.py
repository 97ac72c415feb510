"""A hub that moves to another database answers nobody: what it took now would stay behind."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request

from debo.ledger.errors import Busy, problem
from debo.ledger.questions import CLOSED, ask

Answer = Callable[[HttpRequest], HttpResponseBase]
#: What may be asked of a closed hub, because it keeps nothing.
_HARMLESS = ("/api/hub", "/api/schema", "/api/openapi.json", "/api/docs")


class ClosedHub:
    """Middleware: the API and the administration of a closed hub say "busy", and phones try again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request in unless the hub was closed."""
        if _may_keep_something(request.path) and ask(CLOSED):
            told = problem(Busy(), get_language_from_request(request))
            answer = JsonResponse(told, status=Busy.status, content_type="application/problem+json")
            answer["Retry-After"] = "60"
            return answer
        return self.get_response(request)


def _may_keep_something(path: str) -> bool:
    return path.startswith(("/api/", "/admin")) and not path.startswith(_HARMLESS)
