"""A team takes its sheet for the wall from the phone, offline: as a PDF and as a picture."""

from __future__ import annotations

import ctypes
import os
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join

#: In points, portrait (ISO 216).
SIZES = {"A4": (595.28, 841.89), "A3": (841.89, 1190.55)}
#: What each sheet says for certain: its aim's title, and that of what was tried.
SAID = {
    "en": ("Our aim", "What we tried, and what happened"),
    "am": ("ዓላማችን", "የሞከርነውና የሆነው"),
    "om": ("Kaayyoo keenya", "Kan yaallee fi kan ta’e"),
}


class Sheet:
    """A PDF file as a reader's program sees it."""

    def __init__(self, path: Path) -> None:
        self.bytes = path.read_bytes()
        document = pypdfium2.PdfDocument(self.bytes)
        assert len(document) == 1
        page = document[0]
        width, height = page.get_size()
        self.size = (float(width), float(height))
        self.text = unicodedata.normalize("NFC", page.get_textpage().get_text_range())
        bitmap = page.render(scale=1.5, grayscale=True)
        self.width, self.height, self.stride = bitmap.width, bitmap.height, bitmap.stride
        self.dots = bytes(ctypes.string_at(ctypes.addressof(bitmap.buffer), self.stride * self.height))

    def ink(self) -> float:
        """The share of the paper that is printed on."""
        rows = (self.dots[at : at + self.width] for at in range(0, len(self.dots), self.stride))
        dark = sum(1 for row in rows for dot in row if dot < 128)
        return dark / int(self.width * self.height)

    def edges_are_free(self) -> bool:
        """Printers leave 6 mm unprinted: nothing may stand there."""
        free = int(17 * 1.5)
        rows = [self.dots[at : at + self.width] for at in range(0, len(self.dots), self.stride)]
        edge = [*rows[:free], *rows[-free:]]
        sides = [row[:free] + row[-free:] for row in rows]
        return all(min(row) > 200 for row in (*edge, *sides))

    def keep(self, name: str) -> None:
        """Save a picture to look at, where somebody wants one (DEBO_SHEETS=folder)."""
        folder = os.environ.get("DEBO_SHEETS")
        if not folder:
            return
        rows = b"".join(
            b"\0" + self.dots[at : at + self.width] for at in range(0, len(self.dots), self.stride)
        )
        Path(folder).mkdir(parents=True, exist_ok=True)
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 0, 0, 0, 0)
        parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
        png = b"".join(
            struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
            for kind, part in parts
        )
        (Path(folder) / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + png)


def taken(page: Page, button: str, folder: Path) -> Path:
    """Press the button and keep the file the phone saves."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.fixture
def almaz(demo_hub: Hub, phone: Callable[..., Phone]) -> Phone:
    """Almaz's phone with everything on it, at home without a network."""
    one = phone("almaz", demo_hub)
    page = join(one, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    return one


def test_the_sheet_for_the_wall_offline(almaz: Phone, demo_hub: Hub, tmp_path: Path) -> None:
    page = almaz.page
    page.get_by_role("link", name=re.compile("Syphilis test in pregnancy")).first.click()
    demo_hub.stop()
    page.get_by_role("button", name="More to do with this chart").click()
    page.get_by_role("link", name="A sheet for the wall").click()
    page.get_by_role("img", name=re.compile("The sheet as it will be printed")).wait_for()

    for code, words in SAID.items():
        page.get_by_role("radio", name=LANGUAGES[code], exact=True).check()
        expect(page.locator("svg.sheet")).to_contain_text(words[0])
        for paper, (width, height) in SIZES.items():
            page.get_by_role("radio", name=paper, exact=True).check()
            sheet = Sheet(taken(page, "Save as PDF", tmp_path))
            sheet.keep(f"{code}-{paper}")
            assert sheet.size == pytest.approx((width, height), abs=0.5)
            for said in words:
                assert said in sheet.text
            # The chart is there with the words of its axis, in letters of the language.
            assert "100" in sheet.text
            assert 0.01 < sheet.ink() < 0.2
            assert sheet.edges_are_free()
            assert len(sheet.bytes) < 60_000
    # The app itself goes on in its own language.
    expect(page.get_by_role("heading", name="On the wall")).to_be_visible()

    picture = taken(page, "Picture for a chat group", tmp_path).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1080, 1350)
    assert len(picture) < 400_000
    if os.environ.get("DEBO_SHEETS"):
        (Path(os.environ["DEBO_SHEETS"]) / "chat.png").write_bytes(picture)
    demo_hub.start()


def test_a_draft_stands_on_the_sheet_only_when_the_team_wants_it(almaz: Phone) -> None:
    page = almaz.page
    facility = page.locator("main li [href^='#/chart']").first.get_attribute("href") or ""
    _, _, measure, here = facility.split("/")
    page.goto(f"{almaz.url}/#/enter/{measure}/{here}")
    page.get_by_role("textbox").nth(0).fill("63")
    page.get_by_role("textbox").nth(1).fill("82")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved on this phone.").wait_for()

    page.goto(f"{almaz.url}/#/wall/{measure}/{here}")
    sheet = page.locator("svg.sheet")
    sheet.wait_for()
    expect(sheet).not_to_contain_text("Draft, for our own wall")
    before = sheet.locator("path").count()
    page.get_by_role("radio", name="Our drafts too, for our own wall").check()
    expect(sheet).to_contain_text("Draft, for our own wall")
    # The diamond of the draft, and the cycles that the team hasn't shown.
    assert sheet.locator("path").count() > before
    page.get_by_role("radio", name="What we have shown").check()
    expect(sheet).not_to_contain_text("Draft, for our own wall")


def test_printed_from_the_browser_the_sheet_stands_alone(almaz: Phone) -> None:
    page = almaz.page
    page.goto(f"{almaz.url}/#/wall")
    page.locator("svg.sheet").wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button", name="Save as PDF")).to_be_hidden()
    box = page.locator("svg.sheet").bounding_box()
    assert box is not None
    assert box["x"] == pytest.approx(0, abs=1)
    assert box["width"] == pytest.approx(360, abs=1)
