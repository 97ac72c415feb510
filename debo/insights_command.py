"""`debo insights`: whether readings and roll-ups are current, and how they are made anew."""

from __future__ import annotations

import argparse
from typing import Any

DESCRIPTION = """\
Readings and roll-ups are kept as counts arrive; nobody need run anything. This says how many there are. With
--rebuild all of it is made anew from the records: after debo check has found that something differs. The
hub may go on working meanwhile; on SQLite whoever writes waits until it is done."""


def register(subparsers: Any) -> None:
    """Add `debo insights` to the command."""
    parser = subparsers.add_parser(
        "insights",
        help="make readings and roll-ups anew from the records",
        description=DESCRIPTION,
        epilog="example:\n  DEBO_DATA=/srv/debo debo insights --rebuild",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--rebuild", action="store_true", help="make all of it anew")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say what there is, having made it anew if that was asked."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.insights.models import RollUp, Series  # noqa: PLC0415 - Django has to be set up before
    from debo.insights.settling import rebuild  # noqa: PLC0415

    if args.rebuild:
        rebuild()
    series, sums = Series.objects.count(), RollUp.objects.count()
    made = "made anew from the records" if args.rebuild else "current"
    print(f"{series} readings and {sums} roll-ups, {made}.")
    return 0
