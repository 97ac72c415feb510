"""Keep the translators' catalogues: `python scripts/languages.py extract|check|compile|report`.

extract   collect new sentences into debo/locale/*/LC_MESSAGES/django.po; translations are kept
check     say whether anything would come out wrong, and how far the languages are; made for `make test`
compile   write what Django and the app read
report    say how far the languages are
"""

import argparse
import sys
from pathlib import Path

from debo.languages import PLURAL_FORMS
from debo.languages.catalogue import (
    collisions,
    compile_catalogue,
    contradictions,
    coverage,
    drift,
    merge,
    mistakes,
    open_catalogue,
    save,
)
from debo.languages.sentences import Problem, collect

ROOT = Path(__file__).resolve().parent.parent


def extract() -> list[Problem]:
    """Merge the sentences of the code into every catalogue."""
    found = collect(ROOT)
    for language in PLURAL_FORMS:
        catalogue = open_catalogue(ROOT, language)
        merge(catalogue, found.sentences)
        save(ROOT, language, catalogue)
    return [*found.problems, *contradictions(found.sentences), *collisions(found.sentences)]


def check() -> list[Problem]:
    """Find all that would keep a sentence from being said in a language, or said wrongly."""
    found = collect(ROOT)
    problems = [*found.problems, *contradictions(found.sentences), *collisions(found.sentences)]
    for language in PLURAL_FORMS:
        catalogue = open_catalogue(ROOT, language)
        problems.extend(drift(catalogue, found.sentences))
        problems.extend(mistakes(catalogue, language))
    return problems


def compile_all() -> list[Problem]:
    """Compile every catalogue."""
    for language in PLURAL_FORMS:
        size = compile_catalogue(ROOT, language)
        print(f"{language}: {size} bytes for the app")
    return []


def report() -> list[Problem]:
    """Report is printed for every command; this one does nothing else."""
    return []


COMMANDS = {"extract": extract, "check": check, "compile": compile_all, "report": report}


def main() -> int:
    """Run one command; the exit code is 1 if something needs a hand."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    problems = COMMANDS[parser.parse_args().command]()
    for problem in problems:
        print(problem, file=sys.stderr)
    for language in PLURAL_FORMS:
        print(coverage(open_catalogue(ROOT, language), language))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
