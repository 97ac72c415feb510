"""Words: explained by a tap, said plainly, said in a collaborative’s own way, said more kindly."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join


def arrived(phone: Phone) -> Page:
    """Almaz's phone with the whole collaborative on it."""
    page = join(phone, "ALMA-Z001", "6666")
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    return page


def test_words_are_explained_and_said_plainly_offline(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(almaz)
    demo_hub.stop()

    # On a chart: a tap on the word, by finger or by keyboard, and back where one was.
    page.get_by_role("link", name=re.compile("Syphilis test in pregnancy")).first.click()
    word = page.get_by_role("button", name=re.compile("^Median"))
    word.click()
    sheet = page.get_by_role("dialog", name="Median")
    expect(sheet).to_contain_text("half of the points lie above it")
    expect(sheet).to_contain_text("Of 3, 5 and 9 births, the median is 5.")
    expect(sheet.locator("svg path.accent")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    sheet.get_by_role("link", name="All words").click()

    # All of them, searched as one types them, by name or by what they mean.
    titles = page.get_by_role("heading", level=2)
    expect(titles).to_have_count(24)
    page.get_by_role("searchbox", name="Search").fill("five WHYS")
    expect(titles).to_have_text(["Five whys"])
    page.get_by_role("searchbox", name="Search").fill("lower number")
    expect(titles).to_have_text(["Denominator"])
    page.get_by_role("searchbox", name="Search").fill("zebra")
    page.get_by_role("button", name="All words").click()
    expect(titles).to_have_count(24)

    # In plain words: another sentence, kept for this person.
    page.goto(f"{almaz.url}/#/settings")
    page.get_by_role("radio", name="Plain and short").check()
    page.goto(f"{almaz.url}/#/charts")
    page.goto(f"{almaz.url}/#/settings")
    expect(page.get_by_role("radio", name="Plain and short")).to_be_checked()
    page.goto(f"{almaz.url}/#/")
    page.get_by_role("link", name=re.compile("Syphilis test in pregnancy")).first.click()
    expect(page.get_by_role("button", name=re.compile("^Middle"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Median"))).to_have_count(0)
    expect(page.locator("figcaption")).to_contain_text("Keep counting")
    demo_hub.start()


def test_a_kinder_wording_is_offered_and_never_in_the_way(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(almaz)
    demo_hub.stop()
    page.goto(f"{almaz.url}/#/cycle/new")
    question = page.get_by_role("textbox", name=re.compile("What do we want to find out"))
    said = "Sister Almaz forgot the injection again. Does a card help?"
    question.fill(said)
    offer = page.get_by_text("One could also say:")
    expect(offer).to_contain_text("What could remind us?")

    # Taken over in the place of that sentence, and taken back.
    page.get_by_role("button", name="Say it so").click()
    kinder = "Nothing reminded us at that moment. What could remind us?"
    expect(question).to_have_value(f"{kinder} Does a card help?")
    page.get_by_role("button", name="As I had written it").click()
    expect(question).to_have_value(said)
    # Who wants it said so has it said so: it isn't offered again, and saving goes on.
    page.wait_for_timeout(1200)
    expect(offer).to_have_count(0)
    page.get_by_role("textbox", name=re.compile("What do we think will happen")).fill("አዋላጆቹ ሰነፎች ናቸው።")
    expect(page.locator("q")).to_contain_text("ለዚህ ጊዜ እንዴት እናግኝ?")
    for step in ("Next", "Next", "Keep the plan"):
        page.get_by_role("button", name=step).click()
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    demo_hub.start()


def test_a_collaborative_says_words_and_roles_its_own_way(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    steward = phone("steward", demo_hub)
    page = join(steward, "STEW-ARD1", "1111")
    page.goto(f"{steward.url}/#/words")
    page.get_by_role("link", name="Say it in our own words").click()

    page.get_by_role("button", name="PDSA cycle").click()
    page.get_by_role("textbox", name="As we say it").first.fill("Small try")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Small try")).to_contain_text("PDSA cycle")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Small try")).to_have_count(0)
    page.get_by_role("button", name="PDSA cycle").click()
    page.get_by_role("textbox", name="As we say it").first.fill("Small try")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Midwife", exact=True).click()
    page.get_by_role("textbox", name="As we say it").first.fill("Birth companion")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Birth companion")).to_be_visible()
    page.goto(f"{steward.url}/#/status")
    page.get_by_text(re.compile("Everything is at the hub|All .* at the hub|at the hub")).first.wait_for()

    # On a midwife's phone it is said so, without her doing anything; she can't change it.
    almaz = phone("almaz", demo_hub)
    page = arrived(almaz)
    page.goto(f"{almaz.url}/#/settings")
    expect(page.get_by_text(re.compile("^Birth companion · ")).first).to_be_visible()
    page.goto(f"{almaz.url}/#/cycles")
    page.get_by_role("button", name="Small try").click()
    expect(page.get_by_role("dialog", name="Small try")).to_contain_text("plan, do, study, act")
    page.goto(f"{almaz.url}/#/words/own")
    expect(page.get_by_text("The steward writes these down for the collaborative.")).to_be_visible()
    expect(page.get_by_role("button", name="Birth companion")).to_have_count(0)
