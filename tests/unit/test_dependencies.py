"""Of every dependency: the very bytes that were looked at, under a licence that Apache-2.0 software may use.

No network is asked, so this holds offline and never flickers; `make audit` asks the lists of known holes.
"""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]

#: What asks for no more than to be named. LGPL, as a library, unchanged: psycopg only where PostgreSQL is,
#: pymeeus behind dhis2-client, which we never call (docs/decisions/0050-dhis2.md).
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT", "MIT-0",
    "MPL-2.0", "PSF-2.0", "PSFL", "Python-2.0", "Zlib",
}  # fmt: skip
LGPL_ALLOWED = {"psycopg", "psycopg-binary", "pymeeus"}

#: Packages that say their licence in words of their own.
OLDER_WORDS = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
}
#: Say none in their metadata, or not which of several; the licence file in the package is this one's text.
LOOKED_UP = {"partd": "BSD-3-Clause", "resvg-py": "MIT", "zict": "BSD-3-Clause"}


def locked(name: str) -> dict[str, str]:
    """Package → all that the lock says of it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    parts = re.split(r"^(?=[a-zA-Z])", text, flags=re.MULTILINE)
    return {re.split(r"==", part)[0]: part for part in parts if "==" in part}


def licences(package: str) -> set[str]:
    """The licences that must all be kept; where one may choose ("OR"), the choice that suits."""
    said = metadata(package)
    told = [*(said.get_all("License-Expression") or []), *(said.get_all("License") or [])]
    expression = next((OLDER_WORDS.get(one, one) for one in told if one), "")
    if not expression or package in LOOKED_UP:
        words = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if "License ::" in one]
        said_so = " AND ".join(OLDER_WORDS.get(one, one) for one in words)
        expression = LOOKED_UP.get(package) or said_so or "?"
    return {_chosen(part) for part in expression.split(" AND ")}


def _chosen(part: str) -> str:
    choices = part.strip("() ").split(" OR ")
    return next((one for one in choices if one in FREE), part)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_is_pinned_to_its_bytes_and_names_no_registry(name: str) -> None:
    packages = locked(name)
    assert packages
    for package, said in packages.items():
        assert re.search(r"==\d", said), package
        assert "--hash=sha256:" in said, package
        assert "://" not in said, package


def test_every_package_that_serves_people_may_be_used_with_apache_2() -> None:
    looked_at = []
    for package in locked("requirements.lock"):
        try:
            found = licences(package)
        except PackageNotFoundError:
            # Locked for another platform, such as the time zones that Windows lacks.
            assert "sys_platform ==" in locked("requirements.lock")[package], package
            continue
        looked_at.append(package)
        allowed = FREE | {"LGPL-3.0-only", "LGPLv3"} if package in LGPL_ALLOWED else FREE
        assert found <= allowed, (package, found)
    assert len(looked_at) > 20


def npm_packages() -> dict[str, Any]:
    lock = json.loads((ROOT / "web/package-lock.json").read_text(encoding="utf-8"))
    return {name: said for name, said in lock["packages"].items() if name}


def test_every_npm_package_is_pinned_to_its_bytes_and_may_be_used() -> None:
    packages = npm_packages()
    assert len(packages) > 50
    for name, said in packages.items():
        assert said["integrity"].startswith("sha512-"), name
        assert "resolved" not in said, name
        assert _chosen(said["license"]) in FREE, (name, said["license"])


#: npm releases that were poisoned and withdrawn, as was widely told: (package, version, when).
KNOWN_BAD = [
    ("event-stream", "3.3.6", "November 2018"),
    ("ua-parser-js", "0.7.29", "October 2021"),
    ("eslint-config-prettier", "8.10.1", "July 2025"),
    ("eslint-config-prettier", "9.1.1", "July 2025"),
    ("chalk", "5.6.1", "September 2025"),
    ("debug", "4.4.2", "September 2025"),
]


def test_no_poisoned_release_that_we_know_of_is_locked() -> None:
    npm = {(name.rpartition("node_modules/")[2], said["version"]) for name, said in npm_packages().items()}
    assert not npm & {(name, version) for name, version, _ in KNOWN_BAD}


def test_a_licence_that_asks_for_more_is_noticed() -> None:
    assert _chosen("GPL-3.0-only") not in FREE
    assert _chosen("Apache-2.0 OR GPL-3.0-only") == "Apache-2.0"
