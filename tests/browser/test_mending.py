"""What the hub sets aside, and what a newer version wrote: told in words, mended in one tap, never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES, Look
from tests.browser.phone import Phone
from tests.browser.test_keeping import arrived, count
from tests.browser.test_two_phones import join, tell_hub

MakePhone = Callable[..., Phone]


def cycle_that_ends_before_it_begins(page: Page) -> str:
    """A cycle with a slip of the pen in its last day; answers its address."""
    page.goto(page.url.split("#")[0] + "#/cycle/new")
    page.get_by_label("What do we want to find out?").fill("Do cards help?")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_role("heading", name="Do cards help?")).to_be_visible()
    page.get_by_role("button", name="Begin today").click()
    page.get_by_role("button", name="What happened").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("What happened?").fill("Seven of ten came back")
    sheet.get_by_label("Ends: Day").select_option("1")
    sheet.get_by_label("Ends: Month").select_option("1")
    sheet.get_by_label("Ends: Year").select_option(index=6)
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Seven of ten came back")).to_be_visible()
    return page.url


def test_a_slip_is_told_in_words_and_mended_in_one_tap(demo_hub: Hub, phone: MakePhone) -> None:
    almaz, tolosa = phone("almaz", demo_hub), phone("tolosa", demo_hub)
    look = Look(almaz)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    cycle = cycle_that_ends_before_it_begins(page)
    tell_hub(almaz)
    page.goto(f"{almaz.url}/#/")
    expect(page.get_by_text("1 needs your attention").first).to_be_visible()
    # What lies under the pointer stays until it has been read.
    page.mouse.move(0, 0)
    expect(page.get_by_text("Saved on this phone.")).to_be_hidden(timeout=15_000)
    look.forget()
    for language in (*LANGUAGES, "en"):
        look.speak(language)
        look.open("#/status")
        page.locator("#attention").scroll_into_view_if_needed()
        page.locator("#attention").evaluate("one => scrollTo(0, one.offsetTop - 16)")
        look.screen("status-set-aside")
    assert look.faults == []

    page.goto(f"{almaz.url}/#/status")
    expect(page.get_by_text("The last day lies before the first.")).to_be_visible()
    expect(page.get_by_text("Seven of ten came back")).to_be_visible()
    page.get_by_role("button", name="Correct it").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label("What happened?")).to_have_value("Seven of ten came back")
    sheet.get_by_label("Ends: Year").select_option(index=4)
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="1 needs your attention")).to_have_count(0)
    tell_hub(almaz)
    expect(page.get_by_role("heading", name="1 needs your attention")).to_have_count(0)

    # Everything of the entry is at the hub now, not only the day that was corrected.
    arrived(join(tolosa, "TOLO-SA01", "7777"))
    tell_hub(tolosa)
    tolosa.page.goto(cycle)
    expect(tolosa.page.get_by_text("Seven of ten came back")).to_be_visible()


def refuse(phone: Phone, reason: str) -> None:
    """From now on the hub seems to set aside what this phone hands in."""

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.json()
        if isinstance(body.get("acks"), dict):
            body["attention"] = [
                {"channel": channel, "n": n, "reason": reason, "words": {}}
                for channel, n in body["acks"].items()
            ]
        headers = {k: v for k, v in response.headers.items() if "content-" not in k.lower()}
        route.fulfill(status=response.status, json=body, headers=headers)

    phone.context.route("**/api/sync", answer)


def test_what_the_hub_is_too_old_for_waits_and_asks_for_nothing(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    tell_hub(almaz)
    refuse(almaz, "unknown_type")
    with page.expect_response("**/api/sync"):
        count(page, "63", "82")
        page.goto(f"{almaz.url}/#/status")
        page.get_by_role("button", name="Exchange now").click()
    expect(page.get_by_role("heading", name="Waits until the hub is upgraded")).to_be_visible()
    expect(page.get_by_text("Nothing to do: it is kept, and is tried again by itself.")).to_be_visible()
    expect(page.get_by_text("needs your attention")).to_have_count(0)
    page.goto(f"{almaz.url}/#/")
    expect(page.get_by_text("kept, and waits").first).to_be_visible()
    expect(page.get_by_text("All at the hub")).to_have_count(0)
    almaz.context.unroute_all(behavior="ignoreErrors")


def test_what_cannot_be_mended_says_whom_to_ask_and_then_keeps_quiet(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    tell_hub(almaz)
    refuse(almaz, "forbidden_write")
    count(page, "64", "82")
    page.goto(f"{almaz.url}/#/status")
    with page.expect_response("**/api/sync"):
        page.get_by_role("button", name="Exchange now").click()
    expect(page.get_by_text("Your role at the hub doesn’t include this.").first).to_be_visible()
    expect(page.get_by_text(re.compile("Bekele Wakgari|steward of the collaborative")).first).to_be_visible()
    while (told := page.get_by_role("button", name="I have told them")).count():
        left = told.count()
        told.first.click()
        expect(told).to_have_count(left - 1)
    expect(page.get_by_role("heading", name="Kept, and waits")).to_be_visible()
    page.goto(f"{almaz.url}/#/")
    expect(page.get_by_text(re.compile("kept, and wait")).first).to_be_visible()
    expect(page.get_by_text("attention")).to_have_count(0)
    almaz.context.unroute_all(behavior="ignoreErrors")


def older(phone: Phone) -> list[str]:
    """The app of this phone knows neither goals nor predictions; answers what was made unknown."""
    done: list[str] = []

    def answer(route: Route) -> None:
        response = route.fetch()
        text = response.text()
        for known, unknown in (
            ("goal:{key:", "gaol:{key:"),
            ("prediction:{kind:", "prophecy:{kind:"),
            ("goal:{measure:{kind:", "gaol:{measure:{kind:"),
        ):
            if known in text:
                done.append(known)
                text = text.replace(known, unknown)
        route.fulfill(status=200, body=text, content_type="text/javascript")

    phone.context.route("**/assets/*.js", answer)
    return done


def test_an_older_app_says_what_it_keeps_of_a_newer_version(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    unknown = older(almaz)
    look = Look(almaz)
    page = arrived(join(almaz, "ALMA-Z001", "6666"))
    expect(page.get_by_text(re.compile(r"\d+ from a newer version")).first).to_be_visible(timeout=20_000)
    look.forget()
    for language in (*LANGUAGES, "en"):
        look.speak(language)
        look.open("#/status")
        page.locator("#newer").wait_for()
        page.locator("#newer").evaluate("one => scrollTo(0, one.offsetTop - 16)")
        look.screen("status-newer")
    assert look.faults == []
    assert set(unknown) == {"goal:{key:", "prediction:{kind:", "goal:{measure:{kind:"}
    expect(page.get_by_text("Something of a new kind").first).to_be_visible()
    look.open("#/cycles")
    page.get_by_role("link", name=re.compile("Is everything ready before pushing")).first.click()
    expect(page.get_by_text("1 more answer from a newer version: kept")).to_be_visible()
    almaz.context.unroute_all(behavior="ignoreErrors")
