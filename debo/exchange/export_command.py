"""`debo export`: what leaves the hub for other programs."""

from __future__ import annotations

from typing import Any

from debo.exchange.dhis2 import export_command as dhis2
from debo.exchange.parquet import export_command as parquet


def register(subparsers: Any) -> None:
    """Add `debo export` with its kinds to the command."""
    group = subparsers.add_parser("export", help="hand released counts on to other programs")
    kinds = group.add_subparsers(dest="export_kind", required=True, metavar="KIND")
    dhis2.add_to(kinds)
    parquet.add_to(kinds)
