"""People and channels of the stories: Almaz the midwife, Tolosa on the facility's PC, Hanna the mentor."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from tests.integration.ledger.fixed_access import PATH, FixedAccess


def uid(tail: str) -> str:
    return "01890000-0000-7000-8000-" + tail.rjust(12, "0")


ALMAZ, TOLOSA, HANNA, STEWARD = uid("a1"), uid("b2"), uid("c3"), uid("d4")
FACILITY, OTHER_FACILITY, MEASURE = uid("f1"), uid("f2"), uid("e1")
WOREDA = "collaborative:" + uid("c0")
TEAM = "team:" + uid("70")
AT_FACILITY = "facility:" + FACILITY


@pytest.fixture(autouse=True)
def rights(settings: Settings) -> Iterator[type[FixedAccess]]:
    """Almaz and Tolosa are in the facility's team, Hanna mentors, the steward looks after everything."""
    settings.DEBO_ACCESS = PATH
    FixedAccess.reset()
    for person in (ALMAZ, TOLOSA):
        FixedAccess.allow(person, WOREDA, "member", "staff", places=[FACILITY])
        FixedAccess.allow(person, TEAM, "member")
        FixedAccess.allow(person, AT_FACILITY, "staff")
    FixedAccess.allow(HANNA, WOREDA, "mentor")
    FixedAccess.allow(STEWARD, WOREDA, "steward")
    FixedAccess.allow(STEWARD, AT_FACILITY, "steward")
    yield FixedAccess
    FixedAccess.reset()


@pytest.fixture
def admin(settings: Settings, db: None) -> Client:
    """The administration, opened by the steward."""
    # The storage of files with hashed names asks for `collectstatic`, which these pages don't need.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    client = Client()
    user = get_user_model().objects.create(username=STEWARD, is_staff=True, is_superuser=True)
    client.force_login(user)
    return client
