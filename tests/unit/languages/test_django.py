"""The hub speaks the languages Django does not know of itself."""

from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import get_language_info, gettext

from debo.languages.catalogue import open_catalogue
from debo.periods import PeriodError, parse

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("language", "save"), [("en", "Save"), ("am", "አስቀምጥ"), ("om", "Olkaa’i"), ("am-et", "አስቀምጥ")]
)
def test_a_sentence_is_said_in_the_language_asked_for(language: str, save: str) -> None:
    with translation.override(language):
        assert gettext("Save") == save


@pytest.mark.parametrize("language", ["am", "om"])
def test_a_refusal_of_a_room_without_django_is_translated_where_it_is_shown(language: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse("2025W53")
    expected = {entry.msgid: entry.msgstr for entry in open_catalogue(ROOT, language)}[refusal.value.sentence]
    with translation.override(language):
        said = gettext(refusal.value.sentence).format(**refusal.value.values)
    assert said == expected.format(text="2025W53", year=2025, last=52)
    assert "2025W53" in said
    assert said != str(refusal.value)


def test_each_language_is_named_in_itself() -> None:
    assert [get_language_info(code)["name_local"] for code in ("am", "om")] == ["አማርኛ", "Afaan Oromoo"]
