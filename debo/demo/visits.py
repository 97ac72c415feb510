"""What the mentors of the demonstration wrote: visits, agreed actions, a rhythm; and who holds what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast, person_id, team_id
from debo.demo.catalogue import demo_id

FACILITY = "hc1"
#: Days ago, departments met, what was shown, what goes well.
VISITS: list[tuple[int, list[str], str, str]] = [
    (
        96,
        ["delivery"],
        "We put the kit together, item by item, and let the night shift find what is missing.",
        "The partograph is begun in time.",
    ),
    (
        62,
        ["delivery", "anc"],
        "We drew the run chart by hand and read it together.",
        "Counts come on the day they are due.",
    ),
    (
        27,
        ["delivery", "laboratory"],
        "Almaz led the meeting; the mentor listened.",
        "The team tested without being asked to.",
    ),
]
#: Of the last visit: what was agreed, whose role it is, days to go.
AGREED = [
    ("Show the kit to the new midwives", "midwife", -4),
    ("Ask the laboratory when tests run low", "laboratory", 9),
]
#: Function, who held it how many days ago, and when the woreda is to take it over.
HELD: list[tuple[str, str, int, int | None]] = [
    ("mentoring", "partner", 400, None),
    ("mentoring", "shared", 120, 90),
    ("data_check", "woreda", 60, None),
    ("sessions", "shared", 200, 150),
    ("server", "partner", 400, 120),
    ("training", "shared", 100, 60),
    ("budget", "partner", 400, 210),
]
READY = [
    ("mentoring", "Two officers of the woreda have visited alone", 30),
    ("mentoring", "Fuel for visits stands in the woreda’s budget", None),
    ("server", "Somebody of the woreda has restored a backup", None),
]


def visits(cast: Cast, until: date, channel: str) -> Iterator[Act]:
    """Three visits to one health centre, the next one planned, what was agreed on, and a rhythm the team
    agreed to; the functions of the collaborative and what is ready."""
    place, team, mentor = demo_id("place", FACILITY), team_id(FACILITY), person_id("hanna")
    where = f"facility:{place}"
    about = {"facility": place, "team": team}

    def day(ago: int) -> str:
        return (until - timedelta(days=ago)).isoformat()

    def act(author: str, type_: str, key: str | None, ago: int, **values: Any) -> Act:
        said = {name: value for name, value in values.items() if value is not None}
        record = key and demo_id(type_, key)
        return Act(author, where, type_, {**about, **said}, record, until - timedelta(days=max(ago, 0)))

    for ago, met, modelled, praised in VISITS:
        yield act(
            mentor, "visit", str(ago), ago,
            day=day(ago), kind="on_site", met=met, modelled=modelled, praised=praised, ended=True,
        )  # fmt: skip
    last = VISITS[-1][0]
    for number, (text, role, ahead) in enumerate(AGREED):
        yield act(
            mentor, "commitment", f"visit {number}", last,
            visit=demo_id("visit", str(last)), text=text, role=role, due=day(-ahead),
        )  # fmt: skip
    yield act(
        mentor, "visit", "next", last,
        planned_for=day(-8), kind="on_site", because="The pharmacy has not been met yet",
    )  # fmt: skip
    yield act(
        mentor, "fading", None, 90,
        rhythm="monthly", since=day(90), why="The team has met by itself since spring",
    )  # fmt: skip
    lead = cast.lead(FACILITY)
    yield act(lead, "fading", None, 89, rhythm="monthly", since=day(90), team_says="agrees")
    yield act(
        lead, "visit_asked", "tests", 3,
        day=day(3), about="Could we look together at how the laboratory counts its tests?",
    )  # fmt: skip
    yield from _functions(until, channel)


def _functions(until: date, channel: str) -> Iterator[Act]:
    about = {"collaborative": channel.partition(":")[2]}
    steward = person_id("steward")

    def day(ago: int) -> str:
        return (until - timedelta(days=ago)).isoformat()

    for function, holder, ago, ahead in HELD:
        values = {**about, "function": function, "holder": holder, "since": day(ago)}
        if ahead is not None:
            values["planned_for"] = day(-ahead)
        key = demo_id("function_held", f"{function} {ago}")
        yield Act(steward, channel, "function_held", values, key, until - timedelta(days=ago))
    for number, (function, text, done) in enumerate(READY):
        values = {**about, "function": function, "text": text}
        if done is not None:
            values["done_on"] = day(done)
        yield Act(steward, channel, "readiness", values, demo_id("readiness", str(number)), until)
