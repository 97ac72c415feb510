"""The four formats of data values: what is written is read back, and what others write can't do harm."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debo.exchange.dhis2.adx_format import NotInAdxError, read_adx, write_adx
from debo.exchange.dhis2.csv_format import read_csv, write_csv
from debo.exchange.dhis2.json_format import read_json, write_json
from debo.exchange.dhis2.reading import Format, format_of, schemes_in
from debo.exchange.dhis2.value import FormatError, Value
from debo.exchange.dhis2.xml_format import read_xml, write_xml

ids = st.from_regex(r"[A-Za-z][A-Za-z0-9]{10}", fullmatch=True)
#: What people write in a comment, quotes, brackets and Ethiopic letters included.
comments = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=40
)
periods = st.one_of(
    st.builds("{:04}{:02}".format, st.integers(1990, 2040), st.integers(1, 12)),
    st.builds("{:04}Q{}".format, st.integers(1990, 2040), st.integers(1, 4)),
    st.builds("{:04}".format, st.integers(1990, 2040)),
    st.builds("{:04}W{}".format, st.integers(1990, 2040), st.integers(1, 52)),
)
plain_values = st.builds(
    Value,
    row=st.just(0),
    element=ids,
    period=periods,
    unit=ids,
    combo=st.one_of(st.just(""), ids),
    attribute=st.one_of(st.just(""), ids),
    value=st.integers(0, 999_999_999).map(str),
    comment=comments.map(str.strip),
)
any_values = st.builds(replace, plain_values, follow_up=st.booleans(), deleted=st.booleans())

FORMATS: dict[str, tuple[Callable[..., int], Callable[[Path], object]]] = {
    "json": (write_json, read_json),
    "xml": (write_xml, read_xml),
    "csv": (write_csv, read_csv),
}


def numbered(values: list[Value]) -> list[Value]:
    return [replace(one, row=row) for row, one in enumerate(values, 1)]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(any_values, max_size=8))
def test_what_is_written_is_read_back(name: str, values: list[Value], tmp_path: Path) -> None:
    write, read = FORMATS[name]
    path = tmp_path / f"values.{name}"
    with path.open("w", encoding="utf-8", newline="") as file:
        assert write(values, file) == len(values)
    assert format_of(path) == name
    found = list(read(path))  # type: ignore[call-overload]
    assert [replace(one, row=0) for one in found] == values
    if name != "csv":
        assert [one.row for one in found] == [one.row for one in numbered(values)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(plain_values, max_size=8))
def test_adx_is_read_back(values: list[Value], tmp_path: Path) -> None:
    path = tmp_path / "values.adx.xml"
    with path.open("w", encoding="utf-8") as file:
        write_adx(values, file, exported="2026-01-01T00:00:00Z")
    assert format_of(path) == Format.ADX
    assert [replace(one, row=0) for one in read_adx(path)] == values
    # Another program's reading: every value stands in a group of its own place and period.
    tree = ElementTree.parse(path)
    found = [
        (group.get("orgUnit"), one.get("dataElement"), one.get("value"))
        for group in tree.iter("{urn:ihe:qrph:adx:2015}group")
        for one in group.iter("{urn:ihe:qrph:adx:2015}dataValue")
    ]
    assert found == [(one.unit, one.element, one.value) for one in values]


@pytest.mark.parametrize("change", [{"deleted": True}, {"follow_up": True}, {"value": None}])
def test_adx_refuses_what_it_has_no_words_for(change: dict[str, object]) -> None:
    value = replace(Value(0, "a" * 11, "202601", "b" * 11, value="1"), **change)  # type: ignore[arg-type]
    with pytest.raises(NotInAdxError, match="Use JSON, XML or CSV"):
        write_adx([value], io.StringIO(), exported="2026-01-01T00:00:00Z")


def test_json_says_after_the_values_what_holds_for_all(tmp_path: Path) -> None:
    path = tmp_path / "late.json"
    path.write_text('{"dataValues": [{"dataElement": "e", "value": 7}], "period": "202601", "orgUnit": "u"}')
    assert list(read_json(path)) == [Value(1, "e", "202601", "u", value="7")]


def test_numbers_and_flags_of_json(tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(
        '{"dataValues": [{"dataElement": "e", "period": 202601, "orgUnit": "u", "value": true},'
        ' {"value": null}]}'
    )
    first, second = read_json(path)
    assert (first.value, first.period) == ("true", "202601")
    assert second.value is None


def test_a_value_without_a_value_is_missing_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        '{"dataValues": [{"dataElement": "e", "period": "202601", "orgUnit": "u"}]}'
    )
    (tmp_path / "a.xml").write_text(
        '<dataValueSet><dataValue dataElement="e" period="202601" orgUnit="u"/></dataValueSet>'
    )
    (tmp_path / "a.csv").write_text("dataelement,period,orgunit,value\ne,202601,u,\n")
    found = [
        list(read_json(tmp_path / "a.json")),
        list(read_xml(tmp_path / "a.xml")),
        list(read_csv(tmp_path / "a.csv")),
    ]
    assert [not one.value for (one,) in found] == [True, True, True]


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><dataValueSet><dataValue comment="&c;"/></dataValueSet>"""
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "{}">]><dataValueSet><dataValue comment="&e;"/></dataValueSet>'


def test_xml_that_multiplies_itself_or_reads_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("TOP SECRET")
    for name, text in (("bomb", BOMB), ("outside", OUTSIDE.format((tmp_path / "secret").as_uri()))):
        path = tmp_path / f"{name}.xml"
        path.write_text(text)
        with pytest.raises(FormatError, match="DOCTYPE") as refused:
            format_of(path)
        assert "SECRET" not in str(refused.value)
        with pytest.raises(FormatError, match="DOCTYPE"):
            list(read_xml(path))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.json", "", "is empty"),
        ("a.xml", "", "is empty"),
        ("a.json", '{"dataValues": [{"dataElement": "e"', "broken JSON"),
        ("a.json", '{"events": []}', "neither data values nor metadata"),
        ("a.xml", "<dataValueSet><dataValue", "broken XML"),
        ("a.xml", "<metaData/>", "as JSON"),
        ("a.xml", "<html/>", "neither dataValueSet nor ADX"),
        ("a.csv", "PK\x03\x04", "is packed"),
    ],
)
def test_broken_files_are_refused_with_a_reason(name: str, text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(FormatError, match=reason):
        list(read_json(path)) if format_of(path) is Format.JSON else list(read_xml(path))


def test_kinds_of_id_that_a_file_names(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<dataValueSet idScheme="code" orgUnitIdScheme="name"/>')
    assert schemes_in(path, Format.XML) == {"*": "code", "unit": "name"}
    path.write_text('{"dataElementIdScheme": "CODE", "dataValues": []}')
    assert schemes_in(path, Format.JSON) == {"element": "CODE"}


@pytest.mark.parametrize("name", ["json", "xml", "csv", "adx"])
def test_memory_doesnt_grow_with_the_file(name: str, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.{name}"
        values = (
            Value(0, f"e{n:010}", "202601", "u0123456789", value="7", comment="x" * 50) for n in range(count)
        )
        with path.open("w", encoding="utf-8", newline="") as file:
            if name == "adx":
                write_adx(values, file, exported="2026-01-01T00:00:00Z")
            else:
                FORMATS[name][0](values, file)
        read = read_adx if name == "adx" else FORMATS[name][1]
        tracemalloc.start()
        assert len([1 for _one in read(path)]) == count  # type: ignore[attr-defined]
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(4_000) < 1.5 * peak(1_000) + 100_000


def test_json_of_a_value_leaves_out_what_is_empty() -> None:
    file = io.StringIO()
    write_json([Value(0, "e", "202601", "u", value="0")], file)
    assert json.loads(file.getvalue()) == {
        "dataValues": [{"dataElement": "e", "period": "202601", "orgUnit": "u", "value": "0"}]
    }
