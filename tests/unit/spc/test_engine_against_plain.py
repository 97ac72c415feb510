"""The vectorised engine and the plain one give one answer, for thousands of made-up batches."""

from __future__ import annotations

import math
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debo.spc.batch import Batch, join_series
from debo.spc.charts import KINDS
from debo.spc.engine import ALL_RULES, Charts, Wishes, read_charts
from debo.spc.subgroups import group

from .plain_chart import PlainChart, plain_chart

# Few distinct numbers, so that ties, repeats and points on the line come up all the time.
MEASURES = st.one_of(st.none(), st.sampled_from([0.0, 0.1, 0.2, 0.30000000000000004, 1.0, -2.5, 7.0]))
COUNTS = st.one_of(st.none(), st.integers(0, 6).map(float))
TIMES = st.one_of(st.none(), st.sampled_from([0.25, 1.0, 1.0, 3.6, 40.0]))
GROUPS = st.lists(st.sampled_from([0.0, 0.1, 0.2, 1.0, -2.5, 7.0]), max_size=4)
SIZES = st.one_of(st.none(), st.integers(0, 9).map(float))
LENGTHS = st.one_of(st.integers(1, 14), st.sampled_from([24, 64, 65, 80]))


@st.composite
def one_series(draw: st.DrawFn, kind: str, *, with_sizes: bool) -> dict[str, Any]:
    """A request as people make them, and as nobody would."""
    length = draw(LENGTHS)
    number = COUNTS if with_sizes or kind in {"c", "g"} else TIMES if kind == "t" else MEASURES
    made: dict[str, Any] = {"chart": kind, "y": draw(st.lists(number, min_size=length, max_size=length))}
    if KINDS[kind].of_subgroups:
        made["groups"] = draw(st.lists(GROUPS, min_size=length, max_size=length))
        made["y"] = [fmean(one) if one else None for one in made["groups"]]
    if with_sizes:
        made["n"] = draw(st.lists(SIZES, min_size=length, max_size=length))
    position = st.integers(1, length + 2)
    made["exclude"] = draw(st.lists(position, max_size=3))
    made["parts"] = draw(st.one_of(st.just([]), st.lists(position, max_size=3)))
    made["freeze"] = draw(st.one_of(st.just(0), position))
    made["centre"] = draw(st.sampled_from([None, None, None, 0.5, 0.1]))
    return made


@st.composite
def batches(draw: st.DrawFn) -> tuple[str, bool, list[dict[str, Any]]]:
    """Several series of one kind of chart."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    chart = KINDS[kind]
    with_sizes = chart.needs_sizes or (chart.takes_sizes and draw(st.booleans()))
    screened = draw(st.booleans())
    series = draw(st.lists(one_series(kind, with_sizes=with_sizes), min_size=1, max_size=6))
    for one in series:
        one["screen_mr"] = screened
    return kind, screened, series


def compute(kind: str, screened: bool, series: list[dict[str, Any]]) -> tuple[Batch, Charts]:
    batch = join_series(
        [one["y"] for one in series], [one["n"] for one in series] if "n" in series[0] else None
    )
    if KINDS[kind].of_subgroups:
        rows = [row for one in series for row in one["groups"]]
        flat = np.array([number for row in rows for number in row], np.float64)
        found = group(flat, np.cumsum([0, *map(len, rows)]))
        batch = Batch(batch.values, batch.offsets, None, found.deviations, found.measured)
    exclude = np.zeros(batch.values.size, np.bool_)
    for one, start in zip(series, batch.offsets, strict=False):
        exclude[[start + p - 1 for p in one["exclude"] if p <= len(one["y"])]] = True
    wishes = Wishes(
        parts=[one["parts"] for one in series],
        freeze=[one["freeze"] for one in series],
        exclude=exclude if exclude.any() else None,
        centre=[math.nan if one["centre"] is None else one["centre"] for one in series],
        screen_mr=screened,
    )
    return batch, read_charts(batch, kind, wishes=wishes, rules=ALL_RULES)


def same(fast: float, plain: float | None) -> bool:
    if plain is None or math.isnan(fast):
        return plain is None and math.isnan(fast)
    return math.isclose(fast, plain, rel_tol=1e-9, abs_tol=1e-12)


def agree(batch: Batch, charts: Charts, plain: list[PlainChart]) -> None:
    centre = np.repeat(charts.centre, np.diff(charts.phases.offsets))
    nothing = np.full(batch.values.size, np.nan)
    signal = np.zeros(batch.values.size, np.bool_) if charts.signal is None else charts.signal
    columns = {
        "value": charts.values,
        "centre": centre,
        "lower": nothing if charts.lower is None else charts.lower,
        "upper": nothing if charts.upper is None else charts.upper,
    }
    phase = 0
    assert charts.runs is not None
    assert charts.ihi is not None or charts.kind == "mr"
    assert charts.sides is not None
    for i, answer in enumerate(plain):
        here = slice(batch.offsets[i], batch.offsets[i + 1])
        for name, column in columns.items():
            expected = getattr(answer, name)
            assert all(map(same, column[here], expected)), (name, column[here], expected)
        assert signal[here].tolist() == answer.signal
        assert charts.sides[here].tolist() == [s for one in answer.phases for s in one.sides]
        for one in answer.phases:
            found = charts.runs.n_useful[phase], charts.runs.longest_run[phase], charts.runs.crossings[phase]
            assert found == (one.n_useful, one.longest_run, one.crossings)
            if charts.ihi is not None:
                assert charts.ihi.longest_trend[phase] == max(one.longest_trend, 1)
            phase += 1
    assert phase == charts.centre.size


@given(batches())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_fast_and_the_plain_engine_agree(made: tuple[str, bool, list[dict[str, Any]]]) -> None:
    kind, screened, series = made
    batch, charts = compute(kind, screened, series)
    agree(batch, charts, [plain_chart(one) for one in series])


#: Batches of each kind; with twelve kinds 2,400.
BATCHES = 200


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_hundreds_of_batches_of_each_kind_agree(kind: str) -> None:
    """Ragged batches with ties, gaps, phases, freezing, exclusions and given lines; empty series too."""
    random = np.random.default_rng(len(kind) * 1_000 + ord(kind[0]))
    for _ in range(BATCHES):
        # An MR chart's line has no margin for rounding, so whole numbers only, and no ratios.
        may = KINDS[kind].takes_sizes and kind != "mr"
        with_sizes = KINDS[kind].needs_sizes or (may and random.random() < 0.5)
        screened = bool(random.random() < 0.3)
        series = [random_series(kind, random, with_sizes=with_sizes) for _ in range(random.integers(1, 6))]
        for one in series:
            one["screen_mr"] = screened
        batch, charts = compute(kind, screened, series)
        agree(batch, charts, [plain_chart(one) for one in series])


def random_series(kind: str, random: np.random.Generator, *, with_sizes: bool) -> dict[str, Any]:
    length = int(random.integers(1, 40))

    def column(numbers: list[float], gaps: float = 0.1) -> list[float | None]:
        drawn = random.choice(numbers, length).tolist()
        return [None if random.random() < gaps else number for number in drawn]

    def positions(chance: float) -> list[int]:
        return (
            random.integers(1, length + 3, random.integers(1, 4)).tolist() if random.random() < chance else []
        )

    counts = with_sizes or kind in {"c", "g", "mr"}
    numbers = (
        [0.0, 1, 2, 3, 5] if counts else [0.25, 1, 3.6, 40] if kind == "t" else [0, 0.1, 0.3, 1, -2.5, 7]
    )
    made: dict[str, Any] = {"chart": kind, "y": column(numbers)}
    if KINDS[kind].of_subgroups:
        sizes = random.integers(0, 5, length)
        made["groups"] = [random.choice([0, 0.1, 0.2, 1, -2.5, 7], size).tolist() for size in sizes]
        made["y"] = [fmean(one) if one else None for one in made["groups"]]
    if with_sizes:
        made["n"] = column([0.0, 1, 2, 5, 9, 30])
    made |= {"exclude": positions(0.3), "parts": positions(0.3)}
    made["freeze"] = int(random.integers(1, length + 3)) if random.random() < 0.3 else 0
    made["centre"] = 0.4 if random.random() < 0.1 else None
    return made


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("lengths", [(24, 24, 24), (3, 900, 24, 257, 255), (1000,)])
def test_long_and_even_batches_agree_too(kind: str, lengths: tuple[int, ...]) -> None:
    random = np.random.default_rng(len(lengths))
    series: list[dict[str, Any]] = []
    for length in lengths:
        y = random.poisson(3, length).astype(float).tolist()
        missing = random.random(length) < 0.05
        one: dict[str, Any] = {
            "chart": kind,
            "y": [None if m else v for v, m in zip(y, missing, strict=True)],
        }
        one |= {"exclude": [2], "parts": [], "freeze": 0, "centre": None, "screen_mr": False}
        if kind == "t":
            one["y"] = [None if v is None else v + 0.5 for v in one["y"]]
        if KINDS[kind].of_subgroups:
            one["groups"] = [random.normal(5, 2, n).tolist() for n in random.integers(0, 7, length)]
            one["y"] = [fmean(row) if row else None for row in one["groups"]]
        if KINDS[kind].needs_sizes:
            one["n"] = random.integers(0, 12, length).astype(float).tolist()
        series.append(one)
    batch, charts = compute(kind, False, series)
    agree(batch, charts, [plain_chart(one) for one in series])


def test_a_series_has_the_same_bits_in_any_company() -> None:
    random = np.random.default_rng(7)
    own = random.normal(50, 9, 70).tolist()
    alone = read_charts(join_series([own]), "i")
    others = [random.normal(size=length).tolist() for length in (70, 71, 3, 72)]
    crowd = read_charts(join_series([*others, own]), "i")
    assert alone.centre[0] == crowd.centre[-1]
    assert alone.upper is not None
    assert crowd.upper is not None
    assert alone.upper[0] == crowd.upper[-1]


@pytest.mark.parametrize("kind", ["p", "u"])
@pytest.mark.parametrize("whole", [True, False])
def test_shares_have_the_same_bits_among_equals_and_others(kind: str, whole: bool) -> None:
    """Phases of one length are summed as rows; numbers that are not whole must not show it."""
    random = np.random.default_rng(11)
    sizes = random.integers(20, 200, (50, 24)).astype(float) * (1 if whole else 0.1)
    counts = np.floor(sizes * random.random((50, 24)))
    equals = read_charts(Batch(counts.ravel(), np.arange(51) * 24, sizes.ravel()), kind)
    offsets = np.array([*range(0, 24 * 51, 24), 24 * 50 + 3])
    more = [np.concatenate([one.ravel(), [5.0, 5, 5]]) for one in (counts, sizes)]
    others = read_charts(Batch(more[0], offsets, more[1]), kind)
    assert others.lower is not None and equals.lower is not None  # noqa: PT018
    assert others.upper is not None and equals.upper is not None  # noqa: PT018
    assert equals.centre.tobytes() == others.centre[:50].tobytes()
    assert equals.lower.tobytes() == others.lower[:-3].tobytes()
    assert equals.upper.tobytes() == others.upper[:-3].tobytes()


def test_limits_that_stay_within_need_no_cutting_and_others_get_it() -> None:
    """Half of 100: ½ ± 3 × ½ ÷ 10, 0.35 and 0.65. Nine in ten of 10: 0.9 + 3 × 0.3 ÷ √10 is above 1."""
    within = read_charts(join_series([[50, 50]], [[100, 100]]), "p")
    cut = read_charts(join_series([[9, 9], [1, 1]], [[10, 10], [10, 10]]), "p")
    assert within.lower is not None and within.upper is not None  # noqa: PT018
    assert cut.lower is not None and cut.upper is not None  # noqa: PT018
    assert (within.lower[0], within.upper[0]) == pytest.approx((0.35, 0.65))
    assert (cut.upper[0], cut.lower[2]) == (1, 0)
    above = read_charts(join_series([[1, 1]], [[10, 10]]), "u")
    assert above.lower is not None and above.upper is not None  # noqa: PT018
    assert (above.lower[0], above.upper[0]) == pytest.approx((0, 0.1 + 3 * math.sqrt(0.01)))
