"""The demonstration: what it promises to show, and that it is the same again."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from datetime import timedelta
from statistics import mean

import pytest

from debo.demo.catalogue import demo_id, table
from debo.demo.demonstration import HubNotEmptyError, fill, logins
from debo.demo.figures import effect
from debo.demo.script import CHANNEL, last_months, write_script
from debo.improvement.models import Aim, Answer, Approval, Baseline, Cause, Cycle, Escalation, Event, Phase
from debo.ledger.models import Entry
from debo.measures.models import Bundle, Measure, Observation
from debo.measures.recounts import verified_pairs
from debo.measures.rules import impossible
from debo.people.keys import JoinCode
from debo.people.models import Place, RoleHeld, TeamMember
from debo.supplies.models import EarlyWord, Stock, WatchedItem
from tests.integration.conftest import DEMONSTRATION_DAY
from tests.integration.doors import Visitor


def test_the_same_seed_and_day_give_the_same_and_another_seed_others() -> None:
    assert write_script(1, DEMONSTRATION_DAY) == write_script(1, DEMONSTRATION_DAY)
    assert write_script(2, DEMONSTRATION_DAY) != write_script(1, DEMONSTRATION_DAY)


def test_the_months_end_with_the_last_complete_one() -> None:
    """23 November 2026 is 14 Hidar 2019, so the last complete month is Tikimt 2019, and fifteen begin in
    Nehase 2017."""
    ids = [period.id for period in last_months(DEMONSTRATION_DAY)]
    assert (len(ids), ids[0], ids[-1]) == (15, "e2017-12", "e2019-02")


def test_the_land_is_that_of_the_programme(demo: int) -> None:
    kinds = Counter(Place.objects.values_list("kind", flat=True))
    assert kinds == {"hospital": 1, "health_centre": 7, "health_post": 30, "woreda": 1, "zone": 1}
    assert Place.objects.get(kind="woreda").name["en"].startswith("Demo woreda")
    parents = Counter(Place.objects.filter(kind="health_post").values_list("parent", flat=True))
    assert len(parents) == 7
    assert set(parents.values()) <= {4, 5}


def test_a_new_phone_joins_in_200_kilobytes(demo: int) -> None:
    """Every byte of the answers, compressed as they travel; 2,500 to 3,500 counts are the programme's
    size."""
    assert 2_400 <= Observation.objects.filter(channel=CHANNEL).count() <= 3_500
    almaz = next(one for one in logins() if one.name.startswith("Almaz"))
    phone, sent = Visitor(), 0
    cursors: dict[str, int] = {}
    joined = phone.join(almaz.code, almaz.pin)
    sent += len(gzip.compress(joined.content))
    for _ in range(20):
        asked = {"v": 1, "epoch": None, "stamp": 0, "batch": None, "cursors": cursors, "digests": {}}
        answer = phone.post("sync", asked)
        sent += len(gzip.compress(answer.content))
        assert answer.status_code == 200, answer.content
        told = answer.json()
        cursors.update(told["cursors"])
        if not told.get("more"):
            break
    assert "more" not in told
    assert sent <= 200_000


def test_there_is_something_of_everything_to_see(demo: int) -> None:
    decisions = Counter(Cycle.objects.filter(channel=CHANNEL).values_list("decision", flat=True))
    assert {"adopt", "adapt", "abandon"} <= set(decisions)
    assert Cycle.objects.filter(channel=CHANNEL).exclude(previous=None).exists()
    assert Phase.objects.count() == 3
    assert all(phase.reason for phase in Phase.objects.all())
    assert Baseline.objects.count() >= 30
    assert Event.objects.filter(text__contains="No syphilis tests").exists()
    assert RoleHeld.objects.exclude(until=None).count() >= 8
    assert TeamMember.objects.filter(until=None).exists()
    assert all(row.example for row in Bundle.objects.all())


def test_almaz_team_recounted_its_delivery_register(demo: int) -> None:
    """At first a fifth fewer births than reported, put right; then nearly and at last exactly as many."""
    pairs = sorted(verified_pairs(CHANNEL), key=lambda pair: pair.period)
    numbers = [(pair.recounted[0], pair.reported[0]) for pair in pairs]
    factors = [recounted / reported for recounted, reported in numbers if recounted and reported]
    assert factors == pytest.approx([0.8, 0.95, 1.0, 1.0], abs=0.02)
    assert {pair.facility for pair in pairs} == {demo_id("place", "hc1")}
    corrected = Observation.objects.filter(channel=CHANNEL).exclude(first_numerator=None)
    assert [(row.numerator, row.first_numerator) for row in corrected] == numbers[:1]
    assert not Observation.objects.filter(channel=CHANNEL, reported_on=None).exists()


def test_almaz_team_asked_why_and_asked_the_woreda(demo: int) -> None:
    """Two of three ends of which it was said lie with the woreda; one asking has its answer, one waits 15
    days."""
    causes = {row.record: row for row in Cause.objects.all()}
    explained = {row.parent for row in causes.values()}
    ends = [row for row in causes.values() if row.record not in explained]
    assert Counter(row.reach for row in ends) == {"ours": 1, "woreda": 2, None: 1}
    assert all(row.parent in causes for row in causes.values() if row.parent)
    asked = {row.record: row for row in Escalation.objects.filter(channel=CHANNEL)}
    answered = {row.escalation for row in Answer.objects.all()}
    waiting = [row.asked_on for record, row in asked.items() if record not in answered]
    assert waiting == [(DEMONSTRATION_DAY - timedelta(days=15)).isoformat()]
    assert {row.channel for row in Cause.objects.all()} == {f"team:{demo_id('team', 'hc1')}"}


def test_its_one_aim_has_the_mentors_word_and_another_teams_waits(demo: int) -> None:
    shown = Aim.objects.filter(channel=CHANNEL)
    assert {row.facility for row in shown} == {demo_id("place", "hc1"), demo_id("place", "hc3")}
    assert {row.record for row in Aim.objects.all()} == {row.record for row in shown}
    answered = Approval.objects.get()
    assert (answered.aim, answered.said, answered.by_team) == (demo_id("aim", "hc1"), "agreed", None)


def test_two_items_are_watched_and_one_runs_low(demo: int) -> None:
    lasting = {}
    for item in WatchedItem.objects.all():
        newest = Stock.objects.filter(item=item.record).latest("day")
        assert newest.left is not None
        assert newest.weekly
        lasting[str(item.keeper)] = int(newest.left * 7 / newest.weekly)
    # By hand: 10 tests at 8 a week, 18 ampoules at 5 a week.
    assert lasting == {"laboratory": 8, "pharmacy": 25}
    assert EarlyWord.objects.get().reply == "here"


def test_almaz_has_drafts_that_nobody_else_sees(demo: int) -> None:
    released = set(Observation.objects.filter(channel=CHANNEL).values_list("record", flat=True))
    drafts = Observation.objects.filter(channel=f"team:{demo_id('team', 'hc1')}")
    assert len([row for row in drafts if row.record not in released]) >= 2
    unfinished = Cycle.objects.get(record=demo_id("cycle", "unfinished"))
    assert unfinished.channel.startswith("team:")
    assert unfinished.decision is None


def test_no_count_is_impossible_and_missing_months_are_missing(demo: int) -> None:
    measures = {row.record: row for row in Measure.objects.all()}
    rows = list(Observation.objects.filter(channel=CHANNEL))
    for row in rows:
        measure = measures[str(row.measure)]
        declared = {name: getattr(measure, name) for name in ("unit", "over_hundred", "period_kind")}
        counted = {
            name: getattr(row, name) for name in ("numerator", "denominator", "value", "elements", "period")
        }
        assert impossible(counted, declared) is None
    series = Counter((row.measure, row.facility) for row in rows)
    assert max(series.values()) == 15
    assert sum(n < 15 for n in series.values()) > 20
    posts = set(Place.objects.filter(kind="health_post").values_list("record", flat=True))
    small = [row.denominator for row in rows if row.facility in posts and row.denominator is not None]
    assert sum(n < 10 for n in small) > 20
    # Syphilis tests and ANC4 go over a hundred per cent now and then, as they did in the programme.
    assert any(
        row.numerator > row.denominator for row in rows if row.denominator and row.numerator is not None
    )


def test_bundles_are_scored_all_or_none(demo: int) -> None:
    """No more births can have every element done than have any one of them done or not applicable."""
    rows = list(Observation.objects.filter(channel=CHANNEL).exclude(elements=None))
    assert len(rows) > 250
    for row in rows:
        for parts in row.elements.values():
            assert sum(parts.values()) == row.denominator
            assert row.numerator <= parts.get("done", 0) + parts.get("not_applicable", 0)


def test_levels_are_those_of_the_evaluation(demo: int) -> None:
    """Before any change (the first five months) facilities stand near the published pre level; those
    that change
    end higher, and most don't change (table 3 of the evaluation; the spread between facilities is ours)."""
    for measure in table("measures"):
        if measure.get("changing", 0) < 1 or measure["at"] == ["hospital"]:
            continue
        shares = defaultdict(list)
        months = [period.id for period in last_months(DEMONSTRATION_DAY)]
        for row in Observation.objects.filter(channel=CHANNEL, measure=demo_id("measure", measure["key"])):
            if row.denominator:
                shares[months.index(str(row.period))].append(100 * (row.numerator or 0) / row.denominator)
        before = mean(share for month in range(5) for share in shares[month])
        after = mean(share for month in range(11, 15) for share in shares[month])
        assert abs(before - measure["pre"]) < 9, measure["key"]
        facilities = sum(place["kind"] in measure["at"] for place in table("places"))
        expected = effect(measure) * measure["changing"] / facilities
        assert abs((after - before) - expected) < 9, measure["key"]


def test_it_is_never_mixed_with_real_work(demo: int) -> None:
    with pytest.raises(HubNotEmptyError):
        fill(1, DEMONSTRATION_DAY)
    assert Entry.objects.count() == demo


def test_everybody_named_gets_in_again_and_again(demo: int) -> None:
    for one in logins():
        for _ in range(2):
            welcome = Visitor().join(one.code, one.pin).json()
            assert welcome["name"] == one.name
    assert JoinCode.objects.filter(used_at=None).count() == len(logins()) >= 8
    assert Visitor().client.get("/api/hub").json()["demo"] is True
