"""The hub's steward opens the administration from the app, and finds there what waits for them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_carrying import count
from tests.browser.test_two_phones import join, tell_hub

MakePhone = Callable[..., Phone]


def test_a_steward_takes_what_a_lost_phone_had_counted(demo_hub: Hub, phone: MakePhone) -> None:
    almaz, steward = phone("almaz", demo_hub), phone("steward", demo_hub, width=1280, height=800)
    page = join(almaz, "ALMA-Z001", "6666")
    tell_hub(almaz)
    page.goto(f"{almaz.url}/#/")
    address = page.locator("[href^='#/enter']").first.get_attribute("href") or ""
    almaz.context.set_offline(True)
    count(page, f"{almaz.url}/{address}", "33", "44")
    demo_hub.debo("revoke", "Almaz Tesfaye")
    almaz.context.set_offline(False)
    # It hands in by itself as soon as there is a line, and then forgets.
    page.reload()
    expect(page.get_by_text("This phone was shut out")).to_be_visible(timeout=60_000)

    page = join(steward, "STEW-ARD1", "1111")
    page.goto(f"{steward.url}/#/settings")
    page.get_by_role("button", name="Open the administration").click()
    page.wait_for_url("**/admin/")
    page.get_by_role("link", name="Entries set aside").first.click()
    row = page.locator("#result_list tbody tr").first
    expect(row).to_be_visible()
    row.locator("input.action-select").check()
    page.locator("select[name=action]").select_option(label="Take it, although the phone was lost")
    page.locator("button[name=index]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    expect(page.locator("#result_list tbody tr")).to_have_count(0)


def test_nobody_else_is_offered_it(demo_hub: Hub, phone: MakePhone) -> None:
    yonas = phone("yonas", demo_hub)
    page = join(yonas, "YONA-S001", "9999")
    page.goto(f"{yonas.url}/#/settings")
    expect(page.get_by_role("button", name="Lock")).to_be_visible()
    expect(page.get_by_role("button", name="Open the administration")).to_have_count(0)
