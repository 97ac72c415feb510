"""Why two hubs can't exchange: for the steward of either, who sees it beside the link."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from debo.ledger.errors import Refusal

NOTHING_TAKEN = _("Nothing was taken, and everything on both hubs is as it was.")


class LinkRefusal(Refusal):
    """Nothing of the other hub's message was taken. `detail_of` names what it is about."""

    code = "link_refused"
    safe = NOTHING_TAKEN
    next = _("Look at the link on both hubs; the stewards should speak with each other.")

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self.detail_of = str(values.get("reason", ""))


class UnknownLink(LinkRefusal):
    """No link has this id and key."""

    code, status = "unknown_link", 401
    title = _("This hub isn't linked with the one that calls")
    detail = _("The link was never made here, or the calling hub has lost its key.")
    next = _("Make the link anew with a new code: debo link invite.")


class LinkEnded(LinkRefusal):
    """The link was ended at one of its ends."""

    code, status = "link_ended", 410
    title = _("The link was ended")
    detail = _("A steward of one of the two hubs has ended it. What has crossed stays where it is.")
    next = _("If it should go on, make it anew with a new code: debo link invite.")


class OldTurn(LinkRefusal):
    """The message was sent before, or the calling hub was restored; `turn` says where to go on."""

    code, status = "old_turn", 409
    title = _("The other hub has gone on meanwhile")
    detail = _("This message has a number that was used already ({reason}).")
    next = _("Debo goes on by itself with the next number.")


class Untrue(LinkRefusal):
    """Something in the message isn't what it says: a forged author, a wrong signature, another's device."""

    code, status = "untrue", 422
    title = _("The other hub sent something that can't be true")
    detail = _("It was refused whole ({reason}).")
