"""A hub of our own for browser tests: a real `debo serve` on a free loopback port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


class Hub:
    """`debo serve` in a process of its own with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data.parent / f"{data.name}.log"

    def start(self) -> None:
        """Serve, and come back when the hub answers."""
        command = [str(Path(sys.executable).parent / "debo"), "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env={**os.environ, "DEBO_DATA": str(self.data)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                    return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"The hub did not start:\n{self.log.read_text()}") from None
                time.sleep(0.1)

    def stop(self) -> None:
        """Cut the line, as a power failure would: no goodbye."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def debo(self, *words: str) -> str:
        """Run another debo command on this hub's data and return what it printed."""
        return subprocess.run(
            [str(Path(sys.executable).parent / "debo"), *words],
            env={**os.environ, "DEBO_DATA": str(self.data)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def copy_of(original: Path, target: Path) -> Hub:
    """A hub that starts from a copy of an existing data folder."""
    shutil.copytree(original, target)
    return Hub(target)
