"""Draw the pictures of docs/charts.md from published figures: `make pictures`, or the names of some.

Each is made by `debo chart` itself; tests/integration/test_pictures.py holds them to what is drawn today.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from debo.chart_command import main

ROOT: Final = Path(__file__).parents[1]
FIGURES: Final = ROOT / "tests" / "fixtures"
PICTURES: Final = ROOT / "docs" / "pictures"

#: Picture → the file of figures and the options of `debo chart`.
CALLS: Final = {
    "semmelweis": (
        "semmelweis.csv",
        "--numerator deaths --denominator births --freeze 76 --direction down",
        "Mothers who died, first clinic, Vienna",
        "1847-06=Hand washing begins",
    ),
    "chart_run": (
        "semmelweis.csv",
        "--numerator deaths --denominator births --parts 76 --direction down --target 1847-06=3%",
        "Mothers who died, first clinic, Vienna",
        "1847-06=Hand washing begins",
    ),
    "chart_p": (
        "semmelweis.csv",
        "--numerator deaths --denominator births --chart p --parts 76 --direction down",
        "Mothers who died, first clinic, Vienna",
        "1847-06=Hand washing begins",
    ),
    "chart_pp": (
        "christenings.csv",
        "--numerator boys --denominator christened --chart pp",
        "Boys among children christened in London",
        "",
    ),
    "chart_i": (
        "nile.csv",
        "--value flow --chart i --parts 28",
        "Water of the Nile at Aswan, 100 million m³ a year",
        "1899=A lower level begins",
    ),
    "chart_mr": (
        "nile.csv",
        "--value flow --chart mr",
        "Water of the Nile: difference from the year before",
        "",
    ),
    "chart_xbar": (
        "piston_rings.csv",
        "--value diameter --period sample --chart xbar --freeze 25",
        "Piston rings: mean diameter of five, mm",
        "",
    ),
    "chart_s": (
        "piston_rings.csv",
        "--value diameter --period sample --chart s --freeze 25",
        "Piston rings: spread of five diameters, mm",
        "",
    ),
    "chart_c": (
        "horse_kicks.csv",
        "--value deaths --chart c",
        "Prussian soldiers killed by the kick of a horse",
        "",
    ),
    "chart_u": (
        "crimea.csv",
        "--numerator other --denominator soldiers --chart u",
        "British army in the Crimea: deaths from other causes than disease and wounds",
        "",
    ),
    "chart_up": (
        "crimea.csv",
        "--numerator disease --denominator soldiers --chart up",
        "British army in the Crimea: deaths from disease",
        "",
    ),
    "chart_t": (
        "valve_failures.csv",
        "--value hours --period failure --chart t",
        "Hours between failures of a valve",
        "",
    ),
    "chart_g": (
        "mine_explosions.csv",
        "--events day --chart g --parts 124",
        "Whole days between explosions in British coal mines",
        "1891=Fewer from here on",
    ),
    "chart_funnel": (
        "sudden_deaths.csv",
        "--chart funnel --series county --numerator deaths --denominator births",
        "Sudden deaths of infants, 100 counties of North Carolina, 1974–78",
        "",
    ),
}


def draw(name: str, to: Path) -> None:
    """Draw one picture into a file."""
    figures, options, title, mark = CALLS[name]
    call = [str(FIGURES / figures), *options.split(), "--title", title, "--svg", str(to)]
    if main([*call, *(["--mark", mark] if mark else [])]):
        raise SystemExit(f"{name} could not be drawn.")


if __name__ == "__main__":
    for one in sys.argv[1:] or CALLS:
        draw(one, PICTURES / f"{one}.svg")
