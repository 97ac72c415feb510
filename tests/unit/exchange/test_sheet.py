"""Sheets as people keep them."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from debo.exchange.mapping import MappingError, parse_asked, propose
from debo.exchange.names import Named, Names
from debo.exchange.sheet import Sheet, SheetError, read_sheet


def sheet(tmp_path: Path, text: str | bytes) -> Sheet:
    file = tmp_path / "sheet.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sheet(file)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator(tmp_path: Path, separator: str) -> None:
    read = sheet(tmp_path, separator.join(["month", "n"]) + "\n" + separator.join(["2021-01", "7"]) + "\n")
    assert read.rows[0].cells == {"month": "2021-01", "n": "7"}


def test_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    """Two comment lines, an empty one, the header in line 4, an empty row, a quoted cell over two lines."""
    read = sheet(tmp_path, '\ufeff# a\n# b\n\nmonth,n\n2021-01,1\n,\n2021-02,"2\n"\n2021-03,3\n')
    assert [(row.number, row.cells["n"]) for row in read.rows] == [(5, "1"), (8, "2"), (9, "3")]


def test_short_rows_and_nameless_columns(tmp_path: Path) -> None:
    read = sheet(tmp_path, "month,,n,n\n2021-01,x,1\n")
    assert read.headers == ("month", "column 2", "n", "n (4)")
    assert read.rows[0].cells["n (4)"] == ""


def test_xlsx_with_real_dates(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ["# comment"],
        ["ወር", "ቁጥር"],
        [datetime(2025, 9, 11), 53.0],  # noqa: DTZ001 - a spreadsheet knows no zones
        [None, None],
        ["መስከረም 2018", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    read = read_sheet(tmp_path / "a.xlsx")
    told = [(row.number, *row.cells.values()) for row in read.rows]
    assert told == [(3, "2025-09-11", "53"), (5, "መስከረም 2018", "")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no header"),
        (b"month,n\n", "no header"),
        (b"\x1f\x8b\x08\x00", "not a CSV or XLSX"),
        (b"PK\x03\x04broken", "damaged"),
        ("month,n\n2021,\xe9\n".encode("latin-1"), "UTF-8"),
        (b"month\x00,n", "not a CSV or XLSX"),
    ],
)
def test_what_is_no_sheet(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(SheetError, match=reason):
        sheet(tmp_path, content)


def test_a_file_that_isnt_there(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="no file"):
        read_sheet(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (
            "Indicator,Health Facility,Reporting month,Numerator,Denominator",
            {"measure": "Indicator", "facility": "Health Facility", "period": "Reporting month",
             "numerator": "Numerator", "denominator": "Denominator"},
        ),
        (
            "መለኪያ,ተቋም,ወር,ቁጥር,ጠቅላላ",
            {"measure": "መለኪያ", "facility": "ተቋም", "period": "ወር", "numerator": "ቁጥር", "denominator": "ጠቅላላ"},
        ),
        (
            "Safartuu,Dhaabbata,Ji'a,Lakkoofsa,Waliigala",
            {"measure": "Safartuu", "facility": "Dhaabbata", "period": "Ji'a", "numerator": "Lakkoofsa",
             "denominator": "Waliigala"},
        ),
        (
            # DHIS2 anc_sierra_leone's own header.
            "dx,indicator,orgunit,district,period,numerator,denominator_annual,value_pct,factor",
            {"measure": "indicator", "facility": "orgunit", "period": "period", "numerator": "numerator",
             "denominator": "denominator_annual", "value": "value_pct"},
        ),
    ],
)  # fmt: skip
def test_headers_in_three_languages(tmp_path: Path, header: str, columns: dict[str, str]) -> None:
    cells = ",".join("2021-01" if name == columns["period"] else "1" for name in header.split(","))
    assert propose(sheet(tmp_path, f"{header}\n{cells}\n"), {}, {}).columns == columns


def test_periods_as_columns(tmp_path: Path) -> None:
    read = sheet(tmp_path, "Facility,Meskerem 2018,Tikimt 2018,ኅዳር 2018\nA,1,2,\n")
    mapping = propose(read, {}, {"measure": "ANC4"})
    assert mapping.periods == ("Meskerem 2018", "Tikimt 2018", "ኅዳር 2018")
    assert any("3 columns" in line for line in mapping.lines())


@pytest.mark.parametrize(
    ("asked", "fixed", "reason"),
    [
        ("numerator=births", {}, "no column “births”"),
        ("sum=n", {}, "no meaning of a column"),
        ("numerator=n", {"measure": "M"}, "facility"),
        ("numerator=n", {"facility": "F"}, "measure"),
        ("", {"facility": "F", "measure": "M"}, "count or a value"),
    ],
)
def test_a_mapping_that_cant_be(tmp_path: Path, asked: str, fixed: dict[str, str], reason: str) -> None:
    with pytest.raises(MappingError, match=reason):
        propose(sheet(tmp_path, "month,n\n2021-01,1\n"), parse_asked(asked), fixed)


def test_no_period_anywhere(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="period"):
        propose(sheet(tmp_path, "site,n\nA,1\n"), {}, {"measure": "M"})


def test_what_map_looks_like() -> None:
    assert parse_asked("facility=Site name, numerator = Tested ,") == {
        "facility": "Site name",
        "numerator": "Tested",
    }
    with pytest.raises(MappingError, match="meaning=COLUMN"):
        parse_asked("facility")


def test_names_are_found_as_people_write_them_and_never_guessed() -> None:
    names = Names(
        [
            Named("1", ("Burqa Ifa health post", "ቡርቃ ኢፋ ጤና ኬላ", "HP-01")),
            Named("2", ("Lalisa health post",)),
            Named("3", ("Lalisa health post",)),
            Named("4", ("Qaam’ee",)),
        ]
    )
    assert [names.find(t) for t in ("burqa  IFA Health-Post", "ቡርቃ ኢፋ ጤና ኬላ", "hp 01", "Qaam'ee")] == [
        "1",
        "1",
        "1",
        "4",
    ]
    assert names.find("Lalisa health post") is None
    assert "use its code" in names.why_not("Lalisa health post", "facility")
    assert "did you mean “Burqa Ifa health post”" in names.why_not("Burka Ifa health post", "facility")
    assert names.find("Burka Ifa health post") is None
    assert names.why_not("Zzz", "facility") == "no facility is called “Zzz”"
