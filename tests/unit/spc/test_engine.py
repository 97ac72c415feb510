"""Refusals and shapes of the batch engine; its numbers are held in the other tests of this folder."""

from __future__ import annotations

import numpy as np
import pytest

from debo.spc.batch import Batch, blocks, cut_phases, join_series, widths_for
from debo.spc.charts import KINDS
from debo.spc.engine import ALL_RULES, Wishes, read_charts
from debo.spc.reading import count_points, reading_keys

BATCH = join_series([[1, 2, 3], [], [4, None]])


def test_the_given_arrays_are_left_as_they_were() -> None:
    y, n = np.array([1.0, np.nan, 3.0]), np.array([2.0, 2.0, 0.0])
    read_charts(Batch(y, np.array([0, 3]), n), "p", wishes=Wishes(exclude=np.array([True, False, False])))
    assert np.array_equal(y, [1, np.nan, 3], equal_nan=True)
    assert n.tolist() == [2, 2, 0]


def test_an_empty_series_has_an_empty_answer() -> None:
    charts = read_charts(BATCH, rules=ALL_RULES)
    assert charts.centre.tolist()[::2] == [2, 4]
    assert np.isnan(charts.centre[1])
    assert charts.runs is not None
    assert charts.runs.n_useful.tolist() == [2, 0, 0]


def test_no_series_at_all() -> None:
    charts = read_charts(join_series([]), "i")
    assert (charts.centre.size, charts.values.size) == (0, 0)


def test_without_rules_no_runs_are_counted_and_no_reading_given() -> None:
    charts = read_charts(BATCH, "i", rules=())
    assert charts.runs is None
    assert charts.runs_signal.tolist() == [False] * 3
    with pytest.raises(ValueError, match="Readings need"):
        count_points(charts)


def test_rules_that_were_not_asked_for_give_no_reading() -> None:
    charts = read_charts(BATCH)
    with pytest.raises(ValueError, match="without the IHI rules"):
        reading_keys(charts, count_points(charts), rules="ihi")


def test_a_moving_range_chart_never_signals_a_run() -> None:
    charts = read_charts(join_series([list(range(40)) + [40] * 40]), "mr", rules=ALL_RULES)
    assert charts.anhoej is not None
    assert charts.anhoej.signal[0]
    assert not charts.runs_signal[0]
    assert charts.ihi is None
    assert reading_keys(charts, count_points(charts))[0] == "ordinary"


@pytest.mark.parametrize(
    ("kind", "wishes", "words"),
    [
        ("bar", Wishes(), "no chart “bar”"),
        ("p", Wishes(), "needs a denominator"),
        ("run", Wishes(freeze=[1, 2]), "3 entries in freeze, not 2"),
        ("run", Wishes(centre=[1.0]), "3 entries in centre, not 1"),
        ("run", Wishes(baselines=[1]), "3 entries in baselines"),
        ("run", Wishes(parts=[[1]]), "one list of parts for each series"),
        ("run", Wishes(exclude=np.array([True])), "one mark of exclusion for each value"),
    ],
)
def test_wishes_that_do_not_fit(kind: str, wishes: Wishes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_charts(BATCH, kind, wishes=wishes)


@pytest.mark.parametrize("offsets", [[0, 2], [1, 3], [0, 2, 1, 3], []])
def test_offsets_that_do_not_fit(offsets: list[int]) -> None:
    with pytest.raises(ValueError, match="Offsets must"):
        Batch(np.zeros(3), np.array(offsets, np.int64))


def test_denominators_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="one entry in denominators for each value"):
        Batch(np.zeros(3), np.array([0, 3]), np.ones(2))
    assert KINDS["p"].needs_sizes


def test_phases_are_cut_where_asked() -> None:
    phases = cut_phases(np.array([0, 4, 4, 9]), [[2, 2, 0, 9], [1], [5, 1]])
    assert phases.offsets.tolist() == [0, 2, 4, 4, 5, 9]
    assert phases.series.tolist() == [0, 0, 1, 2, 2]


def test_every_point_stands_in_one_block() -> None:
    lengths = np.random.default_rng(3).integers(0, 300, 400)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.arange(offsets[-1], dtype=float)
    seen = np.concatenate([rows.take(flat).reshape(-1) for rows in blocks(offsets, points=1_000)])
    assert sorted(seen[~np.isnan(seen)]) == flat.tolist()


def test_long_series_share_widths_and_waste_little() -> None:
    lengths = np.arange(1, 5_000)
    widths = widths_for(lengths)
    assert (widths >= lengths).all()
    assert (widths <= lengths * 1.125 + 1).all()
    assert np.unique(widths[lengths > 64]).size < 60
