"""What people write in cells; every expectation by hand, month numbers from the tables of DOMAIN 5.5."""

import pytest

from debo.exchange.cells import CellError, guess_kind, read_count, read_number, read_period
from debo.periods import Kind

E, G, W = Kind.ETHIOPIAN_MONTH, Kind.GREGORIAN_MONTH, Kind.WEEK


@pytest.mark.parametrize(
    ("text", "count"),
    [("53", 53), ("53.0", 53), (" 7 ", 7), ("0", 0), ("1,234", 1234), ("12 345", 12345), ("2e3", 2000)],
)
def test_a_count(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "NA", "n/a", "NaN", "null", "missing", "."])
def test_blank_is_missing_and_not_zero(text: str) -> None:
    assert read_count(text) is None
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("53.4", "not a whole number"),
        ("-1", "below zero"),
        ("about ten", "not a number"),
        ("inf", "not a number"),
        ("1,23", "not a number"),
        ("1000000000", "larger than any count"),
    ],
)
def test_a_count_that_is_none(text: str, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        read_count(text)


def test_rounding_only_when_asked() -> None:
    assert read_count("14768.4166666667", rounding=True) == 14768


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("e2018-01", E, "e2018-01"),
        ("Meskerem 2018", E, "e2018-01"),
        ("MESKEREM, 2018", E, "e2018-01"),
        ("መስከረም 2018", E, "e2018-01"),
        ("መስከረም፣ 2018", E, "e2018-01"),
        ("2018 መስከረም", E, "e2018-01"),
        ("ህዳር 2018", E, "e2018-03"),
        ("ኅዳር 2018", E, "e2018-03"),
        ("Fulbaana 2018", E, "e2018-01"),
        ("Onkololeessa 2018", E, "e2018-02"),
        ("Onkololeessa 2021", G, "2021-10"),
        ("Hedar 2018", E, "e2018-03"),
        ("2018-01", E, "e2018-01"),
        ("201801", E, "e2018-01"),
        ("01/2018", E, "e2018-01"),
        ("2018-01", G, "2018-01"),
        ("202112", G, "2021-12"),
        ("Jan 2021", G, "2021-01"),
        ("January 2021", G, "2021-01"),
        ("2021-03-01", G, "2021-03"),
        ("1841-11-01", G, "1841-11"),
        ("2021-03-01 00:00:00", G, "2021-03"),
        # 11 September 2025 is 1 Meskerem 2018; the 10th is Pagume, which counts with Meskerem.
        ("2025-09-11", E, "e2018-01"),
        ("2025-09-10", E, "e2018-01"),
        ("2025-09-05", E, "e2017-12"),
        ("2026W05", W, "2026W05"),
        ("2026-W5", W, "2026W05"),
        ("2026-01-26", W, "2026W05"),
    ],
)
def test_a_period(text: str, kind: Kind, id_: str) -> None:
    assert read_period(text, kind).id == id_


def test_a_day_falls_into_the_collaboratives_own_month() -> None:
    """With months from the 21st, 22 Nehase 2017 (28 August 2025) belongs to Meskerem 2018."""
    assert read_period("2025-08-28", E, 21).id == "e2018-01"
    assert read_period("2025-08-28", E, 1).id == "e2017-12"


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("Pagume 2017", E, "counted with Meskerem"),
        ("Meskerem 2018", G, "names an Ethiopian month"),
        ("January 2021", E, "names a Gregorian month"),
        ("2026W05", E, "names a week"),
        ("2018-13", E, "not a period"),
        ("2021-02-30", G, "not a period"),
        ("first quarter", G, "can't be read"),
        ("Meskerem", E, "can't be read"),
    ],
)
def test_a_period_that_is_none(text: str, kind: Kind, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        read_period(text, kind)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["2021-01-01", "2021-02-01", "2021-03-01", "2021-04-01"], G),
        (["2021-01-04", "2021-01-11", "2021-01-18", "2021-01-25"], W),
        (["Meskerem 2018", "Tikimt 2018"], E),
        (["2026W05", "2026W06"], W),
        (["202101", "202102"], G),
        (["north", "south"], None),
        (["", "NA"], None),
    ],
)
def test_guessing_the_kind_of_period(texts: list[str], kind: Kind | None) -> None:
    assert guess_kind(texts) is kind
