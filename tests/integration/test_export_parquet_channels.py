"""`debo export parquet` on a hub of two collaboratives: whose counts go along, and to whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from debo.ledger import acts
from tests.integration import woreda
from tests.integration.test_export_parquet import export, rows


@pytest.fixture
def land(db: None) -> str:
    """Two collaboratives; A is the home of what both list. A's measure."""
    woreda.build()
    return woreda.key("measure")


def count(letter: str, place: str, period: str, numerator: int | None, **more: object) -> None:
    values = {
        "measure": woreda.key("measure"),
        "facility": woreda.key(place),
        "period": period,
        "numerator": numerator,
        "denominator": 20,
        **more,
    }
    acts.write(woreda.key("hub_steward"), woreda.channel(letter), "observation", values)


def test_what_was_taken_back_is_missing_and_what_two_channels_hold_is_there_once(
    land: str, tmp_path: Path
) -> None:
    measure = {"name": {"en": "ANC4"}, "unit": "percent", "period_kind": "ethiopian_month"}
    acts.write(woreda.key("hub_steward"), woreda.channel("B"), "measure", measure, land)
    count("A", "zone", "e2018-01", 3)
    count("B", "zone", "e2018-01", 9)
    count("A", "hc1", "e2018-01", 5)
    count("A", "hc1", "e2018-02", 6, withdrawn=True)
    count("B", "hc9", "e2018-02", 7)
    assert export(tmp_path / "figures") == 0
    found = {
        (row["facility"], row["period"]): row["numerator"]
        for row in rows(tmp_path / "figures", "observations")
    }
    assert found == {
        (woreda.key("zone"), "e2018-01"): 3,
        (woreda.key("hc1"), "e2018-01"): 5,
        (woreda.key("hc9"), "e2018-02"): 7,
    }
    counts = json.loads((tmp_path / "figures/manifest.json").read_text())["counts"]
    assert (counts["withdrawn"], counts["counted_twice"]) == (1, 1)
    tree = {row["place"]: row["parent"] for row in rows(tmp_path / "figures", "places.parquet")}
    assert tree[woreda.key("hc9")] == woreda.key("woreda2")
    assert tree[woreda.key("hp1")] == woreda.key("hc1")
    assert tree[woreda.key("country")] is None


def test_what_people_released_about_a_chart_goes_along_and_what_they_took_back_does_not(
    land: str, tmp_path: Path
) -> None:
    count("A", "hc1", "e2018-01", 5)
    chart = {"measure": land, "facility": woreda.key("hc1")}
    steward = woreda.key("hub_steward")
    acts.write(
        steward, woreda.channel("A"), "baseline", {**chart, "last": "e2018-12", "reason": "A year is enough"}
    )
    acts.write(
        steward, woreda.channel("A"), "phase", {**chart, "starts": "e2019-01", "reason": "The new ward"}
    )
    acts.write(
        steward,
        woreda.channel("A"),
        "phase",
        {**chart, "starts": "e2019-05", "reason": "No", "withdrawn": True},
    )
    acts.write(steward, woreda.channel("team1"), "phase", {**chart, "starts": "e2019-03", "reason": "Draft"})
    export(tmp_path / "figures")
    decisions = rows(tmp_path / "figures", "decisions.parquet")
    assert [(row["what"], row["period"]) for row in decisions] == [
        ("baseline", "e2018-12"),
        ("phase", "e2019-01"),
    ]


def test_a_reader_gets_the_collaboratives_they_may_read(
    land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count("A", "hc1", "e2018-01", 5)
    measure = {"name": {"en": "ANC4"}, "unit": "percent", "period_kind": "ethiopian_month"}
    acts.write(woreda.key("hub_steward"), woreda.channel("B"), "measure", measure, woreda.key("other"))
    count("B", "hc9", "e2018-01", 7, measure=woreda.key("other"))
    # The same measure in both: only B's people may read what hc9 counted.
    acts.write(woreda.key("hub_steward"), woreda.channel("B"), "measure", measure, land)
    count("B", "hc9", "e2018-02", 8)
    # She holds her role at the woreda of A; only there is her name.
    named = {"name": "Chaltu Bekele"}
    acts.write(
        woreda.key("hub_steward"), woreda.channel("woreda"), "person", named, woreda.key("woreda_officer")
    )
    assert export(tmp_path / "hers", "--reader", "chaltu bekele") == 0
    assert {row["facility"] for row in rows(tmp_path / "hers", "observations")} == {woreda.key("hc1")}
    assert export(tmp_path / "all") == 0
    assert len(rows(tmp_path / "all", "observations")) == 3
    assert export(tmp_path / "b", "--collaborative", "B") == 0
    assert {row["facility"] for row in rows(tmp_path / "b", "observations")} == {woreda.key("hc9")}
    capsys.readouterr()
    for words, said in (
        (["--reader", "Nobody"], "Nobody is called “Nobody” here. Nothing was written."),
        (
            ["--reader", "Chaltu Bekele", "--collaborative", "B"],
            "no collaborative here that this person may read",
        ),
        (["--collaborative", "Z"], "No collaborative is called “Z”"),
        (["--partition-rows", "-1"], "a number above 0"),
    ):
        assert export(tmp_path / "no", *words) == 2
        assert said in capsys.readouterr().err
        assert not (tmp_path / "no").exists()


def test_a_count_of_an_unlisted_place_brings_its_place_along(land: str, tmp_path: Path) -> None:
    measure = {"name": {"en": "ANC4"}, "unit": "percent", "period_kind": "ethiopian_month"}
    acts.write(woreda.key("hub_steward"), woreda.channel("B"), "measure", measure, land)
    count("B", "hospital", "e2018-01", 4)
    assert export(tmp_path / "b", "--collaborative", "B") == 0
    places = {row["place"]: row for row in rows(tmp_path / "b", "places.parquet")}
    assert places[woreda.key("hospital")]["name_en"] is None
