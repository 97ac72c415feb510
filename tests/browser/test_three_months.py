"""A team's three months in quick motion, on three phones and half of the time without a network.

Each part is the story that its own file tells alone; here one team lives through all of them on the same
records: aim and drivers, whys, what the woreda is asked, five linked cycles, three meetings, somebody else's
idea, and a head who leaves.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.browser import test_meetings as meetings
from tests.browser import test_pdsa as cycles
from tests.browser import test_problems as problems
from tests.browser.hub import Hub
from tests.browser.phone import CHROMIUM, QUIET, Phone
from tests.browser.test_screens import Ids
from tests.browser.test_two_phones import tell_hub, type_pin, unlock

HERE = "Haro Gudina health centre"
AIM = "Raise women tested for syphilis from 60 to 90"
PEOPLE = {
    "almaz": ("ALMA-Z001", "6666"),
    "tolosa": ("TOLO-SA01", "7777"),
    "bekele": ("BEKE-0001", "5555"),
}
#: What a steward's office does when a head leaves and another comes: both roles end and begin, by acts.
NEW_HEAD = """
from datetime import date, timedelta
from debo.embedded import open_hub
open_hub()
from debo.demo.catalogue import demo_id
from debo.demo.cast import person_id, team_id
from debo.ledger import acts
from debo.ledger.identity import new_record_id
from debo.people.invitations import make_invitation
from debo.people.models import RoleHeld, TeamMember
steward, leaver, here = person_id("steward"), person_id("bekele"), demo_id("place", "hc1")
channel, last = f"facility:{here}", (date.today() - timedelta(days=1)).isoformat()
for model, type_ in ((RoleHeld, "role_held"), (TeamMember, "team_member")):
    for row in model.objects.filter(channel=channel, person=leaver):
        acts.write(steward, channel, type_, {"until": last}, row.record)
new = new_record_id()
acts.write(steward, channel, "person", {"name": "Genet Lemma"}, new)
acts.write(steward, channel, "role_held",
           {"person": new, "role": "facility_head", "place": here, "since": last})
acts.write(steward, channel, "team_member",
           {"team": team_id("hc1"), "person": new, "part": "lead", "since": last})
print(make_invitation(new, by=steward, at_url="http://127.0.0.1").code)
"""


def test_three_months_of_a_team(
    demo_hub: Hub, phone: Callable[..., Phone], playwright: Playwright, tmp_path: Path
) -> None:
    phones = {name: phone(name, demo_hub) for name in PEOPLE}
    for name, (code, pin) in PEOPLE.items():
        meetings.arrived(phones[name], code, pin)
    almaz, tolosa, bekele = phones.values()

    # First month, no network: an aim, what drives it, and what is holding them back.
    demo_hub.stop()
    write_an_aim(almaz)
    problems.ask_why(almaz.go("#/"))
    asking = problems.ask_the_woreda(almaz.page)
    demo_hub.start()
    tell_hub(almaz)
    officer = phone("officer", demo_hub)
    problems.answer(officer)
    problems.nothing_of_the_team(demo_hub, officer)
    officer.close()
    tell_hub(almaz)
    demo_hub.stop()
    almaz.restart()
    unlock(almaz, "Almaz", "6666")
    problems.read_the_answer(almaz.go("#/"), asking)

    # Three meetings: a huddle without a network, a full one with a silent round, and another huddle.
    huddle(tolosa, "The kit at each handover")
    demo_hub.start()
    tell_hub(tolosa)
    tell_hub(almaz)
    almaz.go("#/")
    meetings.silent_round(phones, demo_hub)
    huddle(almaz, "Who carries the list on Monday")
    for one in phones.values():
        tell_hub(one)

    # Second month: another facility's plan, and five cycles that follow from it.
    cycles.taken_over(almaz_at_home(almaz), demo_hub)
    first = almaz.page.url
    cycles.answered_on_a_second_phone(almaz, bekele, demo_hub, first)
    cycles.begun_and_learned_from(almaz.page, first)
    cycles.begun_with_a_reason(almaz.page)
    cycles.three_more(almaz.page)
    take_an_idea_over(almaz)

    # Third month: the head leaves. What he knows is in a file; his successor goes on, on a phone of her own.
    hand_over(bekele, demo_hub, playwright, tmp_path)
    demo_hub.start()
    tell_hub(almaz)
    tell_hub(bekele)
    code = end_and_begin(demo_hub)
    successor_goes_on(phone("genet", demo_hub), code, demo_hub)
    nothing_was_lost(demo_hub)
    the_leaver_reads_no_more(bekele)


def write_an_aim(almaz: Phone) -> None:
    """The aim in one sentence, and two drivers of which one is tested by nobody yet."""
    page = almaz.go("#/aim/new")
    page.get_by_role("textbox", name="What do we want to be better?").fill("women tested for syphilis")
    page.get_by_role("textbox", name="Where we are now").fill("60")
    page.get_by_role("textbox", name="Where we want to be").fill("90")
    expect(page.get_by_text(re.compile(AIM))).to_be_visible()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Driver diagram").click()
    for driver in ("Tests are at hand", "Somebody does the test"):
        page.get_by_role("textbox", name="Add a primary driver").fill(driver)
        page.keyboard.press("Enter")
        page.get_by_role("treeitem", name=re.compile(driver)).wait_for()
    expect(page.get_by_role("treeitem").first).to_contain_text("No idea yet")


def almaz_at_home(almaz: Phone) -> Phone:
    """On her first screen, where a plan begins."""
    almaz.go("#/")
    return almaz


def huddle(one: Phone, subject: str) -> None:
    """Ten minutes, and the minutes have written themselves."""
    one.go("#/")
    meetings.begin(one.page, "Huddle of ten minutes", subject)
    meetings.part(one.page, "The minutes")
    one.page.get_by_role("button", name="End the meeting").click()
    expect(one.page.get_by_text("The meeting has ended. Thank you all.")).to_be_visible()


def take_an_idea_over(almaz: Phone) -> None:
    """An idea of the hospital, found by its words, is the team's own now and says where it came from."""
    page = almaz.go("#/package")
    page.get_by_role("searchbox", name="Search").fill("kangaroo")
    page.locator("main li a").first.click()
    page.get_by_role("button", name="Take it over for our team").click()
    expect(page.get_by_text("It is among your team’s ideas now.")).to_be_visible()
    expect(page.get_by_text(re.compile("Taken over from"))).to_be_visible()


def hand_over(bekele: Phone, hub: Hub, playwright: Playwright, tmp_path: Path) -> None:
    """The head hands over without a network; whoever has file and key reads it on any phone."""
    here = Ids(hub).named("people_place", HERE)
    page = bekele.go(f"#/handover/{here}/facility_head")
    page.get_by_label("What comes next").fill("Ask the woreda for the second cuff once more.")
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("img", name="The key as a QR").wait_for(timeout=30_000)
    key = page.locator(".key").inner_text()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the file").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    blank = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    reader = blank.new_context(viewport={"width": 360, "height": 740}, offline=True).new_page()
    reader.goto(file.as_uri())
    reader.get_by_label("The key").fill(key)
    reader.get_by_role("button", name="Open").click()
    expect(reader.get_by_text("Ask the woreda for the second cuff once more.")).to_be_visible()
    expect(reader.get_by_text(re.compile("women tested for syphilis"))).not_to_have_count(0)
    blank.close()


def end_and_begin(hub: Hub) -> str:
    """His roles end, hers begin; returns the code with which she joins."""
    done = subprocess.run(
        [sys.executable, "-c", NEW_HEAD],
        env={**os.environ, "DEBO_DATA": str(hub.data), "DJANGO_SETTINGS_MODULE": "debo.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()[-1]


def successor_goes_on(genet: Phone, code: str, hub: Hub) -> None:
    """She reads the team's aim, its five cycles and its minutes, and begins the next cycle offline."""
    page = join_anew(genet, code)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=60_000)
    hub.stop()
    genet.go("#/aims")
    expect(page.get_by_text(re.compile(AIM))).to_be_visible()
    genet.go("#/cycles")
    ramp = page.locator(".ramps > li", has_text="Does it hold for a week?")
    expect(ramp.locator("ol > li")).to_have_count(5)
    genet.go("#/meetings")
    expect(page.get_by_text("Gloves at night").first).to_be_visible()
    genet.go("#/cycle/new")
    cycles.plan(page, "Do two tests a day reach all who come?", "Eight of ten women.", "One shift or one day")
    page.get_by_role("button", name="Begin today").click()
    expect(page.locator(".pill")).to_have_text("Going on")
    hub.start()
    tell_hub(genet)


def join_anew(genet: Phone, code: str) -> Page:
    """A person new to Debo chooses a PIN of her own, typed twice."""
    page = genet.go("#/join")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Yes, this is me").click()
    type_pin(page, "2468")
    type_pin(page, "2468")
    begin = page.get_by_role("button", name="Begin")
    begin.or_(page.locator("main [href^='#/enter']").first).first.wait_for(timeout=30_000)
    if begin.is_visible():
        begin.click()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return page


def nothing_was_lost(hub: Hub) -> None:
    """All of it is at the hub, in the team's channel, and nothing was set aside."""
    with sqlite3.connect(f"file:{hub.data / 'debo.sqlite3'}?mode=ro", uri=True) as db:
        assert db.execute("select count(*) from ledger_entry where seq is null").fetchone() == (0,)
        met = "select count(distinct record) from improvement_meeting where subject in (?, ?, ?)"
        subjects = ["The kit at each handover", "Gloves at night", "Who carries the list on Monday"]
        # One of the subjects stands in the demonstration too.
        assert db.execute(met, subjects).fetchone()[0] >= 3
        outside = "select count(*) from {} where channel not like 'team:%'"
        for table in ("meeting", "present", "proposal", "vote", "decision", "decider", "voice", "cause"):
            assert db.execute(outside.format(f"improvement_{table}")).fetchone() == (0,), table


def the_leaver_reads_no_more(bekele: Phone) -> None:
    """His phone handed in all it had, and then forgot what is the team's."""
    page = bekele.go("#/status")
    page.get_by_role("button", name="Exchange now").click()
    bekele.go("#/meetings")
    expect(page.get_by_text("Gloves at night")).to_have_count(0, timeout=30_000)
