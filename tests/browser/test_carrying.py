"""Almaz' phone never sees a network again: a stick takes her entries up and brings the others' learning."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub

MakePhone = Callable[..., Phone]


def count(page: Page, address: str, done: str, of: str) -> None:
    """Type a count for the last month on the page and save it, saying why if asked."""
    page.goto(address)
    page.get_by_role("textbox").nth(0).fill(done)
    page.get_by_role("textbox").nth(1).fill(of)
    page.get_by_role("button", name="Save").click()
    if (note := page.get_by_label("Note")).is_visible():
        note.fill("Counted from the register")
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()


def test_a_phone_without_any_network_is_carried_for(demo_hub: Hub, phone: MakePhone, tmp_path: Path) -> None:
    almaz, yonas = phone("almaz", demo_hub), phone("yonas", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    tell_hub(almaz)
    page.goto(f"{almaz.url}/#/")
    address = page.locator("[href^='#/enter']").first.get_attribute("href") or ""

    # From here on her phone has no line at all.
    almaz.context.set_offline(True)
    count(page, f"{almaz.url}/{address}", "31", "40")
    page.get_by_role("button", name="Show it to the collaborative").click()
    expect(page.get_by_text("Shown to the collaborative").first).to_be_visible()
    chart = chart_elsewhere(yonas)
    waiting = waiting_on(page, almaz)
    stick = tmp_path / "stick.debo"
    code = hand_over(page, stick)
    page.goto(f"{almaz.url}/#/status")
    expect(place_of(page, "Carried")).to_contain_text(str(waiting))
    expect(place_of(page, "On this phone")).to_contain_text("0")

    # At the hub.
    assert "No file with this code" in told(demo_hub, "carry", "receipt", code)
    assert f"{waiting} entries taken" in demo_hub.debo("carry", "in", str(stick))
    assert "at the hub" in demo_hub.debo("carry", "receipt", code)
    back = tmp_path / "back.debo"
    demo_hub.debo("carry", "out", "--to", "Haro Gudina health centre", "--file", str(back))

    # And back again: her entries are at the hub, and Yonas' point is on her chart.
    take_in(page, almaz, back, "Everything you wrote is at the hub.")
    page.goto(f"{almaz.url}/#/status")
    expect(place_of(page, "Carried")).to_contain_text("0")
    expect(place_of(page, "On this phone")).to_contain_text("0")
    page.goto(f"{almaz.url}/{chart}")
    page.get_by_text("The same numbers as a table").click()
    expect(page.get_by_role("cell", name="23", exact=True)).to_be_visible()

    # The same file again changes nothing, and one that was cut says so.
    take_in(page, almaz, back, "0 entries of others came.")
    broken = tmp_path / "broken.debo"
    broken.write_bytes(back.read_bytes()[:-9])
    take_in(page, almaz, broken, "This file ends too early")
    pass_on(yonas, stick, waiting)


def chart_elsewhere(yonas: Phone) -> str:
    """Meanwhile another facility writes something that all may read; the address of its chart."""
    page = join(yonas, "YONA-S001", "9999")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    page.goto(f"{yonas.url}/#/")
    address = page.locator("[href^='#/enter']").first.get_attribute("href") or ""
    count(page, f"{yonas.url}/{address}", "23", "37")
    chart = page.url.split("/", 3)[3]
    page.get_by_role("button", name="Show it to the collaborative").click()
    expect(page.get_by_text("Shown to the collaborative").first).to_be_visible()
    tell_hub(yonas)
    return chart


def hand_over(page: Page, stick: Path) -> str:
    """Hanna passes by with a stick; nothing counts as carried before Almaz says that she has it."""
    page.get_by_role("link", name="Carry by hand").click()
    page.get_by_label("Who takes it along?").fill("Hanna")
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    download.value.save_as(stick)
    assert stick.read_bytes().startswith(b"Debo carried file 1\n")
    assert stick.stat().st_size < 6_000
    page.get_by_role("button", name="Yes, handed over").click()
    code: str = page.locator(".code").inner_text()
    expect(page.get_by_text("The hub hasn’t said yet that it came.")).to_be_visible()
    expect(page.get_by_role("img", name="QR of the receipt")).to_be_visible()
    return code


def take_in(page: Page, phone: Phone, file: Path, says: str) -> None:
    """Choose a file that somebody brought."""
    page.goto(f"{phone.url}/#/carry")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(says)).to_be_visible(timeout=20_000)


def pass_on(yonas: Phone, stick: Path, waiting: int) -> None:
    """A file for somebody else is kept unopened and handed in at the next contact."""
    page = yonas.page
    take_in(page, yonas, stick, "It is kept here unopened, to be passed on.")
    page.goto(f"{yonas.url}/#/status")
    with page.expect_response("**/api/carried") as passed:
        page.get_by_role("button", name="Exchange now").click()
    assert passed.value.json()["known"] == waiting


def waiting_on(page: Page, phone: Phone) -> int:
    """How many entries wait on the phone."""
    page.goto(f"{phone.url}/#/status")
    shown = place_of(page, "On this phone").locator(".count").inner_text()
    return int(shown)


def place_of(page: Page, name: str) -> Locator:
    """The line of a place on the page about where entries are."""
    return page.get_by_role("listitem").filter(has=page.locator(".name", has_text=name))


def told(hub: Hub, *words: str) -> str:
    """What a command said that ends with another code than 0."""

    try:
        return hub.debo(*words)
    except subprocess.CalledProcessError as error:
        return str(error.stdout)
