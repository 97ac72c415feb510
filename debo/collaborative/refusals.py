"""Why a collaborative can't be made after another one; said before anything is written."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from debo.ledger.errors import Refusal


class NotCloned(Refusal):
    """All of these leave the hub as it was."""

    title = _("Nothing was copied")
    safe = _("Nothing was changed.")


class NoSuchCollaborative(NotCloned):
    """The id names no collaborative on this hub."""

    code, status = "no_such_collaborative", 404
    detail = _("There is no such collaborative on this hub.")
    next = _("Look at the names of the collaboratives once more.")


class NeedsNames(NotCloned):
    """The new collaborative and its woreda have names of their own."""

    code, status = "needs_names", 422
    detail = _("The new collaborative needs a name, and the name of its woreda.")
    next = _("Write both names, then try again.")


class SameWoreda(NotCloned):
    """The woreda named is the one the collaborative is already in."""

    code, status = "same_woreda", 422
    detail = _("This collaborative is in that woreda already.")
    next = _("Write the name of the next woreda.")


class UnclearLine(NotCloned):
    """A line of the list of facilities can't be read; `line` counts from 1."""

    code, status = "unclear_line", 422
    detail = _("Line {line} of the facilities is unclear: “{text}”.")
    next = _("Write one facility a line: name, kind, belongs to. What it belongs to stands in a line above.")


class MayNotClone(NotCloned):
    """Only the hub's steward opens collaboratives."""

    code, status = "may_not_clone", 403
    detail = _("The steward of the hub opens collaboratives.")
    next = _("Ask the steward of the hub.")
