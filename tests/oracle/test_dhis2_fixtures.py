"""Every fixture of DHIS2's own tests, and the Ministry's units: imported, or refused with the reason that
docs/dhis2.md states. Only where the shared data is."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from debo.exchange import sheet_command
from debo.exchange.dhis2.reading import Format, format_of, read_values
from debo.exchange.dhis2.value import FormatError
from debo.exchange.models import Exchange
from debo.measures.models import Measure, Observation
from debo.people.models import Place
from debo.people.setting_up import Founding, found

DATA = Path(__file__).parents[3] / "shared" / "data"
FORMATS = DATA / "dhis2" / "formats"
INTEGRATION, E2E = FORMATS / "dhis-test-integration", FORMATS / "dhis-test-e2e"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not FORMATS.is_dir(), reason="needs ../shared/data")]

#: What DHIS2's tests set up in code before they read these files: elements, units, combos, and their codes.
ELEMENTS = {
    "f7n9E0hX8qk": "DE_A", "Ix2HsbDMLea": "DE_B", "eY5ehpbEsB7": "DE_C", "MalNummmmmm": "Mal_num",
    "deabcdefghA": "A", "deabcdefghB": "B", "deabcdefghC": "C", "deabcdefghD": "D", "deabcdefghE": "E",
}  # fmt: skip
UNITS = {
    "DiszpKrYNg8": "OU_A", "BdfsJfj87js": "OU_B", "j7Hg26FpoIa": "OU_C", "P1233333333": "123",
    "D4566666666": "456", "ouabcdefghA": "ouA", "ouabcdefghB": "ouB", "ouabcdefghC": "ouC",
    "ouabcdefghD": "ouD", "ouabcdefghE": "ouE",
}  # fmt: skip
NAMES = {
    "P1233333333": "Provincial Hospital",
    "D4566666666": "District Hospital",
    "MalNummmmmm": "Malaria numeric",
}
TEXTS = {"jH26dja2f28": "Boolean A", "jH26dja2f30": "Boolean B", "jH26dja2f31": "True only",
         "deabcdefghF": "F",
         "deabcdefghG": "G", "deabcdefghH": "H", "MalTexttttt": "Malaria text"}  # fmt: skip


def metadata() -> dict[str, Any]:
    """The surroundings of the fixtures."""
    sexes, ages = ("F", "M"), ("under5", "over5")
    options = {"F": ("FFFFFFFFFFF", "Female"), "M": ("MMMMMMMMMMM", "Male"),
               "under5": ("under555555", "Under 5"), "over5": ("over5555555", "Over 5")}  # fmt: skip
    combos = {("F", "under5"): "cocFunder55", ("M", "under5"): "cocMunder55",
              ("F", "over5"): "FOver555555", ("M", "over5"): "MOver555555"}  # fmt: skip
    spoken = {"F": "Female", "M": "Male", "under5": "Under 5", "over5": "Over 5"}
    elements = [
        {"id": uid, "code": code, "name": NAMES.get(uid, f"Element {code}"), "valueType": "INTEGER",
         "categoryCombo": {"id": "comboSexAge" if uid == "MalNummmmmm" else "bjDvmb4bfuf"}}
        for uid, code in ELEMENTS.items()
    ]  # fmt: skip
    elements += [{"id": uid, "name": name, "valueType": "BOOLEAN"} for uid, name in TEXTS.items()]
    return {
        "organisationUnits": [
            {"id": uid, "code": code, "name": NAMES.get(uid, f"Unit {code} hospital"), "level": 5}
            for uid, code in UNITS.items()
        ],
        "categoryOptions": [{"id": uid, "code": code, "name": name} for code, (uid, name) in options.items()],
        "categories": [
            {"id": "Sex_categor", "code": "Sex_category", "name": "sexxxxxxxxx"},
            {"id": "sex", "code": "sex_code", "name": "sex name"},
            {"id": "Age_categor", "code": "Age_category", "name": "ageeeeeeeee"},
            {"id": "age", "code": "age_code", "name": "age name"},
        ],
        "categoryCombos": [
            {"id": "comboSexAge", "name": "Sex and age"}, {"id": "bjDvmb4bfuf", "name": "default"},
        ],
        "categoryOptionCombos": [
            {"id": combos[sex, age], "code": f"{sex}_{age.capitalize()}",
             "name": f"{spoken[sex]} {spoken[age]}",
             "categoryCombo": {"id": "comboSexAge"},
             "categoryOptions": [{"id": options[sex][0]}, {"id": options[age][0]}]}
            for sex in sexes for age in ages
        ],
        "dataElements": elements,
        "dataSets": [{"id": "pBOMPrpg1QX", "name": "Monthly", "periodType": "Monthly",
                      "dataSetElements": [{"dataElement": {"id": uid}} for uid in ELEMENTS]}],
    }  # fmt: skip


def debo(*words: object) -> int:
    parser = ArgumentParser()
    sheet_command.register(parser.add_subparsers())
    args = parser.parse_args([str(word) for word in words])
    code: int = args.run(args)
    return code


@pytest.fixture
def hub(db: None, tmp_path: Path) -> None:
    found(Founding("Steward", "Fixtures", "Woreda"))
    path = tmp_path / "metadata.json"
    path.write_text(json.dumps(metadata()))
    debo("import", "dhis2", path, "--write")


#: File → (values read, counts new, empty, refused rows by kind), counted by hand in the
#: files; the kinds are those of docs/dhis2.md.
VALUES: dict[str, tuple[int, int, int, dict[str, int]]] = {
    "datavalueset/dataValueSetA.xml": (3, 3, 0, {}),
    "datavalueset/dataValueSetADeleted.xml": (3, 0, 0, {}),
    "datavalueset/dataValueSetB.xml": (12, 12, 0, {}),
    "datavalueset/dataValueSetBDeleted.xml": (12, 8, 0, {}),
    "datavalueset/dataValueSetBNew.xml": (12, 12, 0, {}),
    "datavalueset/dataValueSetBNewDeleted.xml": (12, 8, 0, {}),
    "datavalueset/dataValueSetBUpdate.xml": (6, 6, 0, {}),
    "datavalueset/dataValueSetCreateDate.json": (1, 1, 0, {}),
    "datavalueset/dataValueSetCreateDateUpdated.json": (1, 1, 0, {}),
    "datavalueset/dataValueSetJ.json": (1, 1, 0, {}),
    "datavalueset/dataValueSetJDeleteNewValue.json": (1, 1, 0, {}),
    "datavalueset/dataValueSetJDeleteNoValue.json": (1, 0, 1, {}),
    "datavalueset/dataValueSetJDeleteZeroValue.json": (1, 1, 0, {}),
    "dxf2/datavalueset/dataValueSetA.xml": (3, 3, 0, {}),
    "dxf2/datavalueset/dataValueSetACatCombo.xml": (3, 1, 0, {"combo": 2}),
    "dxf2/datavalueset/dataValueSetACode.xml": (3, 3, 0, {}),
    "dxf2/datavalueset/dataValueSetANull.xml": (3, 1, 2, {}),
    "dxf2/datavalueset/dataValueSetAUpdate.xml": (3, 3, 0, {}),
    "dxf2/datavalueset/dataValueSetB.csv": (12, 12, 0, {}),
    "dxf2/datavalueset/dataValueSetB.xml": (12, 12, 0, {}),
    "dxf2/datavalueset/dataValueSetBCode.xml": (12, 12, 0, {}),
    "dxf2/datavalueset/dataValueSetBNoHeader.csv": (12, 12, 0, {}),
    "dxf2/datavalueset/dataValueSetBAttribute.xml": (12, 0, 0, {"element": 12}),
    "dxf2/datavalueset/dataValueSetBooleanTest.csv": (18, 0, 0, {"unmapped": 18}),
    "dxf2/datavalueset/dataValueSetBooleanDuplicatesTest.csv": (18, 0, 0, {"unmapped": 18}),
    "dxf2/datavalueset/dataValueSetC.xml": (3, 3, 0, {}),
    "dxf2/datavalueset/dataValueSetCCode.xml": (3, 0, 0, {"combo": 3}),
    "dxf2/datavalueset/dataValueSetD.xml": (3, 0, 0, {"attribute": 3}),
    "dxf2/datavalueset/dataValueSetD2.xml": (3, 3, 0, {}),
    "dxf2/datavalueset/dataValueSetE.xml": (3, 3, 0, {}),
    "dxf2/datavalueset/dataValueSetF.xml": (4, 0, 0, {"attribute": 4}),
    "dxf2/datavalueset/dataValueSetG.xml": (4, 1, 0, {"element": 2, "unit": 1}),
    "dxf2/datavalueset/dataValueSetH.xml": (3, 0, 0, {"attribute": 3}),
    "dxf2/datavalueset/dataValueSetIllegalCoc.xml": (1, 0, 0, {"combo": 1}),
    "dxf2/datavalueset/dataValueSetIllegalOrgUnit.xml": (1, 0, 0, {"unit": 1}),
    "dxf2/datavalueset/dataValueSetInvalid.xml": (3, 2, 0, {"unmapped": 1}),
    "dxf2/datavalueset/dataValueSetNonStrict.xml": (3, 0, 0, {"combo": 1, "attribute": 1, "period": 1}),
    "dxf2/datavalueset/dataValueSetWithDataSetHeader.csv": (3, 3, 0, {}),
    "adx/importA.adx.xml": (9, 2, 0, {"unmapped": 1, "attribute": 3}),
    "analytics/csv/dataValues.csv": (32, 27, 0, {"unmapped": 5}),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(hub: None, name: str, tmp_path: Path) -> None:
    read, new, blank, refused = VALUES[name]
    report = tmp_path / "refused.csv"
    debo("import", "dhis2", INTEGRATION / name, "--write", "--report", report)
    counts = Exchange.objects.get(what="values").counts
    with report.open(encoding="utf-8-sig", newline="") as file:
        kinds: dict[str, int] = {}
        for row in csv.DictReader(file):
            kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    assert (counts["read"], counts.get("new", 0), counts.get("blank", 0)) == (read, new, blank), kinds
    assert kinds == refused
    assert Observation.objects.exclude(withdrawn=True).count() == new


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("dhis-test-e2e/aggregate/empty_file.json", "is empty"),
        ("dhis-test-e2e/aggregate/empty_file.xml", "is empty"),
        ("dhis-test-integration/analytics/csv/dataSetRegistrations.csv", "don't say what it lists"),
        ("dhis-test-integration/csv/basic_objects.csv", "don't say what it lists"),
        ("dhis-test-integration/csv/basic_objects_no_header.csv", "don't say what it lists"),
        ("dhis-test-integration/csv/categories.csv", "don't say what it lists"),
        ("dhis-test-integration/csv/category_combos.csv", "don't say what it lists"),
        ("dhis-test-integration/csv/category_option_group.csv", "don't say what it lists"),
        ("dhis-test-integration/csv/org_unit_group_memberships.csv", "don't say what it lists"),
        (
            "dhis-test-integration/dxf2/datavalueset/dataValueSetBAttributeIdScheme.xml",
            "ATTRIBUTE:uh6H2ff562G",
        ),
    ],
)
def test_refused_whole(hub: None, name: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Observation.objects.count()
    assert debo("import", "dhis2", FORMATS / name, "--write") == 2
    assert reason in capsys.readouterr().err
    assert Observation.objects.count() == before


def test_every_fixture_is_listed_here() -> None:
    """A file that nobody looked at would be one that nobody knows of."""
    here = Path(__file__).read_text()
    others = {"LICENSE", "SOURCE"}
    named = [path for path in FORMATS.rglob("*") if path.is_file() and path.name not in others]
    assert len(named) == 67
    assert [str(path) for path in named if path.name not in here] == []


@pytest.mark.parametrize(
    ("name", "count"),
    [("adx_data_sample1.xml", 13), ("adx_data_sample2.xml", 13), ("exportA.adx.xml", 2),
     ("exportB.adx.xml", 4),
     ("exportC.adx.xml", 4), ("exportD.adx.xml", 1), ("importA.adx.xml", 9), ("importB.adx.xml", 9),
     ("importC.adx.xml", 9), ("importDates.adx.xml", 1), ("importDatesUpdate.adx.xml", 1)],
)  # fmt: skip
def test_adx(hub: None, name: str, count: int) -> None:
    path = INTEGRATION / "adx" / name
    assert format_of(path) is Format.ADX
    values = list(read_values(path, Format.ADX))
    assert len(values) == count
    assert all(one.period[:4].isdigit() and "/" not in one.period for one in values)
    assert debo("import", "dhis2", path, "--write") in (0, 1)
    kept = Exchange.objects.get(what="values").counts
    assert kept["read"] == count
    assert kept.get("new", 0) or kept["refused"]


def test_metadata_of_the_end_to_end_tests(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    found(Founding("Steward", "E2E", "Woreda"))
    assert debo("import", "dhis2", E2E / "aggregate" / "metadata.json", "--write") == 1
    told = capsys.readouterr().out
    assert "Measures: new: 51" in told
    assert "refused: 9 that hold no counts" in told
    assert "refused: 3 indicators that nobody can type as counts" in told
    assert Measure.objects.count() == 51
    assert (
        debo("import", "dhis2", E2E / "metadata" / "orgunits" / "ou_with_group_and_set.json", "--write") == 0
    )
    for name in ("dataElementCreate.csv", "dataElementUpdate.csv"):
        debo("import", "dhis2", E2E / "metadata" / "dataElements" / name, "--write")
    assert Measure.objects.filter(name__en="ANC 1st visit_m").count() == 1
    assert debo("import", "dhis2", INTEGRATION / "csv" / "indicators.csv", "--write") == 1
    assert "its element fbfJHSPpUQD isn't in what came" in capsys.readouterr().out


def test_values_of_the_end_to_end_tests(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found(Founding("Steward", "E2E", "Woreda"))
    debo("import", "dhis2", E2E / "aggregate" / "metadata.json", "--write")
    unit = tmp_path / "unit.json"
    unit.write_text('{"organisationUnits": [{"id": "O6uvpzGd5pu", "name": "Bo hospital", "code": "BO"}]}')
    debo("import", "dhis2", unit, "--write")
    capsys.readouterr()
    assert debo("import", "dhis2", E2E / "aggregate" / "dataValues_bulk.json", "--write") == 1
    told = capsys.readouterr().out
    assert "231 values. New: 47" in told
    assert "refused rows: 53" in told
    assert "figures of a year: 1" in told
    assert "marked for follow-up in DHIS2: 1" in told
    assert debo("import", "dhis2", E2E / "aggregate" / "dataValues_single_dataset.json", "--write") == 1
    assert "missing is not zero" in capsys.readouterr().out


def test_the_ministrys_units(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """883 units: every one is taken or refused with its reason, and a second time changes nothing."""
    found(Founding("Steward", "Nation", "Woreda"))
    path, report = DATA / "ethiopia" / "orgunits.csv", tmp_path / "odd.csv"
    assert debo("import", "dhis2", path, "--write", "--report", report) == 1
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    refused = {row["about"] for row in rows if row["what"] == "refused"}
    with path.open(encoding="utf-8-sig", newline="") as file:
        units = {row["uid"]: row for row in csv.DictReader(file)}
    taken = Place.objects.filter(channel__startswith="collaborative").count() - 1
    assert taken + len(refused) == len(units) == 883
    clinics = {uid for uid in refused if "clin" in units[uid]["name"].lower()}
    closed = {uid for uid in refused if "closed" in units[uid]["name"].lower()}
    assert len(closed) == 8
    assert clinics == {uid for uid, row in units.items() if "clin" in row["name"].lower()}
    high = {row["about"] for row in rows if row["kind"] == "high"}
    assert high == {u for u, r in units.items() if r["level"] == "3" and "ospital" in r["name"]}
    assert {row["about"] for row in rows if row["kind"] == "blanks"} == {
        uid
        for uid, row in units.items()
        if row["name"] != " ".join(row["name"].split()) and uid not in refused
    }
    capsys.readouterr()
    debo("import", "dhis2", path, "--write")
    assert "the hub has all of it already" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["mfr_region.csv", "mfr_zone.csv", "mfr_woreda.csv"])
def test_counts_of_facilities_are_no_units(name: str) -> None:
    assert not format_of(DATA / "ethiopia" / name) is not Format.METADATA
    from debo.exchange.dhis2.metadata import read_metadata

    with pytest.raises(FormatError, match="don't say what it lists"):
        read_metadata(DATA / "ethiopia" / name)


def test_annualised_coverage_is_dhis2s(db: None, tmp_path: Path) -> None:
    """Antenatal coverage of Sierra Leone's districts as DHIS2 itself worked it out: the same, but for the
    denominator that Debo keeps as whole people (half of one at most)."""
    found(Founding("Steward", "ANC", "Woreda"))
    with (DATA / "dhis2" / "anc_sierra_leone" / "anc_district_month.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    indicators = {row["dx"]: row["indicator"] for row in rows}
    units = {row["orgunit"]: row["district"] for row in rows}
    said = {
        "organisationUnits": [{"id": uid, "name": f"{name} hospital"} for uid, name in units.items()],
        "dataElements": [
            {"id": letter + uid[1:], "name": f"{part} of {name}", "valueType": "NUMBER"}
            for uid, name in indicators.items()
            for letter, part in (("n", "numerator"), ("d", "denominator"))
        ],
        "indicatorTypes": [{"id": "percent0000", "name": "Per cent", "factor": 100}],
        "indicators": [
            {"id": uid, "name": name, "numerator": f"#{{n{uid[1:]}}}", "denominator": f"#{{d{uid[1:]}}}",
             "annualized": True, "indicatorType": {"id": "percent0000"}}
            for uid, name in indicators.items()
        ],
    }  # fmt: skip
    values = [
        {"dataElement": letter + row["dx"][1:], "orgUnit": row["orgunit"], "value": row[column],
         "period": period}
        for row in rows
        for letter, column, period in (
            ("n", "numerator", row["period"]), ("d", "denominator_annual", row["period"][:4]),
        )
    ]  # fmt: skip
    for name, content in (("m.json", said), ("v.json", {"dataValues": values})):
        (tmp_path / name).write_text(json.dumps(content))
        debo("import", "dhis2", tmp_path / name, "--write")
    places = {str(one).removesuffix(" hospital"): one.record for one in Place.objects.all()}
    measures = {str(one): one.record for one in Measure.objects.all()}
    compared = 0
    for row in rows:
        month = f"{row['period'][:4]}-{row['period'][4:]}"
        one = Observation.objects.get(
            measure=measures[row["indicator"]], facility=places[row["district"]], period=month
        )
        assert one.numerator == float(row["numerator"])
        ours, theirs = 100 * (one.numerator or 0) / (one.denominator or 1), float(row["value_pct"])
        assert ours == pytest.approx(theirs, abs=0.01 + theirs * 0.5 / (one.denominator or 1))
        compared += 1
    assert compared == 303
