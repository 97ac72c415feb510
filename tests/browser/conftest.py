"""Hubs and phones for the browser tests. Everything is on loopback and ends with its test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests import demonstration
from tests.browser.hub import Hub
from tests.browser.phone import Phone

# These tests reach the hub only from outside; Playwright's loop beside Django's checks is harmless.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser that is installed on this machine."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def demo_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub that serves the demonstration."""
    hub = Hub(tmp_path_factory.mktemp("demo") / "data")
    demonstration.fill(hub.data)
    hub.start()
    yield hub
    hub.stop()


@pytest.fixture
def empty_hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub without any data, as on the day it is installed."""
    hub = Hub(tmp_path / "data")
    hub.start()
    yield hub
    hub.stop()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    """Makes phones: `phone("almaz", hub)`, or `phone("steward", hub, width=1280, height=800)` for a PC."""
    made: list[Phone] = []

    def make(name: str, hub: Hub, *flags: str, **size: int) -> Phone:
        made.append(Phone(playwright, tmp_path / name, hub.url, flags=flags, **size))
        return made[-1]

    yield make
    for one in made:
        one.close()
