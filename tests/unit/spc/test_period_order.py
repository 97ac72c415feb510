"""Periods in the order of time, and where they stand on an axis."""

from __future__ import annotations

import pytest

from debo.spc.period_order import axis_labels, in_order, places_of


@pytest.mark.parametrize(
    "ordered",
    [
        ["2019", "2020", "2021"],
        ["2021-3", "2021-10", "2022-1"],
        ["202103", "202110", "202201"],
        ["2021-03-01", "2021-03-15", "2021-10-01"],
        ["2021-W05", "2021-W10"],
        ["2021Q2", "2021Q4", "2022Q1"],
        ["1/3/2021", "15/3/2021", "1/10/2021"],
        ["3/15/2021", "10/1/2021"],
        ["Mar 2021", "October 2021", "Jan 2022"],
        ["9", "10", "100"],
    ],
    ids=lambda ordered: ordered[0],
)
def test_periods_that_are_understood_are_sorted(ordered: list[str]) -> None:
    assert in_order(ordered[::-1] + ordered[:1] + [""]) == ordered


@pytest.mark.parametrize(
    "cells", [["Meskerem 2015", "Hidar 2015"], ["second", "first"], ["2021-03", "later"]]
)
def test_other_periods_keep_the_order_of_the_sheet(cells: list[str]) -> None:
    assert in_order(cells) == cells


def test_an_absent_month_leaves_its_place() -> None:
    assert places_of(["1841-10", "1841-11", "1842-01"]) == [0, 1, 3]
    assert places_of(["202111", "202112", "202202"]) == [0, 1, 3]
    assert places_of(["2021-01-01", "2021-03-01"]) == [0, 2]


@pytest.mark.parametrize(
    "periods",
    [["a", "b", "c"], [1, 2, 3], ["2010-01", "2010-02", "2020-01"], ["2021-01-05", "2021-01-12", "x"]],
)
def test_periods_without_a_common_step_stand_side_by_side(periods: list[object]) -> None:
    assert places_of(periods) == [0, 1, 2]


def test_many_months_are_labelled_by_their_years() -> None:
    months = [f"{year}-{month:02}" for year in (2019, 2020, 2021) for month in range(1, 13)]
    assert axis_labels(months, 9) == [(0, "2019"), (12, "2020"), (24, "2021")]
    # Two months of 2019 leave no room for its name.
    assert axis_labels(months[10:], 9) == [(2, "2020"), (14, "2021")]


def test_few_periods_are_labelled_every_so_often() -> None:
    assert axis_labels(["2021-01", "2021-02", "2021-03"], 2) == [(0, "Jan 2021"), (2, "Mar 2021")]
    assert axis_labels(["መስከረም", "ጥቅምት"], 9) == [(0, "መስከረም"), (1, "ጥቅምት")]
