"""`debo backup`: a whole hub in one file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from debo.terminal import counted

DESCRIPTION = """\
Write this whole hub to one file while it goes on working. The file holds what one moment saw, with a
checksum, and can be restored to SQLite or PostgreSQL alike. Whoever has it can read all that the hub can:
keep it as safe as the hub, and not on the same disk."""


def register(subparsers: Any) -> None:
    """Add `debo backup` to the command."""
    parser = subparsers.add_parser(
        "backup",
        help="write this hub to one file",
        description=DESCRIPTION,
        epilog="example:\n  debo backup /media/stick/2019-03-14.backup",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the backup")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file; 2 when that isn't possible."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.copies.backup import BackupError  # noqa: PLC0415
    from debo.copies.backup import back_up as write  # noqa: PLC0415

    try:
        summary = write(args.file)
    except (BackupError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    megabytes = args.file.stat().st_size / 1e6
    entries, rows = summary.entries, sum(summary.rows.values())
    print(f"{args.file}: {counted(entries, 'entry', 'entries')}, {rows:,} rows, {megabytes:.1f} MB.")
    return 0
