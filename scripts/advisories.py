"""Known holes in what is locked, looked for without a network.

    python scripts/advisories.py check      compare the locks with advisories.json, and say how old it is
    python scripts/advisories.py refresh    ask the public lists (uv audit, npm audit), add what they tell

The list is kept by hand and by `refresh`, which `make audit` runs: it holds holes that were made public in
packages we lock, with the versions that have them. A hole that was made public after the list's date isn't in
it, so `check` finds a version that goes back behind a mend, and no new hole (docs/security.md).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "scripts" / "advisories.json"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
_UV = ROOT / ".venv/bin/uv"


def locked() -> set[tuple[str, str, str]]:
    """Every locked package: ("pypi" or "npm", name, version)."""
    found = set()
    for lock in LOCKS:
        pins = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
        found |= {("pypi", name.lower(), version) for name, version in pins}
    packages = json.loads((ROOT / "web/package-lock.json").read_text("utf-8"))["packages"]
    npm = ((path.rpartition("node_modules/")[2], one["version"]) for path, one in packages.items() if path)
    return found | {("npm", name, version) for name, version in npm}


def holes(pins: set[tuple[str, str, str]], known: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each locked version that a known hole is in."""
    for where, name, version in sorted(pins):
        for one in known:
            if (one["where"], one["package"]) == (where, name) and _is_in(version, one["affected"]):
                affected = " or ".join(one["affected"])
                yield f"{name} {version} ({where}): {one['id']}, in {affected}. {one['what']}"


def _is_in(version: str, affected: list[str]) -> bool:
    try:
        parsed = Version(version)
    except InvalidVersion:
        # npm's own forms, such as 1.0.0-next.3+build: the numbers are what counts.
        parsed = Version(re.split(r"[-+]", version)[0])
    return any(SpecifierSet(one, prereleases=True).contains(parsed) for one in affected)


def check(today: date) -> int:
    """Say what was found, of how many, by a list how old; 1 when a locked version has a known hole."""
    content = json.loads(LIST.read_text("utf-8"))
    pins, known = locked(), content["holes"]
    found = list(holes(pins, known))
    print("\n".join(found), end="\n" if found else "")
    age = (today - date.fromisoformat(content["written"])).days
    asked = content["asked"] or "never yet"
    print(
        f"{len(pins)} locked packages, {len(known)} known holes: {len(found)} found. The list was written on "
        f"{content['written']}, {age} days ago; the public lists were last asked in full: {asked}."
    )
    return 1 if found else 0


def refresh(today: date) -> int:
    """Add what the public lists tell of the locked packages; 2 when one of them can't be reached."""
    try:
        told = [*_npm(), *_uv()]
    except (OSError, ValueError, KeyError) as error:
        print(f"The public lists could not be asked: {error}. The list stays as it was.", file=sys.stderr)
        return 2
    content = json.loads(LIST.read_text("utf-8"))
    there = {(one["package"], one["id"]) for one in content["holes"]}
    content["holes"] += [one for one in told if (one["package"], one["id"]) not in there]
    content["written"] = content["asked"] = today.isoformat()
    LIST.write_text(_written(content), encoding="utf-8")
    return check(today)


def _written(content: dict[str, Any]) -> str:
    """One line for each hole, so that a difference shows what is new."""
    lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in content["holes"])
    head = [f' "{name}": {json.dumps(content[name])}' for name in ("about", "written", "asked")]
    return "{\n" + ",\n".join(head) + ',\n "holes": [\n' + lines + "\n ]\n}\n"


def _npm() -> Iterator[dict[str, Any]]:
    for name, one in _told(["npm", "audit", "--json"], ROOT / "web")["vulnerabilities"].items():
        for via in one["via"]:
            if isinstance(via, dict):
                affected = [part.strip().replace(" ", ",") for part in via["range"].split("||")]
                yield _hole("npm", name, via["url"].rpartition("/")[2], affected, via["title"])


def _uv() -> Iterator[dict[str, Any]]:
    asked = ["audit", "--locked", "--output-format", "json", "--preview-features", "audit-command"]
    for one in _told([str(_UV), *asked], ROOT)["vulnerabilities"]:
        name, version = one["dependency"]["name"], one["dependency"]["version"]
        yield _hole("pypi", name, one["id"], [f"=={version}"], one.get("summary") or "")


def _told(command: list[str], folder: Path) -> dict[str, Any]:
    """What the registry's own client says as JSON; ValueError when it could not ask."""
    done = subprocess.run(  # noqa: S603 - npm and uv, by us
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    if "vulnerabilities" not in told:
        raise ValueError(told.get("message", "no list came"))
    return dict(told)


def _hole(where: str, package: str, name: str, affected: list[str], what: str) -> dict[str, Any]:
    return {"where": where, "package": package, "id": name, "affected": affected, "what": what}


def main(words: list[str]) -> int:
    """Do what was asked for."""
    ways = {"check": check, "refresh": refresh}
    if len(words) != 1 or words[0] not in ways:
        print(__doc__)
        return 2
    return ways[words[0]](datetime.now(tz=UTC).date())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
