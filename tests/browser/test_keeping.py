"""A phone through what phones go through: killed while writing, full, in two tabs, and with a broken app."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub, unlock

MakePhone = Callable[..., Phone]


@pytest.fixture(autouse=True)
def line_is_back(demo_hub: Hub) -> Iterator[None]:
    """Whatever a test did to the line, the next one begins with a hub that answers."""
    yield
    if demo_hub.process is None:
        demo_hub.start()


def arrived(page: Page) -> Page:
    """Everything of the collaborative is on the phone."""
    page.locator("main li [href^='#/chart']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    return page


def count(page: Page, numerator: str, denominator: str) -> None:
    """Count the first measure anew, and wait until the phone says it is saved."""
    page.bring_to_front()
    page.goto(page.url.split("#")[0] + "#/")
    address = page.locator("main li [href^='#/chart']").first.get_attribute("href") or ""
    page.goto(page.url.split("#")[0] + address.replace("#/chart", "#/enter"))
    page.get_by_role("textbox").nth(0).fill(numerator)
    page.get_by_role("textbox").nth(1).fill(denominator)
    save(page)
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()


def save(page: Page) -> None:
    """Save a count like those before it, for which nothing is asked."""
    page.get_by_role("button", name="Save").click()


def waiting(page: Page) -> int:
    """How many entries the first screen says are on this phone, or just being sent."""
    page.goto(page.url.split("#")[0] + "#/")
    line = page.locator("a[href='#/status']").first
    expect(line).to_be_visible()
    # An exchange begins with the unlock: what is being tried for counts until it has ended.
    found = re.findall(r"(\d+) on (?:this phone|its way|their way)", line.inner_text())
    return sum(map(int, found))


def test_what_was_not_sent_is_saved_when_the_app_is_broken(
    demo_hub: Hub, phone: MakePhone, tmp_path: Path
) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    demo_hub.stop()
    count(page, "63", "82")
    unsent = waiting(page)
    assert unsent > 0

    # An update that went wrong: every script of the app on this phone is an error now.
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const { url } of await cache.keys())
              if (/assets.*js$/.test(url))
                await cache.put(url, new Response('throw new Error("broken")',
                  { headers: { 'Content-Type': 'text/javascript' } }));
          }
        }"""
    )
    almaz.restart()
    page = almaz.page
    page.goto(almaz.url + "/")
    page.get_by_role("link", name=re.compile("Debo does not open")).click(timeout=20_000)
    expect(page.get_by_text(f"Not yet at the hub: {unsent}")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save them to a file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    almaz.errors.clear()
    assert json.loads(json.loads(file.read_text())["payload"])["entries"]
    said = demo_hub.debo("rescue", str(file))
    assert re.match(rf"{unsent} entr(y|ies) of the phone ", said)


def kill(phone: Phone) -> None:
    """End the browser as a battery does: at once, whatever it was doing."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        if f"--user-data-dir={phone.profile}" in words and not any(w.startswith("--type=") for w in words):
            os.kill(int(process.name), signal.SIGKILL)
    phone.open()


def test_a_browser_killed_while_it_writes_and_sends_keeps_what_it_called_saved(
    demo_hub: Hub, phone: MakePhone
) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    demo_hub.stop()
    count(page, "63", "82")
    address = page.url.replace("#/chart/", "#/enter/")
    safe = waiting(page)
    for milliseconds in (0, 3, 15, 60):
        page.goto(address)
        page.get_by_role("textbox").nth(0).fill(str(66 - milliseconds // 10))
        page.get_by_role("textbox").nth(1).fill("90")
        page.get_by_role("button", name="Save").click(no_wait_after=True)
        page.wait_for_timeout(milliseconds)
        kill(almaz)
        page = almaz.page
        unlock(almaz, "Almaz", "6666")
        now = waiting(page)
        # The entry is there or it isn't; what had been called saved is there always.
        assert now in (safe, safe + 1)
        safe = now
    demo_hub.start()
    for milliseconds in (20, 120):
        page = almaz.go("#/status")
        page.get_by_role("button", name=re.compile("Exchang")).click(no_wait_after=True)
        page.wait_for_timeout(milliseconds)
        kill(almaz)
        unlock(almaz, "Almaz", "6666")
    tell_hub(almaz)
    assert waiting(almaz.page) == 0


HONEST = "--disable-features=StaticStorageQuota"
"""Newer Chromium tells every page of 10 GB of room, whatever the disk has; with this it tells the truth."""


def limit(phone: Phone, quota: int | None) -> None:
    """Let the phone have so much room for the app, as if the rest were full of photos."""
    cdp = phone.context.new_cdp_session(phone.page)
    size = {} if quota is None else {"quotaSize": quota}
    cdp.send("Storage.overrideQuotaForOrigin", {"origin": phone.url, **size})


def test_a_full_phone_says_so_and_keeps_what_was_typed(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub, HONEST)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    used = page.evaluate("() => navigator.storage.estimate().then(({ usage }) => usage)")
    limit(almaz, used * 10 // 9)
    page.goto(almaz.url + "/")
    page.reload()
    address = page.locator("main li [href^='#/chart']").first.get_attribute("href") or ""
    expect(page.get_by_text(re.compile(r"This phone is \d+ % full"))).to_be_visible()
    page.goto(f"{almaz.url}/{address.replace('#/chart', '#/enter')}")
    page.get_by_role("textbox").nth(0).fill("64")
    page.get_by_role("textbox").nth(1).fill("82")
    save(page)
    expect(page.get_by_text(re.compile("no room left, so this was not saved"))).to_be_visible()
    # What was typed stays on the screen; somebody moves their photos, and saves.
    expect(page.get_by_role("textbox").nth(0)).to_have_value("64")
    limit(almaz, None)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()


def test_two_tabs_show_the_same_and_send_everything_once(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    demo_hub.stop()
    second = almaz.context.new_page()
    second.on("pageerror", lambda error: almaz.errors.append(str(error)))
    second.goto(almaz.url + "/")
    almaz.page = second
    unlock(almaz, "Almaz", "6666")
    before = waiting(second)
    count(page, "65", "82")
    expect(second.get_by_text(f"{before + 1} on this phone").first).to_be_visible()
    count(page, "66", "82")
    expect(second.get_by_text(f"{before + 2} on this phone").first).to_be_visible()
    demo_hub.start()
    almaz.page = page
    tell_hub(almaz)
    assert waiting(page) == waiting(second) == 0
