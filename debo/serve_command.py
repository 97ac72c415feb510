"""`debo serve`: the hub for people's phones, with everything it needs made on the first start."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from typing import Any

from debo.demo import demo_command

DESCRIPTION = """\
Serve the hub. The first start makes the folder, the database and the hub's own keys; later starts bring them
up to
date. Without data it opens on a page where its steward sets it up with the code printed here."""

EXAMPLES = """\
examples:
  debo serve                          at http://127.0.0.1:8000
  debo serve --demo                   with the demonstration, if the hub is empty
  PORT=8080 debo serve --host 0.0.0.0
      reachable from other machines. Phones need HTTPS for that: put a web server with a certificate in front
      (docs/security.md)"""

DEFAULT_PORT = 8000
#: SQLite has one writer at a time; two processes use two cores for reading, more only wait for one another.
WORKERS = 2
THREADS = 4


def register(subparsers: Any) -> None:
    """Add `debo serve` to the command."""
    parser = subparsers.add_parser(
        "serve",
        help="serve the hub",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1: this machine only)"
    )
    parser.add_argument(
        "--port", type=int, default=None, help="port (default PORT from the environment, else 8000)"
    )
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes (default {WORKERS})")
    parser.add_argument(
        "--demo", action="store_true", help="fill the hub with the demonstration if it is empty"
    )
    demo_command.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prepare and serve until somebody stops it; 2 when it can't begin."""
    port = args.port or _port_from_environment()
    if port is None:
        print(f"PORT is {os.environ['PORT']!r}; it must be a number such as 8000.", file=sys.stderr)
        return 2
    if not _is_free(args.host, port):
        print(
            f"Port {port} on {args.host} is taken, perhaps by a hub that runs already. Nothing was changed. "
            f"Stop that one or choose another port: debo serve --port {port + 1}",
            file=sys.stderr,
        )
        return 2
    if _is_closed():
        print(
            "This hub was closed because it moves to another database. Nothing was changed. If it has moved, "
            "start it with DEBO_DATABASE naming the new one; if the move was given up: debo move --stay",
            file=sys.stderr,
        )
        return 2
    prepare(args, f"http://{_shown(args.host)}:{port}")
    _serve(args.host, port, args.workers)
    return 0


def _is_closed() -> bool:
    from debo.embedded import migrate, open_django  # noqa: PLC0415

    open_django()
    migrate()
    from debo.ledger.models import Hub  # noqa: PLC0415

    return Hub.objects.filter(closed_at__isnull=False).exists()


def prepare(args: argparse.Namespace, address: str) -> None:
    """Bring the hub up to date and print what a person needs to begin."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub(may_make=True)
    from debo.demo.demonstration import is_filled  # noqa: PLC0415
    from debo.people.setting_up import is_empty, new_setup_code  # noqa: PLC0415

    if args.demo and is_empty():
        print(demo_command.filled(args.seed, args.until))
    if is_filled():
        print(demo_command.who_may_log_in())
    if is_empty():
        code = new_setup_code()
        print(f"\nThis hub is empty. Set it up with the code {code} at {address}/#/setup/{code}\n")
    _let_go_of_the_database()
    print(f"Debo is at {address}   (stop it with Ctrl+C; everything is kept)", flush=True)


def _let_go_of_the_database() -> None:
    """The workers are forked from this process, and an SQLite connection must never cross a fork."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian  # noqa: PLC0415 - native code that only serving needs
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        target="debo.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        # Sent entries wait here while one batch is written; a phone would rather wait than be turned away.
        backlog=512,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        # A worker that a slow phone holds back may take so many seconds to end; what it acknowledged is kept.
        workers_kill_timeout=5,
    ).serve()


def _port_from_environment() -> int | None:
    text = os.environ.get("PORT", "") or str(DEFAULT_PORT)
    return int(text) if text.isdecimal() and 0 < int(text) < 65536 else None


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _shown(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - only compared, to print an address that opens
