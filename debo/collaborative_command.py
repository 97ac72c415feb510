"""`debo collaborative`: the collaboratives on this hub; making one after another for the next woreda."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

DESCRIPTION = """\
Without a word: the collaboratives on this hub. With clone: make one after another for the next woreda. Its
charter, measures, clinical bundles, change package, own words and the agendas of its sessions are copied, the
dates moved to its first day. No count, no person and no draft goes along. Done twice it adds only what has
come since. The facilities of the next woreda come from a file, one a line: name, kind, belongs to, code."""

EXAMPLES = """\
examples:
  debo collaborative
  debo collaborative clone "Mothers and newborns of Limu" --woreda Digeluf --name "Mothers of Digeluf"
  debo collaborative clone 0193… --woreda Digeluf --name "Mothers of Digeluf" --places facilities.csv"""

#: What each type of record is called, in the order in which it is told.
TOLD = {
    "place": "facilities", "bundle": "clinical bundles", "measure": "measures", "aim": "aims behind drivers",
    "driver": "drivers", "idea": "change ideas", "own_word": "own words",
    "learning_session": "learning sessions", "agenda_part": "parts of agendas",
}  # fmt: skip


def register(subparsers: Any) -> None:
    """Add `debo collaborative` to the command."""
    parser = subparsers.add_parser(
        "collaborative",
        help="the collaboratives on this hub; make one after another for the next woreda",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run_list)
    inner = parser.add_subparsers(metavar="clone")
    one = inner.add_parser("clone", help="make a collaborative after another one")
    one.add_argument("source", help="the collaborative to copy: its id or its whole name")
    one.add_argument("--woreda", required=True, help="the next woreda")
    one.add_argument("--name", required=True, help="the new collaborative’s name")
    one.add_argument(
        "--language", choices=("en", "am", "om"), default="en", help="the language of both names"
    )
    one.add_argument("--starts", type=date.fromisoformat, help="its first day, 2027-02-09; today without it")
    one.add_argument("--places", type=Path, help="a file with its facilities, one a line")
    one.set_defaults(run=run_clone)


def run_list(_args: argparse.Namespace) -> int:
    """Print the collaboratives, oldest first."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    for record, names in _collaboratives().items():
        print(f"{record}  {' / '.join(names.values())}")
    return 0


def run_clone(args: argparse.Namespace) -> int:
    """Copy and say what was copied; 2 when nothing was."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from django.utils import translation  # noqa: PLC0415

    from debo.collaborative.cloning import Wanted, clone  # noqa: PLC0415
    from debo.collaborative.place_lines import read_place_lines  # noqa: PLC0415
    from debo.ledger.errors import Refusal  # noqa: PLC0415
    from debo.people.keys import HubSteward  # noqa: PLC0415

    said = args.source.casefold()
    sources = [
        record
        for record, names in _collaboratives().items()
        if said == record or said in {name.casefold() for name in names.values()}
    ]
    if len(sources) != 1:
        print(f"{len(sources)} collaboratives are called that; see debo collaborative. Nothing was changed.",
              file=sys.stderr)  # fmt: skip
        return 2
    steward = HubSteward.objects.order_by("pk").first()
    try:
        text = args.places.read_text("utf-8-sig") if args.places else ""
        wanted = Wanted(args.woreda, args.name, args.language, args.starts, tuple(read_place_lines(text)))
        done = clone(sources[0], wanted, steward.person if steward else sources[0])
    except (OSError, UnicodeDecodeError) as error:
        print(f"{args.places} can't be read: {error}. Nothing was changed.", file=sys.stderr)
        return 2
    except Refusal as error:
        with translation.override("en"):
            told = str(error.detail).format(**error.values)
            print(f"{told} {error.next} Nothing was changed.", file=sys.stderr)
        return 2
    print(f"{done.collaborative}  {args.name}{'' if done.is_new else ' (it was there already)'}")
    _tell("Copied", done.copied)
    _tell("There already, left as it is", done.kept)
    print("Not copied, on purpose: counts, people, teams, drafts, closed periods.")
    return 0


def _tell(what: str, counts: Mapping[str, int]) -> None:
    told = [f"{counts[type_]} {words}" for type_, words in TOLD.items() if counts.get(type_)]
    if counts.get("collaborative"):
        told.insert(0, "the charter")
    print(f"{what}: {', '.join(told) or 'nothing'}.")


def _collaboratives() -> dict[str, dict[str, str]]:
    from debo.collaborative.models import Collaborative  # noqa: PLC0415

    rows = Collaborative.objects.order_by("pk").values_list("record", "channel", "name")
    return {
        record: dict(name or {}) for record, channel, name in rows if channel == f"collaborative:{record}"
    }
