"""Known holes in what is locked: the list is compared with every lock, and finds what it should."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded() -> Any:
    spec = importlib.util.spec_from_file_location("advisories", ROOT / "scripts" / "advisories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


advisories = loaded()
KNOWN = json.loads((ROOT / "scripts" / "advisories.json").read_text("utf-8"))["holes"]


def test_no_locked_version_has_a_known_hole_and_the_age_of_the_list_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert advisories.check(date(2026, 12, 7)) == 0
    assert "days ago" in capsys.readouterr().out
    pins = advisories.locked()
    assert {"pypi", "npm"} == {where for where, _, _ in pins}
    assert len([one for one in pins if one[0] == "npm"]) > 50


@pytest.mark.parametrize(
    ("where", "name", "last_bad", "first_good"),
    [
        # From the advisories themselves.
        ("pypi", "django", "5.2.8", "5.2.9"),
        ("pypi", "sqlparse", "0.4.4", "0.5.0"),
        ("pypi", "cryptography", "44.0.0", "44.0.1"),
        ("npm", "vite", "7.1.10", "7.1.11"),
        ("npm", "cross-spawn", "7.0.4", "7.0.5"),
        ("npm", "nanoid", "3.3.7", "3.3.8"),
    ],
)
def test_a_version_before_a_mend_is_found_and_the_mended_one_is_not(
    where: str, name: str, last_bad: str, first_good: str
) -> None:
    assert list(advisories.holes({(where, name, last_bad)}, KNOWN))
    assert not list(advisories.holes({(where, name, first_good)}, KNOWN))
    other = "npm" if where == "pypi" else "pypi"
    assert not list(advisories.holes({(other, name, last_bad)}, KNOWN))


def test_a_hole_in_a_lock_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(advisories, "locked", lambda: {("pypi", "django", "5.2.5")})
    assert advisories.check(date(2026, 12, 7)) == 1
    assert "CVE-2025-57833" in capsys.readouterr().out


def test_where_the_lists_cannot_be_asked_ours_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(*_: object) -> Any:
        raise ValueError("no way there")

    monkeypatch.setattr(advisories, "_told", none)
    assert advisories.refresh(date(2026, 12, 7)) == 2
    assert "could not be asked: no way there" in capsys.readouterr().err


def test_what_the_lists_tell_is_added_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "list.json"
    kept.write_text(json.dumps({"about": "", "written": "2026-01-01", "asked": "", "holes": []}))
    via = {"url": "https://x/GHSA-1", "range": ">=1.0.0 <1.2.0 || >=2.0.0 <2.1.0", "title": "t"}
    told = {"npm": {"left-pad": {"via": [via, "other"]}}}
    python = {"dependency": {"name": "django", "version": "1.0"}, "id": "PYSEC-1", "summary": "s"}

    def answer(command: list[str], _folder: Path) -> dict[str, Any]:
        return {"vulnerabilities": told["npm"] if command[0] == "npm" else [python]}

    monkeypatch.setattr(advisories, "LIST", kept)
    monkeypatch.setattr(advisories, "_told", answer)
    assert [advisories.refresh(date(2026, 12, 7)) for _ in range(2)] == [0, 0]
    content = json.loads(kept.read_text())
    assert [one["id"] for one in content["holes"]] == ["GHSA-1", "PYSEC-1"]
    assert content["holes"][0]["affected"] == [">=1.0.0,<1.2.0", ">=2.0.0,<2.1.0"]
    assert content["asked"] == "2026-12-07"
