"""The schema from which screens and forms are made: what each type of record declares of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils import translation

from debo.ledger.canonical import canonical
from debo.ledger.fields import RecordField
from debo.ledger.replicated import Declaration, Writers, declarations


def schema() -> dict[str, Any]:
    """Every declared type by name. Labels are English: the message ids that catalogues translate."""
    with translation.override("en"):
        return {one.type: _type(one) for one in declarations()}


@cache
def schema_hash() -> str:
    """Changes whenever a declaration does: a phone sees that the hub knows more than it does."""
    return hashlib.sha256(canonical(schema())).hexdigest()[:16]


def _type(declaration: Declaration) -> dict[str, Any]:
    return {
        "key": list(declaration.key),
        "channels": _channels(declaration.channels),
        "fields": {name: _field(one) for name, one in declaration.fields.items()},
    }


def _channels(channels: Mapping[str, Writers]) -> dict[str, Any]:
    return {
        kind: {"standings": sorted(writers.standings), "own": writers.own}
        for kind, writers in sorted(channels.items())
    }


def _field(one: RecordField) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": one.kind, "label": str(one.verbose_name)}
    if one.help_text:
        told["help"] = str(one.help_text)
    told["required"] = one.required
    choices = one.schema()
    if "choices" in choices:
        choices["choices"] = [{**choice, "label": str(choice["label"])} for choice in choices["choices"]]
    return told | choices
