"""From an empty hub to a first count: a steward sets a collaborative up, somebody joins by the code."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import type_pin

MakePhone = Callable[..., Phone]


def setup_code(hub: Hub) -> str:
    """The code that `debo serve` printed for the steward of an empty hub."""
    found = re.search(r"#/setup/(\S+)", hub.log.read_text())
    assert found is not None
    return found.group(1)


def test_a_steward_sets_up_an_empty_hub(empty_hub: Hub, phone: MakePhone) -> None:
    steward = phone("steward", empty_hub, width=1280, height=800)
    page = steward.go(f"#/setup/{setup_code(empty_hub)}")
    page.get_by_label("Your name").fill("Mulu Regassa")
    page.get_by_label("Name of the collaborative").fill("Mothers and newborns")
    page.get_by_label("Woreda").fill("Gara Abbaya")
    page.get_by_role("button", name="Continue").click()
    type_pin(page, "1357")
    type_pin(page, "1357")
    expect(page.get_by_role("heading", name="Setting up")).to_be_visible()

    # The rest of setting up needs no network, once the app lies on this computer.
    page.goto(f"{steward.url}/#/places")
    expect(page.get_by_text("Gara Abbaya").first).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    empty_hub.stop()
    paste_places(page, steward.url)
    add_person(page, "Haro health centre", "Almaz Tesfaye", "Midwife")
    found_team(page, "Haro health centre", "Almaz Tesfaye")
    add_measure(page)

    # Inviting is the one step that needs the hub; what was set up goes there first.
    empty_hub.start()
    code = invite(page, "Haro health centre", "Almaz Tesfaye")
    almaz = phone("almaz", empty_hub)
    joined = almaz.go(f"#/join/{code}")
    joined.get_by_role("button", name="Yes, this is me").click()
    type_pin(joined, "2468")
    type_pin(joined, "2468")
    joined.goto(f"{almaz.url}/#/")
    count(joined)


def paste_places(page: Page, url: str) -> None:
    """Three places at once, one a line; the wards of the catchment follow from the last column."""
    page.goto(f"{url}/#/places/paste")
    page.get_by_label("The list").fill(
        "Gara hospital, hospital, Gara Abbaya\nHaro health centre, health centre, Gara Abbaya\n"
        "Burqa health post, health post, Haro health centre"
    )
    page.get_by_role("button", name="Add 3 places").click()
    expect(page).to_have_url(re.compile("#/places$"))


def add_person(page: Page, place: str, name: str, role: str) -> None:
    """Put somebody on a facility's roster."""
    page.goto(page.url.split("#")[0] + "#/people")
    page.get_by_role("link", name=re.compile(place)).first.click()
    page.get_by_role("button", name="Add a person").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Name").fill(name)
    sheet.get_by_label("Role").select_option(label=role)
    sheet.get_by_role("button", name="Add", exact=True).click()
    sheet.get_by_role("button", name="Done").click()
    expect(page.get_by_text(name).first).to_be_visible()


def found_team(page: Page, place: str, member: str) -> None:
    """A team of one: the advice about four to nine people is gentle and stops nobody."""
    page.goto(page.url.split("#")[0] + "#/teams")
    page.get_by_role("button", name="New team").click()
    page.get_by_role("dialog").get_by_label("Facility").select_option(label=place)
    page.get_by_role("button", name="Next: its members").click()
    page.get_by_role("button", name="Pick members").click()
    page.get_by_role("dialog").get_by_text(member).click()
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    expect(page.get_by_text(member).first).to_be_visible()
    expect(page.get_by_text(re.compile("4 to 9|4–9|four to nine")).first).to_be_visible()


def add_measure(page: Page) -> None:
    """A measure for everybody: what is counted, out of what, how often."""
    page.goto(page.url.split("#")[0] + "#/measures/new")
    page.get_by_label("Name · needed").fill("Kept warm")
    page.get_by_label("What is counted · needed").fill("Newborns kept skin to skin for an hour")
    page.get_by_label("Out of what").fill("Live births")
    page.get_by_label("Health centre").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Kept warm")).to_be_visible()


def invite(page: Page, place: str, name: str) -> str:
    """The code that lets somebody in."""
    page.goto(page.url.split("#")[0] + "#/people")
    page.get_by_role("link", name=re.compile(place)).first.click()
    page.get_by_role("link", name=re.compile(name)).first.click()
    page.get_by_role("link", name="Invite").first.click()
    code = page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    expect(code).to_be_visible(timeout=30_000)
    return code.inner_text()


def count(page: Page) -> None:
    """The first count of a new collaborative, and its point."""
    page.locator("[href^='#/enter']").first.click()
    page.get_by_role("textbox").nth(0).fill("18")
    page.get_by_role("textbox").nth(1).fill("20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("18 of 20").first).to_be_visible()
