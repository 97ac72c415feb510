"""One measure at one place on a run of periods, as a dashboard shows it: what is hidden is hidden here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from debo.insights.figures import COUNT, MEASURED, RATIO, Figure
from debo.insights.keeping import READING, Some
from debo.insights.points import EXTREME, KNOWN, MODERATE, SUM, TIMELY, Ints, Table, expected_at, unpack
from debo.insights.reading import UNTOUCHED, read
from debo.insights.rolling import COUNTS
from debo.insights.veil import SMALL
from debo.spc.batch import Floats
from debo.spc.reading import SENTENCES

_NUMBERS: Final = {"run": ("longest_run", "longest_run_max"), "crossings": ("crossings", "crossings_min")}


@dataclass(frozen=True)
class Window:
    """The periods that are shown, as numbers: from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def ats(self) -> Ints:
        """All of them."""
        return np.arange(self.first, self.last + 1)

    def places(self, ats: Ints) -> tuple[Ints, Ints]:
        """Which rows lie in the window, and where in it."""
        inside = np.flatnonzero((ats >= self.first) & (ats <= self.last))
        return inside, ats[inside].astype(np.int64) - self.first


@dataclass(frozen=True)
class ToRead:
    """Cells whose reading is still to be made, by the points that are shown."""

    cells: dict[str, Any]
    ats: Ints
    values: Floats
    direction: int


def read_all(waiting: Sequence[ToRead]) -> None:
    """Put the readings to cells, all of them read at once."""
    if not waiting:
        return
    offsets = np.concatenate([[0], np.cumsum([one.ats.size for one in waiting])]).astype(np.int64)
    readings = read(
        np.concatenate([one.values for one in waiting]),
        np.concatenate([one.ats for one in waiting]).astype(np.int64),
        offsets,
        np.array([one.direction for one in waiting], np.int64),
        [UNTOUCHED] * len(waiting),
    )
    for i, one in enumerate(waiting):
        row = readings.row(i)
        one.cells.update(told(row, row["centre"]))


def of_sums(
    figure: Figure, row: Mapping[str, Any], window: Window, hidden: set[int], waiting: list[ToRead]
) -> dict[str, Any]:
    """A roll-up's cells; its reading waits."""
    _, table = unpack([row["sums"]], SUM)
    has = table[table["counted"] > 0]
    above = has["above"] if figure.form != MEASURED else np.full(has.size, np.nan)
    below = has["below"] if figure.form == RATIO else np.full(has.size, np.nan)
    found = _cells(figure, has["at"], above, below, window, hidden)
    inside, where = window.places(table["at"])
    for name, column in (("reported", "reported"), ("dated", "known"), ("timely", "timely")):
        given = np.zeros(window.ats.size, np.int64)
        given[where] = table[column][inside]
        found[name] = given.tolist()
    found["expected"] = expected_at(table, window.ats).tolist()
    found |= {_SAID[name]: row[name] for name in COUNTS}
    if figure.is_deaths:
        # Among periods without a death, to call one count far from the others is to tell of a few.
        found |= dict.fromkeys(ODD, 0)
    waiting.append(_to_read(found, figure, has["at"], _values(figure, above, below), hidden))
    return found


#: How many counts are far from a facility's others; of deaths it isn't told.
ODD: Final = ("moderate", "extreme")
#: Under which names the counts of facilities are told.
_SAID: Final = {
    "counting": "facilities",
    "enough": "with_enough",
    "changed": "with_change",
    "better": "with_better",
    "moderate": "moderate",
    "extreme": "extreme",
}


def of_series(  # noqa: PLR0913, PLR0917 - the parts of a cell
    figure: Figure, some: Some, i: int, window: Window, hidden: set[int], waiting: list[ToRead]
) -> dict[str, Any]:
    """A facility's own cells; of deaths, the reading too is made from what is shown."""
    points: Table = some.points[some.owners == i]
    below = points["below"] if figure.form == RATIO else np.full(points.size, np.nan)
    small = (
        points["at"][(points["above"] > 0) & (points["above"] < SMALL)].tolist() if figure.is_deaths else []
    )
    found = _cells(figure, points["at"], points["above"], below, window, hidden | set(small))
    inside, where = window.places(points["at"])
    state = np.zeros(window.ats.size, np.int64)
    state[where] = points["state"][inside]
    there = np.zeros(window.ats.size, np.int64)
    there[where] = 1
    since, until = some.columns["since"][i], some.columns["until"][i]
    expected = np.zeros(window.ats.size, np.bool_)
    if since is not None:
        expected = (window.ats >= since) & (window.ats <= (window.last if until is None else until))
    found |= {
        "reported": there.tolist(),
        "dated": ((state & KNOWN) > 0).astype(int).tolist(),
        "timely": ((state & TIMELY) > 0).astype(int).tolist(),
        "expected": expected.astype(int).tolist(),
        "far": [
            0 if figure.is_deaths else 2 if s & EXTREME else 1 if s & MODERATE else 0 for s in state.tolist()
        ],
    }
    if figure.is_deaths:
        values = _values(figure, points["above"], below)
        waiting.append(_to_read(found, figure, points["at"], values, hidden | set(small)))
        return found
    return found | told({name: some.columns[name][i] for name in READING}, some.columns["centre"][i])


def _values(figure: Figure, above: Floats, below: Floats) -> Floats:
    if figure.form != RATIO:
        return above.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        values: Floats = figure.factor * (above / np.where(below > 0, below, np.nan))
    return values


def _cells(  # noqa: PLR0913, PLR0917 - the parts of a cell
    figure: Figure, ats: Ints, above: Floats, below: Floats, window: Window, hidden: set[int]
) -> dict[str, Any]:
    inside, where = window.places(ats)
    size = window.ats.size
    values, numerators, denominators = (np.full(size, np.nan) for _ in range(3))
    values[where] = _values(figure, above, below)[inside]
    numerators[where] = above[inside]
    denominators[where] = below[inside]
    is_hidden = np.isin(window.ats, sorted(hidden))
    values[is_hidden] = numerators[is_hidden] = np.nan
    whole = figure.form in {RATIO, COUNT}
    return {
        "values": _listed(values, whole=figure.form == COUNT),
        "numerators": _listed(numerators, whole=whole),
        "denominators": _listed(denominators, whole=True),
        "hidden": np.flatnonzero(is_hidden).tolist(),
    }


def _listed(column: Floats, *, whole: bool) -> list[float | int | None]:
    """With None where there is nothing: missing is not zero."""
    return [None if one != one else int(one) if whole else one for one in column.tolist()]  # noqa: PLR0124


def _to_read(cells: dict[str, Any], figure: Figure, ats: Ints, values: Floats, hidden: set[int]) -> ToRead:
    shown = values
    if hidden:
        shown = values.copy()
        shown[np.isin(ats, sorted(hidden))] = np.nan
    return ToRead(cells, ats, shown, figure.direction)


def told(row: Mapping[str, Any], centre: float | None) -> dict[str, Any]:
    """A reading as a message key with its numbers, the centre line, and whether it is a frozen baseline's."""
    key = row["reading"]
    names = _NUMBERS.get(key.partition("_")[2], ())
    params = {"n": row[names[0]], "limit": row[names[1]]} if names else {}
    if key == "too_few":
        params = {"n": row["n_useful"]}
    if key == "too_few_on_line":
        params = {"n": row["n_useful"], "on_line": row["n_obs"] - row["n_useful"]}
    if key not in SENTENCES:
        raise ValueError(f"{key} is no reading.")
    return {
        "reading": key,
        "params": params,
        "centre": centre,
        "frozen": row["frozen"],
        "phase": row["phase"],
    }
