"""One thing has one word: the glossary, and the catalogues held to it."""

import re
from pathlib import Path

import polib
import pytest

from debo.languages.catalogue import open_catalogue

ROOT = Path(__file__).resolve().parents[3]
ROW = re.compile(r"^\| (?P<en>[^|]+) \| (?P<am>[^|]+) \| (?P<om>[^|]+) \|", re.MULTILINE)


def terms() -> list[dict[str, str]]:
    rows = [
        found.groupdict() for found in ROW.finditer((ROOT / "docs/glossary.md").read_text(encoding="utf-8"))
    ]
    return [row for row in rows if row["en"] not in ("English", "---")]


def plain(text: str) -> str:
    return text.strip().rstrip("።.").lower()


def test_the_glossary_has_the_words_of_the_field() -> None:
    assert {"collaborative", "woreda", "run chart", "prediction", "not applicable", "undo"} <= {
        row["en"] for row in terms()
    }


@pytest.mark.parametrize("language", ["en", "am", "om"])
def test_no_word_stands_for_two_things(language: str) -> None:
    words = [row[language] for row in terms()]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("language", ["am", "om"])
def test_the_catalogue_says_each_thing_as_the_glossary_does(language: str) -> None:
    said = {row["en"].lower(): row[language] for row in terms()}
    entries: polib.POFile = open_catalogue(ROOT, language)
    shared = {
        plain(entry.msgid): plain(entry.msgstr)
        for entry in entries
        if plain(entry.msgid) in said and entry.msgstr and not entry.obsolete
    }
    assert len(shared) > 40
    assert shared == {english: plain(said[english]) for english in shared}
