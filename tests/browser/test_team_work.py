"""What a team mends later, with no network: an idea gets its driver, a task its day, a measure its role."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub

LOOSE = "A card on the wall with the danger signs"
SKILLS = "Every midwife knows the danger signs"


def test_a_team_mends_its_work_and_is_answered(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    demo_hub.stop()
    an_idea_gets_its_driver(page, almaz.url)
    a_plan_tried_alone_takes_its_ideas_along(page, almaz.url)
    a_task_and_a_duty_change(page, almaz.url)
    demo_hub.start()
    tell_hub(almaz)
    assert almaz.errors == []

    # Her mentor finds the other team's aim from the first screen, and answers it.
    hanna = phone("hanna", demo_hub)
    page = join(hanna, "HANN-A001", "2222")
    page.get_by_role("link", name=re.compile("1 aim waits for a word of yours")).click(timeout=30_000)
    page.get_by_role("button", name="Answer this aim").click()
    page.locator("dialog label", has_text="Agreed").click()
    page.locator("dialog").get_by_role("button", name="Save").click()
    expect(page.locator(".pill", has_text="Agreed")).to_be_visible()
    page.goto(f"{hanna.url}/#/")
    page.get_by_role("link", name="See the charts").wait_for()
    expect(page.get_by_text("waits for a word of yours")).to_have_count(0)


def an_idea_gets_its_driver(page: Page, url: str) -> None:
    """Written down first, hung on a driver, and taken off again by Undo."""
    page.goto(f"{url}/#/cycles")
    page.get_by_role("link", name="Driver diagram").click()
    page.get_by_role("textbox", name="Write an idea down first").fill(LOOSE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile(r"\d more")).click()
    page.get_by_role("button", name=re.compile(LOOSE)).click()
    page.get_by_role("combobox", name="Hangs on").select_option(label=SKILLS)
    page.get_by_role("button", name="Close").click()
    hung = page.get_by_role("treeitem", name=re.compile(LOOSE))
    expect(hung).to_be_visible()
    # By keyboard it is found below its driver, and opened to be moved.
    page.get_by_role("treeitem", name=re.compile(SKILLS)).focus()
    page.keyboard.press("ArrowRight")
    expect(hung).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Hangs on").select_option(label="No driver yet")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Close").click()
    expect(hung).to_be_visible()


def a_plan_tried_alone_takes_its_ideas_along(page: Page, url: str) -> None:
    """An aim and an idea without a driver are shown to the team; its page then has both aims."""
    page.goto(f"{url}/#/aim/new?alone=1")
    page.get_by_role("textbox", name="What do we want to be better?").fill("visits within two days")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Driver diagram").click()
    page.get_by_role("textbox", name="Write an idea down first").fill("Go in pairs")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Go in pairs"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Hang it on a driver"))).to_have_count(1)
    page.get_by_role("button", name="Show it to my team").click()
    expect(page.get_by_text("Your team sees it now.")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"\d more")).click()
    expect(page.get_by_role("button", name=re.compile("Go in pairs"))).to_be_visible()
    page.goto(f"{url}/#/cycles")
    work = page.get_by_role("region", name="The team’s work")
    expect(work.locator("a.aim")).to_have_count(2)
    # The one with the nearer day stands first; one without a day after it.
    expect(work.locator("a.aim").first).to_contain_text("births with the whole bundle")
    expect(work.get_by_role("link", name=re.compile("Driver diagram"))).to_have_count(2)


def a_task_and_a_duty_change(page: Page, url: str) -> None:
    """Words and role of a task, then the role that counts a measure; each with its Undo."""
    page.goto(f"{url}/#/tasks")
    page.get_by_role("button", name="Change the task: Label the shelf where the kit stands").click()
    page.get_by_label("What is to be done?").fill("Label both shelves")
    page.locator("dialog label", has_text="Cleaner").click()
    page.locator("dialog").get_by_role("button", name="Save").click()
    changed = page.get_by_role("region", name="Of the others").get_by_text("Label both shelves")
    expect(changed).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("region", name="Mine").get_by_text("Label the shelf where")).to_be_visible()

    page.get_by_role("link", name="Who counts what").click()
    line = page.get_by_role("button", name=re.compile("Syphilis test in pregnancy"))
    expect(line).to_contain_text("Laboratory technician")
    line.click()
    page.locator("dialog label", has_text="Midwife").click()
    expect(line).to_contain_text("Midwife")
    page.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("Laboratory technician")

    # Another part of an open meeting is shown when the address names it.
    page.goto(f"{url}/#/meetings")
    page.locator("main a[href^='#/meeting/']:not([href$='new'])").first.click()
    page.get_by_role("radio", name="The minutes").wait_for(state="attached")
    for part, name in (("todo", "To do"), ("ideas", "Ideas")):
        page.evaluate(f"location.hash = location.hash.split('?')[0] + '?part={part}'")
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
