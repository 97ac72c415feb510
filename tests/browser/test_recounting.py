"""Two midwives recount a register on one phone with no network, and see on the chart what they verified."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join


def fill(page: Page, numerator: str, denominator: str) -> None:
    """Type both numbers of the register and keep them."""
    page.get_by_role("textbox").nth(0).fill(numerator)
    page.get_by_role("textbox").nth(1).fill(denominator)
    page.get_by_role("button", name="Save").click()


def test_two_people_recount_on_one_phone_offline(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    page.get_by_role("link", name=re.compile("How sure are our numbers")).wait_for()
    demo_hub.stop()

    # From the chart to the register: a month back, which is counted and shown already.
    page.get_by_role("link", name=re.compile("Syphilis test in pregnancy")).first.click()
    page.get_by_role("button", name="More to do with this chart").click()
    page.get_by_role("link", name="Recount the register").click()
    page.get_by_role("button", name="The period before").click()
    page.get_by_role("button", name="The period before").click()

    # Each counts alone: neither the report nor the other's count is in sight.
    fill(page, "20", "61")
    expect(page.get_by_text("Kept on this phone, out of sight")).to_be_visible()
    expect(page.get_by_text("Your count is kept and hidden")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\b20\b"))).to_have_count(0)
    page.get_by_role("button", name="Hand the phone to a colleague").click()
    expect(page.get_by_text("A colleague has counted")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\b(20|61)\b"))).to_have_count(0)
    fill(page, "21", "61")

    # They differ, so they count once more together.
    expect(page.get_by_text(re.compile("20 of 61 · 21 of 61.*once more, together"))).to_be_visible()
    fill(page, "21", "61")
    expect(page.get_by_text("as verified · Draft")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Verification factor \d\.\d\d")).first).to_be_visible()

    # The report is corrected, and both series stand on the chart, told apart in words and by shape.
    page.get_by_role("button", name="Correct the report").click()
    expect(page.get_by_text(re.compile("It stays with your team until you show it"))).to_be_visible()
    page.get_by_role("link", name="See the chart").click()
    legend = page.get_by_role("list", name="What is drawn")
    expect(legend).to_contain_text("As verified")
    expect(legend).to_contain_text("As first reported")
    assert page.locator("svg path.verified").count() >= 2  # one on the chart, one in the legend
    assert page.locator("svg path.first").count() == 2

    # Nothing of it has left the phone, and the next contact takes it to the hub as it is.
    demo_hub.start()
    assert almaz.errors == []
