"""How fast the app starts on a slow phone and a thin line, and how much it loads.

A phone at 360 × 740 in Chromium, its processor slowed six times, the line held to 280 kbit/s with 100 ms of
latency. It has joined the demonstration, and one chart is lengthened to 24 months. Run it on a quiet machine:
`python -m bench.app`.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import CDPSession, Page, sync_playwright

from debo.periods import Kind, period_of
from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_two_phones import join

SLOWER = 6
LINE = {"offline": False, "latency": 100, "downloadThroughput": 280_000 / 8, "uploadThroughput": 280_000 / 8}
FREE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
TIMES = 5
FONT = Path(__file__).parents[1] / "web/src/fonts/ethiopic.woff2"
MONTHS = 24
MEASURE, FACILITY = "Seen within 48 hours after birth", "Haro Gudina health centre"


class Weighed:
    """Counts the bytes of the bodies and headers that come over the line."""

    def __init__(self, line: CDPSession) -> None:
        self.of: dict[str, float] = {}
        self.url: dict[str, str] = {}
        line.send("Network.enable")
        line.on("Network.responseReceived", lambda e: self.url.update({e["requestId"]: e["response"]["url"]}))
        line.on("Network.loadingFinished", lambda e: self.of.update({e["requestId"]: e["encodedDataLength"]}))

    def kilobytes(self) -> float:
        """Of the app itself: the hub's answers under /api are weighed elsewhere."""
        return sum(size for one, size in self.of.items() if "/api/" not in self.url.get(one, "/api/")) / 1000


def seconds_until(page: Page, selector: str) -> float:
    """Seconds from a reload until something is to be seen."""
    start = perf_counter()
    page.reload(wait_until="commit")
    page.locator(selector).first.wait_for(timeout=60_000)
    return perf_counter() - start


def longer_chart(hub: Hub, folder: Path) -> None:
    """Nine months before the demonstration's fifteen, from a sheet."""
    period = period_of(datetime.now(tz=UTC).date(), Kind.ETHIOPIAN_MONTH).previous()
    rows = ["measure,facility,period,numerator,denominator"]
    for number in range(MONTHS):
        if number >= 15:
            rows.append(f"{MEASURE},{FACILITY},{period.id},{20 + number % 7},40")
        period = period.previous()
    sheet = folder / "months.csv"
    sheet.write_text("\n".join(rows))
    hub.debo("import", "sheet", str(sheet), "--write")


def forget_app(page: Page) -> None:
    """As if the app had never been loaded, while the records stay."""
    page.evaluate(
        """async () => {
          for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
          for (const key of await caches.keys()) await caches.delete(key);
        }"""
    )


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        hub = Hub(folder / "data")
        hub.debo("demo")
        longer_chart(hub, folder)
        hub.start()
        try:
            phone = Phone(playwright, folder / "phone", hub.url)
            measure(phone, hub)
            phone.close()
        finally:
            hub.stop()


def measure(phone: Phone, hub: Hub) -> None:
    """All figures, on one phone."""
    page = join(phone, "ALMA-Z001", "6666")
    page.get_by_role("status").filter(has_text="arriving").wait_for(state="hidden", timeout=60_000)
    line = phone.context.new_cdp_session(page)
    for language in ("English", "አማርኛ"):
        page.goto(f"{phone.url}/#/settings")
        page.get_by_role("radio", name=language).check()
        page.wait_for_timeout(500)
        first_load(page, line, language)
    page.goto(f"{phone.url}/#/settings")
    page.get_by_role("radio", name="English").check()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(3000)
    page.goto(f"{phone.url}/#/charts")
    page.get_by_role("link", name=MEASURE).first.click()
    page.get_by_role("link", name=FACILITY).first.click()
    page.locator("figure svg[role=group]").wait_for()
    hub.stop()
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    took = [seconds_until(page, "figure svg[role=group]") for _ in range(TIMES)]
    page.get_by_text("The same numbers as a table").click()
    points = page.locator("tbody tr").count()
    print(
        f"start to the drawn chart of {points} months, CPU ×{SLOWER}, hub off: {median(took):.2f} s (≤ 1.5)"
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def first_load(page: Page, line: CDPSession, language: str) -> None:
    """Load the app anew on the slow phone, up to the list of what is to be counted."""
    took, weights = [], []
    for _ in range(TIMES):
        page.goto(f"{page.url.split('#')[0]}#/")
        page.locator("[href^='#/enter']").first.wait_for()
        forget_app(page)
        line.send("Network.clearBrowserCache")
        weighed = Weighed(line)
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        took.append(seconds_until(page, "[href^='#/enter']"))
        weights.append(weighed.kilobytes())
        line.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        line.send("Network.emulateNetworkConditions", FREE)
        page.wait_for_timeout(1500)
    print(
        f"first load to a usable list, {language}: {median(weights):.1f} kB, "
        f"{median(weights) + FONT.stat().st_size / 1000:.1f} kB where the phone has no Ethiopic font (≤ 75), "
        f"{median(took):.2f} s at 280 kbit/s and CPU ×{SLOWER} (≤ 3.5)"
    )


if __name__ == "__main__":
    main()
