"""Find every sentence Debo says, in Python, in the rooms' tables of data and in the app."""

import ast
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What marks a sentence in Python: Django's gettext by its usual names, and `words` where Django is unknown.
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
COUNTED = {"ngettext", "ngettext_lazy"}
TABLE = "words"

# In a room's tables of data (roles.json), what stands under this key is said to people.
SAID_KEY = "label"

# Migrations repeat labels of old; the built app is made from what is read already.
UNREAD = {"migrations", "app", "locale"}

# "{words}" is filled with a sentence that was translated already.
ONLY_PLACES = re.compile(r"\{\w+\}")

WEB_EXTRACTOR = Path("web/scripts/extract.mjs")


@dataclass(frozen=True)
class Sentence:
    """An English sentence and the file it stands in; `many` is its form for several."""

    text: str
    path: str
    many: str | None = None


@dataclass(frozen=True)
class Problem:
    """Something that keeps a sentence from being translated, with its place."""

    what: str
    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}" if self.line else f"{self.path}: {self.what}"


@dataclass(frozen=True)
class Found:
    """All sentences, and what could not be collected."""

    sentences: tuple[Sentence, ...]
    problems: tuple[Problem, ...]


def collect(root: Path) -> Found:
    """Read the package and the app below `root`."""
    sentences: list[Sentence] = []
    problems: list[Problem] = []
    for path in _files(root / "debo", "*.py"):
        found = in_python(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
        sentences.extend(found.sentences)
        problems.extend(found.problems)
    for path in _files(root / "debo", "*.json"):
        table = json.loads(path.read_text(encoding="utf-8"))
        sentences.extend(Sentence(text, path.relative_to(root).as_posix()) for text in _labels(table))
    web = in_the_app(root)
    said = (each for each in (*sentences, *web.sentences) if ONLY_PLACES.sub("", each.text).strip())
    return Found(tuple(said), (*problems, *web.problems))


def in_python(source: str, path: str) -> Found:
    """Find the sentences of one Python file; an f-string in gettext is a problem, it is never found again."""
    sentences: list[Sentence] = []
    problems: list[Problem] = []
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = _name(node.func)
        if name == TABLE:
            sentences.extend(Sentence(text, path) for text in _texts(node.args[0]))
        elif name in ONE:
            if isinstance(node.args[0], ast.JoinedStr):
                problems.append(
                    Problem("a sentence is put together before it is translated", path, node.lineno)
                )
            sentences.extend(Sentence(text, path) for text in _texts(node.args[0]))
        elif name in COUNTED:
            texts = [text for argument in node.args[:2] for text in _texts(argument)]
            if len(texts) == 2:
                sentences.append(Sentence(texts[0], path, texts[1]))
            else:
                problems.append(Problem(f"{name}() needs two written sentences", path, node.lineno))
    return Found(tuple(sentences), tuple(problems))


def in_the_app(root: Path) -> Found:
    """Ask the app's own extractor, which knows the syntax of its screens; needs Node and web/node_modules."""
    answer = subprocess.run(  # noqa: S603 - our own script, no input of others
        ["node", str(root / WEB_EXTRACTOR)],  # noqa: S607 - whichever Node builds the app
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    found: dict[str, list[dict[str, Any]]] = json.loads(answer.stdout)
    return Found(
        tuple(Sentence(each["text"], each["path"], each.get("many")) for each in found["sentences"]),
        tuple(Problem(each["what"], each["path"], each["line"]) for each in found["problems"]),
    )


def _files(folder: Path, pattern: str) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob(pattern)) if not UNREAD.intersection(path.parts))


def _name(callee: ast.expr) -> str:
    if isinstance(callee, ast.Name):
        return callee.id
    # `translation.gettext` is Django's; a method called `words` is somebody else's.
    return callee.attr if isinstance(callee, ast.Attribute) and "gettext" in callee.attr else ""


def _texts(node: ast.expr | None) -> Iterable[str]:
    """Yield the texts written in a literal, a list or the values of a dictionary."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for element in node.elts:
            yield from _texts(element)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value)


def _labels(table: Any) -> Iterator[str]:
    if isinstance(table, list):
        for each in table:
            yield from _labels(each)
    elif isinstance(table, dict):
        if isinstance(table.get(SAID_KEY), str):
            yield table[SAID_KEY]
        for each in table.values():
            yield from _labels(each)
