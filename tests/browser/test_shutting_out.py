"""A lost phone, somebody who works elsewhere, a forgotten PIN: said before, done, said after."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES, Look
from tests.browser.phone import Phone
from tests.browser.test_carrying import count as count_with_note
from tests.browser.test_keeping import arrived, count, waiting
from tests.browser.test_two_phones import join, tell_hub, type_pin, unlock

MakePhone = Callable[..., Phone]


def person_page(page: Page, name: str) -> None:
    """Open somebody's page by the roster, as a head does."""
    page.goto(page.url.split("#")[0] + "#/people")
    page.get_by_role("link", name=re.compile("Haro Gudina health centre")).first.click()
    page.get_by_role("link", name=re.compile(name)).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def pictures(look: Look, address: str, name: str, button: re.Pattern[str]) -> None:
    """Judge the sheet behind one of a screen's buttons in three languages, and keep its picture."""
    look.forget()
    for language in (*LANGUAGES, "en"):
        look.speak(language)
        look.open(address)
        look.page.locator("main").get_by_role("button", name=button).first.click()
        look.forget()
        look.screen(name)
        look.page.keyboard.press("Escape")
    assert look.faults == []


def test_a_head_shuts_a_lost_phone_out_and_gives_the_way_back(demo_hub: Hub, phone: MakePhone) -> None:
    almaz, bekele = phone("almaz", demo_hub), phone("bekele", demo_hub)
    look = Look(bekele)
    arrived(join(almaz, "ALMA-Z001", "6666"))
    page = join(bekele, "BEKE-0001", "5555")
    person_page(page, "Almaz Tesfaye")
    page.get_by_role("link", name=re.compile("^Phones")).click()
    phones = page.get_by_role("listitem").filter(has_text="Phone ")
    expect(phones.first).to_contain_text("used by nobody else")
    address = page.url.split("/")[-1]
    lost = re.compile("^(This phone is lost|ይህ ስልክ ጠፍቷል|Bilbilli kun badeera)$")
    pictures(look, f"#/phones/{address}", "phone-lost", lost)

    # Without a line nothing is promised, and there is somebody to call.
    bekele.context.set_offline(True)
    open_phones = page.get_by_role("button", name="This phone is lost")
    open_phones.first.click()
    expect(page.get_by_role("dialog").get_by_text("This can’t be taken back.")).to_be_visible()
    page.get_by_role("button", name="Shut this phone out").click()
    expect(page.get_by_text("there is no line to it just now")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(page.url.split("#")[0] + "#/people")
    # Until the other screen is there: two addresses in one moment would leave the first as it was.
    page.get_by_role("link", name=re.compile("Haro Gudina health centre")).first.wait_for()
    page.goto(page.url.split("#")[0] + f"#/phones/{address}")
    expect(page.get_by_text("there is no line to it just now")).to_be_visible()
    bekele.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    open_phones.first.wait_for()

    # Almaz counts meanwhile; she is shut out, hands in what she has, and her phone forgets.
    almaz.context.set_offline(True)
    count(almaz.page, "63", "82")
    assert waiting(almaz.page) > 0
    mine = almaz.page
    mine.goto(f"{almaz.url}/#/settings")
    mine.get_by_text(re.compile("this phone is called")).wait_for()
    name = re.search(r"called (\w{4})", mine.locator("main").inner_text())
    assert name is not None
    phones.filter(has_text=f"Phone {name[1]}").get_by_role("button", name="This phone is lost").click()
    page.get_by_role("button", name="Shut this phone out").click()
    expect(page.get_by_role("status").filter(has_text=f"The phone {name[1]} is shut out")).to_be_visible()
    expect(phones.filter(has_text=f"Phone {name[1]}")).to_contain_text("lost; shut out since")
    almaz.context.set_offline(False)
    mine.goto(f"{almaz.url}/#/status")
    exchange = mine.get_by_role("button", name="Exchange now")
    if exchange.is_visible():
        exchange.click()
    expect(mine.get_by_text("This phone was shut out").first).to_be_visible(timeout=20_000)
    expect(mine.get_by_label("Your code")).to_be_visible()

    # The way back is a new code.
    page.get_by_role("link", name="A new join code").click()
    code = page.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    expect(code).to_be_visible(timeout=30_000)
    arrived(join(almaz, code.inner_text(), "6666"))


def test_somebody_who_works_elsewhere_is_taken_out_everywhere(demo_hub: Hub, phone: MakePhone) -> None:
    shared, bekele = phone("shared", demo_hub), phone("bekele", demo_hub)
    join(shared, "CHAL-T001", "8888")
    arrived(join(shared, "TOLO-SA01", "7777"))
    page = join(bekele, "BEKE-0001", "5555")
    person_page(page, "Tolosa Abdi")
    page.get_by_role("link", name=re.compile("^Phones")).click()
    expect(page.get_by_text("shared with 1 other").first).to_be_visible()
    page.get_by_role("button", name="Tolosa Abdi works elsewhere now").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("From a shared phone only Tolosa Abdi is taken out")).to_be_visible()
    sheet.get_by_role("button", name="Shut out").click()
    expect(page.get_by_text("Tolosa Abdi is taken out of 1 shared phone")).to_be_visible()
    with shared.page.expect_response("**/api/sync"):
        shared.go("#/status").get_by_role("button", name="Exchange now").click()
    expect(
        shared.page.get_by_role("button", name=re.compile("Chaltu Boru"))
        .or_(shared.page.get_by_role("heading", name="Welcome, Chaltu Boru"))
        .first
    ).to_be_visible(timeout=20_000)
    expect(shared.page.get_by_text("Tolosa Abdi")).to_have_count(0)


def test_one_s_own_old_phone_hands_in_and_begins_anew(demo_hub: Hub, phone: MakePhone) -> None:
    hanna = phone("hanna", demo_hub)
    page = join(hanna, "HANN-A001", "2222")
    page.goto(f"{hanna.url}/#/settings")
    page.get_by_role("link", name="My phones").click()
    here = page.get_by_role("listitem").filter(has_text="this one")
    here.get_by_role("button", name="No longer used").click()
    page.get_by_role("button", name="Shut this phone out").click()
    expect(page.get_by_text("This phone was shut out").first).to_be_visible(timeout=20_000)


def test_a_colleague_mends_a_forgotten_pin_and_nothing_is_lost(demo_hub: Hub, phone: MakePhone) -> None:
    yonas, mulu = phone("yonas", demo_hub), phone("mulu", demo_hub)
    page = arrived(join(yonas, "YONA-S001", "9999"))
    yonas.context.set_offline(True)
    chart = page.locator("main li [href^='#/chart']").first.get_attribute("href") or ""
    count_with_note(page, f"{yonas.url}/{chart.replace('#/chart', '#/enter')}", "63", "82")
    unsent = waiting(page)
    assert unsent > 0
    page.goto(f"{yonas.url}/#/settings")
    page.get_by_role("button", name="Lock").click()
    type_pin(page, "0000")
    expect(page.get_by_text("That was another PIN. Nothing is lost")).to_be_visible()

    # Locked and without a line, the phone says whom to ask.
    page.get_by_role("button", name="I forgot my PIN").click()
    expect(page.get_by_role("dialog").get_by_text("Ask the head of")).to_be_visible()
    steward = join(mulu, "STEW-ARD1", "1111")
    steward.goto(f"{mulu.url}/#/people")
    steward.get_by_role("link", name=re.compile("hospital", re.IGNORECASE)).first.click()
    steward.get_by_role("link", name=re.compile("Yonas")).first.click()
    steward.get_by_role("link", name=re.compile("The PIN was forgotten")).click()
    expect(steward.get_by_role("heading", name="A new PIN for Dr Yonas Kebede")).to_be_visible()
    code = steward.get_by_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    expect(code).to_be_visible(timeout=30_000)

    yonas.context.set_offline(False)
    page.get_by_role("link", name="I have a code").click()
    expect(page.get_by_role("heading", name="A new PIN")).to_be_visible()
    page.get_by_label("Your code").fill(code.inner_text())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Yes, this is me").click()
    type_pin(page, "4826")
    type_pin(page, "4826")
    page.locator("main li [href^='#/chart']").first.wait_for(timeout=30_000)
    tell_hub(yonas)
    page.goto(f"{yonas.url}/#/")
    expect(page.get_by_text("All at the hub").first).to_be_visible()
    yonas.restart()
    unlock(yonas, "Yonas", "4826")
    expect(yonas.page.get_by_text("All at the hub").first).to_be_visible()
