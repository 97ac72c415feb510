"""What is generated from the declarations: the schema, and the TypeScript that the app is built with."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from debo.ledger.schema import schema, schema_hash
from debo.ledger.typescript import _text, typescript, typescript_fields

WEB = Path(__file__).parents[3] / "web"


@pytest.mark.parametrize(
    ("name", "made"), [("schema.ts", typescript), ("fields.ts", typescript_fields)], ids=["types", "fields"]
)
def test_the_app_was_built_from_these_declarations(name: str, made: Callable[[], str]) -> None:
    generated = (WEB / "src/ledger" / name).read_text(encoding="utf-8")
    assert generated == made(), "run: make schema"


def test_the_schema_says_what_the_observation_declares() -> None:
    observation = schema()["observation"]
    assert observation["key"] == ["measure", "facility", "period"]
    assert observation["channels"] == {
        "collaborative": {"standings": ["member"], "own": "facility"},
        "team": {"standings": ["member"], "own": None},
    }
    assert observation["fields"]["numerator"] == {"kind": "count", "label": "Numerator", "required": False}
    assert observation["fields"]["measure"]["to"] == "measure"
    assert observation["fields"]["sampling"]["choices"][0] == {"value": "all", "label": "All charts"}


def test_labels_are_message_ids_whatever_the_reader_speaks() -> None:
    english = json.dumps(schema())
    with translation.override("am"):
        assert json.dumps(schema()) == english


def test_the_hash_is_that_of_the_schema() -> None:
    assert len(schema_hash()) == 16
    assert schema_hash() == schema_hash()


@pytest.mark.parametrize(
    ("text", "literal"),
    [("plain", "'plain'"), ("it's", '"it\'s"'), ('"so"', "'\"so\"'"), ('it\'s "so"', "'it\\'s \"so\"'")],
)
def test_texts_are_quoted_as_prettier_quotes_them(text: str, literal: str) -> None:
    assert _text(text) == literal


@pytest.mark.parametrize("made", [typescript, typescript_fields], ids=["types", "fields"])
def test_prettier_leaves_the_generated_files_as_they_are(made: Callable[[], str]) -> None:
    prettier = WEB / "node_modules/.bin/prettier"
    node = shutil.which("node")
    assert node is not None
    assert prettier.exists(), "run: make setup"
    command = [node, str(prettier), "--stdin-filepath", "src/ledger/schema.ts"]
    done = subprocess.run(command, input=made(), capture_output=True, text=True, check=True, cwd=WEB)
    assert done.stdout == made()
