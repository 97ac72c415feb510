"""Two people write one count apart: both stand side by side with who and when, and choosing is one touch."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES, Look
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub

MakePhone = Callable[..., Phone]


def test_both_values_stand_side_by_side_until_one_is_chosen(demo_hub: Hub, phone: MakePhone) -> None:
    hub = demo_hub
    first, second = phone("almaz", hub), phone("almaz again", hub)
    for one in (first, second):
        page = join(one, "ALMA-Z001", "6666")
        page.locator("main li [href^='#/chart']").first.wait_for(timeout=30_000)
        tell_hub(one)
        page.goto(one.url + "/#/")
    address = first.page.locator("main li [href^='#/chart']").first.get_attribute("href") or ""
    hub.stop()
    for one, numerator in ((first, "61"), (second, "67")):
        one.page.goto(f"{one.url}/{address.replace('#/chart', '#/enter')}")
        one.page.get_by_role("textbox").nth(0).fill(numerator)
        one.page.get_by_role("textbox").nth(1).fill("82")
        one.page.get_by_role("button", name="Save").click()
        expect(one.page.get_by_text("Saved on this phone.")).to_be_visible()
    hub.start()
    for one in (first, second, first):
        tell_hub(one)

    look = Look(first, "conflict")
    first.page.reload()
    for language in (*LANGUAGES, "en"):
        look.speak(language)
        for name, where in (("first-screen", "#/"), ("chart", address), ("status", "#/status")):
            look.open(where)
            look.screen(f"{name}-{language}")
    assert look.faults == []

    page = first.page
    page.goto(first.url + "/#/")
    expect(page.get_by_text("1 written twice").first).to_be_visible()
    page.goto(f"{first.url}/{address}")
    conflict = page.locator(".conflict")
    expect(conflict.get_by_text("61", exact=True)).to_be_visible()
    expect(conflict.get_by_text("67", exact=True)).to_be_visible()
    expect(conflict.get_by_text("Almaz Tesfaye").first).to_be_visible()
    conflict.get_by_role("listitem").filter(has_text="61").get_by_role("button", name="This one").click()
    expect(page.locator(".conflict")).to_have_count(0)
    tell_hub(first)
    tell_hub(second)
    second.page.goto(f"{second.url}/{address}")
    expect(second.page.get_by_text("61 of 82").first).to_be_visible()
    expect(second.page.locator(".conflict")).to_have_count(0)
