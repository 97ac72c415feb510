"""Why a piece of a snapshot isn't given."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from debo.ledger.errors import Refusal


class NoSuchSegment(Refusal):
    """There is no such piece, or none that this phone may read: which of both is nobody's business."""

    code, status = "no_such_segment", 404
    title = _("The hub has made this anew")
    detail = _("The part of the records that was asked for isn't kept any more, or isn't for this phone.")
    safe = _("What has come so far stays on this phone.")
    next = _("Debo asks again by itself; you needn't do anything.")
