"""Links in the administration: seen, not changed; they are made and ended at the hub's console."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from debo.ledger.admin import ReadOnlyAdmin
from debo.ledger.link.models import Link
from debo.ledger.link.standing import in_words, standing


@admin.register(Link)
class LinkAdmin(ReadOnlyAdmin):
    """Which hubs this one is linked with, and how each link stands."""

    list_display = ("name", "side", "last_contact", "how_it_stands")
    fields = (
        "name",
        "side",
        "address",
        "made_at",
        "last_contact",
        "ended_at",
        "to_give",
        "to_take",
        "how_it_stands",
    )

    @admin.display(description=_("Above or below"))
    def side(self, link: Link) -> str:
        """Whether this hub calls or is called."""
        return str(_("above this hub") if link.is_above else _("below this hub"))

    @admin.display(description=_("Still to give"))
    def to_give(self, link: Link) -> int:
        """Entries that the other hub hasn't read."""
        return standing(link).to_give

    @admin.display(description=_("Still to take"))
    def to_take(self, link: Link) -> int:
        """Entries that the other hub has and this one hasn't."""
        return standing(link).to_take

    @admin.display(description=_("How it stands"))
    def how_it_stands(self, link: Link) -> str:
        """One sentence."""
        return in_words(link)
