"""Places, measures and values of DHIS2 into a hub, through the command itself."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from debo.exchange.models import Exchange, Known, UnitLink
from debo.ledger.models import Entry
from debo.measures.models import Measure, Observation
from debo.people.models import Place
from tests.integration.dhis2.conftest import METADATA, Run, counts, release, value

HARO, GUDINA = "hCe00000001", "hPo00000001"
ANC, SYP, OPD, POP = "anc00000001", "syp00000001", "opd00000001", "pop00000001"
TESTS, COVERAGE = "Syphilis tests in pregnancy", "Antenatal coverage"


def units(*more: dict[str, Any]) -> dict[str, Any]:
    return {"organisationUnits": [*METADATA["organisationUnits"], *more]}


def place(name: str) -> Place:
    return Place.objects.get(name__en=name, channel__startswith="collaborative")


def test_nothing_is_written_unasked(debo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    before = Entry.objects.count()
    assert debo("import", "dhis2", METADATA) == 1
    told = capsys.readouterr().out
    assert "Places: new: 3" in told
    assert "Measures: new: 3" in told
    assert "how completely was reported" in told
    assert "“Remark” holds text, which is no count" in told
    assert "Nothing was written" in told
    assert (Entry.objects.count(), Known.objects.count(), Exchange.objects.count()) == (before, 0, 0)


def test_places_and_measures(linked: Run) -> None:
    haro, gudina = place("Haro health centre"), place("Gudina health post")
    assert (haro.kind, haro.code, haro.since, haro.parent) == (
        "health_centre", "F1", "2005-01-01", place("Limu Woreda").record)  # fmt: skip
    assert gudina.parent == haro.record
    tests = Measure.objects.get(name__en=TESTS)
    assert (tests.unit, tests.period_kind, tests.denominator_kind) == (
        "percent",
        "gregorian_month",
        "register",
    )
    coverage = Measure.objects.get(name__en=COVERAGE)
    assert (coverage.denominator_kind, coverage.over_hundred) == ("population", True)


def test_twice_changes_nothing(linked: Run, capsys: pytest.CaptureFixture[str]) -> None:
    before = Entry.objects.count()
    assert linked("import", "dhis2", METADATA, "--write") == 1
    assert "the hub has all of it already" in capsys.readouterr().out
    assert Entry.objects.count() == before


def test_only_what_dhis2_changed_is_changed(linked: Run, hub: str) -> None:
    from debo.ledger import acts
    from debo.people.keys import HubSteward

    haro = place("Haro health centre")
    acts.write(HubSteward.objects.get().person, hub, "place", {"name": {"en": "Haro HC"}}, record=haro.record)
    linked("import", "dhis2", METADATA, "--write")
    assert place("Haro HC").code == "F1"
    changed = [dict(one) for one in METADATA["organisationUnits"]]
    changed[1]["closedDate"] = "2025-06-30"
    linked("import", "dhis2", {"organisationUnits": changed}, "--write")
    assert (place("Haro HC").until, place("Haro HC").record) == ("2025-06-30", haro.record)


def test_dirty_units_are_told_of(debo: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    dirty = units(
        {"id": "twin0000001", "name": "Gudina Health Post", "code": "F9", "parent": {"id": HARO}, "level": 6},
        {"id": "code0000001", "name": "Other health post", "code": "F2", "level": 6},
        {"id": "clin0000001", "name": "Hayat Primery Clinc", "level": 5, "code": "C1"},
        {"id": "shut0000001", "name": "Old Health Post_Closed", "level": 6, "code": "C2"},
        {"id": "back0000001", "name": "Back hospital", "level": 3, "code": "C3", "parent": {"id": "gone"},
         "openingDate": "2020-01-01", "closedDate": "2019-01-01"},
        {"id": "high0000001", "name": "High hospital", "level": 3, "code": "C4", "parent": {"id": "gone"}},
        {"id": "ring0000001", "name": "Ring health post", "parent": {"id": "ring0000002"}},
        {"id": "ring0000002", "name": "Ring woreda", "parent": {"id": "ring0000001"}},
        {"id": HARO, "name": "Another name", "code": "F1"},
        {"id": "", "name": "No id"},
    )  # fmt: skip
    report = tmp_path / "odd.csv"
    assert debo("import", "dhis2", dirty, "--write", "--report", report) == 1
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["what"], row["kind"], row["about"]) for row in csv.DictReader(file)]
    assert ("odd", "blanks", HARO) in rows
    assert ("odd", "high", "high0000001") in rows
    assert ("odd", "parent", "high0000001") in rows
    assert {kind: about for what, kind, about in rows if what == "refused"} == {
        "twin": "twin0000001", "same_code": "code0000001", "no_kind": "clin0000001", "closed": "shut0000001",
        "dates": "back0000001", "circle": "ring0000002", "twice": HARO, "incomplete": "",
    }  # fmt: skip
    assert not Place.objects.filter(name__en__startswith="Ring").exists()


def test_a_closed_place_and_its_successor(debo: Run) -> None:
    closed = units(
        {"id": "old00000001", "name": "Sire health post", "code": "S1", "level": 6, "parent": {"id": HARO},
         "openingDate": "2000-01-01", "closedDate": "2020-12-31"},
        {"id": "new00000001", "name": "Sire health post", "code": "S2", "level": 6, "parent": {"id": HARO},
         "openingDate": "2021-01-01"},
    )  # fmt: skip
    assert debo("import", "dhis2", closed, "--write", "--twins") == 0
    old, new = (Place.objects.get(code=code) for code in ("S1", "S2"))
    assert (old.until, old.successor, new.since) == ("2020-12-31", new.record, "2021-01-01")


def test_one_branch_of_the_tree(debo: Run) -> None:
    more = units({"id": "els00000001", "name": "Elsewhere Woreda", "code": "W9", "level": 4})
    assert debo("import", "dhis2", more, "--below", "Haro health centre", "--write") == 0
    names = {str(one) for one in Place.objects.filter(channel__startswith="collaborative")}
    assert names == {"Limu town", "Haro health centre", "Gudina health post"}


def test_a_link_by_hand_is_kept_for_next_time(
    debo: Run, hub: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from debo.ledger import acts
    from debo.people.keys import HubSteward

    steward = HubSteward.objects.get().person
    ours = acts.write(steward, hub, "place", {"name": {"en": "Haaroo Gudina"}, "kind": "health_centre"})
    assert debo("import", "dhis2", units(), "--below", GUDINA, "--write") == 0
    assert debo("exchange", "search", "haro") == 0
    assert f"{HARO}  F1         Haro health centre  not linked" in capsys.readouterr().out
    assert debo("exchange", "link", "F1", "Haaroo Gudina") == 0
    assert debo("import", "dhis2", units(), "--write") == 0
    assert UnitLink.objects.get(uid=HARO, ended=None).place == ours
    assert not Place.objects.filter(name__en="Haro health centre").exists()
    assert debo("exchange", "unlink", HARO) == 0
    assert UnitLink.objects.filter(uid=HARO, ended=None).count() == 0
    assert UnitLink.objects.filter(uid=HARO).count() == 1
    assert debo("exchange", "link", "F1", "Nowhere") == 2
    assert "No place is “Nowhere”" in capsys.readouterr().err


def test_the_same_name_alone_makes_no_link(debo: Run, hub: str, capsys: pytest.CaptureFixture[str]) -> None:
    from debo.ledger import acts
    from debo.people.keys import HubSteward

    values = {"name": {"en": "Haro Health Centre"}, "kind": "health_centre"}
    ours = acts.write(HubSteward.objects.get().person, hub, "place", values)
    assert debo("import", "dhis2", units(), "--write") == 1
    assert "is called like a place that is here already" in capsys.readouterr().out
    assert debo("import", "dhis2", units(), "--write", "--link-names") == 0
    assert UnitLink.objects.get(uid=HARO).place == ours


def test_values(linked: Run, capsys: pytest.CaptureFixture[str]) -> None:
    said = {"dataValues": [
        value(ANC, HARO, "202601", "40", comment="recounted"),
        value(SYP, HARO, "202601", "31", followup=True),
        value(ANC, GUDINA, "202601", 0),
        value(POP, HARO, "2026", "1000"),
    ]}  # fmt: skip
    assert linked("import", "dhis2", said, "--write") == 0
    told = capsys.readouterr().out
    assert "marked for follow-up in DHIS2: 1" in told
    assert counts(TESTS) == {
        ("Haro health centre", "2026-01"): (31, 40, False),
        ("Gudina health post", "2026-01"): (None, 0, False),
    }
    # 1000 expected in the year, 31 of 365 days: 84.93.
    assert counts(COVERAGE)["Haro health centre", "2026-01"] == (40, 85, False)
    assert counts(COVERAGE)["Gudina health post", "2026-01"] == (0, None, False)
    assert "recounted" in (Observation.objects.filter(numerator=40).get().note or "")


def test_the_year_is_remembered_for_later_months(linked: Run) -> None:
    linked("import", "dhis2", {"dataValues": [value(POP, HARO, "2026", "1000")]}, "--write")
    linked("import", "dhis2", {"dataValues": [value(ANC, HARO, "202602", "70")]}, "--write")
    assert counts(COVERAGE)["Haro health centre", "2026-02"] == (70, 77, False)


def test_missing_is_not_zero(linked: Run, capsys: pytest.CaptureFixture[str]) -> None:
    linked(
        "import",
        "dhis2",
        {"dataValues": [value(ANC, HARO, "202601", "40"), value(SYP, HARO, "202601", "31")]},
        "--write",
    )
    before = Entry.objects.count()
    empty = {"dataValues": [value(ANC, HARO, "202601", ""), value(SYP, HARO, "202601", None)]}
    assert linked("import", "dhis2", empty, "--write") == 0
    assert "empty: 2 values say nothing" in capsys.readouterr().out
    assert Entry.objects.count() == before
    assert counts(TESTS)["Haro health centre", "2026-01"] == (31, 40, False)


def test_deleted_is_taken_back(linked: Run) -> None:
    linked(
        "import",
        "dhis2",
        {"dataValues": [value(ANC, HARO, "202601", "40"), value(SYP, HARO, "202601", "31")]},
        "--write",
    )
    gone = {"dataValues": [value(SYP, HARO, "202601", "31", deleted=True)]}
    assert linked("import", "dhis2", gone, "--write") == 0
    assert counts(TESTS)["Haro health centre", "2026-01"] == (31, 40, True)
    assert counts(COVERAGE)["Haro health centre", "2026-01"] == (40, None, False)
    back = {"dataValues": [value(SYP, HARO, "202601", "32")]}
    linked("import", "dhis2", back, "--write")
    assert counts(TESTS)["Haro health centre", "2026-01"] == (32, 40, False)


def test_each_refused_row_has_its_reason(linked: Run, tmp_path: Path) -> None:
    said = {"dataValues": [
        value(ANC, HARO, "202601", "40"),
        value("unknown0000", HARO, "202601", "1"),
        value(ANC, "unknown0000", "202601", "1"),
        value(ANC, HARO, "202613", "1"),
        value(ANC, HARO, "2026Q1", "1"),
        value(ANC, HARO, "202602", "3.5"),
        value(ANC, HARO, "202602", "true"),
        value("txt00000001", HARO, "202602", "1"),
        value(ANC, HARO, "202603", "1", attributeOptionCombo="partner0001"),
        value(ANC, HARO, "202603", "1", categoryOptionCombo="coc0under05"),
        value(SYP, GUDINA, "202604", "9"),
        value(ANC, GUDINA, "202604", "5"),
    ]}  # fmt: skip
    report = tmp_path / "refused.csv"
    assert linked("import", "dhis2", said, "--write", "--report", report) == 1
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = {int(row["row"]): row for row in csv.DictReader(file)}
    kinds = {number: row["kind"] for number, row in rows.items()}
    assert kinds == {
        2: "element", 3: "unit", 4: "period", 5: "period", 6: "not_whole", 7: "not_whole", 8: "unmapped",
        9: "attribute", 10: "combo", 11: "rules", 12: "rules",
    }  # fmt: skip
    assert all(row["file"].endswith(".json") and row["reason"] for row in rows.values())
    assert "thirteenth month" in rows[4]["reason"]
    assert "“3.5” is not a whole number" in rows[6]["reason"]


def test_the_dry_run_says_what_writing_does(linked: Run, capsys: pytest.CaptureFixture[str]) -> None:
    said = {
        "dataValues": [
            value(SYP, GUDINA, "202604", "9"),
            value(ANC, GUDINA, "202604", "5"),
            value(ANC, HARO, "202604", "5"),
        ]
    }
    linked("import", "dhis2", said)
    tried = capsys.readouterr().out.splitlines()[0]
    linked("import", "dhis2", said, "--write")
    assert capsys.readouterr().out.splitlines()[0] == tried
    assert "New: 3" in tried
    assert "refused rows: 2" in tried


def test_the_last_of_several_counts_or_later_ones_are_refused(
    linked: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"dataValues": [value(ANC, HARO, "202601", n) for n in ("4", "4", "5")]}
    assert linked("import", "dhis2", said, "--write", "--repeated", "refuse") == 1
    assert "row 1 already has this element" in capsys.readouterr().out
    assert counts(COVERAGE)["Haro health centre", "2026-01"][0] == 4
    assert linked("import", "dhis2", said, "--write") == 0
    assert "several values for one cell: 1; the last one counts" in capsys.readouterr().out
    assert counts(COVERAGE)["Haro health centre", "2026-01"][0] == 5


def test_an_element_by_age_is_summed_only_when_it_is_whole(
    linked: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    half = [value(OPD, HARO, "202601", "3", categoryOptionCombo="coc0under05")]
    assert linked("import", "dhis2", {"dataValues": half}, "--write") == 1
    assert "missing is not zero" in capsys.readouterr().out
    whole = [*half, value(OPD, HARO, "202601", "4", categoryOptionCombo="coc000over5")]
    assert linked("import", "dhis2", {"dataValues": whole}, "--write") == 0
    assert counts("Visits by age") == {("Haro health centre", "2026-01"): (7, None, False)}


def test_adx_names_the_age_by_its_option(linked: Run, tmp_path: Path) -> None:
    path = tmp_path / "age.adx.xml"
    path.write_text(
        '<adx xmlns="urn:ihe:qrph:adx:2015"><group orgUnit="F1" period="2026-01-01/P1M" dataSet="x">'
        '<dataValue dataElement="OPD" age="U5" value="3"/><dataValue dataElement="OPD" age="O5" value="4"/>'
        '<dataValue dataElement="OPD" sex="F" value="4"/></group>'
        '<group orgUnit="F1" period="2026-02-01/P1M" mechanism="PEPFAR">'
        '<dataValue dataElement="ANC1" value="4"/></group></adx>'
    )
    assert linked("import", "dhis2", path, "--write") == 1
    assert counts("Visits by age") == {("Haro health centre", "2026-01"): (7, None, False)}
    assert [one[2][:30] for one in Exchange.objects.order_by("-pk")[0].conflicts] == [
        "“sex” is no category that is k", "is only for the attribute opti"]  # fmt: skip


def test_ethiopian_months(debo: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert debo("import", "dhis2", METADATA, "--calendar", "ethiopian", "--write") == 1
    said = {
        "dataValues": [
            value(ANC, HARO, "201801", "40"),
            value(ANC, HARO, "201813", "2"),
            value(SYP, HARO, "201801", "31"),
        ]
    }
    assert debo("import", "dhis2", said, "--write") == 1
    assert "Pagume counts with Meskerem" in capsys.readouterr().out
    assert counts(TESTS) == {("Haro health centre", "e2018-01"): (31, 40, False)}


def test_a_measure_of_our_own_is_linked_by_hand(linked: Run, hub: str) -> None:
    from debo.ledger import acts
    from debo.people.keys import HubSteward

    ours = {
        "name": {"en": "Our tests"}, "numerator": {"en": "t"}, "kind": "process", "direction": "up",
        "unit": "percent", "period_kind": "gregorian_month", "denominator_kind": "register",
    }  # fmt: skip
    acts.write(HubSteward.objects.get().person, hub, "measure", ours)
    assert linked("exchange", "link", "SYP", "Our tests", "--part", "numerator") == 0
    assert linked("exchange", "link", f"#{{{ANC}}}", "Our tests", "--part", "denominator") == 0
    assert linked("exchange", "link", "C{x}+#{y}", "Our tests", "--part", "denominator") == 2
    linked(
        "import",
        "dhis2",
        {"dataValues": [value(ANC, HARO, "202601", "40"), value(SYP, HARO, "202601", "31")]},
        "--write",
    )
    assert counts("Our tests") == counts(TESTS) == {("Haro health centre", "2026-01"): (31, 40, False)}


def test_an_import_is_remembered(linked: Run, capsys: pytest.CaptureFixture[str]) -> None:
    linked(
        "import",
        "dhis2",
        {"dataValues": [value(ANC, HARO, "202601", "40"), value("x", HARO, "202601", "1")]},
        "--write",
    )
    capsys.readouterr()
    assert linked("exchange", "list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "import values  given-2.json  done in part  read 2, new 2" in lines[0]
    assert linked("exchange", "show", str(Exchange.objects.order_by("-pk")[0].pk)) == 0
    told = capsys.readouterr().out
    assert "Steward (" in told
    assert "refused: row 2: no data element “x” is known" in told


def test_what_came_from_dhis2_isnt_sent_back(
    linked: Run, hub: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    linked(
        "import",
        "dhis2",
        {"dataValues": [value(ANC, HARO, "202601", "40"), value(SYP, HARO, "202601", "31")]},
        "--write",
    )
    assert linked("export", "dhis2", tmp_path / "out.json", "--write") == 0
    assert "new: 0   corrections: 0   taken back: 0   known there: 2" in capsys.readouterr().out
    release(hub, TESTS, "Haro health centre", "2026-01", numerator=33, denominator=40)
    linked("export", "dhis2", tmp_path / "out.json", "--write")
    assert "new: 0   corrections: 1" in capsys.readouterr().out
