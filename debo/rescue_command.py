"""`debo rescue`: take in what a phone's rescue page saved to a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from debo.terminal import counted

DESCRIPTION = """\
Take in a file that the rescue page of a phone has saved: everything written there that had not reached
this hub. The file is checked against the phone's signature first. Taking the same file in twice changes
nothing."""

EXAMPLES = """\
example:
  debo rescue /media/stick/debo-rescue-9f3c2a17b0d4e586-2026-11-23.json"""


def register(subparsers: Any) -> None:
    """Add `debo rescue` to the command."""
    parser = subparsers.add_parser(
        "rescue",
        help="take in the file that a phone's rescue page saved",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the file debo-rescue-….json")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what became of the entries: 0 all taken, 1 some wait, 2 nothing done."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.ledger.errors import Refusal  # noqa: PLC0415
    from debo.ledger.rescued import MOST_BYTES, RescueError, take  # noqa: PLC0415

    try:
        if args.file.stat().st_size > MOST_BYTES:
            raise RescueError(
                f"The file is larger than {MOST_BYTES // 1_000_000} MB; no phone writes so much."
            )
        report = take(args.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        print(f"The file can't be read: {error}. Nothing was changed.", file=sys.stderr)
        return 2
    except (RescueError, Refusal) as error:
        print(f"{error} Nothing was changed; the phone still has what it wrote.", file=sys.stderr)
        return 2
    if report.is_copied:
        print(
            f"Two phones say they are {report.device}, so nothing was taken into the records. Nothing is "
            "lost: both versions are kept, and the administration lists them. "
            "Let the phone's people join anew with a new code."
        )
        return 1
    print(f"{counted(report.entries, 'entry', 'entries')} of the phone {report.device} came with the file.")
    waiting = {
        "set aside with a reason; the administration lists it.": report.set_aside,
        "after a gap: kept and listed in the administration. Exchange with the phone, or save a newer file.":
            report.gaps,
        "written before that phone joined anew: kept and listed in the administration. It comes by itself "
        "when its author joins on the phone again.": report.former,
        "sealed and could not be opened here; it stays safe on the phone.": report.sealed,
    }  # fmt: skip
    for words, n in waiting.items():
        if n:
            print(f"{counted(n, 'entry', 'entries')} {words}")
    return 1 if any(waiting.values()) else 0
