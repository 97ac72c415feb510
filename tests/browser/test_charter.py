"""The charter: written by the steward, read by a midwife with no network, copied for the next woreda."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_screens import Ids
from tests.browser.test_two_phones import join, tell_hub, unlock

MakePhone = Callable[..., Phone]

RULE = "Bus fare and two days, the same for everybody."


def pick_day(box: Locator, label: str, day: str, month: str, year: str) -> None:
    """Choose a day of the Ethiopian calendar."""
    for part, chosen in (("Year", year), ("Month", month), ("Day", day)):
        box.get_by_label(f"{label}: {part}", exact=True).select_option(label=chosen)


def add_session(page: Page, day: str, month: str, year: str) -> None:
    page.get_by_role("button", name="Add a learning session").click()
    sheet = page.get_by_role("dialog")
    pick_day(sheet, "First day", day, month, year)
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The session stands in the calendar")).to_be_visible()


def test_a_charter_is_written_read_offline_and_copied(demo_hub: Hub, phone: MakePhone) -> None:
    steward = phone("steward", demo_hub)
    page = join(steward, "STEW-ARD1", "1111")
    page.evaluate("() => { location.hash = '#/charter'; }")
    page.get_by_label("Travel and allowance").fill(RULE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The charter was saved")).to_be_visible()
    page.evaluate("() => { location.hash = '#/collaborative/calendar'; }")
    add_session(page, "10", "Tir", "2019")
    add_session(page, "12", "Megabit", "2019")
    # The period between the two is computed: 11 Tir to 11 Megabit.
    expect(page.locator("main").get_by_text("11 Tir – 11 Megabit 2019").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Learning session 5"))).to_contain_text("12 Megabit 2019")
    tell_hub(steward)

    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    tell_hub(almaz)
    demo_hub.stop()
    almaz.restart()
    unlock(almaz, "Almaz", "6666")
    page = almaz.go("#/collaborative")
    expect(page.get_by_text(RULE)).to_be_visible()
    # The next of all is the demonstration's own.
    expect(page.get_by_role("link", name=re.compile("Learning session 3"))).to_be_visible()
    expect(page.get_by_role("link", name="For the next woreda")).to_have_count(0)
    page.get_by_role("link", name="Calendar").last.click()
    expect(page.get_by_role("button", name="Add a learning session")).to_have_count(0)
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("row", name=re.compile("Action period 1"))).to_be_visible()
    demo_hub.start()

    page = steward.go("#/collaborative")
    page.get_by_role("link", name="For the next woreda").click()
    page.get_by_label("The next woreda").fill("Digeluf")
    page.get_by_label("Name of the collaborative").fill("Mothers of Digeluf")
    page.get_by_label("Its facilities").fill("Sagure, health centre\nSagure 01, health post, Sagure")
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_text("“Mothers of Digeluf” is ready.")).to_be_visible(timeout=30_000)
    copied = page.locator("dl")
    expect(copied).to_contain_text(re.compile("Facilities 2 copied|Facilities\\s*2 copied"))
    expect(copied).to_contain_text(re.compile("Learning sessions\\s*5 copied"))
    # The steward goes on working in the first one.
    tell_hub(steward)
    page = steward.go("#/collaborative")
    expect(page.get_by_text(RULE)).to_be_visible()
    expect(page.get_by_text("Mothers of Digeluf")).to_have_count(0)


def test_an_official_reads_the_question_before_the_number(demo_hub: Hub, phone: MakePhone) -> None:
    ids = Ids(demo_hub)
    measure = ids.named("measures_measure", "Four antenatal visits")
    chart = f"#/chart/{measure}/{ids.named('people_place', 'Keta Barode health centre')}"
    officer = phone("officer", demo_hub)
    page = join(officer, "WORE-DA01", "3333")
    tell_hub(officer)
    page = officer.go(chart)
    before = page.get_by_role("region", name="Before the figures")
    expect(before).to_contain_text("What is holding us back?")
    expect(page.locator(".reading")).to_be_hidden()
    before.get_by_role("button", name="Now the figures").click()
    expect(page.locator(".reading")).to_contain_text("asking about")
    # The question stays above the number.
    top = page.locator(".reading").bounding_box()
    question = before.bounding_box()
    assert top
    assert question
    assert question["y"] < top["y"]
