"""Every screen in every language on a phone, the main ones on a PC: nothing broken, cut off or out of reach.

`DEBO_SCREENS=1 pytest tests/browser/test_screens.py` draws the pictures in docs/screens anew.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Playwright

from tests.browser.hub import Hub
from tests.browser.look import LANGUAGES, ROOT, Look
from tests.browser.phone import Phone

ALMAZ = ("ALMA-Z001", "6666")
STEWARD = ("STEW-ARD1", "1111")
HANNA = ("HANN-A001", "2222")
OFFICER = ("WORE-DA01", "3333")


def join(look: Look, code: str, pin: str) -> None:
    """Join with a code from a printed invitation."""
    look.page.goto(f"{look.phone.url}/#/join/{code}")
    look.page.locator(".foot button").first.click()
    enter(look, pin)
    look.page.wait_for_url("**/#/", timeout=30_000)
    look.settle()


def enter(look: Look, pin: str) -> None:
    """Type a PIN on the keys of the screen."""
    for digit in pin:
        look.page.get_by_role("button", name=digit, exact=True).click()
    look.page.locator(".pad .keys > :last-child").click()


class Ids:
    """Names of the demonstration's records, read from its hub."""

    def __init__(self, hub: Hub) -> None:
        self.db = sqlite3.connect(f"file:{hub.data / 'debo.sqlite3'}?mode=ro", uri=True)

    def named(self, table: str, name: str) -> str:
        """The record of a table with this English (or only) name."""
        for record, stored in self.db.execute(f"select record, name from {table}"):
            said = json.loads(stored)["en"] if stored.startswith("{") else stored
            if said == name:
                return str(record)
        raise LookupError(f"The demonstration has no {name} in {table}.")

    def recounted(self, measure: str) -> str:
        """The first period in which this measure was recounted."""
        where = "select min(period) from measures_recount where measure = ?"
        return str(self.db.execute(where, [measure]).fetchone()[0])

    def only(self, table: str, **known: str) -> str:
        """The one record of a table with these values, wherever it lies."""
        where = " and ".join(f"{name} = ?" for name in known) or "1"
        [(record,)] = self.db.execute(f"select distinct record from {table} where {where}", [*known.values()])
        return str(record)

    def met(self, subject: str) -> str:
        """The meeting that was about this."""
        where = "select record from improvement_meeting where subject = ?"
        return str(self.db.execute(where, [subject]).fetchone()[0])

    def visited(self, facility: str) -> str:
        """The newest visit to a facility."""
        where = "select record from mentoring_visit where facility = ? and day is not null order by day desc"
        return str(self.db.execute(where, [facility]).fetchone()[0])

    def asked(self, facility: str, question: str) -> str:
        """The cycle of a facility that asks this."""
        where = "select record from improvement_cycle where facility = ? and question = ?"
        return str(self.db.execute(where, [facility, question]).fetchone()[0])


@pytest.fixture(scope="module")
def addresses(demo_hub: Hub) -> dict[str, str]:
    """Each screen of somebody who has joined, by the name of its picture."""
    ids = Ids(demo_hub)
    bundle = ids.named("measures_measure", "Bundle: on admission")
    woreda = ids.named("people_place", "Demo woreda: Gara Abbaya")
    syphilis = ids.named("measures_measure", "Syphilis test in pregnancy")
    skilled = ids.named("measures_measure", "Births with skilled attendance")
    recounted = ids.recounted(skilled)
    here = ids.named("people_place", "Haro Gudina health centre")
    almaz = ids.named("people_person", "Almaz Tesfaye")
    after = ids.named("measures_measure", "Bundle: soon after birth")
    tests = ids.only("supplies_watcheditem", keeper="laboratory")
    batteries = ids.only("improvement_escalation", text="Batteries between the yearly orders")
    aim = ids.only("improvement_aim", what="births with the whole bundle on admission")
    kit = "select record from improvement_idea where text = ?"
    idea = str(ids.db.execute(kit, ["The partograph form lies on the admission table"]).fetchone()[0])
    full, huddle = ids.met("Ready before each birth"), ids.met("The kit at each handover")
    return {
        "home": "#/",
        "aim": f"#/aim/{aim}",
        "aim-new": "#/aim/new",
        "aim-change": f"#/aim/{aim}/change",
        "aims": "#/aims",
        "drivers": f"#/drivers/{aim}",
        "package": "#/package",
        "idea": f"#/idea/{idea}",
        "count": f"#/enter/{syphilis}/{here}",
        "count-a-bundle": f"#/enter/{bundle}/{here}",
        "charts": "#/charts",
        "measure": f"#/measure/{bundle}",
        "chart": f"#/chart/{bundle}/{here}",
        "chart-with-a-phase": f"#/chart/{syphilis}/{here}",
        "chart-recounted": f"#/chart/{skilled}/{here}",
        "recount": f"#/recount/{syphilis}/{here}",
        "recount-verified": f"#/recount/{skilled}/{here}/{recounted}",
        "quality": f"#/quality/{here}",
        "accuracy": f"#/accuracy/{here}",
        "skills": f"#/skills/{here}",
        "handover": f"#/handover/{here}/midwife",
        "cycles": "#/cycles",
        "cycle-new": "#/cycle/new",
        "cycle": "#/cycle/" + ids.asked(here, "Does a second tray for the night close the gap?"),
        "cycle-open": "#/cycle/"
        + ids.asked(here, "Is everything ready before pushing if we check the kit at each handover?"),
        "problems": f"#/problems/{here}",
        "problem": "#/problem/" + ids.only("improvement_problem"),
        "pareto": f"#/pareto/{after}/{here}",
        "asking": f"#/asking/{batteries}",
        "asked": "#/asked",
        "supplies": f"#/supplies/{here}",
        "item": f"#/supplies/{here}/{tests}",
        "wall": f"#/wall/{syphilis}/{here}",
        "storyboard": f"#/storyboard/{here}",
        "reports": "#/reports",
        "report": f"#/report/{here}/{ids.recounted(skilled)}",
        "words": "#/words",
        "tasks": "#/tasks",
        "duties": f"#/duties/{here}",
        "timeline": "#/timeline",
        "visits": f"#/mentoring/{here}",
        "visit": "#/visit/" + ids.visited(here),
        "independence": f"#/independence/{here}",
        "progress": f"#/progress/{here}",
        "meetings": "#/meetings",
        # Parts of one meeting are one screen to the app, so another stands between each two.
        "meeting-ideas": f"#/meeting/{full}?part=ideas",
        "meeting": f"#/meeting/{huddle}",
        "meeting-decision": f"#/meeting/{full}?part=decide",
        "meeting-new": "#/meeting/new",
        "meeting-minutes": f"#/meeting/{full}?part=minutes",
        "meeting-to-do": f"#/meeting/{huddle}?part=todo",
        "together": "#/together",
        "collaborative": "#/collaborative",
        "collaborative-calendar": "#/collaborative/calendar",
        "session": "#/sessions/"
        + ids.only("collaborative_learningsession", theme="What did not work taught us most"),
        "collaborative-facilities": "#/collaborative/facilities",
        "status": "#/status",
        "settings": "#/settings",
        "carry": "#/carry",
        "receipt": "#/carry/receipt/7K2M-Q9TD",
        "setting-up": "#/setup",
        "charter": "#/charter",
        "collaborative-next": "#/collaborative/next",
        "places": "#/places",
        "places-paste": "#/places/paste",
        "place": f"#/places/{here}",
        "people": "#/people",
        "roster": f"#/people/at/{here}",
        "person": f"#/people/{almaz}",
        "teams": "#/teams",
        "team": "#/teams/" + ids.named("people_team", "Haro Gudina health centre, QI team"),
        "invite": f"#/invite/{almaz}",
        "phones": f"#/phones/{almaz}",
        "new-pin": f"#/invite/{almaz}?pin=new",
        "measures": "#/measures",
        "measure-new": "#/measures/new",
        "measure-written-down": f"#/measures/{bundle}",
        "bundle-new": "#/bundles/new",
        "bundle": "#/bundles/" + ids.named("measures_bundle", "On admission"),
        "insights": "#/insights",
        "insights-place": f"#/insights/{woreda}",
        "insights-measure": f"#/insights/{woreda}/{syphilis}",
        "insights-reporting": f"#/insights/{woreda}/reporting",
        "words-own": "#/words/own",
        "visits-next": "#/mentoring",
        "visit-to-write": "#/visit/" + ids.visited(here),
        "transition": "#/transition",
        "transition-function": "#/transition/mentoring",
    }


SETTING_UP = "setting-up"
"""The first of the addresses that are for setting up; those before it are everybody's."""


def everyday(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """Addresses that everybody opens."""
    names = list(addresses)
    return [(name, addresses[name]) for name in names[: names.index(SETTING_UP)]]


def setting_up(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """Addresses of those who set up."""
    names = list(addresses)
    return [(name, addresses[name]) for name in names[names.index(SETTING_UP) :]]


@pytest.fixture(scope="module")
def almaz(playwright: Playwright, demo_hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """The phone of a midwife who leads her team."""
    yield from joined(Phone(playwright, tmp_path_factory.mktemp("almaz"), demo_hub.url), "", ALMAZ)


@pytest.fixture(scope="module")
def steward(
    playwright: Playwright, demo_hub: Hub, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Look]:
    """The phone that the steward and a mentor share; the steward is at work."""
    yield from joined(Phone(playwright, tmp_path_factory.mktemp("steward"), demo_hub.url), "", HANNA, STEWARD)


@pytest.fixture(scope="module")
def computer(
    playwright: Playwright, demo_hub: Hub, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Look]:
    """Almaz at the PC of her health centre."""
    profile = tmp_path_factory.mktemp("computer")
    pc = Phone(playwright, profile, demo_hub.url, width=1280, height=800)
    yield from joined(pc, "computer", ALMAZ)


def joined(phone: Phone, folder: str, *people: tuple[str, str]) -> Iterator[Look]:
    """A look at a phone on which these people have joined, the last of them at work."""
    look = Look(phone, folder)
    for code, pin in people:
        join(look, code, pin)
    yield look
    phone.close()


def test_every_route_has_its_picture(addresses: dict[str, str]) -> None:
    """A screen added to the app without a line above fails here."""
    written = "\n".join(file.read_text() for file in (ROOT / "web/src").glob("**/routes.ts"))
    patterns = re.findall(r"^ {2}'(/[^']*)':", written, re.MULTILINE)
    assert len(patterns) > 20
    seen = [*(address.removeprefix("#") for address in addresses.values()), "/join", "/unlock"]
    for pattern in patterns:
        words = re.sub(r"/:\w+\?", "(/[^/]+)?", pattern)
        shape = re.compile(re.sub(r":\w+", "[^/]+", words))
        assert any(shape.fullmatch(path) for path in seen), f"No picture of {pattern}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_joining(phone: Callable[..., Phone], demo_hub: Hub, language: str) -> None:
    """From the first page to the first list, in one's own language."""
    look = Look(phone("new", demo_hub))
    look.begin(language)
    look.screen("join")
    look.page.locator("input").fill("alma z001")
    look.page.locator("form button[type=submit]").click()
    look.page.locator(".who").wait_for()
    look.screen("join-who")
    look.page.locator(".foot button").first.click()
    look.page.locator(".pad").wait_for()
    look.screen("join-pin")
    assert look.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_screens(almaz: Look, addresses: dict[str, str], language: str) -> None:
    """What a midwife sees: her counts, charts and cycles."""
    almaz.faults.clear()
    almaz.speak(language)
    for name, address in everyday(addresses):
        almaz.open(address)
        almaz.screen(name)
    almaz.open(addresses["count"])
    numbers = almaz.page.locator("main input")
    numbers.nth(0).fill("30")
    numbers.nth(1).fill("20")
    almaz.screen("count-odd")
    assert almaz.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_may_decide_about_a_chart(
    almaz: Look, addresses: dict[str, str], language: str
) -> None:
    """The sheets that lie over a chart: what can be done, and the form of each."""
    almaz.faults.clear()
    almaz.speak(language)
    for place, name in enumerate(["event", "", "baseline", "phase", "goal"]):
        if not name:
            continue
        almaz.open(addresses["charts"])
        almaz.open(addresses["chart"])
        almaz.page.locator("header button").last.click()
        if name == "event":
            almaz.screen("chart-acts")
        almaz.page.locator("dialog .list > *").nth(place).click()
        almaz.screen(f"chart-{name}")
        almaz.page.keyboard.press("Escape")
    assert almaz.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_why(almaz: Look, addresses: dict[str, str], language: str) -> None:
    """The sheet in which a cause is written, and the bones of the fish as a phone stacks them."""
    almaz.faults.clear()
    almaz.speak(language)
    almaz.open(addresses["problem"])
    almaz.page.get_by_role("radio").nth(1).check()
    almaz.screen("problem-fishbone")
    almaz.page.locator(".foot button").click()
    almaz.screen("problem-cause")
    almaz.page.keyboard.press("Escape")
    assert almaz.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_woreda_is_asked(
    phone: Callable[..., Phone], demo_hub: Hub, addresses: dict[str, str], language: str
) -> None:
    """The list of an officer: what waits longest stands first; and what they see of one asking."""
    look = Look(phone("officer", demo_hub))
    join(look, *OFFICER)
    look.speak(language)
    look.open(addresses["asked"])
    look.screen("asked-of-the-woreda")
    look.page.locator("main a[href^='#/asking/']").first.click()
    look.page.locator("main .foot button").wait_for()
    look.screen("asking-to-answer")
    assert look.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_explained_and_a_kinder_wording(almaz: Look, addresses: dict[str, str], language: str) -> None:
    """What a tap on a word opens, and what a blaming sentence is offered below its field."""
    almaz.faults.clear()
    almaz.speak(language)
    almaz.open(addresses["chart"])
    almaz.page.locator("figure .term").first.click()
    almaz.page.locator("dialog[open]").wait_for()
    almaz.screen("word-explained")
    almaz.page.keyboard.press("Escape")
    almaz.open(addresses["cycle-new"])
    blaming = {"en": "The staff are lazy.", "am": "ሠራተኞቹ ሰነፎች ናቸው።", "om": "Hojjettoonni dhibaa’oo dha."}
    almaz.page.locator("main textarea").first.fill(blaming[language])
    almaz.page.locator(".kinder q").wait_for()
    almaz.screen("kinder-wording")
    assert almaz.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_that_goes_on(almaz: Look, language: str) -> None:
    """From the first tap to one phone passed round."""
    almaz.faults.clear()
    almaz.speak(language)
    page = almaz.page
    almaz.open("#/meeting/new")
    for place in range(6):
        page.locator("main ul button").nth(place).click()
    page.locator(".foot button").click()
    page.wait_for_url(re.compile("#/meeting/(?!new)"))
    almaz.screen("meeting-begun")
    parts = page.locator(".parts input")
    parts.nth(1).check()
    almaz.screen("meeting-silent-round")
    page.locator("main textarea").fill("?")
    page.locator(".now .button").first.click()
    page.locator("main textarea").fill("?")
    almaz.screen("meeting-writing")
    page.locator(".now .button").nth(1).click()
    almaz.screen("meeting-passed-round")
    page.locator("main section ul button").nth(1).click()
    almaz.screen("meeting-turn")
    # The phone is passed on, then the round is over.
    for _ in range(2):
        page.locator(".now .button.main").click()
    parts.nth(2).check()
    almaz.screen("meeting-deciding")
    assert almaz.faults == []


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "count",
        "charts",
        "measure",
        "chart",
        "cycle",
        "problem",
        "pareto",
        "item",
        "status",
        "wall",
        "storyboard",
        "words",
    ],
)
def test_screens_in_the_dark(almaz: Look, addresses: dict[str, str], name: str) -> None:
    """The same screens where the phone asks for dark ones, as in a ward at night."""
    almaz.faults.clear()
    almaz.speak("en")
    almaz.page.emulate_media(color_scheme="dark")
    almaz.folder = "dark"
    almaz.open(addresses[name])
    almaz.screen(name)
    almaz.folder = ""
    almaz.page.emulate_media(color_scheme="no-preference")
    assert almaz.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_hub(phone: Callable[..., Phone], empty_hub: Hub, language: str) -> None:
    """The first page of a hub without data, where its steward founds the collaborative."""
    look = Look(phone("new", empty_hub))
    look.begin(language)
    begin = look.page.locator("main [href='#/setup']")
    begin.wait_for()
    look.screen("empty-hub")
    begin.click()
    look.page.locator("main form").wait_for()
    look.screen("founding")
    assert look.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_screens_of_setting_up(steward: Look, addresses: dict[str, str], language: str) -> None:
    """What the steward sees: the charter, places, people, teams, measures."""
    steward.faults.clear()
    steward.speak(language)
    for name, address in setting_up(addresses):
        steward.open(address)
        steward.screen(name)
    assert steward.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_unlocking(steward: Look, language: str) -> None:
    """Two people share a phone: who is it, and the PIN."""
    steward.faults.clear()
    steward.speak(language)
    steward.page.locator(".acts button").first.click()
    steward.screen("unlock-who")
    steward.page.get_by_role("button", name="Mulu Regassa").click()
    steward.screen("unlock")
    steward.page.locator("main > .button.quiet").first.click()
    steward.screen("unlock-forgotten")
    steward.page.keyboard.press("Escape")
    enter(steward, STEWARD[1])
    steward.page.locator("nav").wait_for()
    steward.settle()
    assert steward.faults == []


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "count",
        "charts",
        "measure",
        "chart",
        "chart-recounted",
        "quality",
        "skills",
        "handover",
        "cycles",
        "cycle",
        "drivers",
        "problem",
        "pareto",
        "timeline",
        "visits",
        "independence",
        "meetings",
        "meeting-ideas",
        "meeting",
        "meeting-minutes",
        "settings",
        "collaborative",
        "collaborative-calendar",
        "places",
        "wall",
        "storyboard",
        "words",
    ],
)
def test_screens_of_a_computer(computer: Look, addresses: dict[str, str], name: str) -> None:
    """The same screens use the room of a large one."""
    computer.faults.clear()
    computer.open(addresses[name])
    computer.screen(name)
    assert computer.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_code(phone: Callable[..., Phone], demo_hub: Hub, language: str) -> None:
    """Stands last: after some wrong codes the hub lets everybody behind the same address wait."""
    look = Look(phone("new", demo_hub))
    look.begin(language)
    look.page.locator("input").fill("ZZZZ-ZZZZ")
    look.page.locator("form button[type=submit]").click()
    look.page.locator("[aria-invalid=true]").wait_for()
    # The browser itself reports an answer of "not found"; the person is told by the field.
    look.forget()
    look.screen("join-another-code")
    assert look.faults == []
