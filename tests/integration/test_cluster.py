"""A real cluster on this machine, a scheduler and two workers: the same answers byte for byte, and what
happens when a worker is killed, finds another folder, or when nobody is there."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from debo.analysis.analysing import Asked, analyse
from debo.analysis.refusals import ClusterError, FolderError
from debo.cli import main

ROOT = Path(__file__).resolve().parents[2]
#: What Dask's own libraries say of themselves is no fault of ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass
class Cluster:
    """A scheduler on a port of this machine, and its workers' processes."""

    folder: Path
    address: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    begun: int = 0

    def start(self) -> None:
        port = _free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.workers.clear()
        self._start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        _wait_for(port)

    def have_workers(self, number: int) -> None:
        # One thread and no nanny: a worker that is killed stays away.
        words = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        while len(self.workers) < number:
            self.workers.append(self._start(*words, "--local-directory", str(self.folder)))
            self.begun += 1
        until = time.monotonic() + 90
        while (self.folder / "log").read_text(encoding="utf-8").count("Registered to") < self.begun:
            assert time.monotonic() < until, "a worker didn't start"
            time.sleep(0.1)

    def kill_worker(self) -> None:
        self.workers.pop().send_signal(signal.SIGKILL)

    def kill_scheduler(self) -> None:
        self.started[0].send_signal(signal.SIGKILL)

    def end(self) -> None:
        for one in self.started:
            one.kill()
            one.wait()
        self.started.clear()

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}
        with (self.folder / "log").open("ab") as log:
            self.started.append(
                subprocess.Popen([sys.executable, "-m", "dask", *words], env=env, stdout=log, stderr=log)
            )
        return self.started[-1]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as one:
            if not one.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One for all tests: a process of Dask costs more than what it does here."""
    one = Cluster(tmp_path_factory.mktemp("cluster"))
    yield one
    one.end()


@pytest.fixture
def cluster(machines: Cluster) -> Cluster:
    """A scheduler that runs, with the workers that earlier tests left it."""
    if not machines.started or machines.started[0].poll() is not None:
        machines.end()
        machines.start()
    return machines


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation") / "figures"
    asked = ["--facilities", "400", "--months", "30", "--measures", "8", "--shift", "3", "--missing", "0.1"]
    assert main(["simulate", str(folder), "--parquet", "--partition-rows", "4000", *asked]) == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


@pytest.fixture(scope="module")
def alone(figures: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What this machine answers without a cluster."""
    into = tmp_path_factory.mktemp("alone") / "answers"
    analyse(Asked(figures, into))
    return files(into)


def test_without_a_scheduler_or_a_worker_it_is_said_what_to_do(
    cluster: Cluster, figures: Path, tmp_path: Path
) -> None:
    nobody = f"tcp://127.0.0.1:{_free_port()}"
    with pytest.raises(ClusterError, match=r"No scheduler answers.*Nothing was read.*dask scheduler"):
        analyse(Asked(figures, tmp_path / "answers", nobody, patience=1))
    while cluster.workers:
        cluster.kill_worker()
    with pytest.raises(ClusterError, match=r"has no worker.*dask worker"):
        analyse(Asked(figures, tmp_path / "answers", cluster.address, patience=2))
    assert not list(tmp_path.iterdir())


def test_two_workers_answer_what_one_machine_does_to_the_last_byte(
    cluster: Cluster,
    figures: Path,
    alone: dict[str, bytes],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cluster.have_workers(2)
    into = tmp_path / "answers"
    assert main(["analyse", str(figures), "--into", str(into), "--scheduler", cluster.address]) == 0
    assert "Likely a real change" in capsys.readouterr().out
    assert files(into) == alone
    assert len(alone) > 10


def test_a_partition_that_a_worker_finds_changed_is_refused(
    cluster: Cluster, figures: Path, tmp_path: Path
) -> None:
    cluster.have_workers(1)
    part = figures / "observations/part-00005.parquet"
    content = part.read_bytes()
    try:
        part.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        with pytest.raises(FolderError, match=r"part-00005.parquet.*SHA-256 differs"):
            analyse(Asked(figures, tmp_path / "answers", cluster.address))
    finally:
        part.write_bytes(content)
    assert not list(tmp_path.iterdir())


def test_a_worker_killed_in_the_middle_changes_nothing(
    cluster: Cluster, figures: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    cluster.have_workers(2)
    into, killed = tmp_path / "answers", []

    def kill_at_third(done: int, of: int) -> None:
        if done == 3:
            cluster.kill_worker()
            killed.append(of)

    analyse(Asked(figures, into, cluster.address), kill_at_third)
    assert killed[0] > 6
    assert files(into) == alone


def test_a_scheduler_that_is_lost_in_the_middle_is_told(
    cluster: Cluster, figures: Path, tmp_path: Path
) -> None:
    cluster.have_workers(1)

    def stop(done: int, _of: int) -> None:
        if done == 2:
            cluster.kill_scheduler()

    with pytest.raises(ClusterError, match=r"connection to the scheduler was lost.*Nothing was written"):
        analyse(Asked(figures, tmp_path / "answers", cluster.address), stop)
    assert not list(tmp_path.iterdir())
