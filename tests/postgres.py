"""A throw-away PostgreSQL for tests and measurements.

    python -m tests.postgres pytest tests/integration/ledger

makes a cluster in a temporary folder, runs the command with DEBO_DATABASE naming it, and takes it away again.
It listens on loopback only and trusts whoever comes from there, for the minutes that it lives. Nothing in it
need survive a power cut, so unless `durable` is asked for it doesn't wait for the disk.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

#: Where Debian keeps the server's programs, which are on nobody's PATH.
_DEBIAN = Path("/usr/lib/postgresql")
_ROOMY = ("max_connections=60", "shared_buffers='256MB'", "max_wal_size='4GB'")
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path:
    """The folder of initdb and pg_ctl; FileNotFoundError says what to install."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    if not found:
        raise FileNotFoundError("PostgreSQL isn't installed here: sudo apt-get install postgresql")
    return found[-1].parent


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """The address of a new server's empty database, as DEBO_DATABASE wants it."""
    with tempfile.TemporaryDirectory(prefix="debo-postgres-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data, port = folder / "data", _free_port()
        _run("initdb", "-D", data, "-U", "debo", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        where = ("listen_addresses='127.0.0.1'", f"port={port}", f"unix_socket_directories='{folder}'")
        with (data / "postgresql.auto.conf").open("a") as more:
            more.write("\n".join((*where, *_ROOMY, *(() if durable else _HASTY))) + "\n")
        _run("pg_ctl", "-D", data, "-w", "-l", folder / "log", "start")
        try:
            yield f"postgresql://debo@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(program: str, *arguments: object) -> None:
    # PostgreSQL refuses to run as root.
    who = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    command = [str(programs() / program), *map(str, arguments)]
    done = subprocess.run(  # type: ignore[call-overload]
        command, check=False, cwd="/", capture_output=True, text=True, **who
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def new_database(address: str) -> str:
    """Make an empty database on the server of this address and return the new one's address."""
    import psycopg

    name = f"debo_{secrets.token_hex(4)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def own_database() -> dict[str, str]:
    """What a hub that a test serves needs in its environment: a database of its own, if not SQLite's."""
    address = os.environ.get("DEBO_DATABASE")
    return {"DEBO_DATABASE": new_database(address)} if address else {}


def main() -> int:
    """Run the command with a PostgreSQL beside it; its exit code is ours."""
    with cluster() as address:
        command = [str(Path(sys.executable).parent / sys.argv[1]), *sys.argv[2:]]
        return subprocess.run(command, check=False, env={**os.environ, "DEBO_DATABASE": address}).returncode


if __name__ == "__main__":
    sys.exit(main())
