"""What the folder holds: its files, their columns, and the manifest that counts and seals them.

docs/scale.md is the same for readers. A change of columns is a new FORMAT.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from debo.analysis.refusals import FolderError

NAME: Final = "debo-figures"
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
OBSERVATIONS: Final = "observations"
#: Where `debo analyse` puts its answers when nothing else is said; part of no export.
ANALYSIS: Final = "analysis"

OBSERVATION_COLUMNS: Final = pa.schema(
    [
        pa.field("measure", pa.string(), nullable=False),
        pa.field("facility", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("numerator", pa.int64()),
        pa.field("denominator", pa.int64()),
        pa.field("value", pa.float64()),
    ]
)
_WORDS: Final = [(f"name_{language}", pa.string()) for language in ("en", "am", "om")]
TABLES: Final[Mapping[str, pa.Schema]] = {
    "places": pa.schema(
        [
            ("place", pa.string()),
            *_WORDS,
            ("kind", pa.string()),
            ("parent", pa.string()),
            ("code", pa.string()),
            ("since", pa.string()),
            ("until", pa.string()),
            ("successor", pa.string()),
        ]
    ),
    "measures": pa.schema(
        [
            ("measure", pa.string()),
            *_WORDS,
            ("kind", pa.string()),
            ("direction", pa.string()),
            ("unit", pa.string()),
            ("period_kind", pa.string()),
            ("denominator_kind", pa.string()),
        ]
    ),
    "periods": pa.schema(
        [
            ("period", pa.string()),
            ("kind", pa.string()),
            ("year", pa.int32()),
            ("number", pa.int32()),
            ("first_day", pa.date32()),
            ("last_day", pa.date32()),
        ]
    ),
    # What people decided about a chart: the last period of its baseline, the first of a new phase.
    "decisions": pa.schema(
        [("measure", pa.string()), ("facility", pa.string()), ("what", pa.string()), ("period", pa.string())]
    ),
}


@dataclass(frozen=True)
class Sealed:
    """A file as it was written. first, last: the first and the last series of a partition, as [measure,
    facility]; a series lies in one partition, whole."""

    file: str
    rows: int
    size: int
    sha256: str
    series: int = 0
    first: tuple[str, str] | None = None
    last: tuple[str, str] | None = None


@dataclass(frozen=True)
class Manifest:
    """What the folder holds, and where it comes from.

    source: "hub" or "simulation". about: what the source says of itself: the hub's epoch, or the plan and
    seed. counts: observations, series, and what was left out, each by name.
    """

    source: str
    version: str
    made_at: str
    about: Mapping[str, Any]
    counts: Mapping[str, int]
    partitions: tuple[Sealed, ...]
    tables: tuple[Sealed, ...]
    name: str = NAME
    format: int = FORMAT
    sorted_by: tuple[str, ...] = field(default=("measure", "facility", "period"))

    @property
    def files(self) -> set[str]:
        """Every file that belongs to the folder."""
        return {MANIFEST, *(one.file for one in (*self.partitions, *self.tables))}

    def text(self) -> str:
        """As it stands in the file."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """The manifest and its SHA-256; FolderError when there is none, or one that we don't understand."""
    if not folder.is_dir():
        raise FolderError(f"There is no folder {folder}. Nothing was read or written. {_HOW}")
    try:
        text = (folder / MANIFEST).read_bytes()
        said = json.loads(text)
    except FileNotFoundError:
        raise FolderError(f"{folder} holds no {MANIFEST}, so it is no whole export. {_UNTOUCHED}") from None
    except ValueError:
        raise FolderError(f"{folder / MANIFEST} is damaged. {_UNTOUCHED}") from None
    if not isinstance(said, dict) or said.get("name") != NAME:
        raise FolderError(f"{folder / MANIFEST} is not one of Debo's. {_UNTOUCHED}")
    if said.get("format") != FORMAT:
        raise FolderError(
            f"{folder} was written in format {said.get('format')} by Debo {said.get('version')}; this one "
            f"reads format {FORMAT}. Nothing was changed. Install that version, or export again with this."
        )
    partitions, tables = (tuple(_sealed(one) for one in said.pop(key)) for key in ("partitions", "tables"))
    said["sorted_by"] = tuple(said["sorted_by"])
    return Manifest(partitions=partitions, tables=tables, **said), hashlib.sha256(text).hexdigest()


_HOW: Final = "Make one with debo export parquet, or with debo simulate --parquet."
_UNTOUCHED: Final = "Nothing was changed. Export again into another folder, or take another copy of this one."


def _sealed(said: Mapping[str, Any]) -> Sealed:
    ends = {key: tuple(said[key]) if said[key] else None for key in ("first", "last")}
    return Sealed(**{**said, **ends})


def read_sealed(folder: Path, sealed: Sealed) -> bytes:
    """All of a file; FolderError when it is missing or isn't what was written."""
    try:
        content = (folder / sealed.file).read_bytes()
    except FileNotFoundError:
        raise FolderError(
            f"{sealed.file} is missing in {folder}. The other files are as they were, and nothing was "
            "written. Copy the folder once more from where it was made, or export again."
        ) from None
    except OSError as error:
        raise FolderError(
            f"{folder / sealed.file} can't be read ({error.strerror}). Nothing was written. "
            "Whoever reads the folder, every worker of a cluster included, must be allowed to."
        ) from None
    if hashlib.sha256(content).hexdigest() != sealed.sha256:
        raise FolderError(
            f"{sealed.file} in {folder} isn't what was written: its SHA-256 differs from the manifest's. "
            "Nothing was read from it. Copy the folder once more from where it was made, or export again."
        )
    return content
