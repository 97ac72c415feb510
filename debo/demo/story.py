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
#: The diagram of Almaz's team: key, the driver it belongs to, text, measure.
DRIVERS = (
    ("ready", None, "Everything is at hand on admission", "bundle_admission"),
    ("forms", "ready", "Forms and pens lie where they are used", None),
    ("together", None, "Mothers and companions know what to expect", None),
    ("skills", None, "Every midwife knows the danger signs", None),
)
#: Which ideas of its team hang on which of these drivers.
HANGS_ON = {5: "forms", 6: "together"}
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
        *_aim(periods),
        _aim_that_waits(periods),
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
            yield from _idea(number, tried[number], change.facility, begin)
            yield from _ramp(
                f"{change.facility}|{number}", change.facility, idea, begin, _idea_id(number, tried[number])
            )


def _other_cycles(random: Random, periods: list[Period]) -> Iterator[Told]:
    """Cycles after which nothing changed on the chart, abandoned ones among them."""
    centres = [place["key"] for place in table("places") if place["kind"] == "health_centre"]
    for number, idea in enumerate(table("ideas")):
        if not idea["works"]:
            begin = periods[random.randint(4, 11)].first_day + timedelta(days=9)
            facility = random.choice(centres)
            yield from _idea(number, 1, facility, begin)
            yield from _ramp(f"{facility}|{number}", facility, idea, begin, _idea_id(number, 1))


def _idea_id(number: int, time: int) -> str:
    return demo_id("idea", number, time)


def _idea(number: int, time: int, facility: str, begin: date) -> Iterator[Told]:
    """The idea as a team has shown it; the second team took it over from the first."""
    row = table("ideas")[number]
    first = row["cycles"][0]
    values = {"text": row["text"], "topic": row["topic"], "how": first["what"], "reach": "ours"}
    values["measure"] = demo_id("measure", row["measure"])
    if time > 1:
        values["copied_from"] = _idea_id(number, time - 1)
    if number in HANGS_ON and facility == "hc1":
        values["driver"] = demo_id("driver", HANGS_ON[number])
    yield Told("idea", facility, values, _idea_id(number, time), begin)


def _aim(periods: list[Period]) -> Iterator[Told]:
    """Almaz's team: one aim, three primary drivers, of which nobody tests the last."""
    day = periods[4].first_day
    aim = demo_id("aim", "hc1")
    yield Told(
        "aim",
        "hc1",
        {
            "what": "births with the whole bundle on admission",
            "whom": "every mother who gives birth here",
            "measure": demo_id("measure", "bundle_admission"),
            "start": 54,
            "target": 85,
            "by": (periods[-1].last_day + timedelta(days=120)).isoformat(),
            "why": "Danger signs on admission were seen too late.",
            "sponsor_role": "woreda_officer",
            "sponsor_place": demo_id("place", "woreda"),
        },
        aim,
        day,
    )
    for number, (key, parent, text, measure) in enumerate(DRIVERS, 1):
        values = {"aim": aim, "text": text, "position": f"{number * 10:04}"}
        if parent:
            values["parent"] = demo_id("driver", parent)
        if measure:
            values["measure"] = demo_id("measure", measure)
        yield Told("driver", "hc1", values, demo_id("driver", key), day)


def _aim_that_waits(periods: list[Period]) -> Told:
    """Another team has just shown its aim; those who look after it find it waiting for their word."""
    values = {
        "what": "women who come for the fourth visit",
        "whom": "every pregnant woman of our catchment",
        "measure": demo_id("measure", "anc4"),
        "start": 61,
        "target": 75,
        "by": (periods[-1].last_day + timedelta(days=120)).isoformat(),
        "why": "Many come three times and then not again.",
    }
    return Told("aim", "hc3", values, demo_id("aim", "hc3"), periods[-1].first_day)


def _ramp(key: str, facility: str, idea: Mapping[str, Any], begin: date, record_of: str) -> Iterator[Told]:
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
        values = {**plan, **dates, **link, "measure": measure, "idea": record_of}
        yield Told("cycle", facility, values, record, ends)
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
