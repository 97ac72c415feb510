"""`debo simulate`, as a person calls it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from debo.cli import main


def rows(file: Path) -> list[dict[str, str]]:
    """A sheet's rows by their headings."""
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_three_sheets_agree_about_what_was_sent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--facilities", "12", "--months", "15", "--shift", "2", "--missing", "0.2", "--seed", "9"]
    assert main(["simulate", str(tmp_path), *asked]) == 0
    sent, months = rows(tmp_path / "observations.csv"), rows(tmp_path / "months.csv")
    series = rows(tmp_path / "series.csv")
    assert f"{len(sent):,} observations" in capsys.readouterr().out
    assert len(series) == 12 * 4
    assert len(months) == 12 * 4 * 15

    def keys(sheet: list[dict[str, str]]) -> set[tuple[str, str, str]]:
        return {(row["facility"], row["measure"], row["period"]) for row in sheet}

    assert keys(sent) == keys([row for row in months if row["sent"] == "1"])
    assert len(sent) == len(keys(sent)) < len(months)
    actual = {(row["facility"], row["measure"], row["period"]): row["actual"] for row in months}
    for row in sent:
        reported = row["numerator"] or row["value"]
        assert actual[row["facility"], row["measure"], row["period"]] == reported
    assert {row["change"] for row in series} == {"none", "shift"}
    assert {row["from"] for row in series if row["change"] == "shift"} == {"e2015-08"}


def test_what_was_invented_can_be_charted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["simulate", str(tmp_path), "--facilities", "3", "--measures", "1", "--kinds", "share"])
    capsys.readouterr()
    sheet = str(tmp_path / "observations.csv")
    asked = ["--numerator", "numerator", "--denominator", "denominator", "--period", "period"]
    assert main(["chart", sheet, *asked, "--series", "facility", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["series"]) == 3


def test_the_rule_sets_are_told_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "rules.svg"
    assert main(["simulate", "--rules", "--series", "300", "--picture", str(picture)]) == 0
    told = capsys.readouterr().out
    for name in ("anhoej", "ihi", "we", "nelson", "nhs"):
        assert f"| {name} |" in told
    words = [
        one.text for one in ElementTree.parse(picture).getroot().iter("{http://www.w3.org/2000/svg}text")
    ]
    assert {"Anhøj", "Western Electric", "No change"} <= set(words)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "name a folder"),
        (["x", "--missing", "2"], "missing is a share"),
        (["x", "--first", "2015-13"], "2015-13"),
        (["--rules", "--series", "0"], "at least one series"),
        (["x", "--kinds", "births"], "births"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    asked: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", *asked]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
