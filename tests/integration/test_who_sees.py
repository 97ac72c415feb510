"""What the app tells about who sees what is what the hub's access rules give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from debo.people.access import Access
from debo.people.roles import roles
from tests.integration import woreda
from tests.integration.woreda import channel, key

pytestmark = pytest.mark.django_db

TOLD: dict[str, list[str]] = json.loads(
    (Path(__file__).parents[2] / "web/src/collaborative/who-sees.json").read_text("utf-8")
)
#: One channel of each kind; every role of this land is held at or above its places.
CHANNELS = {"team": "team1", "facility": "hc1", "collaborative": "A"}
#: The personas of each standing that have to do with the health centre hc1.
WHO = {
    "member": ["member", "hew_member"],
    "staff": ["midwife", "nurse", "laboratory"],
    "head": ["facility_head"],
    "mentor": ["mentor", "clinical_mentor"],
    "official": ["woreda_officer", "zonal_officer", "regional_officer", "federal_officer"],
    "steward": ["steward", "hub_steward"],
}


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()


@pytest.mark.parametrize("kind", CHANNELS)
@pytest.mark.parametrize("who", WHO)
def test_the_table_is_true(kind: str, who: str) -> None:
    for person in WHO[who]:
        reads = channel(CHANNELS[kind]) in Access().standings(key(person))
        assert reads == (who in TOLD[kind]), f"{person} {kind}"


def test_the_table_names_every_standing_there_is() -> None:
    assert {role.standing for role in roles().values()} | {"member"} == set(WHO)
    assert set(TOLD) == set(CHANNELS)


def test_staff_elsewhere_read_what_was_shown_and_nothing_else() -> None:
    elsewhere = Access().standings(key("hospital_member"))
    assert channel("A") in elsewhere
    assert not {channel("hc1"), channel("team1")} & set(elsewhere)
