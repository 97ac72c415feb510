"""The main job on two phones: Almaz counts with no network, Dr Yonas reads it at the hospital."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone

MakePhone = Callable[..., Phone]


def join(phone: Phone, code: str, pin: str) -> Page:
    """Type the code, say yes, type the PIN, and begin."""
    page = phone.go("#/join")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Yes, this is me").click()
    type_pin(page, pin)
    page.get_by_role("button", name="Begin").or_(
        page.locator("main [href^='#/enter']").first
    ).first.wait_for()
    begin = page.get_by_role("button", name="Begin")
    if begin.is_visible():
        begin.click()
    # From here on the whole app lies on the phone.
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return page


def type_pin(page: Page, pin: str) -> None:
    """A PIN is typed on the pad or on a keyboard; here on a keyboard."""
    page.get_by_role("button", name="1", exact=True).wait_for()
    page.keyboard.type(pin)
    page.keyboard.press("Enter")


def unlock(phone: Phone, name: str, pin: str) -> None:
    """After a restart the phone asks who is there."""
    page = phone.page
    page.goto(phone.url + "/")
    page.get_by_role("button", name="1", exact=True).or_(page.get_by_text(name)).first.wait_for()
    person = page.get_by_role("button", name=re.compile(name))
    if person.count() and not page.get_by_role("button", name="1", exact=True).is_visible():
        person.first.click()
    type_pin(page, pin)
    expect(page.get_by_role("button", name="1", exact=True)).to_be_hidden()


def tell_hub(phone: Phone) -> None:
    """Exchange now, and wait until everything written here is at the hub."""
    page = phone.go("#/status")
    with page.expect_response("**/api/sync"):
        page.get_by_role("button", name="Exchange now").click()
    expect(page.get_by_role("button", name="Exchange now")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("listitem").filter(has_text="On this phone")).to_contain_text("0")
    expect(page.get_by_text("Last contact: just now")).to_be_visible()


def test_a_count_typed_with_no_network_is_read_at_the_hospital(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    yonas = phone("yonas", demo_hub)
    join(yonas, "YONA-S001", "9999")
    tell_hub(yonas)

    # The line is cut; Almaz opens her chart and counts the running month: four touches besides the digits.
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    demo_hub.stop()
    page.locator("[href^='#/enter']").first.click()
    numerator, denominator = page.get_by_role("textbox").nth(0), page.get_by_role("textbox").nth(1)
    numerator.fill("50")
    denominator.fill("40")
    expect(page.get_by_text(re.compile("more|above|larger", re.IGNORECASE)).first).to_be_visible()
    numerator.fill("31")
    page.get_by_role("button", name="Save").click()
    if (note := page.get_by_label("Note")).is_visible():
        note.fill("The month is not over yet")
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()
    chart = page.url
    expect(page.get_by_text(re.compile("31 of 40|77.5|78 %")).first).to_be_visible()

    # A PDSA cycle, still without a network; then the phone restarts.
    page.goto(f"{almaz.url}/#/cycle/new")
    page.get_by_label("What do we want to find out?").fill("Do calls bring mothers to the fourth visit?")
    page.get_by_label("What do we think will happen?").fill("Two in three come within a week")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_text("Do calls bring mothers").first).to_be_visible()
    almaz.restart()
    unlock(almaz, "Almaz", "6666")
    page = almaz.go("#/status")
    expect(page.get_by_text("On this phone").first).to_be_visible()

    # Still a draft: when the line is back, nobody else may read it.
    demo_hub.start()
    tell_hub(almaz)
    tell_hub(yonas)
    yonas.page.goto(chart)
    expect(yonas.page.get_by_role("heading").first).to_be_visible()
    yonas.page.get_by_text("The same numbers as a table").click()
    expect(yonas.page.get_by_role("cell", name="31", exact=True)).to_have_count(0)
    page = almaz.page
    page.goto(chart)
    page.get_by_role("button", name="Show it to the collaborative").click()
    expect(page.get_by_text("Shown to the collaborative").first).to_be_visible()
    tell_hub(almaz)
    tell_hub(yonas)
    demo_hub.stop()
    read_offline(yonas, chart)
    demo_hub.start()


def read_offline(yonas: Phone, chart: str) -> None:
    """After a restart, with the line cut: all facilities' charts, and the one with the new point."""
    yonas.restart()
    unlock(yonas, "Yonas", "9999")
    page = yonas.go("#/measure/" + chart.split("/")[-2])
    expect(page.get_by_text("Haro Gudina health centre").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Haro Gudina health centre")).first.click()
    page.get_by_text("The same numbers as a table").click()
    expect(page.get_by_role("cell", name="31", exact=True)).to_be_visible()
