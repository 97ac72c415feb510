"""Facilities of a woreda, one a line, as people write them: “name, kind, belongs to, code”.

The app reads pasted lines likewise and shows what it guessed. Here nothing is guessed: an unclear line stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from debo.collaborative.refusals import UnclearLine
from debo.people.models import FACILITY_KINDS

#: How the kinds are written in letters and lists.
_KINDS = {
    **{kind.replace("_", " "): kind for kind in FACILITY_KINDS},
    "health center": "health_centre", "hc": "health_centre", "hp": "health_post",
    "ሆስፒታል": "hospital", "ጤና ጣቢያ": "health_centre", "ጤና ኬላ": "health_post",
    "hospitaala": "hospital", "buufata fayyaa": "health_centre", "kellaa fayyaa": "health_post",
}  # fmt: skip


_HEADINGS = ("name", "place", "facility", "ስም", "maqaa")


@dataclass(frozen=True)
class PlaceLine:
    """A facility and the key of the one above it; an empty `parent` is the woreda."""

    name: str
    kind: str
    parent: str = ""
    code: str = ""

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return _key(self.name)


def read_place_lines(text: str) -> list[PlaceLine]:
    """Read all lines; blank ones and a heading are passed over. Refuses with UnclearLine."""
    found: dict[str, PlaceLine] = {}
    for number, cells in _rows(text):
        name, kind, parent, code = (*cells, "", "", "")[:4]
        if not found and _key(name) in _HEADINGS:
            continue
        known = _KINDS.get(_key(kind).replace("_", " "))
        is_clear = name and known and _key(name) not in found and (not parent or _key(parent) in found)
        if not is_clear or known is None:
            raise UnclearLine(line=number, text=", ".join(cells))
        found[_key(name)] = PlaceLine(name, known, _key(parent), code)
    return list(found.values())


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            parted = line.split("\t" if "\t" in line else ",")
            yield number, [cell.strip() for cell in parted]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
