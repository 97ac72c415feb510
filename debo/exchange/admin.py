"""Every exchange with DHIS2, to be read in the administration; nobody writes or removes one there."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from debo.exchange.models import Exchange


@admin.register(Exchange)
class ExchangeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who, when, what, how much, and what was refused."""

    list_display = ("began", "direction", "what", "where", "state", "counts")
    list_filter = ("direction", "state")
    ordering = ("-pk",)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """An exchange is made by exchanging."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Exchange | None = None) -> bool:
        """What happened isn't changed."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Exchange | None = None) -> bool:
        """Nor forgotten."""
        return False
