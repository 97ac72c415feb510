"""The page of `debo chart --html`: whole in itself, in three languages, with the numbers beside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from debo.languages.saying import sayer
from debo.spc.answer import answer_all
from debo.spc.page import Sheet, make_page

SAYS = {code: sayer(code) for code in ("en", "am", "om")}
VOID = {"meta", "input"}


class Outline(HTMLParser):
    """Tags in order, attributes that name an address, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action", "data"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs is not None
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(*requests: dict[str, Any], first: str = "en") -> str:
    sheets = {
        code: [
            Sheet(answer, request["y"], request.get("n"))
            for answer, request in zip(answer_all(requests, say), requests, strict=True)
        ]
        for code, say in SAYS.items()
    }
    return make_page("Births", sheets, SAYS, source="births.csv", first=first)


P = {
    "name": "Bekoji",
    "chart": "p",
    "y": [3, 19, 5],
    "n": [20, 22, 19],
    "x": ["2018-01", "2018-02", "2018-03"],
}


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    assert found.open == []
    return found


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    html = page_of(P)
    found = outline(html)
    assert found.addresses == []
    assert not {"script", "link", "img", "iframe"} & set(found.seen)
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|\bon\w+=", html)


def test_names_can_not_break_it() -> None:
    html = page_of(P | {"name": "<script>alert(1)</script>", "x": ["<b>", "a&b", '"']})
    assert "script" not in outline(html).seen
    assert "<b>" not in html


def test_it_says_everything_in_three_languages_and_opens_in_the_one_asked() -> None:
    html = page_of(P, first="am")
    assert [html.count(f'<section class="{code}" lang="{code}">') for code in SAYS] == [1, 1, 1]
    assert 'id="in-am" checked' in html
    assert html.count(" checked>") == 1
    assert "Keep going: 3 of 10 points." in html
    assert "ይቀጥሉ፦ ከ10 ነጥቦች 3።" in html
    assert "Itti fufaa: tuqaawwan 10 keessaa 3." in html


def test_the_table_has_the_numbers_of_the_picture() -> None:
    """27 of 61 is 44.3 %; the second point, 86.4 %, lies above 44.3 % + 3 √(0.443 × 0.557 / 22) = 76 %."""
    html = page_of(P)
    [row] = re.findall(r'<tr><th scope="row">2018-02</th>(.*?)</tr>', html.split('<section class="am"')[0])[
        :1
    ]
    cells = re.findall(r"<td>(.*?)</td>", row)
    assert cells == ["19", "22", "86.4 %", "44.3 %", "12.5 %", "76 %", "outside"]


def test_a_funnel_has_its_table_and_no_names() -> None:
    funnel = {"name": "posts", "chart": "funnel", "x": ["Adama", "Bekoji"], "y": [30, 2], "n": [40, 40]}
    html = page_of(funnel)
    outline(html)
    assert "Adama" not in html
    assert "Facility" in html
