"""Columns asked for and columns guessed."""

from __future__ import annotations

import pytest

from debo.spc.columns import Columns, choose_columns, make_requests
from debo.spc.table import Table, TableError, read_text

NOTHING = Columns()


def table(heading: str, *rows: str) -> Table:
    return read_text("\n".join([heading, *rows]))


# The first two rows of files as they are found.
GUESSES = [
    ("date,births,deaths", ("1841-01-01,254,37",), Columns("date", None, "deaths", "births")),
    ("month,avg_delay,n", ("2016-01-01,23.8,7",), Columns("month", "avg_delay")),
    ("month,n,days,period,notes", ("2012-11-01,17,14768.4,pre,",), Columns("month", None, "n", "days")),
    ("month,ontime,cases", ("2021-01-01,12,25",), Columns("month", None, "ontime", "cases")),
    (
        "hospital,month,deaths,cases",
        ("BFH,1,19,64", "BOH,1,1,3", "BFH,2,1,2", "BOH,2,1,2"),
        Columns("month", None, "deaths", "cases", ("hospital",)),
    ),
    (
        "dx,indicator,orgunit,district,period,numerator,denominator_annual,value_pct,factor",
        (
            "a,ANC 1,x,Bo,202101,25,230,129,11",
            "b,ANC 2,x,Bo,202101,24,231,120,11",
            "a,ANC 1,y,Kono,202101,25,230,129,11",
            "b,ANC 2,y,Kono,202101,24,231,120,11",
        ),
        Columns("period", "value_pct", series=("indicator", "district")),
    ),
    (
        "datetime,month,delay",
        ("2016-01-06 03:57:45,2016-01-01,22", "2016-01-07 20:07:00,2016-01-01,22"),
        Columns("month", "delay"),
    ),
    ("ወር,በሰዓቱ", ("መስከረም,5", "ጥቅምት,7"), Columns("ወር", "በሰዓቱ")),
    ("a,b", ("1,2", "3,4"), Columns(None, "a")),
]


@pytest.mark.parametrize(("heading", "rows", "expected"), GUESSES, ids=[heading for heading, _, _ in GUESSES])
def test_kind_guesses(heading: str, rows: tuple[str, ...], expected: Columns) -> None:
    chosen = choose_columns(table(heading, *rows), NOTHING, "run")
    found = (chosen.period, chosen.value, chosen.numerator, chosen.denominator)
    assert found == (expected.period, expected.value, expected.numerator, expected.denominator)
    assert chosen.series == expected.series
    assert chosen.guessed


def test_a_p_chart_prefers_a_pair_to_a_value() -> None:
    sheet = table("month,deaths,births,rate", "2021-01,1,10,10")
    assert choose_columns(sheet, NOTHING, "run").value == "rate"
    assert choose_columns(sheet, NOTHING, "p").denominator == "births"


def test_a_count_chart_takes_no_pair() -> None:
    assert choose_columns(table("month,deaths,births", "2021-01,1,10"), NOTHING, "c").denominator is None


def test_what_is_asked_for_is_not_guessed() -> None:
    asked = Columns("when", "how_many", series=("who",))
    chosen = choose_columns(table("when,how_many,who", "1,5,a", "1,6,b"), asked, "run")
    assert (chosen.period, chosen.value, chosen.series, chosen.guessed) == ("when", "how_many", ("who",), ())


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Columns(value="deths"), "no column “deths”; there are month, deaths, births"),
        (Columns(denominator="births"), "there must be --numerator"),
        (Columns(value="deaths", numerator="deaths"), "not both"),
        (Columns(series=("ward",)), "no column “ward”"),
    ],
)
def test_columns_that_can_not_be(asked: Columns, words: str) -> None:
    with pytest.raises(TableError, match=words):
        choose_columns(table("month,deaths,births", "2021-01,1,10"), asked, "run")


def test_a_sheet_without_numbers() -> None:
    with pytest.raises(TableError, match="No column of numbers was found"):
        choose_columns(table("month,words", "2021-01,many"), NOTHING, "run")


def test_rows_of_one_period_are_put_together() -> None:
    sheet = table("month,deaths,births", "2021-02,1,10", "2021-01,2,20", "2021-02,3,10", ",9,9")
    [request] = make_requests(sheet, Columns("month", None, "deaths", "births"), {"chart": "p"}, "x")
    assert (request.periods, request.y, request.n) == (["2021-01", "2021-02"], [2, 4], [20, 20])


def test_measures_are_averaged_and_counts_summed() -> None:
    sheet = table("month,delay", "2021-01,10", "2021-01,20", "2021-01,")
    columns = Columns("month", "delay")
    assert make_requests(sheet, columns, {"chart": "run"}, "x")[0].y == [15]
    assert make_requests(sheet, columns, {"chart": "c"}, "x")[0].y == [30]


def test_series_come_in_the_order_of_the_sheet() -> None:
    sheet = table("month,site,room,value", "1,b,2,5", "1,a,1,6", "2,b,2,7")
    requests = make_requests(sheet, Columns("month", "value", series=("site", "room")), {}, "x")
    assert [(one.name, one.y) for one in requests] == [("b · 2", [5, 7]), ("a · 1", [6])]


def test_without_a_period_each_row_is_one() -> None:
    [request] = make_requests(table("value", "5", "4"), Columns(None, "value"), {}, "x")
    assert (request.periods, request.y) == (["1", "2"], [5, 4])


def test_too_many_series_are_refused() -> None:
    sheet = table("name,value", *(f"{i},1" for i in range(2_001)))
    with pytest.raises(TableError, match="2001 series"):
        make_requests(sheet, Columns(None, "value", series=("name",)), {}, "x")
