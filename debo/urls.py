"""Where everything is: the API and the administration; the app itself is served as files."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from debo.api import api
from debo.people.admin_session import enter_admin
from debo.people.second_factor_page import page as second_factor

APP_IS_MISSING = """<!doctype html><meta charset="utf-8"><title>Debo</title>
<h1>Debo</h1><p>{text}</p><pre>make setup</pre>"""


def index(_request: HttpRequest) -> HttpResponse:
    """Reached only when the app isn't built: WhiteNoise answers / with its index.html otherwise."""
    text = _(
        "The hub is running, but the app has not been built yet. Nothing is lost. Build it, then start again:"
    )
    return HttpResponse(APP_IS_MISSING.format(text=text), status=503)


urlpatterns = [
    path("", index),
    path("api/", api.urls),
    path("admin/enter/<str:token>", enter_admin),
    path("admin/second-factor/", second_factor),
    path("admin/", admin.site.urls),
]
