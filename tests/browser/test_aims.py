"""A midwife writes an aim for herself, draws its drivers offline, and shows both to her team."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join


def test_an_aim_is_tried_alone_then_shown(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    page.goto(f"{almaz.url}/#/aim/new?alone=1")
    page.get_by_role("textbox", name="What do we want to be better?").wait_for()
    demo_hub.stop()

    page.get_by_role("textbox", name="What do we want to be better?").fill("visits within two days")
    page.get_by_role("textbox", name="Where we are now").fill("40")
    page.get_by_role("textbox", name="Where we want to be").fill("80")
    expect(page.get_by_text("Raise visits within two days from 40 to 80.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Seen by you only")).to_be_visible()

    # Typing and Enter draws the diagram; arrows walk it, Enter opens a box.
    page.get_by_role("link", name="Driver diagram").click()
    for driver in ("We hear of every birth", "Somebody is free to go"):
        page.get_by_role("textbox", name="Add a primary driver").fill(driver)
        page.keyboard.press("Enter")
        page.get_by_role("treeitem", name=re.compile(driver)).wait_for()
    page.get_by_role("treeitem").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("treeitem", name=re.compile("Somebody is free"))).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Add a change idea").fill("Go in pairs on market days")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Move up").click()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("treeitem").nth(0)).to_contain_text("Nobody tests it yet")
    expect(page.get_by_role("treeitem").nth(1)).to_contain_text("Go in pairs on market days")
    expect(page.get_by_role("treeitem").nth(2)).to_contain_text("No idea yet")

    page.get_by_role("button", name="Show it to my team").click()
    expect(page.get_by_text("Your team sees it now.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Raise visits within two days")).click()
    expect(page.get_by_text("Draft, seen by your team only")).to_be_visible()

    # The ideas of all teams are found by their words in another script, and with what came of them.
    page.goto(f"{almaz.url}/#/package")
    page.get_by_role("searchbox", name="Search").fill("የደም ግፊት")
    expect(page.locator("main li a")).to_have_count(1)
    page.get_by_role("searchbox", name="Search").fill("kit evening")
    page.locator("main li a").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d adopted|\d adapted|\d abandoned")).first).to_be_visible()
    demo_hub.start()
    assert almaz.errors == []
