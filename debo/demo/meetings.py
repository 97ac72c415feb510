"""Three meetings of a team of the demonstration: a huddle, a full meeting with a silent round, a huddle in
which nearly everybody spoke."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from debo.demo.act import Act
from debo.demo.cast import Cast, team_id
from debo.demo.catalogue import demo_id
from debo.periods import Period

#: Whose meetings they are.
TEAM = "hc1"
_QUESTION = "What keeps us from having everything ready before each birth?"


@dataclass(frozen=True)
class _Idea:
    """An idea of the silent round: whose (by their place in the team), and the dots of each slip."""

    by: int
    text: str
    dots: tuple[int, ...] = ()


_IDEAS = (
    _Idea(0, "A list of what belongs in the kit, on its lid", (2, 0, 1, 3, 0, 1)),
    _Idea(2, "The pharmacy looks into the kit each Monday", (1, 2, 0, 0, 2, 0)),
    _Idea(4, "Whoever uses the kit fills it before going home", (0, 1, 2, 0, 1, 2)),
    _Idea(6, "Health posts tell us by phone when a mother is on her way"),
)


class _Minutes:
    """Writes what belongs to one meeting."""

    def __init__(self, cast: Cast, number: int, day: date, here: int) -> None:
        members = [one.person for one in cast.members if one.team == TEAM and one.until is None]
        self.lead, self.here = cast.lead(TEAM), members[:here]
        self.number, self.day, self.count = number, day, 0
        self.meeting = demo_id("meeting", number)

    def act(self, type_: str, *, author: str | None = None, keyed: bool = False, **values: Any) -> Act:
        """One act of the team's lead, or of `author`, in the team's channel."""
        self.count += 1
        record = None if keyed else demo_id(type_, "meeting", self.number, self.count)
        return Act(author or self.lead, f"team:{team_id(TEAM)}", type_, values, record, self.day)

    def begin(self, kind: str, subject: str, **more: Any) -> Iterator[Act]:
        """The meeting and who is there."""
        values = {"kind": kind, "subject": subject, "day": self.day.isoformat(), "ended": True, **more}
        place = {"team": team_id(TEAM), "facility": demo_id("place", TEAM)}
        channel = f"team:{team_id(TEAM)}"
        yield Act(self.lead, channel, "meeting", {**place, **values}, self.meeting, self.day)
        for person in self.here:
            yield self.act("present", keyed=True, meeting=self.meeting, person=person, here=True)

    def voices(self, *counts: int) -> Iterator[Act]:
        """So often each of those who are here said something."""
        for person, times in zip(self.here, counts, strict=True):
            for _ in range(times):
                yield self.act("voice", meeting=self.meeting, person=person, kind="said")

    def decide(self, text: str, how: str, by: tuple[int, ...], proposal: str | None = None) -> Iterator[Act]:
        """A decision and who took part in it."""
        idea: dict[str, Any] = {"proposal": proposal} if proposal else {}
        decision = self.act("decision", meeting=self.meeting, text=text, how=how, **idea)
        yield decision
        for place in by:
            values: dict[str, Any] = {
                "decision": decision.record,
                "meeting": self.meeting,
                "person": self.here[place],
            }
            yield self.act("decider", keyed=True, **values, took_part=True)

    def task(self, text: str, role: str, days: int, done_after: int | None = None) -> Act:
        """A task of a role, due so many days after the meeting."""
        values: dict[str, Any] = {
            "team": team_id(TEAM),
            "facility": demo_id("place", TEAM),
            "meeting": self.meeting,
            "text": text,
            "role": role,
            "due": (self.day + timedelta(days=days)).isoformat(),
        }
        if done_after is not None:
            values["done_on"] = (self.day + timedelta(days=done_after)).isoformat()
        return self.act("task", **values)


def meetings(cast: Cast, periods: list[Period]) -> Iterator[Act]:
    """All that was written about them, in the team's channel alone."""
    first, second, third = (period.first_day for period in (periods[-3], periods[-2], periods[-1]))
    huddle = _Minutes(cast, 1, first + timedelta(days=12), 6)
    yield from huddle.begin("huddle", "Syphilis tests ran out")
    yield from huddle.voices(6, 2, 1, 0, 1, 0)
    yield from huddle.decide("The laboratory says on Mondays how many tests are left", "lead", (0,))
    yield huddle.task("Tell on Monday how many tests are left", "laboratory", 7, done_after=6)

    yield from _full(_Minutes(cast, 2, second + timedelta(days=9), 7))

    last = _Minutes(cast, 3, third + timedelta(days=16), 7)
    next_day = (periods[-1].last_day + timedelta(days=40)).isoformat()
    yield from last.begin("huddle", "The kit at each handover", next_day=next_day)
    yield from last.voices(2, 2, 1, 2, 1, 0, 1)
    yield from last.decide("We check the kit together at each handover for two weeks", "try", (0, 1, 2, 3, 6))
    yield last.task("Print the list for the lid of the kit", "health_information", 10)


def _full(full: _Minutes) -> Iterator[Act]:
    shown = {"question": _QUESTION, "shown_on": full.day.isoformat()}
    notes = "The kit stands beside the bed now. Thank you to those who came from the health posts."
    yield from full.begin("full", "Ready before each birth", **shown, notes=notes)
    ideas = []
    for idea in _IDEAS:
        written = full.act("proposal", meeting=full.meeting, person=full.here[idea.by], text=idea.text)
        ideas.append(written.record)
        yield written
    for number in range(6):
        for record, idea in zip(ideas, _IDEAS, strict=True):
            points = idea.dots[number] if idea.dots else 0
            if points:
                slip = f"p{demo_id('slip', number).replace('-', '')[:24]}"
                yield full.act(
                    "vote", keyed=True, meeting=full.meeting, proposal=record, slip=slip, points=points
                )
    yield from full.voices(3, 2, 1, 0, 1, 1, 0)
    yield from full.decide("The list goes on the lid", "all", (0, 1, 2, 3, 4, 5, 6), ideas[0])
    yield full.task("Write the list for the kit with both midwives", "midwife", 14, done_after=11)
    yield full.task("Look into the kit each Monday", "pharmacy", 7, done_after=7)
