"""qicharts2's answers on real data, through `debo chart` itself; only where the shared data is."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest

from debo.chart_command import main
from debo.spc.answer import answer_all

DATA = Path(__file__).parents[3] / "shared" / "data"
ORACLE = DATA / "charts" / "oracle_qicharts2"
SEMMELWEIS = ("semmelweis/monthly_deaths_clinic1.csv", "--numerator deaths --denominator births")
MONTHLY = ("pbcharts/csection_monthly.csv", "--period month --value avg_delay")
CDI = "pbcharts/cdi_monthly.csv"
PER_DAY = "--period month --numerator n --denominator days"
BACTEREMIA = ("pbcharts/bacteremia_mortality.csv", "--series hospital --numerator deaths --denominator cases")

# The oracle's name: the file it was made from, and the same call for us.
CALLS = {
    "semmelweis_run": (SEMMELWEIS[0], f"{SEMMELWEIS[1]} --chart run"),
    "semmelweis_p": (SEMMELWEIS[0], f"{SEMMELWEIS[1]} --chart p"),
    "semmelweis_p_freeze76": (SEMMELWEIS[0], f"{SEMMELWEIS[1]} --chart p --freeze 76"),
    "semmelweis_p_exclude": (SEMMELWEIS[0], f"{SEMMELWEIS[1]} --chart p --exclude 22,23"),
    "csection_monthly_run": (MONTHLY[0], f"{MONTHLY[1]} --chart run"),
    "csection_monthly_i": (MONTHLY[0], f"{MONTHLY[1]} --chart i"),
    "csection_monthly_mr": (MONTHLY[0], f"{MONTHLY[1]} --chart mr"),
    "csection_delay_xbar": ("pbcharts/csection_delay.csv", "--period month --value delay --chart xbar"),
    "csection_delay_s": ("pbcharts/csection_delay.csv", "--period month --value delay --chart s"),
    "cdi_c": (CDI, "--period month --value n --chart c"),
    "cdi_u": (CDI, f"{PER_DAY} --chart u"),
    "cdi_run_freeze24": (CDI, f"{PER_DAY} --chart run --freeze 24"),
    "bacteremia_p_facets": (BACTEREMIA[0], f"{BACTEREMIA[1]} --chart p"),
    "bacteremia_run_facets": (BACTEREMIA[0], f"{BACTEREMIA[1]} --chart run"),
    "ontime_ct_p": ("pbcharts/ontime_ct.csv", "--numerator ontime --denominator cases --chart p"),
}
PRESENT = [name for name in CALLS if (ORACLE / f"{name}.csv").exists()]


def number(cell: str) -> float:
    return float(cell) if cell else math.nan


def oracle_rows(name: str) -> dict[str, list[dict[str, str]]]:
    """Rows of the oracle by facet, in the order of time."""
    with (ORACLE / f"{name}.csv").open(encoding="utf-8") as lines:
        facets: dict[str, list[dict[str, str]]] = {}
        for row in csv.DictReader(lines):
            facets.setdefault(row["facet1"], []).append(row)
    return {facet: sorted(rows, key=lambda row: row["x"]) for facet, rows in facets.items()}


@pytest.mark.shared
@pytest.mark.parametrize("name", PRESENT)
def test_debo_chart_answers_as_qicharts2_does(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    file, options = CALLS[name]
    assert main([str(DATA / "charts" / file), *options.split(), "--json"]) == 0
    series = json.loads(capsys.readouterr().out)["series"]
    facets = oracle_rows(name)
    assert len(series) == len(facets)
    for one in series:
        rows = facets.get(one["name"]) or facets["1"]
        points = one["points"]
        for column, theirs in (("value", "y"), ("centre", "cl"), ("lower", "lcl"), ("upper", "ucl")):
            found = [math.nan if value is None else value for value in points[column]]
            assert found == pytest.approx([number(row[theirs]) for row in rows], rel=1e-9, nan_ok=True), (
                column
            )
        assert points["signal"] == [row["sigma.signal"] == "TRUE" for row in rows]
        [phase] = one["phases"]
        names = ("n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min")
        theirs_too = ("n.useful", "longest.run", "longest.run.max", "n.crossings", "n.crossings.min")
        assert [phase[key] for key in names] == [int(rows[0][key]) for key in theirs_too]
        assert phase["runs_signal"] == (rows[0]["runs.signal"] == "TRUE")


ANC = [name for name in ("sl_anc1_district_run", "sl_anc1_district_i") if (ORACLE / f"{name}.csv").exists()]


@pytest.mark.shared
@pytest.mark.parametrize("name", ANC)
def test_antenatal_coverage_by_district(name: str) -> None:
    facets = oracle_rows(name)
    requests = [
        {
            "name": district,
            "chart": name.rsplit("_", 1)[1],
            "x": [row["x"] for row in rows],
            "y": [number(row["y"]) for row in rows],
        }
        for district, rows in facets.items()
    ]
    for answer in answer_all(requests):
        rows, points = facets[answer["name"]], answer["points"]
        for column, theirs in (("centre", "cl"), ("lower", "lcl"), ("upper", "ucl")):
            found = [math.nan if value is None else value for value in points[column]]
            assert found == pytest.approx([number(row[theirs]) for row in rows], rel=1e-9, nan_ok=True), (
                column
            )
        [phase] = answer["phases"]
        assert phase["n_useful"] == int(rows[0]["n.useful"])
        assert (phase["longest_run"], phase["crossings"]) == (
            int(rows[0]["longest.run"]),
            int(rows[0]["n.crossings"]),
        )


NHS = sorted((DATA / "charts" / "oracle_plotthedots").glob("*_xmr*.csv"))
# What the oracle calls each rule, and how many points pass it together.
MARKED = {"outside": 1, "one_side": 7, "trend": 7, "near_a_limit": 3}


@pytest.mark.shared
@pytest.mark.parametrize("path", NHS, ids=lambda path: path.stem)
def test_plot_the_dots_marks_the_same_points(path: Path) -> None:
    with path.open(encoding="utf-8") as lines:
        facets: dict[str, list[dict[str, str]]] = {}
        for row in csv.DictReader(lines):
            facets.setdefault(row["f"], []).append(row)
    requests = [
        {
            "name": facet,
            "chart": "i",
            "y": [number(row["y"]) for row in rows],
            "screen_mr": True,
            "rules": "nhs",
        }
        for facet, rows in facets.items()
    ]
    for answer in answer_all(requests):
        rows = facets[answer["name"]]
        # 2.66 there is 3 ÷ 1.128 here: 2.6596.
        found = [math.nan if value is None else value for value in answer["points"]["upper"]]
        assert found == pytest.approx([number(row["upl"]) for row in rows], rel=1e-4)
        marked: set[int] = set()
        for rule, places in answer["phases"][0]["nhs"].items():
            for place in places:
                window = list(range(place - MARKED[rule], place))
                if rule == "near_a_limit":
                    window = [i for i in window if i >= 0 and rows[i]["close_to_limits"] == "TRUE"]
                marked.update(window)
        assert marked == {i for i, row in enumerate(rows) if row["special_cause_flag"] == "TRUE"}, answer[
            "name"
        ]
