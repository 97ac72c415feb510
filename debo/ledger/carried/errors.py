"""Why a carried file can't be made at the door."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from debo.ledger.errors import Refusal


class NobodyThere(Refusal):
    """No phone of the place has a key for files, or there is no such place."""

    code, status = "nobody_there", 404
    title = _("No phone of this place can be written to yet")
    detail = _("Nobody there has joined, or only with an older Debo.")
    safe = _("Nothing was changed, and what is on this phone is safe.")
    next = _("Somebody of that place joins with a code first, or opens Debo once where there is a network.")
