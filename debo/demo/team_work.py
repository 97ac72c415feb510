"""What Almaz's team has in hand beside its aim (story), its counts and its cycles: who can do what, which
role counts what, tasks, the next meeting, and a cycle it stopped. What it asked of the woreda: problems."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast, person_id, team_id
from debo.demo.catalogue import demo_id, table

FACILITY = "hc1"
#: Who can do what, by the key of the person; one skill only Almaz has, and one nobody yet.
SKILLS = {
    "almaz": ("count", "chart", "cycle", "meeting"),
    "tolosa": ("count", "recount", "carry"),
    "chaltu": ("count", "cycle", "recount"),
    "bekele": ("meeting",),
}
#: Which role counts a measure that others than the midwives count.
DUTIES = {"anc4": "mch_focal", "syphilis": "laboratory", "pnc48": "mch_focal"}


def team_work(cast: Cast, until: date) -> Iterator[Act]:
    """The team's records as of the demonstration's day by its lead, and what its mentor said to its aim."""
    lead, place, team = cast.lead(FACILITY), demo_id("place", FACILITY), team_id(FACILITY)
    ours, here = {"team": team, "facility": place}, f"facility:{place}"
    drafts = f"team:{team}"

    def act(channel: str, type_: str, values: dict[str, Any], name: str | None, back: int) -> Act:
        record = demo_id(type_, FACILITY, name) if name else None
        return Act(lead, channel, type_, values, record, until - timedelta(days=back))

    def day(ahead: int) -> str:
        return (until + timedelta(days=ahead)).isoformat()

    for person, skills in SKILLS.items():
        for skill in skills:
            can = {"person": demo_id("person", person), "skill": skill, "since": day(-90)}
            yield act(here, "skill_held", can, None, 90)
    for row in table("measures"):
        if "health_centre" in row["at"]:
            role = DUTIES.get(row["key"], "midwife")
            duty = {"measure": demo_id("measure", row["key"]), "facility": place, "role": role}
            yield act(here, "duty", duty, None, 120)
    agreed = {
        "aim": demo_id("aim", FACILITY),
        "facility": place,
        "said": "agreed",
        "words": "Begin with the day shift; I come to your meeting next week.",
        "role": "mentor",
        "on": day(-290),
    }
    shared = f"collaborative:{demo_id('collaborative')}"
    yield Act(
        person_id("hanna"),
        shared,
        "approval",
        agreed,
        demo_id("approval", FACILITY),
        until - timedelta(days=290),
    )
    meeting = {
        **ours,
        "day": day(-12),
        "kind": "full",
        "subject": "The kit at the change of shift",
        "next_day": day(2),
        "ended": True,
    }
    yield act(drafts, "meeting", meeting, "kit", 12)
    stopped = {
        **ours,
        "measure": demo_id("measure", "syphilis"),
        "question": "Do women wait for their result if tea is offered?",
        "prediction": "Nine of ten will wait.",
        "starts": day(-80),
        "ends": day(-66),
        "happened": "Four of eleven waited; the others had a long way home.",
        "compared": "otherwise",
        "learned": "The way home decides, not the waiting.",
        "decision": "abandon",
        "reason": "The rapid test in the antenatal room makes waiting needless.",
    }
    yield act(drafts, "cycle", stopped, "tea", 66)
    tasks = [
        ("shelf", "Label the shelf where the kit stands", "midwife", 1),
        ("list", "Bring the list of women due to the meeting", "mch_focal", 3),
        ("register", "Ask the laboratory how many tests are left", "laboratory", 6),
    ]
    for name, text, role, ahead in tasks:
        task = {
            **ours,
            "text": text,
            "role": role,
            "due": day(ahead),
            "meeting": demo_id("meeting", FACILITY, "kit"),
        }
        yield act(drafts, "task", task, name, 12)
