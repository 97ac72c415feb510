"""What the catalogues keep, what they notice, and what the phone gets from them."""

import json
import re
from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest

from debo.languages import LANGUAGES, PLURAL_FORMS
from debo.languages.catalogue import (
    Coverage,
    collisions,
    compile_catalogue,
    contradictions,
    coverage,
    drift,
    key_of,
    merge,
    mistakes,
    open_catalogue,
    path_of,
    save,
)
from debo.languages.hub import LANG_INFO
from debo.languages.sentences import Sentence

ROOT = Path(__file__).resolve().parents[3]


def begin_an_app(root: Path) -> None:
    """Put an app that says nothing at its start where the catalogues are compiled for it."""
    (root / "web/src").mkdir(parents=True)
    (root / "web/src/main.ts").touch()


def catalogue_of(*entries: polib.POEntry, language: str = "am") -> polib.POFile:
    catalogue = open_catalogue(Path("/nowhere"), language)
    catalogue.extend(entries)
    return catalogue


def entry(english: str, said: str | list[str], many: str = "", comment: str = "") -> polib.POEntry:
    if isinstance(said, str):
        return polib.POEntry(msgid=english, msgstr=said, tcomment=comment)
    return polib.POEntry(
        msgid=english, msgid_plural=many, msgstr_plural=dict(enumerate(said)), tcomment=comment
    )


class TestMerging:
    def test_a_new_sentence_waits_and_an_old_translation_stays(self) -> None:
        catalogue = catalogue_of(entry("Save", "አስቀምጥ", comment="unreviewed"))
        merge(catalogue, [Sentence("Save", "b.ts"), Sentence("Save", "a.py"), Sentence("Undo", "a.py")])
        found = {each.msgid: each for each in catalogue}
        assert found["Save"].msgstr == "አስቀምጥ"
        assert found["Save"].tcomment == "unreviewed"
        assert found["Save"].occurrences == [("a.py", ""), ("b.ts", "")]
        assert found["Undo"].msgstr == ""

    def test_a_sentence_gone_is_kept_as_obsolete_and_speaks_again_when_it_returns(self) -> None:
        catalogue = catalogue_of(entry("Save", "አስቀምጥ"))
        merge(catalogue, [])
        assert catalogue[0].obsolete
        assert coverage(catalogue, "am").total == 0
        merge(catalogue, [Sentence("Save", "a.py")])
        assert not catalogue[0].obsolete
        assert catalogue[0].msgstr == "አስቀምጥ"

    def test_a_sentence_that_begins_or_ceases_to_count_keeps_its_words(self) -> None:
        catalogue = catalogue_of(entry("{n} birth", "{n} ወሊድ"))
        merge(catalogue, [Sentence("{n} birth", "a.ts", "{n} births")])
        assert catalogue[0].msgstr_plural == {0: "{n} ወሊድ", 1: ""}
        merge(catalogue, [Sentence("{n} birth", "a.ts")])
        assert catalogue[0].msgstr == "{n} ወሊድ"

    def test_what_is_written_reads_back_and_writing_twice_changes_nothing(self, tmp_path: Path) -> None:
        sentences = [Sentence("b", "x.ts"), Sentence("a", "y.ts"), Sentence("{n} c", "y.ts", "{n} cs")]
        catalogue = catalogue_of(entry("gone", "የለም"))
        merge(catalogue, sentences)
        save(tmp_path, "am", catalogue)
        first = path_of(tmp_path, "am").read_text(encoding="utf-8")
        again = open_catalogue(tmp_path, "am")
        merge(again, sentences)
        save(tmp_path, "am", again)
        assert path_of(tmp_path, "am").read_text(encoding="utf-8") == first
        assert [each.msgid for each in again] == ["a", "b", "{n} c", "gone"]
        assert list(drift(again, sentences)) == []


class TestNoticing:
    def test_drift_between_code_and_catalogue(self) -> None:
        catalogue = catalogue_of(entry("Save", ""), entry("Old", ""), entry("{n} c", ["", ""], "{n} cs"))
        said = [Sentence("Save", "a"), Sentence("New", "a"), Sentence("{n} c", "a", "{n} all")]
        assert [str(each).split(": ", 2)[-1] for each in drift(catalogue, said)] == [
            "“New” is not in it",
            "“{n} c” is not in it",
            "“Old” is no longer said",
        ]

    def test_one_sentence_with_two_forms_for_several(self) -> None:
        found = list(
            contradictions([Sentence("a", "x", "as"), Sentence("a", "y", "aas"), Sentence("b", "x")])
        )
        assert [each.what for each in found] == ["“a” has another form for several in x"]

    @pytest.mark.parametrize(
        ("said", "what"),
        [
            ("የ{name} ነጥብ", "{name} where {n} should be"),
            ("ነጥብ", "nothing where {n} should be"),
            ("{n} %(n)s ነጥብ", "%(n)s where nothing should be"),
            ("{n} {ነጥብ", "a brace stands alone"),
            ("{n} ነጥብ ", "it begins or ends with another space"),
            ("{n} points on it", "Amharic is written in Ethiopic letters"),
        ],
    )
    def test_a_translation_that_would_come_out_wrong(self, said: str, what: str) -> None:
        found = list(mistakes(catalogue_of(entry("{n} points", said)), "am"))
        assert [each.what for each in found] == [f"“{{n}} points”: {what}"]

    def test_afaan_oromo_in_other_letters_and_half_a_pair(self) -> None:
        catalogue = catalogue_of(
            entry("Save", "አስቀምጥ"), entry("{n} c", ["{n} k", ""], "{n} cs"), language="om"
        )
        assert [each.what for each in mistakes(catalogue, "om")] == [
            "“Save”: Afaan Oromo is written in Latin letters",
            "“{n} c”: one of its two forms is missing",
        ]

    def test_what_is_right_missing_or_gone_is_no_mistake(self) -> None:
        gone = entry("{n} gone", "የለም")
        gone.obsolete = True
        right = entry("{a} of {b}", "ከ{b} {a}")
        one = entry("One person", ["{n} ሰው", "{n} ሰዎች"], "{n} people")
        assert (
            list(mistakes(catalogue_of(right, one, entry("Undo", ""), entry("PDSA", "PDSA"), gone), "am"))
            == []
        )


class TestCompiling:
    def test_the_phone_and_the_hub_say_the_same_and_missing_sentences_stay_out(self, tmp_path: Path) -> None:
        catalogue = catalogue_of(
            entry("Save", "Olkaa’i"),
            entry("Undo", ""),
            entry("{n} c", ["k {n}", "kk {n}"], "{n} cs"),
            entry("Midwife", "Deessistuu"),
            entry("Only at the hub", "Wiirtuu qofa irra"),
            language="om",
        )
        places = [
            "web/src/a.ts",
            "web/src/a.ts",
            "debo/measures/models.py",
            "debo/people/roles.json",
            "debo/api.py",
        ]
        for each, place in zip(catalogue, places, strict=True):
            each.occurrences = [(place, "")]
        save(tmp_path, "om", catalogue)
        begin_an_app(tmp_path)
        compile_catalogue(tmp_path, "om")
        app = json.loads((tmp_path / "web/src/languages/catalogues/om.json").read_text(encoding="utf-8"))
        assert app == {
            key_of("Save"): "Olkaa’i",
            key_of("{n} c"): ["k {n}", "kk {n}"],
            key_of("Midwife"): "Deessistuu",
        }
        with (tmp_path / "debo/locale/om/LC_MESSAGES/django.mo").open("rb") as file:
            hub = GNUTranslations(file)
        assert [hub.gettext("Save"), hub.gettext("Undo")] == ["Olkaa’i", "Undo"]
        assert [hub.ngettext("{n} c", "{n} cs", n) for n in (0, 1, 2)] == ["kk {n}", "k {n}", "kk {n}"]

    def test_amharic_counts_none_as_one(self, tmp_path: Path) -> None:
        begin_an_app(tmp_path)
        save(tmp_path, "am", catalogue_of(entry("{n} c", ["{n} ሀ", "{n} ሆ"], "{n} cs")))
        compile_catalogue(tmp_path, "am")
        with (tmp_path / "debo/locale/am/LC_MESSAGES/django.mo").open("rb") as file:
            hub = GNUTranslations(file)
        assert [hub.ngettext("{n} c", "{n} cs", n) for n in (0, 1, 2)] == ["{n} ሀ", "{n} ሀ", "{n} ሆ"]


def test_the_key_of_a_sentence_is_that_of_the_app() -> None:
    # FNV-1a of "a" is e40c292c, of "foobar" bf9cf968 (Fowler, Noll and Vo); the last as in the app's test.
    assert int(key_of("a"), 36) == 0xE40C292C % 36**5
    assert int(key_of("foobar"), 36) == 0xBF9CF968 % 36**5
    assert key_of("“መስከረም”") == "har9u"


def test_two_sentences_of_one_key_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("debo.languages.catalogue.key_of", lambda text: text[0])
    found = list(collisions([Sentence("Save", "a"), Sentence("Save", "b"), Sentence("Send", "c")]))
    assert [str(each) for each in found] == [
        "c: “Send” has the same key as “Save”: please reword one of them"
    ]


def test_every_label_of_the_schema_is_in_what_a_phone_gets() -> None:
    schema = (ROOT / "web/src/ledger/fields.ts").read_text(encoding="utf-8")
    labels = set(re.findall(r"\b(?:label|help): '((?:[^'\\]|\\.)*)'", schema))
    assert len(labels) > 50
    known = {entry.msgid for entry in open_catalogue(ROOT, "om") if _is_said(entry)}
    assert {label.replace("\\'", "'") for label in labels} <= known


def _is_said(entry: polib.POEntry) -> bool:
    return not entry.obsolete and any(
        path.startswith("web/") or "/models/" in path or path.endswith(("/models.py", ".json"))
        for path, _ in entry.occurrences
    )


def test_coverage_counts_what_no_native_speaker_has_read() -> None:
    catalogue = catalogue_of(
        entry("a", "ሀ", comment="unreviewed"), entry("b", "ለ"), entry("c", "", comment="unreviewed")
    )
    found = coverage(catalogue, "am")
    assert found == Coverage("am", total=3, translated=2, unreviewed=1)
    assert str(found) == "Amharic: 2 of 3 sentences (66 %), 1 of them not yet read by a native speaker"


def test_every_language_but_english_has_its_catalogue_its_plurals_and_its_entry_for_django() -> None:
    others = {code for code, _ in LANGUAGES} - {"en"}
    assert others == PLURAL_FORMS.keys() == LANG_INFO.keys()
    for code in others:
        catalogue = open_catalogue(ROOT, code)
        assert catalogue.metadata["Plural-Forms"] == PLURAL_FORMS[code]
        assert LANG_INFO[code]["name_local"] == dict(LANGUAGES)[code]
