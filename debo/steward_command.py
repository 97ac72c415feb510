"""`debo steward`: let a steward in again who lost their phone or forgot their PIN. Whoever owns the machine
may."""

from __future__ import annotations

import argparse
import sys
from typing import Any

DESCRIPTION = """\
Print a new join code for a steward of this hub. With it they join on another phone and choose a new PIN;
what they wrote before stays theirs. Their second factor for the administration, if any, is taken away.
Only somebody who can run commands on the hub's own machine can do this."""

EXAMPLES = """\
examples:
  debo steward
  debo steward "Mulu Regassa" --url https://debo.example.org"""


def register(subparsers: Any) -> None:
    """Add `debo steward` to the command."""
    parser = subparsers.add_parser(
        "steward",
        help="a new join code for a steward who lost their phone",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", default="", help="which steward, when the hub has several")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="the hub's address as phones know it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the code; 2 when there is no such steward."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.people import second_factor  # noqa: PLC0415
    from debo.people.access import name_of  # noqa: PLC0415
    from debo.people.invitations import make_invitation  # noqa: PLC0415
    from debo.people.keys import HubSteward  # noqa: PLC0415

    stewards = {row.person: name_of(row.person) for row in HubSteward.objects.order_by("pk")}
    wanted = [
        p for p, name in stewards.items() if args.name in ("", p) or name.casefold() == args.name.casefold()
    ]
    if len(wanted) != 1:
        names = ", ".join(stewards.values()) or "nobody yet; start it with debo serve and set it up"
        print(f"Say which steward. This hub's stewards: {names}. Nothing was changed.", file=sys.stderr)
        return 2
    had_second = second_factor.reset(wanted[0])
    invitation = make_invitation(wanted[0], by="", at_url=args.url, reset=True)
    print(f"{stewards[wanted[0]]} joins with the code {invitation.code} until {invitation.expires:%Y-%m-%d}.")
    print(f"On the new phone open {invitation.url}")
    if had_second:
        print("Their second factor was taken away; they set up a new one in the administration.")
    return 0
