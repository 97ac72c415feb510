"""The first screen never promises what isn't so; nothing that happens to the window or app costs an entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_keeping import arrived, count, waiting
from tests.browser.test_two_phones import join, tell_hub, type_pin

MakePhone = Callable[..., Phone]


def exchange_now(page: Page) -> None:
    """Ask for an exchange and leave for the first screen, without waiting for its end."""
    page.goto(page.url.split("#")[0] + "#/status")
    button = page.get_by_role("button", name="Exchange now")
    button.click(no_wait_after=True)
    page.goto(page.url.split("#")[0] + "#/")


def hold(page: Page, door: str) -> list[Route]:
    """Requests to a door are neither sent nor refused from now on; they are in the list."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(door, keep)
    return held


def test_a_line_cut_in_the_middle_is_never_told_as_arrived(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    tell_hub(almaz)
    held = hold(page, "**/api/sync")
    count(page, "63", "82")
    exchange_now(page)
    first = page.locator("a[href='#/status']").first
    expect(first).to_contain_text("1 on its way", timeout=20_000)
    expect(first).not_to_contain_text("All at the hub")
    held[0].abort()
    expect(first).to_contain_text("1 on this phone")

    # The hub takes it, and its answer is lost: the phone can't know, and says so.
    page.unroute("**/api/sync")

    def lose_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/sync", lose_answer, times=1)
    with page.expect_request("**/api/sync"):
        exchange_now(page)
    expect(first).to_contain_text("1 on this phone")
    page.unroute_all(behavior="ignoreErrors")
    tell_hub(almaz)
    page.goto(f"{almaz.url}/#/")
    expect(first).to_contain_text("All at the hub")


def test_a_killed_hub_and_a_file_on_its_way_are_told_as_they_are(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    tell_hub(almaz)
    demo_hub.stop()
    try:
        count(page, "64", "82")
        exchange_now(page)
        first = page.locator("a[href='#/status']").first
        expect(first).to_contain_text("1 on this phone")
        page.goto(f"{almaz.url}/#/carry")
        page.get_by_label("Who takes it along?").fill("Chaltu")
        page.get_by_role("button", name="Make the file").click()
        with page.expect_download():
            page.get_by_role("button", name="Save the file").click()
        page.goto(f"{almaz.url}/#/")
        # A file that was made is not yet with anybody.
        expect(first).to_contain_text("1 on this phone")
        page.goto(f"{almaz.url}/#/carry")
        page.get_by_label("Who takes it along?").fill("Chaltu")
        page.get_by_role("button", name="Make the file").click()
        with page.expect_download():
            page.get_by_role("button", name="Save the file").click()
        page.get_by_role("button", name="Yes, handed over").click()
        page.goto(f"{almaz.url}/#/")
        expect(first).to_contain_text("1 carried")
        expect(first).not_to_contain_text("All at the hub")
    finally:
        demo_hub.start()
    tell_hub(almaz)
    page.goto(f"{almaz.url}/#/")
    expect(first).to_contain_text("All at the hub")


SEEN = """new MutationObserver(() => {
  if (document.querySelector('main input')) window.sawForm = true;
}).observe(document, { childList: true, subtree: true });"""


def test_an_empty_hub_never_shows_a_form_for_codes(empty_hub: Hub, phone: MakePhone) -> None:
    steward = phone("steward", empty_hub)
    steward.context.add_init_script(SEEN)
    held = hold(steward.page, "**/api/hub")
    page = steward.go("#/join")
    expect(page.get_by_text("Looking for the hub…")).to_be_visible()
    # The part of the app that speaks to the hub comes a moment after the words.
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.get_by_role("link", name="Set up a collaborative")).to_be_visible()
    assert not page.evaluate("() => window.sawForm ?? false")
    page.unroute_all(behavior="ignoreErrors")


def test_a_hub_that_does_not_answer_keeps_nobody_from_typing(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    hold(almaz.page, "**/api/hub")
    page = almaz.go("#/join")
    expect(page.get_by_label("Your code")).to_be_visible()
    page.unroute_all(behavior="ignoreErrors")


NONE = "Object.defineProperty(window, 'indexedDB', { get: () => undefined })"
REFUSED = """IDBFactory.prototype.open = () => {
  throw new DOMException('A mutation operation was attempted on a database', 'InvalidStateError');
}"""


@pytest.mark.parametrize(
    ("window", "says"), [(NONE, "This window keeps nothing"), (REFUSED, "does not open its storage here")]
)
def test_a_window_without_a_storage_says_so(demo_hub: Hub, phone: MakePhone, window: str, says: str) -> None:
    private = phone("private", demo_hub)
    private.context.add_init_script(window)
    page = private.go()
    expect(page.get_by_text(says)).to_be_visible()
    expect(page.get_by_role("link", name="Save what was not sent to a file")).to_be_visible()


def test_a_browser_that_promises_nothing_is_told_and_keeps_what_is_written(
    demo_hub: Hub, phone: MakePhone
) -> None:
    almaz = phone("almaz", demo_hub)
    almaz.context.add_init_script(
        "navigator.storage.persist = async () => false; navigator.storage.persisted = async () => false;"
    )
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    page.goto(f"{almaz.url}/#/status")
    expect(page.get_by_text("The browser has not promised to keep what is on this phone")).to_be_visible()
    page.get_by_role("button", name="Ask the browser to keep it").click()
    expect(page.get_by_text("The browser did not promise it.")).to_be_visible()
    almaz.context.set_offline(True)
    count(page, "65", "82")
    assert waiting(page) > 0
    almaz.context.set_offline(False)


def test_locking_and_wrong_pins_delete_nothing(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    tell_hub(almaz)
    page.route("**/api/sync", lambda route: route.abort())
    count(page, "66", "82")
    page.goto(f"{almaz.url}/#/")
    expect(page.locator("a[href='#/status']").first).to_contain_text("on this phone")
    unsent = waiting(page)
    assert unsent > 0

    page.goto(f"{almaz.url}/#/settings")
    page.get_by_role("button", name="Lock").click()
    for _ in range(4):
        type_pin(page, "0000")
        expect(page.get_by_text("That was another PIN. Nothing is lost")).to_be_visible()
    page.wait_for_timeout(300)
    type_pin(page, "6666")
    expect(page.locator("nav")).to_be_visible()
    assert waiting(page) == unsent
    page.unroute_all(behavior="ignoreErrors")
    tell_hub(almaz)
    assert waiting(page) == 0
