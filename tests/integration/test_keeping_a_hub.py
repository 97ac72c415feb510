"""What keeps a hub well beside its entries: who may read its files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from debo.embedded import make_private
from tests.integration.test_cli import debo


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_hub_and_its_backup_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        data = tmp_path / "hub"
        assert debo(data, "demo", "--until", "2026-09-11").returncode == 0
        backup = tmp_path / "hub.backup"
        assert debo(data, "backup", str(backup)).returncode == 0
        assert [mode(one) for one in (data, data / "debo.sqlite3", data / "secret", backup)] == [
            0o700, 0o600, 0o600, 0o600,
        ]  # fmt: skip
        # What somebody made wider on purpose stays so, and a check tells it.
        data.chmod(0o755)
        (data / "debo.sqlite3").chmod(0o644)
        said = debo(data, "check", "--quick")
        assert (said.returncode, "note  Others on this machine can read" in said.stdout) == (0, True)
        assert (mode(data), mode(data / "debo.sqlite3")) == (0o755, 0o644)
    finally:
        os.umask(before)


def test_a_file_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    kept.chmod(0o640)
    make_private(kept)
    make_private(tmp_path / "folder" / "new")
    assert (mode(kept), mode(tmp_path / "folder" / "new"), mode(tmp_path / "folder")) == (0o640, 0o600, 0o700)
