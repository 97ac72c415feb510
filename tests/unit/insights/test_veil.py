"""The veil against everybody who adds and subtracts: every way of filling the hidden cells is tried.

A tree of places with deaths at its facilities is veiled as the hub does it, from the lowest up, then looked
through from the top down. Whoever sees the result knows: each shown figure, that a hidden one is at least
1, and that parts add up to their whole. Of all counts that fit, no hidden cell may have the same value in
each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debo.insights.veil import Cells, Veil, draw, is_small, seen_through


@dataclass
class Tree:
    """A place: with parts, or a facility with its own deaths."""

    deaths: int = 0
    parts: list[Tree] = field(default_factory=list)
    hidden: bool = False
    drawn: Veil | None = None
    cells: Cells | None = None

    @property
    def total(self) -> int:
        return self.deaths if not self.parts else sum(part.total for part in self.parts)

    def everybody(self) -> Iterator[Tree]:
        yield self
        for part in self.parts:
            yield from part.everybody()

    def facilities(self) -> list[Tree]:
        return [one for one in self.everybody() if not one.parts]


def column(values: list[float]) -> np.ndarray:
    return np.array(values, np.float64)[:, None]


def veiled(place: Tree) -> None:
    """From the lowest up."""
    for part in place.parts:
        if part.parts:
            veiled(part)
    rows: list[tuple[float, ...]] = []
    for part in place.parts:
        if part.drawn is None:
            small = float(is_small(np.array([float(part.deaths)]))[0])
            rows.append((part.deaths, small, small, small * part.deaths, 1, part.deaths))
        else:
            d = part.drawn
            rows.append(
                (part.total, *(float(x[0]) for x in (d.hidden, d.free, d.sum, d.over_free, d.over_sum)))
            )
    count, hidden, free, summed, over_free, over_sum = (column(list(one)) for one in zip(*rows, strict=True))
    place.cells = Cells(
        np.array([0]), count, hidden > 0, free.astype(int), summed, over_free.astype(int), over_sum
    )
    place.drawn = draw(place.cells)


def look_through(place: Tree, from_above: bool = False) -> None:
    """From the top down: which figures are shown."""
    assert place.drawn is not None
    assert place.cells is not None
    place.hidden = bool(place.drawn.hidden[0]) or from_above
    hidden, for_others = seen_through(place.cells, place.drawn, np.array([from_above]))
    for i, part in enumerate(place.parts):
        part.hidden = bool(hidden[i, 0])
        if part.parts:
            look_through(part, bool(for_others[i, 0]))


def fits(place: Tree, filled: dict[int, int]) -> int | None:
    """The total of a place when its hidden facilities are filled so; None when a shown figure disagrees."""
    if not place.parts:
        return filled.get(id(place), place.deaths)
    totals = [fits(part, filled) for part in place.parts]
    if None in totals:
        return None
    total = sum(one for one in totals if one is not None)
    return None if not place.hidden and total != place.total else total


def values_of(place: Tree, filled: dict[int, int]) -> int:
    return sum(filled.get(id(one), one.deaths) for one in place.facilities())


def computable(top: Tree) -> list[Tree]:
    """The hidden places whose figure is the same in all that fits."""
    hidden = [one for one in top.facilities() if one.hidden]
    # More than the truth each, so that a sum can be shared out in every way.
    most = max((one.deaths for one in hidden), default=0) + 4
    seen: dict[int, set[int]] = {}
    for numbers in product(range(1, most + 1), repeat=len(hidden)):
        filled = {id(one): number for one, number in zip(hidden, numbers, strict=True)}
        if fits(top, filled) is not None:
            for one in top.everybody():
                if one.hidden:
                    seen.setdefault(id(one), set()).add(values_of(one, filled))
    return [one for one in top.everybody() if one.hidden and len(seen[id(one)]) == 1]


facilities = st.builds(Tree, st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 8]))
centres = st.builds(lambda parts: Tree(parts=parts), st.lists(facilities, min_size=1, max_size=3))
woredas = st.builds(lambda parts: Tree(parts=parts), st.lists(facilities | centres, min_size=1, max_size=3))
nations = st.builds(
    lambda parts: Tree(parts=parts), st.lists(woredas | facilities, min_size=1, max_size=3)
).filter(lambda top: sum(one.deaths > 0 for one in top.facilities()) <= 5)


def check(top: Tree) -> None:
    veiled(top)
    look_through(top)
    for one in top.everybody():
        assert one.hidden or one.total == 0 or one.total >= 5, "a small count is shown"
    assert computable(top) == []


@settings(max_examples=150, deadline=None)
@given(nations)
def test_no_hidden_figure_can_be_computed(top: Tree) -> None:
    check(top)


@pytest.mark.parametrize(
    ("woreda", "hidden"),
    [
        # 12 - 6 - 4 would tell of the 2; the 4 is hidden as small, which is enough.
        ([2, 6, 4], [True, False, True]),
        # 2 alone is small: the smallest other is hidden with it.
        ([2, 6, 9], [True, True, False]),
        # Two small ones that add up to less than 5 are as good as one.
        ([1, 2, 9, 7], [True, True, False, True]),
        # Five of at least one each that add up to five are one each, and there is nobody else to hide: the
        # total goes.
        ([1, 1, 1, 1, 1], [True] * 5),
        ([0, 0, 7], [False, False, False]),
    ],
)
def test_one_woreda_by_hand(woreda: list[int], hidden: list[bool]) -> None:
    top = Tree(parts=[Tree(one) for one in woreda])
    check(top)
    assert [one.hidden for one in top.parts] == hidden
    assert top.hidden == (woreda == [1] * 5)


def test_a_place_hidden_for_others_hides_something_below_it() -> None:
    """The woreda of 3 needs a companion; the other woreda's facilities would add up to it."""
    other = Tree(parts=[Tree(6), Tree(9)])
    top = Tree(parts=[Tree(parts=[Tree(3)]), other, Tree(parts=[Tree(20), Tree(30)])])
    check(top)
    assert other.hidden
    assert [one.hidden for one in other.parts] == [True, False]
    assert not top.hidden


@pytest.mark.parametrize("mistake", ["no companion", "shown below"])
def test_a_planted_mistake_is_noticed(monkeypatch: pytest.MonkeyPatch, mistake: str) -> None:
    """Small counts hidden and nothing else; a total hidden for others whose parts are all shown."""
    real = draw

    def wrong(cells: Cells) -> Veil:
        drawn = real(cells)
        nobody = np.full_like(drawn.also, -1)
        also, down = (nobody, drawn.down) if mistake == "no companion" else (drawn.also, nobody)
        return Veil(drawn.hidden, drawn.free, drawn.sum, drawn.over_free, drawn.over_sum, also, down)

    monkeypatch.setattr("tests.unit.insights.test_veil.draw", wrong)
    top = Tree(parts=[Tree(parts=[Tree(3)]), Tree(parts=[Tree(6), Tree(9)]), Tree(parts=[Tree(20)])])
    with pytest.raises(AssertionError):
        check(top)
