"""What `debo export dhis2` does once the hub is open."""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils import timezone

from debo.exchange.dhis2 import audit
from debo.exchange.dhis2.adx_format import write_adx
from debo.exchange.dhis2.credentials import check_address, find_credentials
from debo.exchange.dhis2.csv_format import write_csv
from debo.exchange.dhis2.due import Due, Scope, due, mark_sent
from debo.exchange.dhis2.export_command import FORMATS
from debo.exchange.dhis2.import_command import agreed
from debo.exchange.dhis2.json_format import write_json
from debo.exchange.dhis2.kept import Exchange
from debo.exchange.dhis2.period_ids import Calendar
from debo.exchange.dhis2.pushing import Manner, Pushed, push
from debo.exchange.dhis2.session import Session, keep_instance, open_session
from debo.exchange.dhis2.value import FormatError, Refusal, Value
from debo.exchange.dhis2.web_api import ApiError, Server
from debo.exchange.dhis2.xml_format import write_xml

SHOWN = 10


def export(args: argparse.Namespace) -> int:
    """Show what is due, and write or send it when told to."""
    if bool(args.file) == bool(args.to):
        raise FormatError("Give a FILE to write, or a server with --to. Nothing was sent.")
    if args.file:
        file_format(args.file, args.format)
    session = open_session(args.collaborative, args.author, args.server, args.calendar)
    if args.to:
        return _to_server(args, session)
    found = due(scope_of(args, session))
    print("\n".join(lines(found, session)))
    return _to_file(args, session, found)


def scope_of(args: argparse.Namespace, session: Session) -> Scope:
    """What is exported."""
    return Scope(
        session.instance, session.channel, session.calendar, args.attribute, args.again, args.first, args.last
    )


def lines(found: Due, session: Session) -> Iterator[str]:
    """What a person reads before saying yes."""
    yield (
        f"To DHIS2 “{session.instance}”: new: {found.new}   corrections: {found.corrections}   taken back: "
        f"{found.deleted}   known there: {found.unchanged}   not sent: {len(found.refused)}"
    )
    if found.zeros_not_kept:
        yield (
            f"  {found.zeros_not_kept} zeros are for elements of which DHIS2 keeps no zeros "
            "(zeroIsSignificant is off): there they will look as if they were missing"
        )
    yield from (f"  not sent: {one}" for one in found.refused[:SHOWN])
    if len(found.refused) > SHOWN:
        yield f"  … and {len(found.refused) - SHOWN} more; --report FILE keeps them all"


def file_format(path: Path, asked: str) -> str:
    """The format of a file by its ending, unless one was asked for; refuses with FormatError."""
    name = path.name.lower()
    found = asked or ("adx" if name.endswith(".adx.xml") else name.rpartition(".")[2])
    if found not in FORMATS:
        raise FormatError(f"{path.name}: give --format, one of {', '.join(FORMATS)}. Nothing was written.")
    return found


def _to_file(args: argparse.Namespace, session: Session, found: Due) -> int:
    refused = [Refusal(0, "not_sent", "", one) for one in found.refused]
    _report(args, refused)
    if not agreed(args, bool(found.values)):
        print("Nothing was written. Give --write to write it.")
        return 1 if refused else 0
    if not found.values:
        print("Nothing to write: DHIS2 has been told all of it.")
        return 1 if refused else 0
    _write_file(args.file, file_format(args.file, args.format), found.values, session.calendar)
    exchange = audit.begin(_asked(session, "values", args.file.name))
    keep_instance(session)
    # Remembered after the file is whole on the disk: a power cut before leaves them due.
    mark_sent(scope_of(args, session), found.values, exchange.pk)
    audit.note(exchange, found.counts() | {"written": len(found.values)}, found.refused)
    audit.end(exchange, "part" if refused else "done")
    print(f"Written: {len(found.values)} values to {args.file}.")
    return 1 if refused else 0


def _write_file(path: Path, how: str, values: list[Value], calendar: Calendar) -> None:
    """Write the file so that it is there whole or not at all."""
    waiting = path.with_name(f"{path.name}.part")
    try:
        with waiting.open("w", encoding="utf-8", newline="") as file:
            if how == "adx":
                moment = timezone.now().isoformat(timespec="seconds")
                write_adx(values, file, exported=moment, ethiopian=calendar is Calendar.ETHIOPIAN)
            else:
                {"json": write_json, "xml": write_xml, "csv": write_csv}[how](values, file)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError as error:
        raise FormatError(f"{path} can't be written ({error.strerror}). Nothing counts as sent.") from None
    finally:
        waiting.unlink(missing_ok=True)


def _asked(session: Session, what: str, where: str) -> audit.Asked:
    return audit.Asked(session.instance, session.channel, "export", what, where, session.author, {})


def _to_server(args: argparse.Namespace, session: Session) -> int:
    address = check_address(args.to)
    server = Server(address, find_credentials(args.credentials))
    try:
        version, calendar = server.about()
        theirs = Calendar.ETHIOPIAN if calendar == "ethiopian" else Calendar.GREGORIAN
        session = Session(session.instance, session.collaborative, session.author, theirs)
        keep_instance(session, address, version)
        scope = scope_of(args, session)
        found = due(scope)
        print("\n".join(lines(found, session)))
        exchange = audit.begin(_asked(session, "values", address))
        try:
            return _push(args, server, scope, found, exchange)
        except ApiError as error:
            audit.note(exchange, {}, [str(error)])
            audit.end(exchange, "stopped")
            raise
    finally:
        server.close()


def _push(args: argparse.Namespace, server: Server, scope: Scope, found: Due, exchange: Exchange) -> int:
    tried = push(server, found.values, scope, exchange, Manner(dry_run=True, as_job=args.job))
    print(f"Tried at {server.address}: it would take {tried.taken} and refuse {len(tried.refused)}.")
    not_sent = [Refusal(0, "not_sent", "", one) for one in found.refused]
    if not agreed(args, bool(tried.taken)):
        _say_refused(tried)
        _report(args, not_sent + tried.refused)
        audit.note(exchange, {"would_take": tried.taken, "would_refuse": len(tried.refused)}, tried.refused)
        audit.end(exchange, "tried")
        print("Nothing was sent. Give --write to send it.")
        return 1 if tried.refused or not_sent else 0
    pushed = push(server, found.values, scope, exchange, Manner(as_job=args.job), _told(len(found.values)))
    _say_refused(pushed)
    _report(args, not_sent + pushed.refused)
    audit.note(exchange, found.counts(), found.refused)
    audit.end(exchange, "part" if pushed.refused or not_sent else "done")
    print(
        f"Sent: {pushed.taken} values." if pushed.taken else "Nothing to send: DHIS2 has been told all of it."
    )
    return 1 if pushed.refused or not_sent else 0


def _told(total: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        print(f"Sent {done} of {total}.", flush=True)

    return tell


def _say_refused(pushed: Pushed) -> None:
    for one in pushed.refused[:SHOWN]:
        print(f"  refused by DHIS2: value {one.row}: {one.reason}")
    if len(pushed.refused) > SHOWN:
        print(f"  … and {len(pushed.refused) - SHOWN} more; --report FILE keeps them all")


def _report(args: argparse.Namespace, refused: list[Refusal]) -> None:
    if args.report is None:
        return
    with args.report.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "kind", "about", "reason"])
        writer.writerows([one.row, one.kind, one.subject, one.reason] for one in refused)
    print(f"Everything refused is in {args.report}.")
