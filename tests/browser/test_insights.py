"""What the woreda's officer sees from above, and what of it stays when the network goes."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.hub import Hub
from tests.browser.look import Look
from tests.browser.phone import Phone
from tests.browser.test_screens import join


def test_an_officer_looks_down(phone: Callable[..., Phone], demo_hub: Hub) -> None:
    look = Look(phone("gemechu", demo_hub))
    look.begin("en")
    join(look, "WORE-DA01", "3333")
    page = look.page
    look.open("#/settings")
    page.get_by_role("link", name="What we see from here").click()
    page.get_by_role("link", name="Demo woreda: Gara Abbaya").click()
    page.get_by_role("link", name="Syphilis test in pregnancy").wait_for()
    expect(page.get_by_text(re.compile(r"\d+ of \d+ reported")).first).to_be_visible()
    place = page.url
    page.get_by_role("link", name="Syphilis test in pregnancy").click()
    expect(page.get_by_role("heading", name="Haro Gudina health centre")).to_be_visible()
    measure = page.url
    page.goto(place)
    page.get_by_role("link", name="What was reported, and when").click()
    expect(page.get_by_role("heading", name="Worth asking about")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"\d+ of \d+ reported")).first).to_be_visible()

    page.context.set_offline(True)
    page.goto(measure)
    expect(page.get_by_role("heading", name="Haro Gudina health centre")).to_be_visible()
    expect(page.get_by_text(re.compile(r"As of \d+ \w+ \d{4}"))).to_be_visible()
    expect(page.get_by_text("This needs the network")).to_be_visible()
