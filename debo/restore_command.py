"""`debo restore`: an empty hub filled from a backup."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

DESCRIPTION = """\
Fill an empty hub from a backup, all of it or nothing. Start no server on it before. Phones notice at their
next exchange that the hub was restored, and hand in again what came after the backup. At the end every record
and digest is made anew from the entries and compared; 1 says that the backup itself held damage."""


def register(subparsers: Any) -> None:
    """Add `debo restore` to the command."""
    parser = subparsers.add_parser(
        "restore",
        help="fill an empty hub from a backup",
        description=DESCRIPTION,
        epilog="example:\n  DEBO_DATA=/srv/debo-new debo restore /media/stick/2019-03-14.backup",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the backup")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fill the hub and look at it; 1 when the backup held damage, 2 when nothing was changed."""
    from debo.embedded import migrate, open_django  # noqa: PLC0415

    open_django()
    migrate()
    from debo.copies.backup import BackupError  # noqa: PLC0415
    from debo.copies.backup import restore as fill  # noqa: PLC0415

    try:
        summary = fill(args.file)
    except (BackupError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(
        f"Restored {summary.entries} entries as they were at {summary.made_at}. "
        "Phones hand in again what came later. Every record is made anew from its entries and compared:"
    )
    from debo.check_command import records  # noqa: PLC0415

    found = records()
    print(f"{found.mark} {found.text}")
    if found.well:
        print("Start it with debo serve.")
        return 0
    # A backup carries on what was damaged when it was made. It is all restored: it may be the last there is.
    print(f"       → {found.advice}\nThe damage was in the backup already.", file=sys.stderr)
    return 1
