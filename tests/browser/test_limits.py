"""Limits on a phone with no network: drawn where they mean something, and where not the reason is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_screens import Ids
from tests.browser.test_two_phones import join

HERE = "Haro Gudina health centre"
#: What the demonstration's counts there are enough for.
REASONS = {
    "Syphilis test in pregnancy": r"Run chart: limits need 12 points on each line, and one here",
    "Birth weight below 2,500 g": r"a share would have a P chart, but \d+ a period on average are too few",
    "Fresh stillbirths": r"Run chart: in \d+ of \d+ periods there was none; a T",
    "Bundle: before pushing": r"P chart: a share of \d+ a period on average, enough for limits\.",
}


@pytest.fixture
def offline(demo_hub: Hub, phone: Callable[..., Phone]) -> Phone:
    """Almaz's phone with the whole collaborative on it, out of reach of the hub."""
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    return almaz


def show_limits(page: Page) -> None:
    page.get_by_role("button", name="More to do with this chart").click()
    page.get_by_role("button", name="Show limits, where they mean something").click()


def test_limits_come_and_go_without_a_network(demo_hub: Hub, offline: Phone, tmp_path: Path) -> None:
    ids = Ids(demo_hub)
    here = ids.named("people_place", HERE)
    page = offline.page
    demo_hub.stop()
    for name, why in REASONS.items():
        page.goto(f"{offline.url}/#/chart/{ids.named('measures_measure', name)}/{here}")
        expect(page.get_by_role("group", name=re.compile(re.escape(name)))).to_be_visible()
        show_limits(page)
        reason = page.get_by_text(re.compile(why))
        expect(reason).to_be_visible()
        drawn = why.startswith("P chart")
        ground = page.locator("figure svg path.limits")
        expect(ground).to_have_count(1 if drawn else 0)
        expect(page.get_by_text("Limits: chance alone seldom leaves them")).to_be_visible(visible=drawn)
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
    page.get_by_role("button", name="More to do with this chart").click()
    page.get_by_role("button", name="Leave the limits out").click()
    expect(reason).to_be_hidden()
    demo_hub.start()
