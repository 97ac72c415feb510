"""The administration for the hub's steward: the app asks for a link that opens it once, within a minute."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model, login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from debo.people.access import name_of
from debo.people.keys import AdminLink, HubSteward
from debo.people.refusals import MayNotAdminister

LINK_LIVES = timedelta(minutes=1)


def open_admin(person: str) -> str:
    """The path that opens the administration for this person; refuses with MayNotAdminister."""
    if not HubSteward.objects.filter(person=person).exists():
        raise MayNotAdminister
    token = secrets.token_urlsafe(32)
    AdminLink.objects.create(digest=_digest(token), person=person, expires=timezone.now() + LINK_LIVES)
    return f"/admin/enter/{token}"


def enter_admin(request: HttpRequest, token: str) -> HttpResponse:
    """Follow such a link: it is used up, and the steward is logged in under their own id."""
    now = timezone.now()
    AdminLink.objects.filter(expires__lte=now).delete()
    link = AdminLink.objects.filter(digest=_digest(token)).first()
    # Whoever deletes the row is the one who comes in.
    if link is None or AdminLink.objects.filter(pk=link.pk).delete()[0] == 0:
        text = _(
            "This link has been used or is too old. Nothing was changed. "
            "Open the administration from the app again."
        )
        return HttpResponse(text, status=403, content_type="text/plain; charset=utf-8")
    login(request, _user(link.person), backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect("/admin/")


def _user(person: str) -> User:
    """Django's account of a steward: named by their id, with no password, so that no form lets anybody in."""
    user, _made = get_user_model().objects.get_or_create(username=person)
    user.first_name, user.is_staff, user.is_superuser = name_of(person)[:150], True, True
    user.is_active = True
    user.set_unusable_password()
    user.save()
    return user


def _digest(token: str) -> str:
    return salted_hmac("debo.admin", token, algorithm="sha256").hexdigest()
