"""Sentences said without Django, from the same catalogues."""

from __future__ import annotations

import string
from collections.abc import Mapping

import pytest

from debo.languages import saying
from debo.languages.saying import sayer
from debo.spc import choice, funnel_answer, reading, request, sketch

TABLES: dict[str, Mapping[str, str]] = {
    "readings": reading.SENTENCES,
    "reasons": choice.REASONS,
    "funnels": funnel_answer.SENTENCES,
    "notes": request.NOTES,
    "sketch": sketch.SAID,
}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", ["am", "om"])
@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_of_a_chart_is_said_in_every_language(table: str, language: str) -> None:
    say = sayer(language)
    for key, sentence in TABLES[table].items():
        said = say(sentence)
        assert said != sentence, key
        assert places(said) == places(sentence), key


def test_english_and_the_unknown_stay_as_they_are() -> None:
    assert sayer("en")("No points yet.") == "No points yet."
    assert sayer("am")("Nobody ever says this.") == "Nobody ever says this."


def test_it_says_the_same_before_anybody_compiled_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = sayer("om")("No points yet.")
    monkeypatch.setattr("pathlib.Path.exists", lambda path: path.suffix != ".mo")
    assert saying.sayer("om")("No points yet.") == compiled != "No points yet."
