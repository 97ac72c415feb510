"""`debo move`: the same hub in another database."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

DESCRIPTION = """\
Move this hub to another database: from SQLite to PostgreSQL when it has outgrown the one, or back. It is
copied while it works, then closed for the last part, compared row for row, and everything is made anew from
its entries on the other side. Phones that come meanwhile are asked to try again later; nothing is lost. A
move that was interrupted is begun again with the same command and goes on where it stood.

Afterwards start the hub with DEBO_DATABASE naming the new database. The old one stays as it was, closed."""

EPILOG = """\
examples:
  DEBO_MOVE_TO_FILE=/etc/debo/new-database debo move --to
      the address, with its password, is the first line of that file
  DEBO_DATABASE=postgresql://debo:secret@localhost/debo debo move --to sqlite
      back into the file in DEBO_DATA
  debo move --stay       open a hub again whose move was given up"""


def register(subparsers: Any) -> None:
    """Add `debo move` to the command."""
    parser = subparsers.add_parser(
        "move",
        help="move this hub to another database",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--to",
        nargs="?",
        const="",
        metavar="DATABASE",
        help="postgresql://… or sqlite; without a value what DEBO_MOVE_TO or the file of DEBO_MOVE_TO_FILE "
        "says, so that no password stands in the list of processes",
    )
    where.add_argument("--stay", action="store_true", help="open this hub again instead of moving it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Move; 2 when nothing was moved."""
    from debo.embedded import migrate, open_existing  # noqa: PLC0415

    open_existing()
    migrate()
    from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection  # noqa: PLC0415

    from debo.copies.mirror import MoveError, check_target, connect, move, open_hub  # noqa: PLC0415
    from debo.settings import DATA, SettingError, database, from_file  # noqa: PLC0415

    if args.stay:
        open_hub(DEFAULT_DB_ALIAS)
        print("This hub is open.")
        return 0
    try:
        to = args.to or from_file("DEBO_MOVE_TO")
    except SettingError as error:
        print(f"{error} Nothing was changed.", file=sys.stderr)
        return 2
    if not to:
        print(
            "Say where to: debo move --to DATABASE, or set DEBO_MOVE_TO. Nothing was changed.",
            file=sys.stderr,
        )
        return 2
    address = "" if to == "sqlite" else to
    kind = "sqlite" if address == "" else "postgresql"
    if connection.vendor == kind == "sqlite":
        print("This hub lives in SQLite already. Nothing was changed.", file=sys.stderr)
        return 2
    try:
        connect(database(address, DATA))
        check_target()
        entries = move(print)
        _check(address)
    except (MoveError, SettingError, DatabaseError) as error:
        print(f"{error}\nThis hub goes on as before.", file=sys.stderr)
        return 2
    open_hub("target")
    print(f"{entries} entries have moved. Start the hub with DEBO_DATABASE={_shown(address)!r} from now on.")
    return 0


def _check(address: str) -> None:
    """Make everything anew on the other side; MoveError, and this hub open again, when it doesn't agree."""
    from django.db import DEFAULT_DB_ALIAS  # noqa: PLC0415

    from debo.copies.mirror import MoveError, open_hub  # noqa: PLC0415

    command = [sys.executable, "-m", "debo.cli", "check", "--records"]
    done = subprocess.run(  # noqa: S603 - our own program
        command, env={**os.environ, "DEBO_DATABASE": address}, capture_output=True, text=True, check=False
    )
    print(done.stdout.strip())
    if done.returncode:
        open_hub(DEFAULT_DB_ALIAS)
        raise MoveError(f"What arrived isn't what the entries say.\n{done.stderr[-2000:]}")


def _shown(address: str) -> str:
    """An address without its password."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(address)
    return address.replace(f":{parts.password}@", ":…@") if parts.password else address
