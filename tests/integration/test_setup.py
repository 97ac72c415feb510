"""An empty hub, and the steward who sets it up."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from debo.collaborative.models import Collaborative
from debo.ledger.models import Device, Entry
from debo.people.keys import HubSteward, SetupCode
from debo.people.models import Person, Place, RoleHeld
from debo.people.setting_up import is_empty, new_setup_code
from tests.integration.doors import Visitor

pytestmark = pytest.mark.django_db


def asked(phone: Visitor, code: str, **changed: Any) -> dict[str, Any]:
    body = {
        "code": code,
        "name": "Mulu Regassa",
        "pin": "4711",
        "collaborative": "ደኅና ወሊድ",
        "woreda": "ጋራ አባያ",
        "device": phone.device,
        "public_key": phone.public_key,
    }
    return {**body, **changed}


def test_mulu_sets_up_an_empty_hub_in_amharic(client: Client) -> None:
    assert client.get("/api/hub").json()["empty"] is True
    phone = Visitor()
    welcome = phone.post("setup", asked(phone, new_setup_code()), language="am").json()
    woreda, charter, held = Place.objects.get(), Collaborative.objects.get(), RoleHeld.objects.get()
    assert (woreda.name, woreda.kind, woreda.channel) == ({"am": "ጋራ አባያ"}, "woreda", charter.channel)
    assert charter.name == {"am": "ደኅና ወሊድ"}
    assert charter.channel == f"collaborative:{charter.record}"
    assert (held.person, held.role, held.place) == (welcome["person"], "steward", woreda.record)
    assert Person.objects.get().name == "Mulu Regassa"
    granted = welcome["grants"]["people"][welcome["person"]]
    assert granted["channels"][charter.channel] == ["steward"]
    assert granted["name"] == "Mulu Regassa"
    hub = client.get("/api/hub", headers={"Accept-Language": "am"}).json()
    assert (hub["empty"], hub["demo"], hub["name"]) == (False, False, "ደኅና ወሊድ")


def test_setting_up_happens_once() -> None:
    code, phone = new_setup_code(), Visitor()
    assert phone.post("setup", asked(phone, code)).status_code == 200
    other = Visitor()
    again = other.post("setup", asked(other, code))
    assert (again.status_code, again.json()["type"]) == (409, "not_empty")
    assert HubSteward.objects.count() == 1


def test_a_steward_whose_welcome_was_lost_hears_it_again() -> None:
    code, phone = new_setup_code(), Visitor()
    steward = phone.post("setup", asked(phone, code)).json()["person"]
    phone.token = ""
    again = phone.post("setup", asked(phone, code))
    assert (again.status_code, again.json()["person"]) == (200, steward)
    # Or, after a restart, by the door for everybody.
    phone.token = ""
    assert phone.join(code, "4711").json()["person"] == steward
    phone.token = ""
    assert phone.post("setup", asked(phone, code, pin="0000")).json()["type"] == "wrong_pin"
    assert HubSteward.objects.count() == 1


def test_a_wrong_code_sets_nothing_up_and_slows_down() -> None:
    code = new_setup_code()
    answers = []
    for _ in range(6):
        phone = Visitor()
        answers.append(phone.post("setup", asked(phone, "0000-0000")).json()["type"])
    assert answers == ["wrong_setup_code"] * 5 + ["wait"]
    assert is_empty()
    assert SetupCode.objects.count() == 1
    assert code not in SetupCode.objects.get().digest


@pytest.mark.parametrize(
    ("changed", "type_"),
    [({"pin": "12"}, "bad_pin"), ({"device": "nope"}, "bad_key"), ({"public_key": "AAAA"}, "bad_key")],
)
def test_nothing_is_left_behind_when_a_part_is_wrong(changed: dict[str, Any], type_: str) -> None:
    code, phone = new_setup_code(), Visitor()
    assert phone.post("setup", asked(phone, code, **changed)).json()["type"] == type_
    assert is_empty()
    assert not Entry.objects.exists()
    assert not Device.objects.exclude(label="hub").exists()
    assert phone.post("setup", asked(phone, code)).status_code == 200


def test_a_new_start_makes_the_old_code_worthless() -> None:
    old, new = new_setup_code(), new_setup_code()
    phone = Visitor()
    assert phone.post("setup", asked(phone, old)).json()["type"] == "wrong_setup_code"
    assert phone.post("setup", asked(phone, new)).status_code == 200


def test_the_steward_writes_from_the_phone_that_set_it_up() -> None:
    """The first health centre, from the same device, over the real exchange door."""
    phone = Visitor()
    welcome = phone.post("setup", asked(phone, new_setup_code())).json()
    answer = phone.post(
        "sync", {"v": 1, "epoch": None, "stamp": 0, "batch": None, "cursors": {}, "digests": {}}
    )
    assert answer.status_code == 200
    told = answer.json()
    assert told["grants"]["people"].keys() == {welcome["person"]}
    assert sum(len(told["entries"][name]) for name in ("n",)) == Entry.objects.count() == 4
