"""What an analysis of a folder says, against charts asked for one by one and sums made by plain loops."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from debo.analysis.analysing import Asked, analyse
from debo.analysis.folder import open_folder
from debo.analysis.partition import Task, read_partition
from debo.analysis.refusals import FolderError
from debo.spc.answer import answer_all
from debo.spc.false_alarms import false_alarms, p_values
from tests.unit.analysis.figures import FACILITIES, MEASURES, MONTHS, PLACES, Figures, invented, plain_sums

DIRECTIONS = {"up": "up", "down": "down"}


def analysed(figures: Figures, at: Path, rows: int = 70) -> dict[str, Any]:
    figures.write(at, rows)
    return analyse(Asked(at, at / "analysis"))


def read(at: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(at / "analysis" / name).to_pylist()
    return rows


def request(figures: Figures, measure: str, facility: str, **more: object) -> dict[str, Any]:
    """What `debo chart --jsonl` would be asked."""
    series = figures.series(measure, facility)
    which = {"anc": 0, "deaths": 0, "delay": 2}[measure]
    asked: dict[str, Any] = {"chart": "run", "y": [count[which] for _, count in series]}
    if measure == "anc":
        asked["n"] = [count[1] for _, count in series]
    return asked | {"direction": MEASURES[measure][1], **more}


def differences(row: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Where a row of readings doesn't say what the answer's last phase does."""
    phase = answer["phases"][-1]
    numbers = {name: phase[name] or 0 for name in ("n_useful", "longest_run", "crossings")}
    points = answer["points"]
    present = slice(phase["first"] - 1, phase["last"])
    values = [one for one in points["value"][present] if one is not None]
    centre = points["centre"][-1]
    expected = {
        "points": len(values),
        "useful": numbers["n_useful"],
        "longest_run": numbers["longest_run"],
        "crossings": numbers["crossings"],
        "centre": centre,
        "above": 0 if centre is None else sum(value > centre for value in values),
        "signal": bool(phase["runs_signal"]) and numbers["n_useful"] >= 10,
        "reading": answer["reading_key"],
        "phases": len(answer["phases"]),
    }
    return {name: (row[name], said) for name, said in expected.items() if row[name] != said}


@pytest.mark.parametrize("seed", range(4))
def test_every_series_is_read_as_if_it_were_asked_for_alone(tmp_path: Path, seed: int) -> None:
    figures = invented(seed)
    analysed(figures, tmp_path / "figures")
    rows = read(tmp_path / "figures", "readings")
    assert [(row["measure"], row["facility"]) for row in rows] == sorted(
        (measure, facility) for measure in MEASURES for facility in FACILITIES
    )
    answers = answer_all(request(figures, row["measure"], row["facility"]) for row in rows)
    for row, answer in zip(rows, answers, strict=True):
        if "error" in answer:
            # Nothing to draw at all; debo chart says so, and here there is no point.
            assert row["reading"] == "no_points"
            continue
        assert not differences(row, answer), (row, answer)


def test_what_people_decided_makes_phases_and_frozen_lines(tmp_path: Path) -> None:
    figures = invented(5)
    months = {f: [month for month, _ in figures.series("anc", f)] for f in FACILITIES}
    figures.counts |= {("anc", "c1", month): (n % 7, 9, None) for n, month in enumerate(MONTHS)}
    figures.decisions = [
        {"measure": "anc", "facility": "c1", "what": "phase", "period": MONTHS[10]},
        {"measure": "anc", "facility": "c1", "what": "phase", "period": MONTHS[0]},
        {"measure": "anc", "facility": "c1", "what": "baseline", "period": MONTHS[21]},
        {"measure": "anc", "facility": "c2", "what": "phase", "period": "e2030-01"},
    ]
    analysed(figures, tmp_path / "figures")
    rows = {(row["measure"], row["facility"]): row for row in read(tmp_path / "figures", "readings")}
    [answer] = answer_all([request(figures, "anc", "c1", parts=[10], baselines=[0, 12])])
    row = rows["anc", "c1"]
    assert not differences(row, answer)
    assert (row["phases"], row["is_frozen"]) == (2, True)
    # The probability of a false alarm isn't known for a line that was frozen earlier.
    assert (row["false_alarm"], row["p_value"], row["adjusted_p"]) == (None, None, None)
    assert (rows["anc", "c2"]["phases"], rows["anc", "c2"]["is_frozen"]) == (1, False)
    assert months["c2"]


@pytest.mark.parametrize("seed", range(4))
def test_sums_are_those_of_walking_up_from_each_facility(tmp_path: Path, seed: int) -> None:
    figures = invented(seed)
    told = analysed(figures, tmp_path / "figures", rows=25)
    rows = read(tmp_path / "figures", "roll_ups.parquet")
    hidden = [row for row in rows if row["is_hidden"]]
    for measure in ("anc", "deaths"):
        plain = plain_sums(figures, measure)
        own = {(row["place"], row["period"]): row for row in rows if row["measure"] == measure}
        assert own.keys() == plain.keys()
        for key, (facilities, numerator, denominator) in plain.items():
            row = own[key]
            assert row["facilities"] == facilities <= row["facilities_in_all"]
            assert row["numerator"] == (None if row["is_hidden"] else numerator)
            assert row["denominator"] == (denominator if measure == "anc" else None)
            if measure == "anc":
                assert row["ratio"] == (numerator / denominator if denominator else None)
            small = measure == "deaths" and 0 < numerator < 5
            assert row["is_hidden"] or not small
    assert {row["measure"] for row in hidden} == {"deaths"}
    assert told["roll_ups"]["hidden"] == len(hidden) > 0
    # Minutes can't be added up.
    assert not [row for row in rows if row["measure"] == "delay"]


def test_the_reading_above_the_facility_is_that_of_the_sums_and_tells_no_hidden_count(tmp_path: Path) -> None:
    figures = invented(6)
    analysed(figures, tmp_path / "figures")
    rows = read(tmp_path / "figures", "roll_up_readings.parquet")
    hidden = {row["place"] for row in read(tmp_path / "figures", "roll_ups.parquet") if row["is_hidden"]}
    assert {row["place"] for row in rows} == set(PLACES.values()) - {None}
    for row in rows:
        sums = sorted((month, sum_) for (place, month), sum_ in plain_sums(figures, row["measure"]).items()
                      if place == row["place"])  # fmt: skip
        asked = {"chart": "run", "y": [one[1] for _, one in sums], "direction": MEASURES[row["measure"]][1]}
        if row["measure"] == "anc":
            asked["n"] = [one[2] for _, one in sums]
        [answer] = answer_all([asked])
        differs = differences(row, answer)
        if row["measure"] == "deaths" and row["place"] in hidden:
            assert row["centre"] is None
            differs.pop("centre", None)
        assert not differs


def test_noise_is_counted_from_each_charts_own_points(tmp_path: Path) -> None:
    told = analysed(invented(7), tmp_path / "figures")
    rows = [row for row in read(tmp_path / "figures", "readings") if row["useful"] >= 10]
    charts = told["charts"]
    assert charts["judged"] == len(rows) == charts["series"] - charts["too_few_points"]
    assert charts["signals"] == sum(row["signal"] for row in rows)
    columns = {name: np.array([row[name] for row in rows]) for name in rows[0] if name != "reading"}
    alarms = false_alarms(columns["above"], columns["below"])
    assert charts["expected_by_chance"] == pytest.approx(math.fsum(alarms), rel=1e-12)
    assert columns["false_alarm"].tolist() == alarms.tolist()
    p = p_values(*(columns[name] for name in ("above", "below", "longest_run", "crossings")))
    assert columns["p_value"].tolist() == p.tolist()
    # Benjamini and Hochberg, as the paper has it: by rank, from the largest down.
    ranked = sorted(p.tolist())
    level = 0.05
    passing = [rank for rank, one in enumerate(ranked, 1) if one <= level * rank / len(ranked)]
    assert charts["kept"] == max(passing, default=0) == sum(columns["adjusted_p"] <= level)
    assert sum(one["charts"] for one in charts["by_useful_points"]) == len(rows)
    measures = read(tmp_path / "figures", "measures.parquet")
    assert sum(one["signals"] for one in measures) == charts["signals"]
    assert math.fsum(one["expected_by_chance"] for one in measures) == pytest.approx(
        charts["expected_by_chance"]
    )


def test_the_answer_does_not_depend_on_how_the_folder_was_cut(tmp_path: Path) -> None:
    figures, said = invented(8), []
    for rows in (20, 90, 100_000):
        told = analysed(figures, tmp_path / str(rows), rows)
        tables = [read(tmp_path / str(rows), name) for name in ("readings", "roll_ups.parquet")]
        said.append(([told["charts"], told["roll_ups"]], tables))
    assert said[0] == said[1] == said[2]


def test_a_partition_that_is_missing_or_changed_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    at = tmp_path / "figures"
    figures = invented(9)
    manifest = figures.write(at)
    part = at / manifest.partitions[1].file
    content = part.read_bytes()
    part.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(FolderError, match=r"part-00001.parquet.*SHA-256 differs"):
        analyse(Asked(at, tmp_path / "answers"))
    part.write_bytes(content[:-9])
    with pytest.raises(FolderError, match="isn't what was written"):
        analyse(Asked(at, tmp_path / "answers"))
    part.unlink()
    with pytest.raises(FolderError, match=r"part-00001.parquet is missing.*Copy the folder once more"):
        analyse(Asked(at, tmp_path / "answers"))
    assert [one.name for one in tmp_path.iterdir()] == ["figures"]
    with pytest.raises(FolderError, match="made anew"):
        read_partition(Task(str(at), "another", 0))
    with pytest.raises(FolderError, match=r"sees no folder /nowhere.*on a disk that all share"):
        read_partition(Task("/nowhere", "another", 0))


def test_a_folder_of_something_else_is_not_answered_into(tmp_path: Path) -> None:
    at, answers = tmp_path / "figures", tmp_path / "answers"
    invented(9).write(at)
    answers.mkdir()
    (answers / "thesis.txt").write_text("two years of work")
    with pytest.raises(FolderError, match="no earlier analysis made it"):
        analyse(Asked(at, answers))
    (answers / "thesis.txt").unlink()
    analyse(Asked(at, answers))
    before = {one.name for one in answers.iterdir()}
    analyse(Asked(at, answers))
    assert {one.name for one in answers.iterdir()} == before
    assert not [one for one in before if "first" in one]


def test_counts_of_another_kind_of_period_are_left_out_and_told(tmp_path: Path) -> None:
    at, figures = tmp_path / "figures", invented(9)
    figures.counts["anc", "c1", "2026W05"] = (3, 5, None)
    told = analysed(figures, at)
    assert told["of_another_kind_of_period"] == 1
    assert any("another kind of period" in one for one in told["sentences"]["en"])


def test_an_empty_folder_has_an_answer_too(tmp_path: Path) -> None:
    told = analysed(Figures(), tmp_path / "none")
    assert told["charts"]["series"] == 0
    assert told["sentences"]["en"][0] == "Charts read: 0, from 0 counts."
    assert read(tmp_path / "none", "measures.parquet") == []


def test_progress_and_summary_are_what_was_done(tmp_path: Path) -> None:
    at, seen = tmp_path / "figures", []
    manifest = invented(9).write(at)
    told = analyse(Asked(at, at / "analysis"), lambda done, of: seen.append((done, of)))
    whole = len(manifest.partitions)
    assert seen == [(done, whole) for done in range(1, whole + 1)]
    assert json.loads((at / "analysis/summary.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(told)
    )
    assert told["figures"]["sha256"] == open_folder(at).seal
    for language in ("en", "am", "om"):
        text = (at / f"analysis/summary.{language}.txt").read_text(encoding="utf-8")
        assert text.splitlines() == told["sentences"][language]
    first = [told["sentences"][language][0] for language in ("en", "am", "om")]
    assert [one.partition(" ")[0] for one in first] == ["Charts", "የተነበቡ", "Chaartiiwwan"]
