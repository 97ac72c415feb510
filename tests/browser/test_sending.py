"""Handing over by the phone's own share sheet, which takes only some kinds of files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.hub import Hub
from tests.browser.phone import Phone
from tests.browser.test_carrying import count
from tests.browser.test_two_phones import join, tell_hub

MakePhone = Callable[..., Phone]

#: As Chromium on Android does it: by ending and kind; anything else is refused when it is shared, not before.
SHARE_SHEET = """() => {
  navigator.canShare = () => true;
  navigator.share = async ({ files }) => {
    for (const file of files)
      if (!/\\.(txt|pdf|png|jpg|csv)$/.test(file.name) || !/^(text|image)\\//.test(file.type))
        throw new DOMException('Permission denied', 'NotAllowedError');
    window.sent = files;
  };
}"""
AS_BYTES = "async () => [...new Uint8Array(await window.sent[0].arrayBuffer())]"


def test_what_is_sent_by_the_phones_share_sheet_is_taken_in_at_the_hub(
    demo_hub: Hub, phone: MakePhone, tmp_path: Path
) -> None:
    almaz = phone("almaz", demo_hub)
    page = join(almaz, "ALMA-Z001", "6666")
    tell_hub(almaz)
    page.goto(f"{almaz.url}/#/")
    address = page.locator("[href^='#/enter']").first.get_attribute("href") or ""
    almaz.context.set_offline(True)
    count(page, f"{almaz.url}/{address}", "29", "41")
    page.evaluate(f"({SHARE_SHEET})()")
    page.evaluate("() => { location.hash = '#/carry' }")
    page.get_by_label("Who takes it along?").fill("Hanna")
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_text("Is the file with Hanna now")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    name = page.evaluate("() => window.sent[0].name")
    assert name.endswith(".debo.txt")
    sent = tmp_path / name
    sent.write_bytes(bytes(page.evaluate(AS_BYTES)))
    page.get_by_role("button", name="Yes, handed over").click()
    assert "taken" in demo_hub.debo("carry", "in", str(sent))
