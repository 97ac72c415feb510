"""What `debo import dhis2` does once the hub is open."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from debo.exchange.dhis2 import audit
from debo.exchange.dhis2.credentials import check_address, find_credentials
from debo.exchange.dhis2.import_command import agreed, shown, take_of
from debo.exchange.dhis2.kept import Exchange, Known
from debo.exchange.dhis2.links import unit_links
from debo.exchange.dhis2.lookup import Lookup, check_schemes
from debo.exchange.dhis2.metadata import Metadata, from_parts
from debo.exchange.dhis2.metadata_import import make_plan, summary_lines, write_plan, write_report
from debo.exchange.dhis2.period_ids import Calendar, from_debo
from debo.exchange.dhis2.pulling import FIELDS, Pieces, pull_metadata, pull_values
from debo.exchange.dhis2.reading import format_of, read_values, schemes_in
from debo.exchange.dhis2.session import Session, keep_instance
from debo.exchange.dhis2.sources import parts_of
from debo.exchange.dhis2.staging import Staging
from debo.exchange.dhis2.unit_plan import Wish
from debo.exchange.dhis2.value import FormatError, Value
from debo.exchange.dhis2.value_import import Outcome, Target, bring_in, stage, target_of
from debo.exchange.dhis2.web_api import ApiError, Server
from debo.exchange.names import Named, Names, texts_of
from debo.people.models import PLACE_KINDS, Place
from debo.periods import PeriodError, between, parse

#: Refused rows shown on the screen.
SHOWN = 10


def bring_metadata(
    args: argparse.Namespace, session: Session, metadata: Metadata, where: str,
    exchange: Exchange | None = None,
) -> int:  # fmt: skip
    """Show what the metadata would make, and write it when told to."""
    plan = make_plan(metadata, session, wish_of(args, session), take_of(args), args.link_names)
    print(f"{where}: DHIS2 “{session.instance}”, {session.calendar} calendar.")
    print("\n".join(summary_lines(plan)))
    if not agreed(args, bool(metadata.things)):
        _finish(exchange, "tried", plan.counts())
        if args.report:
            write_report(plan, args.report, where)
        print("Nothing was written. Give --write to write it.")
        return 1 if plan.refused else 0
    exchange = exchange or audit.begin(asked_of(session, "metadata", where, {}))
    keep_instance(session)
    entries = write_plan(plan, session)
    for one in plan.refused:
        if one.kind == "rules":
            print(f"  refused: {one.reason}")
    audit.note(exchange, plan.counts() | {"entries": entries}, plan.refused)
    audit.end(exchange, "part" if plan.refused else "done")
    if args.report:
        write_report(plan, args.report, where)
        print(f"Everything odd or refused is in {args.report}.")
    print(f"Written: {entries} entries." if entries else "Nothing to write: the hub has all of it already.")
    return 1 if plan.refused else 0


def wish_of(args: argparse.Namespace, session: Session) -> Wish:
    """What was asked for of units; refuses with FormatError a kind or place that there isn't."""
    kinds = dict(one.split("=", 1) for one in args.kind if "=" in one)
    known = {kind for kind, _label in PLACE_KINDS}
    if len(kinds) != len(args.kind) or not set(kinds.values()) <= known:
        raise FormatError(
            f"--kind is WORD=KIND, with one of {', '.join(sorted(known))}. Nothing was changed."
        )
    under = ""
    if args.under:
        rows = Place.objects.filter(channel=session.channel)
        names = Names(Named(row.record, texts_of(row.name, row.code)) for row in rows)
        under = names.find(args.under) or ""
        if not under:
            raise FormatError(f"{names.why_not(args.under, 'place')}. Nothing was changed.")
    return Wish(session.instance, args.below, under, kinds, args.link_names, args.twins, args.closed_since)


def bring_values(
    args: argparse.Namespace, session: Session, paths: list[Path], where: str,
    exchange: Exchange | None = None,
) -> int:  # fmt: skip
    """Read values, show what they would change, and write it when told to."""
    outcome = Outcome()
    lookup = Lookup(session.instance, _schemes(args, paths), args.attribute)
    target = target_of(session.collaborative, session.instance, session.author, session.calendar, lookup)
    with Staging() as staging:
        values = shown(_values(paths, session.calendar))
        stage(values, target, staging, outcome, refuse_repeated=args.repeated == "refuse")
        if not args.write:
            bring_in(target, staging, outcome, write=False)
            print("\n".join(_value_lines(outcome, staging, where)))
        if not agreed(args, bool(outcome.new or outcome.changed or outcome.withdrawn)):
            _finish(exchange, "tried", outcome.counts())
            _report(args, staging, where)
            print("Nothing was written. Give --write to write it.")
            return 1 if outcome.refused else 0
        exchange = exchange or audit.begin(asked_of(session, "values", where, {}))
        _write(target, staging, outcome, exchange)
        if args.write:
            print("\n".join(_value_lines(outcome, staging, where)))
        _report(args, staging, where)
    none = "Nothing to write: the hub has all of it already."
    print(f"Written: {outcome.entries} entries." if outcome.entries else none)
    return 1 if outcome.refused else 0


def _write(target: Target, staging: Staging, outcome: Outcome, exchange: Exchange) -> None:
    try:
        bring_in(target, staging, outcome, write=True)
    except BaseException:
        # What was written stays; the same again writes the rest.
        audit.end(exchange, "stopped")
        raise
    audit.note(exchange, outcome.counts(), staging.refusals(audit.MOST_CONFLICTS))
    audit.end(exchange, "part" if outcome.refused else "done")


def _values(paths: Iterable[Path], calendar: Calendar) -> Iterator[Value]:
    for path in paths:
        yield from read_values(path, format_of(path), ethiopian=calendar is Calendar.ETHIOPIAN)


def _schemes(args: argparse.Namespace, paths: list[Path]) -> dict[str, str]:
    schemes = {"*": args.id_scheme} if args.id_scheme else {}
    if len(paths) == 1:
        schemes |= schemes_in(paths[0], format_of(paths[0]))
    if why := check_schemes(schemes):
        raise FormatError(f"{paths[0].name}: {why} Nothing was changed.")
    return schemes


def _value_lines(outcome: Outcome, staging: Staging, where: str) -> Iterator[str]:
    yield (
        f"{where}: {outcome.read:,} values. New: {outcome.new}   changed: {outcome.changed}   "
        f"taken back: {outcome.withdrawn}   already there: {outcome.unchanged}   "
        f"refused rows: {outcome.refused}"
    )
    if outcome.blank:
        yield f"  empty: {outcome.blank} values say nothing; missing is not zero, so nothing changes"
    if outcome.year_figures:
        yield f"  figures of a year: {outcome.year_figures}, of which each month gets its days' share"
    if outcome.repeated:
        yield f"  several values for one cell: {outcome.repeated}; the last one counts, as in DHIS2"
    if outcome.follow_up:
        yield f"  marked for follow-up in DHIS2: {outcome.follow_up}; the mark itself isn't taken"
    for one in staging.refusals(SHOWN):
        yield f"  refused: row {one.row}: {one.reason}"
    if outcome.refused > SHOWN:
        yield f"  … and {outcome.refused - SHOWN} more; --report FILE keeps them all. By what they are about:"
        for kind, subject, count in staging.refused_subjects(SHOWN):
            yield f"    {count:>7,}  {kind.replace('_', ' ')} {subject}"


def _report(args: argparse.Namespace, staging: Staging, where: str) -> None:
    if args.report is not None:
        staging.write_report(args.report, where)
        print(f"Every refused row is in {args.report}.")


def _finish(exchange: Exchange | None, state: str, counts: dict[str, int]) -> None:
    """A server's exchange is remembered also when nothing was written: somebody asked it something."""
    if exchange is not None:
        audit.note(exchange, counts)
        audit.end(exchange, state)


def asked_of(session: Session, what: str, where: str, details: dict[str, object]) -> audit.Asked:
    """An import, for the audit."""
    return audit.Asked(session.instance, session.channel, "import", what, where, session.author, details)


def from_server(args: argparse.Namespace, session: Session) -> int:
    """Fetch what was asked for, or the rest of it, and bring it in like a file."""
    address = check_address(args.source)
    server = Server(address, find_credentials(args.credentials))
    take = take_of(args)
    try:
        version, calendar = server.about()
        theirs = Calendar.ETHIOPIAN if calendar == "ethiopian" else Calendar.GREGORIAN
        if args.calendar and theirs != session.calendar:
            raise ApiError(f"{address} counts by the {theirs} calendar, not the {args.calendar} one.")
        session = Session(session.instance, session.collaborative, session.author, theirs)
        keep_instance(session, address, version)
        what = "values" if take == {"values"} else "metadata"
        details = {"take": sorted(take), "from": args.first, "to": args.last}
        exchange = audit.begin(asked_of(session, what, address, details))
        pieces = Pieces(exchange.pk)
        try:
            if what == "values":
                paths = _pulled_values(args, session, server, pieces)
                code = bring_values(args, session, paths, address, exchange)
            else:
                words = [word for word in FIELDS if take != {"units"} or word == "organisationUnits"]
                metadata = from_parts(pull_metadata(server, pieces, words))
                code = bring_metadata(args, session, metadata, address, exchange)
        except ApiError:
            audit.end(exchange, "stopped")
            raise
        pieces.remove()
        return code
    finally:
        server.close()


def _pulled_values(args: argparse.Namespace, session: Session, server: Server, pieces: Pieces) -> list[Path]:
    units = sorted(unit_links(session.instance, session.channel))
    parts = parts_of(session.instance, session.channel)
    wanted = {term.element for part in parts for term in part.terms}
    data_sets = [
        row.uid
        for row in Known.objects.filter(instance=session.instance, kind="data_set").order_by("uid")
        if wanted & set(row.facts["elements"])
    ]
    if not units or not data_sets:
        missing = "units linked to places" if not units else "data sets with elements that are counted here"
        raise FormatError(f"There are no {missing}; bring the metadata in first. Nothing was changed.")
    periods = periods_asked(args.first, args.last, session.calendar)
    if any(part.yearly for part in parts):
        periods += sorted({period[:4] for period in periods})
    for done, of in pull_values(server, pieces, data_sets, units, periods):
        print(f"Fetched {done} of {of}.", flush=True)
    return pieces.paths()


def periods_asked(first: str, last: str, calendar: Calendar) -> list[str]:
    """DHIS2's ids of all periods from the first to the last; refuses with FormatError."""
    try:
        begin, end = parse(first), parse(last or first)
        found = [from_debo(period, calendar) for period in between(begin, end)]
    except (PeriodError, ValueError, TypeError) as error:
        raise FormatError(f"--from and --to: {error} Nothing was changed.") from None
    if not found:
        raise FormatError("--to lies before --from. Nothing was changed.")
    return found
