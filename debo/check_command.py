"""`debo check`: is this hub well? In words, and with an exit code that a program can watch."""

from __future__ import annotations

import argparse
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DESCRIPTION = """\
Look at everything this hub needs and say in words what is well and what isn't. Changes nothing.
Every record and digest is made anew from the entries and compared, every signature tried: about a minute for
a million entries, while the hub goes on working. With --quick this part is left out.
Ends with 0 when all is well, 1 when something needs attention."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do when it isn't well."""

    well: bool
    text: str
    advice: str = ""


def register(subparsers: Any) -> None:
    """Add `debo check` to the command."""
    parser = subparsers.add_parser(
        "check",
        help="say whether this hub is well",
        description=DESCRIPTION,
        epilog="example:\n  DEBO_DATA=/srv/debo debo check",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--quick", action="store_true", help="don't make the records anew from the entries")
    part.add_argument("--records", action="store_true", help="do only that")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the findings; 1 when one of them isn't well."""
    from debo.embedded import open_existing  # noqa: PLC0415

    open_existing()
    every = CHECKS if args.quick else (*CHECKS, records)
    checks = (records,) if args.records else every
    findings = [check() for check in checks]
    for finding in findings:
        print(f"{'well ' if finding.well else 'LOOK '} {finding.text}")
        if finding.advice and not finding.well:
            print(f"       → {finding.advice}")
    ill = sum(not finding.well for finding in findings)
    print("All is well." if ill == 0 else f"{ill} of {len(findings)} need attention; nothing was changed.")
    return 1 if ill else 0


def data_folder() -> Finding:
    """The folder of the embedded database can be written."""
    from django.conf import settings  # noqa: PLC0415

    folder: Path = settings.DATA
    well = folder.is_dir() and os.access(folder, os.W_OK)
    return Finding(
        well, f"The data folder is {folder}.", "Make it, or let this user write there; see DEBO_DATA."
    )


def database() -> Finding:
    """The database answers and has this version's tables."""
    from django.db import DatabaseError  # noqa: PLC0415

    from debo.embedded import pending_migrations  # noqa: PLC0415

    if not _is_there():
        return Finding(False, "There is no database yet.", "Start the hub once with debo serve.")
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        return Finding(
            False, f"The database doesn't answer: {error}.", "Look at DEBO_DATABASE and DEBO_DATA."
        )
    text = (
        f"{len(pending)} changes to the database are waiting." if pending else "The database is up to date."
    )
    return Finding(not pending, text, "Start the hub once with debo serve; it makes them.")


def embedded_file() -> Finding:
    """SQLite's own check of the file, when the database is the embedded one."""
    path = _embedded_path()
    if path is None or not path.exists():
        return Finding(True, "There is no database file to look at.")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        answer = file.execute("PRAGMA quick_check").fetchone()[0]
    size = path.stat().st_size / 1e6
    return Finding(
        answer == "ok", f"The database file has {size:.1f} MB: {answer}.", "Restore the last backup."
    )


def app() -> Finding:
    """The app for phones is there to be served."""
    from django.conf import settings  # noqa: PLC0415

    built = (settings.BASE_DIR / "app" / "index.html").is_file()
    return Finding(
        built, "The app is built." if built else "The app isn't built.", "Run make setup, or use a wheel."
    )


def languages() -> Finding:
    """The catalogues of Amharic and Afaan Oromo are compiled."""
    from django.conf import settings  # noqa: PLC0415

    missing = [
        code
        for code in ("am", "om")
        if not (settings.LOCALE_PATHS[0] / code / "LC_MESSAGES/django.mo").is_file()
    ]
    text = f"Not compiled: {', '.join(missing)}." if missing else "The languages are compiled."
    return Finding(not missing, text, "Run make setup; until then the hub's own sentences are in English.")


def set_aside() -> Finding:
    """Entries that wait in quarantine."""
    from debo.ledger import quarantine  # noqa: PLC0415

    count = quarantine.set_aside().count() if _is_ready() else 0
    text = f"{count} entries are set aside." if count else "No entry is set aside."
    return Finding(
        count == 0, text, "Their authors were told why; the steward sees them in the administration."
    )


def identity() -> Finding:
    """Which hub this is."""
    from debo.ledger.models import Hub  # noqa: PLC0415

    hub = Hub.objects.first() if _is_ready() else None
    return Finding(
        True, f"The hub's epoch is {hub.epoch}." if hub else "The hub has no epoch yet: nobody has used it."
    )


#: More faults of one kind say nothing more to whoever reads them.
MOST_TOLD = 20


def records() -> Finding:
    """Every record, digest and signature is what the entries make of it."""
    from debo.ledger.refold import refold  # noqa: PLC0415
    from debo.ledger.turn import snapshot  # noqa: PLC0415

    if not _is_ready():
        return Finding(False, "The records can't be compared with the entries yet.", "See above.")
    with snapshot():
        found = refold()
    looked_at = (
        f"{found.entries} entries in {found.channels} channels make {found.records} records; "
        f"{found.batches} signatures were tried"
    )
    if not found.faults:
        return Finding(True, f"{looked_at}: all agree.")
    told = [f"\n         {fault.channel or 'hub'}: {fault.what}" for fault in found.faults[:MOST_TOLD]]
    more = len(found.faults) - len(told)
    told += [f"\n         and {more} more"] if more else []
    return Finding(
        False,
        f"{looked_at}: {len(found.faults)} things don't agree.{''.join(told)}",
        "Keep this list and a copy of the hub as it is (debo backup), then restore the last backup into an "
        "empty hub: phones offer again what it lacks. docs/running.md says how.",
    )


def _embedded_path() -> Path | None:
    from django.conf import settings  # noqa: PLC0415

    described = settings.DATABASES["default"]
    return Path(str(described["NAME"])) if "sqlite" in str(described["ENGINE"]) else None


def _is_there() -> bool:
    """Whether there is a database: looking into an embedded one that isn't there would make it."""
    path = _embedded_path()
    return path is None or path.exists()


def _is_ready() -> bool:
    return database().well


CHECKS: tuple[Callable[[], Finding], ...] = (
    data_folder,
    database,
    embedded_file,
    app,
    languages,
    set_aside,
    identity,
)
