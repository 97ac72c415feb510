"""A sign of life for whoever watches the hub: `GET /healthz` says that it answers, and its database too.

It is answered before the name is looked at by which the hub was asked for. Containers and load balancers ask
by an address, which DEBO_HOSTS doesn't list; and nothing is told here that depends on a name.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
PATH = "/healthz"


class SignOfLife:
    """Middleware: answers PATH, and lets everything else in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """`ok` with 200, or 503 when the database doesn't answer."""
        if request.path != PATH:
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("the database doesn't answer", content_type="text/plain", status=503)
        return HttpResponse("ok", content_type="text/plain")
