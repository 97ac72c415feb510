"""Fifteen months of a woreda, played by programs over the real line; then people look at what it came to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES
from tests.browser.phone import Phone
from tests.browser.test_storyboards import charts_of, said_in, taken
from tests.browser.test_two_phones import type_pin

PIN = "6831"
PLAYED = ("midwife of hc1", "woreda mentor", "woreda steward", "officer")


def test_a_whole_collaborative(empty_hub: Hub, phone: Callable[..., Phone], tmp_path: Path) -> None:
    told = play(empty_hub)
    assert told["aside"] == {}
    midwife = phone("midwife", empty_hub)
    arrive(midwife, told["codes"]["midwife of hc1"])
    mentor = phone("mentor", empty_hub, width=1280, height=800)
    arrive(mentor, told["codes"]["woreda mentor"])
    the_partner_is_gone(mentor)
    a_mentor_knows_where_to_go(mentor)

    # From here on without a hub.
    empty_hub.stop()
    four_sessions_stand_on_the_calendar(midwife)
    the_last_session_is_told_at_home(midwife, told["sessions"])
    a_storyboard_from_fifteen_months(midwife, tmp_path)
    every_report_has_its_answer(midwife)


def the_partner_is_gone(mentor: Phone) -> None:
    """Each function is the woreda's, and its way there can be read."""
    page = mentor.go("#/transition")
    expect(page.get_by_text("The woreda").first).to_be_visible()
    expect(page.get_by_text("A partner", exact=True)).to_have_count(0)


def a_mentor_knows_where_to_go(mentor: Phone) -> None:
    """Facilities with reasons; a department that nobody met is named."""
    page = mentor.go("#/mentoring")
    expect(page.get_by_text("Not met yet: Delivery room, Pharmacy")).to_be_visible()


def four_sessions_stand_on_the_calendar(midwife: Phone) -> None:
    """And the charter's rules of attendance, for everybody who works here."""
    page = midwife.go("#/collaborative")
    expect(page.get_by_text("Whoever waited longest, and one of those who were there.")).to_be_visible()
    page = midwife.go("#/collaborative/calendar")
    expect(page.get_by_text("Learning session 4").first).to_be_visible()
    page.get_by_text("Earlier months").click()
    for number in (1, 2, 3):
        expect(page.get_by_text(f"Learning session {number}").first).to_be_visible()


def the_last_session_is_told_at_home(midwife: Phone, sessions: list[str]) -> None:
    """Whoever stayed reads what was tried and taken home, and says what became of a promise."""
    page = midwife.go(f"#/sessions/{sessions[-1]}")
    expect(page.get_by_role("heading", name="Learning session 4")).to_be_visible()
    expect(page.get_by_text("hp1: tried")).to_be_visible()
    expect(page.get_by_text("Who pays the fuel?")).to_be_visible()
    expect(page.get_by_text("Cover the kit before the shift ends.").first).to_be_visible()
    expect(page.get_by_text("hc1 covers the kit")).to_be_visible()


def a_storyboard_from_fifteen_months(midwife: Phone, tmp_path: Path) -> None:
    """Native charts with the team's own numbers, what did not work told as such, in three languages."""
    page = midwife.go("#/storyboard")
    page.get_by_role("button", name="Save for PowerPoint").and_(page.locator(":enabled")).wait_for()
    deck = taken(page, "Save for PowerPoint", tmp_path, "whole-en")
    assert charts_of(deck) == 3
    words, languages = said_in(deck)
    assert languages == {"en-GB"}
    assert "The cover was too small." in words
    assert "Who has a list for the kit?" in words
    for code in ("am", "om"):
        page.get_by_role("button", name="Choose what is in it").click()
        page.get_by_role("radio", name=LANGUAGES[code], exact=True).check()
        page.get_by_role("button", name="Close").click()
        expect(page.locator("svg.sheet")).to_have_attribute("lang", code)
        assert said_in(taken(page, "Save for PowerPoint", tmp_path, f"whole-{code}"))[1] == {f"{code}-ET"}


def every_report_has_its_answer(midwife: Phone) -> None:
    """The mentor answered each month; the newest answer is read with no network."""
    page = midwife.go("#/reports")
    answered = page.locator("a[href^='#/report/']", has_text="Answered")
    answered.first.click()
    expect(page.get_by_text("You told what did not work.").first).to_be_visible()


def arrive(one: Phone, code: str) -> Page:
    """Join with a PIN of one's own, and wait until the collaborative is there."""
    page = one.go("#/join")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Yes, this is me").click()
    type_pin(page, PIN)
    page.get_by_text("The same PIN once more").wait_for()
    type_pin(page, PIN)
    page.get_by_role("button", name="Begin").or_(page.get_by_role("navigation")).first.wait_for()
    begin = page.get_by_role("button", name="Begin")
    if begin.is_visible():
        begin.click()
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    return page


def play(hub: Hub) -> dict[str, Any]:
    """The whole story on this hub; the codes and ids that it tells."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.whole", hub.url, *PLAYED],
        env={**os.environ, "DEBO_DATA": str(hub.data), "DJANGO_SETTINGS_MODULE": "debo.settings"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told
