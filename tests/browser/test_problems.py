"""A team asks why until it can change something, asks the woreda for the rest, and reads its answer."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub, unlock

MakePhone = Callable[..., Phone]


def because(page: Page, text: str, part: str) -> None:
    """Write a cause in the open sheet, and touch the picture of the part of the work."""
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Because…").fill(text)
    sheet.get_by_role("radio", name=part, exact=True).check()
    sheet.get_by_role("button", name="Save").click()
    expect(sheet).to_be_hidden()


def settled(page: Page) -> None:
    """Wait until the collaborative has come to a phone that has just joined."""
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)


def test_from_a_missed_element_to_an_idea_and_an_answer(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    settled(page)
    page.get_by_role("link", name="What is holding us back?").wait_for()
    demo_hub.stop()
    ask_why(page)
    asking = ask_the_woreda(page)

    demo_hub.start()
    tell_hub(almaz)
    officer = phone("officer", demo_hub)
    answer(officer)
    nothing_of_the_team(demo_hub, officer)

    # The next exchange of the team's phone; then no network, a restart, and the answer is there.
    tell_hub(almaz)
    demo_hub.stop()
    almaz.restart()
    unlock(almaz, "Almaz", "6666")
    read_the_answer(almaz.go("#/"), asking)
    demo_hub.start()


def ask_why(page: Page) -> None:
    """From what is missed most to a cause within the team's hands, and an idea."""
    # Offline: from the bar of the chart to the first why. No idea is asked for before it.
    page.get_by_role("link", name="What is holding us back?").click()
    page.get_by_role("link", name="Bundle: on admission").click()
    expect(
        page.get_by_text(re.compile(r"of 4 elements makes? up \d+ % of everything missed"))
    ).to_be_visible()
    page.get_by_role("button", name=re.compile("Partograph begun")).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Not always: Partograph begun at 4 cm or more")).to_be_visible()
    expect(page.get_by_role("button", name="What could we change?")).to_have_count(0)
    because(page, "The forms are in another room", "Equipment and room")
    expect(page.get_by_text("Within whose hands?")).to_be_visible()

    # Ask on, say in whose hands the last cause lies, and make an idea of it.
    page.get_by_role("button", name="Why is that so?").last.click()
    because(page, "They are printed by the month and run out", "Supplies and medicines")
    page.get_by_role("radio", name="Within our hands", exact=True).click()
    page.get_by_role("button", name="What could we change?").click()
    sheet.get_by_label("What could we change?").fill("Copy ten forms on the first day of each week")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Copy ten forms on the first day of each week")).to_be_visible()
    expect(page.get_by_text("Where the whys ended: 1 of 1 within our hands (100 %).")).to_be_visible()


def ask_the_woreda(page: Page) -> str:
    """A second branch ends at the woreda; returns the address of what is asked."""
    sheet = page.get_by_role("dialog")
    page.get_by_role("button", name=re.compile("Not always: Partograph")).click()
    sheet.get_by_role("button", name="Another reason why").click()
    because(page, "The printer has had no toner since Meskerem", "Money and rules")
    page.get_by_role("radio", name="Needs the woreda", exact=True).click()
    expect(page.get_by_text("Where the whys ended: 1 of 2 within our hands (50 %).")).to_be_visible()
    page.get_by_role("button", name="Ask for it").click()
    sheet.get_by_label("What we ask for").fill("Toner for the printer")
    sheet.get_by_label("Why, and what we tried ourselves").fill("We copy by hand at night.")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Toner for the printer")).to_be_visible()
    expect(page.get_by_text("Draft, seen by your team only").first).to_be_visible()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Asked today")).to_be_visible()
    asking = page.url.split("#")[1]

    # The fishbone says the same by the part of the work.
    page.get_by_role("link", name="The printer has had no toner").click()
    page.get_by_role("radio", name="Fishbone", exact=True).click()
    expect(page.get_by_role("region", name="Money and rules")).to_contain_text("no toner")
    expect(page.get_by_role("region", name="Supplies and medicines")).to_contain_text("run out")
    return asking


def answer(officer: Phone) -> None:
    """The officer finds it on the list, below what waits longer, and answers."""
    page = officer.go("#/join")
    page.get_by_label("Your code").fill("WORE-DA01")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Yes, this is me").click()
    page.get_by_role("button", name="1", exact=True).wait_for()
    page.keyboard.type("3333")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#/", timeout=30_000)
    tell_hub(officer)
    page = officer.go("#/together")
    page.get_by_role("link", name="Asked and answered").click()
    late = page.get_by_role("region", name="Waiting 14 days or longer")
    expect(late.get_by_role("link")).to_have_count(1)
    expect(late).to_contain_text("A second thermometer")
    expect(late).to_contain_text(re.compile("Waits 15 days|Waits 16 days"))
    page.get_by_role("region", name="Asked lately").get_by_role("link").click()
    expect(page.get_by_text("We copy by hand at night.")).to_be_visible()
    expect(page.get_by_text("The printer has had no toner")).to_have_count(0)
    page.get_by_role("button", name="Answer", exact=True).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Will be done").check()
    sheet.get_by_label("In a few words").fill("The driver brings it on Monday.")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The driver brings it on Monday.")).to_be_visible()
    tell_hub(officer)


def read_the_answer(page: Page, asking: str) -> None:
    """It stands on the first screen; a task is made of it, and it is settled."""
    page.get_by_role("region", name="Next").get_by_role("link", name="Toner for the printer").click()
    expect(page).to_have_url(re.compile(re.escape(asking)))
    expect(page.get_by_text("The driver brings it on Monday.")).to_be_visible()
    page.get_by_role("button", name="Make a task of it").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Which role does it?").select_option("midwife")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="It is settled").click()
    expect(page.locator(".pill")).to_have_text("Settled")


def nothing_of_the_team(hub: Hub, officer: Phone) -> None:
    """The hub has the team's causes, and the officer's phone has none of them."""
    with sqlite3.connect(f"file:{hub.data / 'debo.sqlite3'}?mode=ro", uri=True) as db:
        assert db.execute("select count(*) from improvement_cause where text like '%toner%'").fetchone() == (
            1,
        )
        [(problem,)] = db.execute("select record from improvement_problem where text like 'Bundle: on adm%'")
    page = officer.go(f"#/problem/{problem}")
    expect(page.get_by_text("This question isn’t on this phone, or was taken back.")).to_be_visible()
