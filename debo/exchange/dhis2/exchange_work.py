"""What `debo exchange` does once the hub is open."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from django.utils import timezone

from debo.exchange.dhis2.expressions import ExpressionError
from debo.exchange.dhis2.kept import Exchange, Known, Source, UnitLink
from debo.exchange.dhis2.links import LinkError, link, search, unlink
from debo.exchange.dhis2.session import keep_instance, open_session
from debo.exchange.dhis2.sources import link_measure
from debo.measures.models import Measure
from debo.people.access import name_of
from debo.people.models import Place

_FIRST = {"read": 0, "new": 1, "corrections": 2, "deleted": 3}


def do(args: argparse.Namespace) -> int:
    """One of the doings."""
    doings: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "show": _show,
        "links": _links,
        "search": _search,
        "link": _link,
        "unlink": _unlink,
    }
    return doings[args.doing](args)


def _list(_args: argparse.Namespace) -> int:
    rows = Exchange.objects.order_by("-pk")
    if not rows:
        print("Nothing was exchanged with DHIS2 yet.")
    for row in rows:
        when = timezone.localtime(row.began).strftime("%Y-%m-%d %H:%M")
        counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in _in_order(row.counts))
        state = row.get_state_display().lower()
        print(f"{row.pk:>5}  {when}  {row.direction} {row.what}  {row.where}  {state}  {counts}")
    return 0


def _in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What was read and what became new first: PostgreSQL keeps no order of names."""
    return sorted(counts.items(), key=lambda one: (_FIRST.get(one[0], len(_FIRST)), one[0]))


def _show(args: argparse.Namespace) -> int:
    row = Exchange.objects.filter(pk=args.number).first()
    if row is None:
        raise LinkError(f"There is no exchange {args.number}; see debo exchange list.")
    said = {
        "DHIS2": row.instance,
        "direction": row.direction,
        "what": row.what,
        "from or to": row.where,
        "by": f"{name_of(row.by)} ({row.by})",
        "began": timezone.localtime(row.began).isoformat(timespec="seconds"),
        "ended": timezone.localtime(row.ended).isoformat(timespec="seconds") if row.ended else "",
        "state": row.get_state_display(),
        **dict(_in_order(row.counts)),
    }
    for name, one in said.items():
        print(f"{name.replace('_', ' ') + ':':<16} {one}")
    for one in row.conflicts:
        print(f"  refused: {one}" if isinstance(one, str) else f"  refused: row {one[0]}: {one[2]}")
    return 0


def _links(args: argparse.Namespace) -> int:
    session = open_session(args.collaborative, args.author, args.server)
    here = {"instance": session.instance, "channel": session.channel, "ended": None}
    units = {row.uid: row.name for row in Known.objects.filter(instance=session.instance, kind="unit")}
    places = {row.record: str(row) for row in Place.objects.filter(channel=session.channel)}
    for one in UnitLink.objects.filter(**here).order_by("pk"):
        print(f"{one.uid}  {units.get(one.uid, '')}  =  {places.get(one.place, one.place)}  ({one.how})")
    measures = {row.record: str(row) for row in Measure.objects.filter(channel=session.channel)}
    for source in Source.objects.filter(**here).order_by("measure", "part"):
        yearly = "  (a year's figures)" if source.yearly else ""
        name = measures.get(source.measure, source.measure)
        print(f"{source.expression}  =  {source.part} of {name}{yearly}")
    return 0


def _search(args: argparse.Namespace) -> int:
    session = open_session(args.collaborative, args.author, args.server)
    found = search(args.text, session.instance, session.channel)
    places = {row.record: str(row) for row in Place.objects.filter(channel=session.channel)}
    if not found:
        print(f"No unit resembles “{args.text}”. Bring the metadata of DHIS2 in first: debo import dhis2.")
        return 2
    for one in found:
        where = f"=  {places.get(one.place, one.place)}" if one.place else "not linked"
        print(f"{one.unit.uid}  {one.unit.code:<10} {one.unit.name}  {where}")
    return 0


def _link(args: argparse.Namespace) -> int:
    session = open_session(args.collaborative, args.author, args.server)
    keep_instance(session)
    if args.part:
        where = (session.instance, session.channel, session.author)
        try:
            expression = link_measure(args.theirs, args.ours, args.part, args.yearly, *where)
        except ExpressionError as reason:
            raise LinkError(f"“{args.theirs}” can't be counted: {reason}. Nothing was changed.") from None
        print(f"{expression} counts the {args.part} of “{args.ours}” from now on.")
        return 0
    unit, record = link(args.theirs, args.ours, session.instance, session.channel, session.author)
    place = Place.objects.filter(channel=session.channel, record=record).first()
    print(f"“{unit.name}” ({unit.uid}) is “{place}” from now on.")
    return 0


def _unlink(args: argparse.Namespace) -> int:
    session = open_session(args.collaborative, args.author, args.server)
    unit = unlink(args.unit, session.instance, session.channel)
    print(f"“{unit.name}” ({unit.uid}) is linked to no place any more. Places and counts stay.")
    return 0
