"""What the app needs at its very start: the files of its first chunk, whose words come before all others.

The same files that the app's build puts into the chunk `start`: all that is imported, and not only on demand,
from `main.ts`. A phone on a thin line is shown its first screen after these words; the others follow.
"""

from __future__ import annotations

import re
from pathlib import Path

ENTRY = "web/src/main.ts"

#: `import … from './x'`, `import './x'`, `export … from './x'`; not types alone, and not `import('./x')`.
_IMPORT = re.compile(
    r"""^\s*(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s)?\s*['"](?P<path>\.[^'"]*)['"]""", re.M
)
#: `import.meta.glob('./**/routes.ts', { eager: true })`.
_GLOB = re.compile(
    r"""import\.meta\.glob(?:<[^(]*>)?\(\s*['"](?P<path>[^'"]+)['"]\s*,\s*\{\s*eager:\s*true"""
)
_ENDINGS = ("", ".ts", ".svelte", ".svelte.ts", "/index.ts", "/index.svelte.ts")


def files_at_the_start(root: Path) -> frozenset[str]:
    """Paths, from `root`, of the source files in the app's first chunk; styles and pictures left out.

    Raises:
        FileNotFoundError: an import leads nowhere; the app's own build would say the same.
    """
    found: set[str] = set()
    ahead = [root / ENTRY]
    while ahead:
        path = ahead.pop()
        name = path.relative_to(root).as_posix()
        if name in found:
            continue
        found.add(name)
        ahead.extend(_imported(path))
    return frozenset(found)


def _imported(path: Path) -> list[Path]:
    text = path.read_text(encoding="utf-8")
    globbed = [one for hit in _GLOB.finditer(text) for one in path.parent.glob(hit["path"])]
    named = [hit["path"] for hit in _IMPORT.finditer(text) if not hit["path"].endswith((".css", ".json"))]
    return globbed + [_resolved(path.parent / one) for one in named]


def _resolved(path: Path) -> Path:
    for ending in _ENDINGS:
        candidate = path.parent / f"{path.name}{ending}"
        if candidate.is_file():
            return candidate.resolve()
    raise FileNotFoundError(f"nothing is at {path}")
