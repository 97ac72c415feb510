"""What the app of each release sent is still answered as it was: a hub may be newer than its phones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from debo.ledger import models
from debo.measures.models import Observation
from debo.people import setting_up
from debo.people.models import Place
from debo.version import VERSION

FOLDER = Path(__file__).parent / "old_phones"
RELEASES = sorted(FOLDER.glob("*.json"))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rights() -> None:
    """The real rules about people, not this folder's fixed ones."""


class Replay:
    """Tells a recorded story to this hub, with the codes and tokens that this one gives."""

    def __init__(self, wire: list[dict[str, Any]]) -> None:
        self.wire = wire
        self.given: dict[str, str] = {}
        self.client = Client()

    def tell(self) -> None:
        for i, said in enumerate(self.wire):
            answer = self._ask(said)
            assert answer.status_code == said["status"], (i, said["path"], answer.content)
            self._compare(i, said["answer"], answer.json())

    def _ask(self, said: dict[str, Any]) -> Any:
        asked = said["asked"]
        headers = {"Accept-Language": "en"}
        if "token" in asked:
            device, _, token = asked["token"].partition(":")
            headers["Authorization"] = f"Debo {device}:{self.given.get(token, token)}"
        if "person" in asked:
            headers["Debo-Person"] = asked["person"]
        if "body" not in asked:
            return self.client.get(f"/api/{said['path']}", headers=headers)
        body = {**asked["body"]}
        for name in ("code", "token"):
            if isinstance(body.get(name), str):
                body[name] = self.given.get(body[name], body[name])
        text = json.dumps(body)
        return self.client.post(
            f"/api/{said['path']}", text, content_type="application/json", headers=headers
        )

    def _compare(self, i: int, before: dict[str, Any], now: dict[str, Any]) -> None:
        for name in ("code", "token"):
            if name in before:
                self.given[before[name]] = now[name]
        for name in ("type", "person", "acks"):
            assert now.get(name) == before.get(name), (i, name)
        assert self._told(now, before) == self._told(before, before), i

    @staticmethod
    def _told(answer: dict[str, Any], before: dict[str, Any]) -> list[list[Any]]:
        """What was set aside and why. A type that the release's hub didn't know may be one of today's, with
        reasons of its own: that it was set aside is told all the same."""
        unknown = {
            (one["channel"], one["n"])
            for one in before.get("attention", [])
            if one["reason"] == "unknown_type"
        }
        return [
            [
                one["channel"],
                one["n"],
                "set aside" if (one["channel"], one["n"]) in unknown else one["reason"],
            ]
            for one in answer.get("attention", [])
        ]


def ids_of_founding(wire: list[dict[str, Any]]) -> list[str]:
    """The ids which the recorded hub gave when it was set up: steward, woreda, collaborative, role."""
    person = next(said["answer"]["person"] for said in wire if said["path"] == "setup")
    text = json.dumps(wire)
    collaborative = re.findall(r"collaborative:([0-9a-f-]{36})", text)[0]
    # What the steward wrote first names its woreda as the parent of the health centre.
    batch = next(
        said["asked"]["body"]["batch"] for said in wire if (said["asked"].get("body") or {}).get("batch")
    )
    shape, fields = next((i, one[1:]) for i, one in enumerate(batch["shapes"]) if one[0] == "place")
    woreda = batch["values"][shape][fields.index("parent")][0]
    return [person, woreda, collaborative, "01890000-0000-7000-8000-0000000000ff"]


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_a_phone_of_this_release_is_answered_as_it_was(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = json.loads(release.read_text(encoding="utf-8"))
    ids = iter(ids_of_founding(wire))
    monkeypatch.setattr(setting_up, "new_record_id", lambda: next(ids))
    replay = Replay(wire)
    replay.given[next(said["asked"]["body"]["code"] for said in wire if said["path"] == "setup")] = (
        setting_up.new_setup_code()
    )
    replay.client.get("/api/hub")
    models.Hub.objects.update(epoch=wire[0]["answer"]["epoch"])
    replay.tell()
    # And what they wrote is in the records: the story has a health centre and counts of its delivery room.
    assert Place.objects.filter(kind="health_centre").count() == 1
    assert Observation.objects.exists()


def test_every_release_that_phones_may_have_is_kept() -> None:
    assert "0.1.0" in {path.stem for path in RELEASES}
    assert VERSION.split("+")[0] in {path.stem for path in RELEASES}
