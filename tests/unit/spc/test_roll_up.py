"""Sums along a tree: against plain walks up from each place, circles and all."""

from __future__ import annotations

import random

import numpy as np
import pytest

from debo.spc.roll_up import plant, sum_up, with_all_above


def walked(parents: list[int], own: list[int]) -> list[int]:
    """Each place's count carried to all above it, one by one."""
    total = [0] * len(parents)
    for place, count in enumerate(own):
        here = place
        while here >= 0:
            total[here] += count
            here = parents[here]
    return total


def test_a_health_centre_holds_its_posts_and_a_woreda_all() -> None:
    # nation 0, woreda 1, health centre 2 with posts 3 and 4, hospital 5
    tree = plant([-1, 0, 1, 2, 2, 1])
    own = np.array([[0, 0], [0, 0], [10, 20], [1, 2], [2, 4], [30, 40]])
    assert sum_up(tree, own).tolist() == [[43, 66], [43, 66], [13, 26], [1, 2], [2, 4], [30, 40]]
    assert tree.has_below.tolist() == [True, True, True, False, False, False]


def test_trees_of_any_shape_are_summed_as_by_walking_up() -> None:
    chance = random.Random(7)
    for _ in range(200):
        size = chance.randint(1, 30)
        order = chance.sample(range(size), size)
        parents = [-1] * size
        for place in range(1, size):
            parents[order[place]] = chance.choice([-1, *(order[:place])])
        own = [chance.randint(0, 9) for _ in range(size)]
        found = sum_up(plant(parents), np.array(own).reshape(-1, 1))[:, 0].tolist()
        assert found == walked(parents, own)


def test_a_circle_is_opened_once_and_loses_nobody() -> None:
    tree = plant([1, 2, 0, 1])
    assert np.count_nonzero(tree.parents == -1) == 1
    total = sum_up(tree, np.ones((4, 1), np.int64))[:, 0]
    assert total[tree.parents == -1].tolist() == [4]
    assert plant([0]).parents.tolist() == [-1]


def test_part_of_a_tree_sums_to_its_share() -> None:
    chance = random.Random(3)
    parents = [-1, *(chance.randrange(place) for place in range(1, 40))]
    tree, own = plant(parents), np.arange(40).reshape(-1, 1)
    whole = np.zeros((40, 1), np.int64)
    for some in (np.arange(0, 17), np.arange(17, 40)):
        part, numbers = with_all_above(tree, some)
        mine = np.zeros((part.size, 1), np.int64)
        mine[np.searchsorted(numbers, some)] = own[some]
        whole[numbers] += sum_up(part, mine)
    assert whole.tolist() == sum_up(tree, own).tolist()


def test_what_cannot_be_added_exactly_is_refused() -> None:
    tree = plant([-1, 0])
    with pytest.raises(ValueError, match="whole numbers"):
        sum_up(tree, np.zeros((2, 1)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="whole numbers"):
        sum_up(tree, np.zeros((3, 1), np.int64))
    with pytest.raises(ValueError, match="one of the places"):
        plant([2, -1])
