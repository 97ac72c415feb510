"""`debo import dhis2`: places, measures and values from a file or a server; shows first, then writes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debo.exchange.dhis2.credentials import CredentialsError, is_address
from debo.exchange.dhis2.reading import Format, format_of
from debo.exchange.dhis2.value import FormatError

if TYPE_CHECKING:
    pass

TAKEN = ("units", "indicators", "elements", "values")

DESCRIPTION = """\
Bring places, measures and values of DHIS2 into a collaborative, from a file or from its server.

Metadata is taken as JSON, or as CSV of one kind; values as JSON, XML, CSV or ADX: the file itself says which.
Nothing is written until you say yes or give --write; doing it twice changes nothing. What is odd is told,
what can't be taken is told with its row and the reason, and a value that is missing never becomes a zero.

A server is asked with a personal access token (or user:password) from a file named by --credentials, or from
DEBO_DHIS2_TOKEN. They are never given on the command line."""

EXAMPLES = """\
examples:
  debo import dhis2 metadata.json
      show which places and measures it would make, and what is odd
  debo import dhis2 units.csv --below "Limu Bilbilu Woreda" --write --report odd.csv
      take one woreda's units, and keep a list of everything that is odd or refused
  debo import dhis2 values.xml --write --report refused.csv
      bring values in, where their units and elements are linked
  debo import dhis2 https://dhis.example.org --credentials token.txt --calendar ethiopian
      ask a server for its metadata
  debo import dhis2 https://dhis.example.org --credentials token.txt --take values \\
      --from e2018-01 --to e2018-06
      ask it for the values of six months
Units and elements that weren't linked by themselves are linked with debo exchange link."""


def add_to(kinds: Any) -> None:
    """Add `debo import dhis2` to the imports."""
    parser = kinds.add_parser(
        "dhis2",
        help="places, measures and values of DHIS2",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("source", metavar="FILE|ADDRESS", help="JSON, XML, CSV or ADX of DHIS2, or https://…")
    add("--collaborative", default="", metavar="NAME", help="where to; if the hub keeps several")
    add("--author", default="", metavar="NAME", help="in whose name; without it the steward")
    add("--server", default="", metavar="NAME", help="what you call this DHIS2; if there are several")
    add("--calendar", choices=("gregorian", "ethiopian"), default="",
        help="the calendar this DHIS2 is set to; remembered")  # fmt: skip
    add("--take", default="", metavar="A,B", help=f"only some of {', '.join(TAKEN)}")
    add("--below", default="", metavar="UNIT", help="only this unit and all below it (id, code or name)")
    add("--under", default="", metavar="PLACE", help="where units belong whose parent isn't taken")
    add("--kind", action="append", default=[], metavar="WORD=KIND",
        help="what a word in a name, or a group's id, means, such as clinic=health_post")  # fmt: skip
    add("--link-names", action="store_true", help="link units and measures to those of the same name here")
    add("--twins", action="store_true", help="take units of the same name and parent as two places")
    add("--closed-since", default="", metavar="YYYY-MM-DD", help="the day for units whose name says closed")
    add("--attribute", default="", metavar="ID", help="take values of this attribute option combo")
    add(
        "--id-scheme",
        default="",
        metavar="uid|code|name",
        help="how the file names things, if it doesn't say",
    )
    add("--repeated", choices=("last", "refuse"), default="last",
        help="several values for one cell: the last one counts, or the later ones are refused")  # fmt: skip
    add("--from", dest="first", default="", metavar="PERIOD", help="from a server: the first month or week")
    add("--to", dest="last", default="", metavar="PERIOD", help="from a server: the last one")
    add("--credentials", type=Path, metavar="FILE", help="one line: a token, or user:password")
    add("--write", action="store_true", help="write without asking")
    add("--report", type=Path, metavar="FILE", help="write everything odd or refused to this CSV")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; 0 when all went well, 1 when something was refused, 2 when nothing could be understood."""
    try:
        if unknown := take_of(args) - set(TAKEN):
            raise FormatError(f"--take knows {', '.join(TAKEN)}, not {', '.join(sorted(unknown))}.")
        found = None if is_address(args.source) else format_of(Path(args.source))
    except FormatError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return guarded(lambda: _with_hub(args, found))


def take_of(args: argparse.Namespace) -> frozenset[str]:
    """What is to be taken; everything that isn't values when nothing was said."""
    said = {one.strip() for one in args.take.split(",") if one.strip()}
    return frozenset(said or {"units", "indicators", "elements"})


def guarded(work: Callable[[], int]) -> int:
    """Open the hub and do the work; what is refused is said in plain words, with 2 as the answer."""
    from debo.embedded import open_hub  # noqa: PLC0415 - Django starts only once the file is understood

    open_hub()
    from debo.exchange.collaborative import TargetError  # noqa: PLC0415
    from debo.exchange.dhis2.links import LinkError  # noqa: PLC0415
    from debo.exchange.dhis2.session import SessionError  # noqa: PLC0415
    from debo.exchange.dhis2.web_api import ApiError  # noqa: PLC0415
    from debo.ledger.errors import Refused  # noqa: PLC0415

    try:
        return work()
    except (FormatError, TargetError, SessionError, LinkError, CredentialsError, ApiError) as refusal:
        print(refusal, file=sys.stderr)
    except Refused as refusal:
        print(refusal.values["words"], file=sys.stderr)
    return 2


def _with_hub(args: argparse.Namespace, found: Format | None) -> int:
    from debo.exchange.dhis2 import import_work  # noqa: PLC0415
    from debo.exchange.dhis2.session import open_session  # noqa: PLC0415

    session = open_session(args.collaborative, args.author, args.server, args.calendar)
    if found is None:
        return import_work.from_server(args, session)
    path = Path(args.source)
    if found is Format.METADATA:
        from debo.exchange.dhis2.metadata import read_metadata  # noqa: PLC0415

        return import_work.bring_metadata(args, session, read_metadata(path), path.name)
    return import_work.bring_values(args, session, [path], path.name)


def agreed(args: argparse.Namespace, has_something: bool) -> bool:
    """Whether to write: told so before, or asked now."""
    from debo.exchange.sheet_command import said_yes  # noqa: PLC0415

    return args.write or (has_something and sys.stdin.isatty() and said_yes("Write this? (yes/no) "))


def shown(values: Iterator[Any]) -> Iterator[Any]:
    """The same values, with their number on the screen as they go by."""
    is_seen = sys.stderr.isatty()
    for number, value in enumerate(values, 1):
        if is_seen and number % 20_000 == 0:
            print(f"\r{number:,} values read", end="", file=sys.stderr, flush=True)
        yield value
    if is_seen:
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
