"""Sheets as people have them."""

from __future__ import annotations

import pytest

from debo.spc.table import TableError, decode, find_separator, make_table, read_number, read_text


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("53", 53), ("53.0", 53), (" 7 ", 7), ("-2.5", -2.5), ("1,234", 1234), ("1,234,567.5", 1234567.5),
        ("87 %", 87), ("87%", 87), ("1 234", 1234), ("1e3", 1000),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(cell: str, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["", "  ", "-", "—", ".", "NA", "n/a", "null", "NaN", "#N/A"])
def test_missing_is_not_zero(cell: str) -> None:
    assert read_number(cell) is None


@pytest.mark.parametrize("cell", ["abc", "12a", "inf", "1,23", "1_000", "2021-01", "=A1"])
def test_other_text_is_no_number(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_number(cell)


def test_a_decimal_comma_where_semicolons_separate() -> None:
    table = read_text("month;value\n2021-01;12,5\n2021-02;1,234\n")
    assert table.numbers("value") == [12.5, 1.234]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_out(separator: str) -> None:
    table = read_text(separator.join(["month", "value"]) + "\n" + separator.join(["2021-01", "5"]))
    assert (list(table.headings), table.numbers("value")) == (["month", "value"], [5])


def test_a_separator_within_quotes_does_not_count() -> None:
    assert find_separator(['"a;b;c",d\n']) == ","


def test_comments_and_empty_lines_are_left_out_and_lines_keep_their_number() -> None:
    table = read_text("# births\n\nmonth,value\n# checked\n2021-01,5\n\n2021-02,x\n")
    assert list(table.lines) == [5, 7]
    with pytest.raises(
        TableError, match=r"Line 7: “x” below “value” is not a number\..*leave the cell empty"
    ):
        table.numbers("value")


def test_quotes_may_hold_separators_and_new_lines() -> None:
    table = read_text('name,value\n"Bekoji, ""H.C.""\nnorth",5\nb,6\n')
    assert table.column("name") == ['Bekoji, "H.C."\nnorth', "b"]
    assert table.numbers("value") == [5, 6]


def test_short_rows_are_filled_and_long_ones_refused() -> None:
    assert read_text("a,b,c\n1\n").numbers("c") == [None]
    with pytest.raises(TableError, match="Line 2 has 4 cells, and there are 3 columns"):
        read_text("a,b,c\n1,2,3,4\n")
    assert read_text("a,b\n1,2,,\n").numbers("b") == [2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing in this file"),
        ("# only words\n", "nothing in this file"),
        ("a,b\n", "no rows below"),
        ("a,a\n1,2\n", "Two columns are called “a”"),
        ('a,b\n"1,2\n', "Line 2: the quotes do not match"),
    ],
)
def test_what_can_not_be_read_is_said(text: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        read_text(text)


def test_a_heading_that_is_empty_gets_a_name() -> None:
    assert list(make_table([(1, ["a", ""]), (2, ["1", "2"])]).headings) == ["a", "column 2"]


def test_encodings() -> None:
    assert decode("ወር".encode("utf-8-sig")) == "ወር"
    assert decode("ወር".encode("utf-16")) == "ወር"
    with pytest.raises(TableError, match="CSV UTF-8"):
        decode(b"caf\xe9")
