"""Bringing foreign sheets into a fresh collaborative on an empty hub."""

from __future__ import annotations

from pathlib import Path

import pytest

from debo.measures.models import Observation
from debo.people.models import Place
from tests.integration.test_import import bring

SEMMELWEIS = """\
date,births,deaths
1841-10-01,255,26
1841-11-01,235,53.0
1842-01-01,307,64
1847-06-01,268,6
"""


def test_a_foreign_sheet_into_a_fresh_collaborative(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Semmelweis: December 1841 is missing, one value is written 53.0."""
    words = ["--measure", "Maternal deaths", "--facility", "First clinic", "--map"]
    mapping = "numerator=deaths,denominator=births"
    made = ["--create-collaborative", "Vienna", "--create-measures", "--create-facilities", "--write"]
    assert bring(tmp_path, SEMMELWEIS, *words, mapping, *made) == 0
    assert "counted by gregorian month, unit percent" in capsys.readouterr().out
    rows = Observation.objects.order_by("period").values_list("period", "numerator", "denominator")
    assert list(rows) == [
        ("1841-10", 26, 255),
        ("1841-11", 53, 235),
        ("1842-01", 64, 307),
        ("1847-06", 6, 268),
    ]
    assert Place.objects.get(kind="health_centre").parent == Place.objects.get(kind="woreda").record


def test_several_rows_for_one_period(db: None, tmp_path: Path) -> None:
    text = "month,delay\n2016-01-01,22\n2016-01-01,24\n2016-02-01,30\n"
    words = ["--create-collaborative", "C", "--create-measures", "--create-facilities", "--measure", "Delay"]
    mean = ["--facility", "H", "--map", "value=delay", "--unit", "minutes", "--several", "mean", "--write"]
    assert bring(tmp_path, text, *words, *mean) == 0
    rows = Observation.objects.order_by("period").values_list("period", "value")
    assert list(rows) == [("2016-01", 23.0), ("2016-02", 30.0)]


def test_what_is_no_sheet_needs_no_hub(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(tmp_path, "", "--write") == 2
    assert "no header" in capsys.readouterr().err
