"""At night, with no network: from opening the app to this month's point, every touch counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Locator, Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join

TOUCHES = """
  window.touches = { taps: 0, keys: 0, digits: 0 };
  addEventListener('pointerdown', () => (touches.taps += 1), true);
  addEventListener('keydown', ({ key }) => (touches[/^[0-9]$/.test(key) ? 'digits' : 'keys'] += 1), true);
"""
MOST_TOUCHES, MOST_SECONDS = 12, 60


def test_a_count_takes_twelve_touches_at_most(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    demo_hub.stop()
    almaz.restart()
    page = almaz.page
    page.add_init_script(TOUCHES)

    began = monotonic()
    page.goto(almaz.url + "/")
    # The PIN on the pad of the screen: four taps, which count.
    for digit in "6666":
        page.get_by_role("button", name=digit, exact=True).tap()
    page.get_by_role("button", name="Open").tap()
    page.locator("[href^='#/enter']").first.tap()
    fields = page.get_by_role("textbox")
    typed_into(page, fields.nth(0), "63")
    typed_into(page, fields.nth(1), "82")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()
    expect(page.get_by_role("group", name=re.compile("Four antenatal visits"))).to_be_visible()
    expect(page.get_by_text(re.compile("63 of 82"))).to_be_visible()
    seconds = monotonic() - began

    touches = page.evaluate("() => touches")
    print(f"{touches['taps']} taps, {touches['keys']} keys besides digits, {seconds:.1f} s")
    assert touches["digits"] == 4
    assert touches["taps"] + touches["keys"] <= MOST_TOUCHES, touches
    # A person reads as well; the app itself may not take a noticeable part of the minute.
    assert seconds < MOST_SECONDS / 2
    demo_hub.start()


def typed_into(page: Page, field: Locator, digits: str) -> None:
    """Type digits where the cursor already is; tap the field only when it isn't."""
    expect(field).to_be_visible()
    if not field.evaluate("one => one === document.activeElement"):
        field.tap()
    page.keyboard.type(digits)
