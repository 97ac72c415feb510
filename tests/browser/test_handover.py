"""A head looks who can do what; a midwife leaves; her successor reads the handover on a phone that has never
met Debo and has no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.hub import Hub
from tests.browser.look import AXE, FAULTS, OVERFLOW
from tests.browser.phone import CHROMIUM, QUIET, Phone
from tests.browser.test_screens import Ids
from tests.browser.test_two_phones import join

#: A microphone that always says yes, and hums.
MICROPHONE = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
HERE = "Haro Gudina health centre"
MOST_BYTES = 300_000


def arrived(phone: Phone, code: str, pin: str) -> Page:
    """Somebody joins, and the whole collaborative lies on the phone."""
    page = join(phone, code, pin)
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Your collaborative is arriving…")).to_be_hidden(timeout=30_000)
    return page


def part(page: Page, heading: str) -> str:
    """What stands under a heading of the handover, up to the next one."""
    text: str = page.evaluate(
        """(heading) => {
          let at = [...document.querySelectorAll('h2')].find((one) => one.textContent === heading);
          let found = '';
          while ((at = at?.nextElementSibling) && at.tagName !== 'H2') found += at.textContent + '\\n';
          return found;
        }""",
        heading,
    )
    return text


def test_a_midwife_leaves_and_her_successor_goes_on(
    demo_hub: Hub, phone: Callable[..., Phone], playwright: Playwright, tmp_path: Path
) -> None:
    ids = Ids(demo_hub)
    here, almaz = ids.named("people_place", HERE), ids.named("people_person", "Almaz Tesfaye")
    bekele = phone("bekele", demo_hub, *MICROPHONE)
    page = arrived(bekele, "BEKE-0001", "5555")
    bekele.context.set_offline(True)

    # Before anybody leaves: one person alone can read a run chart. It is about the facility, not about her.
    bekele.go(f"#/skills/{here}")
    chart = page.get_by_role("button", name=re.compile("Read a run chart"))
    expect(chart).to_contain_text("Only one person here can do this. Who could learn it next?")
    expect(page.get_by_text("Maternal and child health focal person")).to_be_visible()

    # She leaves. What nobody else can do is said in time, and the handover is offered before the last day.
    bekele.go(f"#/people/{almaz}?at={here}")
    page.get_by_role("button", name=f"Leaves {HERE}").click()
    expect(page.get_by_text(re.compile("Nobody else here can do this yet: Read a run chart"))).to_be_visible()
    expect(page.get_by_text(re.compile("Run a PDSA cycle. Who could"))).to_have_count(0)
    page.get_by_role("link", name="Handover: Midwife").click()
    page.get_by_label("What comes next").fill("Show Chaltu the chart before the learning session.")
    page.get_by_label("What I would look at first").fill("The night shift has no blood pressure cuff.")
    page.get_by_role("button", name="Say it in your own voice").click()
    expect(page.get_by_text(re.compile(r"Listening… 0:0[1-9]"))).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="That was all").click()
    expect(page.get_by_role("button", name="Leave the voice note out")).to_be_visible()
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("img", name="The key as a QR")).to_be_visible(timeout=30_000)
    page.screenshot(path=tmp_path / "made.png", full_page=True)
    key = page.locator(".key").inner_text()
    assert re.fullmatch(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}", key)
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the file").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)

    # Her words are kept for the team, and the second learner of the chart is named.
    bekele.go(f"#/skills/{here}")
    page.get_by_role("button", name=re.compile("Read a run chart")).click()
    page.get_by_role("checkbox", name="Tolosa Abdi").check()
    expect(page.get_by_text("Tolosa Abdi can do it, and show it to others")).to_be_visible()
    page.get_by_role("button", name="Close").first.click()
    shared = page.get_by_role("region", name="Shared by two or more")
    expect(shared.get_by_role("button", name=re.compile("Read a run chart"))).to_be_visible()

    # No line of what the team wrote lies open in the file: a stick may be lost.
    plain = file.read_text(encoding="utf-8")
    for secret in ("Show Chaltu", "poster", "Almaz", HERE, key, key.replace("-", "")):
        assert secret not in plain

    blank = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    read_it(blank, file, key)
    blank.close()


def read_it(browser: Browser, file: Path, key: str) -> None:
    """Open the file on a phone without network, app or account, and find the five answers."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, locale="en-GB", offline=True
    )
    page = context.new_page()
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    context.add_init_script(path=AXE)
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", name="A handover from Debo")).to_be_visible()
    assert page.evaluate(OVERFLOW) is None
    assert page.evaluate(FAULTS) == []

    page.get_by_label("The key").fill("0000-0000-0000-0000-0000")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_contain_text("This key does not open the file")
    page.get_by_label("The key").fill(key.lower().replace("-", " "))
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Handover: Midwife")).to_be_visible()

    # 1. What do we want to reach? 2. What is next, and when?
    assert "births with the whole bundle on admission" in part(page, "What we want to reach")
    assert "from 54" in part(page, "What we want to reach")
    dates = part(page, "What is next")
    assert dates.index("Label the shelf") < dates.index("The team meets") < dates.index("list of women due")
    # 3. What was stopped, and why? 4. Who can read a chart? 5. What is owed?
    tried = part(page, "What we tried, and why we stopped")
    assert tried.startswith("Do women wait for their result if tea is offered?")
    assert "We stopped because: The rapid test in the antenatal room makes waiting needless." in tried
    assert "Does a second tray for the night close the gap?" in tried
    skills = part(page, "Who can do what")
    assert re.search(r"Read a run chart\s+Almaz Tesfaye \(until ", skills)
    owed = part(page, "What is owed")
    assert "A second thermometer" in owed
    assert "no answer yet" in owed
    assert "Show Chaltu the chart" in part(page, "In the words of whoever hands over")
    expect(page.locator("svg").first).to_be_visible()
    assert page.evaluate("document.querySelector('audio')?.src.startsWith('blob:')")
    assert page.evaluate(OVERFLOW) is None
    assert page.evaluate(FAULTS) == []

    page.screenshot(path=file.with_suffix(".png"))

    # In her own language, at once.
    page.get_by_role("button", name="አማርኛ").click()
    expect(page.get_by_role("heading", name="የሞከርነውና ያቆምንበት ምክንያት")).to_be_visible()
    page.get_by_role("button", name="Afaan Oromoo").click()
    expect(page.get_by_role("heading", name="Waan yaalle, maaliif akka dhaabne")).to_be_visible()
    assert page.evaluate(OVERFLOW) is None
    assert errors == []
    assert [one for one in asked if not one.startswith(("file:", "blob:"))] == []
    context.close()


def test_today_says_three_things_and_nothing_nags(demo_hub: Hub, phone: Callable[..., Phone]) -> None:
    almaz = phone("almaz", demo_hub)
    page = arrived(almaz, "ALMA-Z001", "6666")
    almaz.context.set_offline(True)
    today = page.get_by_role("region", name="Next")
    task = today.get_by_role("link", name=re.compile("Label the shelf where the kit stands"))
    expect(task).to_have_attribute("href", "#/tasks")
    # The laboratory's task is the laboratory's.
    expect(today.get_by_text("Ask the laboratory")).to_have_count(0)
    assert today.get_by_role("listitem").count() <= 3
    for box in [one.bounding_box() for one in today.get_by_role("link").all()]:
        assert box is not None
        assert box["height"] >= 48

    # Put off until tomorrow, brought back, put off again: it stays away after a restart.
    away = today.get_by_role("button", name=re.compile("Not today: Label the shelf"))
    away.click()
    expect(task).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(task).to_be_visible()
    away.click()
    expect(task).to_be_hidden()
    page.reload()
    page.locator("main [href^='#/enter']").first.wait_for(timeout=30_000)
    expect(page.get_by_text("Label the shelf where the kit stands")).to_have_count(0)


def test_the_file_without_a_voice_is_small(
    demo_hub: Hub, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    """FEATURES N7: fifteen months of a team, twenty charts and all, in 300 kB at the most."""
    almaz = phone("almaz", demo_hub)
    page = arrived(almaz, "ALMA-Z001", "6666")
    here = Ids(demo_hub).named("people_place", HERE)
    almaz.go(f"#/handover/{here}/midwife")
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save the file").click()
    size = Path(saving.value.path()).stat().st_size
    print(f"handover file: {size} bytes")
    assert 20_000 < size <= MOST_BYTES
