"""No secret is kept in the repository, and no address with a password in it."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: What secrets look like; each must be found in a text made for it below, or the search proves nothing.
SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40}"),
    "password in an address": re.compile(
        r"\b\w+://[^\s/:@'\"{}…]+:(?!password@|word@|secret@|PASSWORD@|…)[^\s/:@'\"{}$]+@[\w.-]+"
    ),
    "cloud or forge token": re.compile(
        r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|glpat-[\w-]{20}|xox[bp]-\w{10})"
    ),
    "npm token": re.compile(r"_authToken\s*=\s*\S{8}"),
    "assigned secret": re.compile(
        r"(?i)\b(?:secret_key|api_key|passwd|password|token)\b\s*[:=]\s*['\"][A-Za-z0-9+/_-]{20,}['\"]"
    ),
}
#: Folders that are made, never kept.
MADE = {".venv", "node_modules", ".git", "__pycache__", "app", "build", "dist", "data", ".hypothesis"}


def kept_files() -> list[Path]:
    """What git keeps; without git, everything that isn't made."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if asked.returncode == 0:
        return [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    return [path for path in ROOT.rglob("*") if path.is_file() and not MADE & set(path.parts)]


def found_in(text: str) -> list[str]:
    return [name for name, pattern in SECRETS.items() if pattern.search(text)]


def test_no_file_of_the_repository_holds_a_secret() -> None:
    files = [path for path in kept_files() if path.is_file() and path != Path(__file__)]
    assert len(files) > 200
    held = {}
    for path in files:
        found = found_in(path.read_bytes().decode("utf-8", errors="ignore"))
        if found:
            held[str(path.relative_to(ROOT))] = found
    assert held == {}


@pytest.mark.parametrize("name", ["secret", ".env", "debo.sqlite3", "id_rsa", "erasures.jsonl"])
def test_no_file_is_named_like_one_that_holds_secrets(name: str) -> None:
    assert name not in {path.name for path in kept_files()}


PLANTED = {
    "private key": "-----BEGIN EC PRIVATE KEY-----\n" + "MHcCAQEEI" * 8,
    "password in an address": "postgresql://hub:" + "hunter2@db.example/debo",
    "cloud or forge token": "AKIA" + "ABCDEFGHIJKLMNOP",
    "npm token": "//registry.example/:_authToken=" + "abcdefgh1234",
    "assigned secret": 'SECRET_KEY = "' + "x7" * 20 + '"',
}


@pytest.mark.parametrize(("name", "text"), PLANTED.items())
def test_a_planted_secret_is_found(name: str, text: str) -> None:
    assert name in found_in(text)
