"""Sentences said in a language where Django is not: `debo chart` and other commands that need no hub."""

from __future__ import annotations

from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parents[1] / "locale"


def sayer(language: str) -> Callable[[str], str]:
    """Return what says an English sentence in `language`; a sentence without a translation stays English.

    Reads the compiled catalogue, or the translators' own where nobody has compiled it yet.
    """
    if language == "en":
        return str
    folder = LOCALE / language / "LC_MESSAGES"
    compiled = folder / "django.mo"
    if compiled.exists():
        with compiled.open("rb") as file:
            return GNUTranslations(file).gettext
    # Half a second slower, and only before `make setup`.
    import polib  # noqa: PLC0415

    said = {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / "django.po")) if entry.msgstr}
    return lambda sentence: said.get(sentence, sentence)
