"""`debo erase`: remove by law who somebody was; the work stays and the ledger can still be checked."""

from __future__ import annotations

import argparse
import sys
from typing import Any

DESCRIPTION = """\
Erase a person's identity: name, phone number, PIN, labels of their phones, from every record and entry of
this hub. What they wrote stays, under an id that names nobody; signatures and digests still verify. Phones
erase at their next contact. Without --yes it only says what would be erased. It can't be undone."""

EXAMPLES = """\
examples:
  debo erase person 0190a1b2-…                        see what would be erased
  debo erase person 0190a1b2-… --asked-by person --why "asked in writing on 3 Hidar" --yes

Backups made before still hold the name: destroy them when you no longer need them. One that is brought back
is erased again at the next start by the list in DEBO_DATA/erasures.jsonl, which names nobody; keep it."""


def register(subparsers: Any) -> None:
    """Add `debo erase` to the command."""
    parser = subparsers.add_parser(
        "erase",
        help="remove by law who somebody was; the work stays",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=["person"], help="what is erased")
    parser.add_argument("id", help="the person's id, as debo revoke and the administration show it")
    parser.add_argument(
        "--asked-by", choices=["person", "family", "authority", "steward"], default="person", help="who asked"
    )
    parser.add_argument("--why", default="", help="why, in words that don't name the person")
    parser.add_argument("--yes", action="store_true", help="do it; it can't be undone")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Erase or say what would be erased; 2 when nothing was done because something is missing."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.people.erasing import NotErasedError, Request, erase, look, today  # noqa: PLC0415

    try:
        asked = Request(args.id, args.asked_by, args.why, today())
        report = erase(asked) if args.yes else look(args.id)
    except NotErasedError as error:
        print(f"{error} Nothing was erased.", file=sys.stderr)
        return 2
    verb = "Erased" if args.yes else "Would be erased"
    print(
        f"{verb}: {len(report.names)} names in {report.entries} entries of {len(report.channels)} channels,"
    )
    print(f"and the labels of {report.devices} phones, the PIN, open codes and sessions.")
    for type_, count in report.mentions.items():
        print(f"The name also stands in {count} entries of kind {type_}: only people can put those right.")
    for channel in report.elsewhere:
        print(f"Another hub looks after {channel}: only that one can erase the name there.")
    if args.yes:
        print("What they wrote stays. Phones erase at their next contact. Backups made before hold the name.")
    else:
        print("Nothing was erased. Say --yes to do it; it can't be undone.")
    return 0
