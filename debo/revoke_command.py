"""`debo revoke`: shut out a lost phone, or somebody who works elsewhere now. Whoever owns the machine may."""

from __future__ import annotations

import argparse
import sys
from typing import Any

DESCRIPTION = """\
Shut out a lost phone, or a person on all their phones. At its next contact such a phone hands in what
it holds and then forgets everything. What a lost phone hands in waits for the steward; nothing is dropped.
A phone that never comes back can't be reached: it is as safe as its screen lock and the PIN.
The person can be invited again at any time. Their roles end in the roster, not here."""

EXAMPLES = """\
examples:
  debo revoke                          everybody with a phone, and the phones' ids
  debo revoke "Almaz Tesfaye"          lost: the person, on all their phones
  debo revoke 9f3c2a7be01d4c55         lost: one phone
  debo revoke "Almaz Tesfaye" --left   works elsewhere now; a phone that others use too only loses them"""


def register(subparsers: Any) -> None:
    """Add `debo revoke` to the command."""
    parser = subparsers.add_parser(
        "revoke",
        help="shut out a lost phone, or somebody who works elsewhere now",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("whom", nargs="?", default="", help="a phone's id, a person's id or their whole name")
    parser.add_argument("--left", action="store_true", help="not lost: the person works elsewhere now")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Shut out and say what was done; 2 when it isn't clear whom, and then nothing was changed."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.ledger.models import LEFT, LOST, Device, Hub  # noqa: PLC0415
    from debo.people.revoking import people_with_phones, revoke_device, revoke_person  # noqa: PLC0415

    why = LEFT if args.left else LOST
    own = Hub.objects.values_list("device", flat=True)
    device = Device.objects.exclude(pk__in=own).filter(pk=args.whom).first()
    if device is not None:
        done = revoke_device(device, by="", why=why)
        print(f"Phone {device.id} {'is' if done.devices else 'was already'} shut out.")
        return 0
    wanted = [one for one in people_with_phones() if args.whom and _is_meant(args.whom, one)]
    if len(wanted) != 1:
        _say_who(args.whom, people_with_phones())
        return 2
    done = revoke_person(wanted[0], by="", why=why)
    print(f"Shut out: {len(done.devices)} phones. Taken off a shared phone: {len(done.left)}.")
    print(f"{done.codes} open codes were closed. They can be invited again at any time.")
    return 0


def _is_meant(whom: str, person: str) -> bool:
    from debo.people.access import name_of  # noqa: PLC0415

    return whom == person or whom.casefold() == name_of(person).casefold()


def _say_who(whom: str, people: list[str]) -> None:
    from debo.ledger.models import Device  # noqa: PLC0415
    from debo.people.access import name_of  # noqa: PLC0415
    from debo.terminal import table  # noqa: PLC0415

    rows = [
        (device.id, f"{device.last_seen:%Y-%m-%d %H:%M}" if device.last_seen else "—", name_of(one), one)
        for one in people
        for device in Device.objects.filter(people__person=one, people__ended_at=None, revoked_at=None)
    ]
    found = "Nobody, or more than one, is meant by that." if whom else "Say which phone or person."
    print(f"{found} Nothing was changed.", file=sys.stderr)
    print(table(("phone", "last here", "name", "person"), rows))
