"""The translators' catalogues: one PO file a language, which Poedit and Weblate open.

A translation that no native speaker has read carries the translator's comment `unreviewed`; who reviews it
deletes the comment. Files name their places without line numbers, so that moving code changes no catalogue.
"""

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from debo.languages import PLURAL_FORMS
from debo.languages.sentences import Problem, Sentence
from debo.languages.start import files_at_the_start

UNREVIEWED = "unreviewed"
LANGUAGE_NAMES = {"am": "Amharic", "om": "Afaan Oromo"}

CATALOGUE = "debo/locale/{}/LC_MESSAGES/django.po"
COMPILED = "debo/locale/{}/LC_MESSAGES/django.mo"
#: What the first screen says, and all the rest: a phone on a thin line waits for the first only.
AT_THE_START = "web/src/languages/catalogues/{}.start.json"
FOR_THE_APP = "web/src/languages/catalogues/{}.json"

HEADER = """Debo in {}. Licensed as Debo is: Apache-2.0.
A native speaker who has read a translation deletes its comment `unreviewed`; docs/languages.md says how."""

PLACE = re.compile(r"\{\w*\}")
OLD_PLACE = re.compile(r"%(?:\(\w+\))?[sd]")
ETHIOPIC = re.compile(r"[\u1200-\u139f]")


@dataclass(frozen=True)
class Coverage:
    """How far a language is: sentences in all, said in it, and of these read by no native speaker yet."""

    language: str
    total: int
    translated: int
    unreviewed: int

    def __str__(self) -> str:
        share = 100 * self.translated // self.total if self.total else 100
        return (
            f"{LANGUAGE_NAMES[self.language]}: {self.translated} of {self.total} sentences ({share} %),"
            f" {self.unreviewed} of them not yet read by a native speaker"
        )


def path_of(root: Path, language: str) -> Path:
    """Return where the catalogue of a language is kept."""
    return root / CATALOGUE.format(language)


def open_catalogue(root: Path, language: str) -> polib.POFile:
    """Open the catalogue of a language, or begin one."""
    path = path_of(root, language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.header = HEADER.format(LANGUAGE_NAMES[language])
    catalogue.metadata = {
        "Project-Id-Version": "Debo",
        "Language": language,
        "Language-Team": LANGUAGE_NAMES[language],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    return catalogue


def save(root: Path, language: str, catalogue: polib.POFile) -> None:
    """Write the catalogue, its sentences in the order of the alphabet and those no longer said at the end."""
    path = path_of(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.sort(key=lambda entry: (entry.obsolete, entry.msgid))
    catalogue.save(str(path))


def merge(catalogue: polib.POFile, sentences: Iterable[Sentence]) -> None:
    """Bring a catalogue up to the sentences now said.

    New ones wait empty; those gone are kept as obsolete, and speak again if the sentence returns.
    """
    said = _by_text(sentences)
    entries = {entry.msgid: entry for entry in catalogue}
    for text, (many, places) in said.items():
        entry = entries.get(text)
        if entry is None:
            entry = polib.POEntry(msgid=text)
            catalogue.append(entry)
        entry.obsolete = False
        entry.occurrences = [(place, "") for place in places]
        _count(entry, many)
    for text, entry in entries.items():
        if text not in said:
            entry.obsolete = True
            entry.occurrences = []


def drift(catalogue: polib.POFile, sentences: Iterable[Sentence]) -> Iterator[Problem]:
    """Yield what the code says and the catalogue does not know, and what only the catalogue still says."""
    where = f"catalogue {catalogue.metadata.get('Language', '')}"
    said = {text: many for text, (many, _) in _by_text(sentences).items()}
    known = {entry.msgid: entry.msgid_plural or None for entry in catalogue if not entry.obsolete}
    for text, many in said.items():
        if text not in known or known[text] != many:
            yield Problem(f"run `make languages`: “{text}” is not in it", where)
    for text in known.keys() - said.keys():
        yield Problem(f"run `make languages`: “{text}” is no longer said", where)


def contradictions(sentences: Iterable[Sentence]) -> Iterator[Problem]:
    """Yield the sentences that have two different forms for several."""
    forms: dict[str, tuple[str | None, str]] = {}
    for each in sentences:
        many, path = forms.setdefault(each.text, (each.many, each.path))
        if many != each.many:
            yield Problem(f"“{each.text}” has another form for several in {path}", each.path)


def mistakes(catalogue: polib.POFile, language: str) -> Iterator[Problem]:
    """Yield the translations that would come out wrong on a screen."""
    where = CATALOGUE.format(language)
    for entry in catalogue:
        if entry.obsolete:
            continue
        for english, said in _pairs(entry):
            for what in _mistakes_in(english, said, language, entry):
                yield Problem(f"“{entry.msgid}”: {what}", where)


def coverage(catalogue: polib.POFile, language: str) -> Coverage:
    """Count what is translated and what no native speaker has read."""
    entries = [entry for entry in catalogue if not entry.obsolete]
    translated = [entry for entry in entries if entry.translated()]
    unreviewed = sum(UNREVIEWED in entry.tcomment for entry in translated)
    return Coverage(language, len(entries), len(translated), unreviewed)


def compile_catalogue(root: Path, language: str) -> int:
    """Write what Django reads and what the app fetches; return the bytes of the latter."""
    catalogue = open_catalogue(root, language)
    catalogue.save_as_mofile(str(root / COMPILED.format(language)))
    early, later = for_the_app(catalogue, files_at_the_start(root))
    size = 0
    for name, words in ((AT_THE_START, early), (FOR_THE_APP, later)):
        path = root / name.format(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        path.write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


Words = dict[str, str | list[str]]


def for_the_app(catalogue: polib.POFile, first: Container[str]) -> tuple[Words, Words]:
    """Return what a phone says: the key of the English to its translation, or to the pair of them.

    Two parts: what the files of the first screen (`first`) say, and the rest. Missing translations stay out,
    and so does what only the hub says.
    """
    parts: tuple[Words, Words] = ({}, {})
    for entry in catalogue:
        paths = [path for path, _ in entry.occurrences if _is_said_on_a_phone(path)]
        if entry.translated() and paths:
            part = parts[0] if any(path in first for path in paths) else parts[1]
            part[key_of(entry.msgid)] = [*_forms(entry)] if entry.msgid_plural else entry.msgstr
    return parts


def key_of(text: str) -> str:
    """Return the name of a sentence in the app's catalogue: FNV-1a of its UTF-16 units, in five letters.

    Short names instead of English sentences save a phone a third of the catalogue; the app has `keyOf`.
    """
    units = text.encode("utf-16-le")
    number = 0x811C9DC5
    for low, high in zip(units[::2], units[1::2], strict=True):
        number = ((number ^ (high << 8 | low)) * 0x01000193) % 2**32
    return _base36(number % 36**5)


def collisions(sentences: Iterable[Sentence]) -> Iterator[Problem]:
    """Yield two sentences of one key: the app would say the one for the other, so one must be reworded."""
    texts: dict[str, str] = {}
    for each in sentences:
        other = texts.setdefault(key_of(each.text), each.text)
        if other != each.text:
            yield Problem(
                f"“{each.text}” has the same key as “{other}”: please reword one of them", each.path
            )


def _is_said_on_a_phone(path: str) -> bool:
    """Tell whether the app says it: its own sentences, and the labels that come with models and tables."""
    return path.startswith("web/") or "/models/" in path or path.endswith(("/models.py", ".json"))


def _forms(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgstr_plural[0], entry.msgstr_plural[1]


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _by_text(sentences: Iterable[Sentence]) -> dict[str, tuple[str | None, list[str]]]:
    said: dict[str, tuple[str | None, set[str]]] = {}
    for each in sentences:
        many, places = said.get(each.text, (None, set()))
        said[each.text] = (many or each.many, places | {each.path})
    return {text: (many, sorted(places)) for text, (many, places) in said.items()}


def _count(entry: polib.POEntry, many: str | None) -> None:
    """Give an entry its form for several, or take it away, keeping what was translated."""
    if many and not entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgstr, 1: ""}
        entry.msgstr = ""
    if not many and entry.msgid_plural:
        entry.msgstr = entry.msgstr_plural.get(0, "")
        entry.msgstr_plural = {}
    entry.msgid_plural = many or ""


def _pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    yield entry.msgid, entry.msgstr_plural.get(0, "")
    yield entry.msgid_plural, entry.msgstr_plural.get(1, "")


def _mistakes_in(english: str, said: str, language: str, entry: polib.POEntry) -> Iterator[str]:
    if not said:
        if any(entry.msgstr_plural.values()):
            yield "one of its two forms is missing"
        return
    for shape in (PLACE, OLD_PLACE):
        wanted, there = ({*shape.findall(text)} for text in (english, said))
        # "One person" may become "{n} person": Amharic counts none as one, and says which it is.
        if not wanted <= there <= wanted.union(shape.findall(entry.msgid_plural)):
            yield f"{_listed(there)} where {_listed(wanted)} should be"
    if "{" in PLACE.sub("", said) or "}" in PLACE.sub("", said):
        yield "a brace stands alone"
    if (english[:1].isspace(), english[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace()):
        yield "it begins or ends with another space"
    if language == "om" and ETHIOPIC.search(said):
        yield "Afaan Oromo is written in Latin letters"
    if language == "am" and said != english and not ETHIOPIC.search(said):
        yield "Amharic is written in Ethiopic letters"


def _listed(places: Iterable[str]) -> str:
    return " ".join(sorted(places)) or "nothing"
