"""Why something carried isn't taken, said to whoever carried it: what happened, what is safe, what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: By the protocol's codes.
WORDS: dict[str, str | Promise] = {
    "not_carried": _(
        "This is not a carried file of Debo. Nothing was opened. Look for a file that ends in .debo."
    ),
    "newer_version": _(
        "This was written by a newer Debo. Keep the file, renew the hub, then bring it again."
    ),
    "damaged": _(
        "A part of this file was damaged on the way and was left out. What was whole is taken. "
        "Ask for a new file; what was in the damaged part is still where it was written."
    ),
    "cut_off": _(
        "This file ends too early, as when a stick is pulled out while it is written. What came is taken. "
        "Copy the file again; doing it twice does no harm."
    ),
    "for_another": _("This file is for somebody else. It was not opened. Take it to the one it is for."),
    "unknown_maker": _(
        "The hub doesn't know the phone that made this. Nothing was taken. "
        "The phone's people join with a code first."
    ),
    "copied": _(
        "Two phones say they are the one that made this. Nothing was taken, and the file is still good: "
        "show it to the steward of the hub."
    ),
    "not_understood": _(
        "A part of this file isn't as agreed and was left out. The phone that made it keeps what was in it."
    ),
    "too_many_waiting": _(
        "Very much of this phone waits here for a file that comes before. "
        "Bring that one first, then this again."
    ),
}
