"""The whole demonstration as acts, in steps: each step's people get their rights from the steps before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast, make_cast, person_id, team_id
from debo.demo.catalogue import demo_id, table
from debo.demo.figures import Figure, simulate
from debo.demo.meetings import meetings
from debo.demo.neighbours import neighbours
from debo.demo.problems import problems
from debo.demo.recounts import recounts
from debo.demo.sessions import sessions
from debo.demo.story import Told, choose_changes, tell
from debo.demo.supplies import supplies
from debo.demo.team_work import team_work
from debo.demo.visits import visits
from debo.periods import Kind, Period, period_of

MONTHS = 15
#: What names its team.
OF_A_TEAM = frozenset({"cycle", "asking", "task", "aim", "driver", "idea"})
COLLABORATIVE = demo_id("collaborative")
CHANNEL = f"collaborative:{COLLABORATIVE}"
#: Teams keep the counts of the last months beside the released ones, as phones do.
DRAFT_MONTHS = 2
#: Counts that Almaz's team has typed and not yet released.
UNRELEASED = frozenset({"bundle_admission", "bundle_pushing", "bundle_after"})
#: Counts that Almaz's team has not made yet: a visitor finds something to do.
STILL_DUE = frozenset({"anc4", "syphilis"})
#: The charter closed all but the last months.
OPEN_MONTHS = 3


def last_months(until: date, months: int = MONTHS) -> list[Period]:
    """The last complete Ethiopian months before `until`, oldest first."""
    period = period_of(until, Kind.ETHIOPIAN_MONTH).previous()
    found = [period]
    while len(found) < months:
        found.append(found[-1].previous())
    return found[::-1]


def write_script(seed: int, until: date) -> list[list[Act]]:
    """All acts of the demonstration for a seed and a day."""
    random = Random(seed)  # noqa: S311 - a simulation that must come out the same again, nothing secret
    periods = last_months(until)
    cast = make_cast(random, periods[0].first_day, periods[-1].last_day)
    changes = choose_changes(random)
    figures = [one for one in simulate(random, periods, changes) if not _is_due(one, periods)]
    told = tell(random, periods, changes)
    return [
        list(_land(periods)),
        list(_people(cast, periods)),
        list(_work(cast, periods)),
        list(_members(cast)),
        [*_released(cast, figures, told, periods), *_drafts(cast, figures, told, periods)],
        [*problems(cast, until, CHANNEL), *supplies(cast, until)],
        [*team_work(cast, until), *visits(cast, until, CHANNEL)],
        [*sessions(cast, until, CHANNEL), *neighbours(cast, until, CHANNEL)],
    ]


def _by_steward(type_: str, channel: str, values: dict[str, Any], record: str | None, day: date) -> Act:
    return Act(person_id("steward"), channel, type_, values, record, day)


def _place(key: str | None) -> str | None:
    return None if key is None else demo_id("place", key)


def _land(periods: list[Period]) -> Iterator[Act]:
    day = periods[0].first_day - timedelta(days=20)
    for number, row in enumerate(table("places")):
        values = {"name": row["name"], "kind": row["kind"], "position": f"{number:03}"}
        if row["parent"]:
            values["parent"] = demo_id("place", row["parent"])
        yield _by_steward("place", CHANNEL, values, demo_id("place", row["key"]), day)
    charter = {
        "name": {
            "en": "Demonstration: safe births in Gara Abbaya (invented)",
            "am": "ማሳያ፦ ደኅንነቱ የተጠበቀ ወሊድ በጋራ አባያ (የተፈጠረ)",
            "om": "Agarsiisa: da'umsa nagaa Gaara Abbaayaa (kan uumame)",
        },
        "woreda": demo_id("place", "woreda"),
        "topic": "Mothers and newborns",
        "aim": "By the end of the year nine of ten births get the whole of each bundle, in every facility.",
        "starts": periods[0].first_day.isoformat(),
        "ends": (periods[-1].last_day + timedelta(days=120)).isoformat(),
        "month_starts_on": 1,
        "closes_after_days": 60,
        "approves_aims": True,
        "stage": "action",
        "scope": "scale",
        "attending": "Two from each team: one who was there last time, and whoever has waited longest. "
        "The list with its reasons hangs in every facility.",
        "allowance": "The government’s daily rate and the bus fare, the same for all, paid on the last day.",
        "sees": "A team decides when its counts are shown. Nobody compares facilities at a meeting.",
    }
    yield _by_steward("collaborative", CHANNEL, charter, COLLABORATIVE, day)
    for period in periods[:-OPEN_MONTHS]:
        closed = {"collaborative": COLLABORATIVE, "period": period.id}
        yield _by_steward("closure", CHANNEL, closed, None, period.last_day + timedelta(days=60))


def _departments(cast: Cast) -> list[tuple[str, str]]:
    return sorted({(post.place, post.department) for post in cast.posts if post.department})


def _people(cast: Cast, periods: list[Period]) -> Iterator[Act]:
    day = periods[0].first_day - timedelta(days=10)
    for place, kind in _departments(cast):
        values = {"place": demo_id("place", place), "kind": kind}
        yield _by_steward("department", CHANNEL, values, demo_id("department", place, kind), day)
    written: set[tuple[str, str]] = set()
    for number, post in enumerate(cast.posts):
        channel = f"facility:{demo_id('place', post.place)}"
        since = max(day, post.since)
        if (post.person, channel) not in written:
            written.add((post.person, channel))
            yield _by_steward("person", channel, {"name": post.name}, post.person, since)
        held = {
            "person": post.person,
            "role": post.role,
            "place": demo_id("place", post.place),
            "since": post.since.isoformat(),
        }
        if post.department:
            held["department"] = demo_id("department", post.place, post.department)
        if post.until:
            held["until"] = post.until.isoformat()
        yield _by_steward("role_held", channel, held, demo_id("role_held", number), post.until or since)


def _work(cast: Cast, periods: list[Period]) -> Iterator[Act]:
    day = periods[0].first_day - timedelta(days=5)
    for bundle in table("bundles"):
        values = {k: v for k, v in bundle.items() if k not in ("key", "rates")}
        yield _by_steward(
            "bundle", CHANNEL, {**values, "example": True}, demo_id("bundle", bundle["key"]), day
        )
    for measure in table("measures"):
        yield _by_steward(
            "measure", CHANNEL, measure_values(measure), demo_id("measure", measure["key"]), day
        )
    for key, (place, department) in cast.teams.items():
        row = next(p for p in table("places") if p["key"] == place)
        values = {"name": _team_name(row["name"], department), "place": demo_id("place", place)}
        if department:
            values["department"] = demo_id("department", place, department)
        yield _by_steward("team", CHANNEL, values, team_id(key), day)


def measure_values(row: dict[str, Any]) -> dict[str, Any]:
    """The record of a measure from its row in measures.json, without what only the simulation reads."""
    kept = ("name", "numerator", "kind", "direction", "unit", "denominator_kind", "source_form", "position")
    values = {name: row[name] for name in kept}
    values |= {"period_kind": "ethiopian_month", "reported_by": row["at"]}
    kept_if_there = ("goal", "over_hundred", "optional", "numerator_event", "denominator_event")
    values |= {name: row[name] for name in kept_if_there if name in row}
    if row.get("denominator"):
        values["denominator"] = row["denominator"]
    if "bundle" in row:
        values["bundle"] = demo_id("bundle", row["bundle"])
    return values


def _team_name(facility: dict[str, str], department: str) -> dict[str, str]:
    parts = {
        "": {"en": "QI team", "am": "የጥራት ማሻሻያ ቡድን", "om": "Garee fooyya'iinsa qulqullinaa"},
        "delivery": {"en": "delivery room team", "am": "የማዋለጃ ክፍል ቡድን", "om": "Garee kutaa da'umsaa"},
        "newborn": {"en": "newborn care team", "am": "የጨቅላ እንክብካቤ ቡድን", "om": "Garee kunuunsa daa'immanii"},
    }[department]
    return {language: f"{facility[language]}, {parts[language]}" for language in ("en", "am", "om")}


def _members(cast: Cast) -> Iterator[Act]:
    for member in cast.members:
        place, _ = cast.teams[member.team]
        values = {
            "team": team_id(member.team),
            "person": member.person,
            "part": member.part,
            "since": member.since.isoformat(),
        }
        if member.until:
            values["until"] = member.until.isoformat()
        channel = f"facility:{demo_id('place', place)}"
        yield _by_steward("team_member", channel, values, None, member.since)


def _team_of(facility: str) -> str:
    """The team that speaks for a facility: a health post's is its health centre's."""
    row = next(p for p in table("places") if p["key"] == facility)
    if row["kind"] == "health_post":
        return str(row["parent"])
    return "hospital-delivery" if row["kind"] == "hospital" else facility


def _figure_act(cast: Cast, figure: Figure, channel: str) -> Act:
    values = {
        "measure": demo_id("measure", figure.measure),
        "facility": demo_id("place", figure.facility),
        "period": figure.period.id,
        **figure.values,
    }
    day = figure.period.last_day + timedelta(days=4)
    if channel == CHANNEL:
        values["reported_on"] = day.isoformat()
    return Act(cast.lead(_team_of(figure.facility)), channel, "observation", values, None, day)


def _told_act(cast: Cast, told: Told, channel: str) -> Act:
    team = _team_of(told.facility)
    values = {**told.values, "facility": demo_id("place", told.facility)}
    if told.type in OF_A_TEAM:
        values["team"] = team_id(team)
    return Act(cast.lead(team), channel, told.type, values, told.record, told.day)


def _is_due(figure: Figure, periods: list[Period]) -> bool:
    return figure.facility == "hc1" and figure.measure in STILL_DUE and figure.period == periods[-1]


def _is_unreleased(figure: Figure, periods: list[Period]) -> bool:
    return figure.facility == "hc1" and figure.measure in UNRELEASED and figure.period == periods[-1]


def _released(cast: Cast, figures: list[Figure], told: list[Told], periods: list[Period]) -> Iterator[Act]:
    for figure in figures:
        if not _is_unreleased(figure, periods):
            yield _figure_act(cast, figure, CHANNEL)
    yield from recounts(cast, figures, periods, CHANNEL)
    for one in told:
        if one.released:
            yield _told_act(cast, one, CHANNEL)


def _drafts(cast: Cast, figures: list[Figure], told: list[Told], periods: list[Period]) -> Iterator[Act]:
    recent = set(periods[-DRAFT_MONTHS:])
    for figure in figures:
        if figure.period in recent:
            yield _figure_act(cast, figure, f"team:{team_id(_team_of(figure.facility))}")
    for one in told:
        if one.type in OF_A_TEAM:
            yield _told_act(cast, one, f"team:{team_id(_team_of(one.facility))}")
    yield from meetings(cast, periods)
