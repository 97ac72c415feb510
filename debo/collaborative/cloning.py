"""One collaborative made after another, for the next woreda: what was agreed and learned, never counts.

Copied are the charter, the common measures with their clinical bundles, the ideas of the change package with
their drivers, the own words, and the sessions with their agendas, moved to the new first day. No count, no
person, no draft and nobody's name goes along: what could hold one is left out field by field (`_KEPT`).
Done twice it adds only what has come since, and never writes over what the new woreda has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from debo.collaborative.models import Collaborative
from debo.collaborative.place_lines import PlaceLine
from debo.collaborative.refusals import NeedsNames, NoSuchCollaborative, SameWoreda
from debo.ledger import acts
from debo.ledger.identity import derived_id, new_record_id
from debo.ledger.replicated import REGISTRY
from debo.ledger.turn import writing
from debo.people.models import Place
from debo.people.setting_up import Founding, open_collaborative

#: What goes along of each type; everything else stays where it was written.
_KEPT: dict[str, tuple[str, ...]] = {
    "collaborative": (
        "topic", "aim", "month_starts_on", "closes_after_days", "report_due_after_days", "approves_aims",
        "sees", "attending", "allowance",
    ),
    "place": ("name", "kind", "code", "parent"),
    "bundle": ("name", "version", "elements", "example", "source"),
    "measure": (
        "name", "numerator", "denominator", "kind", "direction", "unit", "period_kind", "denominator_kind",
        "source_form", "bundle", "reported_by", "optional", "goal", "over_hundred", "position", "definition",
        "numerator_event", "denominator_event", "due_after_days",
    ),
    "aim": ("team", "what", "whom", "measure", "why"),
    "driver": ("team", "aim", "parent", "text", "measure", "position"),
    "idea": ("team", "driver", "text", "how", "needs", "topic", "reach", "measure", "position"),
    "own_word": ("word", "said"),
    "learning_session": ("number", "theme", "starts", "ends", "seats", "focus"),
    "agenda_part": ("session", "day", "begins", "minutes", "kind", "track", "title"),
}  # fmt: skip
#: Fields of a copy that name another copied record.
_NAMING = {"bundle": "bundle", "measure": "measure", "aim": "aim", "driver": "driver",
           "parent": "driver", "session": "learning_session"}  # fmt: skip
#: Decisions after which an idea belongs to the change package; an abandoned one stays where it was tried.
_WORKED = ("adopt", "adapt")
_HIGHEST = 8


@dataclass(frozen=True)
class Wanted:
    """The new collaborative as the steward says it; names are in their own `language`."""

    woreda: str
    name: str
    language: str = "en"
    #: Its first day; today without it.
    starts: date | None = None
    places: tuple[PlaceLine, ...] = ()


@dataclass
class Cloned:
    """What came of it: the new id, what was copied this time, and what stood there already."""

    collaborative: str
    copied: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)

    @property
    def is_new(self) -> bool:
        """Whether it was made just now."""
        return self.copied["collaborative"] > 0


def clone(source: str, wanted: Wanted, by: str) -> Cloned:
    """Make a collaborative after `source` (an id) for another woreda; refuses with NotCloned.

    The same source and the same woreda's name are the same clone.
    """
    charter = Collaborative.objects.filter(record=source, channel=f"collaborative:{source}").first()
    if charter is None:
        raise NoSuchCollaborative
    if not wanted.woreda.strip() or not wanted.name.strip():
        raise NeedsNames
    own = Place.objects.filter(record=charter.woreda, channel=charter.channel).first()
    if own and _folded(wanted.woreda) in map(_folded, (own.name or {}).values()):
        raise SameWoreda
    with writing():
        return _Cloning(charter, wanted, by).run()


class _Cloning:
    def __init__(self, charter: Collaborative, wanted: Wanted, by: str) -> None:
        self.charter, self.wanted, self.by = charter, wanted, by
        self.before = charter.channel
        self.done = Cloned(self._clone_there_is() or new_record_id())
        self.channel = f"collaborative:{self.done.collaborative}"
        self.first = _day(self._now("starts")) or wanted.starts or timezone.localdate()
        began = _day(charter.starts)
        self.days = (self.first - began).days if began else 0
        #: Ids of copied records by the type and the id they were made after.
        self.made: dict[tuple[str, str], str] = {}

    def run(self) -> Cloned:
        self.woreda = self._found()
        self._copy_places()
        bundles = [one for one in self._all("bundle") if one.name]
        replaced = {one.replaces for one in bundles}
        self._copy("bundle", (one for one in bundles if one.record not in replaced))
        self._copy("measure", (one for one in self._all("measure") if self._is_common(one)))
        self._copy_package()
        self._copy("own_word", (one for one in self._all("own_word") if not one.withdrawn))
        sessions = [one for one in self._all("learning_session") if not one.withdrawn]
        self._copy("learning_session", sessions)
        parts = (one for one in self._all("agenda_part") if not one.withdrawn)
        self._copy("agenda_part", (one for one in parts if ("learning_session", one.session) in self.made))
        return self.done

    def _clone_there_is(self) -> str:
        """The id of the clone that was made before for this woreda; empty when there is none."""
        said = _folded(self.wanted.woreda)
        for one in Collaborative.objects.filter(cloned_from=self.charter.record).order_by("pk"):
            place = Place.objects.filter(record=one.woreda, channel=one.channel).first()
            if place and said in map(_folded, (place.name or {}).values()):
                return one.record
        return ""

    def _now(self, name: str) -> Any:
        new = Collaborative.objects.filter(record=self.done.collaborative, channel=self.channel).first()
        return getattr(new, name) if new else None

    def _found(self) -> str:
        """The charter and its woreda; returns the woreda's place."""
        there = self._now("woreda")
        if there:
            self.done.kept["collaborative"] += 1
            return str(there)
        woreda = derived_id("place", (self.done.collaborative, "woreda"))
        self._copy_above(woreda)
        founding = Founding("", self.wanted.name.strip(), self.wanted.woreda.strip(), self.wanted.language)
        open_collaborative(self.by, self.done.collaborative, woreda, founding)
        ends = _day(self.charter.ends)
        values = {
            **_said(self.charter, _KEPT["collaborative"]),
            "starts": self.first.isoformat(),
            **({"ends": (ends + timedelta(self.days)).isoformat()} if ends and self.charter.starts else {}),
            "stage": "prework",
            "scope": "scale",
            "cloned_from": self.charter.record,
        }
        acts.write(self.by, self.channel, "collaborative", values, self.done.collaborative)
        self.done.copied["collaborative"] += 1
        return woreda

    def _copy_above(self, woreda: str) -> None:
        """The zone, region and country of the first woreda are the next one's, until somebody changes it."""
        at = self._place(self.charter.woreda)
        parent = at.parent if at else None
        if parent:
            acts.write(self.by, self.channel, "place", {"parent": parent, **self._woreda()}, woreda)
        for _step in range(_HIGHEST):
            above = self._place(parent)
            if above is None:
                return
            acts.write(self.by, self.channel, "place", _said(above, _KEPT["place"]), above.record)
            parent = above.parent

    def _woreda(self) -> dict[str, Any]:
        return {"name": {self.wanted.language: self.wanted.woreda.strip()}, "kind": "woreda"}

    def _place(self, record: str | None) -> Place | None:
        return Place.objects.filter(record=record, channel=self.before).first() if record else None

    def _copy_places(self) -> None:
        """Nothing is copied here: the new woreda's facilities are the ones that were entered."""
        made: dict[str, str] = {}
        drafts = []
        for line in self.wanted.places:
            record = derived_id("place", (self.done.collaborative, line.key))
            values = {
                "name": {self.wanted.language: line.name},
                "kind": line.kind,
                "parent": made.get(line.parent, self.woreda),
                **({"code": line.code} if line.code else {}),
            }
            made[line.key] = record
            drafts.append(acts.Draft(self.by, self.channel, "place", values, record))
        self._write("place", drafts)

    def _is_common(self, measure: Any) -> bool:
        """A measure of the charter, not one team's own, and not on a bundle whose list was replaced."""
        bundle = measure.bundle
        return bool(measure.name and not measure.team and (not bundle or ("bundle", bundle) in self.made))

    def _copy_package(self) -> None:
        ideas = {one.record: one for one in self._all("idea") if not one.withdrawn and one.text}
        worked = {
            one.idea for one in self._all("cycle") if not one.withdrawn and one.decision in _WORKED
        }  # fmt: skip
        # Of an idea that many took over, the first one goes along.
        wanted = {_first(record, ideas) for record in worked if record in ideas}
        chosen = [one for record, one in ideas.items() if record in wanted]
        drivers = {one.record: one for one in self._all("driver") if not one.withdrawn}
        near = [drivers[one.driver] for one in chosen if one.driver in drivers]
        primary = [drivers[one.parent] for one in near if one.parent in drivers]
        hung = list({one.record: one for one in [*primary, *near]}.values())
        aims = {one.aim for one in hung}
        # The number a team started from and wanted to reach is its own; its words explain the drivers.
        over = {"facility": self.woreda, "ended": self.first.isoformat()}
        self._copy("aim", (one for one in self._all("aim") if one.record in aims), over)
        here = {"facility": self.woreda}
        self._copy("driver", (one for one in hung if ("aim", one.aim) in self.made), here)
        self._copy("idea", chosen, here, came_from="copied_from")

    def _all(self, type_: str) -> list[Any]:
        return list(REGISTRY[type_].model._base_manager.filter(channel=self.before).order_by("pk"))

    def _copy(
        self, type_: str, rows: Iterable[Any], over: Mapping[str, Any] | None = None, came_from: str = ""
    ) -> None:
        drafts = []
        for row in rows:
            record = self._id(type_, row)
            self.made[type_, row.record] = record
            values = {**self._moved(type_, row), **(over or {})}
            if came_from:
                values[came_from] = row.record
            if "collaborative" in REGISTRY[type_].fields:
                values["collaborative"] = self.done.collaborative
            drafts.append(acts.Draft(self.by, self.channel, type_, values, record))
        self._write(type_, drafts)

    def _id(self, type_: str, row: Any) -> str:
        if REGISTRY[type_].key:
            return str(row.record)
        return derived_id(type_, (self.done.collaborative, str(row.record)))

    def _moved(self, type_: str, row: Any) -> dict[str, Any]:
        return dict(self._moved_fields(_said(row, _KEPT[type_])))

    def _moved_fields(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in values.items():
            if name in _NAMING:
                copy = self.made.get((_NAMING[name], str(value)))
                # A copied driver hangs on a copied one; what wasn't copied isn't named.
                if copy:
                    yield name, copy
            elif name in ("starts", "ends", "day") and (day := _day(value)):
                yield name, (day + timedelta(self.days)).isoformat()
            else:
                yield name, value

    def _write(self, type_: str, drafts: Sequence[acts.Draft]) -> None:
        model = REGISTRY[type_].model
        there = set(
            model._base_manager.filter(channel=self.channel, record__in=[one.record for one in drafts])
            .values_list("record", flat=True)
        )  # fmt: skip
        new = [one for one in drafts if one.record not in there]
        acts.write_many(new)
        if new:
            self.done.copied[type_] += len(new)
        if there:
            self.done.kept[type_] += len(there)


def _said(row: Any, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}


def _folded(name: object) -> str:
    return " ".join(str(name).casefold().split())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _first(record: str, ideas: Mapping[str, Any]) -> str:
    """The idea it was first taken over from, as far as it is here."""
    passed = {record}
    while (above := ideas[record].copied_from) in ideas and above not in passed:
        passed.add(above)
        record = above
    return record
