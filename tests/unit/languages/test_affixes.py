"""No affix of Amharic or Afaan Oromo leans on words that a team wrote: only they say which one is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from debo.languages.catalogue import open_catalogue

ROOT = Path(__file__).parents[3]
#: The sentence of an aim, and the one part of it that says for whom.
SENTENCES = [f"{verb} {{what}}{{range}}{{by}}{{whom}}." for verb in ("Raise", "Lower", "Bring")]
#: What may stand beside a team's own words: nothing, a blank, a bracket, another part, or the end.
FREE = r"(^|[\s(}]|፦ |: )\{%s\}($|[\s){።.])"


@pytest.mark.parametrize("language", ["am", "om"])
@pytest.mark.parametrize(
    ("sentence", "name"), [("for {whom}", "whom"), *((sentence, "what") for sentence in SENTENCES)]
)
def test_what_a_team_wrote_stands_free(language: str, sentence: str, name: str) -> None:
    entry = open_catalogue(ROOT, language).find(sentence)
    assert entry is not None
    assert re.search(FREE % name, entry.msgstr), entry.msgstr


@pytest.mark.parametrize("affixed", ["ለ{whom}", "{whom}f"])
def test_an_affix_is_found(affixed: str) -> None:
    """The two that stood there before."""
    assert not re.search(FREE % "whom", affixed)
