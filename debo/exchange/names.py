"""Finding the measure or facility that a name or code in a sheet means, in any language, and what else it
may mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A record that sheets may name: its texts in all languages and its code."""

    record: str
    names: tuple[str, ...]


class Names:
    """Looks names up. Two records with the same name are never chosen between: the person is asked."""

    def __init__(self, entries: Iterable[Named]) -> None:
        self._records: dict[str, set[str]] = {}
        self._shown: dict[str, str] = {}
        for entry in entries:
            for name in entry.names:
                self._records.setdefault(plain(name), set()).add(entry.record)
                self._shown.setdefault(plain(name), name)
            self._records.setdefault(entry.record, set()).add(entry.record)

    def find(self, text: str) -> str | None:
        """The record of this name, code or id; None when there is none, or several."""
        found = self._records.get(plain(text), set())
        return next(iter(found)) if len(found) == 1 else None

    def why_not(self, text: str, what: str) -> str:
        """Why `find` found nothing, with the nearest names."""
        if len(self._records.get(plain(text), set())) > 1:
            return f"“{text}” is the name of several: use its code"
        near = difflib.get_close_matches(plain(text), self._shown, n=2, cutoff=0.6)
        hint = " or ".join(f"“{self._shown[one]}”" for one in near)
        return f"no {what} is called “{text}”" + (f"; did you mean {hint}?" if hint else "")


def plain(text: str) -> str:
    """A name without what people write differently: case, punctuation, accents, double blanks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", kept.replace("’", "").replace("'", "")).split())


def texts_of(words: Mapping[str, str] | None, code: str | None = None) -> tuple[str, ...]:
    """All names of a record: its text in each language, and its code."""
    texts = [text for text in (words or {}).values() if text]
    return tuple([*texts, code] if code else texts)
