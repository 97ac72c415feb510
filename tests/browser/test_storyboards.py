"""A team makes its storyboard offline, hands in a month's report, and reads what its mentor answers."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
#: N11: built in less than this, in seconds.
QUICK = 5.0
LANG = {"en": "en-GB", "am": "am-ET", "om": "om-ET"}


def taken(page: Page, button: str, folder: Path, name: str) -> Path:
    """Press the button and keep the file that the phone saves; where somebody wants it, also to look at."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    ending = waiting.value.suggested_filename.rsplit(".", 1)[-1]
    path = folder / f"{name}.{ending}"
    waiting.value.save_as(path)
    kept = os.environ.get("DEBO_STORYBOARDS")
    if kept:
        shutil.copy(path, kept)
    return path


def charts_of(path: Path) -> int:
    """How many charts the file holds; each with a sheet behind it that says the same numbers."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        names = [one for one in file.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", one)]
        for name in names:
            chart = ElementTree.fromstring(file.read(name))
            number = re.findall(r"\d+", name)[0]
            sheet = openpyxl.load_workbook(
                io.BytesIO(file.read(f"ppt/embeddings/numbers{number}.xlsx"))
            ).active
            assert sheet is not None
            for index, series in enumerate(chart.iter(f"{C}ser")):
                cells = [row[index + 1] for row in sheet.iter_rows(min_row=2, values_only=True)]
                drawn = {
                    int(point.get("idx", "")): float(point.findtext(f"{C}v") or "")
                    for point in series.iterfind(f"{C}val//{C}pt")
                }
                assert drawn == {at: float(str(cell)) for at, cell in enumerate(cells) if cell is not None}
                assert len(cells) >= 9
        return len(names)


def said_in(path: Path) -> tuple[str, set[str]]:
    """The words of all slides, and the languages they are marked with."""
    words, languages = [], set()
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                slide = ElementTree.fromstring(file.read(name))
                words += [one.text or "" for one in slide.iter(f"{A}t")]
                languages |= {one.get("lang", "") for one in slide.iter(f"{A}rPr")}
    return unicodedata.normalize("NFC", "\n".join(words)), languages


def pdf_of(path: Path) -> tuple[int, tuple[float, float], str]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    width, height = document[0].get_size()
    return len(document), (round(width), round(height)), unicodedata.normalize("NFC", text)


def test_a_storyboard_and_a_report_offline_and_the_answer(
    demo_hub: Hub, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    demo_hub.stop()

    make_the_storyboard(almaz, tmp_path)
    address = hand_in_the_report(almaz, tmp_path)
    demo_hub.start()
    tell_hub(almaz)
    hanna = phone("hanna", demo_hub)
    join(hanna, "HANN-A001", "2222")
    answer_it(hanna, address)
    tell_hub(hanna)

    tell_hub(almaz)
    almaz.go("#/reports")
    expect(page.locator(f"[href='#{address}']")).to_contain_text("Answered")
    page.locator(f"[href='#{address}']").click()
    expect(page.get_by_text("Who fills the card at night?")).to_be_visible()
    assert almaz.errors == hanna.errors == []


def make_the_storyboard(almaz: Phone, tmp_path: Path) -> None:
    """Nothing typed, in time, with no network; in three languages."""
    page = almaz.page
    begun = time.monotonic()
    almaz.go("#/storyboard")
    page.get_by_role("button", name="Save for PowerPoint").and_(page.locator(":enabled")).wait_for()
    deck = taken(page, "Save for PowerPoint", tmp_path, "en")
    assert time.monotonic() - begun < QUICK
    assert charts_of(deck) >= 2
    words, languages = said_in(deck)
    assert languages == {"en-GB"}
    assert "The changes we tested" in words
    slides = int(page.locator(".steps p").inner_text().split("/")[1])
    page.get_by_role("button", name="The next slide").click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".steps p")).to_have_text(f"3 / {slides}")
    count, size, text = pdf_of(taken(page, "Slides as PDF", tmp_path, "slides-en"))
    assert (count, size) == (slides, (842, 595))
    assert "The changes we tested" in text
    assert pdf_of(taken(page, "Poster A1", tmp_path, "poster"))[:2] == (1, (2384, 1684))

    # In the other two languages, and without one part; what was chosen is remembered.
    for code, said in (("am", "የሞከርናቸው ለውጦች"), ("om", "Jijjiiramoota yaalle")):
        page.get_by_role("button", name="Choose what is in it").click()
        page.get_by_role("radio", name=LANGUAGES[code], exact=True).check()
        page.get_by_role("button", name="Close").click()
        expect(page.locator("svg.sheet")).to_have_attribute("lang", code)
        words, languages = said_in(taken(page, "Save for PowerPoint", tmp_path, code))
        assert languages == {LANG[code]}
        assert said in words
        taken(page, "Slides as PDF", tmp_path, f"slides-{code}")


def hand_in_the_report(almaz: Phone, tmp_path: Path) -> str:
    """The report of the month is written already; one sentence is changed. Answers its address."""
    page = almaz.page
    almaz.go("#/reports")
    page.get_by_role("link", name=re.compile("The report of")).click()
    _, _, text = pdf_of(taken(page, "Save as PDF", tmp_path, "report"))
    assert "Monthly report" in text
    page.get_by_role("button", name="Change the words").click()
    page.get_by_label("What we learned").fill("A card beside the bed helps at night")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Handed in. It goes out with the next contact.")).to_be_visible()
    return page.url.split("#")[1]


def answer_it(hanna: Phone, address: str) -> None:
    """The mentor finds what waits, the longest first, and answers."""
    mentor = hanna.go("#/reports")
    expect(mentor.get_by_text("Waiting for an answer, the longest first")).to_be_visible(timeout=30_000)
    mentor.locator(f"[href='#{address}']").click()
    expect(mentor.locator("li", has_text="A card beside the bed helps at night")).to_be_visible()
    mentor.get_by_role("button", name="Write an answer").click()
    mentor.get_by_label("What I would ask").fill("Who fills the card at night?")
    mentor.get_by_role("button", name="Save", exact=True).click()
    expect(mentor.get_by_text("Answered. It goes out with the next contact.")).to_be_visible()
