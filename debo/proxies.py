"""Whose word the hub takes for where a request comes from, behind a web server with a certificate.

Anybody can send `X-Forwarded-For`. It is believed of the proxies that DEBO_PROXIES names and of nobody else,
and then only the part that those wrote themselves: the last address in it that is no proxy's.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

_SAID_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
)


class BelievedProxies:
    """Middleware: REMOTE_ADDR becomes the visitor's, and the scheme https, where a believed proxy says so."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Read what a proxy says, and drop it: nothing further in must believe it a second time."""
        said = {name: request.META.pop(name, "") for name in _SAID_BY_PROXIES}
        sender = bare(request.META.get("REMOTE_ADDR", ""))
        if is_proxy(sender):
            sender = visitor(said["HTTP_X_FORWARDED_FOR"]) or sender
            if said["HTTP_X_FORWARDED_PROTO"].strip().lower() == "https":
                request.META["wsgi.url_scheme"] = "https"
        request.META["REMOTE_ADDR"] = sender
        return self.get_response(request)


def visitor(forwarded: str) -> str:
    """The last address of X-Forwarded-For that is no proxy's; empty when it names none."""
    for part in reversed(forwarded.split(",")):
        address = bare(part)
        if not _is_address(address):
            return ""
        if not is_proxy(address):
            return address
    return ""


def is_proxy(address: str) -> bool:
    """Whether DEBO_PROXIES names this address, alone or as part of a network."""
    return _is_address(address) and any(
        ip_address(address) in ip_network(one, strict=False) for one in settings.DEBO_PROXIES
    )


def bare(address: str) -> str:
    """The address without a port: `192.0.2.1:4711`, `[2001:db8::1]:443`."""
    text = address.strip()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
