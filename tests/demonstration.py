"""The demonstration, filled once and copied for each hub that a test serves: filling takes seconds.

It is kept in the folder for temporary files under a name made of all that it is made of (the package's own
files and the day), so a changed program never meets an old one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1] / "debo"
_KINDS = (".py", ".json", ".mo", ".sql")
_PREFIX = "debo-demonstration-"


def fill(data: Path) -> None:
    """Put a filled hub on SQLite into this folder, which may be there and must hold no hub."""
    if (data / "debo.sqlite3").exists():
        raise FileExistsError(f"{data} holds a hub")
    shutil.copytree(_made(_name()), data, dirs_exist_ok=True)


@cache
def _name() -> str:
    """Of what the demonstration is made, and of the day up to which it reaches."""
    said = hashlib.sha256(datetime.now(tz=UTC).date().isoformat().encode())
    for path in sorted(one for one in _PACKAGE.rglob("*") if one.suffix in _KINDS):
        said.update(str(path.relative_to(_PACKAGE)).encode() + path.read_bytes())
    return _PREFIX + said.hexdigest()[:16]


def _made(name: str) -> Path:
    kept = Path(tempfile.gettempdir()) / name
    if kept.exists():
        return kept
    for old in kept.parent.glob(f"{_PREFIX}*"):
        if datetime.now(tz=UTC).timestamp() - old.stat().st_mtime > 86_400:
            shutil.rmtree(old, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix="debo-filling-"))
    own = {
        **os.environ,
        "DEBO_DATA": str(new),
        "DEBO_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "debo.settings",
    }
    debo = str(Path(sys.executable).parent / "debo")
    subprocess.run([debo, "demo"], env=os.environ | own, check=True, capture_output=True)
    try:
        # Whole or not at all: two processes may fill at once, and the first one to be done is taken.
        new.rename(kept)
    except OSError:
        shutil.rmtree(new)
    return kept
