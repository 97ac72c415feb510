"""Fifteen months of twelve facilities and twenty-five phones, half of them mostly without a line."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from debo.collaborative.models import Commitment, Forgiven, LearningSession, Loan, Passed
from debo.ledger import models
from tests.whole.cast import FACILITIES, SHARED, TEAMS, channel, key
from tests.whole.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    """All of it, played."""
    one = Story(timezone.localdate())
    one.play()
    return one


def test_a_whole_collaborative(story: Story) -> None:
    assert len(story.phones) == 25
    assert len(FACILITIES) == 12
    assert {name: phone.attention for name, phone in story.phones.items() if phone.attention} == {}
    assert LearningSession.objects.filter(channel=channel(SHARED)).count() == 4
    assert story.sticks == 6
    everybody_holds_the_same(story)
    every_promise_came_back()
    what_was_lent_came_back_or_was_forgiven(story)
    nobody_reads_the_teams_drafts(story)
    it_goes_on_without_the_partner(story)


def everybody_holds_the_same(story: Story) -> None:
    """Each phone's channels are those of the hub, to the last entry."""
    heads = {one.name: one.digest for one in models.Channel.objects.all()}
    for name, phone in story.phones.items():
        if not name.startswith("partner"):
            assert phone.unsent() == [], name
            assert {c: phone.digest(c) for c in phone.cursors} == {c: heads[c] for c in phone.cursors}, name


def every_promise_came_back() -> None:
    """Twelve facilities promised something at four sessions; what was promised at three has an outcome."""
    promised = Commitment.objects.filter(channel=channel(SHARED))
    assert Counter(one.outcome is not None for one in promised) == {True: 36, False: 12}
    assert all(one.role and one.due for one in promised)


def what_was_lent_came_back_or_was_forgiven(story: Story) -> None:
    """Of six loans of 20, 12 came back and 8 were forgiven; both sides say the same."""
    assert Loan.objects.filter(record__in=story.loans).count() == 6
    for loan in story.loans:
        seen = Passed.objects.filter(loan=loan).values_list("side", "way", "quantity")
        assert sorted(seen) == [
            ("borrower", "back", 12.0),
            ("borrower", "out", 20.0),
            ("lender", "back", 12.0),
            ("lender", "out", 20.0),
        ]
        assert Forgiven.objects.get(loan=loan).quantity == 8


def nobody_reads_the_teams_drafts(story: Story) -> None:
    """Neither mentors nor officers nor other teams ever received an entry of a team's channel."""
    for name, phone in story.phones.items():
        read = {entry.channel for entry in phone.entries.values() if entry.channel.startswith("team:")}
        own = {channel(team) for team, place in TEAMS.items() if name in _people_of(place)}
        assert read <= own, name


def _people_of(place: str) -> set[str]:
    from tests.whole.cast import staff, team_of

    return {name for name, _, where in staff() if team_of(where) == f"team of {place}"}


def it_goes_on_without_the_partner(story: Story) -> None:
    """The partner's phones read nothing any more; a month, a visit, a loan and a referral go on."""
    for name in ("partner mentor", "partner steward"):
        story.phones[name].exchange()
        assert story.phones[name].cursors.keys() <= {f"person:{key(name)}"}
    for _, phone in story.goes_on():
        phone.exchange()
    assert all(phone.attention == {} for phone in story.phones.values())
