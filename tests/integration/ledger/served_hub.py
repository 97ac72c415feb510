"""A real hub for tests: `debo serve` with the demonstration, in a process of its own, over HTTP."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from debo.ledger.merge import value_of
from debo.ledger.signing import public_text
from tests import demonstration
from tests.integration.ledger.phone import Phone
from tests.postgres import own_database

DEBO = Path(sys.executable).parent / "debo"
ALMAZ, TOLOSA, CHALTU = ("ALMA-Z001", "6666"), ("TOLO-SA01", "7777"), ("CHAL-T001", "8888")


class Hub:
    """The demonstration, served; every test has phones of its own."""

    def __init__(self, data: Path, on_sqlite: bool = False) -> None:
        self.data, self.database = data, {"DEBO_DATABASE": ""} if on_sqlite else own_database()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.start()

    def start(self) -> None:
        """Serve, and come back when the hub answers; the second time on the data of the first."""
        if not self.database.get("DEBO_DATABASE") and not (self.data / "debo.sqlite3").exists():
            demonstration.fill(self.data)
        with (self.data / "log").open("ab") as log:
            command = [str(DEBO), "serve", "--demo", "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=self.environment(), stdout=log, stderr=log)
        self._wait()

    def environment(self) -> dict[str, str]:
        """Where this hub's folder and database are."""
        settings = {"DEBO_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "debo.settings"}
        return {**os.environ, **settings, **self.database}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another command on this hub."""
        command = [str(DEBO), *words]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)

    def python(self, script: str) -> subprocess.CompletedProcess[str]:
        """Ask this hub's own code."""
        command = [sys.executable, "-c", script]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, check=False)

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(20)

    def _wait(self) -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                if self.send("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.data / "log").read_text())

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        # Closed whatever happens: a hub that is killed in the middle of an answer leaves nothing open here.
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            raw = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            raw = gzip.decompress(raw)
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, raw

    def join(self, login: tuple[str, str]) -> Phone:
        phone = Phone([])
        asked = {"code": login[0], "pin": login[1], "device": phone.id, "public_key": public_text(phone.key)}
        kind = {"Content-Type": "application/json"}
        status, _, raw = self.send("POST", "/api/join", json.dumps(asked).encode(), kind)
        assert status == 200, raw
        joined = json.loads(raw)
        phone.people.append(joined["person"])
        phone.token, phone.epoch = joined["token"], joined["epoch"]
        phone.exchange(lambda request: self.sync(phone, request))
        return phone

    def sync(self, phone: Phone, request: Any) -> dict[str, Any]:
        status, _, answer = self.ask(phone, request)
        assert status == 200, answer
        return dict(answer)

    def ask(self, phone: Phone, request: Any, **headers: str) -> tuple[int, dict[str, str], Any]:
        body = gzip.compress(json.dumps(request).encode())
        return self.ask_raw(phone, body, **{"Content-Encoding": "gzip", **headers})

    def ask_raw(self, phone: Phone, body: bytes, **headers: str) -> tuple[int, dict[str, str], Any]:
        sent = {"Authorization": f"Debo {phone.id}:{phone.token}", "Accept-Encoding": "gzip", **headers}
        status, told, raw = self.send("POST", "/api/sync", body, sent)
        return status, told, json.loads(raw)


def event(phone: Phone, text: str = "Stock-out", **values: Any) -> Any:
    collaborative = next(name for name in phone.cursors if name.startswith("collaborative:"))
    teams = [value_of(cells["place"]) for (_, type_, _), cells in phone.cells.items() if type_ == "team"]
    own = phone.grants["people"][phone.people[0]]["places"] if phone.grants else []
    facility = next((place for place in teams if place in own), own[0])
    return phone.write(
        collaborative, "event", **{"facility": facility, "day": "2026-01-03", "text": text, **values}
    )


def exchange(hub: Hub, phone: Phone) -> dict[str, Any]:
    return phone.exchange(lambda request: hub.sync(phone, request))
