"""Bringing sheets in, on a hub that the demonstration filled."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from debo.exchange import sheet_command
from debo.ledger.models import Entry
from debo.measures.models import Measure, Observation
from debo.people.models import Place

HEAD = "Measure,Facility,Period,Numerator,Denominator\n"
ANC4, HARO = "Four antenatal visits", "Haro Gudina health centre"


def asked(tmp_path: Path, text: str, *words: str) -> Namespace:
    file = tmp_path / "sheet.csv"
    file.write_text(text, encoding="utf-8")
    parser = ArgumentParser()
    sheet_command.register(parser.add_subparsers())
    return parser.parse_args(["import", "sheet", str(file), *words])


def bring(tmp_path: Path, text: str, *words: str) -> int:
    return sheet_command.run(asked(tmp_path, text, *words))


def observed(period: str, facility: str = HARO, measure: str = ANC4) -> Observation | None:
    place = Place.objects.get(name__en=facility)
    counted = Measure.objects.get(name__en=measure)
    return Observation.objects.filter(
        channel__startswith="collaborative", facility=place.record, measure=counted.record, period=period
    ).first()


def test_nothing_is_written_unasked(demo: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = Entry.objects.count()
    assert bring(tmp_path, HEAD + f"{ANC4},{HARO},e2017-01,40,80\n") == 0
    told = capsys.readouterr().out
    assert "numerator    ← column “Numerator”" in told
    assert "New: 1" in told
    assert "Nothing was written" in told
    assert Entry.objects.count() == before


def test_twice_changes_nothing(demo: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD + f"{ANC4},{HARO},Meskerem 2016,40,80\nአራት የቅድመ ወሊድ ክትትሎች,ሀሮ ጉዲና ጤና ጣቢያ,ጥቅምት 2016,41.0,82\n"
    assert bring(tmp_path, text, "--write") == 0
    assert "Written: 2 entries" in capsys.readouterr().out
    entries = Entry.objects.count()
    assert bring(tmp_path, text, "--write") == 0
    told = capsys.readouterr().out
    assert "New: 0   changed: 0   already there: 2" in told
    assert "the hub has all of it already" in told
    assert Entry.objects.count() == entries
    found = [observed("e2016-01"), observed("e2016-02")]
    assert [(one.numerator, one.denominator) for one in found if one] == [(40, 80), (41, 82)]


def test_a_corrected_sheet_changes_only_what_differs(demo: int, tmp_path: Path) -> None:
    bring(tmp_path, HEAD + f"{ANC4},{HARO},e2016-01,40,80\n{ANC4},{HARO},e2016-02,41,82\n", "--write")
    entries = Entry.objects.count()
    bring(tmp_path, HEAD + f"{ANC4},{HARO},e2016-01,44,80\n{ANC4},{HARO},e2016-02,41,82\n", "--write")
    assert Entry.objects.count() == entries + 1
    changed = observed("e2016-01")
    assert changed is not None
    assert (changed.numerator, changed.denominator) == (44, 80)
    # What was reported first is kept beside the correction, whole.
    kept = {"numerator": 44, "first_numerator": 40, "first_denominator": 80}
    assert json.loads(Entry.objects.order_by("-id")[0].set) == kept
    bring(tmp_path, HEAD + f"{ANC4},{HARO},e2016-01,45,80\n", "--write")
    assert json.loads(Entry.objects.order_by("-id")[0].set) == {"numerator": 45}


def test_every_refused_row_is_told_and_the_rest_goes_on(
    demo: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand: row 1 is the header."""
    bundle = "Bundle: on admission"
    rows = [
        f"{ANC4},{HARO},e2016-01,40,80",
        f"{ANC4},Haro Gudina helth centre,e2016-01,1,2",
        f"No such measure,{HARO},e2016-01,1,2",
        f"{ANC4},{HARO},January 2024,1,2",
        f"{ANC4},{HARO},e2016-02,ten,2",
        f"{ANC4},{HARO},e2016-03,,90",
        f"{bundle},{HARO},e2016-01,9,8",
        f"{ANC4},{HARO},e2016-01,41,80",
        f"{ANC4},{HARO},,41,80",
        f"{ANC4},{HARO},e2016-04,85,80",
    ]
    report = tmp_path / "refused.csv"
    assert bring(tmp_path, HEAD + "\n".join(rows), "--write", "--report", str(report)) == 1
    assert "New: 2   changed: 0   already there: 0   blank: 1   refused: 7" in capsys.readouterr().out
    with report.open(encoding="utf-8-sig", newline="") as file:
        told = {int(row["row"]): row["reason"] for row in csv.DictReader(file)}
    assert set(told) == {3, 4, 5, 6, 8, 9, 10}
    assert "did you mean “Haro Gudina health centre”" in told[3]
    assert "no measure is called" in told[4]
    assert "names a Gregorian month" in told[5]
    assert "“ten” is not a number" in told[6]
    assert "More were counted than there were in all" in told[8]
    assert "row 2 already has" in told[9]
    assert "period is missing" in told[10]
    # Blank is missing, not zero; over a hundred per cent is possible where the denominator is an estimate.
    assert observed("e2016-03") is None
    assert observed("e2016-04") is not None


def test_a_column_for_each_period(demo: int, tmp_path: Path) -> None:
    wide = f"Facility,e2016-01,e2016-02,e2016-03\n{HARO},40,,0\n"
    assert bring(tmp_path, wide, "--measure", "Maternal deaths", "--write") == 0
    found = [observed(f"e2016-0{n}", measure="Maternal deaths") for n in (1, 2, 3)]
    assert [one and one.numerator for one in found] == [40, None, 0]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--collaborative", "No such"], "No collaborative is called “No such”"),
        (["--author", "Hanna Girma"], "nobody of that name may"),
        (["--author", "Nobody At All"], "nobody of that name may"),
    ],
)
def test_a_place_or_an_author_that_cant_be(
    demo: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], reason: str
) -> None:
    before = Entry.objects.count()
    assert bring(tmp_path, HEAD + f"{ANC4},{HARO},e2016-01,40,80\n", "--write", *words) == 2
    told = capsys.readouterr().err
    assert reason in told
    assert "Nothing was changed" in told
    assert Entry.objects.count() == before


def test_a_team_member_may_be_the_author(demo: int, tmp_path: Path) -> None:
    bring(tmp_path, HEAD + f"{ANC4},{HARO},e2016-01,40,80\n", "--write", "--author", "tolosa abdi")
    author = Entry.objects.order_by("-id")[0].author
    assert author != Entry.objects.order_by("id")[0].author
