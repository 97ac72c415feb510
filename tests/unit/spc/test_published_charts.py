"""Charts of published figures against the answers published with them."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest

from debo.spc.answer import answer_all

FIGURES = Path(__file__).parents[2] / "fixtures"


def column(file: str, heading: str) -> list[str]:
    with (FIGURES / file).open(encoding="utf-8") as lines:
        return [row[heading] for row in csv.DictReader(line for line in lines if not line.startswith("#"))]


def ask(**request: Any) -> dict[str, Any]:
    [answer] = answer_all([request])
    return answer


def test_piston_rings() -> None:
    """Montgomery 6.2: 74.00118 in the middle of the first 25 samples; of X̄ 73.9880 to 74.0143 from S."""
    y, x = [float(v) for v in column("piston_rings.csv", "diameter")], column("piston_rings.csv", "sample")
    points = ask(chart="xbar", y=y, x=[int(one) for one in x], freeze=25)["points"]
    assert points["centre"][0] == pytest.approx(74.00118, abs=5e-6)
    assert (points["lower"][0], points["upper"][0]) == pytest.approx((73.9880, 74.0144), abs=1e-4)
    assert [i for i, outside in enumerate(points["signal"], 1) if outside] == [37, 38, 39]
    spread = ask(chart="s", y=y, x=[int(one) for one in x], freeze=25)["points"]
    assert spread["centre"][0] == pytest.approx(0.0094, abs=2e-4)


def test_valve_failures() -> None:
    """Montgomery, table 7.15: mean 5.38662 of x^0.2777; 1/3.6 is 0.27778, a hair more."""
    y = [float(v) for v in column("valve_failures.csv", "hours")]
    points = ask(chart="t", y=y)["points"]
    assert points["centre"][0] ** 0.2777 == pytest.approx(5.38662, abs=0.003)
    assert not any(points["signal"])


def test_circuit_boards() -> None:
    """Montgomery 7.3: 26 samples, 516 faults; 19.85, limits 6.48 and 33.21; samples 6 and 20 outside."""
    y = [
        21,
        24,
        16,
        12,
        15,
        5,
        28,
        20,
        31,
        25,
        20,
        24,
        16,
        19,
        10,
        17,
        13,
        22,
        18,
        39,
        30,
        24,
        16,
        19,
        17,
        15,
    ]
    points = ask(chart="c", y=y)["points"]
    found = points["lower"][0], points["centre"][0], points["upper"][0]
    assert found == pytest.approx((6.481447, 19.84615, 33.21086), rel=1e-6)
    assert [i for i, outside in enumerate(points["signal"], 1) if outside] == [6, 20]


def test_orange_juice_cans() -> None:
    """Montgomery 7.2: 30 samples of 50 cans; 0.2313, limits 0.0524 and 0.4102; samples 15 and 23 outside."""
    y = [
        12,
        15,
        8,
        10,
        4,
        7,
        16,
        9,
        14,
        10,
        5,
        6,
        17,
        12,
        22,
        8,
        10,
        5,
        13,
        11,
        20,
        18,
        24,
        15,
        9,
        12,
        7,
        13,
        9,
        6,
    ]
    points = ask(chart="p", y=y, n=[50] * 30)["points"]
    found = points["lower"][0], points["centre"][0], points["upper"][0]
    assert found == pytest.approx((0.05242755, 0.2313333, 0.4102391), rel=1e-6)
    assert [i for i, outside in enumerate(points["signal"], 1) if outside] == [15, 23]


def test_dyed_cloth() -> None:
    """Montgomery, table 7.10: 153 faults on 109 units, u = 1.40367; the tenth limits 0.4179 and 2.3894."""
    y, n = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23], [10, 8, 13, 10, 10, 10, 12, 11, 12, 13]
    points = ask(chart="u", y=y, n=n)["points"]
    assert points["centre"][0] == pytest.approx(1.40367, rel=1e-5)
    reach = 3 * math.sqrt(1.40367 / 13)
    assert (points["lower"][9], points["upper"][9]) == pytest.approx(
        (1.40367 - reach, 1.40367 + reach), rel=1e-5
    )
    assert not any(points["signal"])


@pytest.mark.parametrize(
    ("file", "heading", "total"),
    [
        ("mine_explosions.csv", "day", 191),
        ("horse_kicks.csv", "deaths", 196),
        ("nile.csv", "flow", 91_935),
        ("christenings.csv", "christened", 938_223),
        ("sudden_deaths.csv", "births", 329_962),
        ("sudden_deaths.csv", "deaths", 667),
    ],
)
def test_the_figures_are_whole(file: str, heading: str, total: int) -> None:
    cells = column(file, heading)
    assert (len(cells) if heading == "day" else sum(map(int, cells))) == total
