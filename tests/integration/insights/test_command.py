"""The command, and a served hub's own file: there the turn to write is a lock on a file as well."""

from __future__ import annotations

from pathlib import Path

from tests.integration.test_cli import debo


def test_a_hub_keeps_its_readings_and_makes_them_anew(tmp_path: Path) -> None:
    data = tmp_path / "hub"
    assert debo(data, "demo", "--until", "2026-09-11").returncode == 0
    agree = "readings and their sums agree with the records."
    assert agree in debo(data, "check").stdout
    current = debo(data, "insights").stdout
    assert current.endswith("roll-ups, current.\n")
    anew = debo(data, "insights", "--rebuild").stdout
    assert anew == current.replace("current", "made anew from the records")
    assert agree in debo(data, "check").stdout


def test_no_hub_is_made_where_there_is_none(tmp_path: Path) -> None:
    said = debo(tmp_path / "hub", "insights")
    assert said.returncode == 2
    assert "There is no hub" in said.stderr
