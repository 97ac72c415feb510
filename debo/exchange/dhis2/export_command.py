"""`debo export dhis2`: released counts to a file or a server, each cell once, corrections included."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from debo.exchange.dhis2.import_command import guarded

FORMATS = ("json", "xml", "csv", "adx")

DESCRIPTION = """\
Hand released counts on to DHIS2, so that nobody types them twice.

Only what was released, is linked and isn't known to DHIS2 yet is sent: each count once, a
correction as a correction, a count that was taken back as deleted. Drafts never leave.
Nothing is sent until you say yes or give --write; a server is first asked to try (its own dry run)."""

EXAMPLES = """\
examples:
  debo export dhis2 august.json --write
      a file to be imported in DHIS2; what stands in it counts as sent
  debo export dhis2 all.xml --again
      everything, also what was sent before
  debo export dhis2 --to https://dhis.example.org --credentials token.txt
      try it at the server and show what it refuses; --write then sends it
After a line that dropped the same command goes on where it stopped. debo exchange list shows all."""


def add_to(kinds: Any) -> None:
    """Add `debo export dhis2` to the exports."""
    parser = kinds.add_parser(
        "dhis2",
        help="released counts to DHIS2",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", nargs="?", type=Path, metavar="FILE", help="to write; its ending says the format")
    add("--to", default="", metavar="ADDRESS", help="the server to send to, https://…")
    add("--format", choices=FORMATS, default="", help="of the file, when its ending doesn't say it")
    add("--collaborative", default="", metavar="NAME", help="whose counts; if the hub keeps several")
    add("--author", default="", metavar="NAME", help="in whose name; without it the steward")
    add("--server", default="", metavar="NAME", help="what you call this DHIS2; if there are several")
    add("--calendar", choices=("gregorian", "ethiopian"), default="", help="the calendar it is set to")
    add("--attribute", default="", metavar="ID", help="the attribute option combo to send under")
    add("--from", dest="first", default="", metavar="PERIOD", help="only from this month or week on")
    add("--until", dest="last", default="", metavar="PERIOD", help="only up to this one")
    add("--again", action="store_true", help="also what was sent before")
    add("--job", action="store_true", help="let the server work through it as a job of its own (async)")
    add("--credentials", type=Path, metavar="FILE", help="one line: a token, or user:password")
    add("--write", action="store_true", help="write or send without asking")
    add("--report", type=Path, metavar="FILE", help="write everything refused to this CSV")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all went well, 1 when something was refused, 2 when nothing was done."""
    return guarded(lambda: _with_hub(args))


def _with_hub(args: argparse.Namespace) -> int:
    from debo.exchange.dhis2 import export_work  # noqa: PLC0415

    return export_work.export(args)
