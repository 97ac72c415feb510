"""Tests run low: a midwife counts and sends a word with no network, the laboratory answers in two taps."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_problems import settled
from tests.browser.test_two_phones import join, tell_hub, type_pin, unlock

MakePhone = Callable[..., Phone]


def keeper_of(hub: Hub) -> str:
    """Who holds the laboratory's role at Haro Gudina health centre today."""
    with sqlite3.connect(f"file:{hub.data / 'debo.sqlite3'}?mode=ro", uri=True) as db:
        [(person,)] = db.execute(
            "select r.person from people_roleheld r join people_place p on p.record = r.place "
            "where r.role = 'laboratory' and r.until is null and p.name like '%Haro Gudina health centre%'"
        )
    return str(person)


def code_for(head: Page, person: str) -> str:
    """The code with which the head lets somebody of the facility in."""
    head.evaluate("address => { location.hash = address; }", f"#/invite/{person}")
    code = head.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    make = head.get_by_role("button", name=re.compile("code", re.IGNORECASE))
    code.or_(make).first.wait_for()
    if not code.is_visible():
        make.first.click()
    expect(code).to_be_visible(timeout=30_000)
    return code.inner_text()


def test_a_word_reaches_the_keeper_and_its_answer_comes_back(demo_hub: Hub, phone: MakePhone) -> None:
    bekele = phone("bekele", demo_hub)
    code = code_for(join(bekele, "BEKE-0001", "5555"), keeper_of(demo_hub))
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    settled(page)
    page.get_by_role("link", name="Supplies").wait_for()
    demo_hub.stop()

    # 6 left at 8 a week: 5.25 days, of which five are whole. The word is proposed, a person sends it.
    page.get_by_role("link", name="Supplies").click()
    page.get_by_role("link", name=re.compile("Syphilis tests")).click()
    expect(page.get_by_text("8 days left", exact=True)).to_be_visible()
    page.get_by_role("button", name="Count what is left").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("How much is left").fill("6")
    expect(sheet.get_by_label("How much a week needs")).to_have_value("8")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("5 days left", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send the word").click()
    expect(page.get_by_text(re.compile("5 days were left on"))).to_be_visible()
    expect(page.get_by_role("button", name="Send the word")).to_have_count(0)
    # She doesn't keep them, so nobody asks her.
    expect(page.get_by_role("button", name="Answer", exact=True)).to_have_count(0)

    demo_hub.start()
    tell_hub(almaz)
    keeper = phone("keeper", demo_hub)
    page = keeper.go(f"#/join/{code}")
    page.get_by_role("button", name="Yes, this is me").click()
    type_pin(page, "4711")
    type_pin(page, "4711")
    page.get_by_role("button", name="Begin").or_(
        page.locator("main [href^='#/enter']").first
    ).first.wait_for()
    if (begin := page.get_by_role("button", name="Begin")).is_visible():
        begin.click()
    settled(page)
    tell_hub(keeper)

    # It stands first on the keeper's first screen, and takes two taps.
    page = keeper.go("#/")
    page.get_by_role("region", name="Next").get_by_role("link", name="Syphilis tests").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="It is on its way").click()
    expect(page.get_by_text("Answered. Those who asked see it.")).to_be_visible()
    tell_hub(keeper)
    tell_hub(almaz)
    demo_hub.stop()
    almaz.restart()
    unlock(almaz, "Almaz", "6666")
    page = almaz.go("#/supplies")
    words = page.get_by_role("region", name="Words sent")
    expect(words).to_contain_text("It is on its way")
    words.get_by_role("button", name="It is settled").click()
    expect(words).to_have_count(0)
    demo_hub.start()
