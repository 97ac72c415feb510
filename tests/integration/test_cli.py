"""The command, as a stranger runs it: in a process and a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from debo.cli import COMMANDS
from debo.version import VERSION
from tests.postgres import own_database

DEBO = str(Path(sys.executable).parent / "debo")


def debo(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DEBO_DATA": str(data), "DEBO_DATABASE": "", **environment}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run([DEBO, *words], env=env, capture_output=True, text=True, timeout=120, check=False)


def test_every_command_explains_itself(tmp_path: Path) -> None:
    overview = debo(tmp_path, "--help").stdout
    for word, (module, _summary) in COMMANDS.items():
        assert word in overview
        if module:
            told = debo(tmp_path, word, "--help")
            assert told.returncode == 0, told.stderr
            assert f"usage: debo {word}" in told.stdout
    assert "examples:" in debo(tmp_path, "import", "sheet", "--help").stdout
    assert debo(tmp_path, "version").stdout == f"debo {VERSION}\n"
    assert debo(tmp_path).returncode == 2


def test_the_overview_doesnt_load_django(tmp_path: Path) -> None:
    script = "import sys; from debo.cli import main; main(['version']); print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.endswith("False\n")


def test_check_steward_and_demo_on_one_hub(tmp_path: Path) -> None:
    filled = debo(tmp_path, "demo", "--seed", "3", "--until", "2026-09-11")
    assert filled.returncode == 0, filled.stderr
    assert "ALMA-Z001" in filled.stdout
    again = debo(tmp_path, "demo")
    assert again.returncode == 2
    assert "never mixed with real work" in again.stderr
    after = debo(tmp_path, "check").stdout
    assert "well  The database is up to date." in after
    assert "ok." in after
    assert "well  No entry is set aside." in after
    assert "signatures were tried: all agree." in after
    quick = debo(tmp_path, "check", "--quick").stdout
    assert "signatures" not in quick
    code = debo(tmp_path, "steward", "--url", "https://hub.example")
    assert "Mulu Regassa joins with the code" in code.stdout
    assert "https://hub.example/#/join/" in code.stdout
    assert debo(tmp_path, "steward", "Somebody Else").returncode == 2


#: Every command that works on a hub, with whatever words it needs.
ON_A_HUB = {
    "carry": ("carry", "in", "x.debo"),
    "carry out": ("carry", "out", "--to", "x", "--file", "y"),
    "receipt": ("carry", "receipt", "7K2M-Q9TD"),
    "backup": ("backup", "out.backup"),
    "move": ("move", "--stay"),
    "check": ("check",),
    "rescue": ("rescue", "x.json"),
    "steward": ("steward",),
    "revoke": ("revoke",),
    "erase": ("erase", "person", "x"),
}


@pytest.mark.parametrize("command", ON_A_HUB)
def test_where_there_is_no_hub_none_is_made(tmp_path: Path, command: str) -> None:
    told = debo(tmp_path / "wrong", *ON_A_HUB[command])
    assert (told.returncode, told.stdout) == (2, "")
    assert f"There is no hub in {tmp_path / 'wrong'}" in told.stderr
    assert "DEBO_DATA" in told.stderr
    assert not (tmp_path / "wrong").exists()


def test_an_import_makes_a_hub_only_for_a_collaborative_of_its_own(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("measure,facility,period,numerator,denominator\nANC,Haro,e2018-01,3,4\n")
    told = debo(tmp_path / "wrong", "import", "sheet", str(sheet), "--write")
    assert told.returncode == 2
    assert "There is no hub" in told.stderr
    assert not (tmp_path / "wrong").exists()
    made = ("--create-collaborative", "C", "--create-measures", "--create-facilities", "--write")
    assert debo(tmp_path / "new", "import", "sheet", str(sheet), *made).returncode == 0


def test_a_move_says_where_to_in_a_file_or_not_at_all(tmp_path: Path) -> None:
    script = "from debo.embedded import open_hub; open_hub(may_make=True)"
    env = {**os.environ, "DEBO_DATA": str(tmp_path), "DEBO_DATABASE": ""}
    subprocess.run([sys.executable, "-c", script], env=env, check=True)
    told = debo(tmp_path, "move", "--to")
    assert (told.returncode, "DEBO_MOVE_TO" in told.stderr) == (2, True)
    told = debo(tmp_path, "move", "--to", DEBO_MOVE_TO_FILE=str(tmp_path / "nowhere"))
    assert (told.returncode, "can't be read" in told.stderr) == (2, True)
    (tmp_path / "address").write_text("sqlite\n")
    told = debo(tmp_path, "move", "--to", DEBO_MOVE_TO_FILE=str(tmp_path / "address"))
    assert (told.returncode, "lives in SQLite already" in told.stderr) == (2, True)


def test_an_empty_hub_is_not_backed_up(tmp_path: Path) -> None:
    script = "from debo.embedded import open_hub; open_hub(may_make=True)"
    env = {**os.environ, "DEBO_DATA": str(tmp_path), "DEBO_DATABASE": ""}
    subprocess.run([sys.executable, "-c", script], env=env, check=True)
    told = debo(tmp_path, "backup", str(tmp_path / "out.backup"))
    assert told.returncode == 2
    assert "This hub is empty" in told.stderr
    assert not (tmp_path / "out.backup").exists()


def test_the_schema_for_programs(tmp_path: Path) -> None:
    schema = json.loads(debo(tmp_path, "schema").stdout)
    assert schema["observation"]["key"] == ["measure", "facility", "period"]
    assert "interface Observation" in debo(tmp_path, "schema", "--typescript").stdout
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("setting", [{"PORT": "eight"}, {"PORT": "99999"}])
def test_a_port_that_is_none(tmp_path: Path, setting: dict[str, str]) -> None:
    told = debo(tmp_path, "serve", **setting)
    assert told.returncode == 2
    assert "must be a number" in told.stderr


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = debo(tmp_path, "serve", "--port", str(other.getsockname()[1]))
    assert told.returncode == 2
    assert "is taken" in told.stderr
    assert not any(tmp_path.iterdir())


def test_an_empty_hub_serves_and_prints_its_set_up_code(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "DEBO_DATA": str(tmp_path / "data"), **own_database()}
    log = tmp_path / "log"
    with log.open("wb") as out:
        hub = subprocess.Popen([DEBO, "serve", "--port", str(port)], env=env, stdout=out, stderr=out)
    try:
        told = _wait_for(f"http://127.0.0.1:{port}/api/hub", hub)
        assert told["empty"] is True
        assert f"http://127.0.0.1:{port}/#/setup/" in log.read_text()
        for path in ("/healthz", "/api/openapi.json", "/api/docs", "/static/ninja/swagger-ui-bundle.js"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                assert answer.status == 200
    finally:
        hub.send_signal(signal.SIGINT)
        assert hub.wait(timeout=20) in (0, 130)
    assert "Traceback" not in log.read_text()


def _wait_for(url: str, hub: subprocess.Popen[bytes]) -> dict[str, object]:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                told: dict[str, object] = json.load(answer)
                return told
        except OSError:
            assert hub.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
