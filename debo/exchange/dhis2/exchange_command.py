"""`debo exchange`: what was exchanged with DHIS2, and the links that decide where its figures go."""

from __future__ import annotations

import argparse
from typing import Any

from debo.exchange.dhis2.import_command import guarded

DESCRIPTION = (
    "What was exchanged with DHIS2, and which of its units and elements are places and measures here."
)

EXAMPLES = """\
examples:
  debo exchange list                                  every exchange: when, what, how much
  debo exchange show 12                               one of them, with what was refused
  debo exchange search haro                           units of DHIS2 that are called so, and their places
  debo exchange link IQ0bY56r3ox "Haro health centre" a unit of DHIS2 is this place; kept for next time
  debo exchange link fbfJHSPpUQD "First antenatal visits" --part numerator
                                                      an element of DHIS2 counts this part of a measure
  debo exchange unlink IQ0bY56r3ox                    not any more; places and counts stay
  debo exchange links                                 every link there is"""


def register(subparsers: Any) -> None:
    """Add `debo exchange` to the command."""
    parser = subparsers.add_parser(
        "exchange",
        help="what was exchanged with DHIS2, and its links",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--collaborative", default="", metavar="NAME", help="if the hub keeps several")
    parser.add_argument("--author", default="", metavar="NAME", help="who links; without it the steward")
    parser.add_argument("--server", default="", metavar="NAME", help="which DHIS2, when there are several")
    doings = parser.add_subparsers(dest="doing", required=True, metavar="DOING")
    doings.add_parser("list", help="every exchange, the newest first")
    doings.add_parser("show", help="one exchange").add_argument("number", type=int)
    doings.add_parser("links", help="every link there is")
    doings.add_parser("search", help="units by id, code or name").add_argument("text")
    link = doings.add_parser("link", help="a unit is a place, or an element counts a measure")
    link.add_argument("theirs", metavar="UNIT|ELEMENT", help="id, code or name; for a sum #{…}+#{…}")
    link.add_argument("ours", metavar="PLACE|MEASURE", help="name, code or id")
    link.add_argument("--part", choices=("numerator", "denominator"), help="of the measure; for an element")
    link.add_argument("--yearly", action="store_true", help="the element's figures are for a year")
    doings.add_parser("unlink", help="end a unit's link").add_argument("unit")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 2 when nothing could be found or done."""
    return guarded(lambda: _with_hub(args))


def _with_hub(args: argparse.Namespace) -> int:
    from debo.exchange.dhis2 import exchange_work  # noqa: PLC0415

    return exchange_work.do(args)
