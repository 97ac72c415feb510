"""Look at a screen as a critical colleague would: errors, overflow, accessibility; and keep its picture."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.palette import with_few_colours
from tests.browser.phone import Phone

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
PICTURES = ROOT / "docs/screens"
LANGUAGES = {"en": "English", "am": "አማርኛ", "om": "Afaan Oromoo"}
MOST_BYTES = 60_000
"""A larger picture would make the repository slow to fetch where networks are."""

LEAVE = """address => {
  const screen = document.getElementById('screen');
  if (screen) screen.dataset.left = 'yes';
  location.hash = address;
}"""
SETTLED = """async () => {
  await document.fonts.ready;
  const ending = document.getAnimations().filter((one) => one.effect.getTiming().iterations < 9);
  await Promise.all(ending.map((one) => one.finished.catch(() => null)));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
OVERFLOW = """() => {
  const edge = document.documentElement.clientWidth;
  const wider = document.documentElement.scrollWidth - edge;
  if (wider <= 0) return null;
  const isOut = (one) => one.getBoundingClientRect().right > edge + 1;
  const out = [...document.body.querySelectorAll('*')].filter(isOut);
  return `${wider} px too wide: ` + out.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(' | ');
}"""
EMPTY_FOOT = """() => {
  const foot = document.querySelector('#screen > .foot');
  return Boolean(foot && foot.offsetHeight && !foot.firstElementChild);
}"""
FAULTS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'], preload: false });
  const why = (node) => [...node.any, ...node.all, ...node.none][0]?.message;
  const said = (node) => `${node.html.slice(0, 160)} (${why(node)})`;
  return violations.map((one) => `${one.id}: ` + one.nodes.slice(0, 3).map(said).join(' | '));
}"""


class Look:
    """Goes through the screens of one phone and gathers what is wrong, so that one run tells everything."""

    def __init__(self, phone: Phone, folder: str = "") -> None:
        self.phone, self.page, self.folder = phone, phone.page, folder
        self.language = "en"
        self.faults: list[str] = []
        self._console: list[str] = []
        self._beside: Page | None = None
        # The app's content security policy forbids foreign scripts, but not what a browser starts with.
        phone.context.add_init_script(path=AXE)
        self.page.on("console", self._hear)

    def begin(self, language: str) -> None:
        """Open the app for the first time, in a language."""
        self.page.goto(f"{self.phone.url}/#/join")
        self.page.get_by_role("button", name=LANGUAGES[language], exact=True).click()
        self.page.locator(f"html[lang={language}]").wait_for(state="attached")
        self.language = language

    def speak(self, language: str) -> None:
        """Choose a language as a person does, under "More"."""
        self.open("#/settings")
        self.page.get_by_role("radio", name=LANGUAGES[language], exact=True).check()
        self.page.locator(f"html[lang={language}]").wait_for(state="attached")
        self.language = language

    def open(self, address: str) -> None:
        """Go to a screen without loading the app anew, and wait until it stands still."""
        if self.page.evaluate("location.hash") != address:
            self.page.evaluate(LEAVE, address)
        self.settle()

    def settle(self) -> None:
        """Wait until a screen is there, with its letters, and nothing moves."""
        self.page.locator("#screen:not([data-left])").wait_for(state="attached")
        expect(self.page.get_by_role("progressbar")).to_have_count(0, timeout=20_000)
        # A pointer left where it clicked would colour what lies there now.
        self.page.mouse.move(0, 0)
        self.page.evaluate(SETTLED)

    def screen(self, name: str) -> None:
        """Judge the screen as it stands, and keep its picture when pictures are wanted (DEBO_SCREENS=1)."""
        self.settle()
        where = f"{self.folder or self.language}/{name}"
        spoken = self.page.evaluate("document.documentElement.lang")
        if spoken != self.language:
            self.faults.append(f"{where}: says lang={spoken}")
        overflow = self.page.evaluate(OVERFLOW)
        if overflow:
            self.faults.append(f"{where}: {overflow}")
        if self.page.evaluate(EMPTY_FOOT):
            self.faults.append(f"{where}: an empty foot covers the screen's end")
        if os.environ.get("DEBO_SCREENS") == "1":
            self._keep(where)
        self.faults += [f"{where}: {fault}" for fault in self._axe()]
        heard = [*self._console, *self.phone.errors]
        self.faults += [f"{where}: {words}" for words in heard]
        self.forget()
        self.phone.errors.clear()

    def forget(self) -> None:
        """Take back what the browser itself logged, such as an expected refusal by the hub."""
        self._console.clear()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._console.append(f"{message.type} {message.text}")

    def _axe(self) -> list[str]:
        """What axe-core finds on the whole page: a short window hides targets behind the sticky foot."""
        size = self.phone.size
        height = self.page.evaluate("document.documentElement.scrollHeight") + 200
        self.page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
        found: list[str] = self.page.evaluate(FAULTS)
        self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        return found

    def _blank(self) -> Page:
        """A page beside the app's, to work on pictures."""
        if self._beside is None:
            self._beside = self.phone.context.new_page()
            self.page.bring_to_front()
        return self._beside

    def _keep(self, where: str) -> None:
        path = PICTURES / f"{where}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        # One point a CSS pixel: legible, and a third of the bytes of the phone's own resolution.
        picture = with_few_colours(self._blank(), self.page.screenshot(scale="css"))
        path.write_bytes(picture)
        if len(picture) > MOST_BYTES:
            self.faults.append(f"{where}: its picture has {len(picture)} bytes")
