"""The demonstration, written once for all tests of a file; each test then undoes what it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from debo.demo.demonstration import fill

#: 14 Hidar 2019.
DEMONSTRATION_DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """The number of entries it has."""
    with django_db_blocker.unblock():
        yield fill(1, DEMONSTRATION_DAY)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def demo(demonstration: int, db: None) -> int:
    """The demonstration, for one test."""
    return demonstration
