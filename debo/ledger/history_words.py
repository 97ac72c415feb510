"""What the page of a record's history says, where the catalogues' collector finds it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "as_on": _("As it was at the end of"),
    "show": _("Show"),
    "that_day": _("The record on that day"),
    "today": _("The record today"),
    "at_once": _("Also written at the same time"),
    "nothing": _("Nothing had come here yet."),
    "who": _("Who changed what"),
    "about_days": _("Days count by this hub's clock. When a phone says it was written is only its claim."),
    "claimed": _("When, by that device's clock"),
    "after": _("This came after that day."),
    "erased": _("Its content was erased by law."),
    "aside": _("Set aside"),
    "late": _("Set aside first, taken later."),
    "newer": _("From a newer version"),
}
