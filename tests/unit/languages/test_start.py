"""Which files are in the app's first chunk, and so which words come before all others."""

from pathlib import Path

import polib
import pytest

from debo.languages.catalogue import for_the_app, key_of
from debo.languages.start import files_at_the_start

ROOT = Path(__file__).parents[3]


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / "web/src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_imports_are_followed_and_what_comes_on_demand_is_not(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "main.ts": "import { mount } from 'svelte';\nimport './look.css';\n"
            "import App from './App.svelte';\n",
            "App.svelte": "<script lang=\"ts\">\n  import {\n    a,\n    b,\n  } from './words';\n"
            "  const all = import.meta.glob<{ x: 1 }>('./**/routes.ts', { eager: true });\n"
            "  const lazy = import.meta.glob('./later/*.ts');\n</script>\n",
            "words/index.ts": "export * from './state.svelte';\nimport type { Kept } from '../never';\n",
            "words/state.svelte.ts": "// import './comment';\n",
            "room/routes.ts": "export const routes = { '/': () => import('./Far.svelte') };\n",
            "room/Far.svelte": "",
            "later/one.ts": "",
            "never.ts": "",
        },
    )
    assert files_at_the_start(tmp_path) == {
        "web/src/main.ts",
        "web/src/App.svelte",
        "web/src/words/index.ts",
        "web/src/words/state.svelte.ts",
        "web/src/room/routes.ts",
    }


def test_an_import_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"main.ts": "import './gone';\n"})
    with pytest.raises(FileNotFoundError, match="gone"):
        files_at_the_start(tmp_path)


def test_the_first_screen_is_at_the_start_and_the_others_are_not() -> None:
    files = files_at_the_start(ROOT)
    assert {"web/src/App.svelte", "web/src/measures/Home.svelte", "web/src/ledger/index.ts"} <= files
    assert not files & {"web/src/measures/Enter.svelte", "web/src/people/join/JoinPage.svelte"}


def test_a_sentence_is_in_one_part_and_what_only_the_hub_says_in_none() -> None:
    catalogue = polib.POFile()
    for text, places in {
        "Home": ["web/src/Home.svelte", "web/src/Far.svelte"],
        "Far": ["web/src/Far.svelte"],
        "Label": ["debo/measures/models.py"],
        "Hub": ["debo/cli.py"],
    }.items():
        catalogue.append(
            polib.POEntry(msgid=text, msgstr=f"{text}!", occurrences=[(place, "") for place in places])
        )
    early, later = for_the_app(catalogue, {"web/src/Home.svelte"})
    assert early == {key_of("Home"): "Home!"}
    assert later == {key_of("Far"): "Far!", key_of("Label"): "Label!"}
