"""The pictures of docs/charts.md are those that `debo chart` draws today, one for every chart there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from debo.spc.charts import KINDS
from scripts.pictures import CALLS, FIGURES, PICTURES, draw


@pytest.mark.parametrize("name", CALLS)
def test_a_picture_is_what_is_drawn_today(name: str, tmp_path: Path) -> None:
    draw(name, tmp_path / "drawn.svg")
    drawn, shown = (path.read_text("utf-8") for path in (tmp_path / "drawn.svg", PICTURES / f"{name}.svg"))
    assert drawn == shown, (
        f"{name} is drawn otherwise now: look at it, then python scripts/pictures.py {name}"
    )


def test_every_chart_has_its_picture_in_the_docs() -> None:
    page = (PICTURES.parent / "charts.md").read_text("utf-8")
    for kind in [*KINDS, "funnel"]:
        assert f"(pictures/chart_{kind}.svg)" in page


@pytest.mark.parametrize("file", sorted({figures for figures, *_ in CALLS.values()} - {"semmelweis.csv"}))
def test_published_figures_name_their_source(file: str) -> None:
    assert (FIGURES / file).read_text("utf-8").startswith("# ")
