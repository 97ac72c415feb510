"""Which sentences are found, and which are told as a problem."""

import json
from pathlib import Path

from debo.languages.sentences import Sentence, collect, in_python

ROOT = Path(__file__).resolve().parents[3]


def texts(source: str) -> list[str]:
    return [each.text for each in in_python(source, "x.py").sentences]


def problems(source: str) -> list[str]:
    return [str(each) for each in in_python(source, "x.py").problems]


def test_gettext_by_any_of_its_names_is_found() -> None:
    source = (
        "a = _('One'); b = gettext_lazy('Two' ' parts'); c = translation.gettext('Three'); gettext_noop('4')"
    )
    assert texts(source) == ["One", "Two parts", "Three", "4"]


def test_a_counted_sentence_has_two_forms() -> None:
    assert in_python("ngettext('{n} birth', '{n} births', n)", "x.py").sentences == (
        Sentence("{n} birth", "x.py", "{n} births"),
    )


def test_a_table_of_words_is_found_whole_without_its_keys() -> None:
    assert texts("T = words({'a': 'Said', 'b': ['Said too', 3]})") == ["Said", "Said too"]


def test_other_calls_say_nothing() -> None:
    assert texts("text.words('no'); print('no'); gettext(name); _()") == []


def test_what_is_put_together_before_translating_is_told() -> None:
    assert problems("\n_(f'Hello {name}')") == ["x.py:2: a sentence is put together before it is translated"]
    assert problems("ngettext(one, many, n)") == ["x.py:1: ngettext() needs two written sentences"]


def test_a_small_tree_is_read_whole(tmp_path: Path) -> None:
    room = tmp_path / "debo" / "people"
    (room / "migrations").mkdir(parents=True)
    (room / "models.py").write_text("_('Place'); _('{words}')", encoding="utf-8")
    (room / "migrations" / "0001.py").write_text("_('Old name')", encoding="utf-8")
    (room / "roles.json").write_text(json.dumps([{"key": "midwife", "label": "Midwife"}]), encoding="utf-8")
    web = tmp_path / "web" / "scripts"
    web.mkdir(parents=True)
    answer = {"sentences": [{"text": "Save", "path": "a.ts", "line": 1}], "problems": []}
    (web / "extract.mjs").write_text(
        f"process.stdout.write({json.dumps(json.dumps(answer))})", encoding="utf-8"
    )
    assert collect(tmp_path).sentences == (
        Sentence("Place", "debo/people/models.py"),
        Sentence("Midwife", "debo/people/roles.json"),
        Sentence("Save", "a.ts"),
    )


def test_the_refusals_of_the_periods_are_collected_once_for_both_sides() -> None:
    found = [each for each in collect(ROOT).sentences if "Pagume count with Meskerem" in each.text]
    assert {each.path for each in found} == {"debo/periods/period.py", "web/src/periods/period.ts"}
    assert len({each.text for each in found}) == 1
