"""The roles people hold, as data (roles.json, after DOMAIN 5.2), and the standing each gives."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Role:
    """A role, the standing that reading and writing rights follow from, and where it is usually held."""

    key: str
    label: str
    standing: str
    department: str
    at: tuple[str, ...]


@cache
def roles() -> dict[str, Role]:
    """All roles by key, in the order of the file."""
    rows = json.loads((files("debo.people") / "roles.json").read_text(encoding="utf-8"))
    return {row["key"]: Role(**{**row, "at": tuple(row["at"])}) for row in rows}


def role_choices() -> list[tuple[str, str | Promise]]:
    """Key and translated label of every role, for forms."""
    return [(role.key, gettext_lazy(role.label)) for role in roles().values()]
