"""Readings and roll-ups kept point by point are what the records say, after any story; and what a rebuild
makes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from debo.insights.models import Note, RollUp, Series
from debo.insights.settling import bring_up_to_date, rebuild, settle
from debo.ledger import acts
from debo.ledger.errors import Refused
from tests.integration.insights import land
from tests.integration.insights.compared import differences, everything
from tests.integration.insights.land import FACILITIES, count, draft, key, month

pytestmark = pytest.mark.django_db

MOVES = (
    ("hp1", "hc2"),
    ("hp1", "hc1"),
    ("hp2", "woreda"),
    ("hc2", "zone"),
    ("hc2", "woreda"),
    ("hc1", "hospital"),
)
NUMBERS = st.none() | st.integers(0, 12)


def a_count(values: dict[str, Any]) -> dict[str, Any]:
    """Numbers that the rules allow."""
    numerator, denominator = values.get("numerator"), values.get("denominator")
    if numerator is not None and denominator is not None:
        values["denominator"] = max(numerator, denominator)
    return values


counts = st.builds(
    lambda facility, what, at, numbers: [count(facility, what, month(at), **a_count(numbers))],
    st.sampled_from(FACILITIES),
    st.sampled_from(list(land.MEASURES)),
    st.integers(-2, 16),
    st.fixed_dictionaries(
        {
            "numerator": NUMBERS,
            "denominator": NUMBERS,
            "value": NUMBERS,
            "withdrawn": st.sampled_from([None, None, True]),
        }
    ),
)
#: Enough months at once for a reading.
years = st.builds(
    lambda facility, what, numbers: [
        count(facility, what, month(at), numerator=n, denominator=20, value=n) for at, n in enumerate(numbers)
    ],
    st.sampled_from(FACILITIES),
    st.sampled_from(list(land.MEASURES)),
    st.lists(st.integers(0, 20), min_size=11, max_size=16),
)
drafts = st.builds(
    lambda at: [
        acts.Draft(
            key(land.STEWARD),
            f"team:{key('team')}",
            "observation",
            {
                "measure": key("anc4"),
                "facility": key("hc1"),
                "period": month(at),
                "numerator": 1,
                "denominator": 2,
            },
        )
    ],
    st.integers(0, 12),
)
decisions = st.builds(
    lambda facility, what, at, kind, gone: [
        draft(
            land.home(facility),
            kind,
            None,
            measure=key(what),
            facility=key(facility),
            **({"last": month(at)} if kind == "baseline" else {"starts": month(at), "reason": "why"}),
            withdrawn=gone,
        )
    ],
    st.sampled_from(FACILITIES),
    st.sampled_from(list(land.MEASURES)),
    st.integers(0, 14),
    st.sampled_from(["baseline", "phase"]),
    st.sampled_from([None, True]),
)
moves = st.builds(
    lambda move: [land.place("A", move[0], parent=key(move[1]))], st.sampled_from(MOVES)
) | st.builds(
    lambda letter, to: [land.place(letter, "zone", parent=key(to) if to else None)],
    st.sampled_from("AB"),
    st.sampled_from(["region", "country", ""]),
)
ends = st.builds(
    lambda name, since, until: [land.place(land.home(name), name, since=since, until=until)],
    st.sampled_from(FACILITIES),
    st.sampled_from([None, "2025-12-01", "2026-03-10"]),
    st.sampled_from([None, "2026-04-08", "2026-09-10"]),
)
charters = st.builds(
    lambda letter, starts, closes, begins: [
        draft(
            letter,
            "collaborative",
            key(letter),
            starts=starts,
            closes_after_days=closes,
            month_starts_on=begins,
        )
    ],
    st.sampled_from("AB"),
    st.sampled_from([None, "2025-09-11", "2026-01-15"]),
    st.sampled_from([None, 20, 400]),
    st.sampled_from([1, 21]),
)
definitions = st.builds(
    lambda letter, what, kinds, optional, direction: [
        land.measure(letter, what, reported_by=kinds, optional=optional, direction=direction)
    ],
    st.sampled_from("AB"),
    st.sampled_from(list(land.MEASURES)),
    st.sampled_from([None, ["health_centre"], ["health_centre", "hospital"]]),
    st.sampled_from([None, True]),
    st.sampled_from(["up", "down", "neither", None]),
)
erasures = st.builds(
    lambda facility, what, at: [
        draft(
            land.home(facility),
            "erasure",
            None,
            of_type="observation",
            of_record=count(facility, what, month(at)).record_id(),
            asked_by="person",
        )
    ],
    st.sampled_from(FACILITIES),
    st.sampled_from(list(land.MEASURES)),
    st.integers(0, 4),
)
new_places = st.builds(
    lambda n, parent: [
        draft("A", "place", key(f"new{n}"), name={"en": "New"}, kind="health_post", parent=key(parent)),
        draft(
            "A",
            "observation",
            None,
            measure=key("deaths"),
            facility=key(f"new{n}"),
            period=month(n),
            numerator=n,
        ),
    ],
    st.integers(0, 3),
    st.sampled_from(["hc1", "hc2", "hospital", "hc9"]),
)
#: B writes about a place that A listed first; nothing of it counts in a roll-up.
elsewhere = st.builds(
    lambda at, n: [
        land.place("B", "hc1", parent=key("woreda2")),
        count("hc1", "deaths", month(at), "B", numerator=n),
    ],
    st.integers(0, 3),
    st.integers(0, 9),
)
steps = st.one_of(
    counts,
    counts,
    counts,
    years,
    drafts,
    decisions,
    moves,
    ends,
    charters,
    definitions,
    erasures,
    new_places,
    elsewhere,
)


def write(drafts: list[acts.Draft]) -> None:
    """Write them; what the rules refuse is no part of the story."""
    try:
        acts.write_many(drafts)
    except Refused:
        return


#: Shrinking a story takes minutes and it is short as it is.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.lists(st.tuples(steps, st.booleans()), min_size=3, max_size=14))
def test_after_any_story_all_is_as_the_records_say_and_as_a_rebuild_makes_it(
    story: list[tuple[list[acts.Draft], bool]],
) -> None:
    with transaction.atomic():
        land.build()
        bring_up_to_date()
        for drafts_, settles in story:
            write(drafts_)
            if settles:
                settle()
        settle()
        assert not Note.objects.exists()
        assert differences() == []
        kept = everything()
        rebuild()
        assert everything() == kept
        transaction.set_rollback(True)


def test_a_zone_that_moves_takes_the_sums_of_other_collaboratives_along() -> None:
    """A is home to the zone; what is counted in B lies below it as well."""
    land.build()
    bring_up_to_date()
    acts.write_many([count("hc9", "anc4", month(1), numerator=1, denominator=2)])
    settle()
    region = RollUp.objects.filter(place=key("region"), measure=key("anc4"))
    assert region.get().counting == 1
    acts.write_many([land.place("A", "zone", parent=key("country"))])
    settle()
    assert not region.exists()
    assert differences() == []


def test_a_series_counts_once_where_two_collaboratives_have_it() -> None:
    land.build()
    bring_up_to_date()
    acts.write_many(
        [
            land.place("B", "hc1", parent=key("woreda2")),
            count("hc1", "deaths", month(1), "A", numerator=7),
            count("hc1", "deaths", month(1), "B", numerator=9),
        ]
    )
    settle()
    assert differences() == []
    assert Series.objects.filter(facility=key("hc1"), measure=key("deaths")).count() == 2
    assert RollUp.objects.get(place=key("country"), measure=key("deaths")).counting == 1
