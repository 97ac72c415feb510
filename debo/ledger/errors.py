"""Why an exchange can't be answered: what happened, what is safe, what to do next. Nobody is blamed.

A whole request is refused only when nothing of it can be trusted. What is wrong with a single entry is not an
error: the entry is set aside and its author told (quarantine.py).
"""

from __future__ import annotations

from typing import Any

from django.db import OperationalError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTHING_LOST = _("Nothing was taken from this phone, and everything on it is safe.")


class Refusal(Exception):  # noqa: N818 - its children are named for what a person meets
    """One reason; `code` is for programs, the four texts are for people, `status` is HTTP's."""

    code: str = "refused"
    status: int = 400
    title: str | Promise = _("That didn't work")
    detail: str | Promise = ""
    safe: str | Promise = NOTHING_LOST
    next: str | Promise = ""

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class UnknownDevice(Refusal):
    """No device has this id and token."""

    code, status = "unknown_device", 401
    title = _("The hub doesn't know this phone")
    detail = _("Its key is missing or is another one.")
    safe = _("What is not yet at the hub stays on this phone.")
    next = _("Join again with a new code.")


class RevokedDevice(Refusal):
    """The device was shut out. It hands in what it holds and then forgets everything (docs/protocol.md, 4a).

    `acks`, `gaps` and `repair` are those of an answer; they are there when it asked for an exchange.
    """

    code, status = "revoked_device", 401
    title = _("This phone was shut out")
    detail = _("Somebody told the hub that it was lost, or that its owner works elsewhere now.")
    safe = _("What was written on it is handed in first; only then does the phone forget.")
    next = _("If this is a mistake, ask your head or steward for a new code and join again.")


class ForkedDevice(Refusal):
    """Two stores claim to be one device, a restored or copied phone. Both versions are kept."""

    code, status = "forked_device", 409
    title = _("Two phones say they are this one")
    detail = _(
        "This phone's memory was copied or brought back from an older copy, so the hub can't tell them apart."
    )
    safe = _("Both versions are kept, here and at the hub.")
    next = _("Join again with a new code; your steward sees both versions and can help.")


class TooLarge(Refusal):
    """The body is larger than any exchange needs to be."""

    code, status = "too_large", 413
    title = _("This is too much for one exchange")
    detail = _("A request may hold {limit} million bytes when unpacked.")
    next = _("Debo sends less at a time and tries again by itself.")


class BrokenBody(Refusal):
    """The body is cut off, isn't gzip though it says so, or isn't JSON. `reason` is for programs."""

    code, status = "broken_body", 400
    title = _("What arrived was incomplete")
    detail = _("The line was probably cut ({reason}).")
    next = _("Debo sends it again by itself; you needn't do anything.")


class BrokenRequest(Refusal):
    """The JSON is whole but is no request of this protocol."""

    code, status = "broken_request", 400
    title = _("The hub doesn't understand this phone")
    detail = _("A part of the request isn't as agreed ({reason}).")
    next = _("Open Debo once while there is a network, so that it can renew itself; then try again.")


class BrokenBatch(BrokenRequest):
    """The batch is no batch: bad columns, a wrong signature, or rows of another device."""

    code, status = "broken_batch", 400
    detail = _("The entries can't be read or aren't signed by this phone ({reason}).")


class Busy(Refusal):
    """The database couldn't be written in time; nothing was committed."""

    code, status = "busy", 503
    title = _("The hub is busy")
    detail = _("Many phones are exchanging at this moment.")
    next = _("Debo tries again by itself in a little while.")


class Full(Refusal):
    """The hub's disk has no room left; nothing was committed."""

    code, status = "full", 507
    title = _("The hub's disk is full")
    detail = _("The hub can keep nothing new until its steward makes room.")
    next = _("Tell the hub's steward. Debo goes on trying by itself.")


#: What SQLite and PostgreSQL say of a disk that takes nothing more.
_NO_ROOM = ("disk is full", "disk I/O error", "No space left on device")


def not_written(error: OperationalError) -> Refusal:
    """Why the database took nothing: its disk is full, or another writer held it too long."""
    return Full() if any(sign in str(error) for sign in _NO_ROOM) else Busy()


class Refused(Refusal):
    """The hub itself was asked to write what the records' own rules don't allow (acts.py)."""

    code, status = "entry_refused", 422
    title = _("This can't be written")
    detail = _("{words}")
    safe = _("Nothing was changed.")
    next = _("Correct it and try again.")

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(reason=reason, words=words)
        self.reason = reason


class OnlyTheLedgerWritesError(TypeError):
    """A program tried to change a record beside the ledger; such a change would reach no other replica."""


def problem(error: Refusal, language: str) -> dict[str, Any]:
    """The application/problem+json of a refusal (RFC 9457) in the reader's language."""
    with translation.override(language):
        texts = {name: str(getattr(error, name)).format(**error.values) for name in _TEXTS}
    parts = {name: error.values[name] for name in _PARTS if name in error.values}
    return {"type": error.code, "status": error.status, **texts, **parts}


#: What a refusal says to programs, beside its code.
_PARTS = ("reason", "acks", "gaps", "repair", "forget", "turn")
_TEXTS = ("title", "detail", "safe", "next")
