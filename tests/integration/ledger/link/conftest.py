"""Hubs of a woreda, a zone and a region, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.integration.ledger.link.hubs import TestHub
from tests.postgres import new_database

MakeHub = Callable[[str], TestHub]


@pytest.fixture(scope="session")
def empty_hub(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database that nobody uses: the path of a file, or the address of a template."""
    address = os.environ.get("DEBO_DATABASE", "")
    empty = new_database(address) if address else ""
    folder = tmp_path_factory.mktemp("empty")
    script = "from debo.embedded import migrate, open_django; open_django(); migrate()"
    where = {"DEBO_DATA": str(folder), "DEBO_DATABASE": empty}
    subprocess.run([sys.executable, "-c", script], env={**os.environ, **where}, check=True)
    return empty or str(folder / "debo.sqlite3")


@pytest.fixture
def make_hub(empty_hub: str, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[MakeHub]:
    """Make hubs; they end with the test."""
    made: list[TestHub] = []

    def make(name: str) -> TestHub:
        made.append(TestHub(name, empty_hub, tmp_path))
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        for one in made:
            one.kill()
