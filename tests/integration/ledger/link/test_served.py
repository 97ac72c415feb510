"""A woreda's hub and a region's as their stewards meet them: `debo serve`, `debo link`, a line goes down."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.ledger.served_hub import DEBO, Hub
from tests.integration.ledger.test_kills import kill_with_children

FOUND = """
from debo.embedded import open_hub; open_hub()
from debo.people.setting_up import Founding, found
from debo.ledger import acts
from debo.people.models import Place
steward = found(Founding("{steward}", "{name}", "{name}"))
place = Place.objects.get()
acts.write(steward, place.channel, "place", {{"kind": "{kind}"}}, record=place.record)
print(steward, place.record, place.channel)
"""

ASK = """
from debo.embedded import open_hub; open_hub()
import json
from debo.ledger.models import Channel
from debo.people.access import Access
from debo.people.models import Place
from debo.people.linking import own_collaboratives
said = {{
    "digests": {{c.name: c.digest for c in Channel.objects.filter(name__startswith="collaborative:")}},
    "places": sorted((p.name or {{}}).get("en", "") for p in Place.objects.filter(channel="{channel}")),
    "own": own_collaboratives(),
    "standings": sorted(Access().standings("{person}").get("{channel}", ())),
}}
print(json.dumps(said))
"""

WRITE = """
from debo.embedded import open_hub; open_hub()
from debo.ledger import acts
place = {{"name": {{"en": "{name}"}}, "kind": "health_centre", "parent": "{place}"}}
acts.write("{steward}", "{channel}", "place", place)
"""

DUE = """
from debo.embedded import open_hub; open_hub()
from debo.ledger.models import Link
Link.objects.update(next_at=None)
"""


class Served(Hub):
    """A hub without the demonstration, founded for a woreda or a region."""

    def __init__(self, data: Path, name: str, kind: str) -> None:
        data.mkdir()
        super().__init__(data)
        told = self.python(FOUND.format(steward=f"Steward of {name}", name=name, kind=kind))
        assert told.returncode == 0, told.stderr
        self.steward, self.place, self.channel = told.stdout.split()

    def start(self) -> None:
        with (self.data / "log").open("ab") as log:
            command = [str(DEBO), "serve", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)
        self._wait()

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "DEBO_LINK_MINUTES": "60"}

    def told(self, channel: str, person: str = "") -> Any:
        asked = self.python(ASK.format(channel=channel, person=person))
        assert asked.returncode == 0, asked.stderr
        return json.loads(asked.stdout)

    def list_place(self, name: str) -> None:
        script = WRITE.format(steward=self.steward, channel=self.channel, place=self.place, name=name)
        assert self.python(script).returncode == 0


@pytest.fixture
def hubs(tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    made = Served(tmp_path / "gomma", "Gomma", "woreda"), Served(tmp_path / "oromia", "Oromia", "region")
    yield made
    for one in made:
        if one.process.poll() is None:
            one.stop()


def test_two_stewards_link_their_hubs(hubs: tuple[Served, Served]) -> None:
    gomma, oromia = hubs
    address = f"http://127.0.0.1:{oromia.port}"
    invited = oromia.run("link", "invite", "--name", "Gomma woreda")
    assert invited.returncode == 0, invited.stderr
    found = re.search(r"code ([0-9A-Z]{4}-[0-9A-Z]{4})", invited.stdout)
    assert found
    code = found[1]

    wrong = gomma.run("link", address, "--code", "0000-0000")
    assert (wrong.returncode, "doesn't open anything" in wrong.stderr) == (2, True)
    bare = gomma.run("link", "http://hub.region.example", "--code", code)
    assert (bare.returncode, "isn't protected" in bare.stderr) == (2, True)
    seen = gomma.run("link", address, "--code", code)
    assert seen.returncode == 0, seen.stderr
    assert "Nothing was changed. Say --yes" in seen.stdout
    assert "Gomma will belong to Oromia" in seen.stdout
    assert gomma.run("link").stdout.startswith("This hub is linked with no other")

    linked = gomma.run("link", address, "--code", code, "--yes")
    assert linked.returncode == 0, linked.stderr
    assert gomma.run("link", address, "--code", code, "--yes").returncode == 0  # the welcome may be lost
    # Who holds a role at the region's place reads what the woreda released.
    at_oromia = oromia.told(gomma.channel, oromia.steward)
    assert at_oromia["places"] == ["Gomma", "Oromia"]
    assert "steward" in at_oromia["standings"]
    assert at_oromia["own"] == [oromia.channel]
    at_gomma = gomma.told(oromia.channel, gomma.steward)
    assert "reader" in at_gomma["standings"]
    assert at_oromia["digests"] == at_gomma["digests"]
    assert "All is well." in gomma.run("link").stdout
    assert "All is well." in oromia.run("link").stdout

    # By itself, while the hub is served.
    gomma.list_place("Limu")
    assert gomma.python(DUE).returncode == 0
    deadline = time.monotonic() + 60
    while "Limu" not in oromia.told(gomma.channel)["places"]:
        assert time.monotonic() < deadline
        time.sleep(0.5)

    # The region's hub dies without tidying up: nothing is lost, and the steward is told in words.
    gomma.list_place("Yachi")
    kill_with_children(oromia.process.pid)
    oromia.process.wait(20)
    down = gomma.run("link", "--now")
    assert (down.returncode, "couldn't be reached" in down.stderr) == (1, True)
    assert "couldn't be reached" in gomma.run("link").stdout
    oromia.start()
    assert gomma.run("link", "--now").returncode == 0
    assert "Yachi" in oromia.told(gomma.channel)["places"]
    assert oromia.run("check", "--records").returncode == 0
    assert gomma.run("check", "--records").returncode == 0

    ended = gomma.run("link", "end", "Oromia")
    assert ended.returncode == 0, ended.stderr
    assert "was ended" in oromia.run("link").stdout
    assert "Yachi" in oromia.told(gomma.channel)["places"]
