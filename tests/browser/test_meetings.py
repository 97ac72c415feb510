"""A team meets: on three phones, part of the time without a network; and with one phone passed round."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join, tell_hub

QUESTION = "What keeps us from having gloves at night?"
MakePhone = Callable[..., Phone]


def arrived(phone: Phone, code: str, pin: str) -> Page:
    """Join, and wait until the collaborative is there."""
    page = join(phone, code, pin)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    page.get_by_role("link", name="Meetings of our team").wait_for(timeout=30_000)
    return page


def part(page: Page, name: str) -> None:
    """Go to a part of the meeting."""
    page.get_by_role("group", name="Part of the meeting").get_by_role("radio", name=name, exact=True).check()


def begin(page: Page, kind: str, subject: str) -> str:
    """Begin a meeting with the first seven of the team; returns its address."""
    page.get_by_role("link", name="Meetings of our team").click()
    page.get_by_role("link", name="New meeting").click()
    page.get_by_role("radio", name=kind, exact=True).check()
    page.get_by_label("What it is about").fill(subject)
    faces = page.get_by_role("list", name="Who is here").get_by_role("button")
    for place in range(7):
        faces.nth(place).click()
    page.get_by_role("button", name="Begin the meeting").click()
    expect(page.get_by_text("All of it stays in your team")).to_be_visible()
    expect(page.get_by_role("heading", name=subject)).to_be_visible()
    return "#" + page.url.split("#")[1]


def ask(page: Page) -> None:
    """Ask the question of the silent round."""
    part(page, "Ideas")
    page.get_by_label("Question of the silent round").fill(QUESTION)
    page.get_by_role("button", name="Begin the silent round").click()
    expect(page.get_by_text(QUESTION)).to_be_visible()


def write(page: Page, idea: str) -> None:
    """Write an idea on one's own phone."""
    page.get_by_label("My idea").fill(idea)
    page.get_by_role("button", name="Keep my idea").click()
    expect(page.get_by_role("list", name="My ideas")).to_contain_text(idea)


def dots(page: Page, idea: str, count: int) -> None:
    """Give an idea so many dots."""
    for _ in range(count):
        page.get_by_role("button", name=f"A dot for: {idea}").click()


def test_three_phones_and_a_silent_round(demo_hub: Hub, phone: MakePhone) -> None:
    people = {
        "almaz": ("ALMA-Z001", "6666"),
        "tolosa": ("TOLO-SA01", "7777"),
        "bekele": ("BEKE-0001", "5555"),
    }
    phones = {name: phone(name, demo_hub) for name in people}
    for name, (code, pin) in people.items():
        arrived(phones[name], code, pin)
    almaz, tolosa, _ = phones.values()
    meeting = silent_round(phones, demo_hub)
    tell_hub(almaz)
    tell_hub(tolosa)
    read_the_minutes(tolosa, meeting)


def silent_round(phones: dict[str, Phone], hub: Hub) -> str:
    """A full meeting of three phones, from the question to what they decided; returns its address."""
    almaz, tolosa, bekele = phones.values()
    meeting = begin(almaz.page, "Full meeting", "Gloves at night")
    ask(almaz.page)
    for one in phones.values():
        tell_hub(one)

    # The line is cut. Each writes alone; nobody sees what another wrote, nor that they wrote.
    hub.stop()
    for one, idea in zip(
        phones.values(), ("A box at the bed", "A shelf in the store", "A second key"), strict=True
    ):
        one.go(meeting)
        part(one.page, "Ideas")
        write(one.page, idea)
        expect(one.page.get_by_text("1 idea is on this phone")).to_be_visible()

    # They meet the hub: the ideas come, and stay hidden until all are shown.
    hub.start()
    for one in (tolosa, bekele, almaz):
        tell_hub(one)
    page = almaz.go(meeting)
    part(page, "Ideas")
    expect(page.get_by_text("3 ideas are on this phone")).to_be_visible()
    expect(page.get_by_text("A second key")).to_have_count(0)
    page.get_by_role("button", name="Show all ideas").click()
    ideas = page.get_by_role("list", name="Ideas", exact=True)
    expect(ideas.get_by_role("listitem")).to_have_count(3)
    # Texts without anybody's name, before the dots are counted.
    for name in ("Almaz", "Tolosa", "Bekele"):
        expect(ideas.get_by_text(name)).to_have_count(0)
    page.get_by_role("button", name="The same as… A shelf in the store").click()
    page.get_by_role("dialog").get_by_role("button", name="A box at the bed").click()
    expect(ideas.get_by_role("listitem")).to_have_count(2)
    for one in phones.values():
        tell_hub(one)

    # Dots, again without a network; who has given them isn't asked again.
    hub.stop()
    given = (("A box at the bed", 3), ("A box at the bed", 2), ("A second key", 3))
    for one, (idea, count) in zip(phones.values(), given, strict=True):
        one.go(meeting)
        part(one.page, "Ideas")
        one.page.get_by_role("button", name="Give my three dots").click()
        dots(one.page, idea, count)
        one.page.get_by_role("button", name="Hand in my dots").click()
        expect(one.page.get_by_text("Your dots are in, without your name.")).to_be_visible()
        expect(one.page.get_by_role("button", name="Give my three dots")).to_have_count(0)
    hub.start()
    for one in (tolosa, bekele, almaz):
        tell_hub(one)
    count_and_decide(almaz, meeting)
    return meeting


def count_and_decide(almaz: Phone, meeting: str) -> None:
    """Counted: 3 + 2 on the box, with the shelf put to it; they decide, and a role has something to do."""
    page = almaz.go(meeting)
    part(page, "Ideas")
    expect(page.get_by_text("3 people have given dots")).to_be_visible()
    page.get_by_role("button", name="Count the dots").click()
    first = page.get_by_role("list", name="Ideas", exact=True).get_by_role("listitem").first
    expect(first).to_contain_text("A box at the bed")
    expect(first).to_contain_text("5 dots")
    expect(first).to_contain_text("Tolosa Abdi")
    first.get_by_role("button", name="Decide on this").click()
    page.get_by_role("radio", name="All agreed", exact=True).check()
    page.get_by_role("button", name="Everybody here").click()
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.get_by_role("list", name="What we decided")).to_contain_text("A box at the bed")
    part(page, "To do")
    page.get_by_role("button", name="A task").click()
    page.get_by_label("What is to be done?").fill("Put a box of gloves at the bed")
    page.get_by_label("Which role does it?").select_option(label="Midwife")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("list", name="To do")).to_contain_text("Put a box of gloves at the bed")

    part(page, "The minutes")
    page.get_by_role("button", name="End the meeting").click()
    expect(page.get_by_text("The meeting has ended. Thank you all.")).to_be_visible()


def read_the_minutes(tolosa: Phone, meeting: str) -> None:
    """They have written themselves, and the whole team reads them."""
    page = tolosa.go(meeting)
    minutes = page.locator(".minutes")
    for words in (
        "A box at the bed · 5 dots",
        "All agreed",
        "Put a box of gloves at the bed · Midwife",
        QUESTION,
    ):
        expect(minutes).to_contain_text(words)
    # Everybody took part in the decision and three wrote: 2, 2, 2 and four of 1. (7·16 − 100)/(6·100) = 0.02.
    expect(page.get_by_text("Equal voice 0.14")).to_be_visible()
    expect(page.get_by_text("100% of those here have been heard")).to_be_visible()


def test_one_phone_passed_round_with_no_network(demo_hub: Hub, phone: MakePhone) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(almaz, "ALMA-Z001", "6666")
    demo_hub.stop()
    meeting = begin(page, "Huddle of ten minutes", "Gloves again")
    page.get_by_role("button", name="Start the clock").click()
    expect(page.get_by_role("timer")).to_have_text("10 minutes left")
    page.get_by_role("button", name="Stop the clock").click()
    ask(page)

    # Tap your face, write, pass on: what one wrote is out of sight before the next has the phone.
    page.get_by_role("button", name="Pass one phone round").click()
    faces = page.get_by_role("list", name="Who has the phone? Tap yourself.").get_by_role("button")
    for place, idea in ((1, "A box at the bed"), (2, "A second key"), (3, "A shelf in the store")):
        faces.nth(place).click()
        page.get_by_label("Idea", exact=True).fill(idea)
        page.get_by_role("button", name="Pass the phone on").click()
        expect(faces.first).to_be_visible()
        expect(page.get_by_text(idea)).to_have_count(0)
    page.get_by_role("button", name="The round is over").click()
    expect(page.get_by_text("3 ideas are on this phone")).to_be_visible()
    # Almaz wrote none of them, though her phone was written on.
    expect(page.get_by_role("list", name="My ideas")).to_have_count(0)
    page.get_by_role("button", name="Show all ideas").click()

    page.get_by_role("button", name="Pass one phone round for the dots").click()
    for place, idea in ((0, "A second key"), (1, "A second key"), (2, "A box at the bed")):
        faces.nth(place).click()
        dots(page, idea, 3)
        # Three is all there is.
        expect(page.get_by_role("button", name=f"A dot for: {idea}")).to_be_disabled()
        page.get_by_role("button", name="Pass the phone on").click()
        expect(faces.nth(place)).to_be_disabled()
    expect(page.get_by_text("3 turns so far")).to_be_visible()
    page.get_by_role("button", name="The round is over").click()
    expect(page.get_by_text("All dots are in, mixed, with nobody’s name.")).to_be_visible()
    page.get_by_role("button", name="Count the dots").click()
    first = page.get_by_role("list", name="Ideas", exact=True).get_by_role("listitem").first
    expect(first).to_contain_text("6 dots")

    # Whoever says something is tapped; after five contributions those not heard yet are named, nobody else.
    part(page, "Who is here")
    voices = page.get_by_role("list", name="Who did it? Tap them as it happens.").get_by_role("button")
    for place in (0, 0):
        voices.nth(place).click()
    hint = page.get_by_text(re.compile("Let us hear from .+ first"))
    expect(hint).to_be_visible()
    expect(hint).not_to_contain_text("Almaz")
    # 2, 1, 1, 1 and three of 0: (7·7 − 25)/(6·25) = 0.16, whose root is 0.40; four of seven were heard.
    expect(page.get_by_text("Equal voice 0.40")).to_be_visible()
    expect(page.get_by_text("57% of those here have been heard")).to_be_visible()
    assert meeting in page.url
    demo_hub.start()
    assert almaz.errors == []
