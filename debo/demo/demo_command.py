"""`debo demo`: fill an empty hub with the demonstration and say who may log in."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from typing import Any

DESCRIPTION = """\
Fill an empty hub with an invented collaborative: a woreda with a hospital, seven health centres and thirty
health
posts, its people, teams and measures, and fifteen Ethiopian months of believable counts with gaps, small
numbers,
PDSA cycles and turnover. The same seed and day always give the same figures. No real facility is meant."""

EXAMPLES = """\
examples:
  debo demo
  DEBO_DATA=/tmp/try debo demo --seed 7 --until 2026-09-11"""


def register(subparsers: Any) -> None:
    """Add `debo demo` to the command."""
    parser = subparsers.add_parser(
        "demo",
        help="fill an empty hub with the demonstration",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    parser.set_defaults(run=run)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that `debo serve --demo` has too."""
    parser.add_argument("--seed", type=int, default=1, help="another number gives other figures (default 1)")
    parser.add_argument(
        "--until",
        type=_day,
        default=None,
        metavar="YYYY-MM-DD",
        help="the figures end with the last complete Ethiopian month before this day (default today)",
    )


def run(args: argparse.Namespace) -> int:
    """Fill the hub; 2 when it holds something already."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub(may_make=True)
    from debo.demo.demonstration import HubNotEmptyError  # noqa: PLC0415

    try:
        print(filled(args.seed, args.until))
    except HubNotEmptyError:
        print(
            "This hub holds something already, and the demonstration is never mixed with real work. "
            "Nothing was changed. Give it a folder of its own: DEBO_DATA=./demo-data debo demo",
            file=sys.stderr,
        )
        return 2
    print(who_may_log_in())
    return 0


def filled(seed: int, until: date | None) -> str:
    """Fill the hub and say how long it took; the hub must be open and empty."""
    from django.utils import timezone  # noqa: PLC0415

    from debo.demo.demonstration import fill  # noqa: PLC0415

    begun = time.monotonic()
    written = fill(seed, until or timezone.localdate())
    return f"The demonstration is ready: {written} entries in {time.monotonic() - begun:.1f} s."


def who_may_log_in() -> str:
    """A table of people, join codes and PINs."""
    from debo.demo.demonstration import logins  # noqa: PLC0415
    from debo.terminal import table  # noqa: PLC0415

    rows = [[one.name, one.role, one.place, one.code, one.pin] for one in logins()]
    return "\n".join(
        [
            "",
            "Who may log in (invented people; the codes work again and again):",
            "",
            table(["Name", "Role", "Place", "Join code", "PIN"], rows),
            "",
        ]
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-09-11") from None
