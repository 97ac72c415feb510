"""`debo check`: is this hub well? In words, and with an exit code that a program can watch."""

from __future__ import annotations

import argparse
import os
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debo.ledger.refold import Fault, Refolded

DESCRIPTION = """\
Look at everything this hub needs and say in words what is well and what isn't.
Every record and digest is made anew from the entries and compared, every signature tried: about a minute for
a million entries, while the hub goes on working. With --quick this part is left out.
Ends with 0 when all is well, perhaps with notes about things that people look after (entries set aside, a
copied phone); 1 when something is damaged or missing; 2 when there is no hub. So what watches it needn't be
told about notes.

With --mend, records and digests that don't agree are made anew from the entries, if every hash and signature
is right and no entry is missing; what was changed is said. Nothing else ever changes anything."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do when it isn't well.

    A note is well: nothing is damaged, but somebody should look at it some day, and `advice` says how.
    """

    well: bool
    text: str
    advice: str = ""
    is_note: bool = False

    @property
    def mark(self) -> str:
        """How it begins on the screen."""
        return ("note " if self.is_note else "well ") if self.well else "LOOK "


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
    part.add_argument("--mend", action="store_true", help="do only that, and make anew what doesn't agree")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the findings; 1 when something is damaged or missing, 0 also with notes."""
    from debo.embedded import open_existing  # noqa: PLC0415

    open_existing()
    every = CHECKS if args.quick else (*CHECKS, records, readings)
    checks = (records,) if args.records else (mended,) if args.mend else every
    findings = [check() for check in checks]
    for finding in findings:
        print(f"{finding.mark} {finding.text}")
        if finding.advice and (finding.is_note or not finding.well):
            print(f"       → {finding.advice}")
    ill, notes = sum(not one.well for one in findings), sum(one.is_note for one in findings)
    said = f"All is well; {notes} of it with a note." if notes else "All is well."
    print(said if ill == 0 else f"{ill} of {len(findings)} need attention; nothing was changed.")
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


def readers() -> Finding:
    """Who else on this machine may read the database's file."""
    path = _embedded_path()
    if path is None or not path.exists() or not path.stat().st_mode & 0o004:
        return Finding(True, "The database file is read by its owner alone, or by a group that was let in.")
    if not path.parent.stat().st_mode & 0o001:
        return Finding(True, "The data folder keeps others out.")
    advice = f"If that isn't meant: chmod 700 {path.parent} and chmod 600 {path}"
    return Finding(True, f"Others on this machine can read {path}.", advice, is_note=True)


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
    """Entries that wait in quarantine: nothing is damaged, and people decide about them."""
    from debo.ledger import quarantine  # noqa: PLC0415

    count = quarantine.waiting().count() if _is_ready() else 0
    beside = len(quarantine.rescued()) if _is_ready() else 0
    if not count and not beside:
        return Finding(True, "No entry is set aside.")
    text = "1 entry is set aside." if count == 1 else f"{count} entries are set aside."
    if beside:
        text += f" From rescue files {beside} wait for their authors to write them again."
    advice = "Their authors were told why; the steward sees them in the administration."
    return Finding(True, text, advice, is_note=True)


def copied_phones() -> Finding:
    """Phones of which two stores exist: nothing is taken from them any more."""
    from debo.ledger.models import Device  # noqa: PLC0415

    forked = Device.objects.exclude(forked_at=None).filter(revoked_at=None).order_by("forked_at")
    names = [str(one) for one in forked] if _is_ready() else []
    if not names:
        return Finding(True, "No phone was copied.")
    return Finding(
        True,
        f"Copied, so that two claim to be one, and set aside with both versions kept: {', '.join(names)}.",
        "Let their people join anew with a new code, look at both versions in the administration (Forks), "
        "then shut the old name out: debo revoke ID --left.",
        is_note=True,
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
#: While phones hand in, a moment without anything new is waited for.
TRIES = 20
_LOST = (
    "Keep this list and a copy of the hub as it is (debo backup), then restore the last backup into an "
    "empty hub: phones offer again what it lacks. docs/running.md says how."
)
_DERIVED = "The entries themselves are whole: debo check --mend makes the rest anew from them."


def records() -> Finding:
    """Every record, digest and signature is what the entries make of it."""
    from debo.ledger.refold import refold  # noqa: PLC0415
    from debo.ledger.turn import snapshot  # noqa: PLC0415

    if not _is_ready():
        return Finding(False, "The records can't be compared with the entries yet.", "See above.")
    with snapshot():
        found = refold()
    return told(found)


def readings() -> Finding:
    """Every reading and roll-up is what the records make of it."""
    from debo.insights.comparing import faults  # noqa: PLC0415
    from debo.insights.models import Series  # noqa: PLC0415
    from debo.insights.settling import is_made, is_settled, settle  # noqa: PLC0415
    from debo.ledger.turn import snapshot  # noqa: PLC0415

    if not _is_ready() or not is_made():
        return Finding(True, "There are no readings yet; the hub makes them at its next start.")
    for _ in range(TRIES):
        settle(wait=True)
        with snapshot():
            if is_settled():
                found, count = list(faults()), Series.objects.count()
                break
    else:
        return Finding(True, "Readings were being made all the while; look again later.", is_note=True)
    if not found:
        return Finding(True, f"{count} readings and their sums agree with the records.")
    listed = "".join(f"\n       - {one}" for one in found[:MOST_TOLD])
    return Finding(
        False,
        f"Of {count} readings and their sums {len(found)} don't agree with the records.{listed}",
        "The records are whole: debo insights --rebuild makes the readings anew from them.",
    )


def told(found: Refolded) -> Finding:
    """What making everything anew has shown."""
    looked_at = _looked_at(found)
    if found.faults:
        text = f"{looked_at}: {_count(found.faults)} agree.{_listed(found.faults)}"
        return Finding(False, text, _DERIVED if all(one.is_derived for one in found.faults) else _LOST)
    if found.bare:
        return Finding(
            True,
            f"{looked_at}: all agree. {found.bare} were taken from rescue files by the first builds of Debo.",
            "Those kept no signature; that the phone's was checked is this hub's word. Nothing need be done.",
            is_note=True,
        )
    return Finding(True, f"{looked_at}: all agree.")


def mended() -> Finding:
    """Make anew what doesn't agree with the entries."""
    from debo.ledger.mending import NotMendableError, mend  # noqa: PLC0415

    if not _is_ready():
        return Finding(False, "Nothing can be mended yet.", "Run debo check.")
    try:
        found, faults = mend()
    except NotMendableError as error:
        return Finding(False, f"{error}{_listed(error.found.faults)}", _LOST)
    if not faults:
        return Finding(True, f"{_looked_at(found)}: all agree. There was nothing to mend.")
    return Finding(
        True,
        f"{_looked_at(found)}: all agree now. Made anew from the entries:{_listed(faults)}",
        is_note=True,
    )


def _looked_at(found: Refolded) -> str:
    return (
        f"{found.entries} entries in {found.channels} channels make {found.records} records; "
        f"{found.batches} signatures were tried"
    )


def _count(faults: Sequence[Fault]) -> str:
    return "1 thing doesn't" if len(faults) == 1 else f"{len(faults)} things don't"


def _listed(faults: Sequence[Fault]) -> str:
    lines = [f"\n         {fault.channel or 'hub'}: {fault.what}" for fault in faults[:MOST_TOLD]]
    more = len(faults) - len(lines)
    return "".join(lines) + (f"\n         and {more} more" if more else "")


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
    readers,
    app,
    languages,
    set_aside,
    copied_phones,
    identity,
)
