"""What DHIS2 says of itself: units, elements, indicators, data sets and option combos, from JSON or CSV."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from debo.exchange.dhis2.csv_format import plain_header, rows_of
from debo.exchange.dhis2.value import FormatError, Refusal

#: A nation's metadata is far below this; values have no such bound.
MOST_BYTES = 256 * 1024 * 1024
#: The ids that every DHIS2 gives to what is not disaggregated.
DEFAULT_COMBO = "bjDvmb4bfuf"
DEFAULT_OPTION_COMBO = "HllvX50cXC0"

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Thing:
    """Something DHIS2 named. `facts` depend on the kind; `names` are its name by language."""

    kind: str
    uid: str
    code: str
    name: str
    facts: dict[str, Any]
    names: dict[str, str] = field(default_factory=dict)
    row: int = 0


@dataclass
class Metadata:
    """All that a file or a server said, what of it is refused, and what Debo has no use for, counted."""

    things: list[Thing] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unused: Counter[str] = field(default_factory=Counter)

    def of(self, kind: str) -> list[Thing]:
        """The things of one kind, in the order they came."""
        return [thing for thing in self.things if thing.kind == kind]


def id_of(said: Any) -> str:
    """The id of what is named by an object such as {"id": …}."""
    return str(said.get("id", "")) if isinstance(said, dict) else ""


def _unit(said: Said) -> dict[str, Any]:
    path = str(said.get("path") or "")
    return {
        "parent": id_of(said.get("parent")) or (path.split("/")[-2] if path.count("/") > 1 else ""),
        "path": path,
        "level": int(said.get("level") or path.count("/") or 0),
        "opened": str(said.get("openingDate") or "")[:10],
        "closed": str(said.get("closedDate") or "")[:10],
        "successor": id_of(said.get("successor")),
        "groups": [id_of(one) for one in said.get("organisationUnitGroups") or ()],
    }


def _element(said: Said) -> dict[str, Any]:
    return {
        "value_type": str(said.get("valueType") or "NUMBER"),
        "zeros": said.get("zeroIsSignificant") is True,
        "combo": id_of(said.get("categoryCombo")),
        "domain": str(said.get("domainType") or "AGGREGATE"),
    }


def _indicator(said: Said) -> dict[str, Any]:
    return {
        "numerator": str(said.get("numerator") or ""),
        "denominator": str(said.get("denominator") or ""),
        "numerator_words": str(said.get("numeratorDescription") or ""),
        "denominator_words": str(said.get("denominatorDescription") or ""),
        "annualised": said.get("annualized") is True,
        "type": id_of(said.get("indicatorType")),
    }


def _data_set(said: Said) -> dict[str, Any]:
    parts = [one for one in said.get("dataSetElements") or () if isinstance(one, dict)]
    return {
        "period_type": str(said.get("periodType") or ""),
        "elements": {id_of(one.get("dataElement")): id_of(one.get("categoryCombo")) for one in parts},
    }


def _ids(name: str) -> Callable[[Said], list[str]]:
    return lambda said: [id_of(one) for one in said.get(name) or ()]


#: DHIS2's word → our kind, and what is kept of it.
KINDS: dict[str, tuple[str, Callable[[Said], dict[str, Any]]]] = {
    "organisationUnits": ("unit", _unit),
    "dataElements": ("element", _element),
    "indicators": ("indicator", _indicator),
    "indicatorTypes": (
        "indicator_type",
        lambda said: {"factor": said.get("factor", 1), "number": said.get("number") is True},
    ),
    "dataSets": ("data_set", _data_set),
    "categoryCombos": ("combo", lambda said: {"categories": _ids("categories")(said)}),
    "categoryOptionCombos": (
        "option_combo",
        lambda said: {"combo": id_of(said.get("categoryCombo")), "options": _ids("categoryOptions")(said)},
    ),
    "categories": ("category", lambda said: {"options": _ids("categoryOptions")(said)}),
    "categoryOptions": ("option", lambda _said: {}),
}


def read_metadata(path: Path) -> Metadata:
    """Everything a JSON or CSV file names; refuses with FormatError what is neither."""
    if path.stat().st_size > MOST_BYTES:
        raise FormatError(f"{path.name} is larger than 256 MB. Nothing was changed. Export fewer kinds.")
    if path.read_bytes()[:200].lstrip()[:1] != b"{":
        return from_parts([csv_part(path)])
    try:
        said = json.loads(path.read_bytes())
    except ValueError as error:
        raise FormatError(f"{path.name} is broken JSON ({error}). Nothing was changed.") from None
    return from_parts([said])


def from_parts(parts: Iterable[Mapping[str, Any]]) -> Metadata:
    """Put together what came in several answers or one file, each {DHIS2's word: [objects]}."""
    found = Metadata()
    seen: dict[tuple[str, str], Thing] = {}
    for part in parts:
        for word, objects in part.items():
            if not isinstance(objects, list):
                continue
            if word not in KINDS:
                found.unused[word] += len(objects)
                continue
            for row, said in enumerate(objects, 1):
                _take(found, seen, word, said, row)
    return found


def _take(found: Metadata, seen: dict[tuple[str, str], Thing], word: str, said: Any, row: int) -> None:
    kind, facts_of = KINDS[word]
    uid = str(said.get("id") or "").strip() if isinstance(said, dict) else ""
    name = " ".join(str(said.get("name") or said.get("shortName") or "").split()) if uid else ""
    if not uid or not name:
        what = "has no id" if not uid else f"“{uid}” has no name"
        found.refused.append(Refusal(row, "incomplete", uid, f"{word}: object {row} {what}"))
        return
    thing = Thing(
        kind,
        uid,
        str(said.get("code") or "").strip(),
        name,
        facts_of(said) | ({"raw_name": str(said["name"])} if said.get("name") not in (None, name) else {}),
        _names(said, name),
        int(said.get("row") or row),
    )
    before = seen.setdefault((kind, uid), thing)
    if before is thing:
        found.things.append(thing)
    elif (before.name, before.code, before.facts) != (thing.name, thing.code, thing.facts):
        reason = f"“{uid}” comes twice with different content; the first one stays"
        found.refused.append(Refusal(row, "twice", uid, reason))


def _names(said: Said, name: str) -> dict[str, str]:
    """The name by language; Ethiopic letters are taken for Amharic, all others for English."""
    is_ethiopic = any("\u1200" <= letter <= "\u139f" for letter in name)
    names = {"am" if is_ethiopic else "en": name}
    for one in said.get("translations") or ():
        language = str(one.get("locale", ""))[:2] if isinstance(one, dict) else ""
        if one.get("property") in ("NAME", "name") and language in ("en", "am", "om") and one.get("value"):
            names[language] = " ".join(str(one["value"]).split())
    return names


#: A CSV of one kind is known by a column that only this kind has.
_OF_CSV = (
    ("indicators", {"numerator", "denominator", "indicatortype"}),
    ("dataElements", {"valuetype"}),
    ("dataElements", {"domaintype"}),
    ("organisationUnits", {"parentuid"}),
    ("organisationUnits", {"openingdate"}),
    ("organisationUnits", {"parent", "level"}),
)
_COLUMNS = {
    "uid": "id", "id": "id", "name": "name", "code": "code", "mfrcode": "code", "shortname": "shortName",
    "valuetype": "valueType", "domaintype": "domainType", "zeroissignificant": "zeroIsSignificant",
    "categorycombo": "categoryCombo", "categorycombouid": "categoryCombo", "numerator": "numerator",
    "denominator": "denominator", "numeratordescription": "numeratorDescription",
    "denominatordescription": "denominatorDescription", "annualized": "annualized",
    "indicatortype": "indicatorType", "parentuid": "parent", "parent": "parent", "path": "path",
    "level": "level", "openingdate": "openingDate", "closeddate": "closedDate", "successor": "successor",
    "successoruid": "successor", "groups": "organisationUnitGroups",
}  # fmt: skip
_REFS = frozenset({"parent", "successor", "categoryCombo", "indicatorType"})
_NEEDS = "Debo takes units, dataElements and indicators from CSV, and everything from metadata JSON."


def csv_part(path: Path) -> dict[str, list[dict[str, Any]]]:
    """A CSV of one kind in the shape of the JSON; refuses with FormatError one whose kind can't be told."""
    lines = rows_of(path, strip=False)
    first = next(lines, None)
    if first is None:
        raise FormatError(f"{path.name} is empty. Nothing was changed.")
    headers = plain_header(first[1])
    word = next((word for word, needed in _OF_CSV if needed <= set(headers)), None)
    if word is None or "name" not in headers:
        raise FormatError(
            f"{path.name}: its columns ({', '.join(first[1][:6])}) don't say what it lists. {_NEEDS} "
            "Nothing was changed."
        )
    return {word: [_csv_object(line, headers, cells) for line, cells in lines]}


def _csv_object(line: int, headers: list[str], cells: list[str]) -> dict[str, Any]:
    said: dict[str, Any] = {"row": line}
    for header, raw in _columns(headers, cells):
        name = _COLUMNS[header]
        cell = raw if name == "name" else raw.strip()
        if name in _REFS:
            said[name] = {"id": cell}
        elif name == "organisationUnitGroups":
            said[name] = [{"id": one} for one in cell.split("|")]
        elif name in ("annualized", "zeroIsSignificant"):
            said[name] = cell.lower() == "true"
        elif name == "level":
            said[name] = int(cell) if cell.isdigit() else 0
        else:
            said[name] = cell
    return said


def _columns(headers: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    return ((h, c) for h, c in zip(headers, cells, strict=False) if c.strip() and h in _COLUMNS)
