"""`debo history`: a record as it was on any day, and who changed what."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from debo.ledger.history import Written
    from debo.ledger.replicated import Declaration

DESCRIPTION = """\
Show a record as it was on a day and who changed what, from the entries alone. A day counts by this hub's
clock in Addis Ababa: what had come here by its end. When a phone says it was written is only that phone's
claim; it stands beside. For whoever owns this machine; in the administration the steward sees what they
may read."""

EXAMPLES = """\
examples:
  debo history 0190a1b2-…                             by a record's id
  debo history place "Haro Gudina"                    by kind and words
  debo history observation 0190a1b2-… --on 2026-11-23
  debo history place Haro --on "14 Hidar 2019"        or 14/3/2019, in the Ethiopian calendar"""

DONE, NOTHING = 0, 2
#: More that fit the words than a person can choose from.
_MOST_LISTED = 20


def register(subparsers: Any) -> None:
    """Add `debo history` to the command."""
    parser = subparsers.add_parser(
        "history",
        help="a record as it was on any day, and who changed what",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what", nargs="+", metavar="WHAT", help="a record's id, or a kind of record and words"
    )
    parser.add_argument("--on", default="", metavar="DAY", help="as it was at the end of this day")
    parser.add_argument("--channel", default="", help="only in this channel")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print it; 2 when there is no such record, or several."""
    from debo.embedded import open_hub  # noqa: PLC0415
    from debo.periods import PeriodError  # noqa: PLC0415
    from debo.periods.day import parse_day  # noqa: PLC0415

    open_hub()
    try:
        day = parse_day(args.on) if args.on else None
    except PeriodError as error:
        print(error, file=sys.stderr)
        return NOTHING
    found = find(args.what, args.channel)
    records = {(declared.type, record) for declared, _channel, record in found}
    if len(records) != 1:
        return _refuse(found, " ".join(args.what))
    told = [_tell(*one, day) for one in found]
    if args.json:
        print(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        for one in told:
            _print(one, day)
    return DONE


def find(what: list[str], channel: str = "") -> list[tuple[Declaration, str, str]]:
    """(declaration, channel, record) of what is meant: by id in the entries, else by words in the records."""
    from debo.ledger.identity import is_uuid  # noqa: PLC0415
    from debo.ledger.models import Entry  # noqa: PLC0415
    from debo.ledger.replicated import REGISTRY  # noqa: PLC0415

    *kind, words = what if what[0] in REGISTRY and len(what) > 1 else [" ".join(what)]
    if len(kind) > 1:
        kind, words = kind[:1], " ".join(what[1:])
    if is_uuid(words):
        kept = Entry.objects.filter(record=words)
        places = sorted(set(kept.values_list("type", "channel")))
        found = [(REGISTRY[one], place, words) for one, place in places if one in REGISTRY]
    else:
        found = [one for declared in REGISTRY.values() for one in _named(declared, words)]
    return [
        one for one in found if (not kind or one[0].type == kind[0]) and (not channel or one[1] == channel)
    ]


def _named(declared: Declaration, words: str) -> list[tuple[Declaration, str, str]]:
    rows = declared.model._base_manager.order_by("channel", "record")
    wanted = words.casefold()
    return [
        (declared, row.channel, row.record) for row in rows.iterator() if wanted in _names(row).casefold()
    ]


def _names(row: Any) -> str:
    said = [getattr(row, name, None) for name in ("name", "question", "text")]
    texts = [one.values() if isinstance(one, dict) else (one,) for one in said if one]
    return " ".join(str(text) for several in texts for text in several)


def _refuse(found: list[tuple[Declaration, str, str]], words: str) -> int:
    if not found:
        print(f"No record is called {words}. Say a kind and words, or a record's id.", file=sys.stderr)
        return NOTHING
    print(f"Several records are called {words}. Say which, by its id:", file=sys.stderr)
    for declared, channel, record in found[:_MOST_LISTED]:
        row = declared.model._base_manager.filter(channel=channel, record=record).first()
        print(f"  {declared.type} {record}  {row or ''}  {channel}", file=sys.stderr)
    if len(found) > _MOST_LISTED:
        print(f"  and {len(found) - _MOST_LISTED} more", file=sys.stderr)
    return NOTHING


def _tell(declared: Declaration, channel: str, record: str, day: date | None) -> dict[str, Any]:
    from debo.ledger.history import as_on, end_of, history  # noqa: PLC0415

    until = end_of(day) if day else None
    state = as_on(declared, channel, record, until)
    return {
        "type": declared.type,
        "record": record,
        "channel": channel,
        "on": day,
        "values": state.values,
        "at_once": state.beside,
        "entries": [_entry(one, until) for one in history(declared, channel, record)],
    }


def _entry(one: Written, until: datetime | None) -> dict[str, Any]:
    from debo.ledger.history import was_erased  # noqa: PLC0415

    return {
        "came": one.came,
        "after": until is not None and one.came >= until,
        "claimed": one.at,
        "corrected": one.corrected,
        "author": one.author,
        "name": one.name or ("erased by law" if was_erased(one.author) else ""),
        "device": one.device,
        "label": one.label,
        "stamp": one.stamp,
        "late": one.late,
        "erased": one.erased,
        "newer": one.newer,
        "reason": one.reason,
        "sentence": one.sentence,
        "changes": [vars(change) for change in one.changes],
    }


def _print(told: dict[str, Any], day: date | None) -> None:
    from debo.ledger.history import plain  # noqa: PLC0415

    print(f"{told['type']} {told['record']} in {told['channel']}")
    print(f"As it was at the end of {_both(day)}, by what had come to this hub:" if day else "As it is now:")
    for label, value in told["values"].items():
        beside = "".join(f"  (at the same time also: {plain(one)})" for one in told["at_once"].get(label, ()))
        print(f"  {label}: {plain(value)}{beside}")
    if not told["values"]:
        print("  nothing")
    for one in told["entries"]:
        _print_entry(one)
    print()


def _print_entry(one: dict[str, Any]) -> None:
    later = "  — after that day" if one["after"] else ""
    print(f"\n{_moment(one['came'])} came{later}")
    print(f"  by {one['name'] or one['author']} on {one['label'] or 'device'} {one['device']}")
    claim = _moment(one["claimed"]) if one["claimed"] else "a date that can't be read"
    right = one["corrected"]
    put_right = f"; by its clock's error, {_moment(right)}" if right and right != one["claimed"] else ""
    print(f"  written, as that device claims, {claim}{put_right}")
    if one["erased"]:
        print("  its content was erased by law")
    if one["reason"]:
        print(f"  set aside ({one['reason']}): {one['sentence']}")
    if one["late"]:
        print("  it had been set aside first, and was taken later")
    for change in one["changes"]:
        print(f"  {_change(change, is_aside=bool(one['reason']))}")
    if one["newer"]:
        print(f"  from a newer version of Debo: {', '.join(one['newer'])}")


def _change(change: dict[str, Any], *, is_aside: bool) -> str:
    from debo.ledger.history import plain  # noqa: PLC0415

    if is_aside:
        return f"{change['label']}: wanted {plain(change['written'])}"
    text = f"{change['label']}: {plain(change['before'])} → {plain(change['after'])}"
    if change["after"] != change["written"]:
        text += f" (wrote {plain(change['written'])})"
    beside = ", ".join(plain(one) for one in change["beside"])
    return f"{text} — at the same time also: {beside}" if beside else text


def _moment(moment: datetime) -> str:
    from django.utils import timezone  # noqa: PLC0415

    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def _both(day: date) -> str:
    from debo.periods.labels import day_label  # noqa: PLC0415

    return f"{day.isoformat()} ({day_label(day, 'en', 'ethiopian')})"
