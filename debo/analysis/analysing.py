"""The whole analysis of a folder: readings, sums above the facility, and how much of it noise would give."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from debo.analysis.chance import Tally, judge, with_adjusted
from debo.analysis.folder import Folder, open_folder
from debo.analysis.layout import read_sealed
from debo.analysis.partition import Answer, Task
from debo.analysis.refusals import FolderError
from debo.analysis.running import PATIENCE, answers
from debo.analysis.summary import sentences
from debo.analysis.sums import MeasureSums, Sums
from debo.analysis.writing import being_made, write_whole
from debo.languages import LANGUAGES
from debo.version import VERSION

NAME: Final = "debo-analysis"
SUMMARY: Final = "summary.json"
#: At most this share of the charts that are kept is expected to be noise.
FALSE_DISCOVERIES: Final = 0.05
_COMPRESSION: Final = "zstd"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """What is to be analysed, where the answers go, and on which scheduler ("": on this machine)."""

    folder: Path
    into: Path
    scheduler: str = ""
    level: float = FALSE_DISCOVERIES
    patience: int = PATIENCE


def analyse(asked: Asked, progress: Progress = lambda _done, _all: None) -> dict[str, Any]:
    """Analyse a folder and write the answers; gives what summary.json says.

    The same folder gives the same files, byte for byte, on one machine or many. FolderError or ClusterError
    says what is wrong, and then nothing was written; what an earlier analysis wrote is replaced at the end.
    """
    folder = open_folder(asked.folder)
    _check_there(folder)
    tasks = [
        Task(str(asked.folder.resolve()), folder.seal, number)
        for number in range(len(folder.manifest.partitions))
    ]
    with being_made(asked.into, lambda: _check_ours(asked.into)) as partial:
        work = _Work(folder, partial)
        with work.writing():
            for answer in answers(tasks, asked.scheduler, patience=asked.patience):
                work.take(answer)
                progress(answer.partition + 1, len(tasks))
        return work.finish(asked.level)


def _check_there(folder: Folder) -> None:
    """Before hours of work: is every partition there, and as long as it was?"""
    for sealed in folder.manifest.partitions:
        path = folder.path / sealed.file
        if not path.is_file() or path.stat().st_size != sealed.size:
            read_sealed(folder.path, sealed)


def _check_ours(into: Path) -> None:
    if not into.exists() or (into.is_dir() and not any(into.iterdir())):
        return
    try:
        said = json.loads((into / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        said = None
    if not isinstance(said, dict) or said.get("name") != NAME:
        raise FolderError(
            f"{into} isn't empty, and no earlier analysis made it. Nothing was written or changed. "
            "Name another folder with --into."
        )


@dataclass
class _Work:
    """Takes answers in the order of the partitions; holds one at a time, and one measure's sums."""

    folder: Folder
    into: Path
    tally: Tally = field(default_factory=Tally)
    above: Tally = field(default_factory=Tally)
    by_measure: dict[str, Tally] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    unreadable: int = 0
    hidden: int = 0
    cells: int = 0

    def __post_init__(self) -> None:
        self.sums = Sums(self.folder)
        self._files: dict[str, pq.ParquetWriter] = {}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While answers come in; the last measure's sums are whole when all have."""
        (self.into / _READINGS).mkdir(mode=0o700)
        (self.into / _FIRST).mkdir(mode=0o700)
        try:
            yield
            for one in self.sums.finish():
                self._write_sums(one)
        finally:
            for file in self._files.values():
                file.close()

    def take(self, answer: Answer) -> None:
        """Count and keep a partition's answer."""
        self.unreadable += answer.unreadable
        self.tally.add(answer.readings)
        self._count_measures(answer.readings)
        name = f"part-{answer.partition:05}.parquet"
        # Read once more and thrown away: packing it would cost more than it saves.
        pq.write_table(answer.readings, self.into / _FIRST / name, compression="none")
        self.parts.append(name)
        for one in self.sums.add(answer.shares):
            self._write_sums(one)

    def _count_measures(self, readings: pa.Table) -> None:
        for measure in readings["measure"].unique().to_pylist():
            own = readings.filter(pc.equal(readings["measure"], measure))
            self.by_measure.setdefault(measure, Tally()).add(own)

    def _write_sums(self, one: MeasureSums) -> None:
        self.hidden += one.hidden
        self.cells += one.sums.num_rows
        self._write("roll_ups.parquet", one.sums)
        readings = judge(one.readings)
        self.above.add(readings)
        self._write(_FIRST_ABOVE, readings)

    def _write(self, name: str, table: pa.Table) -> None:
        if name not in self._files:
            self._files[name] = pq.ParquetWriter(
                self.into / name, table.schema, compression=_COMPRESSION, store_schema=False
            )
        self._files[name].write_table(table)

    def finish(self, level: float) -> dict[str, Any]:
        """Look at all charts together, now that they are known; write what comes of it."""
        p, adjusted = self.tally.adjusted()
        for name in self.parts:
            first = self.into / _FIRST / name
            readings = with_adjusted(pq.read_table(first), p, adjusted)
            pq.write_table(readings, self.into / _READINGS / name, compression=_COMPRESSION)
            first.unlink()
        (self.into / _FIRST).rmdir()
        if (self.into / _FIRST_ABOVE).exists():
            readings = with_adjusted(pq.read_table(self.into / _FIRST_ABOVE), *self.above.adjusted())
            pq.write_table(readings, self.into / "roll_up_readings.parquet", compression=_COMPRESSION)
            (self.into / _FIRST_ABOVE).unlink()
        pq.write_table(self._measures(), self.into / "measures.parquet", compression=_COMPRESSION)
        return self._summary(level)

    def _measures(self) -> pa.Table:
        rows = [
            {
                "measure": measure,
                "series": tally.series,
                "too_few_points": tally.too_few,
                "frozen_lines": tally.frozen,
                "judged": tally.judged,
                "signals": tally.signals,
                "expected_by_chance": tally.expected,
            }
            for measure, tally in sorted(self.by_measure.items())
        ]
        return pa.Table.from_pylist(rows, schema=_MEASURE_COLUMNS)

    def _summary(self, level: float) -> dict[str, Any]:
        manifest = self.folder.manifest
        told: dict[str, Any] = {
            "name": NAME,
            "version": VERSION,
            "figures": {"source": manifest.source, "made_at": manifest.made_at, "sha256": self.folder.seal},
            "partitions": len(manifest.partitions),
            "observations": manifest.counts["observations"],
            "of_another_kind_of_period": self.unreadable,
            "charts": self.tally.told(level),
            "roll_ups": {"sums": self.cells, "hidden": self.hidden, **self.above.told(level)},
        }
        said = {language: sentences(told, language) for language, _ in LANGUAGES}
        for language, lines in said.items():
            write_whole(self.into / f"summary.{language}.txt", ("\n".join(lines) + "\n").encode())
        told["sentences"] = said
        text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
        write_whole(self.into / SUMMARY, text.encode())
        return told


_READINGS: Final = "readings"
_FIRST: Final = "readings.first"
_FIRST_ABOVE: Final = "roll_up_readings.first"
_MEASURE_COLUMNS: Final = pa.schema(
    [
        ("measure", pa.string()),
        *((name, pa.int64()) for name in ("series", "too_few_points", "frozen_lines", "judged", "signals")),
        ("expected_by_chance", pa.float64()),
    ]
)
