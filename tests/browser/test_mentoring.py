"""A mentor plans a visit, makes it with no network and agrees on two actions; the team takes them over,
shares what it does by itself, agrees to fewer visits, and both say how far it is, apart."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_screens import Ids
from tests.browser.test_two_phones import join, tell_hub

MakePhone = Callable[..., Phone]
ACTIONS = (
    ("Keep a second kit for the night", "Midwife"),
    ("Say it when tests run low", "Laboratory technician"),
)


def pick(page: Page, label: str) -> None:
    """Pick 5 Meskerem of the last year there is to pick: a day that lies ahead."""
    page.get_by_label(f"{label}: Month").select_option(label="Meskerem")
    page.get_by_label(f"{label}: Day").select_option("5")
    year = page.get_by_label(f"{label}: Year")
    year.select_option(str(year.locator("option").last.get_attribute("value")))


def exchanged(phone: Phone, *others: Phone) -> None:
    """The first phone tells the hub, and the others hear of it."""
    for one in (phone, *others):
        tell_hub(one)


def test_from_a_planned_visit_to_fewer_visits(demo_hub: Hub, phone: MakePhone) -> None:
    here = Ids(demo_hub).named("people_place", "Haro Gudina health centre")
    hanna, almaz = phone("hanna", demo_hub), phone("almaz", demo_hub)
    join(hanna, "HANN-A001", "2222")
    join(almaz, "ALMA-Z001", "6666")
    expect(almaz.page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)

    plan(hanna.go("#/mentoring"))
    exchanged(hanna, almaz)
    page = almaz.go(f"#/mentoring/{here}")
    expect(page.get_by_text("The mentor comes on 5 Meskerem")).to_be_visible()

    demo_hub.stop()
    visit(hanna.go(f"#/mentoring/{here}"))
    demo_hub.start()
    exchanged(hanna, almaz)
    take_over(almaz, here)
    share(almaz, here)
    exchanged(almaz, hanna)
    see_it_otherwise(hanna, here)
    exchanged(hanna, almaz)

    # The two stand side by side; the team agrees to a rhythm of its own.
    page = almaz.go(f"#/progress/{here}")
    expect(page.get_by_text("No chart moves yet")).to_be_visible()
    expect(page.get_by_text("You see it differently: worth talking about.")).to_be_visible()
    page = almaz.go(f"#/mentoring/{here}")
    expect(page.get_by_text("Proposed: When the team calls")).to_be_visible()
    page.get_by_role("button", name="We agree").click()
    expect(page.locator(".now").first).to_have_text("When the team calls")
    expect(page.get_by_text("Agreed. You may ask for more on any day.")).to_be_visible()


def plan(page: Page) -> None:
    """Who asked stands first, with the reasons in words; a planned day answers them."""
    first = (
        page.locator("section", has=page.get_by_role("heading", name="Next", exact=True)).locator("li").first
    )
    expect(first).to_contain_text("Haro Gudina health centre")
    expect(first).to_contain_text("The team asked for it on")
    expect(first).to_contain_text("Not met yet:")
    expect(page.get_by_text("Not visited yet").first).to_be_visible()
    first.get_by_role("link").click()
    page.get_by_role("button", name="Plan a visit").click()
    expect(page.get_by_label("Why now")).to_have_value(re.compile("The team asked for it on"))
    pick(page, "Day")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("Planned for 5 Meskerem").first).to_be_visible()


def visit(page: Page) -> None:
    """No network: what was agreed last time first, two new things at the end."""
    page.get_by_role("button", name="Begin a visit").click()
    last = page.get_by_role("list", name="Agreed last time").get_by_role("listitem").first
    expect(last).to_contain_text("Show the kit to the new midwives")
    last.get_by_role("radio", name="Done", exact=True).check()
    page.get_by_role("checkbox", name="Pharmacy").check()
    page.get_by_label("What we showed or did together").fill("We counted the kit with the night shift.")
    page.get_by_label("What goes well here").fill("You began two cycles without anybody asking.")
    page.get_by_role("checkbox", name="We recounted a register together").check()
    for text, role in ACTIONS:
        page.get_by_role("button", name="Agree on something").click()
        page.get_by_label("What we will do").fill(text)
        page.get_by_label("Which role does it?").select_option(label=role)
        pick(page, "By when")
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(page.get_by_role("list", name="Agreed at this visit")).to_contain_text(text)
    pick(page, "Next visit")
    page.get_by_role("button", name="The visit is done").click()
    expect(page.get_by_text("The visit is kept. Everybody here can read it.")).to_be_visible()


def take_over(almaz: Phone, here: str) -> None:
    """The team reads the visit and takes both actions over as tasks."""
    page = almaz.go(f"#/mentoring/{here}")
    actions = page.get_by_role("list", name="Agreed actions")
    for text, _ in ACTIONS:
        one = actions.get_by_role("listitem").filter(has_text=text)
        one.get_by_role("button", name="Take it over as our task").click()
        expect(one).to_contain_text("Among the team’s tasks")
    page.locator("section", has=page.get_by_role("heading", name="Visits made")).get_by_role(
        "link"
    ).first.click()
    expect(page.get_by_text("You began two cycles without anybody asking.")).to_be_visible()
    page = almaz.go("#/tasks")
    for text, _ in ACTIONS:
        expect(page.get_by_text(text)).to_be_visible()


def share(almaz: Phone, here: str) -> None:
    """The team shares what it does by itself, and says how far it is."""
    page = almaz.go(f"#/independence/{here}")
    page.get_by_role("button", name="Share it with our mentor").click()
    expect(page.get_by_text("Shared this month:")).to_be_visible()
    page = almaz.go(f"#/progress/{here}")
    page.get_by_role("button", name="We see it so").click()
    expect(page.get_by_text("Said. The two views stand side by side.")).to_be_visible()


def see_it_otherwise(hanna: Phone, here: str) -> None:
    """The mentor reads what was shared, says another score with a reason, and proposes the next rhythm."""
    page = hanna.go(f"#/mentoring/{here}")
    expect(page.get_by_text("The team shared this with you.")).to_be_visible()
    expect(page.get_by_text("The next step could be: When the team calls.")).to_be_visible()
    page.get_by_role("button", name="Propose a rhythm").click()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("The team has not answered yet.")).to_be_visible()
    page = hanna.go(f"#/progress/{here}")
    page.get_by_role("button", name="Say how I see it").click()
    page.get_by_label("How far").select_option("1.5")
    page.get_by_label("Why", exact=True).fill("No chart moves yet")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_text("You see it differently: worth talking about.")).to_be_visible()
