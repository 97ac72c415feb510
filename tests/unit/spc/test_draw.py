"""Drawings, read back as what they say rather than how they look."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from debo.spc.answer import answer_all
from debo.spc.draw import Drawing, draw_chart, draw_many
from debo.spc.sketch import summarise

SVG = "{http://www.w3.org/2000/svg}"


def drawing(baseline: int = 0, **wishes: Any) -> Drawing:
    request = {"name": "Bekoji", "y": [3, 4, None, 5, 2, 4, 6], **wishes}
    [answer] = answer_all([request])
    return Drawing(answer, request.get("n"), baseline)


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}{tag}"))


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in elements(svg, "text")]


def data_path(svg: str) -> str:
    [path] = [one.get("d", "") for one in elements(svg, "path") if one.get("stroke-linejoin")]
    return path


def test_a_missing_point_is_a_gap() -> None:
    svg = draw_chart(drawing())
    assert len(elements(svg, "circle")) == 6
    assert re.findall("[ML]", data_path(svg)) == list("MLMLLL")


def test_an_absent_month_is_a_gap_too() -> None:
    months = ["1841-10", "1841-11", "1842-01", "1842-02"]
    assert re.findall("[ML]", data_path(draw_chart(drawing(y=[1, 2, 3, 4], x=months)))) == list("MLML")


def test_a_new_phase_begins_a_new_line() -> None:
    svg = draw_chart(drawing(y=[1, 2, 3, 4], parts=[2]))
    assert re.findall("[ML]", data_path(svg)) == list("MLML")
    levels = [one for one in elements(svg, "path") if one.get("stroke") == "#1c1a17"]
    assert len(levels) >= 2


def test_what_was_left_out_is_crossed_and_said() -> None:
    left_out = drawing(y=[3, 4, 50, 5], exclude=[3, 9])
    assert left_out.answer["points"]["excluded"] == [False, False, True, False]
    svg = draw_chart(left_out)
    assert len(elements(svg, "circle")) == 3
    assert any("crossed: left out" in text for text in texts(svg))
    assert "×" in summarise(left_out.answer, ratio=False)
    assert "excluded" not in drawing(exclude=[9]).answer["points"]


def test_few_counted_are_drawn_hollow() -> None:
    svg = draw_chart(drawing(y=[1, 5, 2], n=[9, 10, 3]))
    hollow = [one for one in elements(svg, "circle") if one.get("fill") == "#fffefb"]
    assert len(hollow) == 2
    assert any("hollow: fewer than 10" in text for text in texts(svg))


def test_points_outside_the_limits_are_ringed() -> None:
    svg = draw_chart(drawing(chart="c", y=[4, 4, 4, 4, 4, 4, 4, 40], freeze=7))
    assert len(elements(svg, "circle")) == 9
    assert any("ringed" in text for text in texts(svg))


def test_a_frozen_line_is_carried_on_dashed() -> None:
    svg = draw_chart(drawing(baseline=4, freeze=4))
    dashed = [one for one in elements(svg, "path") if one.get("stroke-dasharray") == "6 5"]
    assert len(dashed) == 1


def test_the_line_is_named_with_its_value_and_the_reading_said() -> None:
    svg = draw_chart(drawing(), title="Skilled delivery")
    words = texts(svg)
    assert {"Skilled delivery", "Median", "4"} <= set(words)
    assert any("Keep going" in text for text in words)


def test_marks_stand_where_they_began() -> None:
    chart = drawing(y=[1, 2, 3], x=["2021-01", "2021-02", "2021-03"])
    assert "Training" in texts(draw_chart(chart, marks={"2021-02": "Training", "2030": "never"}))
    assert "never" not in texts(draw_chart(chart, marks={"2030": "never"}))


def test_names_can_not_break_the_drawing() -> None:
    svg = draw_chart(drawing(name='<script>&"'), title="a < b & c")
    assert "a < b & c" in texts(svg)
    assert not elements(svg, "script")


def test_ethiopic_names_ask_for_an_ethiopic_font_first() -> None:
    svg = draw_chart(drawing(name="በቆጂ ጤና ጣቢያ"))
    [name] = [one for one in elements(svg, "text") if one.text == "በቆጂ ጤና ጣቢያ"]
    assert name.get("font-family", "").startswith("'Noto Sans Ethiopic'")


def test_many_charts_share_one_scale_and_keep_their_order() -> None:
    svg = draw_many([drawing(name="Zuway", y=[1, 2]), drawing(name="Adama", y=[80, 90])], title="Births")
    words = texts(svg)
    assert words.index("Zuway") < words.index("Adama")
    assert words.count("100") == 2
    assert any("all on one scale" in text for text in words)


def test_no_red_and_no_green() -> None:
    svg = draw_chart(drawing(chart="p", y=[1, 5, 20], n=[30, 30, 30]))
    for colour in set(re.findall("#[0-9a-f]{6}", svg)):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        assert not (red > 1.6 * green and red > 1.6 * blue), colour
        assert not (green > 1.4 * red and green > 1.2 * blue), colour


@pytest.mark.parametrize(
    "wishes",
    [
        {"y": [None, None]}, {"y": [0]}, {"y": [5]}, {"y": [-1, -5, 3], "chart": "i"}, {"y": [7] * 30},
        {"y": [1e-9, 2e-9], "n": [5, 5]}, {"y": [1, 2, 4, 4], "chart": "mr"},
        {"y": [0, 0], "n": [0, 0], "chart": "p"}, {"y": [1e12, 3], "chart": "c"},
    ],
)  # fmt: skip
def test_anything_can_be_drawn(wishes: dict[str, Any]) -> None:
    chart = drawing(**wishes)
    for svg in (draw_chart(chart), draw_many([chart, chart])):
        assert "nan" not in svg
        assert ElementTree.fromstring(svg).tag == f"{SVG}svg"
    assert chart.answer["reading"] in summarise(chart.answer, ratio=chart.sizes is not None)
