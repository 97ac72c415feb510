"""A collaborative made after another: what goes along, what never does, twice, and who may."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from debo.collaborative.cloning import Wanted, clone
from debo.collaborative.models import AgendaPart, Collaborative, LearningSession, OwnWord
from debo.collaborative.place_lines import read_place_lines
from debo.collaborative.refusals import NeedsNames, NoSuchCollaborative, SameWoreda, UnclearLine
from debo.improvement.models import Aim, Driver, Idea
from debo.ledger import acts
from debo.ledger.models import Entry
from debo.ledger.replicated import REGISTRY
from debo.measures.models import Bundle, Measure
from debo.people.access import Access
from debo.people.models import Place
from tests.integration import woreda
from tests.integration.woreda import channel, key

pytestmark = pytest.mark.django_db

BY = key("hub_steward")
FACILITIES = """name, kind, belongs to
Sagure health centre, health centre
Sagure 01, health post, Sagure health centre
Digeluf hospital\thospital
"""


@pytest.fixture(autouse=True)
def land(db: None) -> None:
    woreda.build()
    charter = {
        "aim": "Half as many deaths by Sene", "starts": "2026-09-11", "ends": "2027-12-10",
        "stage": "holding", "allowance": "The same for everybody", "month_starts_on": 21,
    }  # fmt: skip
    write("collaborative", "A", **charter)
    write("bundle", "old", name={"en": "After birth"}, version=1, elements=elements("weighed"))
    write(
        "bundle", "new", name={"en": "After birth"}, version=2, elements=elements("warm"), replaces=key("old")
    )
    write("measure", "on old", name={"en": "Old"}, bundle=key("old"), unit="percent")
    write("measure", "on new", name={"en": "New"}, bundle=key("new"), unit="percent", goal=90, optional=True)
    write("measure", "team's", name={"en": "Own"}, team=key("team1"), unit="count")
    write("observation", "", measure=key("measure"), facility=key("hc1"), period="e2018-01", numerator=3,
          denominator=9)  # fmt: skip
    write("own_word", "", word="term.pdsa", said={"en": "a small try"})
    session = {
        "collaborative": key("A"),
        "number": 1,
        "starts": "2026-10-11",
        "venue": "Bokoji",
        "theme": "Aims",
    }
    write("learning_session", "LS1", **session)
    write("agenda_part", "part", session=key("LS1"), day="2026-10-12", begins=540, minutes=30, kind="plenary",
          title="Opening", led_by="Ato Girma", notes="call 0911")  # fmt: skip
    package()


def write(type_: str, called: str, /, **values: Any) -> str:
    record = key(called) if called and not REGISTRY[type_].key else None
    return acts.write(BY, channel("A"), type_, values, record)


def elements(one: str) -> list[dict[str, Any]]:
    return [{"key": one, "label": {"en": one}}]


def package() -> None:
    """Two ideas of one family, adopted and adapted; one that was abandoned; one nobody tried."""
    of = {"team": key("team1"), "facility": key("hc1")}
    write("aim", "aim", **of, what="Every baby warm", start=40, target=90, measure=key("on new"))
    write("driver", "primary", **of, aim=key("aim"), text="Things at hand")
    write("driver", "second", **of, aim=key("aim"), parent=key("primary"), text="A warm corner")
    write("driver", "other", **of, aim=key("aim"), text="Not needed")
    write("idea", "warm corner", **of, driver=key("second"), text="A heater at the bed")
    there = {"team": key("team2"), "facility": key("hc2")}
    write("idea", "its copy", **there, text="A heater, smaller", copied_from=key("warm corner"))
    write("idea", "abandoned", **of, text="A form more")
    write("idea", "untried", **of, text="A bell")
    for idea, decision in (("warm corner", "adopt"), ("its copy", "adapt"), ("abandoned", "abandon")):
        where = there if idea == "its copy" else of
        write("cycle", f"cycle {idea}", **where, idea=key(idea), question="Does it help?", decision=decision)


def made(**more: Any) -> str:
    wanted = Wanted("Digeluf", "Mothers of Digeluf", starts=date(2027, 9, 11), **more)
    return clone(key("A"), wanted, BY).collaborative


def rows(model: Any, new: str) -> list[Any]:
    return list(model.objects.filter(channel=f"collaborative:{new}").order_by("pk"))


def test_the_charter_goes_along_and_begins_anew() -> None:
    new = made()
    charter = Collaborative.objects.get(record=new)
    assert (charter.name, charter.aim) == ({"en": "Mothers of Digeluf"}, "Half as many deaths by Sene")
    assert (charter.allowance, charter.month_starts_on) == ("The same for everybody", 21)
    assert (charter.stage, charter.scope, charter.cloned_from) == ("prework", "scale", key("A"))
    # 365 days later, as the first day is.
    assert (charter.starts, charter.ends) == ("2027-09-11", "2028-12-09")
    place = Place.objects.get(record=charter.woreda)
    assert (place.name, place.kind, place.parent) == ({"en": "Digeluf"}, "woreda", key("zone"))
    assert {one.kind for one in rows(Place, new)} == {"woreda", "zone", "region", "country"}


def test_measures_bundles_words_and_agendas_go_along() -> None:
    new = made()
    [bundle] = rows(Bundle, new)
    assert (bundle.version, bundle.elements) == (2, elements("warm"))
    assert bundle.record != key("new")
    found = {one.name["en"]: one for one in rows(Measure, new)}
    assert found.keys() == {"ANC4", "New"}
    assert (found["New"].bundle, found["New"].goal, found["New"].optional) == (bundle.record, 90, True)
    assert [one.said for one in rows(OwnWord, new)] == [{"en": "a small try"}]
    [session] = rows(LearningSession, new)
    assert (session.collaborative, session.starts, session.venue) == (new, "2027-10-11", None)
    [part] = rows(AgendaPart, new)
    assert (part.session, part.day, part.title) == (session.record, "2027-10-12", "Opening")
    assert (part.led_by, part.notes) == (None, None)


def test_of_the_package_what_worked_goes_along_with_its_drivers() -> None:
    new = made()
    [idea] = rows(Idea, new)
    assert (idea.text, idea.copied_from) == ("A heater at the bed", key("warm corner"))
    assert idea.facility == Collaborative.objects.get(record=new).woreda
    drivers = {one.record: one for one in rows(Driver, new)}
    assert {one.text for one in drivers.values()} == {"Things at hand", "A warm corner"}
    assert drivers[drivers[idea.driver].parent].text == "Things at hand"
    [aim] = rows(Aim, new)
    assert (aim.what, aim.start, aim.target, aim.ended) == ("Every baby warm", None, None, "2027-09-11")


def test_no_count_no_person_no_draft_and_no_team_goes_along() -> None:
    before = Entry.objects.count()
    new = made(places=tuple(read_place_lines(FACILITIES)))
    written = Entry.objects.order_by("pk")[before:]
    assert {one.channel for one in written} == {f"collaborative:{new}"}
    kinds = {one.type for one in written}
    assert kinds == {
        "collaborative", "place", "bundle", "measure", "aim", "driver", "idea", "own_word",
        "learning_session", "agenda_part",
    }  # fmt: skip
    assert {one.led_by for one in rows(AgendaPart, new)} == {None}


def test_twice_is_once_and_what_was_changed_meanwhile_stays() -> None:
    new = made()
    session = rows(LearningSession, new)[0]
    acts.write(BY, f"collaborative:{new}", "learning_session", {"starts": "2027-11-01"}, session.record)
    acts.write(BY, f"collaborative:{new}", "collaborative", {"aim": "Our own"}, new)
    before = Entry.objects.count()
    done = clone(key("A"), Wanted("  DIGELUF ", "Another name"), BY)
    assert (done.collaborative, done.is_new, Entry.objects.count()) == (new, False, before)
    assert not done.copied
    assert done.kept["measure"] == 2
    write("measure", "later", name={"en": "Later"}, unit="count")
    done = clone(key("A"), Wanted("Digeluf", "x", places=tuple(read_place_lines(FACILITIES))), BY)
    assert dict(done.copied) == {"measure": 1, "place": 3}
    assert rows(LearningSession, new)[0].starts == "2027-11-01"
    assert Collaborative.objects.get(record=new).aim == "Our own"


def test_places_stand_below_their_own() -> None:
    new = made(places=tuple(read_place_lines(FACILITIES)))
    found = {one.name["en"]: one for one in rows(Place, new)}
    woreda_ = Collaborative.objects.get(record=new).woreda
    centre = found["Sagure health centre"]
    assert (centre.kind, centre.parent) == ("health_centre", woreda_)
    assert (found["Sagure 01"].kind, found["Sagure 01"].parent) == ("health_post", centre.record)
    assert (found["Digeluf hospital"].kind, found["Digeluf hospital"].parent) == ("hospital", woreda_)


@pytest.mark.parametrize(
    ("text", "line"),
    [("A, palace", 1), ("A, hospital\nA, hospital", 2), ("\nB, health post, C", 2), (", hospital", 1)],
)
def test_an_unclear_line_stops_before_anything_is_written(text: str, line: int) -> None:
    with pytest.raises(UnclearLine) as caught:
        read_place_lines(text)
    assert caught.value.values["line"] == line


def test_what_cannot_be_cloned_is_refused() -> None:
    before = Entry.objects.count()
    with pytest.raises(NoSuchCollaborative):
        clone(key("nothing"), Wanted("Digeluf", "x"), BY)
    with pytest.raises(NeedsNames):
        clone(key("A"), Wanted(" ", "x"), BY)
    with pytest.raises(SameWoreda):
        clone(key("A"), Wanted("Woreda", "x"), BY)
    assert Entry.objects.count() == before


def test_the_people_of_the_first_woreda_get_no_right_in_the_next() -> None:
    new = made()
    for who in ("midwife", "facility_head", "woreda_officer", "member", "steward_of_b"):
        assert f"collaborative:{new}" not in Access().standings(key(who)), who
    assert "steward" in Access().standings(BY)[f"collaborative:{new}"]


def test_only_the_hubs_steward_goes_through_the_door() -> None:
    from tests.integration.ledger.phone import Phone

    asked = {"source": key("A"), "name": "Mothers of Digeluf", "woreda": "Digeluf", "places": FACILITIES}
    phone = Phone([key("mentor"), BY]).enrol()

    def go(person: str, **more: str) -> Any:
        headers = {"Authorization": f"Debo {phone.id}:{phone.token}", "Debo-Person": person}
        body = json.dumps({**asked, **more})
        return Client().post("/api/collaboratives/clone", body, "application/json", headers=headers)

    assert go(key("mentor")).status_code == 403
    assert go(key("midwife")).status_code in (401, 403)
    assert go(BY, places="A, palace").status_code == 422
    assert Collaborative.objects.filter(cloned_from=key("A")).count() == 0
    answer = go(BY)
    assert answer.status_code == 200, answer.content
    assert answer.json()["copied"] == {
        "collaborative": 1, "place": 3, "bundle": 1, "measure": 2, "aim": 1, "driver": 2, "idea": 1,
        "own_word": 1, "learning_session": 1, "agenda_part": 1,
    }  # fmt: skip


def test_the_command_says_what_it_copied(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from debo.cli import main

    monkeypatch.setattr("debo.embedded.open_hub", lambda: None)
    places = tmp_path / "places.csv"
    places.write_text(FACILITIES, "utf-8")
    words = ["collaborative", "clone", "a", "--woreda", "Digeluf", "--name", "Mothers of Digeluf"]
    assert main([*words, "--places", str(places)]) == 0
    told = capsys.readouterr().out
    assert "Copied: the charter, 3 facilities, 1 clinical bundles, 2 measures" in told
    assert main(words) == 0
    assert "Copied: nothing." in capsys.readouterr().out
    assert main(["collaborative"]) == 0
    assert "Mothers of Digeluf" in capsys.readouterr().out
    assert main(["collaborative", "clone", "nowhere", "--woreda", "x", "--name", "y"]) == 2
    assert "Nothing was changed" in capsys.readouterr().err
