"""Every role × every declared type × every kind of channel × reading and writing, through the real exchange.

What is expected was written by hand (access_matrix.txt); nothing here computes it.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from debo.ledger.acts import write, write_many
from debo.ledger.errors import Refused
from debo.ledger.replicated import declarations
from debo.measures.quality import draw
from debo.people import access
from debo.people.models import RoleHeld, TeamMember
from debo.people.roles import roles
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.woreda import LONG_AGO, PLACES, TEAMS, channel, key, today

WORK = ("observation", "goal", "cycle", "baseline", "phase", "event", "recount", "accuracy_check", "aim",
        "driver", "idea", "escalation", "monthly_report")  # fmt: skip
#: What stays in the team: no other channel is declared.
INSIDE = ("register_count", "problem", "cause", "meeting", "present", "proposal", "vote", "decision",
          "decider", "voice", "handover")  # fmt: skip
#: What a person tries for themselves before the team sees it.
TRIED = ("aim", "driver", "idea", "cycle")
#: What the people of a facility share, in a QI team or not.
SHARED = ("asking", "task", "watched_item", "stock", "early_word")
#: What a team says beside it, before it asks the staff.
ASKED = ("asking", "task", "independence", "progress_score")
#: What a facility says for itself when facilities help one another.
HELP = ("need", "reply", "helped", "spare", "loan", "passed", "settled", "forgiven", "referral", "feedback",
        "joint_visit")  # fmt: skip
#: What is said in the room of a learning session: by a facility, or written down by whoever runs it.
ROOM = ("shared", "take_home", "commitment", "notice", "recognition", "thanks")
#: What only whoever runs a session writes.
RUNS = ("learning_session", "agenda_part", "wall_question", "session_slip", "taking_part")
#: Who comes and what they agree on, among a facility's people and with its mentor.
COMING = ("invitation", "attended", "commitment", "visit_asked")
#: What stands between a team and its mentor.
MENTORING = ("visit", "fading", "independence", "progress_score")
_POOL = [f"element {number}" for number in range(12)]
FACILITIES = ("hc1", "hp1", "hc2", "hospital")
ROLE_AT = {
    "health_centre": "midwife",
    "hospital": "midwife",
    "health_post": "hew",
    "woreda": "mentor",
    "zone": "zonal_officer",
}


@dataclass(frozen=True)
class Right:
    """One line of the table."""

    person: str
    reads: frozenset[str]
    writes: frozenset[str]


def expected() -> list[Right]:
    lines = (Path(__file__).parent / "access_matrix.txt").read_text(encoding="utf-8").splitlines()
    cells = [
        [cell.split() for cell in line.split("|")] for line in lines if line and not line.startswith("#")
    ]
    return [Right(p[0], frozenset(reads), frozenset(writes)) for p, reads, writes in cells]


def values_of(type_: str, about: str, salt: str) -> dict[str, Any]:
    """Believable values for a record of a type about a place."""
    place, measure = key(about), key("measure")
    values: dict[str, dict[str, Any]] = {
        "place": {"name": {"en": salt}, "kind": "health_post", "parent": key("hc1")},
        "collaborative": {"topic": salt},
        "closure": {"collaborative": key("A"), "period": "e2018-01"},
        "bundle": {"name": {"en": salt}, "version": 1, "elements": [{"key": "a", "label": {"en": "a"}}]},
        "measure": {"name": {"en": salt}, "numerator": {"en": salt}},
        "department": {"place": place, "kind": "delivery"},
        "team": {"name": {"en": salt}, "place": place},
        "person": {"name": salt},
        "role_held": {"person": key(salt), "role": ROLE_AT[PLACES[about][0]], "place": place,
                      "since": LONG_AGO},
        "team_member": {"team": key(f"no team {about}"), "person": key(salt), "part": "member",
                        "since": LONG_AGO},
        "observation": {"measure": measure, "facility": place, "period": "e2018-02", "numerator": 1,
                        "denominator": 2},
        "goal": {"measure": measure, "facility": place, "value": 80},
        "cycle": {"team": key("team1"), "facility": place, "question": salt},
        "baseline": {"measure": measure, "facility": place, "last": "e2018-02"},
        "phase": {"measure": measure, "facility": place, "starts": "e2018-03", "reason": salt},
        "event": {"facility": place, "day": today(), "text": salt},
        "recount": {"measure": measure, "facility": place, "period": "e2018-02", "round": 1, "numerator": 1},
        "register_count": {"measure": measure, "facility": place, "period": "e2018-02", "round": 1,
                           "numerator": 1},
        "accuracy_check": {"facility": place, "period": "e2018-02", "pool": _POOL, "seed": "a",
                           "drawn": draw(_POOL, "a")},
        "duty": {"measure": measure, "facility": place, "role": "midwife"},
        "skill_held": {"person": key(salt), "skill": "chart"},
        "aim": {"team": key("team1"), "facility": place, "what": salt},
        "approval": {"aim": key("aim"), "facility": place, "said": "agreed", "on": today()},
        "driver": {"team": key("team1"), "facility": place, "aim": key("aim"), "text": salt},
        "idea": {"team": key("team1"), "facility": place, "text": salt},
        "problem": {"team": key("team1"), "facility": place, "text": salt},
        "cause": {"team": key("team1"), "facility": place, "problem": key("problem"), "text": salt},
        "escalation": {"team": key("team1"), "facility": place, "to": key("woreda"), "text": salt,
                       "asked_on": today()},
        "answer": {"escalation": key("escalation"), "place": key("woreda"), "outcome": "will", "text": salt,
                   "answered_on": today()},
        "asking": {"cycle": key(salt), "team": key("team1"), "facility": place, "role": "midwife"},
        "task": {"team": key("team1"), "facility": place, "text": salt, "role": "midwife"},
        "meeting": {"team": key("team1"), "facility": place, "day": today(), "kind": "huddle"},
        "present": {"meeting": key(salt), "person": key("member"), "here": True},
        "proposal": {"meeting": key("meeting"), "text": salt},
        "vote": {"meeting": key("meeting"), "proposal": key("proposal"), "slip": salt[:40], "points": 1},
        "decision": {"meeting": key("meeting"), "text": salt},
        "decider": {"decision": key(salt), "meeting": key("meeting"), "person": key("member")},
        "voice": {"meeting": key("meeting"), "person": key("member"), "kind": "said"},
        "handover": {"team": key("team1"), "facility": place, "role": "midwife", "on": today()},
        "watched_item": {"facility": place, "name": {"en": salt}, "keeper": "pharmacy"},
        "stock": {"item": key(salt), "facility": place, "day": today(), "left": 3, "weekly": 1},
        "early_word": {"item": key(salt), "facility": place, "day": today()},
        "own_word": {"word": salt[:60], "said": {"en": salt}},
        "learning_session": {"collaborative": key("A"), "number": 1, "starts": today()},
        "taking_part": {"collaborative": key(salt), "facility": place},
        "agenda_part": {"session": key("session"), "kind": "plenary"},
        "wall_question": {"session": key("session"), "text": salt},
        "session_slip": {"session": key("session"), "worth": "yes"},
        "invitation": {"session": key("session"), "facility": place, "person": key(salt)},
        "attended": {"session": key("session"), "facility": place, "person": key(salt), "day": today()},
        "shared": {"session": key("session"), "facility": place, "question": "tried", "text": salt},
        "take_home": {"session": key("session"), "facility": place, "text": salt},
        "commitment": {"facility": place, "text": salt, "role": "midwife", "due": today()},
        "notice": {"facility": place, "kind": "ask", "text": salt, "day": today()},
        "reply": {"notice": key("notice"), "facility": place, "day": today()},
        "helped": {"reply": key(salt), "facility": place, "day": today()},
        "need": {"facility": place, "item": salt, "day": today()},
        "spare": {"facility": place, "item": salt, "day": today()},
        "loan": {"facility": place, "lender": place, "borrower": key("another"), "item": salt,
                 "day": today()},
        "passed": {"loan": key(salt), "facility": place, "way": "out", "part": "1", "side": "lender",
                   "quantity": 1, "day": today()},
        "settled": {"loan": key(salt), "facility": place, "way": "out", "part": "1", "day": today()},
        "forgiven": {"loan": key(salt), "facility": place, "day": today()},
        "referral": {"facility": place, "to": key("another"), "day": today(), "kind": "bleeding"},
        "feedback": {"referral": key(salt), "facility": place, "day": today()},
        "joint_visit": {"facility": place, "host": key("another"), "day": today()},
        "recognition": {"facility": place, "kind": "verified", "day": today()},
        "thanks": {"facility": place, "to": key("another"), "text": salt, "day": today()},
        "visit": {"facility": place, "day": today()},
        "visit_asked": {"facility": place, "day": today()},
        "fading": {"facility": place, "team": key(salt), "rhythm": "monthly", "since": today()},
        "independence": {"team": key(salt), "facility": place, "period": "e2018-02", "acts": 1},
        "progress_score": {"team": key(salt), "facility": place, "period": "e2018-02", "said_by": "mentor",
                           "score": 2.5},
        "function_held": {"collaborative": key("A"), "function": "server", "holder": "shared"},
        "readiness": {"collaborative": key("A"), "function": "server", "text": salt},
        "monthly_report": {"team": key(salt), "facility": place, "period": "e2018-02"},
        "report_answer": {"report": key("report"), "facility": place, "day": today(), "well": salt},
        "erasure": {"of_type": "person", "of_record": key(salt), "asked_by": "person"},
    }  # fmt: skip
    return values[type_]


def targets() -> list[tuple[str, str, str, str]]:
    """(name in the table, type, channel, about) of everything that is declared."""
    found: list[tuple[str, str, str, str]] = []
    for letter, places in (("A", FACILITIES), ("B", ("hc9",))):
        for type_ in (
            "place", "collaborative", "closure", "bundle", "measure", "erasure", "answer", "own_word",
            "report_answer", "function_held", "readiness"
        ):  # fmt: skip
            found.append((f"{type_}@{letter}", type_, letter, "hc1"))
        found += [(f"runs@{letter}", t, letter, "hc1") for t in RUNS]
        for place in places:
            found += [(f"{t}@{letter}/{place}", t, letter, place) for t in ("department", "team", "approval")]
            found += [(f"alone@{letter}/{place}", t, letter, place) for t in INSIDE]
            found += [(f"work@{letter}/{place}", t, letter, place) for t in WORK]
            # All types at two places, one at the others: a type's rights don't depend on the place.
            whole = place in ("hc1", "hc9")
            found += [(f"help@{letter}/{place}", t, letter, place) for t in HELP[: None if whole else 1]]
            found += [(f"room@{letter}/{place}", t, letter, place) for t in ROOM[: None if whole else 1]]
    for place in (*FACILITIES, "woreda", "zone", "hc9"):
        types = ("person", "role_held", "team_member", "erasure", "skill_held", "duty")
        found += [(f"{t}@{place}", t, place, place) for t in types]
        found += [(f"shared@{place}", t, place, place) for t in SHARED]
        found += [(f"coming@{place}", t, place, place) for t in COMING]
        found += [(f"{t}@{place}", t, place, place) for t in MENTORING]
    for team, place in TEAMS.items():
        found += [(f"work@{team}", t, team, place) for t in WORK]
        found.append((f"measure@{team}", "measure", team, place))
        found += [(f"alone@{team}", t, team, place) for t in INSIDE]
        found += [(f"asked@{team}", t, team, place) for t in ASKED]
    found += [("tried@self", t, "self", "hc1") for t in TRIED]
    found += [("tried@another", t, "another", "hc1") for t in TRIED]
    return found


@pytest.fixture
def land(db: None) -> None:
    woreda.build()
    # What nobody's own program would write, put there by hand: rights must not follow from it.
    RoleHeld(channel=channel("hc1"), record=key("f1"), person=key("false_steward"), role="steward",
             place=key("hc1"), since=LONG_AGO).save_base(raw=True)  # fmt: skip
    TeamMember(channel=channel("hc2"), record=key("f2"), person=key("false_member"), team=key("team1"),
               part="lead", since=LONG_AGO).save_base(raw=True)  # fmt: skip


def test_the_table_names_every_role_and_the_targets_every_type() -> None:
    table = expected()
    assert {right.person for right in table} >= set(roles())
    assert {type_ for _, type_, _, _ in targets()} == {one.type for one in declarations()}
    names = {name for name, _, _, _ in targets()}
    assert {write for right in table for write in right.writes} <= names


def test_everybody_reads_what_the_table_says_and_nothing_else(land: None) -> None:
    shown = {channel(name): name for name in ("A", "B", *PLACES, *TEAMS)}
    for right in expected():
        phone = Phone([key(right.person)]).enrol()
        phone.exchange()
        assert phone.grants is not None
        granted = phone.grants["people"][key(right.person)]["channels"]
        assert {shown.get(name, "self") for name in granted} == right.reads, right.person
        arrived = {shown[entry.channel] for entry in phone.entries.values()}
        # Nobody has written in facility:woreda2's post or a person's own channel: what arrives is never more.
        assert arrived <= right.reads - {"self"}, right.person
        assert arrived >= right.reads & {"A", "B", *TEAMS}, right.person


def test_everybody_writes_what_the_table_says_and_nothing_else(land: None) -> None:
    for right in expected():
        with transaction.atomic():
            mistakes = written_otherwise(right)
            transaction.set_rollback(True)
        assert mistakes == [], right.person


@pytest.mark.parametrize(
    ("person", "name", "mistake"),
    [
        ("former_member", "is_current", lambda *_: True),
        ("false_steward", "roles", lambda: {k: replace(r, at=tuple(ROLE_AT)) for k, r in roles().items()}),
        ("midwife", "LOOKING_AFTER", frozenset({"staff"})),
    ],
)
def test_a_planted_mistake_is_noticed(
    land: None, monkeypatch: pytest.MonkeyPatch, person: str, name: str, mistake: Any
) -> None:
    """Dates not looked at; roles that count anywhere; staff who look after what lies below them."""
    monkeypatch.setattr(access, name, mistake)
    right = next(one for one in expected() if one.person == person)
    phone = Phone([key(person)]).enrol()
    phone.exchange()
    assert phone.grants is not None
    reads = phone.grants["people"][key(person)]["channels"]
    assert len(reads) > len(right.reads) or written_otherwise(right) != []


def written_otherwise(right: Right) -> list[str]:
    """What this person could write though the table doesn't say so, or the other way round."""
    phone = Phone([key(right.person)]).enrol()
    phone.exchange()
    asked = []
    for name, type_, where, about in targets():
        values = values_of(type_, about, f"{right.person} {name}")
        if type_ in ("closure", "learning_session"):
            values["collaborative"] = key(where)
        if type_ in ("handover", "monthly_report") and where in TEAMS:
            values["team"] = key(where)
        record = key(where) if type_ == "collaborative" else None
        own = {"self": f"person:{key(right.person)}", "another": f"person:{key('somebody else')}"}
        asked.append((name, type_, phone.write(own.get(where) or channel(where), type_, record, **values)))
    # A hundred entries that were set aside are told at once, the rest with the next answer.
    for _ in range(1 + len(asked) // 100):
        phone.exchange()
    mistakes = []
    for name, type_, entry in asked:
        reason = phone.attention.get((entry.channel, entry.n), {}).get("reason", "taken")
        foreseen = {"taken"} if name in right.writes else {"forbidden_channel", "forbidden_write"}
        if reason not in foreseen:
            mistakes.append(f"{type_} {name}: {reason}")
    return mistakes


def test_nobody_writes_a_type_where_it_isnt_declared(land: None) -> None:
    where = {"collaborative": "A", "facility": "hc1", "team": "team1", "person": "person:head_member"}
    phone = Phone([key("head_member")]).enrol()
    asked = []
    for declared in declarations():
        for kind in (*where, "study", "public"):
            if kind not in declared.channels:
                place = (
                    channel(where[kind]) if kind in where else {"study": f"study:{key('s')}"}.get(kind, kind)
                )
                values = values_of(declared.type, "hc1", f"{declared.type} {kind}")
                asked.append(phone.write(place, declared.type, None, **values))
    # A hundred entries that were set aside are told at once, the rest with the next answer.
    for _ in range(1 + len(asked) // 100):
        phone.exchange()
    reasons = {phone.attention[entry.channel, entry.n]["reason"] for entry in asked}
    assert len(asked) > 60
    assert reasons == {"forbidden_channel"}


def test_a_head_cant_take_over_another_facilitys_team(land: None) -> None:
    """Moving team2 to hc1 and joining it there would open its drafts."""
    phone = Phone([key("facility_head")]).enrol()
    phone.exchange()
    moved = phone.write(channel("A"), "team", key("team2"), place=key("hc1"))
    seat = {"team": key("team2"), "person": key("facility_head"), "part": "lead", "since": LONG_AGO}
    joined = phone.write(channel("hc1"), "team_member", None, **seat)
    phone.exchange()
    assert phone.attention[moved.channel, moved.n]["reason"] == "forbidden_write"
    assert phone.attention[joined.channel, joined.n]["reason"] == "impossible"
    assert not any(entry.channel == channel("team2") for entry in phone.entries.values())


def test_a_steward_elsewhere_gains_nothing_by_listing_a_facility(land: None) -> None:
    """The steward of B lists hc1 and team1 in B; hc1's staff and drafts stay closed to them."""
    phone = Phone([key("steward_of_b")]).enrol()
    phone.exchange()
    phone.write(
        channel("B"), "place", key("hc1"), name={"en": "mine"}, kind="health_centre", parent=key("woreda2")
    )
    phone.write(
        channel("B"), "place", key("woreda"), name={"en": "mine"}, kind="woreda", parent=key("woreda2")
    )
    phone.write(channel("B"), "team", key("team1"), name={"en": "mine"}, place=key("hc9"))
    seat = {"team": key("team1"), "person": key("steward_of_b"), "part": "lead", "since": LONG_AGO}
    phone.write(channel("hc9"), "team_member", None, **seat)
    held = {"person": key("steward_of_b"), "role": "steward", "place": key("woreda"), "since": LONG_AGO}
    phone.write(channel("woreda"), "role_held", None, **held)
    phone.exchange()
    phone.exchange()
    read = {entry.channel for entry in phone.entries.values() if entry.device != phone.id}
    assert read <= {channel(name) for name in ("B", "woreda2", "hc9")}
    assert phone.grants is not None
    assert channel("A") not in phone.grants["people"][key("steward_of_b")]["channels"]


def test_a_steward_sets_up_a_facility_and_its_staff_in_one_batch(land: None) -> None:
    """Offline, a steward adds a health post and its worker: the place counts before its people are judged."""
    phone = Phone([key("steward")]).enrol()
    phone.exchange()
    post = str(uuid.uuid4())
    values = values_of("place", "hc1", "new")
    phone.write(channel("A"), "place", post, **values)
    worker = phone.write(f"facility:{post}", "person", None, name="Chaltu Boru")
    held = {"person": worker.record, "role": "hew", "place": post, "since": LONG_AGO}
    phone.write(f"facility:{post}", "role_held", None, **held)
    phone.exchange()
    assert phone.attention == {}
    mate = Phone([worker.record]).enrol()
    mate.exchange()
    assert {entry.channel for entry in mate.entries.values()} >= {channel("A"), f"facility:{post}"}


def test_who_leaves_hands_in_first_and_is_then_told_to_forget(land: None) -> None:
    """Almaz's membership ends while she is offline: what she wrote is set aside, not dropped."""
    phone = Phone([key("member")]).enrol()
    phone.exchange()
    assert any(entry.channel == channel("team1") for entry in phone.entries.values())
    entry = phone.write(
        channel("team1"), "event", None, facility=key("hc1"), day=today(), text="written offline"
    )
    seat = {"team": key("team1"), "person": key("member"), "until": today(-1)}
    write(key("hub_steward"), channel("hc1"), "team_member", seat)
    answer = phone.direct(phone.request())
    assert answer["acks"][channel("team1")] == entry.n
    assert [one["reason"] for one in answer["attention"]] == ["forbidden_channel"]
    assert channel("team1") in answer["forget"]


def test_a_role_that_isnt_held_at_such_a_place_is_refused(land: None) -> None:
    steward_at_hc1 = woreda.hold("somebody", "steward", "hc1")
    with pytest.raises(Refused) as refused:
        write_many([steward_at_hc1])
    assert refused.value.reason == "impossible"


def test_no_figure_about_a_person_can_be_asked_for(land: None, client: Any) -> None:
    """No record of counting, trying or marking names a person, and no door sorts facilities."""
    allowed = {("role_held", "person"), ("team_member", "person"), ("skill_held", "person")}
    allowed |= {("invitation", "person"), ("attended", "person")}
    in_the_team = {("present", "person"), ("proposal", "person"), ("decider", "person"), ("voice", "person")}
    naming = {
        (declared.type, name)
        for declared in declarations()
        for name, one in declared.fields.items()
        if one.schema().get("to") == "person"
    }
    assert naming == allowed | in_the_team
    kinds = {declared.type: set(declared.channels) for declared in declarations()}
    # Who was there and who spoke is known to the team alone; what somebody can do and
    # who goes to a learning session, at their facility.
    assert all(kinds[type_] == {"team"} for type_, _ in in_the_team)
    assert all(kinds[type_] == {"facility"} for type_, _ in allowed)
    document = client.get("/api/openapi.json").json()
    parameters = [
        parameter["name"]
        for path in document["paths"].values()
        for door in path.values()
        for parameter in door.get("parameters", [])
        if parameter["in"] != "header"
    ]
    assert not [name for name in parameters if re.search("sort|order|rank|top|person|author", name)]
    doors = ["hub", "sync", "schema", "join/look", "join", "setup", "invitations", "admin-session"]
    doors += ["devices", "revocations", "carried", "locks", "snapshots/{id}/{segment}"]
    doors += ["link/look", "link/join", "link/exchange", "collaboratives/clone"]
    doors += [
        "insights",
        "insights/{place}",
        "insights/{place}/measures/{measure}",
        "insights/{place}/reporting",
    ]
    assert set(document["paths"]) == {f"/api/{door}" for door in doors}
    # A head who shuts out a lost phone is not told when it was used.
    told = {name for one in document["components"]["schemas"].values() for name in one.get("properties", {})}
    assert not [name for name in told if re.search("last_|count|total|score", name)]
