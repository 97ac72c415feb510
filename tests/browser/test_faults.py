"""The real app in Chromium, killed, cut off and updated while it works: by seed, two in the tests.

DEBO_BROWSER_RUNS says how many seeds of each kind a soak tries; DEBO_BROWSER_SEED which is the first.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.look import ROOT
from tests.browser.phone import Phone
from tests.browser.test_keeping import arrived, count, kill, waiting
from tests.browser.test_two_phones import join, tell_hub, unlock
from tests.faults.line import DOWN, UP, Line

MakePhone = Callable[..., Phone]

RUNS = int(os.environ.get("DEBO_BROWSER_RUNS", "2"))
FIRST = int(os.environ.get("DEBO_BROWSER_SEED", "1"))
SEEDS = range(FIRST, FIRST + RUNS)


@pytest.fixture(autouse=True)
def line_is_back(demo_hub: Hub) -> Iterator[None]:
    """Whatever a test did to the hub, the next one begins with one that answers."""
    yield
    if demo_hub.process is None:
        demo_hub.start()


@pytest.fixture
def line(demo_hub: Hub) -> Iterator[Line]:
    """What lies between the phones of a test and the hub."""
    laid = Line(demo_hub.port)
    yield laid
    laid.close()


@pytest.fixture
def almaz(demo_hub: Hub, line: Line, phone: MakePhone) -> Phone:
    """Her phone, which reaches the hub through the line alone and holds all of the collaborative."""
    made = phone("almaz", demo_hub)
    made.url = f"http://127.0.0.1:{line.port}"
    arrived(join(made, "ALMA-Z001", "6666"))
    tell_hub(made)
    return made


def form(phone: Phone) -> str:
    """The address of the form for the first measure's running month."""
    phone.page.goto(f"{phone.url}/#/")
    address = phone.page.locator("main li [href^='#/chart']").first.get_attribute("href") or ""
    return f"{phone.url}/{address.replace('#/chart', '#/enter')}"


def exchange_until_told(phone: Phone) -> None:
    """After whatever went wrong: everything is at the hub, and the screen says so."""
    tell_hub(phone)
    assert waiting(phone.page) == 0


def counted(phone: Phone, numerator: int) -> str:
    """Count, and wait until the screen says that it is saved; the address of the form that was filled in.

    The list puts what is due first, so the first measure of the list may be another one the next time.
    """
    count(phone.page, str(numerator), "82")
    # The word of the count before may still stand there; the app goes on to the chart when this one is saved,
    # and would overtake who goes elsewhere sooner.
    phone.page.wait_for_url("**/#/chart/**")
    return phone.page.url.replace("#/chart/", "#/enter/")


def shows(phone: Phone, address: str, numerator: int) -> None:
    """The form holds what was counted last."""
    phone.page.goto(address)
    expect(phone.page.get_by_role("textbox").nth(0)).to_have_value(str(numerator), timeout=20_000)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_browser_killed_again_and_again_keeps_what_it_called_saved(
    almaz: Phone, line: Line, seed: int
) -> None:
    chance = random.Random(seed)
    last, address = 0, ""
    for _ in range(3):
        # The line is dead, so what is saved is on this phone alone.
        line.is_dead = True
        safe = waiting(almaz.page)
        last = chance.choice([one for one in range(40, 80) if one != last])
        is_saved = chance.random() < 0.5
        if is_saved:
            address = counted(almaz, last)
        else:
            almaz.page.goto(form(almaz))
            almaz.page.get_by_role("textbox").nth(0).fill(str(last))
            almaz.page.get_by_role("textbox").nth(1).fill("82")
            almaz.page.get_by_role("button", name="Save").click(no_wait_after=True)
            almaz.page.wait_for_timeout(chance.uniform(0, 80))
        kill(almaz)
        unlock(almaz, "Almaz", "6666")
        now = waiting(almaz.page)
        assert now in ((safe + 1,) if is_saved else (safe, safe + 1)), f"{now} after {safe}"
        if is_saved:
            shows(almaz, address, last)
        line.is_dead = False
        begin_exchange(almaz, chance.uniform(0, 250))
        kill(almaz)
        line.is_dead = True
        unlock(almaz, "Almaz", "6666")
        if is_saved:
            shows(almaz, address, last)
        line.is_dead = False
    exchange_until_told(almaz)
    if is_saved:
        shows(almaz, address, last)


def begin_exchange(phone: Phone, milliseconds: float) -> None:
    """Press the button and look away."""
    page = phone.go("#/status")
    page.get_by_role("button", name=re.compile("Exchang")).click(no_wait_after=True)
    page.wait_for_timeout(milliseconds)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_exchange_of_the_app_may_be_cut_at_any_byte(almaz: Phone, line: Line, seed: int) -> None:
    chance = random.Random(seed)
    line.heard.clear()
    for number in range(6):
        numerator = 40 + 6 * (seed % 5) + number
        way = chance.choice([UP, DOWN])
        line.cut_after(way, chance.randrange(0, 900 if way == UP else 500))
        address = counted(almaz, numerator)
        begin_exchange(almaz, 100)
        done = almaz.page.get_by_role("button", name="Exchange now")
        expect(done).to_be_visible(timeout=30_000)
        line.whole()
        shows(almaz, address, numerator)
    # And handed in three times at once, then once more from the beginning.
    line.copies = 2
    address = counted(almaz, 39)
    exchange_until_told(almaz)
    line.copies = 0
    for raw in line.heard:
        line.hand_in_again(raw)
    tell_hub(almaz)
    shows(almaz, address, 39)
    assert line.cuts >= 3


def test_an_update_of_the_app_waits_for_a_form_and_for_an_exchange(almaz: Phone, line: Line) -> None:
    # From its second start on the app comes from the phone itself, so an update has somebody to wait for.
    almaz.restart()
    unlock(almaz, "Almaz", "6666")
    page = almaz.page
    address = form(almaz)
    page.goto(address)
    page.get_by_role("textbox").nth(0).fill("71")
    newer_app(line)
    update(page)
    # The newer one is on the phone, and what was typed is still there; it is saved by the older one.
    expect(page.get_by_role("textbox").nth(0)).to_have_value("71")
    page.get_by_role("textbox").nth(1).fill("82")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()
    # In the middle of an exchange she says that she wants the new one: the app starts anew, and goes on.
    begin_exchange(almaz, 5)
    page.goto(f"{almaz.url}/#/")
    with page.expect_event("load", timeout=20_000):
        page.get_by_role("button", name="A new version is ready").click()
    unlock_if_asked(page)
    assert any("newer" in name for name in page.evaluate("() => caches.keys()"))
    assert page.evaluate("() => navigator.serviceWorker.getRegistration().then((one) => one.waiting)") is None
    exchange_until_told(almaz)
    shows(almaz, address, 71)


def unlock_if_asked(page: Page) -> None:
    """The app that has just started anew asks who is there, or goes on where it was."""
    key = page.get_by_role("button", name="1", exact=True)
    key.or_(page.locator("main li [href^='#/chart']")).first.wait_for(timeout=30_000)
    if key.is_visible():
        page.keyboard.type("6666")
        page.keyboard.press("Enter")
        expect(key).to_be_hidden()


def newer_app(line: Line) -> None:
    """From now on the hub has another build: another service worker comes over the line."""
    worker = (ROOT / "debo/app/service-worker.js").read_text()
    newer = worker.replace('debo-${"', 'debo-${"newer').encode()
    assert newer != worker.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: {len(newer)}\r\n\r\n"
    line.instead[b"GET /service-worker.js"] = head.encode() + newer


def update(page: Page) -> None:
    """The browser looks for a newer app, as it does by itself once a day and at each start."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          await registration.update();
          for (let i = 0; i < 400 && !registration.waiting; i++)
            await new Promise((go) => setTimeout(go, 50));
          if (!registration.waiting) throw new Error('no newer app came');
        }"""
    )
