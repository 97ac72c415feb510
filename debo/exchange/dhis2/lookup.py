"""From the ids in a value to what they mean here: by id, code or name as they stand, never by likeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from debo.exchange.dhis2.kept import Known
from debo.exchange.dhis2.metadata import DEFAULT_COMBO, DEFAULT_OPTION_COMBO
from debo.exchange.dhis2.value import Refusal, Value
from debo.ledger.fields import Count

_WHOLE = re.compile(r"(-?\d{1,12})(?:\.0+)?", re.ASCII)
_SCHEMES = frozenset({"uid", "id", "code", "name"})
_SPOKEN = {"element": "data element", "unit": "organisation unit", "combo": "category option combo"}


class LookupRefusedError(ValueError):
    """A value can't be taken; `kind` and `subject` group it with others of its sort."""

    def __init__(self, kind: str, subject: str, reason: str) -> None:
        super().__init__(reason)
        self.kind, self.subject = kind, subject

    def at(self, row: int) -> Refusal:
        """The refusal of a row."""
        return Refusal(row, self.kind, self.subject, str(self))


@dataclass(frozen=True, slots=True)
class Cell:
    """Which cell of DHIS2 a value is about, by DHIS2's own ids; an empty combo is the default one."""

    unit: str
    period: str
    element: str
    combo: str


@dataclass(frozen=True)
class ElementFacts:
    """What must be known of an element to sum it: its combos, and whether a zero is kept as a zero."""

    name: str
    combos: frozenset[str]
    zeros: bool


class Lookup:
    """Everything an instance named, ready to be asked once for each value."""

    def __init__(self, instance: str, schemes: Mapping[str, str], attribute: str = "") -> None:
        self.schemes, self.attribute = schemes, attribute
        self._ids: dict[str, dict[str, dict[str, set[str]]]] = {}
        rows = list(Known.objects.filter(instance=instance))
        for kind in ("element", "unit", "option_combo", "category", "option"):
            self._ids[kind] = _by_scheme([row for row in rows if row.kind == kind])
        self.names = {row.uid: row.name for row in rows if row.kind in ("element", "unit")}
        self._default = {"", DEFAULT_OPTION_COMBO, "default"} | {
            text for row in rows if row.kind == "option_combo" and row.name == "default"
            for text in (row.uid, row.code)
        }  # fmt: skip
        of_combo: dict[str, set[str]] = defaultdict(set)
        self._of_options: dict[tuple[str, frozenset[str]], str] = {}
        for row in rows:
            if row.kind == "option_combo":
                of_combo[row.facts["combo"]].add(row.uid)
                self._of_options[row.facts["combo"], frozenset(row.facts["options"])] = row.uid
        self._combo = {row.uid: row.facts["combo"] for row in rows if row.kind == "element"}
        self.elements = {
            row.uid: ElementFacts(
                row.name, frozenset(of_combo.get(row.facts["combo"], ())), bool(row.facts["zeros"])
            )
            for row in rows
            if row.kind == "element"
        }

    def cell(self, value: Value) -> Cell:
        """Which cell a value is about; refuses with LookupRefusedError, naming what isn't known."""
        element = self._one("element", value.element)
        unit = self._one("unit", value.unit)
        if not value.period:
            raise LookupRefusedError("period", "", "the period is missing")
        self._check_attribute(value)
        return Cell(unit, value.period, element, self._option_combo(value, element))

    def _one(self, kind: str, text: str) -> str:
        spoken = _SPOKEN[kind]
        if not text:
            raise LookupRefusedError(kind, "", f"the {spoken} is missing")
        found = self._find(kind, text, self.schemes.get(kind, self.schemes.get("*", "")))
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise LookupRefusedError(kind, text, f"“{text}” is the code or name of several; give the id")
        raise LookupRefusedError(kind, text, f"no {spoken} “{text}” is known; bring its metadata in first")

    def _find(self, kind: str, text: str, scheme: str) -> set[str]:
        """Who has this id, code or name; without a scheme ids go before codes, and codes before names."""
        tables = self._ids[kind]
        named = "uid" if scheme.lower() == "id" else scheme.lower()
        if named:
            return tables.get(named, {}).get(text, set())
        return next((found for one in ("uid", "code", "name") if (found := tables[one].get(text))), set())

    def _check_attribute(self, value: Value) -> None:
        if value.group_options:
            said = ", ".join(f"{name}={text}" for name, text in value.group_options)
        elif value.attribute in self._default or value.attribute == self.attribute:
            return
        else:
            said = value.attribute
        raise LookupRefusedError(
            "attribute", said,
            f"is only for the attribute option combo “{said}”, and Debo keeps one count for all; "
            "--attribute takes one of them",
        )  # fmt: skip

    def _option_combo(self, value: Value, element: str) -> str:
        combos = self.elements[element].combos
        if value.options:
            return self._combo_of_options(value, element)
        if value.combo in self._default:
            return ""
        scheme = self.schemes.get("combo", self.schemes.get("*", ""))
        found = self._find("option_combo", value.combo, scheme) & combos
        if len(found) == 1:
            return next(iter(found))
        raise LookupRefusedError(
            "combo", value.combo,
            f"“{value.combo}” is no category option combo of “{self.names[element]}”",
        )  # fmt: skip

    def _combo_of_options(self, value: Value, element: str) -> str:
        """The combo that ADX names by its options, such as sex="F" age="under5"."""
        options = set()
        for name, text in value.options:
            if not self._find("category", name, ""):
                raise LookupRefusedError("combo", name, f"“{name}” is no category that is known")
            found = self._find("option", text, "")
            if len(found) != 1:
                raise LookupRefusedError("combo", text, f"“{text}” is no option of “{name}” that is known")
            options |= found
        combo = self._of_options.get((self._combo.get(element, DEFAULT_COMBO), frozenset(options)))
        if combo is None:
            said = ", ".join(f"{name}={text}" for name, text in value.options)
            raise LookupRefusedError("combo", said, f"“{self.names[element]}” isn't divided by {said}")
        return combo


def check_schemes(schemes: Mapping[str, str]) -> str | None:
    """Why a file's kinds of id can't be followed; None when they can."""
    unknown = next((one for one in schemes.values() if one.lower() not in _SCHEMES), None)
    if unknown is None:
        return None
    return f"it names things by “{unknown}”; Debo knows uid, code and name. Export it with idScheme=uid."


def read_whole(text: str) -> int:
    """A count; refuses with LookupRefusedError what isn't whole, is below zero or beyond any count."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        raise LookupRefusedError("not_whole", "", f"“{text}” is not a whole number")
    number = int(found[1])
    if number < 0:
        raise LookupRefusedError("not_whole", "", f"“{text}” is below zero; nobody counts fewer than none")
    if number > Count.LARGEST:
        raise LookupRefusedError("not_whole", "", f"“{text}” is larger than any count Debo keeps")
    return number


def _by_scheme(rows: list[Known]) -> dict[str, dict[str, set[str]]]:
    tables: dict[str, dict[str, set[str]]] = {"uid": {}, "code": defaultdict(set), "name": defaultdict(set)}
    for row in rows:
        tables["uid"][row.uid] = {row.uid}
        if row.code:
            tables["code"][row.code].add(row.uid)
        if row.name:
            tables["name"][row.name].add(row.uid)
    return tables
