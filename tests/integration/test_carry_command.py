"""`debo carry`, as a mentor types it, on hubs of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.postgres import own_database

DEBO = str(Path(sys.executable).parent / "debo")

#: A phone far away, made beside the hub: it joins, writes, and hands over to a file.
PHONE = """
import json, sys
from debo.embedded import open_hub
open_hub(may_make=True)
from pathlib import Path
from debo.people.models import Person, RoleHeld
from tests.integration.ledger.carried.by_hand import FarPhone
from debo.ledger.merge import value_of
name, folder = sys.argv[1], Path(sys.argv[2])
person = Person.objects.filter(name=name).first()
place = RoleHeld.objects.filter(person=person.record).first().place
phone = FarPhone([person.record]).enrol()
phone.exchange()
channel = next(one for one in phone.cursors if one.startswith("collaborative:"))
measures = [r for (c, t, r), cells in phone.cells.items() if t == "measure" and c == channel
            and value_of(cells["unit"]) == "percent" and "elements" not in cells]
for month in range(1, 10):
    phone.write(channel, "observation", measure=measures[0], facility=place, period=f"e2005-{month:02}",
                numerator=month, denominator=40)
for i, part in enumerate(phone.hand_over(700, at_once=2)):
    (folder / f"up-{i}.debo").write_bytes(part)
print(json.dumps({"device": phone.id, "place": place}))
"""


@cache
def _database(_data: Path) -> dict[str, str]:
    """One for each hub, when the tests run on PostgreSQL."""
    return own_database()


def run(data: Path, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
    own = {"DEBO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "debo.settings"}
    env = {**os.environ, **own, **_database(data)}
    return subprocess.run([*words], env=env, capture_output=True, text=True, check=check)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, str]]:
    """A demonstration, a stick, and what a phone of the demonstration put on it."""
    folder = tmp_path_factory.mktemp("carry")
    data, stick = folder / "data", folder / "stick"
    stick.mkdir()
    run(data, DEBO, "demo", check=True)
    made = run(data, sys.executable, "-c", PHONE, "Almaz Tesfaye", str(stick))
    assert made.returncode == 0, made.stderr
    return data, stick, json.loads(made.stdout)


def test_a_stick_goes_up_and_comes_back(hub: tuple[Path, Path, dict[str, str]]) -> None:
    data, stick, phone = hub
    files = sorted(stick.glob("up-*.debo"), reverse=True)
    assert len(files) > 2
    told = run(data, DEBO, "carry", "in", *map(str, files))
    assert (told.returncode, told.stderr) == (0, "")
    assert "from the phone of Almaz Tesfaye; receipt " in told.stdout
    assert "wait for a part that comes before" in told.stdout
    again = run(data, DEBO, "carry", "in", *map(str, files))
    assert again.returncode == 0
    assert " 0 entries taken" in again.stdout
    code = told.stdout.split("receipt ")[1].split()[0]
    receipt = run(data, DEBO, "carry", "receipt", code)
    assert receipt.returncode == 0
    assert "Made on the phone of Almaz Tesfaye." in receipt.stdout
    assert re.search(r"^collaborative: \w", receipt.stdout, re.MULTILINE)
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", receipt.stdout)
    out = run(
        data, DEBO, "carry", "out", "--to", "haro gudina HEALTH centre", "--file", str(stick / "down.debo")
    )
    assert (out.returncode, out.stderr) == (0, "")
    assert "For the phone of Almaz Tesfaye. Nobody else can open it." in out.stdout
    assert (stick / "down.debo").read_bytes().startswith(b"Debo carried file 1\n")
    small = run(
        data,
        DEBO,
        "carry",
        "out",
        "--to",
        phone["device"],
        "--file",
        str(stick / "back"),
        "--part-size",
        "9k",
    )
    assert small.returncode == 0
    parts = sorted(stick.glob("back-*.debo"))
    assert [part.name for part in parts][:2] == ["back-1.debo", "back-2.debo"] or len(parts) == 1
    assert not list(stick.glob("*.part"))
    # Its own earlier file is replaced; somebody's photograph is not, and a failure leaves nothing behind.
    onto = ("carry", "out", "--to", phone["device"], "--file")
    assert run(data, DEBO, *onto, str(stick / "down.debo")).returncode == 0
    photograph = stick / "ward.jpg"
    photograph.write_bytes(b"\xff\xd8 a photograph")
    refused = run(data, DEBO, *onto, str(photograph))
    assert (refused.returncode, "is no carried file" in refused.stderr) == (2, True)
    assert photograph.read_bytes() == b"\xff\xd8 a photograph"
    (stick / "half-2.debo").write_text("mine")
    refused = run(data, DEBO, *onto, str(stick / "half.debo"), "--part-size", "4k")
    assert refused.returncode == (2 if len(parts) > 1 else 0)
    assert (stick / "half-2.debo").read_text() == "mine"
    assert not list(stick.glob("*.part"))
    # A file for a phone isn't for the hub.
    foreign = run(data, DEBO, "carry", "in", str(stick / "down.debo"))
    assert foreign.returncode == 2
    assert "This file is for somebody else" in foreign.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["in", "nowhere.debo"], 2, "can't be read"),
        (["receipt", "7K2M-Q9TD"], 1, "No file with this code has come here yet."),
        (["receipt", "hello"], 2, "That is no receipt"),
        (["out", "--to", "Nowhere", "--file", "x.debo"], 2, "No facility and no phone is called Nowhere"),
        (["out", "--to", "Haro Gudina health centre", "--file", "/proc/x.debo"], 2, "can't be written"),
        (["out", "--to", "x", "--file", "x", "--part-size", "big"], 2, "is no size; write 500k or 5m"),
    ],
)
def test_what_can_t_be_done_is_said_plainly(
    hub: tuple[Path, Path, dict[str, str]], words: list[str], code: int, said: str
) -> None:
    told = run(hub[0], DEBO, "carry", *words)
    assert told.returncode == code
    assert said in told.stdout + told.stderr
    assert "Traceback" not in told.stderr


def test_a_cut_file_is_taken_as_far_as_it_goes(
    hub: tuple[Path, Path, dict[str, str]], tmp_path: Path
) -> None:
    data, stick, _ = hub
    cut = tmp_path / "cut.debo"
    # Files may be laid end to end; the last of them was being written when the stick was pulled out.
    cut.write_bytes(b"".join(one.read_bytes() for one in sorted(stick.glob("up-*.debo")))[:-10])
    told = run(data, DEBO, "carry", "in", str(cut))
    assert told.returncode == 1
    assert "This file ends too early" in told.stdout
    cut.write_bytes(b"MZ a program")
    told = run(data, DEBO, "carry", "in", str(cut))
    assert told.returncode == 2
    assert "This is not a carried file of Debo" in told.stdout
