"""`debo carry`: take in what was carried here on a stick, write what is carried back, look at receipts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debo.terminal import counted

if TYPE_CHECKING:
    from debo.ledger.carried.inward import Report
    from debo.ledger.carried.writing import Piece
    from debo.ledger.models import Device

DESCRIPTION = """\
Carry entries where there is no network. A file (*.debo) is opened by its reader alone: who carries it can't
read it, and taking it in twice changes nothing. Nothing in such a file can be run."""

EXAMPLES = """\
examples:
  debo carry in /media/stick/*.debo
      take in what phones handed over; the order of the files doesn't matter
  debo carry out --to "Haro Gudina health centre" --file /media/stick/haro-gudina.debo
      write what the phones of a facility haven't read yet, and what of theirs has arrived
  debo carry out --to 1f3a5c7e90b2d4f6 --file back.debo --part-size 500k
      the same for one phone, in parts of at most 500,000 bytes
  debo carry receipt 7K2M-Q9TD
      say whether what a receipt names has arrived"""

DONE, IN_PART, NOTHING = 0, 1, 2
SUFFIX = ".debo"
_UNITS = {"k": 1_000, "m": 1_000_000, "": 1}


def register(subparsers: Any) -> None:
    """Add `debo carry` to the command."""
    group = subparsers.add_parser(
        "carry",
        help="carry entries on a stick",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ways = group.add_subparsers(dest="way", required=True, metavar="WAY")
    out = ways.add_parser("out", help="write a file for the phones of a facility, or for one phone")
    out.add_argument("--to", required=True, metavar="WHO", help="a facility's name or id, or a device's id")
    out.add_argument("--file", required=True, type=Path, metavar="F", help="where to write it")
    out.add_argument(
        "--part-size", type=_size, metavar="SIZE", help="at most so many bytes a file, such as 500k or 5m"
    )
    out.set_defaults(run=carry_out)
    into = ways.add_parser("in", help="take in files that were carried here")
    into.add_argument("files", nargs="+", type=Path, metavar="F")
    into.set_defaults(run=carry_in)
    receipt = ways.add_parser("receipt", help="say whether what a receipt names has arrived")
    receipt.add_argument("code", nargs="+", metavar="CODE", help="XXXX-XXXX, or the text of the receipt's QR")
    receipt.set_defaults(run=look_up_receipt)


def _size(text: str) -> int:
    unit = text[-1:].lower() if text[-1:].isalpha() else ""
    number = text[: len(text) - len(unit)]
    if unit not in _UNITS or not number.isdecimal() or int(number) == 0:
        raise argparse.ArgumentTypeError(f"{text} is no size; write 500k or 5m")
    return int(number) * _UNITS[unit]


def carry_out(args: argparse.Namespace) -> int:
    """Write the file or its parts; 2 when there is nobody to write for."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.ledger.carried.outward import write_for  # noqa: PLC0415

    devices = _devices(args.to)
    if devices is None:
        return NOTHING
    able = [one for one in devices if one.carry_key]
    for one in devices:
        if one not in able:
            print(f"Left out: the phone of {_people(one)} joined with an older Debo. Its next exchange over a"
                  " network makes a key for files.", file=sys.stderr)  # fmt: skip
    if not able:
        return _refuse(f"No phone of {args.to} can be written to yet. Nothing was written.")
    try:
        written = _write(write_for(able, args.part_size), args.file, is_in_parts=args.part_size is not None)
    except NotOursError as error:
        return _refuse(
            f"{error} is there already and is no carried file, so it was left as it is. Nothing was written. "
            "Choose another name."
        )
    except OSError as error:
        return _refuse(
            f"{error.filename or args.file} can't be written ({error.strerror}). The hub is as it was."
        )
    for path, size in written:
        print(f"{path}  {size:,} bytes")
    print("For the phone of " + "; of ".join(_people(one) for one in able) + ". Nobody else can open it.")
    print("What is in it counts as read only when those phones say so.")
    print("On the phone: More, Where my entries are, Carry by hand, Take in a file.")
    return DONE


class NotOursError(Exception):
    """There is a file of that name that no Debo wrote; it stays as it is."""


def _write(pieces: Iterator[Piece], file: Path, *, is_in_parts: bool) -> list[tuple[Path, int]]:
    """Write each part to a file of its own; a file appears under its name only when it is whole.

    An earlier carried file is replaced; of any other name NotOursError, before anything is written there.
    """
    written: list[tuple[Path, int]] = []
    try:
        with ExitStack() as open_files:
            target = None
            for piece in pieces:
                if piece.head is not None:
                    path = _part_name(file, piece.part) if is_in_parts else file
                    _make_sure_ours(path)
                    written.append((path, 0))
                    target = open_files.enter_context(_beside(path).open("wb"))
                if target is None:
                    raise RuntimeError("a part begins with its head")
                target.write(piece.raw)
                path, size = written[-1]
                written[-1] = path, size + len(piece.raw)
    except BaseException:
        for path, _ in written:
            _beside(path).unlink(missing_ok=True)
        raise
    for path, _ in written:
        _beside(path).replace(path)
    return written


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _part_name(file: Path, part: int) -> Path:
    return file.with_name(f"{file.stem}-{part}{file.suffix or SUFFIX}")


def _make_sure_ours(path: Path) -> None:
    from debo.ledger.carried.layout import ANY_MAGIC  # noqa: PLC0415

    if path.is_file():
        with path.open("rb") as there:
            if not there.read(len(ANY_MAGIC)).startswith(ANY_MAGIC):
                raise NotOursError(path)
    elif path.exists():
        raise NotOursError(path)


def carry_in(args: argparse.Namespace) -> int:
    """Take the files in and report; 1 when something was refused, 2 when nothing at all could be taken."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.ledger.carried.inward import take_in  # noqa: PLC0415

    codes = set()
    for path in args.files:
        try:
            with path.open("rb") as stream:
                report = take_in(stream)
        except OSError as error:
            codes.add(_refuse(f"{path}: can't be read ({error.strerror}). Nothing was taken from it."))
            continue
        codes.add(_print_report(path, report))
    return codes.pop() if len(codes) == 1 else IN_PART


def _print_report(path: Path, report: Report) -> int:
    from debo.ledger.carried.words import WORDS  # noqa: PLC0415
    from debo.ledger.models import Device  # noqa: PLC0415

    print(f"{path}:")
    for code, device in report.files.items():
        print(f"  from the phone of {_people(Device.objects.get(id=device))}; receipt {code}")
    were = "was" if report.known == 1 else "were"
    print(f"  {counted(report.applied, 'entry', 'entries')} taken, {report.known:,} {were} here already")
    if report.waiting > 0:
        wait = "waits" if report.waiting == 1 else "wait"
        print(f"  {report.waiting:,} {wait} for a part that comes before; bring that one too")
    for reason in dict.fromkeys(report.refused):
        print(f"  {WORDS[reason]}")
    if not report.refused:
        return DONE
    return IN_PART if report.segments else NOTHING


def look_up_receipt(args: argparse.Namespace) -> int:
    """Say what of a receipt is at the hub; 1 when not all of it is, 2 when it is no receipt."""
    from debo.embedded import open_hub  # noqa: PLC0415

    open_hub()
    from debo.ledger.carried.receipt import ReceiptError, look_up  # noqa: PLC0415
    from debo.ledger.naming import channel_name  # noqa: PLC0415

    try:
        found = look_up(" ".join(args.code))
    except ReceiptError:
        return _refuse("That is no receipt. One looks like 7K2M-Q9TD, or begins with DEBO in its QR.")
    if found.device is not None:
        print(f"Made on the phone of {_people(found.device)}.")
    if not found.has_arrived:
        print("No file with this code has come here yet.")
    for line in found.lines:
        state = "at the hub" if line.is_here else "NOT all at the hub yet"
        print(f"{channel_name(line.channel)}  {line.first}-{line.last}  {state}")
    return DONE if found.is_all_here else IN_PART


def _devices(who: str) -> list[Device] | None:
    """The devices that are meant; None, having said why, when nobody is."""
    from debo.ledger.carried.outward import devices_of  # noqa: PLC0415
    from debo.ledger.models import Device  # noqa: PLC0415

    device = Device.objects.filter(id=who.lower(), revoked_at=None, forked_at=None).first()
    if device is not None:
        return [device]
    places = _places(who)
    if len(places) != 1:
        several = "; ".join(f"{name} = {place}" for place, name in places.items())
        _refuse(f"Several places are called so: {several}. Give the id." if places
                else f"No facility and no phone is called {who}. Nothing was written.")  # fmt: skip
        return None
    (place,) = places
    devices = devices_of(place)
    if not devices:
        _refuse(f"Nobody has joined on a phone at {places[place]}. Nothing was written.")
        return None
    return devices


def _places(who: str) -> dict[str, str]:
    """Places with this id or, in any language, this name."""
    from debo.people.models import Place  # noqa: PLC0415

    found = {}
    for place in Place.objects.order_by("pk"):
        names = [name for name in (place.name or {}).values() if name]
        if who == place.record or who.casefold() in {name.casefold() for name in names}:
            found[place.record] = names[0] if names else place.record
    return found


def _people(device: Device) -> str:
    from debo.ledger.devices import people_on  # noqa: PLC0415
    from debo.people.access import name_of  # noqa: PLC0415

    names = [name_of(person) for person in people_on(device)]
    return " and ".join(name for name in names if name) or device.id


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return NOTHING
