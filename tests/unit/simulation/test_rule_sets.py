"""What rule sets make of noise: published and independently simulated rates are met."""

from __future__ import annotations

import pytest

from debo.simulation.rule_sets import READERS, detect, single_look

#: Per cent of charts of noise with a signal, 400,000 series each, by another program (CHARTS.md's prototype).
SIMULATED = {
    12: {"anhoej": 1.3, "ihi shift": 1.3, "ihi trend": 11.1, "ihi": 13.4},
    24: {"anhoej": 3.1, "ihi shift": 15.6, "ihi trend": 25.3, "ihi": 37.0},
    36: {"anhoej": 4.3, "ihi shift": 30.2, "ihi trend": 37.3, "ihi": 56.1},
    60: {"anhoej": 4.4, "ihi shift": 53.3, "ihi trend": 55.6, "ihi": 79.7},
}
SERIES = 40_000


@pytest.mark.parametrize("points", SIMULATED)
def test_noise_alarms_as_often_as_another_program_found(points: int) -> None:
    found = single_look(points, 0.0, SERIES, seed=11)
    for name, percent in SIMULATED[points].items():
        # Four standard errors of 40,000 charts, and what the other program rounded off.
        margin = 4 * (percent / 100 * (1 - percent / 100) / SERIES) ** 0.5 + 0.0005
        assert found[name] == pytest.approx(percent / 100, abs=margin), name


@pytest.mark.parametrize(("shift", "anhoej", "ihi"), [(1.0, 15.6, 58.6), (2.0, 63.2, 89.7)])
def test_a_change_in_the_middle_is_seen_as_often_as_another_program_found(
    shift: float, anhoej: float, ihi: float
) -> None:
    found = single_look(24, shift, SERIES, seed=12)
    assert found["anhoej"] == pytest.approx(anhoej / 100, abs=0.011)
    assert found["ihi"] == pytest.approx(ihi / 100, abs=0.011)


@pytest.mark.parametrize("rules", READERS)
def test_a_larger_change_is_seen_sooner_and_noise_least_often(rules: str) -> None:
    none, one, two = (detect(rules, shift, (3, 6, 12), 2_000, seed=3) for shift in (0.0, 1.0, 2.0))
    assert none.seen < one.seen < two.seen
    for found in (none, one, two):
        assert list(found.seen) == sorted(found.seen)
    assert two.median is not None
    assert one.median is None or one.median >= two.median


def test_a_change_beyond_doubt_is_seen_when_the_rule_first_can() -> None:
    """Ten deviations: by Western Electric's first rule at once; by Anhøj's when the run is beyond its limit.

    After m months above a median frozen before, the run is m long, or longer where the baseline ended above
    the line; the limit of 12 + m points is round(log2(12 + m)) + 3 = 7 up to 22 points. So m is 8 at most.
    """
    assert detect("we", 10.0, (1, 2, 3), 2_000, seed=4).median == 1
    anhoej = detect("anhoej", 10.0, (1, 4, 8), 2_000, seed=4)
    assert anhoej.seen[2] == 1
    assert anhoej.seen[0] < 0.05
    assert anhoej.median is not None
    assert 5 <= anhoej.median <= 8


def test_months_must_rise_and_rule_sets_must_exist() -> None:
    with pytest.raises(ValueError, match="rise"):
        detect("anhoej", 0.0, (3, 2), 10, seed=1)
    with pytest.raises(KeyError):
        detect("mine", 0.0, (3,), 10, seed=1)
