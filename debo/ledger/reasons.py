"""Why an entry is set aside: the codes of the protocol and what its author is told, in their language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from debo.ledger.fields import LANGUAGES

#: Every reason with its sentence: what happened and what is safe. None of them blames anybody.
REASONS: dict[str, str | Promise] = {
    "unknown_type": _(
        "This comes from a newer version of Debo. It is kept and taken when the hub is renewed."
    ),
    "wrong_type": _("“{field}” holds something of another kind than expected. Please write it again."),
    "out_of_range": _("The value of “{field}” can't be right. Please look at it once more."),
    "too_long": _("The text in “{field}” is too long. Please shorten it."),
    "not_a_choice": _("“{field}” must be one of the choices offered. Please choose again."),
    "missing_key": _(
        "“{field}” is missing, so the hub can't tell what this is about. Please write it again."
    ),
    "wrong_record": _("This was written under the name of another record. Please write it again."),
    "forbidden_channel": _(
        "You no longer write in this place. What you wrote is kept; talk to your steward."
    ),
    "forbidden_write": _(
        "Somebody else looks after this. What you wrote is kept; talk to your head or steward."
    ),
    "forged_author": _(
        "This was written under a name that hasn't joined on this phone. It is kept but not shown."
    ),
    "revoked_device": _(
        "This phone was reported lost before it handed this in. It is kept; your steward decides about it."
    ),
    "far_stamp": _(
        "This phone's counter is far ahead of all others. What you wrote is kept; tell your steward."
    ),
    "too_large": _("This is larger than the hub can take. It stays on your phone; please write it shorter."),
    "malformed": _("The hub can't read this entry. It is kept; please write it again."),
    "other_hub": _(
        "Another hub looks after this. What you wrote is kept and goes on to that hub, which takes it."
    ),
    "impossible": _("These values can't go together. Please look at them once more."),
}

#: Never tried again: a name that joins later must not make good what was written under it before, and of an
#: entry that is too large only the hash was kept.
FINAL = frozenset({"forged_author", "too_large"})


@dataclass(frozen=True)
class Verdict:
    """An entry is set aside for `reason`; `details` are the field, the rule's own code, its sentence."""

    reason: str
    field: str = ""
    code: str = ""
    label: str | Promise = ""
    sentence: str | Promise = ""

    def words(self) -> dict[str, str]:
        """The code and the field for programs, and a sentence in each language."""
        told = {"code": self.code or self.reason, "field": self.field}
        return {name: text for name, text in told.items() if text} | self._sentences()

    def sentence_here(self) -> str:
        """The sentence in the language that is spoken at this moment."""
        return str(self.sentence or REASONS[self.reason]).replace("{field}", str(self.label or self.field))

    def _sentences(self) -> dict[str, str]:
        sentences = {}
        for language in LANGUAGES:
            with translation.override(language):
                sentences[language] = self.sentence_here()
        return sentences

    def stored(self) -> str:
        """What is kept beside the entry."""
        return json.dumps(self.words(), ensure_ascii=False)


def read_words(stored: str) -> dict[str, Any]:
    """What `stored` kept."""
    words: dict[str, Any] = json.loads(stored) if stored else {}
    return words
