"""`debo transition`: at the end of a partner's time its roles end, its phones are shut out, all goes on."""

from __future__ import annotations

import argparse
import sys
from typing import Any

DESCRIPTION = """\
end: say what ends when every role for a partner ends, and what would stop with it; with --yes, end it.
Roles are marked as being for a partner on the roster. While something would be left without anybody, nothing
is done and the reasons are told. People who keep a role of the government's stay; all others are shut out:
their phones hand in what they hold and then forget everything. Nothing that was written is changed.
hub: let somebody with a role of the government's look after this hub, beside those who do."""

EXAMPLES = """\
examples:
  debo transition hub "Gemechu Tadesse"   they look after this hub too
  debo transition end                     see what would end, and what would stop
  debo transition end --yes               end it"""


def register(subparsers: Any) -> None:
    """Add `debo transition` to the command."""
    parser = subparsers.add_parser(
        "transition",
        help="end every partner's roles once the woreda holds everything",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "act", choices=["end", "hub"], help="end every role for a partner, or hand over the hub"
    )
    parser.add_argument("whom", nargs="?", default="", help="hub: a person's whole name or id")
    parser.add_argument("--yes", action="store_true", help="do it; without it nothing is changed")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say it, or do it; 2 when something would stop, and then nothing was changed."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from django.utils import timezone  # noqa: PLC0415

    today = timezone.localdate().isoformat()
    return _hand_over(args.whom, today) if args.act == "hub" else _end(today, sure=args.yes)


def _hand_over(whom: str, today: str) -> int:
    from debo.mentoring.ending import NobodyMeantError, look_after_the_hub  # noqa: PLC0415
    from debo.people.access import name_of  # noqa: PLC0415

    try:
        person = look_after_the_hub(whom, today)
    except NobodyMeantError:
        print("Nobody with a role of the government’s, or more than one, has this name.", file=sys.stderr)
        return 2
    print(f"{name_of(person) or person} looks after this hub now. They see it at their next contact.")
    return 0


def _end(today: str, *, sure: bool) -> int:
    from debo.mentoring.ending import StillNeededError, end, look_ahead, names, said  # noqa: PLC0415

    ahead = look_ahead(today)
    roles = sum(one.type == "role_held" for one in ahead.seats)
    print(f"Roles for a partner that end: {roles}")
    print("Shut out: " + (", ".join(names(ahead.leaving)) or "nobody"))
    print("Keep a role of the government’s: " + (", ".join(names(ahead.staying)) or "nobody"))
    if ahead.stops:
        print("\nNot yet, for this would stop:", file=sys.stderr)
        for stop in ahead.stops:
            print(f"  {said(stop)}", file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return 2
    if not sure:
        print("\nNothing would stop. Nothing was changed yet: debo transition end --yes")
        return 0
    try:
        _, done = end(today)
    except StillNeededError as error:
        print(f"Something changed meanwhile: {error}. Nothing was changed.", file=sys.stderr)
        return 2
    phones = sum(len(one.devices) for one in done)
    print(
        f"\nDone. Phones shut out: {phones}. Taken off a shared phone: {sum(len(one.left) for one in done)}."
    )
    return 0
