"""A phone: Chromium at 360 × 740 with touch and a profile that survives a restart."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

CHROMIUM = next(
    (p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), "chromium"
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Phone:
    """One browser profile. `restart` closes the browser and opens it again on the same profile."""

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        url: str,
        *,
        width: int = 360,
        height: int = 740,
        flags: Sequence[str] = (),
    ) -> None:
        self.playwright, self.profile, self.url, self.flags = playwright, profile, url, flags
        self.size = {"width": width, "height": height}
        self.errors: list[str] = []
        self.open()

    def open(self) -> None:
        """Start the browser on this phone's profile."""
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=CHROMIUM,
            args=[*QUIET, *self.flags],
            viewport={"width": self.size["width"], "height": self.size["height"]},
            has_touch=self.size["width"] < 600,
            device_scale_factor=2,
            locale="en-GB",
            accept_downloads=True,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, path: str = "") -> Page:
        """Open a page of the app, such as `#/status`."""
        # A window behind another one draws nothing, and a click waits for something to be drawn.
        self.page.bring_to_front()
        self.page.goto(f"{self.url}/{path}")
        return self.page

    def restart(self) -> None:
        """Close the browser, as a phone does when it runs out of memory, and open it again."""
        self.context.close()
        self.open()

    def close(self) -> None:
        """Close the browser; a page that threw an error fails its test."""
        self.context.close()
        assert self.errors == [], self.errors
