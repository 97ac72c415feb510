"""Why somebody can't come in, in words that say what happened, what is safe and what to do next. Nobody is
blamed.

`problem` in debo.api turns any of these into an application/problem+json answer in the reader's language.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from debo.ledger.errors import Refusal


class NothingChanged(Refusal):
    """All of these are said before anything is written."""

    safe = _("Nothing was changed, and what is on this phone is safe.")


class UnknownCode(NothingChanged):
    """No open invitation has this code: mistyped, used, too old or never given."""

    code, status = "unknown_code", 404
    title = _("This code doesn't open anything")
    detail = _("It may have been used already, be older than two weeks, or have a letter in another place.")
    next = _("Look at the code again, or ask your head, mentor or steward for a new one.")


class WrongPin(NothingChanged):
    """The PIN isn't the one this person chose before."""

    code, status = "wrong_pin", 403
    title = _("That is not the PIN you chose before")
    detail = _("You have joined on another phone already; here the same PIN is needed.")
    next = _("Try again, or ask for a code with which you can choose a new PIN.")


class BadPin(NothingChanged):
    """A PIN has 4 to 8 digits."""

    code, status = "bad_pin", 422
    title = _("A PIN has 4 to 8 digits")
    next = _("Choose 4 to 8 digits that you can remember.")


class Wait(NothingChanged):
    """Too many wrong tries; `seconds` says how long to wait."""

    code, status = "wait", 429
    title = _("Please wait a little")
    detail = _("There were several wrong tries. In {seconds} seconds you can try again.")
    next = _("Wait, then try again. Nothing is ever deleted because of wrong tries.")


class BadKey(NothingChanged):
    """A device hands in the uncompressed P-256 point, its id is 16 hex digits."""

    code, status = "bad_key", 422
    title = _("The phone's key can't be read")
    detail = _("A device id has 16 hexadecimal digits, and a public key is an uncompressed point on P-256.")
    next = _("Close Debo on this phone, open it again and try once more.")


class NotJoined(NothingChanged):
    """`Debo-Person` names somebody who hasn't joined on this device."""

    code, status = "not_joined", 403
    title = _("This person hasn't joined on this phone")
    next = _("Join with a code first.")


class MayNotInvite(NothingChanged):
    """Only who looks after all places of a person may invite them."""

    code, status = "may_not_invite", 403
    title = _("Somebody else has to invite this person")
    detail = _(
        "A head invites the staff of their own facility, a mentor the staff of the facilities they visit."
    )
    next = _("Ask the steward of the collaborative.")


class MayNotRevoke(NothingChanged):
    """A head shuts out the phones of their own staff, a steward those of everybody below their place."""

    code, status = "may_not_revoke", 403
    title = _("Somebody else has to shut this phone out")
    detail = _("A head does it for the staff of a facility, and everybody for a phone that only they use.")
    next = _("Tell the head of the facility or the steward of the collaborative at once.")


class UnknownPhone(NothingChanged):
    """No device or person has this id."""

    code, status = "unknown_phone", 404
    title = _("The hub knows no such phone")
    next = _("Look at the list of phones once more.")


class MayNotAdminister(NothingChanged):
    """The administration is for the hub's steward."""

    code, status = "may_not_administer", 403
    title = _("Only the hub's steward opens the administration")
    next = _("Ask the steward of this hub.")


class NotEmpty(NothingChanged):
    """Setting up happens once."""

    code, status = "not_empty", 409
    title = _("This hub has been set up already")
    next = _("Ask its steward for a join code.")


class WrongSetupCode(NothingChanged):
    """The code isn't the one that `debo serve` printed last."""

    code, status = "wrong_setup_code", 403
    title = _("That is not the set-up code")
    detail = _("The code stands in the window in which the hub was started.")
    next = _("Look there and type it again.")
