"""Everybody of the access matrix at the door of every place's dashboards, against a table written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from debo.insights import seeing
from debo.insights.settling import bring_up_to_date, settle
from debo.ledger import acts
from debo.people.roles import roles
from tests.integration import woreda
from tests.integration.insights.asking import Asking
from tests.integration.woreda import PLACES, channel, key

pytestmark = pytest.mark.django_db


def expected() -> dict[str, set[str]]:
    lines = (Path(__file__).parent / "seen.txt").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|") for line in lines if line and not line.startswith("#")]
    return {person.strip(): set(places.split()) for person, places in cells}


@pytest.fixture
def land(db: None) -> None:
    woreda.build()
    count = {
        "measure": key("measure"),
        "facility": key("hc1"),
        "period": "e2018-02",
        "numerator": 1,
        "denominator": 2,
    }
    acts.write(key("hub_steward"), channel("A"), "observation", count)
    bring_up_to_date()
    settle()


def seen_by(person: str) -> dict[str, set[str]]:
    """The places that each door opens for somebody."""
    asking = Asking(key(person))
    doors = {"": "", "measure": f"/measures/{key('measure')}", "reporting": "/reporting"}
    return {
        door: {place for place in PLACES if asking.get(f"/{key(place)}{path}").status_code == 200}
        for door, path in doors.items()
    }


def test_the_table_names_everybody() -> None:
    assert expected().keys() >= set(roles())


def test_everybody_opens_what_the_table_says_and_nothing_else(land: None) -> None:
    for person, places in expected().items():
        # In B nobody counts this measure: there is nothing to see of it.
        counted = places - {"woreda2", "hc9"}
        assert seen_by(person) == {"": places, "measure": counted, "reporting": places}, person


def test_dashboards_begin_at_the_highest_of_ones_places(land: None) -> None:
    for person, places in expected().items():
        begins = {one["place"] for one in Asking(key(person)).told()["places"]}
        tops = {"hub_steward": {"country"}, "zonal_steward": {"zone"}}
        top = tops.get(person) or set(list_first(places))
        assert begins == {key(one) for one in top}, person


def list_first(places: set[str]) -> list[str]:
    """The highest of them, as PLACES lists them from the top down."""
    return [name for name in PLACES if name in places][:1]


def test_a_refusal_tells_nobody_which_places_there_are(land: None) -> None:
    asking = Asking(key("woreda_officer"))
    real, invented = asking.get(f"/{key('hc9')}"), asking.get(f"/{key('nowhere')}")
    assert real.status_code == invented.status_code == 403
    assert real.json() == invented.json()
    assert real.json()["type"] == "not_yours"


def test_who_listed_it_elsewhere_sees_nothing_of_it(land: None) -> None:
    """B's steward lists hc1 below their own woreda; its figures stay with A's officials."""
    steward = key("steward_of_b")
    listed = {"name": {"en": "mine"}, "kind": "health_centre", "parent": key("woreda2")}
    acts.write(steward, channel("B"), "place", listed, key("hc1"))
    assert seen_by("steward_of_b")[""] == {"woreda2", "hc9"}
    below = Asking(steward).told(f"/{key('woreda2')}")["below"]
    assert [one["place"] for one in below] == [key("hc9")]


@pytest.mark.parametrize("mistake", ["staff look", "everything is below"])
def test_a_planted_mistake_is_noticed(land: None, monkeypatch: pytest.MonkeyPatch, mistake: str) -> None:
    """Staff who look at places; an office that lies above everything."""
    if mistake == "staff look":
        monkeypatch.setattr(seeing, "OFFICES", seeing.OFFICES | {"staff"})
    else:
        monkeypatch.setattr(seeing.Viewer, "_holds", lambda *_: True)
    assert any(seen_by(person)[""] != expected()[person] for person in ("midwife", "woreda_officer"))
