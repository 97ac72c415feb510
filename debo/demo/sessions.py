"""The demonstration's learning sessions: two that were held, and a third in three weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast, person_id
from debo.demo.catalogue import demo_id

#: Days from the demonstration's day to the first day of each session, its theme, and what teams then work on.
SESSIONS = [
    (1, -330, "What do we want to be better, and how will we know?", "A first small test in every team."),
    (2, -150, "What did not work taught us most", "Tests on each element of the bundle; charts on the wall."),
    (3, 21, "Keeping what works when people leave", ""),
]
#: Begins at (minutes since midnight), minutes, kind, track, title. The same on both days of a session.
AGENDA = [
    (510, 30, "plenary", "joint", "Why we are here"),
    (540, 75, "storyboards", "joint", "Storyboards: each team shows one page"),
    (615, 15, "pause", "joint", "Coffee"),
    (630, 75, "round", "joint", "What did you try, what happened, what is holding you back?"),
    (705, 60, "breakout", "hospital", "Handing over at the hospital"),
    (705, 60, "breakout", "health_centre", "The kit at the change of shift"),
    (705, 60, "breakout", "health_post", "From the first visit to the fourth"),
    (765, 60, "pause", "joint", "Lunch"),
    (825, 45, "clinical", "joint", "Bleeding after birth: what the first minutes need"),
    (870, 45, "teamwork", "joint", "Hearing everybody in ten minutes"),
    (915, 60, "planning", "joint", "Each team plans its next test"),
    (975, 30, "thanks", "joint", "Thanks"),
]
#: Session, facility: tried, happened, holding back, taken home, committed to, outcome.
SAID: list[tuple[int, str, str, str, str, str, str, str | None]] = [
    (1, "hc1", "We keep the blood pressure cuff in the room.", "It was there on nine of ten nights.",
     "The list was only with one of us.", "Hang the list where the shift changes.",
     "The kit is checked at each change of shift", "done"),
    (1, "hospital", "We call the health centre back after a referral.", "They ask us more now.",
     "No air time at night.", "Ring before the car leaves.", "One number that answers at night", "partly"),
    (1, "hc2", "A poster with the partograph.", "It changed little.", "We have one midwife at night.",
     "A small test first.", "Start the partograph with the second midwife", "otherwise"),
    (2, "hc1", "The laboratory joined our meeting.", "Tests no longer ran out.",
     "New colleagues don’t know the list.", "Teach two colleagues each.", "Two taught in each shift", None),
    (2, "hospital", "A huddle of ten minutes at seven.", "Outpatients came too.", "It stops when I am away.",
     "Let another role lead it.", "The nurse leads the huddle on Mondays", None),
    (2, "hc2", "We stopped the poster.", "Nobody missed it.", "Gloves ran out twice.",
     "Send word before things run out.", "Word to the pharmacy a week before", None),
]  # fmt: skip
WALL = [
    (
        2,
        "What do we do when the head says no?",
        "Ask what worries them; try it for one shift and show the chart.",
    ),
    (2, "Who pays the bus for the health posts?", None),
]
WORTH = ("yes", "yes", "partly", "yes", "yes", "no", "yes")
#: Who was at which session, by the key of known people; others of the team are taken by their role.
THERE = {1: ("almaz", "tolosa", "yonas"), 2: ("almaz", "chaltu", "yonas")}
FACILITY_OF = {"almaz": "hc1", "tolosa": "hc1", "chaltu": "hc1p1", "yonas": "hospital"}
INVITED = [("almaz", "continuity", "yes"), ("bekele", "waited", None)]


def sessions(cast: Cast, until: date, channel: str) -> Iterator[Act]:
    """All of it, in the order in which it came."""
    collaborative, mentor = channel.removeprefix("collaborative:"), person_id("hanna")
    for number, after, theme, focus in SESSIONS:
        first, record = until + timedelta(days=after), demo_id("learning_session", number)
        written = min(first, until) - timedelta(days=28)
        told = {
            "collaborative": collaborative, "number": number, "theme": theme, "starts": first.isoformat(),
            "ends": (first + timedelta(days=1)).isoformat(), "venue": "Town hall, Gara Abbaya", "seats": 2,
        }  # fmt: skip
        if focus:
            ended = (first + timedelta(days=1)).isoformat()
            told |= {"focus": focus, "opened_on": first.isoformat(), "ended_on": ended}
        yield Act(mentor, channel, "learning_session", told, record, written)
        for i, (begins, minutes, kind, track, title) in enumerate(AGENDA):
            part = {
                "session": record, "day": first.isoformat(), "begins": begins, "minutes": minutes,
                "kind": kind, "track": track, "title": title,
            }  # fmt: skip
            yield Act(mentor, channel, "agenda_part", part, demo_id("agenda_part", number, i), written)
        yield from _there(number, record, first, mentor)
    yield from _said(cast, until, channel)
    yield from _of_the_room(until, channel, mentor)
    yield from _invited(until, mentor)


def _day_of(number: int, until: date) -> date:
    return until + timedelta(days=next(after for n, after, _, _ in SESSIONS if n == number))


def _there(number: int, session: str, first: date, mentor: str) -> Iterator[Act]:
    for key in THERE.get(number, ()):
        place = demo_id("place", FACILITY_OF[key])
        came = {"session": session, "facility": place, "person": person_id(key), "day": first.isoformat()}
        yield Act(mentor, f"facility:{place}", "attended", {**came, "here": True}, None, first)


def _said(cast: Cast, until: date, channel: str) -> Iterator[Act]:
    for number, facility, tried, happened, holding, home, promise, outcome in SAID:
        day, lead = _day_of(number, until), cast.lead(_team(facility))
        told = {"session": demo_id("learning_session", number), "facility": demo_id("place", facility)}
        for question, text in (("tried", tried), ("happened", happened), ("holding", holding)):
            said = {**told, "question": question, "text": text}
            yield Act(lead, channel, "shared", said, demo_id("shared", number, facility, question), day)
        taken = demo_id("take_home", number, facility)
        yield Act(lead, channel, "take_home", {**told, "text": home}, taken, day)
        due = (day + timedelta(days=120)).isoformat()
        record = demo_id("commitment", number, facility)
        committed: dict[str, Any] = {**told, "text": promise, "role": "midwife", "due": due}
        yield Act(lead, channel, "commitment", committed, record, day)
        if outcome:
            came = _day_of(number + 1, until)
            told_then = {"outcome": outcome, "told_on": came.isoformat()}
            yield Act(lead, channel, "commitment", told_then, record, came)


def _team(facility: str) -> str:
    return "hospital-delivery" if facility == "hospital" else facility


def _of_the_room(until: date, channel: str, mentor: str) -> Iterator[Act]:
    for i, (number, text, answer) in enumerate(WALL):
        day = _day_of(number, until)
        asked = {"session": demo_id("learning_session", number), "text": text}
        if answer:
            asked |= {"answer": answer, "answered_on": day.isoformat()}
        yield Act(mentor, channel, "wall_question", asked, demo_id("wall_question", i), day)
    day = _day_of(2, until)
    for i, worth in enumerate(WORTH):
        slip = {"session": demo_id("learning_session", 2), "worth": worth, "safe": "yes", "useful": "yes"}
        yield Act(mentor, channel, "session_slip", slip, demo_id("session_slip", i), day)


def _invited(until: date, mentor: str) -> Iterator[Act]:
    place, day = demo_id("place", "hc1"), until - timedelta(days=5)
    for key, why, coming in INVITED:
        asked = {"session": demo_id("learning_session", 3), "facility": place, "person": person_id(key)}
        asked |= {"why": why, **({"coming": coming} if coming else {})}
        yield Act(mentor, f"facility:{place}", "invitation", asked, None, day)
