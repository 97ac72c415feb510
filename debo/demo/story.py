"""What the demonstration's teams tried and what happened to them: cycles, events, phases, baselines,
goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from debo.demo.catalogue import demo_id, table
from debo.demo.figures import Change
from debo.periods import Period

#: Series that change for certain, so that who logs in as Almaz or Dr Yonas has a story to look at.
TOLD = (
    Change("bundle_admission", "hc1", 6),
    Change("syphilis", "hc1", 8),
    Change("bundle_after", "hospital", 7),
    Change("home_visit", "hc1p1", 7),
)
#: An idea is tried by at most so many teams; more would read like copies.
TEAMS_PER_IDEA = 2
CYCLE_DAYS = 16
#: The months the collaborative agreed on as its baseline.
BASELINE_MONTHS = 6
BASELINE_MEASURES = ("anc4", "syphilis", "skilled", "pnc48")
PHASED = ("bundle_admission", "syphilis", "bundle_after")


@dataclass(frozen=True)
class Told:
    """A record of the story, at a facility of a team. `released` is false for what the team keeps to
    itself."""

    type: str
    facility: str
    values: dict[str, Any]
    record: str | None
    day: date
    released: bool = True


def choose_changes(random: Random) -> list[Change]:
    """Which measures change where and from which month; the number per measure is in measures.json."""
    changes = list(TOLD)
    for measure in table("measures"):
        wanted = measure.get("changing", 0)
        places = [p["key"] for p in table("places") if p["kind"] in measure["at"]]
        told = [change.facility for change in TOLD if change.measure == measure["key"]]
        others = random.sample([key for key in places if key not in told], max(wanted - len(told), 0))
        changes += [Change(measure["key"], key, random.randint(5, 9)) for key in others]
    return changes


def tell(random: Random, periods: list[Period], changes: list[Change]) -> list[Told]:
    """The whole story in the order of its writing."""
    return [
        *_baselines(periods),
        *_goals(periods),
        *_cycles_of_changes(periods, changes),
        *_other_cycles(random, periods),
        _unfinished_cycle(periods),
        *_asked_and_agreed(periods),
        *_events(periods),
        *_phases(periods, changes),
    ]


def _cycles_of_changes(periods: list[Period], changes: list[Change]) -> Iterator[Told]:
    tried: dict[int, int] = {}
    for change in changes:
        ideas = [(i, row) for i, row in enumerate(table("ideas")) if row["works"]]
        fitting = [
            (i, r) for i, r in ideas if r["measure"] == change.measure and tried.get(i, 0) < TEAMS_PER_IDEA
        ]
        if fitting:
            number, idea = fitting[0]
            tried[number] = tried.get(number, 0) + 1
            begin = periods[change.month - 1].first_day + timedelta(days=6)
            yield from _ramp(f"{change.facility}|{number}", change.facility, idea, begin)


def _other_cycles(random: Random, periods: list[Period]) -> Iterator[Told]:
    """Cycles after which nothing changed on the chart, abandoned ones among them."""
    centres = [place["key"] for place in table("places") if place["kind"] == "health_centre"]
    for number, idea in enumerate(table("ideas")):
        if not idea["works"]:
            begin = periods[random.randint(4, 11)].first_day + timedelta(days=9)
            facility = random.choice(centres)
            yield from _ramp(f"{facility}|{number}", facility, idea, begin)


def _ramp(key: str, facility: str, idea: Mapping[str, Any], begin: date) -> Iterator[Told]:
    """The linked cycles of one idea, one after the other."""
    previous = None
    for number, cycle in enumerate(idea["cycles"]):
        starts = begin + timedelta(days=number * (CYCLE_DAYS + 5))
        ends = starts + timedelta(days=CYCLE_DAYS)
        record = demo_id("cycle", key, number)
        dates = {"starts": starts.isoformat(), "started": starts.isoformat(), "ends": ends.isoformat()}
        plan = _planned(cycle, sum(map(ord, f"{key}|{number}")), number)
        link: dict[str, str] = {} if previous is None else {"previous": previous}
        measure = demo_id("measure", idea["measure"])
        yield Told("cycle", facility, {**plan, **dates, **link, "measure": measure}, record, ends)
        previous = record


def _planned(cycle: Mapping[str, Any], turn: int, number: int) -> dict[str, Any]:
    """The plan with its scale, its role and what was predicted before; not every team did all of it."""
    scale = ("unit", "facility")[turn % 2] if number else ("one", "shift", "week", "facility")[turn % 4]
    plan = {**cycle, "scale": scale, "role": ("midwife", "nurse", "mch_focal")[turn % 3]}
    if turn % 5:
        plan["first_prediction"] = cycle["prediction"]
    return plan


def _unfinished_cycle(periods: list[Period]) -> Told:
    """Almaz's team has just planned one; it is a draft that nobody else sees."""
    starts = periods[-1].last_day + timedelta(days=2)
    values = {
        "measure": demo_id("measure", "bundle_pushing"),
        "question": "Is everything ready before pushing if we check the kit at each handover?",
        "prediction": "Nothing will be missing in nine of ten births.",
        "who": "The midwife who leaves and the one who comes",
        "what": "Open the kit together and tick what is there",
        "when": "At each change of shift for two weeks",
        "where": "Delivery room",
        "data": "Ticks: complete, or what was missing",
        "starts": starts.isoformat(),
        "scale": "shift",
        "role": "midwife",
    }
    return Told("cycle", "hc1", values, demo_id("cycle", "unfinished"), starts, released=False)


def _asked_and_agreed(periods: list[Period]) -> Iterator[Told]:
    """Before it begins, Almaz's team asks who must work differently, and shares out the work."""
    day = periods[-1].last_day + timedelta(days=2)
    cycle = demo_id("cycle", "unfinished")
    asked = {
        "cycle": cycle,
        "question": "Is everything ready before pushing if we check the kit at each handover?",
        "asked_on": day.isoformat(),
    }
    cleaner = {"answer": "agrees", "words": "I pack it anyway; tell me what was missing."}
    yield Told("asking", "hc1", {**asked, "role": "cleaner", **cleaner}, None, day, released=False)
    yield Told("asking", "hc1", {**asked, "role": "nurse"}, None, day, released=False)
    for number, row in enumerate(table("tasks")):
        due = day + timedelta(days=row["after"])
        values = {"text": row["text"], "role": row["role"], "due": due.isoformat(), "cycle": cycle}
        if row.get("done"):
            values["done_on"] = day.isoformat()
        yield Told("task", "hc1", values, demo_id("task", number), day, released=False)


def _events(periods: list[Period]) -> Iterator[Told]:
    for number, row in enumerate(table("events")):
        day = periods[row["month"]].first_day + timedelta(days=11)
        values = {"day": day.isoformat(), "text": row["text"]}
        if "measure" in row:
            values["measure"] = demo_id("measure", row["measure"])
        yield Told("event", row["at"], values, demo_id("event", number), day)


def _baselines(periods: list[Period]) -> Iterator[Told]:
    last = periods[BASELINE_MONTHS - 1]
    reason = "The six months before the second learning session, as agreed there."
    for place in table("places"):
        for measure in table("measures"):
            if measure["key"] in BASELINE_MEASURES and place["kind"] in measure["at"]:
                values = {"measure": demo_id("measure", measure["key"]), "last": last.id, "reason": reason}
                yield Told("baseline", place["key"], values, None, last.last_day)


def _goals(periods: list[Period]) -> Iterator[Told]:
    by = (periods[-1].last_day + timedelta(days=120)).isoformat()
    for facility, measure, value in (
        ("hc1", "bundle_admission", 85),
        ("hc1", "syphilis", 95),
        ("hc3", "anc4", 75),
        ("hospital", "bundle_after", 80),
    ):
        values = {"measure": demo_id("measure", measure), "value": value, "by": by}
        yield Told("goal", facility, values, None, periods[3].last_day)


def _phases(periods: list[Period], changes: list[Change]) -> Iterator[Told]:
    """People began a new phase where a change was understood and had held; not everywhere, and never by
    itself."""
    reasons = {
        "bundle_admission": "The tray is in use at every admission; the change has held.",
        "syphilis": "Midwives test in the antenatal room since this month.",
        "bundle_after": "The companion helps with skin to skin at every birth since this month.",
    }
    for change in changes:
        if change in TOLD and change.measure in PHASED:
            starts = periods[change.month]
            values = {
                "measure": demo_id("measure", change.measure),
                "starts": starts.id,
                "reason": reasons[change.measure],
            }
            written = min(periods[change.month + 3].last_day, periods[-1].last_day)
            yield Told("phase", change.facility, values, None, written)
