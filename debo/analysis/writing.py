"""Writing the folder: partition by partition into a partial one, which takes its name when it is whole.

A partition is the next stretch of series in the order (measure, facility): cut between two series once it has
enough rows. So one file is open at a time, whatever the number of partitions; all are alike in size, however
uneven the measures are; a series lies whole in one of them; and a reader of one measure opens few files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from debo.analysis.layout import (
    ANALYSIS,
    MANIFEST,
    OBSERVATION_COLUMNS,
    OBSERVATIONS,
    TABLES,
    Manifest,
    Sealed,
    read_manifest,
)
from debo.analysis.refusals import FolderError
from debo.version import VERSION

try:
    import fcntl
except ImportError:  # Windows: two runs into one folder at once aren't kept apart there
    fcntl = None  # type: ignore[assignment]

#: About 40 MB in memory, 10 MB on disk: what a worker holds at once.
PARTITION_ROWS: Final = 1_000_000
#: Rows that a reader may skip by their least and greatest; small enough that writing needs little memory.
GROUP_ROWS: Final = 65_536
_COMPRESSION: Final = "zstd"


@dataclass(frozen=True)
class Stretch:
    """Whole series of one measure, by facility and period, after all that was written before.

    facilities, periods: different and rising; facility, period: int32, a place in those for each row.
    numerator, denominator, value: arrays of the folder's types, null where there is none.
    """

    measure: str
    facilities: Sequence[str]
    periods: Sequence[str]
    facility: NDArray[np.int32]
    period: NDArray[np.int32]
    numerator: pa.Array
    denominator: pa.Array
    value: pa.Array

    def __post_init__(self) -> None:
        for names in (self.facilities, self.periods):
            if any(after <= before for before, after in pairwise(names)):
                raise ValueError("Facilities and periods must be different and rise.")
        step = np.diff(self.facility.astype(np.int64)) * len(self.periods) + np.diff(self.period)
        if (step <= 0).any() or np.unique(self.facility).size != len(self.facilities):
            raise ValueError("Rows must rise by facility and period, each once, and each facility have some.")

    def table(self) -> pa.Table:
        """As columns of the folder; names as references, so that they are written once."""
        rows = self.facility.size
        measure = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([self.measure]))
        facility = pa.DictionaryArray.from_arrays(pa.array(self.facility), pa.array(self.facilities))
        period = pa.DictionaryArray.from_arrays(pa.array(self.period), pa.array(self.periods))
        columns = [measure, facility, period, self.numerator, self.denominator, self.value]
        return pa.Table.from_arrays(columns, names=OBSERVATION_COLUMNS.names)


@dataclass
class FolderWriter:
    """Takes stretches in their order, then the tables, then seals it all; made by `new_folder`."""

    folder: Path
    rows_per_partition: int
    partitions: list[Sealed] = field(default_factory=list)
    _beside: dict[str, tuple[pq.ParquetWriter, list[int]]] = field(default_factory=dict)
    _open: pq.ParquetWriter | None = None
    _rows: int = 0
    _series: int = 0
    _first: tuple[str, str] | None = None
    _last: tuple[str, str] | None = None

    def add(self, stretch: Stretch) -> None:
        """Write these series; refuses (ValueError) what doesn't come after the last."""
        if not stretch.facility.size:
            return
        first = (stretch.measure, stretch.facilities[0])
        if self._last is not None and first <= self._last:
            raise ValueError(f"The series {first} comes after {self._last}: they must be written in order.")
        if self._open is None:
            (self.folder / OBSERVATIONS).mkdir(exist_ok=True, mode=0o700)
            schema = stretch.table().schema
            self._open = pq.ParquetWriter(self._path, schema, compression=_COMPRESSION, store_schema=False)
            self._first = first
        self._open.write_table(stretch.table(), row_group_size=GROUP_ROWS)
        self._rows += stretch.facility.size
        self._series += len(stretch.facilities)
        self._last = (stretch.measure, stretch.facilities[-1])
        if self._rows >= self.rows_per_partition:
            self._close_partition()

    def add_beside(self, file: str, table: pa.Table) -> None:
        """Add rows to a table that is no part of the figures, such as the truth about invented ones."""
        if file not in self._beside:
            writer = pq.ParquetWriter(self.folder / file, table.schema, compression=_COMPRESSION)
            self._beside[file] = (writer, [])
        writer, rows = self._beside[file]
        writer.write_table(table)
        rows.append(table.num_rows)

    @property
    def _name(self) -> str:
        return f"{OBSERVATIONS}/part-{len(self.partitions):05}.parquet"

    @property
    def _path(self) -> Path:
        return self.folder / self._name

    def _close_partition(self) -> None:
        if self._open is None:
            return
        self._open.close()
        self._open = None
        self.partitions.append(
            seal(self.folder, self._name, self._rows, series=self._series, ends=(self._first, self._last))
        )
        self._rows = self._series = 0

    def finish(
        self,
        source: str,
        about: Mapping[str, Any],
        tables: Mapping[str, pa.Table],
        left_out: Mapping[str, int],
    ) -> Manifest:
        """Write the tables and the manifest. Refuses (ValueError) tables with other columns than TABLES."""
        self._close_partition()
        sealed = []
        for name, schema in TABLES.items():
            file = f"{name}.parquet"
            pq.write_table(tables[name].cast(schema), self.folder / file, compression=_COMPRESSION)
            sealed.append(seal(self.folder, file, tables[name].num_rows))
        for file, (writer, rows) in self._beside.items():
            writer.close()
            sealed.append(seal(self.folder, file, sum(rows)))
        counts = {
            "observations": sum(one.rows for one in self.partitions),
            "series": sum(one.series for one in self.partitions),
            **left_out,
        }
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(source, VERSION, made_at, about, counts, tuple(self.partitions), tuple(sealed))
        write_whole(self.folder / MANIFEST, manifest.text().encode())
        return manifest

    def abandon(self) -> None:
        """Close what is open, so that the folder can be taken away."""
        for writer, _ in self._beside.values():
            writer.close()
        if self._open is not None:
            self._open.close()
            self._open = None


def seal(
    folder: Path,
    file: str,
    rows: int,
    *,
    series: int = 0,
    ends: tuple[tuple[str, str] | None, tuple[str, str] | None] = (None, None),
) -> Sealed:
    """Bring a file to the disk and note what it is."""
    path = folder / file
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
        os.fsync(written.fileno())
    path.chmod(0o600)
    return Sealed(file, rows, path.stat().st_size, digest, series, *ends)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file and bring it to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


@contextmanager
def new_folder(folder: Path, *, rows_per_partition: int = PARTITION_ROWS) -> Iterator[FolderWriter]:
    """Write a folder of figures, which is there whole or not at all.

    What is written lies in NAME.partial until the end. A cut leaves that behind, and the next run begins
    anew: what an earlier run had read may be older than the rest. An export that stands in the folder is
    replaced, with what was analysed from it; FolderError when anything else stands there.
    """
    with being_made(folder, lambda: _check_ours(folder)) as partial:
        writer = FolderWriter(partial, rows_per_partition)
        try:
            yield writer
        finally:
            writer.abandon()


@contextmanager
def being_made(folder: Path, check: Any) -> Iterator[Path]:
    """A partial folder to fill; it takes the place of `folder` when the block ends well.

    check() refuses (FolderError) when what stands in the place must stay.
    """
    partial, former = (folder.with_name(f"{folder.name}{end}") for end in (".partial", ".former"))
    if former.exists() and not folder.exists():
        # The power went between the two renamings below.
        former.rename(folder)
    check()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _make_partial(partial)
    turn = _take_turn(partial)
    try:
        yield partial
        _put_in_place(partial, folder, former)
    except OSError as error:
        _take_away(partial)
        raise FolderError(
            f"Writing to {folder.parent} failed ({error.strerror or error}). What stood there before is "
            "as it was; nothing half is left. Make room, or choose another disk, and try again."
        ) from error
    except BaseException:
        _take_away(partial)
        raise
    finally:
        _give_turn(turn)


def _put_in_place(partial: Path, folder: Path, former: Path) -> None:
    _bring_to_disk(partial)
    _take_away(former)
    if folder.exists():
        folder.rename(former)
    partial.rename(folder)
    _bring_to_disk(folder.parent)
    _take_away(former)


def _make_partial(partial: Path) -> None:
    """Take away what a cut left, and begin anew; FolderError when another run is at work there."""
    if partial.exists():
        turn = _take_turn(partial)
        _take_away(partial)
        _give_turn(turn)
    try:
        partial.mkdir(mode=0o700)
    except OSError as error:
        raise FolderError(f"{partial} can't be made ({error.strerror}). Nothing was written.") from None


def _take_turn(partial: Path) -> int | None:
    """Lock a folder for as long as this process lives; a cut gives the lock back by itself."""
    if fcntl is None:
        return None
    turn = os.open(partial, os.O_RDONLY)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(turn)
        raise FolderError(
            f"{partial} is being written by another run of this command. Nothing was changed. "
            "Wait until it has ended, or name another folder."
        ) from None
    return turn


def _give_turn(turn: int | None) -> None:
    if turn is not None:
        os.close(turn)


def _take_away(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _bring_to_disk(folder: Path) -> None:
    """Folders are files of names: theirs must reach the disk too. Windows has no such call, nor need."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check_ours(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderError(f"{folder} is a file. Nothing was written; choose another name.")
    there = sorted(_files_below(folder))
    if not there:
        return
    try:
        ours = read_manifest(folder)[0].files
    except FolderError:
        ours = set()
    others = [one for one in there if one not in ours and one.partition("/")[0] not in _ANALYSES]
    if others or not ours:
        raise FolderError(
            f"{folder} isn't empty, and {others[0] if others else there[0]} is none of an export's files. "
            "Nothing was written or changed. Name an empty folder, or one that an earlier export made."
        )


#: What `debo analyse` made, whole or cut off: it goes with the figures it was made from.
_ANALYSES: Final = frozenset({ANALYSIS, f"{ANALYSIS}.partial", f"{ANALYSIS}.former"})


def _files_below(folder: Path) -> Iterable[str]:
    return (one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir())
