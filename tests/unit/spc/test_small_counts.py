"""Small counts: hidden, and not to be had from what is told, tried with every count that would fit it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from debo.spc.batch import Bools, Ints
from debo.spc.roll_up import Tree, plant, sum_up
from debo.spc.small_counts import hide_small


def fitting(tree: Tree, told: Ints, hidden: Bools, apart: Bools) -> list[set[int]]:
    """What each place's count may be for whoever reads what is told: every way in which the places' own
    counts, up to nine each, add up to it; what is hidden isn't zero."""
    own = [place for place in range(tree.size) if apart[place]]
    ways = np.stack(np.meshgrid(*[np.arange(10)] * len(own), indexing="ij")).reshape(len(own), -1)
    counts = np.zeros((tree.size, ways.shape[1]), np.int64)
    counts[own] = ways
    total = sum_up(tree, counts)
    fits = np.where(hidden[:, None], total > 0, total == told[:, None]).all(axis=0)
    return [set(total[place, fits].tolist()) for place in range(tree.size)]


def given_away(tree: Tree, told: Ints, hidden: Bools, apart: Bools) -> set[int]:
    found = fitting(tree, told, hidden, apart)
    assert all(found[place] == {told[place]} for place in np.flatnonzero(~hidden).tolist())
    assert all(told[place] in found[place] for place in range(tree.size))
    return {place for place in np.flatnonzero(hidden).tolist() if len(found[place]) < 2}


def lands(count: int) -> list[tuple[Tree, Ints, Bools]]:
    """Small lands with few deaths, of which five places or fewer count some of their own; the leaves do."""
    chance = random.Random(11)
    found: list[tuple[Tree, Ints, Bools]] = []
    while len(found) < count:
        parents = [-1]
        for _ in range(chance.randint(2, 7)):
            parents.append(chance.randrange(len(parents)))
        tree = plant(parents)
        apart = ~tree.has_below | np.array([chance.random() < 0.15 for _ in parents])
        if np.count_nonzero(apart) <= 5:
            own = np.where(apart, [chance.choice([0, 1, 1, 1, 2, 3, 5, 6, 8]) for _ in parents], 0)
            found.append((tree, sum_up(tree, own.reshape(-1, 1)), apart.reshape(-1, 1)))
    return found


def test_every_small_count_is_hidden_and_none_can_be_worked_out() -> None:
    besides = lost = shown = 0
    for tree, totals, apart in lands(150):
        hidden, small = hide_small(tree, totals, apart), (totals > 0) & (totals < 5)
        assert (hidden >= small).all()
        assert not given_away(tree, totals[:, 0], hidden[:, 0], apart[:, 0]), (tree.parents, totals, apart)
        besides += int((hidden & ~small).sum())
        shown += int((~hidden & (totals > 0)).sum())
        # What is tried is able to find something where only the small ones are hidden.
        lost += bool(given_away(tree, totals[:, 0], small[:, 0], apart[:, 0]))
    assert lost > 50
    assert 0 < besides < shown


def test_a_zone_with_one_small_woreda_hides_the_next_smallest_too() -> None:
    # zone 0 with woredas 1, 2 and 3; nothing else in the zone
    tree = plant([-1, 0, 0, 0])
    totals = np.array([[40, 12], [3, 3], [7, 4], [30, 5]])
    hidden = hide_small(tree, totals, np.array([[False] * 2, *[[True] * 2] * 3]))
    assert hidden.T.tolist() == [[False, True, True, False], [False, True, True, False]]


def test_a_count_of_a_facility_that_is_in_no_row_hides_enough() -> None:
    tree = plant([-1, 0, 0])
    totals, apart = np.array([[45], [3], [30]]), np.array([[True], [True], [True]])
    assert hide_small(tree, totals, apart)[:, 0].tolist() == [False, True, False]


def test_a_total_whose_parts_must_all_be_one_is_hidden_with_them() -> None:
    tree = plant([-1, 0, 0, 0, 0, 0])
    totals = np.array([[5], [1], [1], [1], [1], [1]])
    assert hide_small(tree, totals, np.array([[False], *[[True]] * 5])).all()


def test_nobody_is_in_a_zero() -> None:
    tree = plant([-1, 0, 0])
    assert not hide_small(tree, np.array([[9], [0], [9]]), np.array([[False], [True], [True]])).any()


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="each place and period"):
        hide_small(plant([-1]), np.zeros((2, 1), np.int64), np.zeros((2, 1), np.bool_))
