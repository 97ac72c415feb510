"""A folder of figures is there whole or not at all, in one order, and says what it holds."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from debo.analysis import writing
from debo.analysis.folder import open_folder
from debo.analysis.layout import read_manifest
from debo.analysis.refusals import FolderError
from debo.analysis.writing import Stretch, new_folder
from tests.unit.analysis.figures import FACILITIES, MEASURES, Figures, invented, stretch, tables


def test_any_reader_of_parquet_gets_every_count_as_it_was(tmp_path: Path) -> None:
    figures = invented(1)
    figures.write(tmp_path / "figures")
    rows = pq.read_table(tmp_path / "figures/observations").to_pylist()
    read = {
        (row["measure"], row["facility"], row["period"]): (row["numerator"], row["denominator"], row["value"])
        for row in rows
    }
    assert read == figures.counts
    assert len(rows) == len(read)
    # Plain text for whoever doesn't know Arrow's dictionaries.
    assert (
        pq.read_schema(tmp_path / "figures/observations/part-00000.parquet").field("facility").type
        == "string"
    )


def test_series_lie_whole_in_one_partition_and_in_order(tmp_path: Path) -> None:
    figures = invented(2)
    manifest = figures.write(tmp_path / "figures", rows=40)
    assert len(manifest.partitions) > 3
    seen: list[tuple[str, str, str]] = []
    for sealed in manifest.partitions:
        table = pq.read_table(tmp_path / "figures" / sealed.file)
        keys = list(
            zip(*(table[name].to_pylist() for name in ("measure", "facility", "period")), strict=True)
        )
        assert (keys[0][:2], keys[-1][:2]) == (sealed.first, sealed.last)
        assert (len(keys), len({key[:2] for key in keys})) == (sealed.rows, sealed.series)
        assert not {key[:2] for key in keys} & {key[:2] for key in seen}
        seen += keys
    assert seen == sorted(figures.counts)
    assert manifest.counts["observations"] == len(seen)
    assert manifest.counts["series"] == len(MEASURES) * len(FACILITIES)


def test_the_manifest_seals_every_file(tmp_path: Path) -> None:
    invented(3).write(tmp_path / "figures")
    manifest, _ = read_manifest(tmp_path / "figures")
    assert {
        one.relative_to(tmp_path / "figures").as_posix() for one in (tmp_path / "figures").rglob("*.*")
    } == (manifest.files)
    for sealed in (*manifest.partitions, *manifest.tables):
        content = (tmp_path / "figures" / sealed.file).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (sealed.sha256, sealed.size)
    modes = {one.stat().st_mode & 0o777 for one in (tmp_path / "figures").rglob("*") if one.is_file()}
    assert modes == {0o600}


def test_a_cut_leaves_what_stood_there_and_the_next_run_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, first = tmp_path / "figures", invented(4)
    first.write(folder)
    before = (folder / "manifest.json").read_bytes()

    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "seal", full)
        with pytest.raises(FolderError, match=r"No space left.*is as it was.*Make room"):
            invented(5).write(folder)
    assert (folder / "manifest.json").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["figures"]
    # A power cut asks nobody: what it leaves is found by name, and is no export.
    (tmp_path / "figures.partial").mkdir()
    (tmp_path / "figures.partial/rest").write_text("half")
    folder.rename(tmp_path / "figures.former")
    invented(5).write(folder)
    assert [one.name for one in tmp_path.iterdir()] == ["figures"]
    assert (folder / "manifest.json").read_bytes() != before


def test_two_runs_into_one_folder_are_kept_apart(tmp_path: Path) -> None:
    with new_folder(tmp_path / "figures") as writer:
        with pytest.raises(FolderError, match=r"being written by another run.*Nothing was changed.*Wait"):
            invented(4).write(tmp_path / "figures")
        writer.finish("test", {}, tables(), {})
    invented(4).write(tmp_path / "figures")
    assert [one.name for one in tmp_path.iterdir()] == ["figures"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    for name in ("thesis", "figures"):
        (tmp_path / name).mkdir()
    invented(6).write(tmp_path / "figures")
    for name in ("thesis", "figures"):
        (tmp_path / name / "chapter.txt").write_text("two years of work")
        with pytest.raises(FolderError, match=r"isn't empty.*chapter.txt.*Name an empty folder"):
            invented(7).write(tmp_path / name)
        assert (tmp_path / name / "chapter.txt").read_text() == "two years of work"
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderError, match="is a file"):
        invented(7).write(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    invented(7).write(tmp_path / "empty")
    # What was analysed from an export goes with it.
    (tmp_path / "empty/analysis").mkdir()
    (tmp_path / "empty/analysis/summary.json").write_text("{}")
    invented(8).write(tmp_path / "empty")
    assert not (tmp_path / "empty/analysis").exists()


def test_rows_out_of_order_are_refused() -> None:
    series = invented(9).series("anc", "c1")
    good = stretch("anc", "c1", series)
    with pytest.raises(ValueError, match="rise"):
        Stretch(**{**vars(good), "periods": good.periods[::-1]})
    with pytest.raises(ValueError, match="Rows must rise"):
        Stretch(**{**vars(good), "period": good.period[::-1]})
    with pytest.raises(ValueError, match="have some"):
        Stretch(**{**vars(good), "facilities": ["c1", "c2"]})


def test_series_out_of_order_are_refused(tmp_path: Path) -> None:
    figures = invented(9)
    c1, c2 = (stretch("anc", facility, figures.series("anc", facility)) for facility in ("c1", "c2"))
    with new_folder(tmp_path / "figures") as writer:
        writer.add(c2)
        with pytest.raises(ValueError, match="in order"):
            writer.add(c1)
        with pytest.raises(ValueError, match="in order"):
            writer.add(c2)
        writer.finish("test", {}, tables(), {})
    [sealed] = read_manifest(tmp_path / "figures")[0].partitions
    assert (sealed.first, sealed.last) == (("anc", "c2"), ("anc", "c2"))


def test_a_folder_without_counts_is_whole_too(tmp_path: Path) -> None:
    Figures().write(tmp_path / "none")
    assert open_folder(tmp_path / "none").manifest.partitions == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "holds no manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "is damaged"),
        (lambda folder: (folder / "manifest.json").write_text('{"name": "other"}'), "not one of Debo's"),
        (lambda folder: _change(folder, format=9), "reads format 1"),
        (lambda folder: (folder / "places.parquet").unlink(), "places.parquet is missing"),
        (lambda folder: (folder / "places.parquet").write_bytes(b"x"), "SHA-256 differs"),
        (lambda folder: _change(folder, tables=[]), "names no places.parquet"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(tmp_path: Path, change: object, said: str) -> None:
    folder = tmp_path / "figures"
    invented(10).write(folder)
    change(folder)  # type: ignore[operator]
    with pytest.raises(FolderError, match=said):
        open_folder(folder)
    with pytest.raises(FolderError, match="There is no folder"):
        open_folder(tmp_path / "nowhere")


def _change(folder: Path, **values: object) -> None:
    said = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(said | values))


def test_columns_are_those_that_are_documented() -> None:
    documented = (Path(__file__).resolve().parents[3] / "docs/scale.md").read_text(encoding="utf-8")
    for name, table in tables().items():
        assert isinstance(table, pa.Table)
        for column in table.column_names:
            assert f"`{column}`" in documented, (name, column)
