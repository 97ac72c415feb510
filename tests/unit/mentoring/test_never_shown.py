"""What the sources may not do: show a progress score above the facility, or make room for a logo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
#: Where the score is written, and shown to one team and its mentor; and where records are declared.
MAY_NAME_THE_SCORE = {
    "debo/mentoring/models/__init__.py",
    "debo/mentoring/models/progress.py",
    "debo/mentoring/rules.py",
    "web/src/ledger/fields.ts",
    "web/src/ledger/schema.ts",
    "web/src/mentoring/acts.ts",
    "web/src/mentoring/progress/Progress.svelte",
    "web/src/mentoring/progress/scores.ts",
}


def sources() -> Iterator[tuple[str, str]]:
    """Every file of the hub and of the app, by its name in the repository."""
    for folder, endings in (("debo", (".py", ".html")), ("web/src", (".ts", ".svelte"))):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix in endings and not {"migrations", "app", "node_modules"} & set(file.parts):
                yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def test_no_other_room_reads_the_score() -> None:
    """So no list, roll-up, report, export or chart of facilities can be made by it."""
    naming = {name for name, text in sources() if re.search(r"progress_?score", text, re.IGNORECASE)}
    assert naming == MAY_NAME_THE_SCORE


def test_the_screen_of_the_score_is_about_one_facility() -> None:
    names = dict(sources())
    routes = names["web/src/mentoring/routes.ts"]
    assert re.findall(r"'(/\S*)': \(\) => import\('./progress/", routes) == ["/progress/:facility"]
    for name in ("web/src/mentoring/progress/Progress.svelte", "web/src/mentoring/progress/scores.ts"):
        assert "reader.facilities" not in names[name]
        assert "mentored(" not in names[name]


def test_no_one_can_put_a_logo_anywhere() -> None:
    """A picture can't be chosen on any screen, and nothing is called after one who pays."""
    choosers = {
        name
        for name, text in sources()
        if name.endswith((".svelte", ".html")) and re.search(r"accept=[\"'{][^>]*image/", text)
    }
    assert choosers <= {"web/src/people/join/QrReader.svelte"}
    named = {
        name for name, text in sources() if re.search(r"\b(partner|donor|sponsor)_?logo", text, re.IGNORECASE)
    }
    assert named == set()
