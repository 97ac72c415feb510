"""What officials are told: sums and not averages, missing and not zero, no ranking, nothing about a
person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debo.insights.settling import bring_up_to_date, settle
from debo.ledger import acts
from debo.people.roles import roles
from tests.integration.insights import land
from tests.integration.insights.asking import Asking
from tests.integration.insights.land import count, draft, key, month

pytestmark = pytest.mark.django_db

#: Hidar 2019 E.C. is running: Tikimt 2019 is the newest month that is over.
NEWEST = 13


@pytest.fixture
def steward(db: None) -> Asking:
    land.build()
    bring_up_to_date()
    return Asking(key(land.STEWARD))


def cells(asking: Asking, place: str, what: str, **asked: Any) -> Any:
    return asking.told(f"/{key(place)}/measures/{key(what)}", periods=60, **asked)


def at(told: Any, n: int) -> int:
    return int(told["periods"].index(month(n)))


def part(told: Any, place: str) -> Any:
    return next(one["cells"] for one in told["parts"] if one["place"] == key(place))


def test_numerators_and_denominators_are_summed(steward: Asking) -> None:
    """9 of 10 and 10 of 90: 19 %, where the average of the percentages would be 50.6."""
    acts.write_many(
        [
            count("hc1", "anc4", month(3), numerator=9, denominator=10),
            count("hc2", "anc4", month(3), numerator=10, denominator=90),
        ]
    )
    for place in ("woreda", "zone", "region", "country"):
        told = cells(steward, place, "anc4")
        i, whole = at(told, 3), told["whole"]
        assert (whole["values"][i], whole["numerators"][i], whole["denominators"][i]) == (19.0, 19, 100), (
            place
        )
    assert part(cells(steward, "woreda", "anc4"), "hc1")["values"][i] == 90.0


def test_a_month_nobody_reported_is_missing_and_one_of_nobody_is_no_share(steward: Asking) -> None:
    acts.write_many(
        [
            count("hc1", "anc4", month(1), numerator=0, denominator=8),
            count("hc1", "anc4", month(3), numerator=0, denominator=0),
            count("hc1", "deaths", month(1), numerator=0),
        ]
    )
    told = cells(steward, "woreda", "anc4")
    whole = told["whole"]
    assert [whole["values"][at(told, n)] for n in (1, 2, 3)] == [0.0, None, None]
    assert [whole["reported"][at(told, n)] for n in (1, 2, 3)] == [1, 0, 1]
    deaths = cells(steward, "woreda", "deaths")
    assert [deaths["whole"]["values"][at(deaths, n)] for n in (1, 2)] == [0, None]


def test_a_health_centre_is_told_with_its_posts_and_by_itself(steward: Asking) -> None:
    acts.write_many(
        [
            count("hc1", "anc4", month(2), numerator=6, denominator=10),
            count("hp1", "anc4", month(2), numerator=1, denominator=2),
        ]
    )
    told = cells(steward, "hc1", "anc4")
    i = at(told, 2)
    assert (told["whole"]["numerators"][i], told["itself"]["numerators"][i]) == (7, 6)
    assert part(told, "hp1")["numerators"][i] == 1


def test_small_counts_of_deaths_arent_told_above_the_facility(steward: Asking) -> None:
    acts.write_many(
        [
            count("hc1", "deaths", month(4), numerator=2),
            count("hc2", "deaths", month(4), numerator=6),
            count("hospital", "deaths", month(4), numerator=9),
        ]
    )
    told = cells(steward, "woreda", "deaths")
    i = at(told, 4)
    assert told["whole"]["values"][i] == 17
    assert [part(told, one)["values"][i] for one in ("hc1", "hc2", "hospital")] == [None, None, 9]
    assert i in part(told, "hc2")["hidden"]
    overview = steward.told(f"/{key('hc1')}", periods=60)
    deaths = next(one for one in overview["measures"] if one["measure"] == key("deaths"))
    assert deaths["whole"]["numerators"][i] is None
    # The other woreda is alone with nothing: no death is no secret.
    assert "hidden" in cells(steward, "zone", "deaths")["whole"]


def test_completeness_goes_with_every_sum(steward: Asking) -> None:
    """Seven facilities in all, five of them in A; the charter begins with Meskerem 2018."""
    acts.write_many(
        [
            count("hc1", "anc4", month(0), numerator=1, denominator=2),
            count("hc9", "anc4", month(0), numerator=1, denominator=2),
        ]
    )
    told = cells(steward, "zone", "anc4")
    i = at(told, 0)
    assert (told["whole"]["reported"][i], told["whole"]["expected"][i]) == (2, 7)
    assert told["whole"]["expected"][i - 1] == 0
    assert (part(told, "woreda")["reported"][i], part(told, "woreda")["expected"][i]) == (1, 5)


def test_the_share_that_likely_changed(steward: Asking) -> None:
    """hc1's runs of 8 of 16 on each side are ordinary by length, but one crossing is too few."""
    steady = [10, 12] * 8
    changed = [10] * 8 + [14] * 8
    acts.write_many(
        [count("hc1", "anc4", month(i - 2), numerator=n, denominator=20) for i, n in enumerate(changed)]
        + [count("hc2", "anc4", month(i - 2), numerator=n, denominator=20) for i, n in enumerate(steady)]
        + [count("hospital", "anc4", month(1), numerator=1, denominator=20)]
    )
    whole = cells(steward, "woreda", "anc4")["whole"]
    said = {name: whole[name] for name in ("facilities", "with_enough", "with_change", "with_better")}
    assert said == {"facilities": 3, "with_enough": 2, "with_change": 1, "with_better": 1}
    hc1 = part(cells(steward, "woreda", "anc4"), "hc2")
    assert (hc1["reading"], hc1["params"]) == ("ordinary", {})


def test_a_count_far_from_the_others_is_worth_asking_about(steward: Asking) -> None:
    """Eleven months around 20 and one of 200; by hand: mean 35.0, SD 51.97, so 3.17 SD away."""
    counts = [20] * 11 + [200]
    acts.write_many(
        count("hc2", "anc4", month(i + 2), numerator=n, denominator=400) for i, n in enumerate(counts)
    )
    told = steward.told(f"/{key('woreda')}/reporting")
    hc2 = next(one for one in told["parts"] if one["place"] == key("hc2"))
    assert (hc2["moderate"], hc2["extreme"]) == (0, 1)
    assert hc2["far"] == [{"measure": key("anc4"), "period": month(NEWEST), "extreme": True}]
    assert told["whole"]["extreme"] == 1


def test_nobody_is_asked_about_a_count_of_deaths(steward: Asking) -> None:
    """Eleven months without one, then three: to call that far from the others would tell it."""
    acts.write_many(
        [
            count("hc2", "deaths", month(n), numerator=3 if n == NEWEST else 0)
            for n in range(NEWEST - 11, NEWEST + 1)
        ]
    )
    told = steward.told(f"/{key('woreda')}/reporting")
    hc2 = next(one for one in told["parts"] if one["place"] == key("hc2"))
    assert sum(hc2["reported"]) == 12
    assert (hc2["moderate"], hc2["extreme"], hc2["far"]) == (0, 0, [])
    assert (told["whole"]["moderate"], told["whole"]["extreme"]) == (0, 0)
    deaths = cells(steward, "woreda", "deaths")
    assert (deaths["whole"]["moderate"], deaths["whole"]["extreme"]) == (0, 0)
    assert not any(
        any(one["cells"]["far"]) for one in deaths["parts"] if one["cells"] and "far" in one["cells"]
    )


def test_places_stand_in_the_order_of_their_names_whatever_their_figures(steward: Asking) -> None:
    def order(numbers: dict[str, int]) -> list[list[str]]:
        acts.write_many(
            count(place, "anc4", month(5), numerator=n, denominator=20) for place, n in numbers.items()
        )
        tried: list[dict[str, Any]] = [
            {},
            {"sort": "value"},
            {"order": "desc"},
            {"rank": 1},
            {"ordering": "-values"},
        ]
        told = [cells(steward, "woreda", "anc4", **one)["parts"] for one in tried]
        told.append(steward.told(f"/{key('woreda')}/reporting", sort="reported")["parts"])
        told.append(steward.told(f"/{key('woreda')}", sort="name")["below"])
        return [[one["name"]["en"] for one in parts] for parts in told]

    first = order({"hc1": 1, "hc2": 10, "hospital": 20})
    assert first == [["hc1", "hc2", "hospital"]] * len(first)
    assert order({"hc1": 20, "hc2": 1, "hospital": 5}) == first
    # A list that people made goes before the alphabet.
    acts.write_many([land.place("A", "hospital", position="1")])
    assert order({"hc1": 3, "hc2": 2, "hospital": 1}) == [["hospital", "hc1", "hc2"]] * len(first)


def test_nothing_names_a_person(steward: Asking) -> None:
    person = key("somebody")
    held = {"person": person, "role": "midwife", "place": key("hc1"), "since": "2020-01-01"}
    assert "midwife" in roles()
    acts.write(key(land.STEWARD), f"facility:{key('hc1')}", "role_held", held)
    acts.write(key(land.STEWARD), f"facility:{key('hc1')}", "person", {"name": "Almaz Bekele"}, person)
    acts.write_many([count("hc1", "anc4", month(5), numerator=1, denominator=2, note="Almaz counted")])
    for path in (
        "",
        f"/{key('woreda')}",
        f"/{key('woreda')}/measures/{key('anc4')}",
        f"/{key('woreda')}/reporting",
    ):
        said = json.dumps(steward.told(path))
        assert not [one for one in (person, key(land.STEWARD), "Almaz", "author", "person") if one in said], (
            path
        )


def test_a_facility_more_costs_no_query_more(steward: Asking) -> None:
    def asked() -> list[int]:
        found = []
        for path in ("", f"/measures/{key('deaths')}", "/reporting"):
            steward.told(f"/{key('woreda')}{path}")
            with CaptureQueriesContext(connection) as queries:
                steward.told(f"/{key('woreda')}{path}")
            found.append(len(queries))
        return found

    acts.write_many([count("hc1", "deaths", month(5), numerator=3)])
    before = asked()
    names = [key(f"more {n}") for n in range(20)]
    acts.write_many(
        [
            draft("A", "place", one, name={"en": one}, kind="health_centre", parent=key("woreda"))
            for one in names
        ]
    )
    acts.write_many(
        [
            draft("A", "observation", None, measure=key("deaths"), facility=one, period=month(5), numerator=3)
            for one in names
        ]
    )
    settle()
    assert asked() == before


def test_an_answer_is_small(steward: Asking) -> None:
    """On a slow line a woreda's page should come in seconds."""
    acts.write_many(
        count(place, what, month(n), numerator=7, denominator=20)
        for place in land.FACILITIES
        for what in ("anc4", "asphyxia")
        for n in range(NEWEST)
    )
    answer = steward.get(f"/{key('woreda')}/measures/{key('anc4')}")
    assert len(answer.content) < 12_000
