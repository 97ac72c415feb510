"""The page that asks a steward for their second factor, and the gate that sends them to it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from debo.people import second_factor
from debo.people.access import name_of
from debo.people.refusals import Wait

PATH = "/admin/second-factor/"
#: Under this name the session remembers that the code was right; a new log-in begins without it.
PASSED = "second_factor"

SECOND_FACTOR = gettext_lazy("Second factor")
#: What the page says, by its state.
SAYS = {
    "asks": gettext_lazy("Type the six digits that your other app shows now, or one of your recovery codes."),
    "enrols": gettext_lazy(
        "With a second factor nobody opens the administration with your phone alone. Scan this with an app "
        "for one-time codes, on another device if you can, or type the letters into it; then type the six "
        "digits it shows."
    ),
    "recovery": gettext_lazy(
        "The second factor is on. Write these recovery codes down now and keep them apart from your phone: "
        "each opens the administration once, and they aren't shown again."
    ),
    "is_on": gettext_lazy(
        "The second factor is on. If you lose it, whoever owns the hub's machine takes it away with debo "
        "steward."
    ),
}

Answer = Callable[[HttpRequest], HttpResponseBase]


class SecondFactorGate:
    """Middleware: the administration opens only after the second factor, where there is or must be one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send whoever still owes a code to the page that asks for it."""
        is_open = not request.path.startswith("/admin/") or request.path.startswith((PATH, "/admin/enter/"))
        if not is_open and _owes(request):
            return HttpResponseRedirect(PATH)
        return self.get_response(request)


def _owes(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or request.session.get(PASSED):
        return False
    return settings.DEBO_SECOND_FACTOR or second_factor.is_enrolled(request.user.get_username())


@sensitive_post_parameters("code")
def page(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or help to set the second factor up."""
    if not request.user.is_authenticated:
        return redirect_to_login(PATH, "/admin/login/")
    person = request.user.get_username()
    if second_factor.is_enrolled(person):
        return _ask(request, person)
    return _enrol(request, person)


def _ask(request: HttpRequest, person: str) -> HttpResponse:
    if request.session.get(PASSED):
        return _shown(request, {"is_on": True})
    if request.method != "POST":
        return _shown(request, {"asks": True})
    problem = _try(person, lambda code: second_factor.passes(person, code), request.POST.get("code", ""))
    if problem:
        return _shown(request, {"asks": True, "problem": problem}, status=403)
    request.session[PASSED] = True
    request.session.cycle_key()
    return HttpResponseRedirect("/admin/")


def _enrol(request: HttpRequest, person: str) -> HttpResponse:
    problem, recovery = "", []
    if request.method == "POST":

        def confirm(code: str) -> bool:
            recovery.extend(second_factor.confirm(person, code) or [])
            return bool(recovery)

        problem = _try(person, confirm, request.POST.get("code", ""))
    if recovery:
        request.session[PASSED] = True
        request.session.cycle_key()
        return _shown(request, {"recovery": recovery})
    enrolment = second_factor.begin(person, name_of(person))
    picture = base64.b64encode(enrolment.qr.encode()).decode()
    shown = {"enrols": True, "secret": enrolment.secret, "qr": f"data:image/svg+xml;base64,{picture}"}
    return _shown(request, {**shown, "problem": problem}, status=403 if problem else 200)


def _try(person: str, is_right: Callable[[str], bool], code: str) -> str:
    """What is wrong with this try, in words; empty when nothing is."""
    try:
        second_factor.check_pace(person)
    except Wait as wait:
        return str(wait.detail).format(**wait.values)
    if not is_right(code[:40]):
        return _("That code isn't right, or was used already. Wait for the next one and type it.")
    second_factor.forget_tries(person)
    return ""


def _shown(request: HttpRequest, said: dict[str, Any], status: int = 200) -> HttpResponse:
    state = next((one for one in SAYS if one in said), "is_on")
    texts = {"title": SECOND_FACTOR, "says": SAYS[state], "code_label": _("Code"), "go_on": _("Go on")}
    context = {**admin.site.each_context(request), **texts, **said}
    return TemplateResponse(request, "people/second_factor.html", context, status=status)
