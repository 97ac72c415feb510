"""`debo link`: link this hub with the region's, or a woreda's with this one; see how the links stand."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debo.ledger.link.models import Link
    from debo.people.linking import Crossing

DESCRIPTION = """\
Link two hubs. The hub below (a woreda's) gives the hub above (a region's) what its teams have released, and
brings back what the region writes. Drafts of teams never leave their hub. The hub below calls: it needs no
name on the Internet, the hub above needs https. Without words: the links and how they stand."""

EXAMPLES = """\
examples:
  at the region's hub:
    debo link invite --name "Gomma woreda"         print a code for one hub below
  at the woreda's hub:
    debo link https://hub.region.example --code XXXX-XXXX           see what would cross
    debo link https://hub.region.example --code XXXX-XXXX --yes     link
    debo link --now                                exchange now, besides every few minutes (DEBO_LINK_MINUTES)
  at either:
    debo link                                      how the links stand
    debo link end "Gomma woreda"                   exchange no more; what has crossed stays"""

DONE, IN_PART, NOTHING = 0, 1, 2
LOOK, JOIN = "/api/link/look", "/api/link/join"


def register(subparsers: Any) -> None:
    """Add `debo link` to the command."""
    parser = subparsers.add_parser(
        "link",
        help="exchange with another hub, a woreda's with a region's",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="?", default="", metavar="invite | end | URL")
    parser.add_argument("which", nargs="?", default="", metavar="NAME", help="which link to end")
    parser.add_argument("--name", default="", help="what the other hub is called here")
    parser.add_argument("--place", default="", help="invite: the place this hub serves, by name or id")
    parser.add_argument(
        "--replaces", default="", metavar="NAME", help="invite: go on with this link, whose hub lost its key"
    )
    parser.add_argument("--code", default="", help="the code from the hub above; asked for when left out")
    parser.add_argument(
        "--authority", type=Path, help="the certificate of a private authority that signed the other hub's"
    )
    parser.add_argument("--yes", action="store_true", help="link, having seen what crosses")
    parser.add_argument("--now", action="store_true", help="exchange with the hubs above now")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 2 when nothing was done."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    if args.now:
        return call_now()
    if args.what == "":
        return list_links()
    if args.what == "invite":
        return invite(args)
    if args.what == "end":
        return end(args.which or args.name)
    return link(args)


def _refuse(words: object) -> int:
    print(words, file=sys.stderr)
    return NOTHING


# --- the hub above -------------------------------------------------------------------------------------


def invite(args: argparse.Namespace) -> int:
    """Print a code."""
    from debo.people import linking  # noqa: PLC0415

    try:
        former = _find(args.replaces) if args.replaces else None
        code = linking.invite(args.name, place=args.place, replaces=former)
        place = linking.own_place(args.place)
    except (linking.NotLinkedError, LookupError) as error:
        return _refuse(f"{error} Nothing was changed.")
    print(f"{args.name} links with the code {code} within {linking.DAYS} days; it works once.")
    print(f"This hub serves {_said(place['name'])} ({place['kind']}): that place will stand above theirs.")
    print(f"At their hub: debo link https://THIS-HUB --code {code}")
    return DONE


# --- the hub below -------------------------------------------------------------------------------------


def link(args: argparse.Namespace) -> int:
    """Show what would cross or, with --yes, link and exchange for the first time."""
    from debo.ledger.errors import Refusal  # noqa: PLC0415
    from debo.ledger.hub import this_hub  # noqa: PLC0415
    from debo.ledger.link.calling import AddressError, LineError, Poster  # noqa: PLC0415
    from debo.people import linking  # noqa: PLC0415

    authority = str(args.authority.resolve()) if args.authority else ""
    code = args.code or (input("The code from the hub above: ") if sys.stdin.isatty() else "")
    if not code:
        return _refuse("Say the code that the hub above printed: --code XXXX-XXXX. Nothing was changed.")
    this = this_hub()
    try:
        poster = Poster(args.what, authority)
        # A used code opens nothing more to look at, but the same hub may join with it again within the hour:
        # so --yes doesn't look first, and a welcome that was lost on the way is had by asking once more.
        asked = {"code": code, "device": this.device_id, "public_key": this.device.public_key}
        told = _post(poster, JOIN, asked) if args.yes else _post(poster, LOOK, {"code": code})
        name = args.name or str(told["name"])
        _show(name, told["place"], linking.would_cross(told["place"]))
        if not args.yes:
            print("Nothing was changed. Say --yes to link.")
            return DONE
        made = linking.keep_link(told, name, poster.address, authority)
    except (AddressError, LineError, linking.NotLinkedError, Refusal, KeyError) as error:
        words = str(error).rstrip(".") or type(error).__name__
        return _refuse(f"{words}. Nothing was changed here.")
    print(f"Linked with {name}.")
    return _call(made)


def _post(poster: Any, door: str, body: dict[str, Any]) -> dict[str, Any]:
    raw, _headers = poster.post(door, json.dumps(body).encode(), {})
    told: dict[str, Any] = json.loads(raw)
    return told


def _show(name: str, place: dict[str, Any], crossing: Crossing) -> None:
    print(f"The hub above: {name}, of {_said(place['name'])} ({place['kind']}).")
    print(
        f"Up go {crossing.entries} entries of {len(crossing.collaboratives)} collaboratives and "
        f"{len(crossing.offices)} offices (who works there), and what comes later."
    )
    print("Down comes what that hub itself writes, and who works in its office.")
    print(f"Here stay {crossing.stays} entries: drafts of teams, people's own, rosters of facilities.")
    for below in crossing.below:
        print(f"{below} will belong to {_said(place['name'])}: its officials read what was released here.")


def call_now() -> int:
    """Exchange with each hub above; 1 when one couldn't be reached."""
    from debo.ledger.link.keeping import open_links  # noqa: PLC0415

    links = open_links()
    if not links:
        return _refuse("This hub is linked with no hub above. debo link URL makes a link.")
    return max(_call(one) for one in links)


def _call(one: Link) -> int:
    from debo.ledger.link.keeping import call_one  # noqa: PLC0415
    from debo.ledger.link.standing import in_words  # noqa: PLC0415

    called = call_one(one)
    one.refresh_from_db()
    if called is None:
        print(f"{one.name}: {in_words(one)}", file=sys.stderr)
        return IN_PART
    print(f"{one.name}: {called.sent} entries up, {called.received} down, in {called.turns} turns.")
    return DONE


# --- either --------------------------------------------------------------------------------------------


def list_links() -> int:
    """How every link stands."""
    from django.utils import timezone  # noqa: PLC0415

    from debo.ledger.link.models import Link  # noqa: PLC0415
    from debo.ledger.link.standing import standing  # noqa: PLC0415
    from debo.terminal import table  # noqa: PLC0415

    links = list(Link.objects.order_by("pk"))
    if not links:
        print("This hub is linked with no other. debo link --help says how to link two hubs.")
        return DONE
    rows = []
    for one in links:
        stands = standing(one)
        contact = (
            timezone.localtime(one.last_contact).strftime("%Y-%m-%d %H:%M") if one.last_contact else "never"
        )
        side = "above" if one.is_above else "below"
        numbers = (stands.to_give, stands.to_take, stands.waiting)
        rows.append([one.name, side, contact, *map(str, numbers), stands.words])
    print(table(["hub", "side", "last contact", "to give", "to take", "waiting", ""], rows))
    return DONE


def end(name: str) -> int:
    """End a link, and tell the other hub when this one calls."""
    from debo.ledger.errors import Refusal  # noqa: PLC0415
    from debo.ledger.link import turns  # noqa: PLC0415
    from debo.ledger.link.calling import LineError, say_end  # noqa: PLC0415

    try:
        one = _find(name)
    except LookupError as error:
        return _refuse(f"{error} Nothing was changed.")
    turns.end(one)
    if one.is_above:
        try:
            say_end(one)
        except (LineError, Refusal):
            print(f"{one.name} couldn't be told; it will see that nobody calls.")
    print(f"The link with {one.name} was ended. What has crossed stays on both hubs.")
    return DONE


def _find(name: str) -> Link:
    """The open link of this name; LookupError when there isn't exactly one."""
    from debo.ledger.link.models import Link  # noqa: PLC0415

    links = list(Link.objects.order_by("-pk"))
    found = [one for one in links if name.casefold() in {one.name.casefold(), one.uid}]
    still_open = [one for one in found if one.ended_at is None] or found[:1]
    if len(still_open) != 1:
        names = ", ".join(one.name for one in links if one.ended_at is None) or "none"
        raise LookupError(f"Say which link. This hub's links: {names}.")
    return still_open[0]


def _said(names: dict[str, str]) -> str:
    return names.get("en") or next(iter(names.values()), "?")
