"""The collaborative that a sheet is brought into: finding it, and making what a foreign sheet names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from debo.collaborative.models import Collaborative
from debo.exchange.names import Named, Names, plain, texts_of
from debo.exchange.plan import Target
from debo.ledger import acts
from debo.ledger.identity import is_uuid, new_record_id
from debo.measures.models import Measure
from debo.measures.rules import SENTENCES, impossible
from debo.people.access import Access
from debo.people.keys import HubSteward
from debo.people.models import FACILITY_KINDS, Person, Place
from debo.people.setting_up import Founding, found, open_collaborative
from debo.periods import Kind


class TargetError(ValueError):
    """The collaborative or the author can't be told from what was said; the message says what there is."""


def find_collaborative(text: str) -> Collaborative:
    """A collaborative by name in any language, or id; the only one there is when nothing was said."""
    rows: list[Collaborative] = list(Collaborative.objects.order_by("pk"))
    if not text and len(rows) == 1:
        return rows[0]
    found_ids = Names(Named(row.record, texts_of(row.name)) for row in rows)
    record = found_ids.find(text) if text else None
    if record is None:
        names = (
            ", ".join(f"“{next(iter((row.name or {}).values()), row.record)}”" for row in rows) or "none yet"
        )
        asked = (
            f"No collaborative is called “{text}”"
            if text
            else "Say which collaborative: --collaborative NAME"
        )
        raise TargetError(f"{asked}. On this hub: {names}. Nothing was changed.")
    return next(row for row in rows if row.record == record)


def find_author(text: str, channel: str) -> str:
    """Who the figures are written by: a person by name or id who may; the hub's steward when nobody was
    named."""
    if not text:
        steward = HubSteward.objects.order_by("pk").first()
        if steward is None:
            raise TargetError("Say in whose name: --author NAME. Nothing was changed.")
        return steward.person
    wanted = {text} if is_uuid(text) else set()
    wanted |= {
        row.record for row in Person.objects.exclude(name=None) if plain(row.name or "") == plain(text)
    }
    access = Access()
    able = [
        p for p in sorted(wanted) if access.standings(p).get(channel, frozenset()) & {"member", "steward"}
    ]
    if len(able) != 1:
        why = "several people of that name may" if able else "nobody of that name may"
        raise TargetError(
            f"The author must be a team member or the steward, and {why} write here: “{text}”. "
            "Nothing was changed. Give the person's id, or leave --author out to write as the steward."
        )
    return able[0]


def target_of(collaborative: Collaborative) -> Target:
    """Names, kinds of period and rules of a collaborative's measures and facilities."""
    measures = {row.record: row for row in Measure.objects.filter(channel=collaborative.channel)}
    places = Place.objects.filter(channel=collaborative.channel, kind__in=FACILITY_KINDS)

    def object_to(measure: str, values: Mapping[str, Any]) -> str | None:
        row = measures[measure]
        code = impossible(values, {"unit": row.unit, "over_hundred": row.over_hundred})
        return None if code is None else str(SENTENCES[code])

    return Target(
        Names(Named(row.record, texts_of(row.name)) for row in measures.values()),
        Names(Named(row.record, texts_of(row.name, row.code)) for row in places),
        {row.record: Kind(row.period_kind or Kind.ETHIOPIAN_MONTH) for row in measures.values()},
        object_to,
        21 if collaborative.month_starts_on == 21 else 1,
    )


def make_collaborative(name: str, author: str) -> tuple[Collaborative, str]:
    """A fresh collaborative of this name with a woreda of the same name; returns it and its steward."""
    founding = Founding(author or "Steward", name, name)
    steward = HubSteward.objects.order_by("pk").first()
    if steward is None:
        person = found(founding)
    else:
        person = steward.person
        open_collaborative(person, new_record_id(), new_record_id(), founding)
    return Collaborative.objects.order_by("-pk")[0], person


def make_facilities(names: Iterable[str], collaborative: Collaborative, author: str) -> int:
    """Facilities of these names under the collaborative's woreda; those that are known are left alone."""
    known = target_of(collaborative).facilities
    drafts = []
    for name in dict.fromkeys(names):
        if name and known.find(name) is None:
            values = {
                "name": {"en": name[:1000]},
                "kind": "health_centre",
                "parent": collaborative.woreda,
                "code": name if re.fullmatch(r"[\w-]{1,40}", name) else None,
            }
            kept = {field: value for field, value in values.items() if value is not None}
            drafts.append(acts.Draft(author, collaborative.channel, "place", kept))
    return len(acts.write_many(drafts))


def make_measures(
    names: Iterable[str], kind: Kind, unit: str, collaborative: Collaborative, author: str
) -> int:
    """Measures of these names, to be completed by people later; those that are known are left alone."""
    known = target_of(collaborative).measures
    drafts = []
    for name in dict.fromkeys(names):
        if name and known.find(name) is None:
            values = {
                "name": {"en": name[:1000]},
                "numerator": {"en": name[:1000]},
                "kind": "process",
                "direction": "neither",
                "unit": unit,
                "period_kind": str(kind),
                "denominator_kind": "register" if unit in ("percent", "per_thousand", "rate") else "none",
                "definition": "Made from a sheet that was brought in; complete what is counted out of what.",
            }
            drafts.append(acts.Draft(author, collaborative.channel, "measure", values))
    return len(acts.write_many(drafts))
