"""The files of deploy/ and the commands of docs/deploying.md, tried: nginx before a real hub."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hub import Hub

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NAME = "debo.example.org"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_authority(folder: Path) -> None:
    """Run the commands of the documentation, as they stand there, for a hub at this machine's address."""
    text = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    found = re.search(r"test_deploying\.py -->\n```sh\n(.*?)```\n<!-- end -->", text, re.DOTALL)
    assert found
    script = found[1].replace("192.168.1.10", "127.0.0.1")
    subprocess.run(["bash", "-eu"], input=script, text=True, cwd=folder, check=True, capture_output=True)


@dataclass
class Front:
    """nginx before a hub: asked by the hub's name, trusting nobody but the new authority."""

    hub: Hub
    https: int
    trust: ssl.SSLContext

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[Any, bytes]:
        made = http.client.HTTPSConnection("127.0.0.1", self.https, context=self.trust, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(made) as line:
            line.request(method, path, body, {"Host": f"{NAME}:{self.https}", **sent})
            answer = line.getresponse()
            return answer, answer.read()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    make_authority(folder)
    hub, plain, https = Hub(folder / "data"), free_port(), free_port()
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for shown, here in (
        ("127.0.0.1:8000", f"127.0.0.1:{hub.port}"),
        ("/etc/debo/tls/", f"{folder}/"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{https} ssl http2;"),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
    ):
        assert shown in site
        site = site.replace(shown, here)
    temp = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"pid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n"
    whole = f"{head}http {{\naccess_log off;\n{temp}{site}}}\n"
    (folder / "nginx.conf").write_text(whole)
    nginx = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*nginx, "-e", str(folder / "errors"), "-t"], check=True, capture_output=True)
    hub.start()
    process = subprocess.Popen([*nginx, "-e", str(folder / "errors"), "-g", "daemon off;"])
    _wait_for(https)
    trust = ssl.create_default_context(cafile=str(folder / "authority.crt"))
    yield Front(hub, https, trust)
    process.terminate()
    process.wait(20)
    hub.stop()


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def test_a_phone_that_trusts_the_authority_reaches_the_hub(front: Front) -> None:
    answer, body = front.ask("GET", "/api/hub")
    assert (answer.status, json.loads(body)["empty"]) == (200, True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_phone_that_doesnt_is_told_by_its_browser(front: Front) -> None:
    stranger = http.client.HTTPSConnection(
        "127.0.0.1", front.https, context=ssl.create_default_context(), timeout=30
    )
    with pytest.raises(ssl.SSLCertVerificationError):
        stranger.request("GET", "/healthz")


def test_the_app_and_its_worker_come_compressed(front: Front) -> None:
    for path in ("/", "/service-worker.js"):
        answer, _ = front.ask("GET", path, Accept_Encoding="gzip")
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_administration_takes_a_form_by_tls(front: Front) -> None:
    """Django compares the form's origin with the scheme and host it believes it is asked under."""
    page, _ = front.ask("GET", "/admin/login/")
    cookie = page.headers["Set-Cookie"]
    assert "Secure" in cookie
    token = cookie.split("csrftoken=")[1].split(";")[0]
    form = f"username=x&password=y&csrfmiddlewaretoken={token}".encode()
    asked = {
        "Cookie": f"csrftoken={token}",
        "Origin": f"https://{NAME}:{front.https}",
        "Content_Type": "application/x-www-form-urlencoded",
    }
    assert front.ask("POST", "/admin/login/", form, **asked)[0].status == 200
    assert (
        front.ask("POST", "/admin/login/", form, **{**asked, "Origin": "https://evil.example"})[0].status
        == 403
    )


def test_a_guesser_who_claims_other_addresses_must_wait_all_the_same(front: Front) -> None:
    body = json.dumps({"code": "0000-0000"}).encode()
    said = {"Content_Type": "application/json"}
    statuses = [
        front.ask("POST", "/api/join/look", body, **said, X_Forwarded_For=f"192.0.2.{n}")[0].status
        for n in range(62)
    ]
    assert statuses == [404] * 60 + [429] * 2


def test_the_hubs_certificate_is_one_that_phones_take(tmp_path: Path) -> None:
    """iOS and Android refuse leaves over 825 days, names outside subjectAltName and wrong purposes."""
    make_authority(tmp_path)
    said = subprocess.run(
        ["openssl", "x509", "-in", "hub.crt", "-noout", "-text", "-checkend", str(799 * 86400)],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert f"DNS:{NAME}, IP Address:127.0.0.1" in said
    assert "TLS Web Server Authentication" in said
    assert "CA:FALSE" in said
    beyond = ["openssl", "x509", "-in", "hub.crt", "-noout", "-checkend", str(825 * 86400)]
    assert subprocess.run(beyond, cwd=tmp_path, capture_output=True, check=False).returncode == 1


UNITS = ("debo.service", "debo-backup.service", "debo-backup.timer")


def test_the_units_are_what_systemd_reads(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        assert "User=debo" in text or name.endswith(".timer")
        here = text.replace("/opt/debo/bin/debo", str(Path(sys.executable).parent / "debo"))
        (tmp_path / name).write_text(here)
    asked = shutil.which("systemd-analyze")
    if asked is None:
        # Without systemd only the form can be looked at: sections, and one `name=value` a line.
        lines = [line for name in UNITS for line in (tmp_path / name).read_text().splitlines()]
        assert all(re.fullmatch(r"(#.*|\[\w+\]|\w+=.*|)", line) for line in lines)
        return
    units = [str(tmp_path / name) for name in UNITS]
    verified = subprocess.run([asked, "verify", *units], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    # 0 is sealed off, 10 unprotected; systemd itself calls anything under 2 "OK".
    exposure = [asked, "security", "--offline=yes", "--threshold=20", str(tmp_path / "debo.service")]
    assert subprocess.run(exposure, capture_output=True, check=False).returncode == 0


def test_the_container_runs_without_rights_and_from_hashes() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    words = [line.split(maxsplit=1) for line in lines if line and not line.startswith((" ", "#"))]
    order = [word for word, *_ in words]
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert ["USER", "debo"] in words
    assert "HEALTHCHECK" in order
    assert "VOLUME" in order
    assert any("--require-hashes" in line for line in lines)
