"""The whole transition: function after function goes to the woreda, every partner's key is revoked, and each
piece of work goes on with people of the government; then the hub moves to another machine."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from debo import transition_command
from debo.ledger import acts
from debo.ledger.models import LEFT, Device, Entry
from debo.mentoring.ending import StillNeededError, Stop, end, look_ahead, said
from debo.mentoring.models import FUNCTIONS
from debo.people.access import Access
from debo.people.keys import HubSteward
from debo.people.models import RoleHeld
from tests.integration import woreda
from tests.integration.ledger.phone import Phone
from tests.integration.test_carry_command import DEBO, PHONE, run
from tests.integration.woreda import LONG_AGO, channel, hold, key, today

PARTNERS = ("partner_mentor", "partner_steward")
WHAT_EACH_DOES = ("steward", "mentor", "clinical_mentor")


def for_a_partner(person: str, role: str, place: str = "woreda") -> None:
    draft = hold(person, role, place)
    acts.write_many([acts.Draft(draft.author, draft.channel, draft.type, {**draft.set, "partner": True})])


def moved(function: str, holder: str, since: str, named: str | None = None) -> None:
    values = {
        "collaborative": key("A"), "function": function, "holder": holder, "since": since, "named": named,
    }  # fmt: skip
    kept = {name: value for name, value in values.items() if value is not None}
    acts.write(key("hub_steward"), channel("A"), "function_held", kept)


def begin() -> None:
    """As a collaborative begins: a partner mentors, keeps the hub and holds every function."""
    woreda.build()
    for role in WHAT_EACH_DOES:
        # Those of the land are nobody's yet: the partner's people do this work alone.
        acts.write_many([hold(role, role, "woreda", until=today(-1))])
    # Nor is there a steward of the zone.
    for row in RoleHeld.objects.filter(role="steward", place=key("zone")):
        acts.write(key("hub_steward"), row.channel, "role_held", {"until": today(-1)}, row.record)
    for role in ("steward", "mentor"):
        for_a_partner(f"partner_{role}", role)
    HubSteward.objects.all().delete()
    HubSteward.objects.create(person=key("partner_steward"))
    for function, _ in FUNCTIONS:
        moved(function, "partner", LONG_AGO, "Fuel" if function == "other" else None)


def tell(act: str, *, whom: str = "", yes: bool = False) -> int:
    """The command, as it is run on the hub's machine."""
    return transition_command.run(argparse.Namespace(act=act, whom=whom, yes=yes))


def sync(phone: Phone) -> Any:
    headers = {"Authorization": f"Debo {phone.id}:{phone.token}"}
    body = json.dumps(phone.request())
    return Client().post("/api/sync", body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_all_functions_move_one_by_one_and_then_every_partner_leaves() -> None:
    begin()
    phones = {name: Phone([key(name)]).enrol() for name in PARTNERS}
    for one in phones.values():
        one.exchange()
    shared = Phone([key("partner_mentor"), key("member")]).enrol()
    shared.exchange()

    ahead = look_ahead(today())
    a = channel("A")
    assert ahead.leaving == tuple(sorted(key(name) for name in PARTNERS))
    functions = {Stop("function", "Fuel" if name == "other" else name) for name, _ in FUNCTIONS}
    assert set(ahead.stops) == {Stop("hub_steward"), Stop("steward", a), Stop("mentor", a), *functions}
    assert all(said(one) for one in ahead.stops)
    entries = Entry.objects.count()
    with pytest.raises(StillNeededError):
        end(today())
    assert (Entry.objects.count(), HubSteward.objects.count()) == (entries, 1)

    # One function after the other: shared first, then the woreda's. Each move takes one stop away.
    for number, (function, _) in enumerate(FUNCTIONS):
        named = "Fuel" if function == "other" else None
        moved(function, "shared", today(-30), named)
        assert Stop("function", named or function) in look_ahead(today()).stops
        moved(function, "woreda", today(), named)
        left = [one for one in look_ahead(today()).stops if one.what == "function"]
        assert len(left) == len(FUNCTIONS) - number - 1

    # A man of the woreda takes over what its people did; the hub's keys too.
    acts.write_many([hold("woreda_officer", "mentor", "woreda"), hold("woreda_officer", "steward", "woreda")])
    assert tell("end") == 2
    assert tell("hub", whom="nobody") == tell("hub", whom=key("partner_steward")) == 2
    assert tell("hub", whom=key("woreda_officer")) == 0
    assert tell("end") == 0
    assert look_ahead(today()).stops == ()

    _, done = end(today())
    assert sum(len(one.devices) for one in done) == len(phones)
    assert sum(len(one.left) for one in done) == 1
    assert {str(one.person) for one in HubSteward.objects.all()} == {key("woreda_officer")}
    assert not RoleHeld.objects.filter(partner=True, until=None).exists()
    for phone in phones.values():
        told = sync(phone)
        assert (told.status_code, told.json()["forget"]) == (401, "all")
        assert Device.objects.get(id=phone.id).revoked_why == LEFT
    tomorrow = Access(date.fromisoformat(today()) + timedelta(days=1))
    for name in PARTNERS:
        assert set(tomorrow.standings(key(name))) == {f"person:{key(name)}"}
    # Done again it changes nothing.
    entries = Entry.objects.count()
    assert end(today())[1] == []
    assert Entry.objects.count() == entries

    everything_goes_on()


def everything_goes_on() -> None:
    """Counting, showing, a session, a visit, what was agreed, a report and its answer, without a partner."""
    member, officer = Phone([key("member")]).enrol(), Phone([key("woreda_officer")]).enrol()
    for phone in (member, officer):
        phone.exchange()
    here, collaborative, team = key("hc1"), channel("A"), channel("team1")
    count = {
        "measure": key("measure"),
        "facility": here,
        "period": "e2019-02",
        "numerator": 9,
        "denominator": 12,
    }
    drafted = member.write(team, "observation", **count)
    member.write(collaborative, "observation", drafted.record, **count)
    session = {"collaborative": key("A"), "number": 4, "starts": today(), "theme": "Going on"}
    held = officer.write(collaborative, "learning_session", **session)
    visit = officer.write(
        channel("hc1"), "visit", facility=here, day=today(), kind="on_site", praised="All of it"
    )
    agreed = officer.write(
        channel("hc1"), "commitment",
        visit=visit.record, facility=here, text="Keep a kit at each bed", role="midwife", due=today(14),
    )  # fmt: skip
    for phone in (officer, member):
        phone.exchange()
    member.write(
        team, "task",
        team=key("team1"), facility=here, text="Keep a kit at each bed", role="midwife",
        commitment=agreed.record,
    )  # fmt: skip
    member.write(channel("hc1"), "commitment", agreed.record, outcome="done", told_on=today())
    member.write(collaborative, "shared", session=held.record, facility=here, question="tried", text="A kit")
    report = {"team": key("team1"), "facility": here, "period": "e2019-02"}
    sent = member.write(collaborative, "monthly_report", **report)
    member.exchange()
    officer.exchange()
    officer.write(
        collaborative, "report_answer", report=sent.record, facility=here, well="All of it", day=today()
    )
    # A new colleague comes in, and a function can be written down anew.
    officer.write(channel("hc1"), "person", key("new"), name="Somebody new")
    officer.write(channel("hc1"), "role_held", person=key("new"), role="nurse", place=here, since=today())
    officer.write(
        collaborative, "function_held",
        collaborative=key("A"), function="training", holder="woreda", since=today(), words="Every quarter",
    )  # fmt: skip
    officer.exchange()
    for phone in (member, officer):
        assert phone.attention == {}
        assert phone.unsent() == []
    assert "nurse" in {one.role for one in RoleHeld.objects.filter(person=key("new"))}


@pytest.mark.django_db
def test_who_keeps_a_role_of_the_governments_stays() -> None:
    begin()
    for_a_partner("midwife", "mentor")
    ahead = look_ahead(today())
    assert ahead.staying == (key("midwife"),)
    assert key("midwife") not in ahead.leaving


@pytest.mark.django_db
def test_a_team_of_partners_alone_would_have_nobody() -> None:
    begin()
    for_a_partner("nobody_else", "doctor", "hospital")
    acts.write_many(
        [woreda.sit("nobody_else", "team3"), woreda.sit("hospital_member", "team3", until=today(-1))]
    )
    # The land's own member held the seat by a record without an id of ours, so it may still stand.
    teams = {one for one in look_ahead(today()).stops if one.what == "team"}
    assert teams == {Stop("team", key("team3"))}


@pytest.mark.django_db
def test_without_any_partner_nothing_ends() -> None:
    woreda.build()
    before = Entry.objects.count()
    ahead, done = end(today())
    assert (ahead.seats, ahead.leaving, ahead.stops, done, Entry.objects.count()) == ((), (), (), [], before)


#: A hub with the small land, and a midwife who has a name.
SMALL_HUB = """
from debo.embedded import open_hub
open_hub(may_make=True)
from debo.ledger import acts
from tests.integration import woreda
woreda.build()
name, who = {"name": "Almaz Tesfaye"}, woreda.key("member")
acts.write(woreda.key("hub_steward"), woreda.channel("hc1"), "person", name, who)
"""


def test_the_hub_moves_to_another_machine_by_a_backup_and_a_carried_file(tmp_path: Path) -> None:
    """The government's machine fills an empty hub from the backup, with the secret beside it; what a phone
    far away had written meanwhile comes by a file, and the command runs there."""
    old, new, stick = tmp_path / "old", tmp_path / "new", tmp_path / "stick"
    stick.mkdir()
    run(old, sys.executable, "-c", SMALL_HUB, check=True)
    made = run(old, sys.executable, "-c", PHONE, "Almaz Tesfaye", str(stick))
    assert made.returncode == 0, made.stderr
    run(old, DEBO, "backup", str(stick / "hub.backup"), check=True)
    new.mkdir(mode=0o700)
    shutil.copy(old / "secret", new / "secret")
    shutil.rmtree(old)
    restored = run(new, DEBO, "restore", str(stick / "hub.backup"))
    assert restored.returncode == 0, restored.stderr
    files = sorted(str(one) for one in stick.glob("up-*.debo"))
    carried = run(new, DEBO, "carry", "in", *files)
    assert (carried.returncode, carried.stderr) == (0, "")
    assert "from the phone of Almaz Tesfaye" in carried.stdout
    told = run(new, DEBO, "transition", "end")
    assert (told.returncode, "Nothing would stop" in told.stdout) == (0, True)
    assert run(new, DEBO, "transition", "end", "--yes").returncode == 0
    assert run(new, DEBO, "check", "--quick").returncode == 0
