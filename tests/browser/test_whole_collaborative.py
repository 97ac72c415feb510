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
from tests.browser.phone import Phone
from tests.browser.test_two_phones import type_pin

PIN = "6831"
PLAYED = ("midwife of hc1", "woreda mentor", "woreda steward", "officer")


def test_a_whole_collaborative(empty_hub: Hub, phone: Callable[..., Phone]) -> None:
    told = play(empty_hub)
    assert told["aside"] == {}
    midwife = phone("midwife", empty_hub)
    arrive(midwife, told["codes"]["midwife of hc1"])


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
