"""What holds a team of the demonstration back: whys, what it asked of the woreda, and one answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast, person_id, team_id
from debo.demo.catalogue import demo_id

FACILITY = "hc1"
MEASURE = "bundle_after"
#: Key, what it explains, part of the work, words, within whose hands.
CAUSES: list[tuple[str, str | None, str | None, str, str | None]] = [
    ("temperature", None, None, "Not always: Baby's temperature taken", None),
    ("room", "temperature", "equipment", "The thermometer is kept in the newborn corner", None),
    ("second", "room", "supplies", "There is only one for two rooms", "woreda"),
    ("shift", "room", "process", "At the change of shift it isn’t among what is checked", None),
    ("list", "shift", "communication", "The handover list doesn’t name it", "ours"),
    ("battery", "temperature", "supplies", "Its battery is often empty", None),
    ("order", "battery", "process", "Batteries are ordered once a year", "woreda"),
    ("register", "temperature", "data", "Where to write it differs between our registers", None),
]
#: Key, cause, what is asked, why; days ago it was asked.
ASKED = [
    ("batteries", "order", "Batteries between the yearly orders", "The team has bought two so far.", 30),
    ("second", "second", "A second thermometer", "We carry the one we have between two rooms.", 15),
]
ANSWERED_DAYS_AGO = 21


def problems(cast: Cast, until: date, channel: str) -> Iterator[Act]:
    """The team's question with its causes and one idea, its askings in the team and as shown, the answer."""
    lead, team = cast.lead(FACILITY), f"team:{team_id(FACILITY)}"
    about = {"team": team_id(FACILITY), "facility": demo_id("place", FACILITY)}
    begun = until - timedelta(days=34)
    question = demo_id("problem", "after birth")

    def act(where: str, type_: str, key: str, day: date, **values: Any) -> Act:
        said = {name: value for name, value in values.items() if value is not None}
        return Act(lead, where, type_, {**about, **said}, key, day)

    yield act(
        team, "problem", question, begun,
        text="Not every baby gets all of it soon after birth, above all at night",
        measure=demo_id("measure", MEASURE), on=begun.isoformat(),
    )  # fmt: skip
    for key, parent, kind, text, reach in CAUSES:
        above = parent and demo_id("cause", parent)
        element = "temperature" if key == "temperature" else None
        yield act(
            team, "cause", demo_id("cause", key), begun,
            problem=question, parent=above, kind=kind, text=text, reach=reach, element=element,
        )  # fmt: skip
    yield act(
        team, "idea", demo_id("idea", "handover list"), begun,
        text="Write the thermometer on the handover list", reach="ours",
        topic="after_birth", cause=demo_id("cause", "list"),
    )  # fmt: skip
    for key, cause, text, details, ago in ASKED:
        day = until - timedelta(days=ago)
        for where in (team, channel):
            yield act(
                where, "escalation", demo_id("escalation", key), day,
                to=demo_id("place", "woreda"), text=text, details=details,
                cause=demo_id("cause", cause), asked_on=day.isoformat(),
            )  # fmt: skip
    day = until - timedelta(days=ANSWERED_DAYS_AGO)
    answer = {
        "escalation": demo_id("escalation", "batteries"),
        "place": demo_id("place", "woreda"),
        "outcome": "will",
        "text": "The zone’s store has twenty. They come with the vaccine car.",
        "by": (until + timedelta(days=5)).isoformat(),
        "answered_on": day.isoformat(),
    }
    yield Act(person_id("woreda"), channel, "answer", answer, demo_id("answer", "batteries"), day)
