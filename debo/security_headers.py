"""What every page is allowed to do, as headers (docs/security.md): the app nothing but its own code.

Also compresses the API's answers, except where an answer compressed itself.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

NOWHERE = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

#: Pictures may be made on the phone (blob:, data:): a chart to share, the QR of an invitation; and a voice.
APP = (
    f"default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; {NOWHERE}; "
    "require-trusted-types-for 'script'"
)
#: Django's admin sets HTML from its own scripts, so it can't promise trusted types.
ADMIN = f"default-src 'self'; img-src 'self' data:; {NOWHERE}"
#: The page that shows the OpenAPI document styles itself.
API_PAGE = f"default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; {NOWHERE}"

#: Answers that hold what only one person may see.
PRIVATE = ("/api/", "/admin/")
#: Browsers' lists of strict hosts ask for a year; the hub's name alone, others under it aren't ours.
YEAR_SECONDS = 31_536_000

PERMISSIONS = "camera=(self), geolocation=(), microphone=(self)"

Answer = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeaders:
    """Middleware: the policy that suits the part of the hub that was asked."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers to whatever was answered."""
        response = self.get_response(request)
        # Only pages and workers obey these; on a thin line they would be a tenth of the app's small files.
        if not request.path.startswith("/assets/"):
            response.headers.setdefault("Content-Security-Policy", policy_for(request.path))
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.path.startswith(PRIVATE):
            # An answer is for this person and this moment; no cache in between may keep it.
            response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            _keep_to_tls(response)
        return response


def _keep_to_tls(response: HttpResponseBase) -> None:
    """Reached by TLS once: the browser keeps to it from now on, and cookies go nowhere else.

    http://localhost stays as it is; a browser there may refuse a cookie that wants TLS.
    """
    response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
    for cookie in response.cookies.values():
        cookie["secure"] = True


def policy_for(path: str) -> str:
    """The Content-Security-Policy of a path."""
    if path.startswith("/admin"):
        return ADMIN
    if path.startswith("/api/docs"):
        return API_PAGE
    return APP


class CompressApi(GZipMiddleware):
    """gzip for /api alone; files of the app are compressed once, when it is built."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress an answer of the API that isn't compressed yet."""
        if not request.path.startswith("/api/"):
            return response
        return super().process_response(request, response)
