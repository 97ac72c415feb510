"""`debo schema`: the declared records, for programs; the app's own types are made with it."""

from __future__ import annotations

import argparse
import json
import os
import secrets
from typing import Any


def register(subparsers: Any) -> None:
    """Add `debo schema` to the command."""
    parser = subparsers.add_parser(
        "schema",
        help="print the declared records, for programs",
        description="Print every type of record: fields, kinds, labels, choices, channels and who may write.",
        epilog="examples:\n  debo schema --typescript > web/src/ledger/schema.ts\n"
        "  debo schema --typescript fields > web/src/ledger/fields.ts",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON (default)")
    form.add_argument(
        "--typescript",
        nargs="?",
        const="types",
        choices=("types", "fields"),
        help="as the app's TypeScript: its types, or what forms say of the fields (default: types)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema; needs no database."""
    from debo.embedded import open_django  # noqa: PLC0415

    # It concerns no hub: without a secret of its own this process would make the file of one.
    os.environ.setdefault("DEBO_SECRET", secrets.token_urlsafe(48))
    open_django()
    from debo.ledger.schema import schema  # noqa: PLC0415
    from debo.ledger.typescript import typescript, typescript_fields  # noqa: PLC0415

    if args.typescript:
        print(typescript_fields() if args.typescript == "fields" else typescript(), end="")
    else:
        print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
