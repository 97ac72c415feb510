"""`debo chart` as people call it: files in, text, JSON and pictures out, clear sentences when it can't."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from debo.chart_command import main

SEMMELWEIS = Path(__file__).parents[1] / "fixtures" / "semmelweis.csv"
PNG = b"\x89PNG\r\n\x1a\n"

Captured = pytest.CaptureFixture[str]


def series(capsys: Captured, *arguments: object) -> list[dict[str, Any]]:
    assert main([*map(str, arguments), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["series"]
    found: list[dict[str, Any]] = answer["series"]
    return found


def test_semmelweis_has_the_published_answer(capsys: Captured) -> None:
    [one] = series(
        capsys, SEMMELWEIS, "--numerator", "deaths", "--denominator", "births", "--period", "month"
    )
    assert (one["name"], one["chart"]) == ("semmelweis", "run")
    assert set(one["points"]) == {"period", "value", "centre", "lower", "upper", "useful", "signal"}
    assert {len(column) for column in one["points"].values()} == {98}
    [phase] = one["phases"]
    # qicharts2 0.8.1 on the same figures.
    expected = {
        "n_useful": 98,
        "longest_run": 22,
        "longest_run_max": 10,
        "crossings": 19,
        "crossings_min": 40,
    }
    assert {key: phase[key] for key in expected} == expected
    assert phase["runs_signal"] == 1
    assert one["reading"].startswith("Likely a real change: 22 points in a row")


def test_phases_freeze_exclude_rules_and_direction_reach_the_engine(capsys: Captured) -> None:
    [one] = series(capsys, SEMMELWEIS, "--chart", "p", "--parts", "76", "--direction", "down")
    assert [(phase["first"], phase["last"]) for phase in one["phases"]] == [(1, 76), (77, 98)]
    # 20,042 births and 2,107 deaths before hand washing began, 6,645 and 143 since.
    before, since = one["points"]["centre"][0], one["points"]["centre"][-1]
    assert (round(before, 4), round(since, 4)) == (0.1053, 0.0215)
    assert one["reading"].startswith("Since 1847-06: likely a real change for the better")
    [frozen] = series(capsys, SEMMELWEIS, "--freeze", "76")
    assert frozen["points"]["centre"][-1] == pytest.approx(0.1052, abs=1e-4)
    [without] = series(capsys, SEMMELWEIS, "--exclude", "22,23")
    assert without["points"]["useful"][21:23] == [False, False]
    [ihi] = series(capsys, SEMMELWEIS, "--rules", "ihi")
    assert ihi["phases"][0]["ihi"]["shift"] is True
    assert ihi["reading"].startswith("Worth asking about: a shift")


def test_a_given_line_a_goal_and_screened_ranges_reach_the_engine(capsys: Captured, tmp_path: Path) -> None:
    svg = tmp_path / "c.svg"
    [one] = series(capsys, SEMMELWEIS, "--target", "1846-01=10%,1847-06=2%", "--centre", "0.05", "--svg", svg)
    assert one["points"]["centre"][0] == 0.05
    assert one["points"]["period"][60] == "1846-02"
    assert one["points"]["target"][58:61] == [None, 0.1, 0.1]
    assert one["points"]["target"][-1] == 0.02
    assert svg.read_text("utf-8").count('stroke-dasharray="0.1 5"') == 2
    sheet = tmp_path / "jump.csv"
    # Moving ranges 1 twelve times and 20 once: their mean 32/13, and 20 is above 3.267 times that.
    sheet.write_text(
        "month,value\n" + "".join(f"{i},{i % 2 + 19 * (i > 12)}\n" for i in range(1, 15)), "utf-8"
    )
    [free], [screened] = (series(capsys, sheet, "--chart", "i", *more) for more in ((), ("--screen-mr",)))
    reach = [one["points"]["upper"][0] - one["points"]["centre"][0] for one in (free, screened)]
    assert reach == pytest.approx([3 * 32 / 13 / 1.128, 3 / 1.128])


def test_the_chart_is_chosen_and_the_reason_said(capsys: Captured) -> None:
    [one] = series(capsys, SEMMELWEIS, "--chart", "auto")
    assert (one["chart"], one["reason"]) == (
        "p",
        "P chart: a share of 267 a period on average, enough for limits.",
    )
    assert main([str(SEMMELWEIS), "--chart", "auto"]) == 0
    assert "P chart: a share of 267 a period" in capsys.readouterr().out


def test_each_language_is_spoken(capsys: Captured) -> None:
    [am], [om] = (series(capsys, SEMMELWEIS, "--language", code, "--parts", "76") for code in ("am", "om"))
    assert "እውነተኛ ለውጥ ይመስላል" in am["reading"]
    assert "jijjiirama dhugaa fakkaata" in om["reading"]
    assert "Since" not in am["reading"] + om["reading"]
    assert main([str(SEMMELWEIS), "--language", "om"]) == 0
    assert "Gatii walakkaa" in capsys.readouterr().out.replace("gatii", "Gatii")


def test_several_files_are_told_apart(tmp_path: Path, capsys: Captured) -> None:
    for name in ("Adama", "Bekoji"):
        (tmp_path / f"{name}.csv").write_text("month,value\n1,5\n2,6\n", "utf-8")
    (tmp_path / "posts.csv").write_text("post,month,value\nB,1,5\nA,1,6\nB,2,7\nA,2,8\n", "utf-8")
    files = [tmp_path / f"{name}.csv" for name in ("Adama", "Bekoji", "posts")]
    found = series(capsys, *files)
    assert [one["name"] for one in found] == ["Adama", "Bekoji", "posts · B", "posts · A"]
    (tmp_path / "Bekoji.csv").write_text("month,value\n1,5\n2,6\n3,x\n", "utf-8")
    assert main(list(map(str, files))) == 2
    assert "Bekoji.csv: Line 4: “x” below “value” is not a number" in capsys.readouterr().err


def test_rare_ones_come_as_a_list_of_days(tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "deaths.csv"
    sheet.write_text("post,died\nB,2021-03-05\nA,2021-01-01\nB,2021-01-05 12:00\nB,\nB,14/3/2014\n", "utf-8")
    # 14 Hidar 2014 is 23 November 2021.
    days = ["--chart", "t", "--events", "died", "--series", "post"]
    assert main([str(sheet), *days]) == 2
    assert "“A” has fewer than two events" in capsys.readouterr().err
    sheet.write_text(sheet.read_text("utf-8").replace("A,2021-01-01\n", ""), "utf-8")
    [one] = series(capsys, sheet, *days)
    assert one["points"]["value"] == [58.5, 263]
    assert one["points"]["period"] == ["2021-03-05", "14/3/2014"]
    [whole] = series(capsys, sheet, "--chart", "g", *days[2:])
    assert whole["points"]["value"] == [59, 263]


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        ("died\n2021-01-05\n2021-01-05\n2021-02-01\n", ("--chart", "t"), "Two events fell on 2021-01-05"),
        ("died\n2021-01-05\nsoon\n", ("--chart", "t"), "Line 3: soon is no day"),
        ("died\n2021-01-05\n", (), "--events is a list of days"),
        ("died,n\n2021-01-05,1\n", ("--chart", "g", "--value", "n"), "With --events each row is one event"),
    ],
)
def test_lists_of_days_that_can_not_be_drawn(
    content: str, arguments: tuple[str, ...], words: str, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "deaths.csv").write_text(content, "utf-8")
    assert main([str(tmp_path / "deaths.csv"), "--events", "died", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_births_between_deaths_from_monthly_counts(capsys: Captured) -> None:
    [one] = series(capsys, SEMMELWEIS, "--chart", "g", "--numerator", "deaths", "--denominator", "births")
    # 2,202 deaths: one fewer stretches between them.
    assert len(one["points"]["value"]) == 2_201
    assert "Several of one period are taken as evenly spread over it." in one["notes"]


def test_a_funnel_sums_each_facility_and_names_none(tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "visits.csv"
    rows = ["Bekoji,1,20,40", "Adama,1,1,30", "Bekoji,2,20,40", "Adama,2,1,30", "Sire,1,,40"]
    sheet.write_text("post,month,visited,births\n" + "\n".join(rows), "utf-8")
    asked = ["--chart", "funnel", "--series", "post", "--numerator", "visited", "--denominator", "births"]
    [one] = series(capsys, sheet, *asked)
    assert one["points"]["size"] == [80, 60, None]
    assert one["points"]["value"] == [0.5, 2 / 60, None]
    assert "Bekoji" not in json.dumps(one)
    [named] = series(capsys, sheet, *asked, "--named")
    assert named["points"]["unit"] == ["Bekoji", "Adama", "Sire"]
    assert (
        main([str(sheet), *asked, "--svg", str(tmp_path / "f.svg"), "--html", str(tmp_path / "f.html")]) == 0
    )
    assert "Bekoji" not in (tmp_path / "f.svg").read_text("utf-8") + (tmp_path / "f.html").read_text("utf-8")
    assert main([str(sheet), *asked]) == 0
    assert "Worth asking about: 2 of 2" in capsys.readouterr().out


def test_one_page_holds_all_charts_in_three_languages(tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "c.html"
    marked = ["--mark", "1847-06=Hand washing begins", "--chart", "auto", "--language", "om"]
    assert main([str(SEMMELWEIS), *marked, "--html", str(page)]) == 0
    html = page.read_text("utf-8")
    assert html.count("<svg") == 3
    assert html.count("Hand washing begins") == 3
    assert 'id="in-om" checked' in html
    assert "Likely a real change: 22 points in a row" in html
    assert "<td>254</td>" in html
    assert capsys.readouterr().out == ""


def test_a_large_page_is_in_one_language(tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "many.csv"
    sheet.write_text(
        "post,month,value\n" + "".join(f"{i},{m},5\n" for i in range(61) for m in (1, 2)), "utf-8"
    )
    assert main([str(sheet), "--series", "post", "--html", str(tmp_path / "many.html")]) == 0
    assert (tmp_path / "many.html").read_text("utf-8").count("<svg") == 61
    assert "one language only" in capsys.readouterr().err


def test_parquet_is_read_like_a_csv(tmp_path: Path, capsys: Captured) -> None:
    import pyarrow
    from pyarrow import parquet

    days = [datetime.date(2021, month, 1) for month in (2, 1, 3)]
    table = pyarrow.table({"month": days, "deaths": [3, 2, None], "births": [10.0, 10.0, 10.0]})
    parquet.write_table(table, tmp_path / "figures.data")
    [one] = series(capsys, tmp_path / "figures.data")
    assert one["points"]["period"] == ["2021-01-01", "2021-02-01", "2021-03-01"]
    assert one["points"]["value"] == [0.2, 0.3, None]
    (tmp_path / "half.parquet").write_bytes((tmp_path / "figures.data").read_bytes()[:90])
    assert main([str(tmp_path / "half.parquet")]) == 2
    assert "not a whole Parquet file" in capsys.readouterr().err


def test_without_pyarrow_parquet_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (tmp_path / "figures.parquet").write_bytes(b"PAR1 and more")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main([str(tmp_path / "figures.parquet")]) == 2
    assert "pip install 'debo[parquet]'" in capsys.readouterr().err


def test_guesses_are_said(capsys: Captured) -> None:
    assert main([str(SEMMELWEIS)]) == 0
    out, err = capsys.readouterr()
    assert err == "Guessed from the headings: period “month”; numerator “deaths” and denominator “births”.\n"
    assert "●" in out
    assert "Likely a real change: 22 points in a row" in out
    assert "longest run 22 (ordinary up to 10), 19 crossings (ordinary from 40)" in out


def test_pictures_are_written(tmp_path: Path, capsys: Captured) -> None:
    svg, png = tmp_path / "c.svg", tmp_path / "c.png"
    marked = ["--mark", "1847-06=Hand washing begins", "--title", "Mothers who died"]
    assert main([str(SEMMELWEIS), "--svg", str(svg), "--png", str(png), *marked]) == 0
    drawn = svg.read_text("utf-8")
    assert "Hand washing begins" in drawn
    assert "Mothers who died" in drawn
    assert png.read_bytes()[:8] == PNG
    assert capsys.readouterr().out == ""


def test_several_series_are_one_list_and_one_picture(tmp_path: Path, capsys: Captured) -> None:
    sheet = tmp_path / "posts.csv"
    sheet.write_text("post,month,value\nB,1,5\nA,1,6\nB,2,7\nA,2,8\nB,10,9\n", "utf-8")
    found = series(capsys, sheet, "--series", "post")
    assert [(one["name"], one["points"]["period"]) for one in found] == [
        ("B", ["1", "2", "10"]),
        ("A", ["1", "2"]),
    ]
    assert main([str(sheet), "--svg", str(tmp_path / "many.svg")]) == 0
    assert "all on one scale" in (tmp_path / "many.svg").read_text("utf-8")


def test_a_spreadsheet_is_read_like_a_csv(tmp_path: Path, capsys: Captured) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ወር", "deaths", "births"])
    for month, deaths in ((2, 3.0), (1, 2), (3, None)):
        sheet.append([datetime.date(2021, month, 1), deaths, 10])
    book.save(tmp_path / "book.xlsx")
    [one] = series(capsys, tmp_path / "book.xlsx")
    assert one["points"]["period"] == ["2021-01-01", "2021-02-01", "2021-03-01"]
    assert one["points"]["value"] == [0.2, 0.3, None]


@pytest.mark.parametrize(
    ("content", "arguments", "words"),
    [
        ("month,value\n1,5\n2,6\n3,abc\n", (), "Line 4: “abc” below “value” is not a number"),
        ("month,value\n2021-01,5\n", ("--value", "vlaue"), "no column “vlaue”; there are month, value"),
        ("month,value\n2021-01,5\n", ("--chart", "pie"), "no chart “pie”"),
        ("month,value\n2021-01,5\n", ("--chart", "p", "--value", "value"), "A p chart needs a denominator"),
        ("month,value\n2021-01,5\n", ("--parts", "a"), "--parts takes positions"),
        ("month,value\n2021-01,5\n", ("--target", "high"), "--target takes a number"),
        ("month,value\n2021-01,5\n", ("--target", "2022=5"), "begins at “2022”"),
        ("month,x,n\n1,5,9\n", ("--numerator", "x", "--denominator", "n", "--target", "90"), "write 90%"),
        ("month,value\n2021-01,5\n", ("--chart", "funnel"), "A funnel needs --numerator"),
        (
            "month,x,n\n1,5,9\n",
            ("--chart", "funnel", "--numerator", "x", "--denominator", "n"),
            "needs --series",
        ),
        ("month,value\n2021-01,5\n", ("--chart", "auto", "--measure", "share"), "needs denominators"),
        ("month,value\n2021-01,5\n", ("--chart", "auto", "--rules", "we"), "zones, which a run chart"),
        ("month,value\n2021-01,5\n", ("--freeze", "0"), "“freeze” is how many first points"),
        ("month,value\n2021-01,5\n", ("--mark", "x"), "--mark takes PERIOD=TEXT"),
        ("month,value\n,5\n", ("--period", "month"), "No row has a period in “month”"),
        ("", (), "There is nothing in this file"),
    ],
)
def test_bad_input_gets_one_clear_sentence(
    content: str, arguments: tuple[str, ...], words: str, tmp_path: Path, capsys: Captured
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(content, "utf-8")
    picture = ["--svg", str(tmp_path / "x.svg")] if "--mark" in arguments else []
    assert main([str(sheet), *arguments, *picture]) == 2
    out, err = capsys.readouterr()
    assert words in err
    assert err.splitlines()[-1].startswith("debo chart: ")
    assert out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Which file?"),
        (("none.csv",), "none.csv could not be read"),
        (("old.xls",), "Save it as .xlsx"),
        (("broken.xlsx",), "not a whole .xlsx file"),
        (("latin.csv",), "CSV UTF-8"),
        (("fine.csv", "--svg", "no/such/folder.svg"), "could not be written"),
        (("--jsonl", "none.jsonl"), "none.jsonl could not be read"),
    ],
)
def test_files_that_can_not_be_used(
    arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04half a file")
    (tmp_path / "latin.csv").write_bytes(b"caf\xe9,b\n1,2\n")
    (tmp_path / "fine.csv").write_text("month,value\n1,2\n", "utf-8")
    assert main(list(arguments)) == 2
    assert words in capsys.readouterr().err


def run_lines(lines: bytes) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-m", "debo.chart_command", "--jsonl", "-"],
        input=lines,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_lines_are_answered_in_order_and_bad_ones_do_not_stop_the_rest() -> None:
    requests = [{"name": i, "chart": ("run", "i", "c")[i % 3], "y": [i, i + 1, None]} for i in range(3_000)]
    lines = [json.dumps(one).encode() for one in requests]
    lines[1] = b'{"name": 1, "y": [1, '
    lines[2] = b'{"name": 2, "chart": "pie", "y": [1]}'
    lines[3] = b"\xff\xfe not text"
    lines[4] = b"[" * 100_000
    lines.insert(7, b"  ")
    answers = run_lines(b"\n".join(lines))
    assert len(answers) == 3_000
    assert [one["name"] for one in answers] == [None if i in {1, 3, 4} else i for i in range(3_000)]
    assert [i for i, one in enumerate(answers) if "error" in one] == [1, 2, 3, 4]
    assert set(answers[2]) == {"name", "error"}


def test_a_single_line_is_answered_before_the_next_is_sent() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "debo.chart_command", "--jsonl", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process, process.stdin as sent, process.stdout as answered:
        for number in (1, 2):
            sent.write(json.dumps({"name": number, "y": [number]}).encode() + b"\n")
            sent.flush()
            assert json.loads(answered.readline())["name"] == number
        sent.close()
        assert process.wait(timeout=20) == 0


def test_a_file_may_come_through_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SEMMELWEIS.read_bytes())))
    [one] = series(capsys, "-")
    assert one["phases"][0]["n_useful"] == 98


def test_help_shows_examples_and_no_other_command_waits_for_numpy() -> None:
    code = "import sys; import debo.chart_command; print('numpy' in sys.modules, 'django' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]
    shown = subprocess.check_output([sys.executable, "-m", "debo.chart_command", "--help"], text=True)
    assert "examples:" in shown
    assert shown.count("debo chart ") >= 2


def test_charts_are_drawn_without_django() -> None:
    code = (
        "import sys; from debo.chart_command import main;"
        f"main([{str(SEMMELWEIS)!r}, '--json']); print('django' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "False"
