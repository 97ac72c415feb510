"""The values of one import, sorted by place and period on disk, so that memory doesn't grow with the file."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType

from debo.exchange.dhis2.lookup import Cell
from debo.exchange.dhis2.value import Refusal

_AT_ONCE = 2_000
_TABLES = """
CREATE TABLE staged (
    unit TEXT, period TEXT, element TEXT, combo TEXT, value INTEGER, deleted INTEGER, comment TEXT,
    line INTEGER,
    PRIMARY KEY (unit, period, element, combo)
) WITHOUT ROWID;
CREATE TABLE refused (line INTEGER, kind TEXT, subject TEXT, reason TEXT, compared INTEGER);
"""


@dataclass(frozen=True, slots=True)
class StagedValue:
    """A value that can be taken; a deleted one has none."""

    cell: Cell
    value: int | None
    deleted: bool
    comment: str
    row: int


class Staging(AbstractContextManager["Staging"]):
    """A database of its own, on disk where it grows, that is gone when it is closed."""

    def __init__(self) -> None:
        # An empty name is SQLite's for a file that only this connection sees.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
        )
        self._database.executescript(_TABLES)

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._database.close()

    def add(self, values: Iterable[StagedValue], *, refuse_repeated: bool = False) -> int:
        """Keep values; of several for one cell the last wins, or the later ones are refused.

        Returns how many cells came more than once with another value.
        """
        repeated, remaining = 0, iter(values)
        while some := list(islice(remaining, _AT_ONCE)):
            self._database.execute("BEGIN")
            for one in some:
                repeated += self._keep(one, refuse_repeated)
            self._database.execute("COMMIT")
        return repeated

    def _keep(self, one: StagedValue, refuse_repeated: bool) -> int:
        cell = one.cell
        key = (cell.unit, cell.period, cell.element, cell.combo)
        row = (*key, one.value, one.deleted, one.comment, one.row)
        insert = "INSERT OR IGNORE INTO staged VALUES (?,?,?,?,?,?,?,?)"
        if self._database.execute(insert, row).rowcount:
            return 0
        find = "SELECT value, deleted, line FROM staged WHERE unit=? AND period=? AND element=? AND combo=?"
        value, deleted, line = self._database.execute(find, key).fetchone()
        if (value, bool(deleted)) == (one.value, one.deleted):
            return 0
        if refuse_repeated:
            reason = f"row {line} already has this element, period and unit with another value"
            self.refuse([Refusal(one.row, "repeated", cell.element, reason)])
        else:
            self._database.execute("REPLACE INTO staged VALUES (?,?,?,?,?,?,?,?)", row)
        return 1

    def refuse(self, refusals: Iterable[Refusal], *, compared: bool = False) -> None:
        """Keep why rows aren't taken: by what they say, or once they were `compared` with the hub."""
        rows = [(one.row, one.kind, one.subject, one.reason, compared) for one in refusals]
        self._database.executemany("INSERT INTO refused VALUES (?,?,?,?,?)", rows)

    def forget_comparison(self) -> None:
        """Let go of the refusals that a second comparison will say again."""
        self._database.execute("DELETE FROM refused WHERE compared")

    def groups(self) -> Iterator[tuple[str, str, list[StagedValue]]]:
        """(unit, period, its values) of every place and period."""
        rows = self._database.execute("SELECT * FROM staged ORDER BY unit, period, element, combo")
        staged = (
            StagedValue(Cell(unit, period, element, combo), value, bool(deleted), comment, line)
            for unit, period, element, combo, value, deleted, comment, line in rows
        )
        for (unit, period), group in groupby(staged, lambda one: (one.cell.unit, one.cell.period)):
            yield unit, period, list(group)

    def periods(self) -> list[str]:
        """Every period there is."""
        return [one for (one,) in self._database.execute("SELECT DISTINCT period FROM staged ORDER BY 1")]

    def of_periods(self, periods: Iterable[str]) -> Iterator[StagedValue]:
        """The values of these periods alone."""
        for wanted in periods:
            query = "SELECT unit, element, combo, value, deleted, comment, line FROM staged WHERE period=?"
            for unit, element, combo, value, deleted, comment, line in self._database.execute(
                query, [wanted]
            ):
                yield StagedValue(Cell(unit, wanted, element, combo), value, bool(deleted), comment, line)

    def count(self) -> int:
        """How many cells there are."""
        return int(self._database.execute("SELECT COUNT(*) FROM staged").fetchone()[0])

    def refused_count(self) -> int:
        """How many rows aren't taken."""
        return int(self._database.execute("SELECT COUNT(*) FROM refused").fetchone()[0])

    def refusals(self, most: int = -1) -> Iterator[Refusal]:
        """The refused rows in their order, at most so many."""
        rows = self._database.execute(
            "SELECT line, kind, subject, reason FROM refused ORDER BY line LIMIT ?", [most]
        )
        return (Refusal(*row) for row in rows)

    def refused_subjects(self, most: int) -> list[tuple[str, str, int]]:
        """(kind, what it is about, how many rows), the most frequent first."""
        query = (
            "SELECT kind, subject, COUNT(*) FROM refused GROUP BY kind, subject ORDER BY 3 DESC, 1, 2 LIMIT ?"
        )
        return self._database.execute(query, [most]).fetchall()

    def write_report(self, path: Path, source: str) -> None:
        """Every refused row with its file, number and reason, as CSV."""
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "row", "kind", "about", "reason"])
            for one in self.refusals():
                writer.writerow([source, one.row, one.kind, one.subject, one.reason])
