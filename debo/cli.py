"""`debo`: the one command. Only the part that was asked for is loaded, so `debo chart` needn't wait for
Django."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from debo.embedded import NoHubError
from debo.version import VERSION

#: Word → (the module that registers it, what the overview says).
COMMANDS = {
    "serve": (
        "debo.serve_command",
        "serve the hub; without data it opens on a page where its steward sets it up",
    ),
    "demo": ("debo.demo.demo_command", "fill an empty hub with the demonstration"),
    "chart": ("debo.chart_command", "read and draw run charts and control charts; needs no hub"),
    "simulate": ("debo.simulate_command", "invent figures with their truth beside them; needs no hub"),
    "import": ("debo.exchange.sheet_command", "bring in figures you already have"),
    "export": ("debo.exchange.export_command", "hand released counts on: to DHIS2, or as Parquet files"),
    "analyse": ("debo.analyse_command", "read all charts of exported figures at once; needs no hub"),
    "exchange": ("debo.exchange.dhis2.exchange_command", "what was exchanged with DHIS2, and its links"),
    "carry": ("debo.carry_command", "carry entries on a stick where there is no network"),
    "link": ("debo.link_command", "exchange with another hub, a woreda's with a region's"),
    "backup": ("debo.backup_command", "write this hub to one file while it works"),
    "restore": ("debo.restore_command", "fill an empty hub from a backup"),
    "move": ("debo.move_command", "move this hub to another database, to PostgreSQL or back"),
    "check": ("debo.check_command", "say whether this hub is well"),
    "insights": ("debo.insights_command", "make readings and roll-ups anew from the records"),
    "history": ("debo.history_command", "a record as it was on any day, and who changed what"),
    "rescue": ("debo.rescue_command", "take in the file that a phone's rescue page saved"),
    "collaborative": ("debo.collaborative_command", "the collaboratives here; make one after another"),
    "steward": ("debo.steward_command", "a new join code for a steward who lost their phone"),
    "revoke": ("debo.revoke_command", "shut out a lost phone, or somebody who works elsewhere now"),
    "transition": ("debo.transition_command", "end every partner's roles once the woreda holds everything"),
    "erase": ("debo.erase_command", "remove by law who somebody was; the work stays"),
    "schema": ("debo.schema_command", "print the declared records, for programs"),
    "version": ("", "print the version"),
}

EPILOG = """\
examples:
  debo serve --demo                 try Debo with an invented collaborative at http://127.0.0.1:8000
  debo chart figures.csv            read a run chart from a sheet
  debo import sheet figures.xlsx    see how a sheet would be read; nothing is written yet
Each command says more with --help.

The hub keeps everything in one folder, ./data or the one that DEBO_DATA names. All settings stand at the top
of
debo/settings.py: DEBO_DATA, DEBO_DATABASE, DEBO_SECRET_FILE, DEBO_HOSTS, DEBO_DEBUG."""

REFUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 done in part, 2 nothing done."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(next((word for word in words if not word.startswith("-")), ""))
    args = parser.parse_args(words)
    if not hasattr(args, "run"):
        parser.print_help()
        return REFUSED
    try:
        code: int = args.run(args)
    except BrokenPipeError:
        # Whoever read our output (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except NoHubError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    return code


def _parser(asked: str) -> argparse.ArgumentParser:
    """The whole command, with the details of the part that was asked for."""
    parser = argparse.ArgumentParser(
        prog="debo",
        description="Quality improvement collaboratives that work with no network.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"debo {VERSION}")
    subparsers = parser.add_subparsers(metavar="COMMAND")
    for word, (module, summary) in COMMANDS.items():
        if word == asked and module:
            import_module(module).register(subparsers)
        else:
            subparsers.add_parser(word, help=summary)
    if asked == "version":
        subparsers.choices["version"].set_defaults(run=_print_version)
    return parser


def _print_version(_args: argparse.Namespace) -> int:
    print(f"debo {VERSION}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
