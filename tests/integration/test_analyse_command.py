"""`debo simulate --parquet` and `debo analyse`, as a person calls them; noise, changes, and little memory."""

from __future__ import annotations

import builtins
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from debo.cli import main
from debo.terminal import telling


def simulate(folder: Path, *words: str) -> None:
    assert main(["simulate", str(folder), "--parquet", *words]) == 0


def test_figures_as_parquet_are_those_of_the_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--facilities", "45", "--months", "15", "--missing", "0.3", "--shift", "2", "--seed", "9"]
    simulate(tmp_path / "figures", *asked, "--partition-rows", "500")
    assert main(["simulate", str(tmp_path / "sheets"), *asked]) == 0
    sheet = (tmp_path / "sheets/observations.csv").read_text(encoding="utf-8").splitlines()[1:]
    found = pq.read_table(tmp_path / "figures/observations").to_pylist()
    names = {
        **{
            row["place"]: row["name_en"]
            for row in pq.read_table(tmp_path / "figures/places.parquet").to_pylist()
        },
        **{
            row["measure"]: row["name_en"]
            for row in pq.read_table(tmp_path / "figures/measures.parquet").to_pylist()
        },
    }
    lines = [
        ",".join(
            "" if one is None else str(one)
            for one in (names[row["facility"]], names[row["measure"]], row["period"], row["numerator"],
                        row["denominator"], row["value"])
        )
        for row in found
    ]  # fmt: skip
    assert sorted(lines) == sorted(sheet)
    truth = pq.read_table(tmp_path / "figures/truth.parquet").to_pylist()
    assert len(truth) == 45 * 4
    assert {row["change"] for row in truth} == {"none", "shift"}
    places = pq.read_table(tmp_path / "figures/places.parquet").to_pylist()
    kinds = [row["kind"] for row in places]
    assert [kinds.count(kind) for kind in ("hospital", "health_centre", "health_post", "woreda")] == [
        2,
        13,
        30,
        2,
    ]
    known = {row["place"] for row in places}
    assert all(row["parent"] in known for row in places if row["kind"] != "country")
    manifest = json.loads((tmp_path / "figures/manifest.json").read_text())
    assert manifest["about"]["plan"]["seed"] == 9
    assert "truth.parquet" in capsys.readouterr().out


def test_noise_gives_as_many_signals_as_it_is_said_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    simulate(tmp_path, "--facilities", "3000", "--months", "24", "--measures", "2", "--kinds", "measured")
    assert main(["analyse", str(tmp_path), "--json"]) == 0
    charts = json.loads(capsys.readouterr().out.splitlines()[-1])["charts"]
    assert charts["judged"] == 6000
    # 3.1 % at 24 points (docs/rules.md), a little less where a month is missing.
    assert 0.025 < charts["expected_by_chance"] / 6000 < 0.032
    assert (
        abs(charts["signals"] - charts["expected_by_chance"]) < 4 * charts["spread_by_chance_if_independent"]
    )
    # The weakest promise of a false discovery rate: of nothing but noise hardly anything remains.
    assert charts["kept"] <= 3


def test_changes_that_happened_are_kept_and_few_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--measures", "1", "--kinds", "measured", "--shift", "4", "--shift-share", "0.4"]
    simulate(tmp_path, "--facilities", "1000", "--months", "36", *asked)
    capsys.readouterr()
    assert main(["analyse", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "Likely a real change: " in told
    assert "Noise alone would give about " in told
    truth = {row["facility"]: row["change"] for row in pq.read_table(tmp_path / "truth.parquet").to_pylist()}
    rows = pq.read_table(tmp_path / "analysis/readings").to_pylist()
    kept = [truth[row["facility"]] for row in rows if row["adjusted_p"] <= 0.05]
    # Of those kept at most 5 % are expected to be noise; of 400 changes of four deviations most are found.
    assert kept.count("none") <= 0.1 * len(kept)
    assert kept.count("shift") > 300


#: Reads a folder in a process of its own and says how far its memory went above what the programs weigh.
MEASURED = """
import resource, sys
from pathlib import Path
import numpy, pyarrow.parquet, pyarrow.compute
from debo.analysis.analysing import Asked, analyse
analyse(Asked(Path(sys.argv[1]), Path(sys.argv[2])))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
analyse(Asked(Path(sys.argv[3]), Path(sys.argv[4])))
print(before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_is_that_of_a_partition_however_many_there_are(tmp_path: Path) -> None:
    size = ["--months", "36", "--kinds", "share", "--partition-rows", "30000"]
    simulate(tmp_path / "small", "--facilities", "900", "--measures", "1", *size)
    simulate(tmp_path / "large", "--facilities", "900", "--measures", "12", *size)
    words = [str(tmp_path / name) for name in ("small", "small.out", "large", "large.out")]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words], capture_output=True, text=True, check=True, timeout=120
    )
    before, after = (int(one) for one in done.stdout.split())
    partitions = len(json.loads((tmp_path / "large/manifest.json").read_text())["partitions"])
    assert partitions >= 10
    # Twelve times the counts (26 MB as arrays) may cost what one partition does, not twelve times that.
    assert after - before < 12_000, (before, after)


def test_a_process_killed_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    folder, partial = tmp_path / "figures", tmp_path / "figures.partial"
    words = ["simulate", str(folder), "--parquet", "--facilities", "50000", "--partition-rows", "20000"]
    with subprocess.Popen([sys.executable, "-m", "debo.cli", *words]) as process:
        until = time.monotonic() + 60
        while not (partial / "observations/part-00001.parquet").exists() and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert partial.exists()
    assert not folder.exists()
    simulate(folder, "--facilities", "5")
    assert [one.name for one in tmp_path.iterdir()] == ["figures"]
    assert main(["analyse", str(folder)]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "There is no folder nowhere. Nothing was read or written. Make one with debo export"),
        (["nowhere", "--false-discoveries", "5"], "a share between 0 and 1"),
        (["nowhere", "--scheduler", "tcp://127.0.0.1:9"], "There is no folder nowhere"),
    ],
)
def test_what_cannot_be_done_is_said(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["analyse", *words]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["analyse", "figures"], "pyarrow"),
        (["simulate", "figures", "--parquet"], "pyarrow"),
        (["export", "parquet", "figures"], "pyarrow"),
    ],
)
def test_without_the_extra_the_command_says_how_to_get_it(
    words: list[str],
    missing: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(builtins, "__import__", without)
    assert main(words) == 2
    assert 'pip install "debo[analysis]"' in capsys.readouterr().err


def test_long_work_says_how_far_it_is_and_short_work_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    patient, eager = telling("partitions"), telling("partitions", every=0)
    for done in (1, 2):
        patient(done, 2000)
        eager(done, 2000)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "1 of 2,000 partitions\n2 of 2,000 partitions\n")


def test_charts_are_read_without_the_extra_being_loaded() -> None:
    script = (
        "import sys, debo.chart_command, debo.cli, debo.spc.engine;"
        "print({'pyarrow', 'distributed', 'dask'} & sys.modules.keys())"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
