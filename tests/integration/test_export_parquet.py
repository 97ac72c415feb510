"""`debo export parquet`: what was released, once each, and nothing else."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from debo.exchange import export_command
from debo.ledger import acts
from debo.ledger.hub import this_hub
from debo.measures.models import Measure, Observation
from debo.people.keys import HubSteward
from debo.people.models import Person, Place
from debo.periods import parse


def export(folder: Path, *words: str) -> int:
    """The command, on the hub of the test."""
    parser = ArgumentParser(prog="debo")
    export_command.register(parser.add_subparsers())
    args = parser.parse_args(["export", "parquet", str(folder), *words])
    code: int = args.run(args)
    return code


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / name).to_pylist()
    return found


def test_every_released_count_is_there_once_and_no_draft(demo: int, tmp_path: Path) -> None:
    assert export(tmp_path / "figures", "--partition-rows", "500") == 0
    released = Observation.objects.filter(channel__startswith="collaborative:").exclude(withdrawn=True)
    expected = {
        (one.measure, one.facility, one.period): (one.numerator, one.denominator, one.value)
        for one in released
    }
    drafts = Observation.objects.filter(channel__startswith="team:")
    alone = {(one.measure, one.facility, one.period) for one in drafts} - expected.keys()
    assert alone
    found = rows(tmp_path / "figures", "observations")
    read = {
        (row["measure"], row["facility"], row["period"]): (row["numerator"], row["denominator"], row["value"])
        for row in found
    }
    assert read == expected
    assert len(found) == len(expected)
    manifest = json.loads((tmp_path / "figures/manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["observations"] == len(expected)
    assert manifest["about"]["hub_epoch"] == this_hub().epoch
    assert len(manifest["partitions"]) > 1


def test_the_tables_say_what_the_counts_are_of(demo: int, tmp_path: Path) -> None:
    export(tmp_path / "figures")
    found = rows(tmp_path / "figures", "observations")
    places = {row["place"]: row for row in rows(tmp_path / "figures", "places.parquet")}
    measures = {row["measure"]: row for row in rows(tmp_path / "figures", "measures.parquet")}
    periods = {row["period"]: row for row in rows(tmp_path / "figures", "periods.parquet")}
    assert {row["facility"] for row in found} <= places.keys()
    assert {row["period"] for row in found} == periods.keys()
    assert {row["measure"] for row in found} <= measures.keys()
    for place in Place.objects.all():
        row = places[place.record]
        assert (row["kind"], row["parent"], row["name_en"]) == (place.kind, place.parent, place.name["en"])
    for measure in Measure.objects.filter(channel__startswith="collaborative:"):
        row = measures[measure.record]
        assert (row["unit"], row["direction"], row["name_am"]) == (
            measure.unit, measure.direction, measure.name.get("am"),
        )  # fmt: skip
    assert all(row["first_day"] == parse(period).first_day for period, row in periods.items())


def test_nobody_and_no_free_text_is_in_any_file(demo: int, tmp_path: Path) -> None:
    counted = Observation.objects.filter(channel__startswith="collaborative:").exclude(withdrawn=True)[0]
    remark = {"note": "Asked Sister Almaz about two mothers", "facility": counted.facility}
    values = {**remark, "measure": counted.measure, "period": counted.period, "numerator": 1}
    acts.write(HubSteward.objects.get().person, counted.channel, "observation", values)
    export(tmp_path / "figures")
    # Uncompressed, so that a name can be looked for as such.
    content = ""
    for file in (tmp_path / "figures").rglob("*.parquet"):
        content += json.dumps(pq.read_table(file).to_pylist(), default=str, ensure_ascii=False)
    names = {one.name for one in Person.objects.exclude(name=None) if one.name}
    ids = set(Person.objects.values_list("record", flat=True))
    notes = set(Observation.objects.exclude(note=None).exclude(note="").values_list("note", flat=True))
    assert names
    assert ids
    assert notes
    found = [one for one in (*names, *ids, *notes) if one and one in content]
    assert not found
