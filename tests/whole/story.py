"""Fifteen months of the woreda: four learning sessions, three action periods, the hand-over at the end.

Half of the phones have a line only at the sessions, in the mentor's own network; the posts of hc2 never have
one and are reached by a stick. Nobody's phone ever hears more than its rights allow, and nothing is written
but by phones.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from debo.ledger.carried.inward import take_in_all
from debo.ledger.entry import Entry
from debo.periods.period import Kind, period_of
from tests.integration.ledger.carried.by_hand import FarPhone, brought_to
from tests.integration.ledger.phone import Phone
from tests.whole.cast import (
    FACILITIES,
    MEASURES,
    POSTS,
    SHARED,
    TEAMS,
    channel,
    found,
    key,
    staff,
)

#: Sends a phone's request and brings the answer.
LineOf = Callable[[Phone, dict[str, Any]], dict[str, Any]]
#: Four sessions of two days, and the three action periods between them.
SESSIONS = (0, 150, 300, 430)
BY_STICK = POSTS["hc2"]
LIVES_WITHOUT_A_LINE = tuple(post for place in ("hc1", "hc3") for post in POSTS[place])
FUNCTIONS = ("mentoring", "data_check", "sessions", "server", "training", "budget")
AGENDA = ("plenary", "storyboards", "round", "breakout", "clinical", "planning", "thanks")


@dataclass
class Story:
    """The phones, and what the story's own test wants to compare."""

    today: date
    phones: dict[str, FarPhone] = field(default_factory=found)
    line: LineOf | None = None
    commitments: list[Entry] = field(default_factory=list)
    loans: list[str] = field(default_factory=list)
    waited: dict[str, int] = field(default_factory=dict)
    sticks: int = 0

    @property
    def first(self) -> date:
        """The first session's first day: the last one is a fortnight ago."""
        return self.today - timedelta(days=SESSIONS[-1] + 14)

    def day(self, after: int) -> str:
        """An ISO day so many days after the first session began."""
        return (self.first + timedelta(days=after)).isoformat()

    def play(self) -> None:
        """All of it."""
        self.everybody_reads()
        self.prework()
        for number in range(1, 5):
            self.session(number)
            if number < 4:
                self.action_period(number)
        self.hand_over()
        self.everybody_reads()

    # --- lines and sticks

    def everybody_reads(self) -> None:
        """All in one room with a network, the posts of hc2 too."""
        for _ in range(2):
            for phone in self.phones.values():
                phone.exchange(self.line and partial(self.line, phone))

    def some_read(self) -> None:
        """Whoever has a line at home exchanges; a stick goes to the posts of hc2 and comes back."""
        away = {f"hew of {post}" for post in (*BY_STICK, *LIVES_WITHOUT_A_LINE)}
        for name, phone in self.phones.items():
            if name not in away:
                phone.exchange(self.line and partial(self.line, phone))
        far = [self.phones[f"hew of {post}"] for post in BY_STICK]
        files = [part for phone in far for part in phone.hand_over()]
        # The stick is read twice: whoever carries it isn't sure that the first time went well.
        for _ in range(2):
            report = take_in_all(io.BytesIO(one) for one in files)
            assert report.refused == []
        for phone in far:
            assert phone.take(*brought_to(phone)) == []
        self.sticks += 1

    def at(self, place: str, person: str = "") -> FarPhone:
        """The phone of somebody of a facility."""
        return self.phones[person or next(name for name, _, where in staff() if where == place)]

    # --- what happens

    def prework(self) -> None:
        """The charter, who takes part, and who holds which function: a partner, all of them."""
        steward = self.phones["partner steward"]
        steward.write(
            channel(SHARED),
            "collaborative",
            key(SHARED),
            stage="prework",
            scope="scale",
            attending="Whoever waited longest, and one of those who were there.",
            allowance="The government’s rate, the same for everybody.",
        )
        for place in FACILITIES:
            steward.write(
                channel(SHARED),
                "taking_part",
                collaborative=key(SHARED),
                facility=key(place),
                scope="scale",
                since=self.day(-30),
            )
        for function in FUNCTIONS:
            self.move(function, "partner", -30, by="partner steward")
        self.everybody_reads()
        for team, place in TEAMS.items():
            phone = self.at(place)
            aim = {"team": key(team), "facility": key(place), "what": "women with a partograph"}
            phone.write(channel(team), "aim", key(f"aim of {team}"), **aim)
            phone.write(channel(SHARED), "aim", key(f"aim of {team}"), **aim)

    def session(self, number: int) -> None:
        """A session of two days on the mentor's laptop, everybody in one room."""
        runs, day = self.runs_it(number), self.day(SESSIONS[number - 1])
        session = runs.write(
            channel(SHARED),
            "learning_session",
            key(f"session {number}"),
            collaborative=key(SHARED),
            number=number,
            starts=day,
            ends=self.day(SESSIONS[number - 1] + 1),
            seats=2,
            opened_on=day,
        ).record
        for i, kind in enumerate(AGENDA):
            runs.write(
                channel(SHARED), "agenda_part", session=session, kind=kind, begins=540 + 60 * i, minutes=60
            )
        for place in FACILITIES:
            self.invite(number, session, place, runs)
        self.everybody_reads()
        self.come_back(day)
        for place in FACILITIES:
            self.take_part(session, place, day)
        for text in ("What if the head says no?", "Who pays the fuel?"):
            runs.write(channel(SHARED), "wall_question", session=session, text=text)
        for worth in ("yes", "yes", "partly", "yes", "no", "yes"):
            runs.write(channel(SHARED), "session_slip", session=session, worth=worth, safe="yes")
        self.everybody_reads()
        runs.write(channel(SHARED), "learning_session", session, ended_on=self.day(SESSIONS[number - 1] + 1))

    def runs_it(self, number: int) -> FarPhone:
        """The partner's mentor runs the first two sessions, the woreda's the others."""
        return self.phones["partner mentor" if number < 3 else "woreda mentor"]

    def invite(self, number: int, session: str, place: str, runs: FarPhone) -> None:
        """One seat a facility: whoever waited longest, in the roster's order among those who never went."""
        people = [name for name, _, where in staff() if where == place]
        chosen = min(people, key=lambda name: self.waited.get(name, 0))
        self.waited[chosen] = number
        asked = {"session": session, "facility": key(place), "person": key(chosen)}
        runs.write(channel(place), "invitation", **asked, why="waited", coming="yes")
        runs.write(channel(place), "attended", **asked, day=self.day(SESSIONS[number - 1]), here=True)

    def take_part(self, session: str, place: str, day: str) -> None:
        """Each facility says what it tried, thanks another, takes something home and commits to something."""
        phone, here = self.at(place), key(place)
        other = FACILITIES[(FACILITIES.index(place) + 1) % len(FACILITIES)]
        said = {"session": session, "facility": here}
        for question in ("tried", "happened", "holding"):
            phone.write(channel(SHARED), "shared", **said, question=question, text=f"{place}: {question}")
        phone.write(channel(SHARED), "take_home", **said, text="Cover the kit before the shift ends.")
        thanks = {"facility": here, "to": key(other), "text": "You showed us how.", "day": day}
        phone.write(channel(SHARED), "thanks", **thanks, session=session)
        ask = {"facility": here, "kind": "ask", "about": "know_how", "text": "Who has a list for the kit?"}
        notice = phone.write(channel(SHARED), "notice", **ask, session=session, day=day)
        self.at(other).write(
            channel(SHARED), "reply", notice=notice.record, facility=key(other), text="We do.", day=day
        )
        due = (date.fromisoformat(day) + timedelta(days=60)).isoformat()
        promised = {"text": f"{place} covers the kit", "role": "midwife", "due": due}
        self.commitments.append(phone.write(channel(SHARED), "commitment", **said, **promised))

    def come_back(self, day: str) -> None:
        """What was promised at the session before is asked about first."""
        for i, one in enumerate(self.commitments):
            place = next(name for name in FACILITIES if key(name) == one.set["facility"])
            phone = self.at(place)
            if phone.value(one, "text") and "outcome" not in phone.cells[one.channel, one.type, one.record]:
                outcome = ("done", "partly", "otherwise")[i % 3]
                phone.write(one.channel, "commitment", one.record, outcome=outcome, told_on=day)

    def action_period(self, number: int) -> None:
        """Five months: counts, cycles, meetings, visits, loans, referrals, reports."""
        begins = SESSIONS[number - 1] + 2
        for team, place in TEAMS.items():
            for month in range(4):
                self.month(team, place, begins + 30 * month, number)
            self.visit(team, place, begins + 20, number)
        self.lend(number, begins + 40)
        self.some_read()
        self.refer(begins + 50)
        self.some_read()
        if number == 2:
            for function in FUNCTIONS:
                self.move(function, "shared", begins + 60, by="partner steward")

    def month(self, team: str, place: str, after: int, number: int) -> None:
        """A team's month, written as drafts and then released."""
        phone, day = self.at(place), self.day(after)
        period = period_of(date.fromisoformat(day), Kind.ETHIOPIAN_MONTH).id
        for facility in (place, *POSTS[place]):
            for i, measure in enumerate(MEASURES):
                count: dict[str, Any] = {"measure": key(measure), "facility": key(facility), "period": period}
                count |= {"numerator": 10 + 2 * number + i, "denominator": 30}
                phone.write(channel(team), "observation", **count)
                phone.write(channel(SHARED), "observation", **count)
        told = {"team": key(team), "facility": key(place)}
        meeting = phone.write(channel(team), "meeting", **told, day=day, kind="huddle", ended=True)
        phone.write(channel(team), "proposal", meeting=meeting.record, text="Cover the kit")
        cycle = {**told, "question": "Does a covered kit help?", "prediction": "Fewer delays", "starts": day}
        cycle |= {"decision": "abandon" if number == 1 else "adapt", "learned": "The cover was too small."}
        tried = phone.write(channel(team), "cycle", **cycle)
        phone.write(channel(SHARED), "cycle", tried.record, **cycle)
        report = {**told, "period": period, "lessons": "Small first.", "submitted_on": day}
        handed_in = phone.write(channel(SHARED), "monthly_report", **report)
        self.phones["woreda mentor"].write(
            channel(SHARED),
            "report_answer",
            report=handed_in.record,
            facility=key(place),
            well="You told what did not work.",
            day=day,
        )
        recounted = {"measure": key("partograph"), "facility": key(place), "period": period, "round": 1}
        phone.write(channel(SHARED), "recount", **recounted, numerator=9, denominator=30)

    def visit(self, team: str, place: str, after: int, number: int) -> None:
        """The mentor comes, less often in each action period; what is agreed on stays with the facility."""
        mentor, told = self.runs_it(number), {"facility": key(place), "team": key(team)}
        rhythm = ("weekly", "fortnightly", "monthly")[number - 1]
        visit = mentor.write(
            channel(place), "visit", **told, day=self.day(after), met=["laboratory"], ended=True
        )
        agreed = {
            "visit": visit.record,
            "text": "Look at the cover",
            "role": "midwife",
            "due": self.day(after + 20),
        }
        mentor.write(channel(place), "commitment", **told, **agreed)
        mentor.write(channel(place), "fading", **told, rhythm=rhythm, since=self.day(after))
        period = period_of(date.fromisoformat(self.day(after)), Kind.ETHIOPIAN_MONTH).id
        phone = self.at(place)
        phone.write(channel(place), "independence", **told, period=period, acts=12, own_acts=4 * number)
        for phone_, by, score in ((phone, "team", 2.0 + number / 2), (mentor, "mentor", 1.5 + number / 2)):
            phone_.write(channel(place), "progress_score", **told, period=period, said_by=by, score=score)

    def lend(self, number: int, after: int) -> None:
        """hc1 borrows of the hospital and hc3 of hc2; each side writes what it saw, in either order."""
        for lender, borrower in (("hospital", "hc1"), ("hc2", "hc3")):
            lends, borrows, day = self.at(lender), self.at(borrower), self.day(after)
            item = {"item": "oxytocin", "unit": "ampoule", "quantity": 20}
            need = borrows.write(channel(SHARED), "need", facility=key(borrower), **item, day=day)
            sides = {"lender": key(lender), "borrower": key(borrower), "need": need.record}
            loan = lends.write(channel(SHARED), "loan", facility=key(lender), **sides, **item, day=day).record
            self.loans.append(loan)
            seen = [(lends, lender, "lender"), (borrows, borrower, "borrower")]
            for way, part, quantity in (("out", "1", 20), ("back", "1", 12)):
                for phone, place, side in seen if number % 2 else reversed(seen):
                    passed = {"loan": loan, "facility": key(place), "way": way, "part": part, "side": side}
                    phone.write(
                        channel(SHARED),
                        "passed",
                        **passed,
                        quantity=quantity,
                        expires=self.day(900),
                        day=self.day(after + 5),
                    )
            lends.write(
                channel(SHARED),
                "forgiven",
                loan=loan,
                facility=key(lender),
                quantity=8,
                day=self.day(after + 30),
            )

    def refer(self, after: int) -> None:
        """A post sends somebody on, and hears how it went; hc1 visits hc2."""
        for post in FACILITIES[4:]:
            sent = {"facility": key(post), "to": key("hospital"), "day": self.day(after), "kind": "bleeding"}
            referral = self.at(post).write(channel(SHARED), "referral", **sent)
            self.at("hospital").write(
                channel(SHARED),
                "feedback",
                referral=referral.record,
                facility=key("hospital"),
                arrived="yes",
                learned="The pad count helped.",
                day=self.day(after + 1),
            )
        visited = {"facility": key("hc1"), "host": key("hc2"), "day": self.day(after), "about": "data"}
        self.at("hc1").write(channel(SHARED), "joint_visit", **visited)

    def move(self, function: str, holder: str, after: int, by: str) -> None:
        """A function goes to another holder."""
        moved = {
            "collaborative": key(SHARED),
            "function": function,
            "holder": holder,
            "since": self.day(after),
        }
        self.phones[by].write(channel(SHARED), "function_held", **moved)

    def hand_over(self) -> None:
        """The woreda takes all of it; the partner's roles end yesterday, and its phones with them."""
        for function in FUNCTIONS:
            self.move(function, "woreda", SESSIONS[-1] + 5, by="woreda steward")
        yesterday = (self.today - timedelta(days=1)).isoformat()
        for person, role in (("partner mentor", "mentor"), ("partner steward", "steward")):
            held = key(f"{person} holds {role}")
            self.phones["woreda steward"].write(channel("woreda"), "role_held", held, until=yesterday)
        steward = self.phones["woreda steward"]
        steward.exchange(self.line and partial(self.line, steward))

    def goes_on(self) -> Iterator[tuple[str, Any]]:
        """What people without the partner do next: each step and the entries that it wrote."""
        after = SESSIONS[-1] + 10
        self.month("team of hc1", "hc1", after, 4)
        self.visit("team of hc1", "hc1", after, 3)
        self.lend(1, after)
        self.refer(after)
        yield from self.phones.items()
